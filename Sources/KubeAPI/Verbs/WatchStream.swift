import ObjectStore
import Objects

/// The body of a watch: a line of JSON an event, until its time is over or its reader is gone.
///
/// It holds no events: it reads the store's history at the speed of its reader, and who falls too
/// far behind is told that its version has expired.
package struct WatchStream: Sendable {
  enum Start: Hashable, Sendable {
    /// Everything there is as added events; then, for who asks so, a mark. A version from the
    /// future is refused.
    case everything(marksEnd: Bool, notOlderThan: ResourceVersion)
    case now
    case after(ResourceVersion)
  }

  let store: ObjectStore
  let clock: any ClusterClock
  let presentation: Presentation
  let selection: Selection
  let start: Start
  let sendsBookmarks: Bool
  package let duration: Duration

  /// Upstream sends about one bookmark a minute.
  static let bookmarkInterval = Duration.seconds(60)

  package func makeIterator() -> Iterator { Iterator(self) }

  package struct Iterator {
    /// Octets that are given at once, single large events apart.
    private static let chunkSize = 65_536

    private let watch: WatchStream
    private let deadline: Timestamp
    private var lines: EventLines
    private var isStarted = false
    private var isEnded = false
    /// Everything up to here has been given, or waits in ``objects`` or ``events``.
    private var position = ResourceVersion(rawValue: 0)
    /// What existed at the start and is not given yet.
    private var objects: ArraySlice<any KubernetesObject> = []
    private var marksEnd = false
    private var events: ArraySlice<StoreEvent> = []
    private var nextBookmark: Timestamp

    init(_ watch: WatchStream) {
      self.watch = watch
      let now = watch.clock.now()
      deadline = now + watch.duration
      nextBookmark = now + WatchStream.bookmarkInterval
      lines = EventLines(watch.presentation)
    }

    /// Whole lines, as soon as there is something to tell; nil at the end.
    package mutating func next() async throws -> [UInt8]? {
      if !isStarted {
        await begin()
        if isEnded { return lines.take() }
      }
      while !isEnded {
        collect()
        if !lines.isEmpty { return lines.take() }
        do {
          try await wait()
        } catch let error as StoreError {
          lines.add("ERROR", StatusError(error).value)
          isEnded = true
          return lines.take()
        }
      }
      return nil
    }

    private mutating func begin() async {
      isStarted = true
      switch watch.start {
      case .now: position = await watch.store.version
      case .after(let version): position = version
      case .everything(let marksEnd, let version):
        let list = await watch.store.list(watch.selection)
        if version > list.version {
          lines.add("ERROR", StatusError.tooLarge(version, current: list.version).value)
          isEnded = true
          return
        }
        objects = list.items[...]
        position = list.version
        self.marksEnd = marksEnd
      }
    }

    /// Composes what is there, up to a chunk.
    private mutating func collect() {
      while lines.count < Self.chunkSize, let object = objects.popFirst() {
        lines.add("ADDED", object)
      }
      if objects.isEmpty && marksEnd {
        marksEnd = false
        lines.add(
          "BOOKMARK", watch.presentation.bookmark(position, marksInitialEnd: true))
      }
      while lines.count < Self.chunkSize, let event = events.popFirst() {
        lines.add(event.kind.rawValue.uppercased(), event.object)
      }
    }

    /// For events, for a bookmark's time or for the end.
    private mutating func wait() async throws {
      let now = watch.clock.now()
      if now >= deadline {
        isEnded = true
        return
      }
      let batch = try await nextBatch(
        until: watch.sendsBookmarks ? min(deadline, nextBookmark) : deadline)
      try Task.checkCancellation()
      // A version from the future is waited for.
      let last = position
      events = batch.events.filter { $0.version > last }[...]
      position = max(position, batch.version)
      guard events.isEmpty, watch.sendsBookmarks, watch.clock.now() >= nextBookmark else { return }
      nextBookmark = watch.clock.now() + WatchStream.bookmarkInterval
      lines.add("BOOKMARK", watch.presentation.bookmark(position, marksInitialEnd: false))
    }

    /// Without events if there were none until then; its version is that of this moment, so that an
    /// idle watch never falls behind what happens to other kinds.
    private func nextBatch(until moment: Timestamp) async throws -> EventBatch {
      let (store, selection, clock, position) = (
        watch.store, watch.selection, watch.clock, position
      )
      return try await withThrowingTaskGroup(of: EventBatch?.self) { group in
        group.addTask { try await store.nextEvents(after: position, matching: selection) }
        group.addTask {
          // Cancelled as soon as there are events.
          try? await clock.sleep(until: moment)
          return nil
        }
        defer { group.cancelAll() }
        while let result = try await group.next() {
          if let result { return result }
          group.cancelAll()
        }
        throw CancellationError()
      }
    }
  }
}

/// Events as lines, collected until they are worth a write.
private struct EventLines {
  private let presentation: Presentation
  /// A table names its columns once a watch.
  private var hasDefinitions = false
  private var octets: [UInt8] = []

  init(_ presentation: Presentation) { self.presentation = presentation }

  var count: Int { octets.count }
  var isEmpty: Bool { octets.isEmpty }

  mutating func add(_ type: String, _ object: any KubernetesObject) {
    add(type, presentation.value(of: object, withDefinitions: !hasDefinitions))
    hasDefinitions = true
  }

  mutating func add(_ type: String, _ value: Value) {
    let event: Value = ["type": .string(type), "object": value]
    octets += event.jsonOctets(escapingHTML: true)
    octets.append(0x0A)
  }

  mutating func take() -> [UInt8] {
    defer { octets = [] }
    return octets
  }
}
