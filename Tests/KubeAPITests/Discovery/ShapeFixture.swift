import Foundation
import Objects

/// Recordings of a Kubernetes 1.36 API server, cut to the kinds that are served here.
enum ShapeFixture {
  static func text(_ name: String) -> String {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/\(name)")
    return try! String(contentsOf: path, encoding: .utf8)
  }

  static func value(_ name: String) -> Value { try! Value.parse(json: text(name)) }

  /// A value a line.
  static func lines(_ name: String) -> [Value] {
    text(name).split(separator: "\n").map { try! Value.parse(json: String($0)) }
  }
}
