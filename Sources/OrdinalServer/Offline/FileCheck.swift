import ClusterNames
import Manifests
import Objects
import Pods
import ZoneFile

/// What `ordinal check` prints: everything that is wrong with manifests and master files.
package struct FileCheck: Sendable {
  private var findings: [Diagnostic]

  /// `FILE:LINE:COLUMN: error|warning: text`, sorted by file and position.
  package var lines: [String] { findings.map(\.description) }
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// Reads all files of the paths. Blocks.
  package init(paths: [String]) {
    self.init(Self.check(paths, FeatureGates()))
  }

  /// Reads all files of a configuration's paths, and compares them with what its data folder holds
  /// where there is one.
  ///
  /// - Parameter report: takes a line about what could not be compared.
  package init(
    _ configuration: OrdinalServer.Configuration, report: (String) -> Void
  ) async throws(OrdinalError) {
    let settings = try Settings(configuration)
    var allocations = ServiceAllocationCheck(settings)
    var check = Self.check(settings.paths, settings.featureGates) { service in
      allocations.problems(of: service)
    }
    if let folder = settings.dataFolder {
      do {
        let cluster = ExistingCluster(dataFolder: folder)
        if let existing = try await cluster.objects(for: check.keys) {
          check.compare(with: existing)
        }
      } catch {
        report("ordinal: \(error); the files are not compared with what exists there")
      }
    }
    self.init(check)
  }

  private init(_ check: ManifestCheck) {
    findings = check.diagnostics
    for (key, octets) in check.zoneFiles {
      findings += Self.zoneFindings(octets, file: key.location)
    }
    findings.sort()
  }

  private static func check(
    _ paths: [String], _ gates: FeatureGates,
    allocationProblems: (Service) -> [EarlyProblem] = { _ in [] }
  ) -> ManifestCheck {
    ManifestCheck.check(
      paths: paths, gates: gates, pinProblem: pinProblem, scriptProblem: PodScript.problem,
      allocationProblems: allocationProblems)
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
