import ArgumentParser
import Glibc
import OrdinalServer

struct Names: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the names that StatefulSets will have.",
    discussion: """
      Of the sets of a file:      ordinal names -f zones/sandbox.yaml
      Of a set that is described: ordinal names web --service httpd -n sandbox --replicas 3

      No server is needed. Addresses (-o hosts, -o zone) are those that a fresh server gives.
      """)

  @Argument(help: "The name of a set.")
  var set: String?

  @Option(name: .shortAndLong, help: "A manifest with StatefulSets.")
  var file: String?

  @Option(help: "The Service that governs the set.")
  var service: String?

  @Option(name: .shortAndLong, help: "The namespace.")
  var namespace = "default"

  @Option(help: "How many pods the set has (default: 1).", transform: NumberArgument.count)
  var replicas = 1

  @Option(help: "The first ordinal (default: 0).", transform: NumberArgument.count)
  var start = 0

  @Option(help: "The name of a claim template; may be given several times.")
  var claim: [String] = []

  @Option(help: ArgumentHelp("The domain of the cluster.", valueName: "name"))
  var clusterDomain = "cluster.local"

  @Option(help: ArgumentHelp("Where pods get addresses from.", valueName: "cidr"))
  var podCidr = "10.244.0.0/16"

  @Option(name: .shortAndLong, help: "How to print them.")
  var output: NameListing.Format = .table

  func validate() throws {
    switch (file, set) {
    case (nil, nil): throw ValidationError("names needs -f FILE or the name of a set")
    case (.some, .some): throw ValidationError("names takes -f FILE or the name of a set, not both")
    case (nil, .some) where service == nil:
      throw ValidationError("names \(set ?? "") needs --service, the Service that governs the set")
    default: break
    }
  }

  func run() async throws {
    do {
      let listing = try NameListing(
        sets(), domain: clusterDomain, podBlocks: podCidr.split(separator: ",").map(String.init))
      try StandardOutput.write(listing.text(output))
    } catch let error as OrdinalError {
      throw CommandFailure("\(error)", status: error.isUsage ? EX_USAGE : EXIT_FAILURE)
    }
  }

  private func sets() throws(OrdinalError) -> [NamedSet] {
    if let file { return try NamedSet.all(in: file, domain: clusterDomain) }
    return [
      try NamedSet(
        set ?? "", service: service ?? "", namespace: namespace, domain: clusterDomain,
        start: start, replicas: replicas, claims: claim)
    ]
  }
}

extension NameListing.Format: ExpressibleByArgument {}
