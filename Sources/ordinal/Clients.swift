import ArgumentParser
import Glibc
package import OrdinalServer

/// What the thin clients of the API share.
struct ClientOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "The namespace (default: the kubeconfig's, else default).")
  var namespace: String?

  @OptionGroup var folder: DataFolderOption

  /// Asks the API of the running server; what goes wrong is one line.
  func ask(_ body: (ThinClient) async throws -> Void) async throws {
    do {
      let client = try ThinClient(dataFolder: folder.path())
      do {
        try await body(client)
      } catch {
        await client.close()
        throw error
      }
      await client.close()
    } catch let error as OrdinalError {
      throw CommandFailure("\(error)", status: error.isUsage ? EX_USAGE : EXIT_FAILURE)
    }
  }
}

struct Get: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print objects of the running server.",
    discussion: """
      ordinal get pods; ordinal get sts,svc -n sandbox; ordinal get statefulset web -o yaml; \
      ordinal get all -A. For machines without kubectl: the same API, the same tables.
      """)

  @Argument(help: "TYPE, TYPE NAME... or TYPE/NAME...; several types with commas, or all.")
  var resources: [String]

  @Flag(name: [.customShort("A"), .long], help: "In every namespace.")
  var allNamespaces = false

  @Option(name: [.customShort("l"), .long], help: "Only objects with these labels, app=httpd.")
  var selector: String?

  @Option(name: .shortAndLong, help: "How to print them.")
  var output: ThinClient.Output = .table

  @Flag(name: .shortAndLong, help: "Print each change, until interrupted.")
  var watch = false

  @OptionGroup var options: ClientOptions

  func run() async throws {
    var listing = ThinClient.Listing()
    listing.namespace = options.namespace
    listing.allNamespaces = allNamespaces
    listing.selector = selector
    listing.output = output
    listing.isWatch = watch
    try await options.ask { client in
      if let nothing = try await client.get(resources, listing, write: StandardOutput.write) {
        StandardError.write(nothing)
      }
    }
  }
}

extension ThinClient.Output: ExpressibleByArgument {}

struct Apply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Create or change the objects of manifests, in the running server.",
    discussion: "The fields that the manifest sets are then its own (server-side apply).")

  @Option(name: .shortAndLong, help: "A manifest, a folder of them, or - for standard input.")
  var file: [String]

  @OptionGroup var options: ClientOptions

  func run() async throws {
    try await options.ask { client in
      try await client.apply(file, namespace: options.namespace) { line in
        try StandardOutput.write(line + "\n")
      }
    }
  }
}

struct Scale: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Set the number of replicas of a StatefulSet.",
    discussion: "ordinal scale statefulset/web --replicas 3 -n sandbox")

  @Argument(help: "statefulset/NAME, or statefulset NAME.")
  var resources: [String]

  @Option(help: "How many pods the set is to have.", transform: NumberArgument.count)
  var replicas: Int

  @OptionGroup var options: ClientOptions

  func run() async throws {
    try await options.ask { client in
      try await client.scale(resources, to: replicas, namespace: options.namespace) { line in
        try StandardOutput.write(line + "\n")
      }
    }
  }
}

struct Delete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Delete objects of the running server.",
    discussion: "ordinal delete statefulset/web; ordinal delete pod web-0; ordinal delete -f FILE.")

  @Argument(help: "TYPE NAME... or TYPE/NAME...")
  var resources: [String] = []

  @Option(name: .shortAndLong, help: "A manifest whose objects are to go.")
  var file: [String] = []

  @OptionGroup var options: ClientOptions

  func validate() throws {
    guard resources.isEmpty == file.isEmpty else { return }
    throw ValidationError("delete takes TYPE/NAME or -f FILE, one of them")
  }

  func run() async throws {
    try await options.ask { client in
      try await client.delete(resources, files: file, namespace: options.namespace) { line in
        try StandardOutput.write(line + "\n")
      }
    }
  }
}

struct KubeconfigPath: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kubeconfig", abstract: "Print the path of the kubeconfig of the running server.",
    discussion: #"export KUBECONFIG=$(ordinal kubeconfig)"#)

  @OptionGroup var folder: DataFolderOption

  func run() throws {
    try StandardOutput.write(Kubeconfig.path(in: try folder.path()) + "\n")
  }
}
