/// AppArmor's profiles were annotations before they were fields (KEP-24).
extension Pod {
  /// What a new pod's annotations say of its containers, in the fields that say it now: of those without a
  /// profile of their own, and where it is another than the pod's (upstream's `applyAppArmorVersionSkew`).
  ///
  /// Not of templates, and not of Windows, which has no such profiles.
  package mutating func copyProfileAnnotations() {
    let prefix = ProfileAnnotations.armorPrefix
    guard spec.rest["os"]?["name"] != "windows",
      metadata.annotations.keys.contains(where: { $0.hasPrefix(prefix) })
    else { return }
    let annotations = metadata.annotations
    let ofPod = spec.rest["securityContext"]?["appArmorProfile"]
    func copy(to container: inout Container) {
      let profile = annotations[prefix + container.name].flatMap(ProfileAnnotations.armor)
      var context = container.rest["securityContext"]?.object ?? [:]
      guard let profile, profile != ofPod, context["appArmorProfile"] == nil,
        // One that the field cannot have is told of as an annotation.
        SecurityProfile.validate(armor: profile, at: FieldPath()).isEmpty
      else { return }
      context["appArmorProfile"] = profile
      container.rest["securityContext"] = .object(context)
    }
    for index in spec.containers.indices { copy(to: &spec.containers[index]) }
    for list in ["initContainers", "ephemeralContainers"] {
      spec.changeContainers(list) { copy(to: &$0) }
    }
  }
}
