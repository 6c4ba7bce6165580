import ClusterNames
import Wire

/// Octets as RFCs print them: hexadecimal digits, with ASCII text between single quotes.
func hex(_ text: String) -> [UInt8] {
  var octets: [UInt8] = []
  var high: UInt8?
  var quoted = false
  for character in text.utf8 {
    if character == UInt8(ascii: "'") {
      quoted.toggle()
    } else if quoted {
      octets.append(character)
    } else if let digit = Character(UnicodeScalar(character)).hexDigitValue {
      if let first = high {
        octets.append(first << 4 | UInt8(digit))
        high = nil
      } else {
        high = UInt8(digit)
      }
    } else {
      precondition(character == 0x20 || character == 0x0A, "no hexadecimal digit in \(text)")
    }
  }
  precondition(high == nil && !quoted, "half an octet in \(text)")
  return octets
}

/// A header with these counts, then `body`.
func message(
  flags: String = "0100", questions: UInt8 = 0, answers: UInt8 = 0, authorities: UInt8 = 0,
  additionals: UInt8 = 0, _ body: String
) -> [UInt8] {
  hex("1234" + flags) + [0, questions, 0, answers, 0, authorities, 0, additionals] + hex(body)
}

/// `www.example. IN A`, whose names start at octets 12 (www) and 16 (example).
let wwwQuestion = "03'www' 07'example' 00 0001 0001"

func name(_ text: String) -> DomainName {
  do {
    return try DomainName(text)
  } catch {
    preconditionFailure("\(error)")
  }
}

func ipv4(_ text: String) -> IPv4Address {
  do {
    return try IPv4Address(text)
  } catch {
    preconditionFailure("\(error)")
  }
}

/// The reason for which `octets` are no message; nil if they are one.
func reason(_ octets: [UInt8]) -> MessageError.Reason? {
  do {
    _ = try Message.parse(octets)
    return nil
  } catch {
    return error.reason
  }
}
