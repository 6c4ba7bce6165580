package import ClusterNames
package import Registry
package import Wire

/// Answers what the compiled table does not: other opcodes and classes, malformed messages, aliases,
/// delegations, wildcards, names that stand for an address, transfers. Pure: the answer depends on the
/// message, its addresses and one snapshot.
///
///     octets --Reception--> query --Lookup--> Outcome --Reply--> octets
package struct Resolver: Sendable {
  private let snapshot: @Sendable () -> Snapshot
  private let domain: ClusterDomain

  package init(registry: Registry, domain: ClusterDomain) {
    snapshot = { registry.snapshot }
    self.domain = domain
  }

  /// nil where no answer is sent: fewer octets than a header, or a response (RFC 1035 §7.3).
  package func respond(
    to octets: [UInt8], from peer: IPAddress, at local: IPAddress, over transport: TransportKind
  ) -> [UInt8]? {
    switch Reception(octets) {
    case .silence:
      return nil
    case .reject(let reply):
      return reply.compose(over: transport)
    case .query(let query, let question):
      var reply = Reply(to: query)
      let lookup = Lookup(snapshot: snapshot(), domain: domain, local: local)
      reply.fill(lookup.resolve(question.name, question.type))
      return reply.compose(over: transport)
    }
  }

  /// What a query for `name` is answered with, for `ordinal explain`.
  package func outcome(of name: DomainName, _ type: RecordType, at local: IPAddress) -> Outcome {
    Lookup(snapshot: snapshot(), domain: domain, local: local).resolve(name, type)
  }
}
