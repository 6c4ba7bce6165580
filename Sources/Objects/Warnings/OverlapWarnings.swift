/// Files of one volume that are to lie in one place, or one below the other.
extension PodWarnings {
  private struct File {
    var path: String
    /// Which of a volume's several sources it comes from; empty where there is one.
    var source: String

    var printed: String {
      Value.string(path).quoted + (source.isEmpty ? "" : " (\(source))")
    }

    /// Upstream leaves out paths that are empty, which are refused elsewhere.
    func overlaps(_ other: File) -> Bool {
      guard !path.isEmpty, !other.path.isEmpty else { return false }
      return "\(path)/".hasPrefix("\(other.path)/") || "\(other.path)/".hasPrefix("\(path)/")
    }
  }

  var overlappingPaths: [FieldWarning] {
    var warnings: [FieldWarning] = []
    for (index, volume) in spec.volumes.enumerated() {
      let path = specPath.field("volumes").index(index)
      let name = "volume \(Self.quoted(volume["name"]))"
      for (field, key, kind) in [
        ("configMap", "name", "ConfigMap"), ("secret", "secretName", "Secret"),
        ("downwardAPI", "", "DownwardAPI"),
      ] {
        guard let source = volume[field] else { continue }
        let title = key.isEmpty ? kind : "\(kind) \(Self.quoted(source[key]))"
        warnings += Self.overlaps(in: Self.files(of: source, from: "")).map {
          FieldWarning(at: path, "\(name) (\(title)): overlapping paths: \($0)")
        }
      }
      guard let sources = volume["projected"]?["sources"]?.array else { continue }
      var files: [File] = []
      for source in sources {
        let fields = (source.object ?? [:]).filter { !$0.value.isNull }
        if fields.isEmpty {
          warnings.append(FieldWarning(at: path, "\(name) (Projected) has no sources provided"))
        }
        files += Self.files(ofProjection: source)
      }
      warnings += Self.overlaps(in: files).map {
        FieldWarning(at: path, "\(name) (Projected): overlapping paths: \($0)")
      }
    }
    return warnings
  }

  /// Each file with all those before it that are in its way.
  private static func overlaps(in files: [File]) -> [String] {
    var texts: [String] = []
    for (index, file) in files.enumerated() {
      for other in files[..<index] where file.overlaps(other) {
        texts.append("\(file.printed) with \(other.printed)")
      }
    }
    return texts
  }

  private static func files(of source: Value, from title: String) -> [File] {
    (source["items"]?.array ?? []).map { file($0["path"], from: title) }
  }

  private static func file(_ path: Value?, from source: String) -> File {
    var path = path?.string ?? ""
    while path.hasSuffix("/") { path.removeLast() }
    return File(path: path, source: source)
  }

  /// One source counts, the first in upstream's order.
  private static func files(ofProjection source: Value) -> [File] {
    for (field, kind) in [("configMap", "ConfigMap"), ("secret", "Secret")] {
      if let part = source[field], part["items"] != nil {
        return files(of: part, from: "\(kind) \(quoted(part["name"]))")
      }
    }
    if let part = source["downwardAPI"], part["items"] != nil {
      return files(of: part, from: "DownwardAPI")
    }
    if let token = source["serviceAccountToken"] {
      return [file(token["path"], from: "ServiceAccountToken")]
    }
    if let bundle = source["clusterTrustBundle"] {
      let name = quoted(bundle["name"] ?? bundle["signerName"])
      return [file(bundle["path"], from: "ClusterTrustBundle \(name)")]
    }
    guard let certificate = source["podCertificate"] else { return [] }
    return [
      ("certificateChainPath", "chain"), ("keyPath", "key"),
      ("credentialBundlePath", "credential bundle"),
    ].compactMap { field, part in
      certificate[field].map { file($0, from: "PodCertificate \(part)") }
    }
  }

  private static func quoted(_ text: Value?) -> String {
    Value.string(text?.string ?? "").quoted
  }
}
