/// Refuses documents whose aliases would make Yams compare huge keys.
///
/// Values that aliases share cost nothing until they are expanded, which ``ValueBuilder`` bounds.
/// But Yams compares the keys of a mapping while it parses, and a key can be a collection of
/// aliases of aliases: that time would grow exponentially. Such keys make no sense in JSON, so
/// nothing is lost.
struct AliasGuard {
  /// Fewer aliases than this cannot expand to much more than a million nodes.
  private static let harmlessAliases = 40

  private var anchors: Set<String> = []
  private var aliases: [String] = []
  private var mayHaveCollectionKeys = false

  static func problem(in source: SourceText) -> SyntaxError? {
    guard source.text.utf8.contains(UInt8(ascii: "&")) else { return nil }
    var scan = AliasGuard()
    scan.scan(Array(source.text.utf8))
    let count = scan.aliases.count(where: scan.anchors.contains)
    guard scan.mayHaveCollectionKeys, count > harmlessAliases else { return nil }
    return SyntaxError(
      position: source.position(line: 1, column: 1),
      text: "more than \(harmlessAliases) aliases beside keys that are not plain names")
  }

  /// Counts more than there is (also what stands in strings), never less.
  private mutating func scan(_ octets: [UInt8]) {
    var previous = UInt8(ascii: "\n")
    for (index, octet) in octets.enumerated() {
      switch (previous, octet) {
      case (_, UInt8(ascii: "&")): anchors.insert(Self.name(octets[(index + 1)...]))
      case (_, UInt8(ascii: "*")): aliases.append(Self.name(octets[(index + 1)...]))
      // `? key`, `[...]: value`, `{...}: value` and `*alias : value`.
      case (UInt8(ascii: "?"), 0x09...0x20), (UInt8(ascii: "]"), UInt8(ascii: ":")),
        (UInt8(ascii: "}"), UInt8(ascii: ":")), (0x20, UInt8(ascii: ":")):
        mayHaveCollectionKeys = true
      default: break
      }
      previous = octet
    }
  }

  private static func name(_ octets: ArraySlice<UInt8>) -> String {
    let name = octets.prefix(64).prefix {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    return String(decoding: name, as: UTF8.self)
  }
}
