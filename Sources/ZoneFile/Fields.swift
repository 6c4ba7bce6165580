import ClusterNames
import Wire

/// The tokens of one entry from left to right, read as what the entry needs next.
struct Fields {
  let octets: [UInt8]
  /// What `@` and relative names mean in this entry.
  let origin: DomainName?
  private var tokens: ArraySlice<Token>

  init(_ tokens: [Token], of octets: [UInt8], origin: DomainName?) {
    self.tokens = tokens[...]
    self.octets = octets
    self.origin = origin
  }

  var next: Token? { tokens.first }

  /// The text of a token, for comparison and for messages.
  func text(_ token: Token) -> String {
    String(decoding: octets[token.range], as: UTF8.self)
  }

  /// The next token. `what` says in a message what is missing.
  mutating func take(_ what: String) throws(Fault) -> Token {
    guard let token = tokens.popFirst() else { throw Fault(what: "\(what) is missing") }
    return token
  }

  /// The next token, which must not be quoted: names and numbers never are.
  mutating func word(_ what: String) throws(Fault) -> Token {
    let token = try take(what)
    guard !token.isQuoted else { throw fault(token, "is quoted; \(what) is not") }
    return token
  }

  /// Fails where a token is left over.
  func requireEnd() throws(Fault) {
    guard let extra = tokens.first else { return }
    throw fault(extra, "is left over; nothing more belongs to this entry")
  }

  /// A fault of a token, which is quoted before `what`.
  func fault(_ token: Token, _ what: String) -> Fault {
    Fault(what: "\(quotation(token)) \(what)", token: token)
  }

  /// A token for a message: its beginning where it is long.
  private func quotation(_ token: Token) -> String {
    let text = String(decoding: octets[token.range].prefix(64), as: UTF8.self)
    return token.range.count > 64 ? "\"\(text)...\"" : "\"\(text)\""
  }
}

// MARK: Numbers

extension Fields {
  /// A decimal number without a sign that fits the type.
  mutating func number<Value: FixedWidthInteger>(
    _ what: String, _ type: Value.Type = Value.self
  ) throws(Fault) -> Value {
    let token = try word(what)
    let digits = octets[token.range]
    guard digits.allSatisfy(\.isDigit), let value = Value(text(token)) else {
      throw fault(token, "is no \(what); allowed are 0 to \(Value.max)")
    }
    return value
  }

  /// Seconds, or numbers with the units s, m, h, d and w behind them: `1h30m`.
  mutating func seconds(_ what: String, most: UInt32 = .max) throws(Fault) -> UInt32 {
    let token = try word(what)
    guard let value = Self.seconds(octets[token.range]), value <= most else {
      throw fault(token, "is no \(what); allowed are 0 to \(most) seconds, units are s m h d w")
    }
    return value
  }

  /// Nil where the text is no time, or more than 32 bits can say.
  static func seconds(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard text.first?.isDigit == true else { return nil }
    var total: UInt64 = 0
    var number: UInt64?
    for octet in text {
      if octet.isDigit {
        number = (number ?? 0) * 10 + UInt64(octet - 0x30)
      } else {
        guard let count = number, let unit = unit(octet) else { return nil }
        total += count * unit
        number = nil
      }
      guard total + (number ?? 0) <= UInt32.max else { return nil }
    }
    return UInt32(total + (number ?? 0))
  }

  /// The seconds of a unit, in either case (BIND, and now everyone, reads these).
  private static func unit(_ octet: UInt8) -> UInt64? {
    switch Character(UnicodeScalar(octet | 0x20)) {
    case "s": 1
    case "m": 60
    case "h": 3600
    case "d": 86400
    case "w": 604_800
    default: nil
    }
  }
}

// MARK: Names and strings

extension Fields {
  /// A name: `@` for the origin, absolute with a dot at its end, else below the origin.
  mutating func name(_ what: String) throws(Fault) -> DomainName {
    let token = try word(what)
    if octets[token.range].elementsEqual([UInt8(ascii: "@")]) {
      guard let origin else { throw noOrigin(token) }
      return origin
    }
    do {
      var labels = LabelReader(octets[token.range])
      guard try labels.read() else {
        guard let origin else { throw noOrigin(token) }
        return try DomainName(wire: labels.wire + origin.wire)
      }
      return try DomainName(wire: labels.wire)
    } catch let error as DomainNameError {
      throw fault(token, "is no \(what): \(error)")
    } catch let error as Fault {
      throw error
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private func noOrigin(_ token: Token) -> Fault {
    fault(token, "is relative, and there is no origin; end the name with a dot or write $ORIGIN")
  }

  /// A character-string (RFC 1035 §5.1), in quotes or not.
  mutating func characterString(_ what: String) throws(Fault) -> [UInt8] {
    let token = try take(what)
    let string = try unescaped(token)
    guard string.count <= 255 else {
      throw fault(token, "has \(string.count) octets; at most 255 are allowed in one string")
    }
    return string
  }

  /// All that is left, at least one string.
  mutating func characterStrings(_ what: String) throws(Fault) -> [[UInt8]] {
    var strings = [try characterString(what)]
    while next != nil {
      strings.append(try characterString(what))
    }
    return strings
  }

  /// The octets of a token, of any number.
  func unescaped(_ token: Token) throws(Fault) -> [UInt8] {
    var string: [UInt8] = []
    var rest = octets[token.range]
    while let octet = rest.popFirst() {
      guard octet == .backslash else {
        string.append(octet)
        continue
      }
      guard let value = popEscaped(&rest) else {
        throw fault(token, "has a malformed escape; allowed are \\X and \\000 to \\255")
      }
      string.append(value)
    }
    return string
  }

  /// All that is left, as hexadecimal digits that blanks may divide anywhere.
  mutating func hexadecimal(_ what: String) throws(Fault) -> [UInt8] {
    var value: [UInt8] = []
    var high: UInt8?
    var last: Token?
    while let token = next {
      _ = try word(what)
      last = token
      for octet in octets[token.range] {
        guard let digit = Character(UnicodeScalar(octet)).hexDigitValue else {
          throw fault(token, "is not hexadecimal")
        }
        if let first = high {
          value.append(first << 4 | UInt8(digit))
          high = nil
        } else {
          high = UInt8(digit)
        }
      }
    }
    if high != nil, let last { throw fault(last, "ends with half an octet") }
    return value
  }
}

/// Takes what a backslash protects: three digits of an octet, or any other character.
func popEscaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
  guard let first = rest.popFirst() else { return nil }
  guard first.isDigit else { return first }
  guard let second = rest.popFirst(), let third = rest.popFirst(), second.isDigit, third.isDigit
  else { return nil }
  return UInt8(exactly: Int(first - 0x30) * 100 + Int(second - 0x30) * 10 + Int(third - 0x30))
}
