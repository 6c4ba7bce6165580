extension OrdinalServer {
  /// What a server serves and where; the defaults are those of `ordinal serve`.
  ///
  /// Texts are checked when the server is made: `OrdinalServer.init` throws an ``OrdinalError``
  /// that names the option as the command does (`--pod-cidr`).
  public struct Configuration: Hashable, Sendable {
    /// Addresses and ports for DNS over UDP and TCP, `127.0.0.1:1053` or `[::1]:1053`; port 0 is
    /// any free port.
    public var dns: [String]
    /// Address and port of the Kubernetes API over TLS, `127.0.0.1:7443`; nil for none. The data
    /// folder's `kubeconfig` says how to reach it.
    public var api: String?
    /// Address and port of `/healthz`, `/readyz` and `/metrics`; nil for none.
    public var http: String?
    /// Manifests (`.yaml`, `.yml`, `.json`) and master files (`.zone`), or folders of them. They
    /// are watched.
    public var paths: [String]
    /// Where the server keeps what it must find again; nil for a temporary folder that is removed
    /// when it stops.
    public var dataFolder: String?
    /// The domain of the cluster.
    public var clusterDomain: String
    /// Blocks that pods get their addresses from, one of a family; two make pods dual-stack.
    public var podBlocks: [String]
    /// The block that Services get their cluster addresses from.
    public var serviceBlock: String
    /// What makes pods run: `simulated`, or `external`, where somebody else posts their status.
    public var podRuntime: String
    /// Kubernetes' switches, `MaxUnavailableStatefulSet=true`.
    public var featureGates: String
    /// Time from a simulated pod's creation until it is Ready.
    public var readyAfter: Duration
    /// Seconds that positive answers may be cached.
    public var timeToLive: Int
    /// Seconds that negative answers may be cached, but for names that a set is going to own: 0.
    public var negativeTimeToLive: Int
    /// Threads that answer queries; nil for one a core.
    public var workers: Int?
    /// The machine's time, or virtual time for tests.
    public var time: Time

    /// The defaults of `ordinal serve`, without files.
    public init(
      dns: [String] = ["127.0.0.1:1053", "[::1]:1053"], api: String? = "127.0.0.1:7443",
      http: String? = "127.0.0.1:9153",
      paths: [String] = [], dataFolder: String? = nil, clusterDomain: String = "cluster.local",
      podBlocks: [String] = ["10.244.0.0/16"], serviceBlock: String = "10.96.0.0/16",
      podRuntime: String = "simulated", featureGates: String = "", readyAfter: Duration = .zero,
      timeToLive: Int = 5,
      negativeTimeToLive: Int = 5,
      workers: Int? = nil, time: Time = .system
    ) {
      self.dns = dns
      self.api = api
      self.http = http
      self.paths = paths
      self.dataFolder = dataFolder
      self.clusterDomain = clusterDomain
      self.podBlocks = podBlocks
      self.serviceBlock = serviceBlock
      self.podRuntime = podRuntime
      self.featureGates = featureGates
      self.readyAfter = readyAfter
      self.timeToLive = timeToLive
      self.negativeTimeToLive = negativeTimeToLive
      self.workers = workers
      self.time = time
    }

    /// For tests: a free port of the loopback address, one worker, no API, no HTTP, nothing kept.
    public static let testing = Configuration(
      dns: ["127.0.0.1:0"], api: nil, http: nil, workers: 1)
  }
}
