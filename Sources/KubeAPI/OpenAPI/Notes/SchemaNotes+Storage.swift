extension SchemaNotes {
  /// Claims, volumes, classes, and what pods mount.
  static let storage = """
    PersistentVolumeClaim: Asks for storage that outlives pods. It is bound to a volume.
      spec: What storage is wanted.
      status: What storage there is.
    PersistentVolumeClaimSpec:
      accessModes: Who may use it at the same time, such as ReadWriteOnce.
      dataSource: What the volume is filled with.
      dataSourceRef: The same, from any kind of object.
      resources: How much is wanted.
      selector: Labels of the volumes that will do.
      storageClassName: The class. The default class unless given, no class if empty.
      volumeAttributesClassName: Class of attributes that can change later.
      volumeMode: Filesystem or Block. Filesystem unless given.
      volumeName: The volume it is bound to.
    VolumeResourceRequirements: How much storage.
      limits: The most that will do.
      requests: The least that will do, as storage.
    PersistentVolumeClaimStatus:
      accessModes: What the volume allows.
      allocatedResources: What has been asked for in an expansion.
      allocatedResourceStatuses: How an expansion goes.
      capacity: How large the volume is.
      conditions: Aspects of the claim's state.
      currentVolumeAttributesClassName: Class of attributes in force.
      modifyVolumeStatus: How a change of attributes goes.
      phase: Pending, Bound or Lost.
    PersistentVolumeClaimCondition: One aspect of a claim's state.
      lastProbeTime: When it was last looked at.
      lastTransitionTime: When the status last changed.
      message: The reason in a sentence.
      reason: The reason in one word.
      status: True, False or Unknown.
      type: The aspect.
    PersistentVolumeClaimTemplate: A claim that is made for a pod.
      metadata: Labels and annotations of the claim.
      spec: What storage is wanted.
    TypedLocalObjectReference: Points to an object of any kind in the same namespace.
      apiGroup: API group of the object.
      kind: Kind of the object.
      name: Name of the object.
    TypedObjectReference: Points to an object of any kind.
      apiGroup: API group of the object.
      kind: Kind of the object.
      name: Name of the object.
      namespace: Namespace of the object.
    PersistentVolume: Storage that a claim can be bound to.
      spec: What the storage is.
      status: Whether it is in use.
    PersistentVolumeSpec:
      accessModes: Who may use it at the same time.
      capacity: How large it is, as storage.
      claimRef: The claim it is bound to.
      csi: A volume of a CSI driver.
      hostPath: A folder of the node.
      local: A folder or device of one node.
      mountOptions: Options with which it is mounted.
      nfs: A folder of an NFS server.
      nodeAffinity: Nodes from which it can be reached.
      persistentVolumeReclaimPolicy: Retain or Delete: what becomes of it when its claim goes.
      storageClassName: The class that it belongs to.
      volumeAttributesClassName: Class of its attributes.
      volumeMode: Filesystem or Block.
    PersistentVolumeStatus: Whether a volume is in use.
      lastPhaseTransitionTime: When the phase last changed.
      message: Why it is in its phase, in a sentence.
      phase: Pending, Available, Bound, Released or Failed.
      reason: Why it is in its phase, in one word.
    VolumeNodeAffinity: Nodes from which a volume can be reached.
      required: Labels that they must have.
    StorageClass: A way to make volumes for claims.
      allowVolumeExpansion: Claims may grow.
      allowedTopologies: Where volumes may be made.
      mountOptions: Options with which volumes are mounted.
      parameters: Settings for the provisioner.
      provisioner: Who makes the volumes.
      reclaimPolicy: What becomes of volumes whose claims go. Delete unless given.
      volumeBindingMode: Immediate, or WaitForFirstConsumer to wait for a pod.
    Volume: Something that the containers of a pod can mount. One field besides the name.
      configMap: Keys of a config map as files.
      csi: A volume of a CSI driver that lives as long as the pod.
      downwardAPI: Fields of the pod as files.
      emptyDir: An empty folder that lives as long as the pod.
      ephemeral: A claim that lives as long as the pod.
      hostPath: A folder of the node.
      image: An image's files.
      name: Name within the pod.
      nfs: A folder of an NFS server.
      persistentVolumeClaim: The volume of a claim.
      projected: Several sources in one folder.
      secret: Keys of a secret as files.
    PersistentVolumeClaimVolumeSource:
      claimName: Name of the claim, in the pod's namespace.
      readOnly: Nothing can be written.
    EmptyDirVolumeSource: An empty folder.
      medium: Memory, or the node's disk if empty.
      sizeLimit: The most that it may hold.
    HostPathVolumeSource:
      path: The folder.
      type: What must be there, such as DirectoryOrCreate.
    ConfigMapVolumeSource:
      defaultMode: Mode of the files. 0644 unless given.
      items: The keys. All unless given.
      name: Name of the config map.
      optional: It does not have to exist.
    SecretVolumeSource:
      defaultMode: Mode of the files. 0644 unless given.
      items: The keys. All unless given.
      optional: It does not have to exist.
      secretName: Name of the secret.
    ProjectedVolumeSource:
      defaultMode: Mode of the files. 0644 unless given.
      sources: The sources.
    KeyToPath: A key as a file.
      key: The key.
      mode: Mode of the file.
      path: Path of the file in the volume.
    EphemeralVolumeSource:
      volumeClaimTemplate: The claim.
    """
}
