/// What a ControllerRevision keeps of a StatefulSet, and the name that follows from it.
///
/// The data is a strategic merge patch that puts the template back; names are made of its octets,
/// so it is composed exactly as Kubernetes 1.36 does.
package enum RevisionData {
  /// `{"spec":{"template":{"$patch":"replace",...}}}` of the defaulted set.
  package static func data(of set: StatefulSet) -> Value {
    var template = set.spec.template.value.object ?? [:]
    template["$patch"] = "replace"
    return lossy(["spec": ["template": .object(template)]])
  }

  /// `bcdf`-like letters: FNV-1 of the data and the collision count, made safe for names.
  package static func hash(of data: Value, collisionCount: Int32 = 0) -> String {
    var sum = FNV1()
    sum.add(data.jsonOctets(escapingHTML: true))
    sum.add(String(collisionCount).utf8)
    return String(decoding: String(sum.value).utf8.map(Self.safeLetter), as: UTF8.self)
  }

  /// `web-7bb444d689`: the set's name is cut so that the whole stays within 253 octets.
  package static func name(set: String, hash: String) -> String {
    String(decoding: set.utf8.prefix(223), as: UTF8.self) + "-" + hash
  }

  /// The revision's object; its `revision` and owner are the controller's matter.
  package static func name(of set: StatefulSet, collisionCount: Int32? = nil) -> String {
    let count = collisionCount ?? set.status.collisionCount ?? 0
    return name(set: set.metadata.name, hash: hash(of: data(of: set), collisionCount: count))
  }

  /// The set with the template that a revision kept; nil when the data is not one.
  package static func apply(_ data: Value, to set: StatefulSet) -> StatefulSet? {
    guard var template = data["spec"]?["template"]?.object else { return nil }
    template["$patch"] = nil
    var restored = set
    restored.spec.template = PodTemplate(value: .object(template))
    return restored
  }

  /// No vowels and no digits that look like them, so that no word comes out.
  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789".utf8)

  /// A digit of the decimal sum becomes the letter at its octet's remainder.
  private static func safeLetter(_ octet: UInt8) -> UInt8 {
    alphabet[Int(octet) % alphabet.count]
  }

  /// Upstream passes the template through floating point numbers.
  private static func lossy(_ value: Value) -> Value {
    switch value {
    case .integer(let number) where number.magnitude > 1 << 53: .number(JSONNumber(Double(number)))
    case .array(let elements): .array(elements.map(lossy))
    case .object(let fields): .object(fields.mapValues(lossy))
    default: value
    }
  }
}

/// FNV-1, 32 bits: multiply, then xor.
private struct FNV1 {
  private(set) var value: UInt32 = 2_166_136_261

  /// The order of the two steps is what tells FNV-1 from FNV-1a.
  mutating func add(_ octets: some Sequence<UInt8>) {
    for octet in octets { value = value &* 16_777_619 ^ UInt32(octet) }
  }
}
