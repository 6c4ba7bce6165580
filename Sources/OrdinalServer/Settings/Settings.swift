import ClusterNames
import Glibc
import Objects
import Pods
import Transport

/// A configuration whose texts have been read.
struct Settings: Sendable {
  let dns: [Endpoint]
  let api: Endpoint?
  let http: Endpoint?
  let paths: [String]
  let dataFolder: String?
  let domain: ClusterDomain
  let podBlocks: [AddressBlock]
  let serviceBlock: AddressBlock
  let readyAfter: Duration
  let timeToLive: UInt32
  let negativeTimeToLive: UInt32
  let workers: Int
  let time: OrdinalServer.Time
  let podRuntime: PodRuntimeKind
  let featureGates: FeatureGates

  init(_ configuration: OrdinalServer.Configuration) throws(OrdinalError) {
    dns = try Self.endpoints(configuration.dns, option: "--dns")
    guard !dns.isEmpty else {
      throw OrdinalError("--dns: at least one ADDRESS:PORT is needed", isUsage: true)
    }
    api = try configuration.api.map { (text) throws(OrdinalError) in
      try Self.endpoints([text], option: "--api")[0]
    }
    http = try configuration.http.map { (text) throws(OrdinalError) in
      try Self.endpoints([text], option: "--http")[0]
    }
    time = configuration.time
    podRuntime = try Self.podRuntime(configuration.podRuntime)
    do {
      featureGates = try FeatureGates(parsing: configuration.featureGates)
    } catch {
      throw OrdinalError("--feature-gates \(configuration.featureGates): \(error)", isUsage: true)
    }
    paths = configuration.paths
    dataFolder = configuration.dataFolder
    domain = try Self.read("--cluster-domain", configuration.clusterDomain) {
      (text) throws(NameError) in try ClusterDomain(text)
    }
    podBlocks = try configuration.podBlocks.map { (text) throws(OrdinalError) in
      try Self.block(text, option: "--pod-cidr")
    }
    serviceBlock = try Self.block(configuration.serviceBlock, option: "--service-cidr")
    readyAfter = configuration.readyAfter
    timeToLive = try Self.seconds(configuration.timeToLive, option: "--ttl")
    negativeTimeToLive = try Self.seconds(
      configuration.negativeTimeToLive, option: "--negative-ttl")
    workers = try Self.workers(configuration.workers)
    if case .virtual = time, api != nil {
      throw OrdinalError(
        "--api \(configuration.api ?? ""): a server in virtual time answers no clients; none is allowed",
        isUsage: true)
    }
    try checkPodBlocks()
    try checkDomain()
    if dataFolder?.isEmpty == true {
      throw OrdinalError("--data-dir: the name of a folder is needed", isUsage: true)
    }
  }

  /// A zone has one owner.
  private func checkDomain() throws(OrdinalError) {
    let reverse = [DomainName.inAddrArpa, .ip6Arpa]
    guard let taken = reverse.first(where: domain.name.isWithin) else { return }
    throw OrdinalError(
      "--cluster-domain \(domain): a name below \(taken.relativeText) is an address; for example "
        + "cluster.local is allowed", isUsage: true)
  }

  private func checkPodBlocks() throws(OrdinalError) {
    let families = Set(podBlocks.map(\.base.isIPv4))
    guard !podBlocks.isEmpty, families.count == podBlocks.count else {
      throw OrdinalError(
        "--pod-cidr \(podBlocks.map(\.description).joined(separator: ",")): one block of each "
          + "address family is allowed, for example 10.244.0.0/16 or 10.244.0.0/16,fd00:10:244::/64",
        isUsage: true)
    }
    for block in podBlocks where block.hostBits < 3 {
      throw OrdinalError(
        "--pod-cidr \(block): a block for pods has at least 8 addresses, for example 10.244.0.0/29; "
          + "the first pod has the seventh", isUsage: true)
    }
    guard serviceBlock.hostBits >= 2 else {
      throw OrdinalError(
        "--service-cidr \(serviceBlock): a block for Services has at least 4 addresses, for example "
          + "10.96.0.0/30", isUsage: true)
    }
    for block in podBlocks where block.overlaps(serviceBlock) {
      throw OrdinalError(
        "--pod-cidr \(block): overlaps --service-cidr \(serviceBlock); pods and Services "
          + "need blocks of their own, for example 10.244.0.0/16 and 10.96.0.0/16", isUsage: true)
    }
  }

  private static func endpoints(
    _ texts: [String], option: String
  ) throws(OrdinalError) -> [Endpoint] {
    try texts.map { (text) throws(OrdinalError) in
      try read(option, text) { (text) throws(EndpointError) in try Endpoint(text) }
    }
  }

  private static func block(_ text: String, option: String) throws(OrdinalError) -> AddressBlock {
    try read(option, text) { (text) throws(AddressError) in try AddressBlock(text) }
  }

  private static func read<Value, Failure: Error>(
    _ option: String, _ text: String, _ parse: (String) throws(Failure) -> Value
  ) throws(OrdinalError) -> Value {
    do {
      return try parse(text)
    } catch {
      throw OrdinalError("\(option) \(text): \(error)", isUsage: true)
    }
  }

  private static func seconds(_ value: Int, option: String) throws(OrdinalError) -> UInt32 {
    let range = OrdinalServer.Configuration.timesToLive
    guard range.contains(value) else {
      throw OrdinalError(
        "\(option) \(value): from \(range.lowerBound) to \(range.upperBound) seconds are allowed",
        isUsage: true)
    }
    return UInt32(value)
  }

  private static func podRuntime(_ name: String) throws(OrdinalError) -> PodRuntimeKind {
    if let kind = PodRuntimeKind(rawValue: name) { return kind }
    let names = PodRuntimeKind.allCases.map(\.rawValue).joined(separator: " or ")
    throw OrdinalError("--pod-runtime \(name): \(names) is allowed", isUsage: true)
  }

  private static func workers(_ wanted: Int?) throws(OrdinalError) -> Int {
    let range = OrdinalServer.Configuration.workerCounts
    guard let wanted else {
      return min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), range.lowerBound), range.upperBound)
    }
    guard range.contains(wanted) else {
      throw OrdinalError(
        "--workers \(wanted): from \(range.lowerBound) to \(range.upperBound) are allowed",
        isUsage: true)
    }
    return wanted
  }
}

extension AddressBlock {
  /// Of two blocks that share an address one holds the other.
  fileprivate func overlaps(_ other: AddressBlock) -> Bool {
    contains(other.base) || other.contains(base)
  }
}

extension IPAddress {
  var isIPv4: Bool {
    if case .v4 = self { true } else { false }
  }
}

extension AddressBlock {
  /// How many bits of an address tell those of the block apart.
  fileprivate var hostBits: Int { (base.isIPv4 ? 32 : 128) - prefixLength }
}
