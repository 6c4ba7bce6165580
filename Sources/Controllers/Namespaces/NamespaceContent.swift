import ObjectStore
import Objects

/// What every namespace has, and the class that every claim without one gets.
struct NamespaceContent {
  static let certificateName = "kube-root-ca.crt"

  let certificateAuthority: String?

  /// Pods name the account, and mount the certificate.
  func writes(for namespace: String, in view: ClusterView) -> [Write] {
    var writes: [Write] = []
    let account = NamespacedName(namespace: namespace, name: "default")
    if view.object(of: .serviceAccount, account) == nil {
      writes.append(
        .create(
          GenericObject(
            resource: .serviceAccount,
            metadata: ObjectMetadata(name: account.name, namespace: namespace), body: [:])))
    }
    return writes + certificate(in: namespace, view)
  }

  /// Others' annotations stay, others' data does not.
  private func certificate(in namespace: String, _ view: ClusterView) -> [Write] {
    guard let certificateAuthority else { return [] }
    let name = NamespacedName(namespace: namespace, name: Self.certificateName)
    let data: Value = .object(["ca.crt": .string(certificateAuthority)])
    guard let old = view.object(of: .configMap, name) else {
      let metadata = ObjectMetadata(
        name: name.name, namespace: namespace,
        annotations: [
          "kubernetes.io/description":
            "Contains a CA bundle that can be used to verify the kube-apiserver when using "
            + "internal endpoints such as the internal service IP or "
            + "kubernetes.default.svc. No other usage is guaranteed across distributions of "
            + "Kubernetes clusters."
        ])
      return [
        .create(GenericObject(resource: .configMap, metadata: metadata, body: ["data": data]))
      ]
    }
    guard old.body["data"] != data, old.metadata.deletionTimestamp == nil else { return [] }
    return [.update(old.with("data", data))]
  }

  /// Whatever there is of this name stays as it is: people change it by replacing it.
  static func classWrites(in view: ClusterView) -> [Write] {
    guard view.volumeClass("standard") == nil else { return [] }
    let metadata = ObjectMetadata(
      name: "standard", annotations: ["storageclass.kubernetes.io/is-default-class": "true"])
    return [
      .create(
        GenericObject(
          resource: .storageClass, metadata: metadata,
          body: [
            "provisioner": .string(StorageReconciler.provisioner), "reclaimPolicy": "Delete",
            "volumeBindingMode": "Immediate",
          ]))
    ]
  }
}
