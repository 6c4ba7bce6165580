package import ClusterNames

/// Why an annotation with addresses cannot be followed.
package struct PinError: Error, Hashable, Sendable {
  /// Where in which annotation.
  package struct Source: Hashable, Sendable {
    package var annotation: String
    /// From 1.
    package var entry: Int
    package var found: String
  }

  package enum Problem: Hashable, Sendable {
    case notAddress(AddressFamilies)
    /// Not `ORDINAL=ADDRESS`.
    case notBinding
    /// No pod CIDR has addresses of this kind.
    case foreignFamily(IPAddress, AddressFamilies)
    /// Unspecified, multicast, link-local, reserved.
    case special(IPAddress)
    /// In the same annotation: two pods of a set cannot share an address.
    case repeated(IPAddress)
    case ordinalRepeated
  }

  package var source: Source
  package var problem: Problem

  init(_ source: Source, _ problem: Problem) {
    self.source = source
    self.problem = problem
  }
}

extension PinError: CustomStringConvertible {
  /// One line: the annotation, the entry, what is allowed.
  package var description: String {
    "annotation \(source.annotation), entry \(source.entry) \"\(source.found)\": \(allowed)"
  }

  /// What the entry must be, or why it cannot be what it is.
  package var allowed: String {
    switch problem {
    case .notAddress(let families): "must be \(families.wanted)"
    case .notBinding: "must be ORDINAL=ADDRESS, as in 0=10.244.0.20"
    case .foreignFamily(let address, let families):
      "\(address) is of a family that the pods do not have; the pod CIDRs are \(families)"
    case .special(let address): "\(address) is not an address that a pod can have"
    case .repeated(let address): "\(address) is in an earlier entry already"
    case .ordinalRepeated: "the ordinal is in an earlier entry already"
    }
  }
}

extension AddressFamilies: CustomStringConvertible {
  package var description: String { blocks.map(\.description).joined(separator: ",") }

  fileprivate var wanted: String {
    let names = blocks.map { $0.base.bitWidth == 32 ? "IPv4" : "IPv6" }
    return names.count > 1
      ? "an address of each family, \(names.joined(separator: "/")), or one of them"
      : "an \(names.joined()) address"
  }
}
