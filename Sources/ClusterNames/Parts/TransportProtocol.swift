/// The protocol of a port, as Kubernetes writes it.
public enum TransportProtocol: String, Hashable, Sendable, CaseIterable {
  /// TCP, the default of a port that names none.
  case tcp = "TCP"
  /// UDP.
  case udp = "UDP"
  /// SCTP.
  case sctp = "SCTP"

  /// The label of SRV names, without its underscore: `tcp`.
  public var label: String {
    switch self {
    case .tcp: "tcp"
    case .udp: "udp"
    case .sctp: "sctp"
    }
  }

  /// The protocol of a label of an SRV name, in any case and without its underscore.
  public init?(label: some Collection<UInt8>) {
    let known = Self.allCases.first { $0.label.utf8.elementsEqual(label.lazy.map(\.folded)) }
    guard let known else { return nil }
    self = known
  }
}

extension TransportProtocol: CustomStringConvertible {
  /// `TCP`, `UDP` or `SCTP`.
  public var description: String { rawValue }
}
