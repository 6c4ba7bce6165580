import ClusterNames
import Manifests
import Pods
import ZoneFile

/// What `ordinal check` prints: everything that is wrong with manifests and master files.
package struct FileCheck: Sendable {
  /// `FILE:LINE:COLUMN: error|warning: text`, sorted by file and position.
  package let lines: [String]
  package let hasErrors: Bool

  /// Reads all files of the paths. Blocks.
  package init(paths: [String]) {
    let check = ManifestCheck.check(
      paths: paths, pinProblem: Self.pinProblem, scriptProblem: PodScript.problem)
    var findings = check.diagnostics
    for (key, octets) in check.zoneFiles {
      findings += Self.zoneFindings(octets, file: key.location)
    }
    findings.sort()
    lines = findings.map(\.description)
    hasErrors = findings.contains { $0.severity == .error }
  }

  private static func zoneFindings(_ octets: [UInt8], file: String) -> [Diagnostic] {
    let parsed = ZoneFile.parse(octets, file: file, origin: nil)
    let findings = parsed.errors + MasterZone(parsed).findings
    return findings.map { finding in
      Diagnostic(
        file: file, position: Position(line: finding.line, column: finding.column),
        severity: finding.severity == .error ? .error : .warning, text: finding.what)
    }
  }

  /// The files do not say which families the cluster has: both are allowed.
  private static func pinProblem(_ text: String) -> String? {
    let blocks = ["10.244.0.0/16", "fd00::/64"].compactMap { try? AddressBlock($0) }
    do {
      _ = try PinnedAddresses(text, families: AddressFamilies(blocks: blocks))
      return nil
    } catch {
      return error.description
    }
  }
}
