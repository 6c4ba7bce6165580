import FoundationEssentials
import Glibc
import KubeAPI
import Manifests
import Objects

/// The file by which clients find the API of a running server: its address, its authority, a token,
/// and the namespace that the user works in.
package struct Kubeconfig: Sendable {
  let server: String
  let authority: [UInt8]
  let token: String
  let namespace: String

  /// Where a server keeps it.
  package static func path(in folder: String) -> String { folder + "/kubeconfig" }

  init(in folder: String) throws(OrdinalError) {
    let path = Self.path(in: folder)
    guard let text = Self.read(path) else {
      throw OrdinalError(
        "\(path): \(unsafe String(cString: strerror(errno))); start ordinal serve, or name its "
          + "folder with --data-dir")
    }
    let config = try? YAMLText.parse(octets: text)
    let context = Self.item("contexts", config?["current-context"]?.string, of: config)?["context"]
    let cluster = Self.item("clusters", context?["cluster"]?.string, of: config)?["cluster"]
    let user = Self.item("users", context?["user"]?.string, of: config)?["user"]
    guard let server = cluster?["server"]?.string, let token = user?["token"]?.string,
      let authority = cluster?["certificate-authority-data"]?.string,
      let authority = Data(base64Encoded: authority)
    else {
      throw OrdinalError(
        "\(path): its current context names no server, authority and token; "
          + "ordinal serve writes it anew")
    }
    self.server = server
    self.authority = Array(authority)
    self.token = token
    namespace = context?["namespace"]?.string ?? "default"
  }

  private static func item(_ list: String, _ name: String?, of config: Value?) -> Value? {
    config?[list]?.array?.first { $0["name"]?.string == name }
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      octets += buffer[..<count]
    }
    return octets
  }
}
