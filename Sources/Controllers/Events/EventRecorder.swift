package import ObjectStore
package import Objects

/// Makes the events that a component of the control plane tells people by (`kubectl get events`).
///
/// Any reconciler keeps one a component, and writes what it returns:
///
///     var recorder = EventRecorder(component: "statefulset-controller")
///     // in keys(touchedBy:in:), so that a deleted event is made anew:
///     recorder.note(change)
///     // in reconcile or report:
///     writes += recorder.record(.normal, reason: "SuccessfulCreate", message: text,
///       about: EventSubject(set), at: now)
///
/// A repeat raises the count of the first event; many messages of one reason become one event; who says
/// too much about one object is cut short. All with the limits of client-go's `EventCorrelator`.
/// What is remembered for that is bounded, and lost in a restart, as upstream.
package struct EventRecorder: Sendable {
  /// How many different messages of one reason about one object stay apart within ten minutes.
  private static let similarLimit = 10
  private static let similarWindow = Duration.seconds(600)
  /// Events that nobody repeats for an hour are collected, so their counts end as well.
  private static let lifetime = Duration.seconds(3600)

  private let component: String
  private let host: String
  private var logs = RecentMap<EventKey, Event>(limit: 4096)
  private var groups = RecentMap<EventKey, SimilarEvents>(limit: 4096)
  private var budgets = RecentMap<EventSubject, EventBudget>(limit: 4096)
  private var keys: [NamespacedName: EventKey] = [:]
  private var stamps: EventStamps

  /// - Parameters:
  ///   - component: who tells: `statefulset-controller`, `kubelet`.
  ///   - host: the machine it tells from, for what runs on nodes.
  package init(component: String, host: String = "") {
    self.component = component
    self.host = host
    stamps = EventStamps(component: component)
  }

  /// What to write so that the event is told; nothing where too much was told already.
  ///
  /// - Parameter action: what the component was doing, of those that use the newer form of events
  ///   (`default-scheduler`: `Binding`, `Scheduling`).
  package mutating func record(
    _ type: EventType, reason: String, message: String, about subject: EventSubject,
    action: String? = nil, at now: Timestamp
  ) -> [Write] {
    var event = Event(
      type: type, reason: reason, message: message, subject: subject, component: component,
      host: host, action: action, stamp: stamps.next(at: now), firstTime: now, lastTime: now)
    guard action == nil else { return recordSeries(event) }
    let key = combine(&event, now)
    let repeated = repeating(&event, under: key)
    guard isAffordable(event, now) else { return [] }
    return [repeated ? .update(event.object) : .create(event.object)]
  }

  /// An event that is deleted (they are kept for an hour) cannot be counted up any more.
  package mutating func note(_ change: ViewChange) {
    guard case .other(let old?, nil) = change, old.resource == .event,
      let key = keys.removeValue(forKey: old.namespacedName)
    else { return }
    logs[key] = nil
  }

  /// Where a reason came with too many messages, one event stands for all of them.
  private mutating func combine(_ event: inout Event, _ now: Timestamp) -> EventKey {
    let group = event.key(message: nil)
    var similar = groups[group] ?? SimilarEvents(last: now)
    if now - similar.last > Self.similarWindow { similar = SimilarEvents(last: now) }
    similar.last = now
    similar.messages.insert(event.message)
    defer { groups[group] = similar }
    guard similar.messages.count >= Self.similarLimit else {
      return event.key(message: event.message)
    }
    // Upstream drops any one of them; the newest makes what follows repeatable.
    similar.messages.remove(event.message)
    event.message = "(combined from similar events): \(event.message)"
    event.isCombined = true
    return group
  }

  /// Takes over the identity of the event that was told before under this key.
  private mutating func repeating(_ event: inout Event, under key: EventKey) -> Bool {
    let known = logs[key].flatMap { event.lastTime - $0.lastTime < Self.lifetime ? $0 : nil }
    if let known {
      event.stamp = known.stamp
      event.firstTime = known.firstTime
      event.count = known.count + 1
      event.subject = known.subject
    }
    remember(event, under: key)
    return known != nil
  }

  private mutating func remember(_ event: Event, under key: EventKey) {
    for dropped in logs.insert(event, for: key) { keys[dropped.name] = nil }
    keys[event.name] = key
  }

  /// Upstream's token bucket: 25 events about an object at once, then one in five minutes.
  private mutating func isAffordable(_ event: Event, _ now: Timestamp) -> Bool {
    var subject = event.subject.identity
    subject.fieldPath = ""
    var budget = budgets[subject] ?? EventBudget(at: now)
    defer { budgets[subject] = budget }
    return budget.spend(at: now)
  }

  /// The newer form (`events.k8s.io`): whatever the message, the second event begins a series, of which
  /// is told again only now and then.
  private mutating func recordSeries(_ event: Event) -> [Write] {
    let key = event.key(message: nil)
    guard var known = logs[key], event.lastTime - known.lastTime < Self.seriesEnd else {
      remember(event, under: key)
      return [.create(event.object)]
    }
    known.count += 1
    known.lastTime = event.lastTime
    let isDue = known.count == 2 || event.lastTime - known.toldTime >= Self.seriesRefresh
    if isDue { known.toldTime = event.lastTime }
    remember(known, under: key)
    return isDue ? [.update(known.object)] : []
  }

  private static let seriesEnd = Duration.seconds(360)
  private static let seriesRefresh = Duration.seconds(1800)
}
