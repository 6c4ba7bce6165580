/// An event that the StatefulSet controller recorded, or counted up.
struct Remark {
  private let kind: String
  private let message: String
  private let count: String
  private let isCombined: Bool

  /// - Parameter name: what the event's own type is called here.
  init(_ event: [String: Any], type name: String) {
    let text = "\(event["message"] ?? "")"
    let combined = "(combined from similar events): "
    isCombined = text.hasPrefix(combined)
    message = String(text.dropFirst(isCombined ? combined.count : 0))
    kind = "\(event[name] ?? "") \(event["reason"] ?? "")"
    count = "\(event["count"] ?? "")"
  }

  /// The same occurrences, and counted up in the same way.
  static func differences(of ours: [Remark], from theirs: [Remark]) -> [String] {
    // Of ten similar events client-go forgets a random one, and what it combines from then on depends on it.
    let uncounted = Set((ours + theirs).filter(\.isCombined).map(\.kind))
    let counted = { (remarks: [Remark]) in
      remarks.filter { !uncounted.contains($0.kind) }.map { "\($0.kind) x\($0.count)" }
    }
    let texts = { (remarks: [Remark]) in remarks.map { "\($0.kind): \($0.message)" } }
    return [counted, texts].flatMap { list in
      list(ours).sorted().difference(from: list(theirs).sorted()).map {
        switch $0 {
        case .insert(_, let text, _): "ours alone: \(text)"
        case .remove(_, let text, _): "theirs alone: \(text)"
        }
      }
    }
  }
}
