import ObjectStore
import Objects

/// Where a list goes on: behind which object, and as of which version. For clients it is opaque.
struct ContinueToken: Hashable {
  /// nil: whatever is there now, since the snapshot is gone.
  var version: ResourceVersion?
  var last: NamespacedName

  init(version: ResourceVersion?, last: NamespacedName) {
    self.version = version
    self.last = last
  }

  /// Hexadecimal of a small JSON text: URL-safe, and nobody is tempted to make one.
  var text: String {
    let value: Value = [
      "v": "ordinal/1", "rv": .string(version.map { "\($0)" } ?? ""),
      "start": [.string(last.namespace), .string(last.name)],
    ]
    let digits = Array("0123456789abcdef")
    return String(value.jsonOctets().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  init(text: String) throws(StatusError) {
    guard let value = Self.value(of: text), value["v"]?.string == "ordinal/1",
      let namespace = value["start"]?[0]?.string, let name = value["start"]?[1]?.string,
      let version = value["rv"]?.string
    else {
      throw .badRequest(
        "invalid continue token: continue key is not valid: it was not given by this server")
    }
    self.version = UInt64(version).map(ResourceVersion.init)
    last = NamespacedName(namespace: namespace, name: name)
  }

  private static func value(of text: String) -> Value? {
    let letters = Array(text.utf8)
    guard letters.count % 2 == 0 else { return nil }
    var octets: [UInt8] = []
    for index in stride(from: 0, to: letters.count, by: 2) {
      guard
        let octet = UInt8(String(decoding: letters[index...index + 1], as: UTF8.self), radix: 16)
      else { return nil }
      octets.append(octet)
    }
    return try? Value.parse(json: octets)
  }
}
