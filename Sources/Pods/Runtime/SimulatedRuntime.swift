import ClusterNames
package import Objects

/// Pods that run nothing: they get a node, addresses and conditions as on a kubelet, and end when
/// told.
///
/// What somebody else writes into a running pod's status stays, so that a pod can be made unready
/// or
/// failed by hand: the runtime acts on what it waits for itself, and does not repair.
package struct SimulatedRuntime: PodRuntime {
  package static let defaultNode = "ordinal"

  private let node: String
  /// The same for all pods.
  private let script: PodScript
  package private(set) var addresses: AddressBook
  /// When a pod was first seen, until it is Ready: the API's times are too coarse for `readyAfter`.
  private var starting: [String: Timestamp] = [:]

  package init(addresses: AddressBook, script: PodScript = PodScript(), node: String = defaultNode)
  {
    self.addresses = addresses
    self.script = script
    self.node = node
  }

  /// The API's creation time stands in for the first sight of a pod that is still starting.
  package mutating func restore(_ pod: Pod) {
    let kept = pod.status.podIPs.compactMap { try? IPAddress($0) }
    if !pod.isTerminal { addresses.restore(kept, to: pod.holder) }
    let isStarting =
      pod.status.phase != "Running"
      || pod.condition("ContainersReady")?.reason == PodStatus.notReadyReason
    if isStarting, !pod.isTerminal, let created = pod.metadata.creationTimestamp {
      starting[pod.metadata.uid] = created
    }
  }

  package mutating func forget(uid: String, now: Timestamp) {
    starting[uid] = nil
    addresses.release(uid, now: now)
  }

  package mutating func reserve(for uid: String, _ set: StatefulSet?) {
    addresses.reserve(set?.pinnedAddresses(addresses.families) ?? [], for: uid)
  }

  /// Scheduled first, then running with addresses, then Ready: each is a write of its own, as in a
  /// cluster.
  package mutating func step(_ pod: Pod, in set: StatefulSet?, now: Timestamp) -> PodStep {
    if pod.isTerminating { return end(pod, now: now) }
    if pod.isTerminal { return PodStep() }
    var step = PodStep()
    if pod.spec.nodeName.isEmpty {
      if starting[pod.metadata.uid] == nil { starting[pod.metadata.uid] = now }
      step.node = node
      return step
    }
    let isRunning = pod.status.phase == "Running"
    var status = pod.status
    switch giveAddresses(to: pod, in: set, isRunning: isRunning, now: now) {
    case .success(let given):
      status.setAddresses(given)
      if isRunning { status.explainAddress(nil, pod, now: now) }
    case .failure(let problem):
      step.wait = if case .exhausted = problem { .pool } else { .pin }
      guard isRunning else {
        status.hold(pod, because: problem, now: now)
        step.status = pod.differing(status)
        return step
      }
      status.explainAddress(problem, pod, now: now)
    }
    if let begun = starting[pod.metadata.uid] ?? (isRunning ? nil : now) {
      let readyAt = begun + script.readyAfter
      status.run(pod, isReady: readyAt <= now, now: now)
      starting[pod.metadata.uid] = readyAt <= now ? nil : begun
      if readyAt > now { step.nextLook = readyAt }
    } else if !pod.spec.readinessGates.isEmpty, pod.condition("ContainersReady")?.status == "True" {
      // Others open and close the gates.
      status.run(pod, isReady: true, now: now)
    }
    step.status = pod.differing(status)
    return step
  }

  /// A running pod moves when it was bound elsewhere; what its template says counts when it starts.
  private mutating func giveAddresses(
    to pod: Pod, in set: StatefulSet?, isRunning: Bool, now: Timestamp
  ) -> Result<[IPAddress], AddressProblem> {
    do throws(AddressProblem) {
      let request = try AddressRequest(pod, in: set, addresses.families)
      if isRunning, !request.isBinding { return .success(pod.addresses) }
      do throws(AddressProblem) {
        return .success(try addresses.assign(request.pins, to: pod.holder, now: now))
      } catch .inUse(_, let other)
        where !request.isBinding && !other.set.isEmpty && other.set == pod.holder.set
      {
        // After a change of ordinals.start the places have moved: a sibling that still runs keeps
        // its
        // address, or an ordered set would wait for itself.
        return .success(try addresses.assign([], to: pod.holder, now: now))
      }
    } catch {
      return .failure(error)
    }
  }

  /// Stays as it is, Ready too, until its containers have ended: that it terminates is enough for
  /// its
  /// Services to leave it out.
  private func end(_ pod: Pod, now: Timestamp) -> PodStep {
    var step = PodStep()
    let grace = Duration.seconds(pod.metadata.deletionGracePeriodSeconds ?? 0)
    let requested = (pod.metadata.deletionTimestamp ?? now) - grace
    let endsAt = requested + min(script.terminatesAfter, grace)
    guard endsAt <= now else {
      step.nextLook = endsAt
      return step
    }
    step.isFinished = true
    if !pod.isTerminal, !pod.spec.nodeName.isEmpty {
      var status = pod.status
      status.finish(pod, now: now)
      step.status = pod.differing(status)
    }
    return step
  }
}

extension Pod {
  var holder: AddressBook.Holder {
    AddressBook.Holder(
      uid: metadata.uid, name: "\(metadata.namespace)/\(metadata.name)",
      set: metadata.controller?.uid ?? "")
  }

  fileprivate var addresses: [IPAddress] { status.podIPs.compactMap { try? IPAddress($0) } }

  /// A status to write; nil where it says nothing new.
  fileprivate func differing(_ status: PodStatus) -> PodStatus? {
    status == self.status ? nil : status
  }
}
