import FoundationEssentials
package import Objects
import X509

/// What clients and the server need to trust each other, kept in the data folder:
///
///     pki/ca.crt ca.key server.crt server.key admin.crt admin.key token
///     kubeconfig
///
/// Made at the first start and kept from then on, so that a kubeconfig that was copied elsewhere
/// stays good; what has expired, or does not fit any more, is made anew.
package struct AccessFiles: Sendable {
  /// The authority's certificate in PEM form: for clients, and for `kube-root-ca.crt`.
  package let authority: String
  let server: CertificateAuthority.Identity
  let administrator: CertificateAuthority.Identity
  let token: String
  private let folder: String

  /// - Parameters:
  ///   - folder: the data folder, which exists.
  ///   - host: where the API listens.
  ///   - serviceAddresses: the first address of each service range, which is Service `kubernetes`.
  package static func prepare(
    in folder: String, host: String, serviceAddresses: [String] = ["10.96.0.1"],
    clusterDomain: String = "cluster.local", now: Timestamp
  ) throws(AccessError) -> AccessFiles {
    let keys = "\(folder)/pki"
    try PrivateFile.makeFolder(keys)
    let names = ServerNames.all(
      host: host, serviceAddresses: serviceAddresses, clusterDomain: clusterDomain)
    let date = Date(timeIntervalSince1970: TimeInterval(now.seconds))
    let authority = try identity("\(keys)/ca") {
      try CertificateAuthority($0).isUsable(now: date)
    } make: {
      try CertificateAuthority(now: date).identity
    }
    let issuer: CertificateAuthority
    do {
      issuer = try CertificateAuthority(authority)
    } catch {
      throw .unusable("\(keys)/ca.crt", "cannot be read (\(error))")
    }
    let server = try identity("\(keys)/server") {
      issuer.isUsable($0, names: names, now: date)
    } make: {
      try issuer.server(names: names, now: date)
    }
    let administrator = try identity("\(keys)/admin") {
      issuer.isUsable($0, names: [], now: date)
    } make: {
      try issuer.client(name: User.administrator.name, group: "system:masters", now: date)
    }
    return AccessFiles(
      authority: authority.certificate, server: server, administrator: administrator,
      token: try token("\(keys)/token"), folder: folder)
  }

  /// The pair that is there, if it is good, else a new one.
  private static func identity(
    _ path: String, isUsable: (CertificateAuthority.Identity) throws -> Bool,
    make: () throws -> CertificateAuthority.Identity
  ) throws(AccessError) -> CertificateAuthority.Identity {
    if let certificate = try PrivateFile.read("\(path).crt"),
      let key = try PrivateFile.read("\(path).key")
    {
      let found = CertificateAuthority.Identity(
        certificate: String(decoding: certificate, as: UTF8.self),
        key: String(decoding: key, as: UTF8.self))
      if (try? isUsable(found)) == true { return found }
    }
    let new: CertificateAuthority.Identity
    do {
      new = try make()
    } catch {
      throw .unusable("\(path).crt", "cannot be made (\(error))")
    }
    // The key first: a certificate without its key is never found.
    try PrivateFile.write(Array(new.key.utf8), to: "\(path).key")
    try PrivateFile.write(Array(new.certificate.utf8), to: "\(path).crt")
    return new
  }

  /// 256 random bits.
  private static func token(_ path: String) throws(AccessError) -> String {
    if let octets = try PrivateFile.read(path) {
      let text = String(decoding: octets, as: UTF8.self)
        .trimmingPrefix { $0.isWhitespace }.prefix { !$0.isWhitespace }
      if text.utf8.count >= 32 { return String(text) }
    }
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef")
    let token = String((0..<64).map { _ in digits.randomElement(using: &generator)! })
    try PrivateFile.write(Array("\(token)\n".utf8), to: path)
    return token
  }

  /// The path of the file that `KUBECONFIG` is to name.
  package var kubeconfigPath: String { "\(folder)/kubeconfig" }

  /// Writes the kubeconfig for the address that the API listens on. What a person added or set in
  /// it stays.
  ///
  /// - Parameter address: host and port as in a URL.
  package func writeKubeconfig(address: String) throws(AccessError) {
    let old = try PrivateFile.read(kubeconfigPath).map { String(decoding: $0, as: UTF8.self) }
    let new = Kubeconfig(old ?? "").text(
      server: "https://\(address)", authority: authority, certificate: administrator.certificate,
      key: administrator.key, token: token)
    if old != new { try PrivateFile.write(Array(new.utf8), to: kubeconfigPath) }
  }
}
