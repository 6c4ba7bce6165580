import FoundationEssentials

/// A kubeconfig of ours, in which cluster, context and user are called `ordinal`, and of a person,
/// who may have set a namespace and added clusters of their own.
///
/// kubectl writes the file anew with each `kubectl config set...`, always in one form: top-level
/// keys, and lists whose items begin with a dash. That form is what is understood; of it our own
/// entries are replaced, and everything else stays as it is.
struct Kubeconfig {
  private static let name = "ordinal"
  private static let lists = ["clusters", "contexts", "users"]

  /// Foreign entries of each list, as lines.
  private var entries: [String: [[String]]] = [:]
  /// Other top-level keys, with what belongs to them.
  private var others: [String] = []
  private var currentContext = Self.name
  /// What `kubectl config set-context --current --namespace` set.
  private(set) var namespace: String?

  /// - Parameter text: what is there already; empty for nothing.
  init(_ text: String) {
    var key = ""
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
      if let first = line.first, first.isLetter, let colon = line.firstIndex(of: ":") {
        take(key, lines)
        key = String(line[..<colon])
        lines = []
      }
      lines.append(line)
    }
    take(key, lines)
    let contexts = (entries["contexts"] ?? []).compactMap(Self.name)
    if !contexts.contains(currentContext) { currentContext = Self.name }
  }

  /// A top-level key with the lines that belong to it.
  private mutating func take(_ key: String, _ lines: [String]) {
    switch key {
    case "", "apiVersion", "kind": break
    case "current-context": currentContext = Self.value(lines[0]) ?? Self.name
    case _ where Self.lists.contains(key):
      for item in Self.items(lines.dropFirst()) {
        guard Self.name(item) == Self.name else {
          entries[key, default: []].append(item)
          continue
        }
        if key == "contexts" { namespace = Self.field("namespace", item) }
      }
    default: others += lines
    }
  }

  /// The items of a list, which may be indented or not.
  private static func items(_ lines: ArraySlice<String>) -> [[String]] {
    guard let first = lines.first else { return [] }
    let dash = first.prefix { $0 == " " } + "- "
    var items: [[String]] = []
    for line in lines {
      if line.hasPrefix(dash) {
        items.append([line])
      } else if !items.isEmpty {
        items[items.count - 1].append(line)
      }
    }
    return items
  }

  /// An item's own name, and not that of something in it.
  private static func name(_ item: [String]) -> String? {
    let indentation = item[0].prefix { $0 == " " }.count + 2
    for (index, line) in item.enumerated() {
      let field = index == 0 ? line.dropFirst(indentation) : Substring(line).dropFirst(indentation)
      let isOwn = index == 0 || line.prefix { $0 == " " }.count == indentation
      if isOwn && field.hasPrefix("name:") { return value(String(field)) }
    }
    return nil
  }

  /// Anywhere in an item: our own context has it in one place only.
  private static func field(_ name: String, _ item: [String]) -> String? {
    for line in item {
      let field = line.drop { $0 == " " || $0 == "-" }
      if field.hasPrefix("\(name):") { return value(String(field)) }
    }
    return nil
  }

  /// What stands behind the colon, quotes taken off.
  private static func value(_ line: String) -> String? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let text = line[line.index(after: colon)...].filter { $0 != " " && $0 != "\r" }
    let bare = text.filter { $0 != "\"" && $0 != "'" }
    return bare.isEmpty ? nil : bare
  }

  /// The file, its keys in the order in which kubectl writes them.
  func text(server: String, authority: String, certificate: String, key: String, token: String)
    -> String
  {
    let name = Self.name
    var lines = ["apiVersion: v1", "clusters:"]
    lines += [
      "- cluster:", "    certificate-authority-data: \(Self.base64(authority))",
      "    server: \(server)", "  name: \(name)",
    ]
    lines += foreign("clusters") + ["contexts:", "- context:", "    cluster: \(name)"]
    if let namespace { lines.append("    namespace: \(namespace)") }
    lines += ["    user: \(name)", "  name: \(name)"] + foreign("contexts")
    lines += ["current-context: \(currentContext)", "kind: Config"] + others
    lines += [
      "users:", "- name: \(name)", "  user:",
      "    client-certificate-data: \(Self.base64(certificate))",
      "    client-key-data: \(Self.base64(key))", "    token: \(token)",
    ]
    lines += foreign("users")
    return lines.joined(separator: "\n") + "\n"
  }

  /// In our own indentation, which a list must have throughout.
  private func foreign(_ list: String) -> [String] {
    (entries[list] ?? []).flatMap { item in
      let indentation = item[0].prefix { $0 == " " }.count
      return item.map { String($0.dropFirst(indentation)) }
    }
  }

  private static func base64(_ text: String) -> String {
    Data(text.utf8).base64EncodedString()
  }
}
