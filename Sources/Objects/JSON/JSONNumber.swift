/// A number with a fraction or beyond 64 bits. It counts as a floating point number, as in Go; errors
/// repeat it as it was written, as Go's decoder does.
package struct JSONNumber: Sendable {
  package let text: String

  /// - Parameter text: of a finite number (RFC 8259 §6), or nil.
  init?(_ text: String) {
    guard let value = Double(text), value.isFinite else { return nil }
    self.text = text
  }

  package init(_ value: Double) { text = value.goText }

  /// The nearest there is; the text was found to have one.
  package var value: Double { Double(text) ?? 0 }
}

/// By what it counts as: `1.0` and `1.00` are one.
extension JSONNumber: Hashable {
  package static func == (a: JSONNumber, b: JSONNumber) -> Bool { a.value == b.value }
  package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension JSONNumber: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  package init(floatLiteral value: Double) { self.init(value) }
  package init(integerLiteral value: Double) { self.init(value) }
}

extension Value {
  /// Of a number, as it was written.
  package var numberText: String? {
    switch self {
    case .integer(let number): "\(number)"
    case .number(let number): number.text
    default: nil
    }
  }
}
