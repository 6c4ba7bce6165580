import ObjectStore
import Objects

/// One event while it is known to a recorder.
struct Event: Sendable {
  var type: EventType
  var reason: String
  var message: String
  var subject: EventSubject
  var component: String
  var host: String
  /// Set for the newer form of events.
  var action: String?
  /// Nanoseconds since 1970, and the end of the name: unique for its subject.
  var stamp: Int64
  var firstTime: Timestamp
  var lastTime: Timestamp
  /// When a series was last written.
  var toldTime: Timestamp
  var count: Int64 = 1
  /// Stands for several messages. Upstream forgets to say who reports such an event.
  var isCombined = false

  init(
    type: EventType, reason: String, message: String, subject: EventSubject, component: String,
    host: String, action: String?, stamp: Int64, firstTime: Timestamp, lastTime: Timestamp
  ) {
    self.type = type
    self.reason = reason
    self.message = message
    self.subject = subject
    self.component = component
    self.host = host
    self.action = action
    self.stamp = stamp
    self.firstTime = firstTime
    self.lastTime = lastTime
    toldTime = firstTime
  }

  /// `web.18ea82e89a4a8561`.
  var name: NamespacedName {
    NamespacedName(
      namespace: subject.eventNamespace, name: "\(subject.name).\(String(stamp, radix: 16))")
  }

  /// - Parameter message: nil where events that differ only by it are one.
  func key(message: String?) -> EventKey {
    var subject = subject.identity
    if message == nil && action == nil { subject.fieldPath = "" }
    return EventKey(
      subject: subject, type: type, reason: reason, action: action, message: message)
  }

  /// `core/v1` Event, with the fields that client-go writes.
  var object: GenericObject {
    let name = name
    var body: [String: Value] = [
      "involvedObject": subject.value, "type": .string(type.rawValue), "reason": .string(reason),
      "message": .string(message),
    ]
    if let action {
      body["eventTime"] = .string(firstTime.microseconds)
      body["action"] = .string(action)
      body["source"] = [:]
      body["firstTimestamp"] = .null
      body["lastTimestamp"] = .null
      body["reportingComponent"] = .string(component)
      body["reportingInstance"] = .string(host.isEmpty ? component : "\(component)-\(host)")
      if count > 1 {
        body["series"] = [
          "count": .integer(count), "lastObservedTime": .string(lastTime.microseconds),
        ]
      }
    } else {
      body["eventTime"] = .null
      body["source"] = source
      body["firstTimestamp"] = .string(firstTime.truncatedToSeconds.description)
      body["lastTimestamp"] = .string(lastTime.truncatedToSeconds.description)
      body["count"] = .integer(count)
      body["reportingComponent"] = .string(isCombined ? "" : component)
      body["reportingInstance"] = .string(isCombined ? "" : host)
    }
    return GenericObject(
      resource: .event, metadata: ObjectMetadata(name: name.name, namespace: name.namespace),
      body: body)
  }

  private var source: Value {
    host.isEmpty
      ? ["component": .string(component)]
      : ["component": .string(component), "host": .string(host)]
  }
}

/// What makes two events one event that happened twice.
struct EventKey: Hashable, Sendable {
  var subject: EventSubject
  var type: EventType
  var reason: String
  var action: String?
  var message: String?
}

/// The ends of the names: the time in nanoseconds, unless the clock stands still.
struct EventStamps: Sendable {
  private var last = Int64.min
  /// Recorders that tell of the same object at the same moment must not choose one name.
  private let offset: Int64

  init(component: String) {
    // FNV-1a: the same in every run, unlike a Hasher.
    var sum: UInt32 = 2_166_136_261
    for octet in component.utf8 { sum = (sum ^ UInt32(octet)) &* 16_777_619 }
    offset = Int64(sum % 100_000)
  }

  mutating func next(at now: Timestamp) -> Int64 {
    let stamp = now.seconds * 1_000_000_000 + Int64(now.nanoseconds) + offset
    last = max(stamp, last + 1)
    return last
  }
}
