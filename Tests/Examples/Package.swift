// swift-tools-version: 6.2
import PackageDescription

// A package of somebody else, who uses the two libraries; its tests are the examples of the README.
let package = Package(
  name: "examples",
  dependencies: [.package(name: "ordinal", path: "../..")],
  targets: [
    .testTarget(
      name: "ExampleTests",
      dependencies: [
        .product(name: "ClusterNames", package: "ordinal"),
        .product(name: "OrdinalServer", package: "ordinal"),
      ])
  ]
)
