internal import Objects

/// The files as they are now, and what they want to exist.
///
/// A file that cannot be used keeps what it held before: an empty one, one cut off, one that
/// cannot be read or parsed.
package struct FileSet: Sendable {
  private struct File: Sendable {
    /// What was parsed last, to tell a cut from an edit.
    var octets: [UInt8] = []
    var objects: [ManifestObject] = []
    /// All of its documents are known, so that the absence of an object means something.
    var isWhole = false
  }

  private var files: [FileKey: File] = [:]
  /// PATHs that cannot be read now: nothing is known of their files.
  private var failures: Set<String> = []
  /// The PATHs of this run as the user gave them, and absolute.
  private let roots: [String: String]

  package init(paths: [String]) {
    roots = Dictionary(paths.map { ($0, FileSystem.absolute($0)) }) { first, _ in first }
  }

  /// Takes in a change of one file; zone files are not for this.
  /// - Returns: what is wrong with it, apart from its objects.
  package mutating func update(_ key: FileKey, _ update: FileUpdate) -> [Diagnostic] {
    var file = files[key] ?? File()
    failures.remove(key.path)
    defer { files[key] = file }
    let kept = file.objects.isEmpty ? "" : "; what was served from it stays"
    switch update {
    case .removed:
      // Stays as an empty file, so that its objects count as taken out.
      file = File(isWhole: true)
      return []
    case .unreadable(let reason):
      file.isWhole = false
      return [.error("cannot be read: \(reason)\(kept)", file: key.location)]
    case .contents(let octets):
      if Self.isCutOff(octets, former: file.octets) {
        file.isWhole = false
        return [.error("the file was cut off in the middle of a line\(kept)", file: key.location)]
      }
      let manifest = Manifest.parse(octets, file: key.location)
      if manifest.isEmpty || (manifest.objects.isEmpty && !manifest.isWhole) {
        file.isWhole = false
        let empty: [Diagnostic] =
          manifest.isEmpty ? [.warning("the file is empty\(kept)", file: key.location)] : []
        return manifest.diagnostics + empty
      }
      file = File(octets: octets, objects: manifest.objects, isWhole: manifest.isWhole)
      return manifest.diagnostics
    }
  }

  /// Takes in that PATHs cannot be read: nothing that is in them counts as taken out.
  package mutating func update(failures: [String: String]) -> [Diagnostic] {
    self.failures.formUnion(failures.keys)
    return failures.map { .error("cannot be read: \($0.value)", file: $0.key) }
  }

  /// What is wrong with objects as claims, and the files whose change makes it worth telling.
  package typealias Finding = (files: [FileKey], diagnostic: Diagnostic)

  /// The objects of all files, the first of several of the same name; and what is wrong with the
  /// others.
  package func claims() -> (claims: [Claim], findings: [Finding]) {
    var claims: [Claim] = []
    var first: [ObjectKey: Claim] = [:]
    var findings: [Finding] = []
    for (key, file) in files.sorted(by: { $0.key < $1.key }) {
      for object in file.objects {
        do throws(Diagnostic) {
          let claim = try Claim(object, in: key)
          if let other = first[claim.key] {
            findings.append(([key, other.file], claim.object.duplicate(of: other.object)))
          } else {
            first[claim.key] = claim
            claims.append(claim)
          }
        } catch {
          findings.append(([key], error))
        }
      }
    }
    return (claims, findings)
  }

  /// Whether the user took an object out of its file, or the file away.
  ///
  /// A file that was never seen in this run is gone only if its PATH belongs to the run and can
  /// be read.
  package func isTakenOut(_ entry: FileLedger.Entry) -> Bool {
    let paths = roots.filter { $0.value == entry.root }.keys
    let seen = files.first { $0.key.name == entry.file && paths.contains($0.key.path) }
    if let seen { return seen.value.isWhole }
    return !paths.isEmpty && failures.isDisjoint(with: paths)
  }

  /// The absolute PATH of a file, by which another run knows it again.
  package func root(of key: FileKey) -> String { roots[key.path] ?? key.path }

  /// Nothing but the beginning of what was there, ending inside a line: a write that stopped
  /// half-way (a full disk, a slow copy). Whoever edits leaves whole lines, or changes the last
  /// one only.
  private static func isCutOff(_ octets: [UInt8], former: [UInt8]) -> Bool {
    guard octets.count < former.count, !octets.isEmpty, octets.last != UInt8(ascii: "\n"),
      former.starts(with: octets)
    else { return false }
    let lost = former[octets.count...]
    guard let lineEnd = lost.firstIndex(of: UInt8(ascii: "\n")) else { return false }
    return lineEnd > octets.count && lineEnd < former.count - 1
  }
}

extension ManifestObject {
  package func duplicate(
    of first: ManifestObject, _ severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    let text = "\(title): is also in \(first.file):\(first.positions.value), which is used"
    return Diagnostic(file: file, position: positions.value, severity: severity, text: text)
  }
}
