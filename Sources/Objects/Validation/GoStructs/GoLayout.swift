/// The fields of upstream's structs, in their order.
enum GoLayout {
  /// What a field holds, and so what stands there when it is not set.
  enum Kind: Hashable {
    case text, number, flag, amount
    /// A pointer to one of these: null.
    case optional
    /// Of what has no fields of its own.
    case list, map
    case structure(String), pointer(String), structures(String)
  }

  struct Field {
    let name: String
    /// In the API.
    let key: String
    let kind: Kind
    /// The struct is the API's own, which leaves out what is zero.
    let isOmitted: Bool

    func isLeftOut(_ value: Value?) -> Bool {
      guard isOmitted else { return false }
      return value == nil || value == [] || value == [:] || value == ""
    }
  }

  static func fields(of type: String) -> [Field] {
    guard let fields = types[type] else { preconditionFailure("no layout of \(type)") }
    return fields
  }

  private static let types: [String: [Field]] = {
    var types: [String: [Field]] = [:]
    for line in [podText, containerText, volumeText, claimText, persistentText].joined(
      separator: "\n"
    )
    .split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let type = words.first else { continue }
      // Upstream's internal structs print their Go names; those of the API's machinery do not.
      let isExternal = type.hasPrefix("~")
      types[String(isExternal ? type.dropFirst() : type)] = words.dropFirst().map {
        field($0, isExternal: isExternal)
      }
    }
    return types
  }()

  /// `Name`, `Name:kind`, with `=key` where the API's name is not the same but for its first letters.
  private static func field(_ word: Substring, isExternal: Bool) -> Field {
    let parts = word.split(separator: ":", maxSplits: 1)
    let names = parts[0].split(separator: "=").map(String.init)
    let key = isExternal ? names[0] : names.count > 1 ? names[1] : lowered(names[0])
    return Field(
      name: names[0], key: key, kind: parts.count > 1 ? kind(parts[1]) : .text,
      isOmitted: isExternal)
  }

  private static func kind(_ text: Substring) -> Kind {
    switch text {
    case "#": .number
    case "?": .flag
    case "q": .amount
    case "*": .optional
    case "[]": .list
    case "{}": .map
    case _ where text.hasPrefix("*"): .pointer(String(text.dropFirst()))
    case _ where text.hasPrefix("["): .structures(String(text.dropFirst()))
    default: .structure(String(text))
    }
  }

  /// `HTTPGet` is `httpGet`, `FSType` is `fsType` and `TTY` is `tty`.
  private static func lowered(_ name: String) -> String {
    let capitals = name.prefix { $0.isUppercase }
    let count =
      capitals.count == name.count || capitals.count == 1
      ? capitals.count : capitals.count - 1
    return name.prefix(count).lowercased() + name.dropFirst(count)
  }
}
