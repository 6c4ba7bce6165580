import Foundation
import Objects
import Testing

@testable import KubeAPI

struct AccessFilesTests {
  private let folder: String
  private let now = Timestamp(seconds: 1_800_000_000)

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "ordinal-access-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func prepare(host: String = "127.0.0.1", now: Timestamp? = nil) throws -> AccessFiles {
    try AccessFiles.prepare(in: folder, host: host, now: now ?? self.now)
  }

  @Test func secondStartFindsWhatTheFirstMade() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try prepare()
    let second = try prepare()
    #expect(first.authority == second.authority)
    #expect(first.server.certificate == second.server.certificate)
    #expect(first.administrator.certificate == second.administrator.certificate)
    #expect(first.token == second.token)
    #expect(first.token.count == 64)
  }

  @Test func onlyTheOwnerMayReadThem() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try prepare().writeKubeconfig(address: "127.0.0.1:7443")
    let names = [
      "pki/ca.crt", "pki/ca.key", "pki/server.crt", "pki/server.key", "pki/admin.crt",
      "pki/admin.key", "pki/token", "kubeconfig",
    ]
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  @Test func anotherAddressMakesAnotherServerCertificateAlone() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try prepare()
    let second = try prepare(host: "192.0.2.7")
    #expect(first.authority == second.authority)
    #expect(first.administrator.certificate == second.administrator.certificate)
    #expect(first.server.certificate != second.server.certificate)
    #expect(try prepare().server.certificate == second.server.certificate)
  }

  @Test func expiredCertificatesAreMadeAnew() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try prepare()
    let later = now + .seconds(330 * 86_400)
    let second = try prepare(now: later)
    #expect(first.authority == second.authority)
    #expect(first.server.certificate != second.server.certificate)
    #expect(first.administrator.certificate != second.administrator.certificate)
    #expect(first.token == second.token)
    let muchLater = now + .seconds(11 * 365 * 86_400)
    #expect(try prepare(now: muchLater).authority != first.authority)
  }

  @Test(arguments: ["ca.key", "ca.crt", "server.key", "admin.crt", "token"])
  func damagedFileIsReplaced(name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try prepare()
    try Data("nonsense".utf8).write(to: URL(filePath: "\(folder)/pki/\(name)"))
    let second = try prepare()
    let authenticator = Authenticator(second)
    #expect(authenticator.check("Bearer \(second.token)") == .right)
    #expect((first.authority == second.authority) == !name.hasPrefix("ca"))
    let issuer = try CertificateAuthority(
      .init(certificate: second.authority, key: key("ca.key")))
    #expect(
      issuer.isUsable(second.server, names: [], now: Date(timeIntervalSince1970: 1_800_000_000)))
    #expect(
      issuer.isUsable(
        second.administrator, names: [], now: Date(timeIntervalSince1970: 1_800_000_000)))
  }

  private func key(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/pki/\(name)", encoding: .utf8)
  }

  @Test func folderThatCannotBeWrittenIsToldInOneLine() {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: AccessError.file("\(folder)/missing/pki", number: ENOENT)) {
      try AccessFiles.prepare(in: "\(folder)/missing", host: "127.0.0.1", now: now)
    }
  }

  @Test func tokenIsToldFromOthers() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let access = try prepare()
    let authenticator = Authenticator(access)
    #expect(authenticator.check(nil) == .absent)
    #expect(authenticator.check("Basic abc") == .absent)
    #expect(authenticator.check("bearer \(access.token)") == .right)
    #expect(authenticator.check("Bearer \(access.token)x") == .wrong)
    #expect(
      authenticator.check("Bearer \(access.token.dropLast())0") == .wrong
        || access.token.hasSuffix("0"))
  }

  @Test func certificateNamesItsUser() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let access = try prepare()
    let authenticator = Authenticator(access)
    let issuer = try CertificateAuthority(
      .init(certificate: access.authority, key: key("ca.key")))
    let date = Date(timeIntervalSince1970: 1_800_000_000)
    #expect(
      authenticator.user(ofCertificate: try octets(access.administrator), now: now)
        == .administrator)
    let guest = try issuer.client(name: "guest", group: "dev", now: date)
    #expect(
      authenticator.user(ofCertificate: try octets(guest), now: now)
        == User(name: "guest", groups: ["dev", "system:authenticated"]))
    // A server's certificate is for no client, a stranger's is signed by another, and time ends.
    #expect(authenticator.user(ofCertificate: try octets(access.server), now: now) == nil)
    let stranger = try CertificateAuthority(now: date).client(
      name: "kubernetes-admin", group: "system:masters", now: date)
    #expect(authenticator.user(ofCertificate: try octets(stranger), now: now) == nil)
    let later = now + .seconds(366 * 86_400)
    #expect(authenticator.user(ofCertificate: try octets(guest), now: later) == nil)
    #expect(authenticator.user(ofCertificate: [1, 2, 3], now: now) == nil)
  }

  private func octets(_ identity: CertificateAuthority.Identity) throws -> [UInt8] {
    let lines = identity.certificate.split(separator: "\n").filter { !$0.hasPrefix("-") }
    return Array(try #require(Data(base64Encoded: lines.joined())))
  }
}
