import Foundation
import Objects
import Testing

/// What kubectl 1.36 sent, octet by octet, and the object that it meant.
struct RecordedBodyTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var octets: [UInt8]
    var object: Value
  }

  /// `Fixtures/kubectl-bodies.txt`, three lines a command: itself, the body in hexadecimal, the
  /// object.
  static let rows: [Row] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/kubectl-bodies.txt")
    let lines = try! String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    return stride(from: 0, to: lines.count, by: 3).map { index in
      Row(
        testDescription: String(lines[index]), octets: octets(lines[index + 1]),
        object: try! .parse(json: String(lines[index + 2])))
    }
  }()

  static func octets(_ text: Substring) -> [UInt8] {
    let digits = text.utf8.map { UInt8($0 < 0x60 ? $0 - 0x30 : $0 - 0x57) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  @Test(arguments: rows) func theObjectArrives(row: Row) throws {
    #expect(try ProtobufBody.decode(row.octets).json() == row.object.json())
  }

  @Test(arguments: rows) func everyCutAndEveryFlippedBitIsSurvived(row: Row) {
    for index in row.octets.indices {
      // Cut within the envelope's last field, the body may still be one.
      if let value = try? ProtobufBody.decode(Array(row.octets[..<index])) {
        #expect(value["kind"] == row.object["kind"])
      }
      for bit in 0..<8 {
        var damaged = row.octets
        damaged[index] ^= 1 << UInt8(bit)
        if let value = try? ProtobufBody.decode(damaged) { #expect(value.object != nil) }
      }
    }
  }
}
