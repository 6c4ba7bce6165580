import Testing

extension EndToEndTests {
  /// The comparison of a replay with its recording finds what is wrong: a recording is held against itself, and then
  /// against copies with one mistake.
  @Suite struct StoriesTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let make: @Sendable (inout [Sighting]) throws -> Void
    }

    private static func compared(_ change: (inout [Sighting]) throws -> Void) throws -> [String] {
      let recording = try ScenarioRecording(Session("s5-delete-pod-parallel"))
      var sightings = recording.sightings
      for index in sightings.indices { sightings[index].place = .max }
      try change(&sightings)
      return recording.stories.differences(of: Stories(sightings))
    }

    @Test func aRecordingIsLikeItself() throws {
      #expect(try Self.compared { _ in } == [])
    }

    @Test func aStateOnTheWayLiesBetween() {
      let states = [1, 2, 3].map { number in
        ObjectState(kind: "StatefulSet", ["status": ["readyReplicas": number]]) { $0 }
      }
      #expect(states[1].lies(between: states[0], and: states[2]))
      #expect(states[1].lies(between: states[2], and: states[0]))
      #expect(!states[2].lies(between: states[0], and: states[1]))
    }

    @Test(arguments: mistakes) func aMistakeIsFound(_ mistake: Mistake) throws {
      #expect(try Self.compared(mistake.make) != [])
    }

    static let mistakes = [
      Mistake(testDescription: "a pod is not made again") { sightings in
        sightings.removeLast(from: "web-2", .added)
      },
      Mistake(testDescription: "a pod stays") { sightings in
        sightings.removeLast(from: "web-2", .deleted)
      },
      Mistake(testDescription: "a pod too many") { sightings in
        let index = try #require(sightings.firstIndex { $0.kind == "Pod" })
        var pod = sightings[index]
        pod.set("metadata", "name", "web-9")
        pod.set("metadata", "uid", "web-9#1")
        sightings.append(pod)
      },
      Mistake(testDescription: "another label") { sightings in
        try sightings.change("Pod") { $0.set("metadata", "labels", ["app": "other"]) }
      },
      Mistake(testDescription: "no owner") { sightings in
        try sightings.change("Pod") { $0.set("metadata", "ownerReferences", [[String: Any]]()) }
      },
      Mistake(testDescription: "another revision") { sightings in
        try sightings.change("ControllerRevision") { $0.set("metadata", "name", "web-1") }
      },
      Mistake(testDescription: "another claim") { sightings in
        try sightings.change("PersistentVolumeClaim") { $0.set("spec", "volumeMode", "Block") }
      },
      Mistake(testDescription: "a wrong count") { sightings in
        try sightings.change("StatefulSet") { $0.set("status", "replicas", 7) }
      },
      Mistake(testDescription: "the last state is missing") { sightings in
        let index = try #require(sightings.lastIndex { $0.kind == "StatefulSet" })
        sightings.remove(at: index)
      },
      Mistake(testDescription: "a first value is missing") { sightings in
        sightings.removeAll { $0.isStatus("readyReplicas", 1) }
      },
      Mistake(testDescription: "states in another order") { sightings in
        let places = sightings.indices.filter { sightings[$0].kind == "StatefulSet" }
        sightings.swapAt(places[places.count - 2], places[2])
      },
    ]
  }
}

extension Sighting {
  fileprivate func isStatus(_ field: String, _ value: Int) -> Bool {
    kind == "StatefulSet" && object.dictionary("status")[field] as? Int == value
  }

  fileprivate mutating func set(_ part: String, _ field: String, _ value: Any) {
    object[part] = object.dictionary(part).merging([field: value]) { $1 }
  }
}

extension [Sighting] {
  fileprivate mutating func removeLast(from pod: String, _ change: Sighting.Change) {
    guard let index = lastIndex(where: { $0.name == pod && $0.change == change }) else { return }
    removeSubrange(index...index)
  }

  /// Changes the last state of a kind.
  fileprivate mutating func change(_ kind: String, _ change: (inout Sighting) -> Void) throws {
    let index = try #require(lastIndex { $0.kind == kind && $0.change != .deleted })
    change(&self[index])
  }
}
