import Objects

/// What a kubelet makes of changes to a pod that runs, where its containers run on.
extension PodStatus {
  /// What was changed of containers that need not begin anew, or that nobody waits for.
  mutating func take(_ changes: ContainerChanges, of pod: Pod, now: Timestamp) {
    for container in changes.sidecars { restart(container, of: pod, now: now) }
    allocate(changes.resized)
    if phase == "Running" { allocate(pod) }
  }

  /// A container that accompanies the others begins anew; they do not wait for it.
  mutating func restart(_ container: Container, of pod: Pod, now: Timestamp) {
    change(container.name, in: "initContainerStatuses") { told in
      let count = Int(clamping: told["restartCount"]?.integer ?? 0) + 1
      return ContainerStatus(container: container, pod: pod, restarts: count)
        .running(since: now, lastState: Self.lastState(after: told, now: now), isReady: true)
    }
  }

  /// Containers get what they ask for at once: there is nobody to take it from.
  mutating func allocate(_ containers: [Container]) {
    for container in containers {
      for list in ["containerStatuses", "initContainerStatuses"] {
        change(container.name, in: list) { told in
          guard var fields = told.object else { return told }
          fields.allocate(container)
          return .object(fields)
        }
      }
    }
  }

  /// What all containers together have got (KEP-5419).
  mutating func allocate(_ pod: Pod) {
    let resources = pod.spec.rest["resources"].flatMap { $0.object?.isEmpty == true ? nil : $0 }
    rest["resources"] = resources
    let requests = resources?["requests"]
    rest["allocatedResources"] = requests?.object?.isEmpty == false ? requests : nil
  }

  /// Containers that were put into the pod begin to run, once. Returns those that do now.
  mutating func startEphemeral(of pod: Pod, now: Timestamp) -> [Container] {
    let containers = pod.ephemeralContainers
    if containers.isEmpty { return [] }
    let list = "ephemeralContainerStatuses"
    let told = rest[list]?.array ?? []
    var started: [Container] = []
    let statuses = containers.map { container -> Value in
      let found = told.first { $0["name"]?.string == container.name }
      if let found, found["state"]?["waiting"] == nil { return found }
      started.append(container)
      return ContainerStatus(container: container, pod: pod).ephemeral(since: now)
    }
    if !started.isEmpty { rest[list] = .array(statuses) }
    return started
  }

  /// How a container ended that is begun anew.
  static func lastState(after told: Value, now: Timestamp) -> Value {
    ContainerStatus.terminatedState(
      id: told["containerID"]?.string ?? "", exitCode: 0,
      begin: told["state"]?["running"]?["startedAt"]?.string ?? now.description,
      end: now.description)
  }

  private mutating func change(
    _ container: String, in list: String, _ change: (Value) -> Value
  ) {
    guard var statuses = rest[list]?.array,
      let place = statuses.firstIndex(where: { $0["name"]?.string == container })
    else { return }
    statuses[place] = change(statuses[place])
    rest[list] = .array(statuses)
  }
}
