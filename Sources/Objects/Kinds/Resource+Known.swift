extension Resource {
  /// The kinds that this server keeps and acts on.
  package static let served: [Resource] = [
    Namespace.resource, Service.resource, Pod.resource, EndpointSlice.resource,
    StatefulSet.resource,
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

  func compose(_ metadata: ObjectMetadata, _ body: [String: Value]) -> Value {
    var fields = body
    fields["apiVersion"] = .string(apiVersion)
    fields["kind"] = .string(kind)
    fields["metadata"] = metadata.value
    return .object(fields)
  }

  /// `GROUP/VERSION KIND plural [short names]`; a star marks a kind without a namespace.
  private static let unserved: [Resource] = unservedTable.split(separator: "\n").map { line in
    let words = line.split(separator: " ").map(String.init)
    let isClusterWide = words[0].hasSuffix("*")
    let versioned = words[0].split(separator: "*")[0].split(separator: "/").map(String.init)
    return Resource(
      group: versioned.count == 2 ? versioned[0] : "", version: versioned[versioned.count - 1],
      kind: words[1], plural: words[2], singular: words[1].lowercased(),
      shortNames: Array(words[3...]), isNamespaced: !isClusterWide)
  }

  private static let unservedTable = """
    v1 Binding bindings
    v1* ComponentStatus componentstatuses cs
    v1 ConfigMap configmaps cm
    v1 Endpoints endpoints ep
    v1 Event events ev
    v1 LimitRange limitranges limits
    v1* Node nodes no
    v1 PersistentVolumeClaim persistentvolumeclaims pvc
    v1* PersistentVolume persistentvolumes pv
    v1 PodTemplate podtemplates
    v1 ReplicationController replicationcontrollers rc
    v1 ResourceQuota resourcequotas quota
    v1 Secret secrets
    v1 ServiceAccount serviceaccounts sa
    apiregistration.k8s.io/v1* APIService apiservices
    apps/v1 ControllerRevision controllerrevisions
    apps/v1 DaemonSet daemonsets ds
    apps/v1 Deployment deployments deploy
    apps/v1 ReplicaSet replicasets rs
    events.k8s.io/v1 Event events ev
    authentication.k8s.io/v1* SelfSubjectReview selfsubjectreviews
    authentication.k8s.io/v1* TokenReview tokenreviews
    authorization.k8s.io/v1 LocalSubjectAccessReview localsubjectaccessreviews
    authorization.k8s.io/v1* SelfSubjectAccessReview selfsubjectaccessreviews
    authorization.k8s.io/v1* SelfSubjectRulesReview selfsubjectrulesreviews
    authorization.k8s.io/v1* SubjectAccessReview subjectaccessreviews
    autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers hpa
    autoscaling/v1 HorizontalPodAutoscaler horizontalpodautoscalers hpa
    batch/v1 CronJob cronjobs cj
    batch/v1 Job jobs
    certificates.k8s.io/v1* CertificateSigningRequest certificatesigningrequests csr
    networking.k8s.io/v1* IngressClass ingressclasses
    networking.k8s.io/v1 Ingress ingresses ing
    networking.k8s.io/v1* IPAddress ipaddresses ip
    networking.k8s.io/v1 NetworkPolicy networkpolicies netpol
    networking.k8s.io/v1* ServiceCIDR servicecidrs
    policy/v1 PodDisruptionBudget poddisruptionbudgets pdb
    rbac.authorization.k8s.io/v1* ClusterRoleBinding clusterrolebindings
    rbac.authorization.k8s.io/v1* ClusterRole clusterroles
    rbac.authorization.k8s.io/v1 RoleBinding rolebindings
    rbac.authorization.k8s.io/v1 Role roles
    storage.k8s.io/v1* CSIDriver csidrivers
    storage.k8s.io/v1* CSINode csinodes
    storage.k8s.io/v1 CSIStorageCapacity csistoragecapacities
    storage.k8s.io/v1* StorageClass storageclasses sc
    storage.k8s.io/v1* VolumeAttachment volumeattachments
    storage.k8s.io/v1* VolumeAttributesClass volumeattributesclasses vac
    admissionregistration.k8s.io/v1* MutatingAdmissionPolicy mutatingadmissionpolicies
    admissionregistration.k8s.io/v1* MutatingAdmissionPolicyBinding mutatingadmissionpolicybindings
    admissionregistration.k8s.io/v1* MutatingWebhookConfiguration mutatingwebhookconfigurations
    admissionregistration.k8s.io/v1* ValidatingAdmissionPolicy validatingadmissionpolicies
    admissionregistration.k8s.io/v1* ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings
    admissionregistration.k8s.io/v1* ValidatingWebhookConfiguration validatingwebhookconfigurations
    apiextensions.k8s.io/v1* CustomResourceDefinition customresourcedefinitions crd crds
    scheduling.k8s.io/v1* PriorityClass priorityclasses pc
    coordination.k8s.io/v1 Lease leases
    node.k8s.io/v1* RuntimeClass runtimeclasses
    resource.k8s.io/v1* DeviceClass deviceclasses
    resource.k8s.io/v1 ResourceClaim resourceclaims
    resource.k8s.io/v1 ResourceClaimTemplate resourceclaimtemplates
    resource.k8s.io/v1* ResourceSlice resourceslices
    flowcontrol.apiserver.k8s.io/v1* FlowSchema flowschemas
    flowcontrol.apiserver.k8s.io/v1* PriorityLevelConfiguration prioritylevelconfigurations
    """
}
