/// Which kinds there are. A kind that Kubernetes has but that is not served here is worth a warning
/// in a manifest; a kind that nobody knows is an error.
extension Resource {
  /// The kinds that this server keeps and acts on.
  package static let served: [Resource] = [
    Namespace.resource, Service.resource, Pod.resource, EndpointSlice.resource,
    StatefulSet.resource, .endpoints, .persistentVolumeClaim, .persistentVolume, .node, .event,
    .configMap, .secret, .serviceAccount, .storageClass, .controllerRevision,
  ]

  package var isServed: Bool { Self.served.contains(self) }

  /// A kind that Kubernetes has, served here or not; nil for one that nobody knows.
  package static func of(apiVersion: String, kind: String) -> Resource? {
    let served = served.first { $0.apiVersion == apiVersion && $0.kind == kind }
    return served ?? unserved.first { $0.apiVersion == apiVersion && $0.kind == kind }
  }

  /// The group is what stands before the slash; without one it is the core group.
  init(unknown apiVersion: String, kind: String) {
    let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let name = kind.lowercased()
    self.init(
      group: parts.count == 2 ? String(parts[0]) : "", version: String(parts[parts.count - 1]),
      kind: kind, plural: "\(name)s", singular: name)
  }

  /// An object's API form: its body between `apiVersion`, `kind` and `metadata`.
  func compose(_ metadata: ObjectMetadata, _ body: [String: Value]) -> Value {
    var fields = body
    fields["apiVersion"] = .string(apiVersion)
    fields["kind"] = .string(kind)
    fields["metadata"] = metadata.value
    return .object(fields)
  }

  /// Below each `GROUP/VERSION:` a line a kind: `Kind plural [short names]`; a star marks a kind
  /// without a namespace.
  private static let unserved: [Resource] = {
    var resources: [Resource] = []
    var apiVersion: [String] = []
    for line in unservedTable.split(separator: "\n") {
      if line.hasSuffix(":") {
        apiVersion = line.dropLast().split(separator: "/").map(String.init)
        continue
      }
      let words = line.split(separator: " ").map(String.init)
      let kind = String(words[0].prefix { $0 != "*" })
      resources.append(
        Resource(
          group: apiVersion.count == 2 ? apiVersion[0] : "",
          version: apiVersion[apiVersion.count - 1], kind: kind, plural: words[1],
          singular: kind.lowercased(), shortNames: Array(words[2...]),
          isNamespaced: kind == words[0]))
    }
    return resources
  }()

  /// As API discovery of Kubernetes 1.36 lists them.
  private static let unservedTable = """
    v1:
    Binding bindings
    ComponentStatus* componentstatuses cs
    LimitRange limitranges limits
    PodTemplate podtemplates
    ReplicationController replicationcontrollers rc
    ResourceQuota resourcequotas quota
    apiregistration.k8s.io/v1:
    APIService* apiservices
    apps/v1:
    DaemonSet daemonsets ds
    Deployment deployments deploy
    ReplicaSet replicasets rs
    events.k8s.io/v1:
    Event events ev
    authentication.k8s.io/v1:
    SelfSubjectReview* selfsubjectreviews
    TokenReview* tokenreviews
    authorization.k8s.io/v1:
    LocalSubjectAccessReview localsubjectaccessreviews
    SelfSubjectAccessReview* selfsubjectaccessreviews
    SelfSubjectRulesReview* selfsubjectrulesreviews
    SubjectAccessReview* subjectaccessreviews
    autoscaling/v2:
    HorizontalPodAutoscaler horizontalpodautoscalers hpa
    autoscaling/v1:
    HorizontalPodAutoscaler horizontalpodautoscalers hpa
    batch/v1:
    CronJob cronjobs cj
    Job jobs
    certificates.k8s.io/v1:
    CertificateSigningRequest* certificatesigningrequests csr
    networking.k8s.io/v1:
    IngressClass* ingressclasses
    Ingress ingresses ing
    IPAddress* ipaddresses ip
    NetworkPolicy networkpolicies netpol
    ServiceCIDR* servicecidrs
    policy/v1:
    PodDisruptionBudget poddisruptionbudgets pdb
    rbac.authorization.k8s.io/v1:
    ClusterRoleBinding* clusterrolebindings
    ClusterRole* clusterroles
    RoleBinding rolebindings
    Role roles
    storage.k8s.io/v1:
    CSIDriver* csidrivers
    CSINode* csinodes
    CSIStorageCapacity csistoragecapacities
    VolumeAttachment* volumeattachments
    VolumeAttributesClass* volumeattributesclasses vac
    admissionregistration.k8s.io/v1:
    MutatingAdmissionPolicy* mutatingadmissionpolicies
    MutatingAdmissionPolicyBinding* mutatingadmissionpolicybindings
    MutatingWebhookConfiguration* mutatingwebhookconfigurations
    ValidatingAdmissionPolicy* validatingadmissionpolicies
    ValidatingAdmissionPolicyBinding* validatingadmissionpolicybindings
    ValidatingWebhookConfiguration* validatingwebhookconfigurations
    apiextensions.k8s.io/v1:
    CustomResourceDefinition* customresourcedefinitions crd crds
    scheduling.k8s.io/v1:
    PriorityClass* priorityclasses pc
    coordination.k8s.io/v1:
    Lease leases
    node.k8s.io/v1:
    RuntimeClass* runtimeclasses
    resource.k8s.io/v1:
    DeviceClass* deviceclasses
    ResourceClaim resourceclaims
    ResourceClaimTemplate resourceclaimtemplates
    ResourceSlice* resourceslices
    flowcontrol.apiserver.k8s.io/v1:
    FlowSchema* flowschemas
    PriorityLevelConfiguration* prioritylevelconfigurations
    """
}
