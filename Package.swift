// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "ordinal",
  products: [
    .library(name: "ClusterNames", targets: ["ClusterNames"]),
    .library(name: "OrdinalServer", targets: ["OrdinalServer"]),
    .executable(name: "ordinal", targets: ["ordinal"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  // In the order in which data flows: a question from top to bottom, then a change.
  targets: [
    .target(name: "ClusterNames"),
    .target(name: "Wire", dependencies: ["ClusterNames"]),
    .target(name: "ZoneFile", dependencies: ["Wire"]),
    .target(name: "CPrefetch"),
    .target(
      name: "Registry",
      dependencies: [
        "CPrefetch", "Wire", .product(name: "HashTreeCollections", package: "swift-collections"),
      ]),
    .target(name: "Resolver", dependencies: ["Registry"]),
    .target(name: "CTransport"),
    .target(
      name: "Transport", dependencies: ["ClusterNames", "CTransport", "Registry", "Resolver"]),

    .target(name: "Objects", dependencies: ["ClusterNames"]),
    .target(
      name: "ObjectStore",
      dependencies: ["Objects", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "Pods", dependencies: ["Objects", "ClusterNames"]),
    .target(
      name: "Controllers", dependencies: ["ClusterNames", "ObjectStore", "Registry", "Pods"]),
    .target(
      name: "Manifests", dependencies: ["ObjectStore", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "KubeAPI",
      dependencies: [
        "ObjectStore", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdHTTP2", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
        .product(name: "X509", package: "swift-certificates"),
      ]),
    .target(
      name: "OrdinalServer",
      dependencies: [
        "ClusterNames", "Transport", "ZoneFile", "Controllers", "Manifests", "KubeAPI",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "ordinal",
      dependencies: [
        "OrdinalServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),

    .testTarget(name: "ClusterNamesTests", dependencies: ["ClusterNames"]),
    .testTarget(name: "WireTests", dependencies: ["Wire"], resources: [.copy("Corpus")]),
    .testTarget(name: "ZoneFileTests", dependencies: ["ZoneFile"]),
    .testTarget(name: "RegistryTests", dependencies: ["Registry"]),
    .testTarget(name: "ResolverTests", dependencies: ["Resolver"]),
    .testTarget(
      name: "TransportTests",
      dependencies: ["ClusterNames", "Registry", "Resolver", "Transport"]),
    .testTarget(name: "ObjectsTests", dependencies: ["Objects"], exclude: ["Fixtures"]),
    .testTarget(name: "ObjectStoreTests", dependencies: ["ObjectStore"]),
    .testTarget(
      name: "ControllersTests", dependencies: ["Controllers", "Resolver"],
      exclude: ["Publisher/Fixtures", "Recordings/Fixtures"]),
    .testTarget(name: "PodsTests", dependencies: ["Pods"]),
    .testTarget(name: "ManifestsTests", dependencies: ["Manifests"]),
    .testTarget(
      name: "KubeAPITests",
      dependencies: [
        "KubeAPI", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "OrdinalServerTests",
      dependencies: [
        "OrdinalServer", "ClusterNames", "KubeAPI", "Registry", "Resolver", "Wire", "ZoneFile",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(name: "EndToEndTests", dependencies: ["ClusterNames"], exclude: ["Fixtures"]),
  ]
)

// The libFuzzer target has a `LLVMFuzzerTestOneInput` in place of a `main`, so it is only here when asked for.
if Context.environment["ORDINAL_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(name: "FuzzWire", dependencies: ["Wire"], path: "Tests/Fuzz/FuzzWire"))
}

for target in package.targets where !["CPrefetch", "CTransport"].contains(target.name) {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableExperimentalFeature("Lifetimes"),
  ]
}
