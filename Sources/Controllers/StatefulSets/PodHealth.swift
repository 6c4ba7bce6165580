import Objects

/// How far a pod is on its way, as the StatefulSet controller asks for it.
extension Pod {
  /// The store has it: the API gives every pod a phase when it is created.
  var isCreated: Bool { !status.phase.isEmpty }

  /// Terminating pods count as well, until they stop being ready.
  var isRunningAndReady: Bool { status.phase == "Running" && isReady }

  /// When a Running and Ready pod has been so for `minReadySeconds`; nil while it is not Ready, or where
  /// nobody wrote down since when it is.
  func availableSince(minReadySeconds: Int32) -> Timestamp? {
    guard isRunningAndReady else { return nil }
    guard minReadySeconds > 0 else { return Timestamp(seconds: .min) }
    return condition("Ready")?.lastTransitionTime.map {
      Timestamp(seconds: $0.seconds + Int64(minReadySeconds), nanoseconds: $0.nanoseconds)
    }
  }

  func isAvailable(minReadySeconds: Int32, now: Timestamp) -> Bool {
    availableSince(minReadySeconds: minReadySeconds).map { $0 <= now } ?? false
  }
}
