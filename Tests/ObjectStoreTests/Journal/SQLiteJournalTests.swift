import Glibc
import ObjectStore
import Objects
import Testing

struct SQLiteJournalTests {
  @Test func aStoreGoesOnWhereItEnded() async throws {
    let folder = StoreFolder()
    var (store, journal) = try await folder.open()
    try await store.create(Make.namespace("sandbox"))
    let set = try await store.create(Make.set("web"))
    let pod = try await store.create(Make.pod("web-0"))
    var scaled = set
    scaled.spec.replicas = 5
    scaled = try await store.update(scaled)
    _ = try await store.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: 0))
    let last = await store.version
    try await journal.close()
    #expect(folder.names == ["store.sqlite"])

    (store, journal) = try await folder.open()
    #expect(try await store.get(StatefulSet.self, "sandbox", "web") == scaled)
    #expect(await store.list(Pod.self).isEmpty)
    #expect(await store.version > last)
    let next = try await store.create(Make.pod("web-0"))
    #expect(try #require(next.metadata.resourceVersion) > last)
  }

  @Test(arguments: [false, true])
  func versionsIncreaseOverRestarts(closes: Bool) async throws {
    var folder = StoreFolder()
    var last = ResourceVersion(rawValue: 0)
    for run in 0..<4 {
      let (store, journal) = try await folder.open()
      #expect(await store.version > last, "run \(run)")
      if run == 0 { try await store.create(Make.namespace("sandbox")) }
      let pod = try await store.create(Make.pod("p\(run)"))
      last = try #require(pod.metadata.resourceVersion)
      // Its own version is the only one that counts, whatever was given for nothing.
      #expect(await store.refusal(.create(pod)) != nil)
      if closes { try await journal.close() } else { folder = folder.crashed() }
    }
  }

  @Test func aWatchOfAnEarlierLifeExpires() async throws {
    let folder = StoreFolder()
    let (store, journal) = try await folder.open()
    try await store.create(Make.namespace("sandbox"))
    let version = await store.version
    try await journal.close()
    let (next, _) = try await folder.open()
    await #expect(throws: StoreError.self) { try await next.events(after: version) }
    let current = await next.version
    #expect(try await next.events(after: current).events.isEmpty)
  }

  @Test func whatWasNotClosedIsThere() async throws {
    let folder = StoreFolder()
    let (store, _) = try await folder.open()
    try await store.create(Make.namespace("sandbox"))
    try await store.create(Make.set("web"))
    let (after, _) = try await folder.crashed().open()
    #expect(await after.list(StatefulSet.self) == store.list(StatefulSet.self))
  }

  @Test func notesStandOrFallWithTheirWrite() async throws {
    let folder = StoreFolder()
    var (store, journal) = try await folder.open()
    let namespace = Make.namespace("sandbox")
    let set = Make.set("web")
    let results = await store.commit(noted: [
      NotedWrite(.create(namespace), ObjectNote(namespace.key, "a")),
      NotedWrite(.create(set), ObjectNote(set.key, ["file": "a.yaml"])),
      NotedWrite(.create(set), ObjectNote(set.key, "refused")),
      NotedWrite(nil, ObjectNote(namespace.key, "b")),
    ])
    let succeeded = results.map { result in if case .success = result { true } else { false } }
    #expect(succeeded == [true, true, false, true])
    try await journal.close()

    journal = try await SQLiteJournal.open(folder.file)
    let contents = try await journal.load()
    #expect(
      Set(contents.notes) == [
        ObjectNote(namespace.key, "b"), ObjectNote(set.key, ["file": "a.yaml"]),
      ])
    store = ObjectStore(journal: journal, contents: contents)
    _ = await store.commit(noted: [
      NotedWrite(.delete(set.key, Deletion()), ObjectNote(set.key, nil))
    ])
    try await journal.close()
    journal = try await SQLiteJournal.open(folder.file)
    #expect(try await journal.load().notes == [ObjectNote(namespace.key, "b")])
  }

  @Test func theFileIsForItsOwnerAlone() async throws {
    let folder = StoreFolder()
    let (_, journal) = try await folder.open()
    for name in folder.names {
      var status = stat()
      unsafe #expect(stat("\(folder.path)/\(name)", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600, "\(name)")
    }
    try await journal.close()
  }

  /// 2,000 changes are one transaction, and so is a single one.
  @Test func everyKindComesBackAsItWas() async throws {
    let folder = StoreFolder()
    let (store, journal) = try await folder.open()
    try await store.create(Make.namespace("sandbox"))
    var writes: [Write] = [.create(Make.set("web")), .create(Make.service("httpd"))]
    writes += (0..<2000).map { .create(Make.pod("p\($0)")) }
    writes += [
      Resource.configMap, .secret, .serviceAccount, .persistentVolumeClaim, .endpoints,
      .persistentVolume, .node, .storageClass, .event, .controllerRevision,
    ].map { resource in
      .create(
        GenericObject(
          resource: resource,
          metadata: ObjectMetadata(
            name: "x", namespace: resource.isNamespaced ? "sandbox" : "",
            annotations: ["text": "\u{0} \" \\ \u{1F600} \u{7F} \u{2028}"]),
          body: [:]))
    }
    for result in await store.commit(writes) { _ = try? result.get() }
    try await journal.close()
    let (after, _) = try await folder.open()
    let (before, found) = (
      await store.list(.everything).items, await after.list(.everything).items
    )
    #expect(before.count > 2005)
    #expect(before.count == found.count)
    // Objects made in code may lack what the API always writes.
    for (before, found) in zip(before, found) {
      #expect(try Resource.object(from: before.value).value == found.value)
    }
  }
}
