import ClusterNames
import Testing

@Suite struct DomainNameOrderTests {
  @Test func caseDoesNotCount() throws {
    let one = try DomainName("wEb-0.HTTPD.Cluster.Local")
    let other = try DomainName("web-0.httpd.cluster.local")
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(!(one < other) && !(other < one))
    #expect(one.description == "wEb-0.HTTPD.Cluster.Local.")
    #expect(one.lowercased.wire == other.wire)
  }

  /// Wherever an octet stands in the words that are hashed.
  @Test func hashesFoldLettersOnly() throws {
    for octet in UInt8.min...UInt8.max {
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet)
      for length in 1...17 {
        let name = try DomainName.root.prepending(octets: Array(repeating: octet, count: length))
        let other = try DomainName.root.prepending(
          octets: Array(repeating: octet | 0x20, count: length))
        #expect((name == other) == (isUpper || octet & 0x20 != 0))
        #expect((name.hashValue == other.hashValue) == (name == other))
      }
    }
  }

  /// Pairs that differ in bit 5 alone, as letters of two cases do, and are not letters.
  @Test(arguments: [("\\064", "\\096"), ("[", "{"), ("\\195", "\\227"), ("a\\.b", "a.b")])
  func onlyLettersFold(left: String, right: String) throws {
    #expect(try DomainName(left) != DomainName(right))
  }

  /// The example of RFC 4034 §6.1.
  @Test func sortsCanonically() throws {
    let sorted = [
      ".", "example.", "a.example.", "yljkjljk.a.example.", "Z.a.example.", "zABC.a.EXAMPLE.",
      "z.example.", "\\001.z.example.", "*.z.example.", "\\200.z.example.",
    ]
    var walk = Walk()
    for _ in 0..<20 {
      let names = try sorted.shuffled(using: &walk).map { text in try DomainName(text) }
      #expect(names.sorted().map(\.description) == sorted)
    }
  }

  @Test func orderAgreesWithEquality() throws {
    var walk = Walk()
    var names: [DomainName] = []
    for _ in 0..<120 {
      let labels = (0..<Int.random(in: 1...3, using: &walk)).map { _ in
        walk.text(of: "abAB", length: 1...2)
      }
      names.append(try DomainName(labels.joined(separator: ".")))
    }
    for left in names {
      for right in names {
        #expect([left < right, left == right, right < left].count { $0 } == 1)
        if left == right { #expect(left.hashValue == right.hashValue) }
        if left != right, left.isWithin(right) { #expect(right < left) }
      }
    }
    #expect(Set(names).count == Set(names.map(\.lowercased.description)).count)
  }
}
