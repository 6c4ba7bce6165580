import Testing

/// Plays a recorded scenario on a running server, step by step: what was typed is typed, what the kubelet did is
/// done by a stand-in, each as soon as the controllers have come as far as the recorded ones had then. So nothing
/// depends on how fast the machine is.
final class ScenarioReplay {
  /// How long the slowest machine may take for the next step.
  static let patience = Duration.seconds(30)

  private let recording: ScenarioRecording
  private let cluster: Cluster
  private let watch: ClusterWatch
  private let kubelet: StandInKubelet
  /// A command that may wait for what comes after it.
  private var typed: (step: Session.Step, process: Spawned)?

  init(_ recording: ScenarioRecording, on cluster: Cluster, seenBy watch: ClusterWatch) {
    self.recording = recording
    self.cluster = cluster
    self.watch = watch
    kubelet = StandInKubelet(cluster: cluster)
  }

  func run() async throws {
    var deeds = recording.deeds[...]
    while let (after, deed) = deeds.popFirst() {
      switch deed {
      case .step(let step):
        try await finish()
        try await catchUp(to: after, before: step.command)
        try await compareEndpoints(before: step)
        watch.horizon = recording.horizon(of: deeds)
        try await type(step)
      case .pod(let first):
        var batch = [first]
        while case .pod(let next)? = deeds.first?.deed,
          recording.isQuiet(from: after, to: deeds.first?.after ?? 0)
        {
          batch.append(next)
          deeds.removeFirst()
        }
        try await catchUp(to: after, before: "\(first.pod) is \(first.state)")
        try await perform(batch, horizon: recording.horizon(of: deeds))
      }
    }
    try await finish()
    try await catchUp(to: .max, before: "the end")
  }

  /// Waits until the controllers have come as far as the recorded ones after so many changes.
  private func catchUp(to place: Int, before what: String) async throws {
    let isThere = try await eventually(within: Self.patience) {
      try watch.read()
      return recording.stories.behind(watch.stories, before: place).isEmpty
    }
    guard isThere else {
      let behind = recording.stories.behind(watch.stories, before: place)
      throw Failure("before \(what):\n" + behind.joined(separator: "\n"))
    }
  }

  private func perform(_ batch: [KubeletDeed], horizon: Int) async throws {
    // Pods are on a node before a kubelet sees them.
    let areBound = try await eventually(within: Self.patience) {
      try watch.read()
      return batch.allSatisfy { deed in
        watch.stories.present["Pod \(deed.pod)"]?.object.dictionary("spec")["nodeName"] != nil
      }
    }
    guard areBound else { throw Failure("no node for one of \(batch.map(\.pod))") }
    let pods = Dictionary(
      batch.map { ($0.pod, watch.stories.present["Pod \($0.pod)"]?.object ?? [:]) }
    ) { $1 }
    watch.horizon = horizon
    try await kubelet.perform(batch, on: pods)
  }

  private func compareEndpoints(before step: Session.Step) async throws {
    guard let wanted = recording.endpoints[step.line] else { return }
    let states = wanted.compactMapValues { $0 as? [String: Any] }
      .mapValues { ObjectState(endpoints: $0, aliases: [:]) }
    let isSame = try await eventually(within: Self.patience) {
      try watch.read()
      return watch.endpoints() == states
    }
    guard !isSame else { return }
    let place = "Fixtures/\(recording.session.name)/session.txt:\(step.line)"
    let found = watch.endpoints()
    for key in Set(found.keys).union(states.keys).sorted() where found[key] != states[key] {
      let difference = found[key].map { $0.difference(from: states[key] ?? .gone) }
      Issue.record("\(place): \(key): \(difference ?? "missing")")
    }
  }

  private func type(_ step: Session.Step) async throws {
    var step = step
    for (recorded, hash) in zip(recording.stories.restarts, watch.stories.restarts) {
      step.output = step.output.map { $0.replacing(recorded, with: hash) }
    }
    if step.isQuestion {
      try await recording.session.compare(step, on: cluster, within: Self.patience)
    } else {
      typed = (step, try cluster.spawn(step.command))
    }
  }

  /// Waits for the last command's end and compares what it printed.
  private func finish() async throws {
    guard let (step, process) = typed else { return }
    typed = nil
    guard let status = try await process.status(within: .seconds(90)) else {
      await process.end()
      throw Failure("\(step.command): still running")
    }
    let finished = Finished(
      words: process.words, status: status, output: process.output, error: process.error)
    await process.end()
    recording.session.compare(step, finished)
  }
}
