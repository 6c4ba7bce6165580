/// What upstream warns of in pods and in templates of pods (pkg/api/pod/warnings.go), in its order.
struct PodWarnings {
  let spec: PodSpec
  let annotations: [String: String]
  /// Of what has the fields `metadata` and `spec`; empty for a pod.
  let path: FieldPath

  init(of template: PodTemplate, at path: FieldPath) {
    (spec, annotations, self.path) = (template.spec, template.annotations, path)
  }

  init(of pod: Pod) {
    (spec, annotations, path) = (pod.spec, pod.metadata.annotations, FieldPath())
  }

  var specPath: FieldPath { path.field("spec") }
  var annotationsPath: FieldPath { path.field("metadata", "annotations") }

  var all: [FieldWarning] {
    var warnings = placement
    warnings += deadAnnotations
    warnings += volumes
    warnings += overlappingPaths
    warnings += repeatedEntries
    warnings += ClaimWarnings.fractions(
      in: spec.rest["overhead"], ClaimWarnings.bytes, at: specPath.field("overhead"))
    warnings += podProfile
    for (container, place) in spec.allContainers(at: specPath) {
      warnings += self.container(container, at: place)
    }
    warnings += ports
    if let seconds = spec.terminationGracePeriodSeconds, seconds < 0 {
      warnings.warn(
        specPath.field("terminationGracePeriodSeconds"),
        "must be >= 0; negative values are invalid and will be treated as 1")
    }
    warnings += affinity
    warnings += addresses
    return warnings
  }

  private static let deadAnnotations = [
    ("scheduler.alpha.kubernetes.io/critical-pod", "v1.16+", "priorityClassName"),
    ("security.alpha.kubernetes.io/sysctls", "v1.11+", "sysctls"),
    ("security.alpha.kubernetes.io/unsafe-sysctls", "v1.11+", "sysctls"),
  ]

  /// Annotations that nobody reads any more.
  private var deadAnnotations: [FieldWarning] {
    var warnings: [FieldWarning] = []
    for (key, release, field) in Self.deadAnnotations where annotations[key] != nil {
      warnings.warn(
        annotationsPath.key(key),
        #"non-functional in \#(release); use the "\#(field)" field instead"#)
    }
    return warnings
  }

  /// Lists whose entries apply merges by a key, which is then to be there once and not empty.
  private var repeatedEntries: [FieldWarning] {
    var warnings: [FieldWarning] = []
    for (field, key) in [("hostAliases", "ip"), ("imagePullSecrets", "name")] {
      var seen = Set<String>()
      for (index, entry) in entries(field).enumerated() {
        let text = entry[key]?.string ?? ""
        if !seen.insert(text).inserted {
          warnings.warn(
            specPath.field(field).index(index).field(key),
            "duplicate \(key) \(Value.string(text).quoted)")
        }
      }
    }
    for (index, entry) in entries("imagePullSecrets").enumerated()
    where entry["name"]?.string?.isEmpty != false {
      warnings.warn(
        specPath.field("imagePullSecrets").index(index).field("name"), #"invalid empty name """#)
    }
    return warnings
  }

  private var addresses: [FieldWarning] {
    var warnings: [FieldWarning] = []
    let nameservers = spec.rest["dnsConfig"]?["nameservers"]?.array ?? []
    for (index, address) in nameservers.enumerated() {
      warnings += AddressWarnings.address(
        address.string ?? "", at: specPath.field("dnsConfig", "nameservers").index(index))
    }
    for (index, alias) in entries("hostAliases").enumerated() {
      warnings += AddressWarnings.address(
        alias["ip"]?.string ?? "", at: specPath.field("hostAliases").index(index).field("ip"))
    }
    return warnings
  }

  private func entries(_ field: String) -> [Value] { spec.rest[field]?.array ?? [] }
}
