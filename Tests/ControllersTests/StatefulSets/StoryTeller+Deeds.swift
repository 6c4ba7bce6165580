import ObjectStore
import Objects

@testable import Controllers

extension StoryTeller {
  func perform(_ deed: Story.Deed) async throws {
    switch deed {
    case .scale(let set, let count): try await edit(set) { $0.spec.replicas = count }
    case .image(let set, let number): try await edit(set) { $0.image = "httpd:\(number)" }
    case .start(let set, let ordinal): try await edit(set) { $0.spec.ordinalsStart = ordinal }
    case .partition(let set, let index):
      try await edit(set) {
        guard $0.spec.updateStrategyType == "RollingUpdate" else { return }
        $0.spec.rollingUpdate = $0.spec.rollingUpdate ?? RollingUpdate()
        $0.spec.rollingUpdate?.partition = index
      }
    case .onDelete(let set, let isOnDelete):
      try await edit(set) {
        $0.spec.updateStrategyType = isOnDelete ? "OnDelete" : "RollingUpdate"
        if isOnDelete { $0.spec.rollingUpdate = nil }
      }
    case .maxUnavailable(let set, let number):
      try await edit(set) {
        guard $0.spec.updateStrategyType == "RollingUpdate" else { return }
        $0.spec.rollingUpdate = $0.spec.rollingUpdate ?? RollingUpdate()
        $0.spec.rollingUpdate?.maxUnavailable =
          number < 0 ? .string("\(-number)%") : .integer(Int64(number))
      }
    case .minReady(let set, let seconds): try await edit(set) { $0.spec.minReadySeconds = seconds }
    case .history(let set, let limit): try await edit(set) { $0.spec.revisionHistoryLimit = limit }
    case .retain(let set, let whenDeleted, let whenScaled):
      try await edit(set) {
        $0.spec.retainWhenDeleted = whenDeleted ? "Retain" : "Delete"
        $0.spec.retainWhenScaled = whenScaled ? "Retain" : "Delete"
      }
    case .script(let set, let line): try await follow(set, Story.scripts[line])
    case .create(let set, let isParallel): try await make(set, isParallel: isParallel)
    case .remove(let set, let end):
      guard let set = await stage.set(name(set)) else { return }
      try await stage.commit(.delete(set.key, Deletion(propagation: .init(rawValue: end))))
    case .removeNamespace:
      guard let namespace = await stage.namespace() else { return }
      try await stage.commit(.delete(namespace.key, Deletion()))
    case .refuse(let count, let isConflict): stage.faults.refuse(count, isConflict: isConflict)
    case .outage(let count): lose(count)
    case .hold(let count): hold(count)
    case .restart: try restart()
    case .rival(let count): rival(count)
    case .wait(let milliseconds): try await wait(.milliseconds(milliseconds))
    default: try await performOnPart(deed)
    }
  }

  private func performOnPart(_ deed: Story.Deed) async throws {
    let now = stage.clock.now()
    switch deed {
    case .delete(let place): try await delete(place, grace: nil)
    case .force(let place): try await delete(place, grace: 0)
    case .stray(let set, let ordinal, let isWhole):
      try await stray(set, ordinal, isWhole: isWhole)
    case .fail(let place):
      try await report(place) {
        if !$0.isTerminating { $0.report(phase: "Failed", isReady: false, at: now) }
      }
    case .succeed(let place):
      try await report(place) {
        if !$0.isTerminating { $0.report(phase: "Succeeded", isReady: false, at: now) }
      }
    case .report(let place, let isReady):
      try await report(place) {
        if $0.status.phase == "Running" { $0.report(phase: "Running", isReady: isReady, at: now) }
      }
    case .relabel(let place):
      try await update(place) {
        let name = $0.metadata.name.prefix(while: { $0 != "-" })
        $0.metadata.labels["app"] = $0.metadata.labels["app"] == "other" ? String(name) : "other"
      }
    case .unname(let place):
      try await update(place) { $0.metadata.labels[StatefulSetLabel.podName] = nil }
    case .disown(let place): try await update(place) { $0.metadata.ownerReferences = [] }
    case .deleteClaim(let place):
      guard let claim = await claim(place) else { return }
      rules.deletedByHand.insert(claim.metadata.uid)
      try await stage.commit(.delete(claim.key, uid: nil, gracePeriodSeconds: nil))
    case .seizeClaim(let place):
      guard var claim = await claim(place), claim.metadata.controller == nil else { return }
      claim.metadata.ownerReferences.append(
        OwnerReference(
          apiVersion: "backup.example/v1", kind: "Backup", name: "nightly", uid: "backup",
          isController: true))
      try await stage.commit(.update(claim))
    case .deleteRevision(let place):
      let revisions = rules.revisions.values.sorted { $0.metadata.name < $1.metadata.name }
      guard !revisions.isEmpty else { return }
      let revision = revisions[place % revisions.count]
      rules.deletedByHand.insert(revision.metadata.uid)
      _ = try? await stage.commit(.delete(revision.key, uid: nil, gracePeriodSeconds: nil))
      // Nobody watches revisions: what a set lacks is made again when something happens to the set.
      for number in Array(story.sets).indices {
        try? await edit(number) { $0.metadata.annotations["touched"] = revision.metadata.uid }
      }
    case .collide(let set, let number): try await collide(set, image: number)
    default: return
    }
  }

  private func claim(_ place: Int) async -> GenericObject? {
    let claims = await stage.claims()
    return claims.isEmpty ? nil : claims[place % claims.count]
  }

  private func delete(_ place: Int, grace: Int64?) async throws {
    guard let pod = await pod(place) else { return }
    rules.deletedByHand.insert(pod.metadata.uid)
    try await stage.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: grace))
  }

  private func report(_ place: Int, _ change: (inout Pod) -> Void) async throws {
    guard var pod = await pod(place) else { return }
    change(&pod)
    try await stage.commit(.updateStatus(pod))
  }

  private func update(_ place: Int, _ change: (inout Pod) -> Void) async throws {
    guard var pod = await pod(place) else { return }
    change(&pod)
    try await stage.commit(.update(pod))
  }

  private func follow(_ set: Int, _ script: String) async throws {
    try await edit(set) { $0.metadata.annotations["ordinal.internal/script"] = script }
  }
}

// MARK: What is made

extension StoryTeller {
  /// Nothing where it is there, or the namespace is going.
  ///
  /// - Parameter isParallel: nil: as the story begins.
  func make(_ number: Int, isParallel: Bool?) async throws {
    if await stage.namespace() == nil { try await makeNamespace() }
    guard await stage.namespace()?.metadata.deletionTimestamp == nil,
      await stage.set(name(number)) == nil
    else { return }
    let letters = Array(story.sets)
    try await stage.commit(
      .create(set(name(number), isParallel ?? (letters[number % letters.count] == "P"))))
  }

  private func makeNamespace() async throws {
    try await stage.commit(.create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
    guard story.isSimulated else { return }
    try await stage.commit(
      .create(
        Service(
          metadata: ObjectMetadata(name: "httpd", namespace: "sandbox"),
          spec: ServiceSpec(clusterIP: "None", selector: ["tier": "httpd"]))))
  }

  private func set(_ name: String, _ isParallel: Bool) -> StatefulSet {
    var set = StatefulSet.web(replicas: story.replicas, isParallel: isParallel)
    set.metadata.name = name
    set.metadata.annotations["ordinal.internal/script"] = Story.healthyScript(story)
    set.spec.selector = LabelSelector(matchLabels: ["app": name])
    set.spec.template.labels = ["app": name, "tier": "httpd"]
    set.spec.volumeClaimTemplates = ["www", "data"].prefix(story.claims).map { claim in
      [
        "metadata": ["name": .string(claim), "labels": ["of": "template", "app": "template"]],
        "spec": [
          "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Mi"]],
        ],
      ]
    }
    return set
  }

  /// Nothing where the name is taken.
  private func stray(_ number: Int, _ ordinal: Int, isWhole: Bool) async throws {
    guard let set = await stage.set(name(number)),
      await stage.namespace()?.metadata.deletionTimestamp == nil,
      await !stage.pods().contains(where: { $0.metadata.name == set.podName(ordinal) })
    else { return }
    let pod = Pod(
      metadata: ObjectMetadata(
        name: set.podName(ordinal), namespace: "sandbox", labels: set.spec.template.labels),
      spec: PodSpec(
        volumes: isWhole ? set.claimVolumes(podName: set.podName(ordinal)) : [],
        containers: set.spec.template.spec.containers))
    let made = try await stage.commit(.create(pod))
    rules.madeByHand.insert(made.metadata.uid)
  }
}

extension StoryTeller {
  /// Nothing where the name is taken.
  private func collide(_ number: Int, image: Int) async throws {
    guard var set = await stage.set(name(number)),
      await stage.namespace()?.metadata.deletionTimestamp == nil
    else { return }
    set.image = "httpd:\(image)"
    let name = RevisionData.name(of: set)
    guard rules.revisions[name] == nil else { return }
    let revision = GenericObject(
      resource: .controllerRevision, metadata: ObjectMetadata(name: name, namespace: "sandbox"),
      body: ["data": ["other": "data"], "revision": 1])
    guard let made = try? await stage.commit(.create(revision)) else { return }
    rules.madeByHand.insert(made.metadata.uid)
  }
}

// MARK: Healing

extension StoryTeller {
  /// A set goes on where nothing is wrong with its template or the life of its pods.
  func heal(_ set: StatefulSet) async throws {
    guard let number = Story.setNames.firstIndex(of: set.metadata.name) else { return }
    if set.image == Story.brokenImage { try await perform(.image(of: number, 1)) }
    let script = Story.healthyScript(story)
    if set.metadata.annotations["ordinal.internal/script"] != script {
      try await follow(number, script)
    }
  }

  func heal(_ pod: Pod) async throws {
    // What healed one pod may have been the end of another.
    guard var pod = try? await stage.store.get(Pod.self, "sandbox", pod.metadata.name),
      !pod.isTerminating
    else { return }
    let set = Story.setNames.filter { pod.metadata.name.hasPrefix("\($0)-") }.max() ?? ""
    let owner = await stage.set(set)
    let isGoing = owner?.metadata.deletionTimestamp != nil
    let ordinal = owner?.ordinal(ofPodNamed: pod.metadata.name)
    let isExcess = ordinal.map { owner?.spec.ordinals.contains($0) == false } ?? false
    let mounts = pod.spec.volumes.count { $0["persistentVolumeClaim"] != nil }
    let isBroken = pod.spec.containers.first?.image == Story.brokenImage
    if isBroken, let number = Story.setNames.firstIndex(of: set) {
      // It may be the current revision by now, which the partition keeps.
      try await perform(.partition(of: number, 0))
    }
    if pod.isTerminal || mounts != story.claims || isBroken
      || isExcess && pod.status.phase == "Pending" || isGoing && pod.metadata.controller == nil
    {
      // Two excess pods that never come to run wait for each other for ever, as upstream's do; nobody can
      // give a pod claims; a revision that never runs is left by hand ("forced rollback"); and a set that
      // goes waits for claims that pods still use.
      rules.deletedByHand.insert(pod.metadata.uid)
      try await stage.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: nil))
    } else if pod.metadata.labels["app"] != set {
      pod.metadata.labels["app"] = set
      try await stage.commit(.update(pod))
    } else if pod.status.phase == "Running", !pod.isReady {
      pod.report(phase: "Running", isReady: true, at: stage.clock.now())
      try await stage.commit(.updateStatus(pod))
    }
  }
}

extension Story {
  fileprivate static func healthyScript(_ story: Story) -> String {
    "ready after \(story.readyAfter)ms, terminate after \(story.endsAfter)ms, "
      + "image error of \(brokenImage)"
  }
}
