import Objects

/// What was changed of a pod's containers since its status was written: a kubelet compares what runs
/// with what is to run (upstream's `computePodActions`).
struct ContainerChanges {
  /// Containers that begin anew, by name, and why.
  private(set) var restarts: [String: Reason] = [:]
  /// Containers that accompany the others (`restartPolicy: Always`) and begin anew.
  private(set) var sidecars: [Container] = []
  /// Containers of both kinds that get more or less of the node.
  private(set) var resized: [Container] = []

  enum Reason { case definition, resize }

  private let pod: Pod

  /// Nothing is compared where the status is of this generation: what somebody else reports of a
  /// container stays.
  ///
  /// - Parameter seen: a generation whose changes are on their way into the status.
  init(_ pod: Pod, seen: Int64) {
    self.pod = pod
    let observed = pod.status.rest["observedGeneration"]?.integer ?? 0
    guard pod.metadata.generation > max(seen, observed), !pod.status.phase.isEmpty else { return }
    for container in pod.spec.containers {
      guard let told = pod.status(of: container.name, in: "containerStatuses") else { continue }
      let difference = Difference(container, told)
      if difference.isResized { resized.append(container) }
      if difference.isOther {
        restarts[container.name] = .definition
      } else if difference.isRestarted {
        restarts[container.name] = .resize
      }
    }
    for container in pod.initContainers {
      guard let told = pod.status(of: container.name, in: "initContainerStatuses") else { continue }
      let difference = Difference(container, told)
      if difference.isResized { resized.append(container) }
      if difference.isOther || difference.isRestarted { sidecars.append(container) }
    }
  }

  /// In the order in which a kubelet tells of it; the texts are those of Kubernetes 1.36.
  var events: [PodEvent] {
    var events: [PodEvent] = []
    if !resized.isEmpty {
      events.append(
        PodEvent(reason: "ResizeStarted", message: "Pod resize started: \(summary)"))
    }
    let main = pod.spec.containers.filter { restarts[$0.name] != nil }
    for container in sidecars {
      events.append(
        PodEvent(
          reason: "Killing", message: "Init container \(container.name) definition changed",
          container: container.name, list: "initContainers"))
    }
    for container in main {
      let why =
        restarts[container.name] == .resize
        ? "resize requires restart" : "definition changed, will be restarted"
      events.append(
        PodEvent(
          reason: "Killing", message: "Container \(container.name) \(why)",
          container: container.name))
    }
    events += sidecars.flatMap { PodEvent.started($0, in: "initContainers") }
    events += main.flatMap { PodEvent.started($0) }
    if !resized.isEmpty {
      events.append(
        PodEvent(reason: "ResizeCompleted", message: "Pod resize completed: \(summary)"))
    }
    return events
  }

  /// What all containers have now.
  private var summary: String {
    func list(_ name: String, _ containers: [Container]) -> String? {
      if containers.isEmpty { return nil }
      let parts = containers.map { container -> Value in
        ["name": .string(container.name), "resources": container.rest["resources"] ?? [:]]
      }
      return "\"\(name)\":\(Value.array(parts).json(escapingHTML: true))"
    }
    let parts = [
      list("initContainers", pod.initContainers), list("containers", pod.spec.containers),
      "\"generation\":\(pod.metadata.generation)",
    ]
    return "{\(parts.compactMap(\.self).joined(separator: ","))}"
  }
}

extension ContainerChanges {
  /// Between a container and what its status says of it.
  private struct Difference {
    /// Another image runs than is wanted.
    var isOther = false
    var isResized = false
    /// It has to begin anew to be resized (`resizePolicy`).
    var isRestarted = false

    init(_ container: Container, _ told: Value) {
      let isRunning = told["state"]?["running"] != nil
      let image = told["image"]?.string ?? ""
      isOther = isRunning && !image.isEmpty && image != container.image
      guard let former = told["resources"] else { return }
      let resources = container.rest["resources"] ?? [:]
      isResized = former != resources
      let policies = container.rest["resizePolicy"]?.array ?? []
      isRestarted =
        isRunning
        && policies.contains { policy in
          guard policy["restartPolicy"] == "RestartContainer",
            let name = policy["resourceName"]?.string
          else { return false }
          return ["requests", "limits"].contains { former[$0]?[name] != resources[$0]?[name] }
        }
    }
  }
}

extension Pod {
  var initContainers: [Container] {
    (spec.rest["initContainers"]?.array ?? []).map(Container.init(value:))
  }

  var ephemeralContainers: [Container] {
    (spec.rest["ephemeralContainers"]?.array ?? []).map(Container.init(value:))
  }

  /// What is told of a container.
  func status(of container: String, in list: String) -> Value? {
    status.rest[list]?.array?.first { $0["name"]?.string == container }
  }

  func restartCount(of container: String) -> Int {
    let told = status(of: container, in: "containerStatuses")
    return Int(clamping: told?["restartCount"]?.integer ?? 0)
  }
}
