package import Registry
package import Resolver
import CTransport
import Synchronization

/// DNS over UDP and TCP on a set of endpoints: one thread a worker, each with sockets of its own.
package final class DNSListener: Sendable {
  /// The endpoints that are served, with their real ports.
  package let endpoints: [Endpoint]
  /// Endpoints of an address family that this machine lacks: worth a warning.
  package let skippedEndpoints: [Endpoint]

  /// What the workers answered, by type and response code.
  package let tallies: [Tally]

  private let counters: [WorkerCounters]
  private let threads: [WorkerThread]
  private let stopSignal: Descriptor
  private let hasStopped = Mutex(false)

  /// Binds UDP and TCP of every endpoint, then starts the workers.
  ///
  /// Port 0 is a free port, the same for UDP and TCP, and the same for all endpoints with port 0
  /// where it is free on all their addresses. With one worker nobody can share the ports; with
  /// more, the kernel deals peers out to the workers (SO_REUSEPORT), and another program of the
  /// same user is refused as long as it does not ask for sharing itself.
  package init(
    endpoints: [Endpoint], workers: Int, registry: Registry, resolver: Resolver,
    limits: TransportLimits = TransportLimits()
  ) throws(TransportError) {
    precondition(workers > 0, "a listener has at least one worker")
    ctransport_raise_descriptor_limit()
    let bindings = try Bindings(endpoints, workers: workers)
    self.endpoints = bindings.bound.map(\.endpoint)
    skippedEndpoints = bindings.skipped
    counters = (0..<workers).map { _ in WorkerCounters() }
    var threads: [WorkerThread] = []
    var tallies: [Tally] = []
    do throws(SystemCallError) {
      stopSignal = Descriptor(owning: try check("eventfd", ctransport_event_descriptor()))
      do throws(SystemCallError) {
        for index in 0..<workers {
          let answerer = Answerer(
            responder: Responder(registry: registry), resolver: resolver,
            counters: counters[index])
          tallies.append(answerer.responder.tally)
          let worker = Worker(
            sockets: bindings.bound.map { ($0.datagrams[index], $0.endpoint) },
            listeners: bindings.bound.map { ($0.listeners[index], $0.endpoint) },
            stop: stopSignal, poller: try Poller(), answerer: answerer, limits: limits,
            connectionLimit: max(1, limits.connections / workers))
          try worker.watchSockets()
          threads.append(try WorkerThread(worker, name: "dns-\(index)"))
        }
      } catch {
        _ = ctransport_signal(stopSignal.number)
        for thread in threads { thread.join() }
        throw error
      }
    } catch {
      throw .system(nil, error)
    }
    self.threads = threads
    self.tallies = tallies
  }

  deinit {
    stop()
  }

  /// Answers what is in the sockets, closes them and returns when all threads ended: within the
  /// drain time of the limits. Blocks, so it is not for the cooperative pool. May be called again.
  package func stop() {
    hasStopped.withLock { hasStopped in
      guard !hasStopped else { return }
      hasStopped = true
      _ = ctransport_signal(stopSignal.number)
      for thread in threads { thread.join() }
    }
  }

  /// What was counted up to now.
  package var metrics: TransportMetrics { TransportMetrics(counters) }
}
