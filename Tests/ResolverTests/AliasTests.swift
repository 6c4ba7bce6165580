import ClusterNames
import Registry
import Resolver
import Testing
import Wire

/// Aliases (K8s DNS §2.5), followed as far as our zones reach.
@Suite struct AliasTests {
  static let sandbox = "sandbox.svc.cluster.local."

  static let example = Example(
    [
      Example.alias("out", to: "www.example.com"), Example.alias("in", to: Example.httpd),
      Example.alias("in-in", to: "in.sandbox.svc.cluster.local"),
      Example.alias("loop", to: "loop.sandbox.svc.cluster.local"),
      Example.alias("ping", to: "pong.sandbox.svc.cluster.local"),
      Example.alias("pong", to: "PING.sandbox.svc.cluster.local"),
      Example.alias("gone", to: "nothing.sandbox.svc.cluster.local"),
    ]
      + (0..<20).map {
        Example.alias("chain-\($0)", to: "chain-\($0 + 1).sandbox.svc.cluster.local")
      }
  )

  @Test(arguments: [
    ("out", RecordType.a, ["out CNAME"], Outcome.Kind.answer),
    ("in", .a, ["in CNAME", "httpd A", "httpd A"], .answer),
    ("in", .aaaa, ["in CNAME"], .noData), ("in", .cname, ["in CNAME"], .answer),
    ("in", .any, ["in CNAME"], .answer), ("in", .mx, ["in CNAME"], .noData),
    ("in-in", .a, ["in-in CNAME", "in CNAME", "httpd A", "httpd A"], .answer),
    ("loop", .a, ["loop CNAME"], .answer), ("ping", .a, ["ping CNAME", "pong CNAME"], .answer),
    ("gone", .a, ["gone CNAME"], .nameError), ("gone", .cname, ["gone CNAME"], .answer),
  ])
  func `an alias comes first, then what it leads to`(
    _ name: String, _ type: RecordType, _ answers: [String], _ kind: Outcome.Kind
  ) throws {
    let outcome = Self.example.outcome("\(name).\(Self.sandbox)", type)
    let texts = outcome.answers.map { record in
      String(decoding: record.owner.labels[0], as: UTF8.self) + " \(record.type)"
    }
    #expect(texts == answers && outcome.kind == kind)
    #expect(outcome.authorities.count == (kind == .answer ? 0 : 1))
    let message = try Self.example.ask(.query("\(name).\(Self.sandbox)", type))
    #expect(message?.header.authoritative == true && message?.answers == outcome.answers)
  }

  @Test func `a chain is cut after ten more`() {
    #expect(Self.example.outcome("chain-0.\(Self.sandbox)").answers.count == 11)
  }
}
