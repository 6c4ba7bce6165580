import Objects

/// What a kubelet tells people of a pod, besides its status.
package struct PodEvent: Hashable, Sendable {
  package var isWarning = false
  package var reason: String
  package var message: String
  /// The container that it is about; empty for the pod.
  package var container = ""
  /// The list of the spec that has the container.
  var list = "containers"

  /// As `fieldPath` of an event's object.
  package var fieldPath: String {
    container.isEmpty ? "" : "spec.\(list){\(container)}"
  }
}

extension PodStage {
  /// What happens when a pod comes to this stage; the texts are those of Kubernetes 1.36.
  func events(of pod: Pod) -> [PodEvent] {
    let before = (pod.status.rest["containerStatuses"]?.array ?? []).map(ContainerMark.init)
    return zip(pod.spec.containers.indices, pod.spec.containers).flatMap { index, container in
      events(
        of: container, in: pod,
        wasRunning: before.indices.contains(index) && before[index].isRunning)
    }
  }

  private func events(of container: Container, in pod: Pod, wasRunning: Bool) -> [PodEvent] {
    let name = container.name
    let image = container.image
    switch activity {
    case .running(let isReady):
      if begin > run.begin, wasRunning {
        return isReady
          ? []
          : [
            PodEvent(
              isWarning: true, reason: "Unhealthy",
              message: "Readiness probe failed: the pod's script says so", container: name)
          ]
      }
      return PodEvent.started(container)
    case .pulling(let imageName, let wait):
      let reference = ImageReference(image)
      guard reference.isMeant(by: imageName) else {
        return wasRunning ? [] : PodEvent.started(container)
      }
      guard wait == nil else {
        return [
          PodEvent(
            reason: "BackOff", message: "Back-off pulling image \"\(image)\"", container: name),
          PodEvent(
            isWarning: true, reason: "Failed", message: "Error: ImagePullBackOff", container: name),
        ]
      }
      return [
        PodEvent(reason: "Pulling", message: "Pulling image \"\(image)\"", container: name),
        PodEvent(
          isWarning: true, reason: "Failed",
          message: "Failed to pull image \"\(image)\": \(reference.problem)", container: name),
        PodEvent(
          isWarning: true, reason: "Failed", message: "Error: ErrImagePull", container: name),
      ]
    case .backingOff:
      let text = ContainerStatus(container: container, pod: pod).podText
      return [
        PodEvent(
          isWarning: true, reason: "BackOff",
          message: "Back-off restarting failed container \(name) in pod \(text)", container: name)
      ]
    case .ended: return []
    }
  }
}

extension PodEvent {
  /// No image is pulled, so each is there already.
  static func started(_ container: Container, in list: String = "containers") -> [PodEvent] {
    var events = [
      PodEvent(
        reason: "Pulled",
        message: "Container image \"\(container.image)\" already present on machine "
          + "and can be accessed by the pod", container: container.name),
      PodEvent(reason: "Created", message: "Container created", container: container.name),
      PodEvent(reason: "Started", message: "Container started", container: container.name),
    ]
    for index in events.indices { events[index].list = list }
    return events
  }

  /// Of each container that runs.
  static func killing(_ pod: Pod) -> [PodEvent] {
    ["containers", "initContainers", "ephemeralContainers"].flatMap { list in
      let statuses = pod.status.rest["\(list.dropLast())Statuses"]?.array ?? []
      return statuses.compactMap { status -> PodEvent? in
        guard status["state"]?["running"] != nil, let name = status["name"]?.string else {
          return nil
        }
        return PodEvent(
          reason: "Killing", message: "Stopping container \(name)", container: name, list: list)
      }
    }
  }
}
