import ObjectStore
import Objects
import Pods

/// An event before its recorder knows of it.
struct PodEventDraft: Hashable, Sendable {
  var type: EventType
  var reason: String
  var message: String
  var fieldPath = ""
  /// Only of the scheduler's events, which have the newer form.
  var action: String?
}

extension PodEventDraft {
  init(_ event: PodEvent) {
    self.init(
      type: event.isWarning ? .warning : .normal, reason: event.reason, message: event.message,
      fieldPath: event.fieldPath)
  }
}

/// The events of scheduler and kubelet: four a pod that starts.
///
/// Of a few pods everything is told. When many come at once, most of it is left out: a kubelet too
/// sends no more than 50 events a second (`eventRecordQPS`).
struct PodEvents: Sendable {
  private static let burst = 1000.0
  private static let perSecond = 50.0

  private var scheduler: EventRecorder
  private var kubelet: EventRecorder
  private var allowance = burst
  private var lastTime: Timestamp?

  init(node: String) {
    scheduler = EventRecorder(component: "default-scheduler", host: node)
    kubelet = EventRecorder(component: "kubelet", host: node)
  }

  mutating func note(_ change: ViewChange) {
    scheduler.note(change)
    kubelet.note(change)
  }

  /// What to write. A namespace that is being emptied takes no new events.
  mutating func record(
    _ drafts: [PodEventDraft], of pod: Pod, in view: ClusterView, at now: Timestamp
  ) -> [Write] {
    guard !drafts.isEmpty, view.accepts(in: pod.metadata.namespace), spend(drafts.count, at: now)
    else { return [] }
    return drafts.flatMap { draft in
      let subject = EventSubject(pod, fieldPath: draft.fieldPath)
      return draft.action == nil
        ? kubelet.record(
          draft.type, reason: draft.reason, message: draft.message, about: subject, at: now)
        : scheduler.record(
          draft.type, reason: draft.reason, message: draft.message, about: subject,
          action: draft.action, at: now)
    }
  }

  /// The events of one step are told together or not at all.
  private mutating func spend(_ count: Int, at now: Timestamp) -> Bool {
    let (seconds, attoseconds) = (now - (lastTime ?? now)).components
    let elapsed = max(0, Double(seconds) + Double(attoseconds) / 1e18)
    allowance = min(Self.burst, allowance + elapsed * Self.perSecond)
    lastTime = now
    guard allowance >= Double(count) else { return false }
    allowance -= Double(count)
    return true
  }
}

extension ClusterView {
  /// Whether new objects can be created in a namespace.
  func accepts(in namespace: String) -> Bool {
    guard let found = namespaces[NamespacedName(namespace: "", name: namespace)] else {
      return false
    }
    return found.metadata.deletionTimestamp == nil && found.phase != "Terminating"
  }
}
