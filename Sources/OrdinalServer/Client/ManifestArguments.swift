import Glibc
import Manifests
import Objects

/// The objects of the files that a command names with `-f`: files, folders, `-` for standard input.
struct ManifestArguments {
  private(set) var objects: [NamedObject] = []

  struct NamedObject {
    var resource: Resource
    var name: String
    /// nil where the manifest says none.
    var namespace: String?
    var value: Value

    /// An object's own namespace wins.
    func path(in wanted: String) -> String {
      resource.path(in: namespace ?? wanted, name: name)
    }
  }

  init(_ files: [String]) throws(OrdinalError) {
    for file in files {
      guard file != "-" else {
        try add(
          .contents(Self.standardInput()),
          of: FileKey(path: "standard input", name: "standard input", isInFolder: false))
        continue
      }
      if let reason = FileSystem.missing([file])[file] { throw OrdinalError("\(file): \(reason)") }
      let updates = FileSystem.load([file]).updates
      for (key, update) in updates.sorted(by: { $0.key < $1.key }) { try add(update, of: key) }
    }
  }

  private mutating func add(_ update: FileUpdate, of key: FileKey) throws(OrdinalError) {
    guard !key.name.hasSuffix(".zone") else { return }
    switch update {
    case .removed: break
    case .unreadable(let reason):
      throw OrdinalError("\(key.location): cannot be read: \(reason)")
    case .contents(let octets):
      let manifest = Manifest.parse(octets, file: key.location)
      var problems = manifest.diagnostics.filter { $0.severity == .error }
      for object in manifest.objects {
        do throws(Diagnostic) {
          objects.append(try Self.named(object, of: key))
        } catch {
          problems.append(error)
        }
      }
      guard problems.isEmpty else {
        throw OrdinalError(problems.map(\.description).joined(separator: "\n"))
      }
    }
  }

  private static func named(_ object: ManifestObject, of key: FileKey) throws(Diagnostic)
    -> NamedObject
  {
    let claim = try Claim(object, in: key)
    return NamedObject(
      resource: claim.key.resource, name: claim.key.name,
      namespace: object.namespace.isEmpty ? nil : object.namespace, value: object.value)
  }

  private static func standardInput() -> [UInt8] {
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      guard count > 0 else { return octets }
      octets += buffer[..<count]
    }
  }
}
