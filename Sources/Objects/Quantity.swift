/// An amount of a resource with its unit, kept exactly down to a billionth: `512Mi`, `0.5`, `100m`.
package struct Quantity: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// How it was written, which is how it is printed: powers of 1024, of 1000, or with an exponent.
  enum Notation: Hashable, Sendable { case binary, decimal, exponent }

  /// In billionths; never above 2^63 - 1 whole ones, where upstream caps it.
  private(set) var nanos: Int128
  var notation: Notation

  /// What upstream says of a text that has not the form of a number with a suffix.
  static let formatText =
    "quantities must match the regular expression "
    + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  /// What upstream says of a suffix that it does not know.
  static let suffixText = "unable to parse quantity's suffix"

  /// Why a text is no quantity, in upstream's words.
  static func problem(_ text: String) -> String {
    guard let parts = Parts(text), !parts.digits.isEmpty else { return formatText }
    return Unit(parts.suffix) == nil ? suffixText : formatText
  }

  /// nil for what is no quantity; ``problem(_:)`` says why.
  package init?(_ text: String) {
    guard let parts = Parts(text), !parts.digits.isEmpty, let unit = Unit(parts.suffix) else {
      return nil
    }
    notation = unit.notation
    nanos = Self.capped(parts, unit)
  }

  package static func < (a: Self, b: Self) -> Bool { a.nanos < b.nanos }

  /// What storage must be.
  package var isPositive: Bool { nanos > 0 }

  /// Billionths in a whole one.
  private static let one: Int128 = 1_000_000_000
  /// Upstream's largest amount.
  private static let cap = Int128(Int64.max) * one

  /// Rounded away from zero when there is less than a billionth.
  private static func capped(_ parts: Parts, _ unit: Unit) -> Int128 {
    var exponent = 9 + unit.power10 - parts.decimals
    var nanos: Int128 = 0
    var overflow = false
    for digit in parts.digits where !overflow {
      (nanos, overflow) = multiplied(nanos, 10)
      nanos += Int128(digit)
    }
    if !overflow { (nanos, overflow) = multiplied(nanos, Int128(1) << unit.power2) }
    while exponent > 0, nanos != 0, !overflow {
      (nanos, overflow) = multiplied(nanos, 10)
      exponent -= 1
    }
    if overflow { (nanos, exponent) = (cap, 0) }
    var isExact = true
    while exponent < 0, nanos != 0 {
      isExact = isExact && nanos % 10 == 0
      nanos /= 10
      exponent += 1
    }
    if !isExact { nanos += 1 }
    return min(nanos, cap) * (parts.isNegative ? -1 : 1)
  }

  /// A tenth of the range stays free, so that one more digit can be added.
  private static func multiplied(_ number: Int128, _ factor: Int128) -> (Int128, Bool) {
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return (product, overflow || product > Int128.max / 100)
  }

  /// Upstream's canonical form: no fraction, the largest suffix that keeps it whole.
  package var description: String {
    if nanos == 0 { return "0" }
    let isWhole = nanos % Self.one == 0
    if notation == .binary, isWhole, nanos.magnitude >= UInt128(1024 * Self.one) {
      var (number, power) = (nanos / Self.one, 0)
      while number % 1024 == 0 { (number, power) = (number / 1024, power + 1) }
      return "\(number)" + ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"][power]
    }
    var (number, exponent) = (nanos, -9)
    while number % 1000 == 0 { (number, exponent) = (number / 1000, exponent + 3) }
    if notation == .exponent { return "\(number)" + (exponent == 0 ? "" : "e\(exponent)") }
    return "\(number)" + ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"][(exponent + 9) / 3]
  }
}

extension Value {
  /// Quantities may be written as numbers.
  var quantityText: String? { string ?? numberText }
}

/// The three parts of a quantity's text.
private struct Parts {
  var isNegative = false
  var digits: [UInt8] = []
  var decimals = 0
  var suffix = ""

  init?(_ text: String) {
    var octets = Array(text.utf8)[...]
    if let sign = octets.first, sign == 0x2B || sign == 0x2D {
      isNegative = sign == 0x2D
      octets.removeFirst()
    }
    var hasPoint = false
    while let octet = octets.first, octet == 0x2E || (0x30...0x39).contains(octet) {
      if octet == 0x2E {
        if hasPoint { return nil }
        hasPoint = true
      } else {
        digits.append(octet - 0x30)
        decimals += hasPoint ? 1 : 0
      }
      octets.removeFirst()
    }
    suffix = String(decoding: octets, as: UTF8.self)
    let unit = octets.drop { "eEinumkKMGTP".utf8.contains($0) }
    let number = unit.first == 0x2B || unit.first == 0x2D ? unit.dropFirst() : unit
    guard number.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  }
}

/// What a suffix stands for: a power of two and a power of ten.
private struct Unit {
  var notation: Quantity.Notation
  var power2 = 0
  var power10 = 0

  private static let binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
  private static let decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]

  init?(_ suffix: String) {
    if let index = Self.binary.firstIndex(of: suffix) {
      notation = .binary
      power2 = 10 * (index + 1)
    } else if let index = Self.decimal.firstIndex(of: suffix) {
      notation = .decimal
      power10 = 3 * index - 9
    } else if let first = suffix.first, first == "e" || first == "E",
      let power = Int(suffix.dropFirst()), (-100...100).contains(power)
    {
      notation = .exponent
      power10 = power
    } else {
      return nil
    }
  }
}
