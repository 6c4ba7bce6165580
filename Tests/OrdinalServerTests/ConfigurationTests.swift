import OrdinalServer
import Testing

/// What is wrong with a configuration is said in one line, before anything is opened.
@Suite struct ConfigurationTests {
  typealias Row = (change: @Sendable (inout OrdinalServer.Configuration) -> Void, text: String)

  static let rows: [Row] = [
    ({ $0.dns = [] }, "--dns: at least one ADDRESS:PORT is needed"),
    (
      { $0.dns = ["127.0.0.1:0", "localhost"] },
      "--dns localhost: 'localhost' has no port; write ADDRESS:PORT, for example 127.0.0.1:1053"
    ),
    (
      { $0.dns = ["localhost:53"] },
      "--dns localhost:53: 'localhost' is not an IP address; for example 127.0.0.1:1053 or [::1]:1053"
    ),
    (
      { $0.dns = ["::1:53"] },
      "--dns ::1:53: '::1:53': an IPv6 address stands in brackets, for example [::1]:1053"
    ),
    (
      { $0.http = "127.0.0.1:65536" },
      "--http 127.0.0.1:65536: '65536' is not a port; a port is a number from 0 to 65535"
    ),
    (
      { $0.podBlocks = [] },
      "--pod-cidr : one block of each address family is allowed, for example 10.244.0.0/16 or "
        + "10.244.0.0/16,fd00:10:244::/64"
    ),
    (
      { $0.podBlocks = ["10.1.0.0/16", "10.2.0.0/16"] },
      "--pod-cidr 10.1.0.0/16,10.2.0.0/16: one block of each address family is allowed, for example "
        + "10.244.0.0/16 or 10.244.0.0/16,fd00:10:244::/64"
    ),
    (
      { $0.podBlocks = ["10.244.0.1/16"] },
      "--pod-cidr 10.244.0.1/16: \"10.244.0.1/16\": must not have bits set beyond the prefix length; "
        + "the block is 10.244.0.0/16"
    ),
    (
      { $0.podBlocks = ["10.96.4.0/24"] },
      "--pod-cidr 10.96.4.0/24: overlaps --service-cidr 10.96.0.0/16; pods and Services need blocks of "
        + "their own, for example 10.244.0.0/16 and 10.96.0.0/16"
    ),
    (
      { $0.serviceBlock = "10.0.0.0/8" },
      "--pod-cidr 10.244.0.0/16: overlaps --service-cidr 10.0.0.0/8; pods and Services need blocks of "
        + "their own, for example 10.244.0.0/16 and 10.96.0.0/16"
    ),
    (
      { $0.podBlocks = ["10.244.0.0/30"] },
      "--pod-cidr 10.244.0.0/30: a block for pods has at least 8 addresses, for example 10.244.0.0/29; "
        + "the first pod has the seventh"
    ),
    (
      { $0.serviceBlock = "10.96.0.0/32" },
      "--service-cidr 10.96.0.0/32: a block for Services has at least 4 addresses, for example "
        + "10.96.0.0/30"
    ),
    ({ $0.timeToLive = -1 }, "--ttl -1: from 0 to 2147483647 seconds are allowed"),
    (
      { $0.negativeTimeToLive = 1 << 31 },
      "--negative-ttl 2147483648: from 0 to 2147483647 seconds are allowed"
    ),
    ({ $0.workers = 0 }, "--workers 0: from 1 to 64 are allowed"),
    ({ $0.workers = 65 }, "--workers 65: from 1 to 64 are allowed"),
    ({ $0.dataFolder = "" }, "--data-dir: the name of a folder is needed"),
    (
      { $0.clusterDomain = "10.in-addr.arpa" },
      "--cluster-domain 10.in-addr.arpa: a name below in-addr.arpa is an address; for example "
        + "cluster.local is allowed"
    ),
  ]

  @Test(arguments: rows.indices)
  func `a wrong option is named, with what is allowed`(_ index: Int) {
    let (change, text) = Self.rows[index]
    let error = #expect(throws: OrdinalError.self) {
      _ = try OrdinalServer(.testing(change))
    }
    #expect(error?.description == text)
    #expect(error?.isUsage == true)
  }

  @Test(arguments: ["Cluster_Local", "", "a..b", "-a.b", String(repeating: "a.", count: 61) + "aa"])
  func `the cluster's domain is a domain`(_ domain: String) {
    let error = #expect(throws: OrdinalError.self) {
      _ = try OrdinalServer(.testing { $0.clusterDomain = domain })
    }
    #expect(error?.description.hasPrefix("--cluster-domain \(domain): ") == true)
    #expect(error?.description.contains("\n") == false)
    #expect(error?.isUsage == true)
  }

  @Test func `the defaults are those of the command`() throws {
    let configuration = OrdinalServer.Configuration()
    #expect(configuration.dns == ["127.0.0.1:1053", "[::1]:1053"])
    #expect(configuration.http == "127.0.0.1:9153")
    _ = try OrdinalServer(configuration)
  }
}
