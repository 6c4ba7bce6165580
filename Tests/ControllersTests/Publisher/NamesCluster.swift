import ClusterNames
import ObjectStore
import Objects
import Registry
import Resolver
import Wire

@testable import Controllers

/// A view that tests fill by hand, its publisher, and what a client then gets.
struct NamesCluster: ~Copyable {
  let registry = Registry(now: { 1000 })
  let resolver: Resolver
  private var view = ClusterView()
  private var publisher: Publisher
  private var responder: Responder
  private var buffer = [UInt8](repeating: 0, count: 65535)
  private var version: UInt64 = 1

  init(
    blocks: [String] = ["10.244.0.0/16", "10.96.0.0/16"], namespaces: [String] = ["sandbox"]
  ) {
    resolver = Resolver(registry: registry, domain: .default)
    let configuration = PublisherConfiguration(
      domain: .default, timeToLive: 5, negativeTimeToLive: 5,
      reverseBlocks: blocks.compactMap { try? AddressBlock($0) })
    publisher = Publisher(registry: registry, configuration: configuration)
    responder = Responder(registry: registry)
    registry.markSynced()
    for namespace in namespaces {
      put([Self.namespace(namespace)])
    }
  }

  static func namespace(_ name: String) -> Namespace {
    Namespace(metadata: ObjectMetadata(name: name, uid: "namespace-\(name)"))
  }

  /// Creates or replaces objects in one publication.
  mutating func put(_ objects: [any KubernetesObject]) {
    apply(objects.map { ($0, .modified) })
  }

  mutating func remove(_ objects: [any KubernetesObject]) {
    apply(objects.map { ($0, .deleted) })
  }

  private mutating func apply(_ changes: [(any KubernetesObject, StoreEvent.Kind)]) {
    var keys: [ReconcileKey] = []
    for (object, kind) in changes {
      version += 1
      var object = object
      object.metadata.resourceVersion = ResourceVersion(rawValue: version)
      if object.metadata.uid.isEmpty {
        object.metadata.uid = "\(object.key)"
      }
      keys += view.apply(StoreEvent(kind: kind, object: object))?.publicationKeys ?? []
    }
    publisher.publish(keys, in: view, at: Timestamp(seconds: 0))
    responder.quiescent()
  }

  /// What a client gets that takes 1232 octets, from the compiled table or the resolver.
  mutating func ask(_ name: String, _ type: RecordType = .a) throws -> Message {
    let question = Question(name: try DomainName(name), type: type)
    let query = Message(questions: [question], edns: EDNS()).compose()
    for place in query.indices { buffer[place] = query[place] }
    let disposition = unsafe buffer.withUnsafeMutableBytes {
      unsafe responder.respond($0, length: query.count, over: .udp)
    }
    if case .reply(let count) = disposition { return try Message.parse(Array(buffer[..<count])) }
    let local = IPAddress.v4(IPv4Address(rawValue: 0x0AF4_0002))
    guard let answer = resolver.respond(to: query, from: local, at: local, over: .udp) else {
      throw DomainNameError.truncatedWire(found: 0)
    }
    return try Message.parse(answer)
  }
}

extension ResourceRecord {
  /// `OWNER TTL TYPE DATA`; of SOA only the minimum.
  var text: String {
    let data =
      switch data {
      case .a(let address): "\(address)"
      case .aaaa(let address): "\(address)"
      case .ns(let name), .cname(let name), .ptr(let name): "\(name)"
      case .srv(let at): "\(at.priority) \(at.weight) \(at.port) \(at.target)"
      case .txt(let strings):
        strings.map { "\"" + String(decoding: $0, as: UTF8.self) + "\"" }.joined(separator: " ")
      case .soa(let soa): "\(soa.minimum)"
      case .opaque(_, let octets): "\\# \(octets.count)"
      }
    return "\(owner) \(timeToLive) \(type) \(data)"
  }
}
