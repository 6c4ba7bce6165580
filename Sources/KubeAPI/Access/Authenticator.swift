import FoundationEssentials
import Objects
import SwiftASN1
import X509

/// Tells who asks: by the token of the kubeconfig, or by a certificate that our authority signed.
struct Authenticator: Sendable {
  private let token: [UInt8]
  private let authority: Certificate?

  init(_ access: AccessFiles) {
    token = Array(access.token.utf8)
    authority = try? Certificate(pemEncoded: access.authority)
  }

  /// What a request shows.
  enum TokenFinding { case absent, right, wrong }

  /// RFC 6750 §2.1.
  ///
  /// - Parameter header: `Authorization`.
  func check(_ header: String?) -> TokenFinding {
    guard let header else { return .absent }
    let parts = header.split(separator: " ", omittingEmptySubsequences: true)
    // Other schemes count as nothing, as upstream has it.
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return .absent }
    return Self.isEqual(Array(parts[1].utf8), token) ? .right : .wrong
  }

  /// In a time that does not tell how much of it was right.
  private static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for index in a.indices { difference |= a[index] ^ b[index] }
    return difference == 0
  }

  /// nil: the certificate is not one of ours, or its time is over.
  ///
  /// The connection has proved that its client has the key (RFC 8446 §4.4.3); who signed the
  /// certificate is checked here and not there, so that a wrong one gets a Status and no alert.
  func user(ofCertificate octets: [UInt8], now: Timestamp) -> User? {
    guard let authority, let certificate = try? Certificate(derEncoded: octets) else { return nil }
    let date = Date(timeIntervalSince1970: TimeInterval(now.seconds))
    guard certificate.issuer == authority.subject,
      authority.publicKey.isValidSignature(certificate.signature, for: certificate),
      certificate.notValidBefore <= date, date <= certificate.notValidAfter,
      (try? certificate.extensions.extendedKeyUsage)?.contains(.clientAuth) == true
    else { return nil }
    var name = ""
    var groups: [String] = []
    for attribute in certificate.subject.flatMap({ Array($0) }) {
      let value = String(attribute.value) ?? ""
      switch attribute.type {
      case .RDNAttributeType.commonName: name = value
      case .RDNAttributeType.organizationName: groups.append(value)
      default: break
      }
    }
    return name.isEmpty ? nil : User(name: name, groups: groups + ["system:authenticated"])
  }
}
