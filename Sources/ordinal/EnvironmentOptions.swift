import Glibc

/// Options from the environment: `ORDINAL_POD_CIDR` for `--pod-cidr`. An option on the command line
/// wins.
struct EnvironmentOptions {
  /// The command line with the options of the environment.
  private(set) var arguments: [String]
  /// Those that came from there.
  private var added: [String] = []

  private enum Kind {
    case value
    case repeated
    case flag
  }

  private static let folder: [String: Kind] = ["data-dir": .value]
  private static let client = folder.merging(["namespace": .value]) { $1 }

  private static let options: [String: [String: Kind]] = [
    "serve": [
      "dns": .repeated, "http": .value, "api": .value, "data-dir": .value, "no-files": .flag,
      "ephemeral": .flag,
      "cluster-domain": .value, "pod-cidr": .value, "service-cidr": .value, "ready-after": .value,
      "pod-runtime": .value, "feature-gates": .value,
      "ttl": .value, "negative-ttl": .value, "workers": .value,
    ],
    "names": [
      "file": .value, "service": .value, "namespace": .value, "replicas": .value, "start": .value,
      "claim": .repeated, "cluster-domain": .value, "pod-cidr": .value, "output": .value,
    ],
    "check": folder.merging(
      ["pod-cidr": .value, "service-cidr": .value, "feature-gates": .value]) { $1 },
    "explain": folder,
    "wait": ["data-dir": .value, "for": .value, "timeout": .value],
    "dump": folder,
    "bind": client,
    "get": client, "apply": client, "scale": client, "delete": client,
    "kubeconfig": folder,
  ]

  /// Options that exclude each other: of two in the environment both count, and are refused.
  private static let opposites = ["data-dir": "ephemeral", "ephemeral": "data-dir"]

  init(_ commandLine: [String]) throws(CommandFailure) {
    arguments = commandLine
    guard let command = commandLine.first, let known = Self.options[command] else { return }
    for (option, kind) in known.sorted(by: { $0.key < $1.key }) {
      guard !isGiven(option), !isRuledOut(option), let value = Self.value(of: option) else {
        continue
      }
      switch kind {
      case .flag:
        guard try Self.isOn(value, option) else { continue }
        arguments.insert("--\(option)", at: 1)
      case .value:
        arguments.insert("--\(option)=\(value)", at: 1)
      case .repeated:
        let values = value.split(separator: ",").map { "--\(option)=\($0)" }
        arguments.insert(contentsOf: values, at: 1)
      }
      added.append(option)
    }
  }

  /// What is wrong with an option, with the variable that it came from: nobody typed the option.
  func naming(_ text: String) -> String {
    let words = text.split { !($0.isLetter || $0 == "-") }
    guard let option = added.first(where: { words.contains("--\($0)") }) else { return text }
    return "\(text) (from the environment: \(Self.variable(of: option)))"
  }

  /// The command line says the opposite.
  private func isRuledOut(_ option: String) -> Bool {
    Self.opposites[option].map { isGiven($0) && !added.contains($0) } ?? false
  }

  private func isGiven(_ option: String) -> Bool {
    let short = ["namespace": "-n", "file": "-f", "output": "-o"][option]
    return arguments.contains { argument in
      argument == "--\(option)" || argument.hasPrefix("--\(option)=")
        || short.map(argument.hasPrefix) == true
    }
  }

  private static func isOn(_ value: String, _ option: String) throws(CommandFailure) -> Bool {
    switch value.lowercased() {
    case "1", "true", "yes", "on": true
    case "0", "false", "no", "off": false
    default:
      throw CommandFailure(
        "\(variable(of: option)): '\(value)' is neither true nor false", status: EX_USAGE)
    }
  }

  private static func variable(of option: String) -> String {
    "ORDINAL_" + option.uppercased().split(separator: "-").joined(separator: "_")
  }

  private static func value(of option: String) -> String? {
    guard let value = unsafe getenv(variable(of: option)) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
