import ClusterNames
import Glibc
import Registry

/// A worker's UDP socket of one endpoint.
struct DatagramSocket {
  let descriptor: Descriptor
  let number: Int32
  let isIPv6: Bool
  /// Bound to 0.0.0.0 or ::, so each query tells the address it came to.
  let isWildcard: Bool
  let address: IPAddress
  /// False once a batch came back short: then the socket waits for an event.
  var mayHoldMore = false

  init(_ descriptor: Descriptor, at endpoint: Endpoint) {
    self.descriptor = descriptor
    number = descriptor.number
    isIPv6 = endpoint.address.isIPv6
    isWildcard = endpoint.isWildcard
    address = endpoint.address
  }
}

extension Answerer {
  /// One batch: receives, answers each query in place, sends. Returns whether the socket may hold
  /// more. A query cut by the kernel goes to the resolver, which finds it malformed (FORMERR).
  mutating func answerBatch(
    of batch: inout DatagramBatch, from socket: Int32, isIPv6: Bool, isWildcard: Bool,
    at address: IPAddress
  ) -> Bool {
    let received = batch.receive(from: socket, withLocalAddress: isWildcard)
    // An error here is one of the socket's past (ICMP); epoll tells when there is more.
    guard received > 0 else { return received == -Int(EINTR) }
    for index in 0..<received {
      unsafe responder.read(index, batch.buffer(index), length: batch.length(index))
    }
    for index in 0..<received { responder.approach(index) }
    for index in 0..<received {
      let message = unsafe batch.buffer(index)
      let length = batch.length(index)
      let disposition =
        batch.isCut(index)
        ? Disposition.deferred : unsafe responder.answer(index, message, over: .udp)
      switch disposition {
      case .reply(let octets):
        batch.answer(index, octets: octets)
      case .deferred:
        let local = batch.local(index)?.address ?? address
        let octets = unsafe resolve(
          message, length: length, over: .udp, from: batch.peer(index).address, at: local)
        if let octets { batch.answer(index, octets: octets) }
      }
    }
    let sent = batch.send(to: socket)
    counters.add(received, to: isIPv6 ? .udpQueriesIPv6 : .udpQueriesIPv4)
    counters.add(sent, to: isIPv6 ? .udpAnswersIPv6 : .udpAnswersIPv4)
    counters.add(batch.answers - sent, to: .droppedAnswers)
    responder.quiescent()
    return received == DatagramBatch.capacity
  }
}
