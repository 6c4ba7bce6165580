import ClusterNames
import ObjectStore
import Objects
import Registry
import Testing
import Wire

@testable import Controllers

/// What queries see on the way: the steps of one publication, and blocks that no label ends.
@Suite struct PublicationOrderTests {
  typealias P = PublisherTests

  @Test(arguments: [
    ("172.16.0.0/12", 16), ("10.0.0.0/9", 128), ("10.244.0.0/16", 1), ("10.1.2.3/32", 1),
  ])
  func `reverse names of a block on no border`(_ block: String, _ cuts: Int) throws {
    var cluster = NamesCluster(blocks: [block])
    let parsed = try AddressBlock(block)
    #expect(parsed.reverseCuts.count == cuts)
    for cut in parsed.reverseCuts {
      #expect(try cluster.ask("\(cut)", .ptr).responseCode == .noError)
      #expect(try cluster.ask("250.\(cut)", .ptr).responseCode == .noSuchName)
    }
    #expect(try cluster.ask("1.1.1.1.in-addr.arpa", .ptr).responseCode == .refused)
    #expect(try cluster.ask("in-addr.arpa", .soa).answers.count == 1)
  }

  @Test func `an address that is a block of its own stays ours`() throws {
    var cluster = NamesCluster(blocks: ["10.1.2.3/32"])
    let objects: [any KubernetesObject] = [
      P.service(), P.slice("httpd", [P.endpoint("10.1.2.3", "web-0")]),
    ]
    cluster.put(objects)
    #expect(try cluster.ask("3.2.1.10.in-addr.arpa", .ptr).answers.count == 1)
    cluster.remove(objects)
    let answer = try cluster.ask("3.2.1.10.in-addr.arpa", .ptr)
    #expect(answer.responseCode == .noError && answer.authorities.count == 1)
  }

  @Test func `a whole reverse tree as a block keeps its SOA and NS`() throws {
    var cluster = NamesCluster(blocks: ["0.0.0.0/0"])
    #expect(try cluster.ask("in-addr.arpa", .soa).answers.count == 1)
    #expect(try cluster.ask("in-addr.arpa", .ns).answers.count == 1)
    #expect(try cluster.ask("ns.dns.in-addr.arpa").answers.count == 1)
    #expect(try cluster.ask("1.1.1.1.in-addr.arpa", .ptr).responseCode == .noSuchName)
  }

  @Test func `PTR sets shrink and grow with the Services of an address`() throws {
    var cluster = NamesCluster()
    func targets() throws -> [String] {
      try cluster.ask("6.0.244.10.in-addr.arpa", .ptr).answers.map(\.text).map {
        String($0.split(separator: " ")[3].split(separator: ".")[1])
      }
    }
    let endpoints = [P.endpoint("10.244.0.6", "web-0")]
    for name in ["c", "a", "b"] { cluster.put([P.service(name), P.slice(name, endpoints)]) }
    #expect(try targets() == ["a", "b", "c"])
    cluster.remove([P.service("b")])
    #expect(try targets() == ["a", "c"])
    cluster.put([P.slice("a", [])])
    #expect(try targets() == ["c"])
    cluster.put([P.slice("c", [])])
    #expect(try cluster.ask("6.0.244.10.in-addr.arpa", .ptr).responseCode == .noSuchName)
  }

  /// Steps of a publication are seen one by one: after none of them is there a target that has no
  /// name.
  @Test func `pods have names before sets have them, and after`() {
    let hosts: (Int) -> [SliceEndpoint] = { count in
      (0..<count).map { P.endpoint("10.244.0.\($0 + 6)", "web-\($0)") }
    }
    for (before, after) in [(0, 3), (3, 5), (5, 2), (2, 0), (3, 3)] {
      let view = { (count: Int) in
        Self.view([
          P.service("httpd", ports: [P.web]), P.slice("httpd", hosts(count), ports: [P.webEnd]),
        ])
      }
      let key = NamespacedName(namespace: "sandbox", name: "httpd")
      let service = (try? DomainName(P.httpd)) ?? .root
      let old =
        ServiceNames(key, in: view(before), configuration: Self.configuration)?.entries ?? [:]
      let new =
        ServiceNames(key, in: view(after), configuration: Self.configuration)?.entries ?? [:]
      var steps = PublicationSteps()
      steps.add(from: old, to: new, in: .default)
      var names = old
      for step in steps.changes {
        switch step {
        case .name(let entry): names[entry.name] = entry
        case .removeName(let name): names[name] = nil
        default: break
        }
        let hosts = names.filter { $0.key != service && $0.value.exists }
        let named = Set(hosts.values.flatMap { $0.records(of: .a) })
        #expect(
          named.isSuperset(of: names[service]?.records(of: .a) ?? []), "\(before) to \(after)")
        for entry in names.values {
          for case .srv(let location) in entry.records {
            #expect(
              names[location.target]?.exists == true, "\(before) to \(after): \(location.target)")
          }
        }
      }
      #expect(names == new)
    }
  }

  static let configuration = PublisherConfiguration(
    domain: .default, timeToLive: 5, negativeTimeToLive: 5, reverseBlocks: [])

  static func view(_ objects: [any KubernetesObject]) -> ClusterView {
    var view = ClusterView()
    for (index, object) in objects.enumerated() {
      var object = object
      object.metadata.uid = "\(index)"
      object.metadata.resourceVersion = ResourceVersion(rawValue: UInt64(index + 1))
      _ = view.apply(StoreEvent(kind: .added, object: object))
    }
    return view
  }
}
