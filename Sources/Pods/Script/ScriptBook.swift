import Objects

/// Finds what is said of a pod, and remembers texts that it has parsed: the pods of a set have one.
struct ScriptBook: Sendable {
  /// For pods of which nothing is said.
  private let others: PodScript
  private var parsed: [String: Result<PodScript, PodScriptError>] = [:]

  init(others: PodScript) {
    self.others = others
  }

  /// Whether anything is said of the pod itself.
  static func speaks(of pod: Pod, in set: StatefulSet?) -> Bool {
    pod.metadata.annotations[PodScript.annotation] != nil
      || set?.metadata.annotations[PodScript.annotation] != nil
  }

  /// The annotation of the set wins over that of the pod, which comes from the template: it changes
  /// what a pod does without a rollout. A pod without a set has its own.
  mutating func behavior(
    of pod: Pod, in set: StatefulSet?
  ) -> Result<PodBehavior, PodScriptError> {
    let ordinal = pod.metadata.labels["apps.kubernetes.io/pod-index"].flatMap { Int($0) }
    var behavior = PodBehavior()
    do throws(PodScriptError) {
      for annotations in [set?.metadata.annotations, pod.metadata.annotations] {
        guard let text = annotations?[PodScript.annotation] else { continue }
        if let own = try script(text).behavior(of: ordinal) { behavior = behavior.over(own) }
      }
    } catch {
      return .failure(error)
    }
    behavior = behavior.over(others.behavior(of: ordinal) ?? PodBehavior())
    if case .imageError(let name) = behavior.course, !pod.pulls(imagesLike: name) {
      behavior.course = nil
    }
    return .success(behavior)
  }

  private mutating func script(_ text: String) throws(PodScriptError) -> PodScript {
    if let known = parsed[text] { return try known.get() }
    let result = Result { () throws(PodScriptError) in try PodScript(parsing: text) }
    // Texts that nobody uses any more are not worth finding out.
    if parsed.count >= 1024 { parsed.removeAll() }
    parsed[text] = result
    return try result.get()
  }
}

extension Pod {
  /// What runs has its images.
  fileprivate func pulls(imagesLike name: String) -> Bool {
    status.phase != "Running"
      && spec.containers.contains { ImageReference($0.image).isMeant(by: name) }
  }
}
