import ClusterNames
import Registry
import Resolver

/// What a worker asks for answers: the compiled table first, then the resolver.
///
///     query ─> Responder ─┬─ reply, in place
///                         └─ deferred ─> Resolver ─┬─ octets, copied over the query
///                                                  └─ nil: silence
///
/// The responder calls nothing that waits; the resolver is pure. So a worker never blocks here.
struct Answerer: ~Copyable {
  var responder: Responder
  let resolver: Resolver
  let counters: WorkerCounters

  /// The slow path: copies the query out and the answer in. Returns the answer's octets.
  func resolve(
    _ message: UnsafeMutableRawBufferPointer, length: Int, over kind: TransportKind,
    from peer: IPAddress, at local: IPAddress
  ) -> Int? {
    counters.add(1, to: .deferred)
    let query = unsafe [UInt8](UnsafeRawBufferPointer(rebasing: message[..<length]))
    guard let answer = resolver.respond(to: query, from: peer, at: local, over: kind) else {
      return nil
    }
    precondition(
      answer.count <= message.count,
      "the resolver composed \(answer.count) octets where \(message.count) fit")
    unsafe message.copyBytes(from: answer)
    responder.tally.count(deferred: answer)
    return answer.count
  }
}
