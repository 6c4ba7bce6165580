import Glibc

/// Options from the environment: `ORDINAL_POD_CIDR` for `--pod-cidr`. An option on the command line wins.
enum EnvironmentOptions {
  private enum Kind {
    case value
    case repeated
    case flag
  }

  private static let folder: [String: Kind] = ["data-dir": .value]

  private static let options: [String: [String: Kind]] = [
    "serve": [
      "dns": .repeated, "http": .value, "data-dir": .value, "no-files": .flag, "ephemeral": .flag,
      "cluster-domain": .value, "pod-cidr": .value, "service-cidr": .value, "ready-after": .value,
      "ttl": .value, "negative-ttl": .value, "workers": .value,
    ],
    "names": [
      "file": .value, "service": .value, "namespace": .value, "replicas": .value, "start": .value,
      "claim": .repeated, "cluster-domain": .value, "output": .value,
    ],
    "check": [:],
    "explain": folder,
    "wait": ["data-dir": .value, "for": .value, "timeout": .value],
    "dump": folder,
    "bind": ["data-dir": .value, "namespace": .value],
  ]

  static func add(to arguments: inout [String]) {
    guard let command = arguments.first, let known = options[command] else { return }
    for (option, kind) in known.sorted(by: { $0.key < $1.key }) {
      let isGiven = arguments.contains { $0 == "--\(option)" || $0.hasPrefix("--\(option)=") }
      guard !isGiven, !isGivenShort(option, in: arguments), let value = value(of: option) else {
        continue
      }
      switch kind {
      case .flag:
        if ["1", "true", "yes"].contains(value.lowercased()) {
          arguments.insert("--\(option)", at: 1)
        }
      case .value:
        arguments.insert("--\(option)=\(value)", at: 1)
      case .repeated:
        let values = value.split(separator: ",").map { "--\(option)=\($0)" }
        arguments.insert(contentsOf: values, at: 1)
      }
    }
  }

  private static func isGivenShort(_ option: String, in arguments: [String]) -> Bool {
    let short = ["namespace": "-n", "file": "-f", "output": "-o"][option]
    return short.map { short in arguments.contains { $0.hasPrefix(short) } } ?? false
  }

  private static func value(of option: String) -> String? {
    let name = "ORDINAL_" + option.uppercased().split(separator: "-").joined(separator: "_")
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
