import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// The authority that signs the server's certificate and those of clients. Keys are P-256: made in
/// a millisecond, and known to every client.
struct CertificateAuthority {
  let certificate: Certificate
  private let key: Certificate.PrivateKey

  /// Long enough that nobody has to think of it; a server's is renewed by itself.
  static let authorityLifetime: TimeInterval = 10 * 365 * 86_400
  static let leafLifetime: TimeInterval = 365 * 86_400
  /// A certificate that ends sooner than this is made anew at the next start.
  static let renewalTime: TimeInterval = 60 * 86_400

  /// A certificate and its key, in PEM form.
  struct Identity {
    var certificate: String
    var key: String
  }

  /// A new one.
  init(now: Date) throws {
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let name = try DistinguishedName { CommonName("ordinal") }
    certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
      notValidBefore: now - 3600, notValidAfter: now + Self.authorityLifetime, issuer: name,
      subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
        SubjectKeyIdentifier(hash: key.publicKey)
      }, issuerPrivateKey: key)
    self.key = key
  }

  /// One that was made before.
  init(_ identity: Identity) throws {
    certificate = try Certificate(pemEncoded: identity.certificate)
    key = try Certificate.PrivateKey(pemEncoded: identity.key)
  }

  /// To be kept.
  var identity: Identity {
    get throws {
      Identity(
        certificate: try certificate.serializeAsPEM().pemString,
        key: try key.serializeAsPEM().pemString)
    }
  }

  /// Its time is not over, and its key fits.
  func isUsable(now: Date) -> Bool {
    certificate.publicKey == key.publicKey
      && certificate.notValidBefore <= now && now + Self.renewalTime < certificate.notValidAfter
  }

  /// For a server: the names and addresses by which clients may call it.
  func server(names: [GeneralName], now: Date) throws -> Identity {
    try issue(
      to: try DistinguishedName { CommonName("ordinal-server") }, usage: .serverAuth,
      names: names, now: now)
  }

  /// For a client: its user name and groups.
  func client(name: String, group: String, now: Date) throws -> Identity {
    try issue(
      to: try DistinguishedName {
        OrganizationName(group)
        CommonName(name)
      }, usage: .clientAuth, names: [], now: now)
  }

  /// Valid from an hour ago: clocks of clients may be behind.
  private func issue(
    to subject: DistinguishedName, usage: ExtendedKeyUsage.Usage, names: [GeneralName], now: Date
  ) throws -> Identity {
    let leafKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let leaf = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: leafKey.publicKey,
      notValidBefore: now - 3600,
      notValidAfter: min(now + Self.leafLifetime, certificate.notValidAfter),
      issuer: certificate.subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([usage])
        AuthorityKeyIdentifier(
          keyIdentifier: SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier)
        if !names.isEmpty { SubjectAlternativeNames(names) }
      }, issuerPrivateKey: key)
    return Identity(
      certificate: try leaf.serializeAsPEM().pemString, key: try leafKey.serializeAsPEM().pemString)
  }

  /// Signed by this authority, in its time, and for these names.
  func isUsable(_ identity: Identity, names: [GeneralName], now: Date) -> Bool {
    guard let leaf = try? Certificate(pemEncoded: identity.certificate),
      let leafKey = try? Certificate.PrivateKey(pemEncoded: identity.key)
    else { return false }
    let own = (try? leaf.extensions.subjectAlternativeNames).map(Array.init) ?? []
    return leaf.publicKey == leafKey.publicKey && leaf.issuer == certificate.subject
      && certificate.publicKey.isValidSignature(leaf.signature, for: leaf)
      && leaf.notValidBefore <= now && now + Self.renewalTime < leaf.notValidAfter
      && Set(names).isSubset(of: own)
  }
}
