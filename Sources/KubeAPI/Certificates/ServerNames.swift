import Glibc
import SwiftASN1
import X509

/// The names and addresses that the server's certificate is for.
enum ServerNames {
  /// As upstream's API servers have them, with what else clients on this machine may say.
  static func all(host: String, serviceAddresses: [String], clusterDomain: String) -> [GeneralName]
  {
    let service = "kubernetes.default.svc"
    let names =
      ["localhost", "kubernetes", "kubernetes.default", service]
      + [clusterDomain.isEmpty ? nil : "\(service).\(clusterDomain)"].compactMap(\.self)
    var general: [GeneralName] = names.map(GeneralName.dnsName)
    for address in ["127.0.0.1", "::1"] + serviceAddresses + [host] {
      if let octets = octets(of: address) {
        general.append(.ipAddress(ASN1OctetString(contentBytes: octets[...])))
      } else if address == host && !host.isEmpty {
        general.append(.dnsName(host))
      }
    }
    var seen = Set<GeneralName>()
    return general.filter { seen.insert($0).inserted }
  }

  /// In network order; nil for what is no address.
  private static func octets(of text: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var octets = [UInt8](repeating: 0, count: count)
      let isAddress = unsafe octets.withUnsafeMutableBytes { buffer in
        unsafe inet_pton(family, text, buffer.baseAddress!) == 1
      }
      if isAddress { return octets }
    }
    return nil
  }
}
