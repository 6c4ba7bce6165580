import ClusterNames
package import Objects

/// Pods that run nothing: they get addresses and conditions as on a kubelet, do what their script
/// says, and end when told.
///
/// What somebody else writes into a running pod's status stays, so that a pod can be made unready
/// or failed by hand: the runtime acts when a pod comes to another stage of its script, and does
/// not repair.
package struct SimulatedRuntime: PodRuntime {
  package static let defaultNode = "ordinal"

  private let nodeName: String
  private var scripts: ScriptBook
  package private(set) var addresses: AddressBook
  private var lives: [String: PodLife] = [:]

  /// - Parameter script: how pods behave unless their annotations say otherwise.
  package init(addresses: AddressBook, script: PodScript = PodScript(), node: String = defaultNode)
  {
    self.addresses = addresses
    scripts = ScriptBook(others: script)
    nodeName = node
    self.addresses.reserve(Set(addresses.families.nodeAddresses), for: "")
  }

  package var node: String? { nodeName }

  package mutating func restore(_ pod: Pod) {
    let kept = pod.status.podIPs.compactMap { try? IPAddress($0) }
    if !pod.isTerminal, !pod.isOnHostNetwork { addresses.restore(kept, to: pod.holder) }
    // Its end was told of when it was asked for.
    if pod.isTerminating { lives[pod.metadata.uid] = PodLife(restored: pod) }
  }

  package mutating func repeatStage(of uid: String) { lives[uid]?.forgetStage() }

  package mutating func forget(uid: String, now: Timestamp) {
    lives[uid] = nil
    addresses.release(uid, now: now)
  }

  package mutating func reserve(for uid: String, _ set: StatefulSet?) {
    addresses.reserve(set?.pinnedAddresses(addresses.families) ?? [], for: uid)
  }

  package var needsAddressMark: Bool { addresses.needsMark }

  package mutating func markAddresses(ahead: UInt64, now: Timestamp) -> AddressMark {
    addresses.mark(ahead: ahead, now: now)
  }

  package mutating func repeatAddressMark() { addresses.repeatMark() }

  package mutating func resume(at mark: AddressMark) { addresses.resume(at: mark) }

  /// Running with addresses first, then Ready: each is a write of its own, as in a cluster.
  package mutating func step(_ pod: Pod, in set: StatefulSet?, now: Timestamp) -> PodStep {
    if pod.isTerminating { return end(pod, in: set, now: now) }
    if pod.isTerminal {
      // The network of a pod that has ended is taken down; its status goes on naming the address.
      addresses.release(pod.metadata.uid, now: now)
      return PodStep()
    }
    if pod.spec.nodeName.isEmpty { return PodStep() }
    if let deadline = pod.deadline, deadline <= now { return fail(pod, in: set, now: now) }
    var step = PodStep()
    var status = pod.status
    var problem: StartProblem?
    switch giveAddresses(to: pod, in: set, now: now) {
    case .success(let given):
      if !pod.isUp || given != pod.addresses {
        status.setAddresses(given, of: addresses.families.nodeAddresses)
      }
      if pod.isUp { status.explainAddress(nil, pod, now: now) }
    case .failure(let addressProblem):
      step.wait = if case .exhausted = addressProblem { .pool } else { .pin }
      if pod.isUp {
        status.explainAddress(addressProblem, pod, now: now)
      } else {
        problem = .address(addressProblem)
      }
    }
    switch (problem, scripts.behavior(of: pod, in: set)) {
    case (let problem?, _): hold(pod, status, because: problem, &step, now: now)
    case (nil, .failure(let error)): hold(pod, status, because: .script(error), &step, now: now)
    case (nil, .success(let behavior)):
      live(
        pod, status, behavior, isScripted: ScriptBook.speaks(of: pod, in: set), &step, now: now)
    }
    var latest = pod
    if let status = step.status { latest.status = status }
    step.nextLook = [step.nextLook, latest.deadline].compactMap(\.self).min()
    return step
  }

  /// A pod that runs is not stopped by a script that cannot be read.
  private mutating func hold(
    _ pod: Pod, _ status: PodStatus, because problem: StartProblem, _ step: inout PodStep,
    now: Timestamp
  ) {
    var status = status
    if pod.status.phase != "Running" { status.hold(pod, because: problem, now: now) }
    step.status = pod.differing(status)
    if step.status != nil { step.events = [problem.event] }
  }

  private mutating func live(
    _ pod: Pod, _ status: PodStatus, _ behavior: PodBehavior, isScripted: Bool,
    _ step: inout PodStep, now: Timestamp
  ) {
    var status = status
    var life = lives[pod.metadata.uid] ?? PodLife(pod, now: now)
    var stage = life.stage(of: behavior, pod, at: now)
    let changes = ContainerChanges(pod, seen: life.generation)
    // What does not run has not to be begun anew.
    let news = stage.isRunning || changes.restarts.isEmpty ? changes.events : []
    if stage.isRunning, !changes.restarts.isEmpty {
      life.restart(changes, pod, now: now)
      stage = life.stage(of: behavior, pod, at: now)
      // A write of its own, whenever they are ready again.
      for name in changes.restarts.keys { stage.turns[name]?.run?.isReady = false }
      status.show(stage, of: pod, from: life.start, now: now)
      step.events = news
    } else if life.enters(stage, of: behavior, pod, isScripted: isScripted) {
      status.show(stage, of: pod, from: life.start, now: now)
      step.events = news + stage.events(of: pod)
    } else {
      step.events = news
      if stage.isReady, !pod.spec.readinessGates.isEmpty,
        pod.condition("ContainersReady")?.status == "True"
      {
        // Others open and close the gates.
        status.setConditions(pod, status.conditions(of: pod, in: stage), now: now)
      }
    }
    status.take(changes, of: pod, now: now)
    let started = status.startEphemeral(of: pod, now: now)
    step.events += started.flatMap { PodEvent.started($0, in: "ephemeralContainers") }
    status.observe(pod)
    lives[pod.metadata.uid] = life
    step.nextLook = stage.end.map { life.start + $0 }
    step.status = pod.differing(status)
  }

  /// A running pod moves when it was bound elsewhere; what its template says counts when it starts.
  private mutating func giveAddresses(
    to pod: Pod, in set: StatefulSet?, now: Timestamp
  ) -> Result<[IPAddress], AddressProblem> {
    if pod.isOnHostNetwork { return .success(addresses.families.nodeAddresses) }
    do throws(AddressProblem) {
      let request = try AddressRequest(pod, in: set, addresses.families)
      if pod.isUp, !request.isBinding { return .success(pod.addresses) }
      do throws(AddressProblem) {
        return .success(try addresses.assign(request.pins, to: pod.holder, now: now))
      } catch .inUse(_, let other)
        where !request.isBinding && !other.set.isEmpty && other.set == pod.holder.set
      {
        // After a change of ordinals.start the places have moved: a sibling that still runs keeps
        // its address, or an ordered set would wait for itself.
        return .success(try addresses.assign([], to: pod.holder, now: now))
      }
    } catch {
      return .failure(error)
    }
  }

  /// Stays as it is, Ready too, until its containers have ended: that it terminates is enough for
  /// its Services to leave it out.
  private mutating func end(_ pod: Pod, in set: StatefulSet?, now: Timestamp) -> PodStep {
    var step = PodStep()
    var life = lives[pod.metadata.uid] ?? PodLife(pod, now: now)
    if life.stop == nil {
      life.stop = pod.deletionRequest(seenAt: now)
      step.events = PodEvent.killing(pod)
    }
    lives[pod.metadata.uid] = life
    // A script that cannot be read must not keep a pod for ever.
    let behavior = (try? scripts.behavior(of: pod, in: set).get()) ?? PodBehavior()
    guard let stop = life.stop, case .after(let time) = behavior.termination ?? .after(.zero) else {
      return step
    }
    let grace = Duration.seconds(pod.metadata.deletionGracePeriodSeconds ?? 0)
    let end = stop + min(time, grace)
    guard end <= now else {
      step.nextLook = end
      return step
    }
    step.isFinished = true
    addresses.announceRelease(pod.metadata.uid, now: now)
    // A kubelet has nothing to say of containers that were never started.
    if pod.status.phase == "Running" {
      var status = pod.status
      status.finish(pod, isKilled: time > grace, now: now)
      step.status = pod.differing(status)
    }
    return step
  }

  /// At its deadline a pod ends at once, as it would if it were deleted, and stays to be looked at.
  private mutating func fail(_ pod: Pod, in set: StatefulSet?, now: Timestamp) -> PodStep {
    let behavior = (try? scripts.behavior(of: pod, in: set).get()) ?? PodBehavior()
    let grace = Duration.seconds(pod.spec.terminationGracePeriodSeconds ?? 30)
    var isKilled = true
    if case .after(let time) = behavior.termination ?? .after(.zero) { isKilled = time > grace }
    var status = pod.status
    status.exceedDeadline(pod, isKilled: isKilled, now: now)
    var step = PodStep()
    step.status = status
    step.events =
      [PodEvent(reason: PodStatus.deadlineReason, message: PodStatus.deadlineMessage)]
      + PodEvent.killing(pod)
    return step
  }
}
