import Glibc
import Registry

/// An endpoint with its real port and a pair of sockets for each worker.
struct BoundEndpoint {
  let endpoint: Endpoint
  let datagrams: [Descriptor]
  let listeners: [Descriptor]
}

/// The endpoints that were bound, and what to tell about those that were not.
struct Bindings {
  private(set) var bound: [BoundEndpoint] = []
  private(set) var skipped: [Endpoint] = []

  /// Attempts to find a port that is free for UDP and TCP.
  private static let attempts = 64

  /// Binds every endpoint or throws. An address family that the machine lacks is left out, as long
  /// as something remains. Endpoints with port 0 get one port together where it is free for all.
  init(_ endpoints: [Endpoint], workers: Int) throws(TransportError) {
    var found: UInt16?
    for endpoint in endpoints {
      if let earlier = bound.first(where: { $0.endpoint.covers(endpoint) }) {
        throw .overlap(endpoint, with: earlier.endpoint)
      }
      do throws(BindFailure) {
        bound.append(try Self.bind(endpoint, preferring: found, workers: workers))
        if endpoint.port == 0 { found = found ?? bound.last?.endpoint.port }
      } catch {
        guard error.isFamilyMissing(at: endpoint) else { throw error.reported(at: endpoint) }
        skipped.append(endpoint)
      }
    }
    if bound.isEmpty { throw .familyMissing(skipped) }
  }

  /// The sockets of one endpoint; for port 0 the preferred port first, then what the kernel offers.
  private static func bind(
    _ endpoint: Endpoint, preferring preferred: UInt16?, workers: Int
  ) throws(BindFailure) -> BoundEndpoint {
    guard endpoint.port == 0 else { return try pair(endpoint, workers: workers) }
    for port in [preferred].compactMap(\.self) + Array(repeating: 0, count: attempts) {
      var candidate = endpoint
      candidate.port = port
      do throws(BindFailure) {
        return try pair(candidate, workers: workers)
      } catch  where error.error.number == EADDRINUSE {
        continue
      }
    }
    throw BindFailure(transport: .tcp, error: SystemCallError(call: "bind", number: EADDRINUSE))
  }

  /// UDP first; TCP on the port that UDP got.
  private static func pair(
    _ endpoint: Endpoint, workers: Int
  ) throws(BindFailure) -> BoundEndpoint {
    var endpoint = endpoint
    let first = workers > 1 ? ServerSocket.Sharing.first : .none
    var datagrams: [Descriptor] = []
    var listeners: [Descriptor] = []
    do throws(SystemCallError) {
      datagrams.append(try ServerSocket.datagrams(at: endpoint, first))
      endpoint.port = try SocketAddress.local(of: datagrams[0].number).port
      for _ in 1..<workers { datagrams.append(try ServerSocket.datagrams(at: endpoint, .joins)) }
    } catch {
      throw BindFailure(transport: .udp, error: error)
    }
    do throws(SystemCallError) {
      listeners.append(try ServerSocket.listener(at: endpoint, first))
      for _ in 1..<workers { listeners.append(try ServerSocket.listener(at: endpoint, .joins)) }
    } catch {
      throw BindFailure(transport: .tcp, error: error)
    }
    return BoundEndpoint(endpoint: endpoint, datagrams: datagrams, listeners: listeners)
  }

  /// A call that failed while sockets of one protocol were made.
  private struct BindFailure: Error {
    let transport: TransportKind
    let error: SystemCallError

    /// Where IPv6 is compiled out there is no such socket; where it is switched off, no ::1.
    func isFamilyMissing(at endpoint: Endpoint) -> Bool {
      error.number == EAFNOSUPPORT
        || (error.number == EADDRNOTAVAIL && endpoint.address.isIPv6Loopback)
    }

    func reported(at endpoint: Endpoint) -> TransportError {
      switch error.number {
      case EACCES, EPERM: .forbidden(endpoint)
      case EADDRINUSE where endpoint.port == 0:
        .noSharedPort(endpoint, attempts: Bindings.attempts)
      case EADDRINUSE: .taken(endpoint, transport)
      case EADDRNOTAVAIL: .notLocal(endpoint)
      default: .system(endpoint, error)
      }
    }
  }
}
