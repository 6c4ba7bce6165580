/// The kinds that are kept whole, as ``GenericObject``: controllers read the few fields they need.
extension Resource {
  package static let endpoints = core("Endpoints", "endpoints", ["ep"], singular: "endpoints")
  package static let persistentVolumeClaim = core(
    "PersistentVolumeClaim", "persistentvolumeclaims", ["pvc"])
  package static let persistentVolume = core(
    "PersistentVolume", "persistentvolumes", ["pv"], isNamespaced: false)
  package static let node = core("Node", "nodes", ["no"], isNamespaced: false)
  package static let event = core("Event", "events", ["ev"])
  package static let configMap = core("ConfigMap", "configmaps", ["cm"])
  package static let secret = core("Secret", "secrets", [])
  package static let serviceAccount = core("ServiceAccount", "serviceaccounts", ["sa"])
  package static let storageClass = Resource(
    group: "storage.k8s.io", version: "v1", kind: "StorageClass", plural: "storageclasses",
    singular: "storageclass", shortNames: ["sc"], isNamespaced: false)
  package static let controllerRevision = Resource(
    group: "apps", version: "v1", kind: "ControllerRevision", plural: "controllerrevisions",
    singular: "controllerrevision")

  private static func core(
    _ kind: String, _ plural: String, _ shortNames: [String], singular: String? = nil,
    isNamespaced: Bool = true
  ) -> Resource {
    Resource(
      group: "", version: "v1", kind: kind, plural: plural,
      singular: singular ?? kind.lowercased(), shortNames: shortNames, isNamespaced: isNamespaced)
  }
}
