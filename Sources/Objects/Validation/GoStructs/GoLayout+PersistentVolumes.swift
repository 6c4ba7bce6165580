/// The structs of what persistent volumes stand for.
extension GoLayout {
  static let persistentText = """
    PersistentVolumeSource GCEPersistentDisk:*GCEPersistentDisk \
    AWSElasticBlockStore:*AWSElasticBlockStore HostPath:*HostPath \
    Glusterfs:*PersistentGlusterfs NFS:*NFS RBD:*PersistentRBD Quobyte:*Quobyte \
    ISCSI:*PersistentISCSI FlexVolume:*PersistentFlexVolume Cinder:*PersistentCinder \
    CephFS=cephfs:*PersistentCephFS FC:*FC Flocker:*Flocker AzureFile:*PersistentAzureFile \
    VsphereVolume:*VsphereVolume AzureDisk:*AzureDisk \
    PhotonPersistentDisk:*PhotonPersistentDisk PortworxVolume:*PortworxVolume \
    ScaleIO=scaleIO:*PersistentScaleIO Local:*Local StorageOS=storageos:*PersistentStorageOS \
    CSI:*PersistentCSI
    SecretReference Name Namespace
    ObjectReference Kind Namespace Name UID APIVersion ResourceVersion FieldPath
    PersistentGlusterfs EndpointsName=endpoints Path ReadOnly:? EndpointsNamespace:*
    PersistentRBD CephMonitors=monitors:[] RBDImage=image FSType RBDPool=pool RadosUser=user \
    Keyring SecretRef:*SecretReference ReadOnly:?
    PersistentISCSI TargetPortal IQN Lun:# ISCSIInterface FSType ReadOnly:? Portals:[] \
    DiscoveryCHAPAuth=chapAuthDiscovery:? SessionCHAPAuth=chapAuthSession:? \
    SecretRef:*SecretReference InitiatorName:*
    PersistentFlexVolume Driver FSType SecretRef:*SecretReference ReadOnly:? Options:{}
    PersistentCinder VolumeID FSType ReadOnly:? SecretRef:*SecretReference
    PersistentCephFS Monitors:[] Path User SecretFile SecretRef:*SecretReference ReadOnly:?
    PersistentAzureFile SecretName ShareName ReadOnly:? SecretNamespace:*
    PersistentScaleIO Gateway System SecretRef:*SecretReference SSLEnabled:? ProtectionDomain \
    StoragePool StorageMode VolumeName FSType ReadOnly:?
    Local Path FSType:*
    PersistentStorageOS VolumeName VolumeNamespace FSType ReadOnly:? SecretRef:*ObjectReference
    PersistentCSI Driver VolumeHandle ReadOnly:? FSType VolumeAttributes:{} \
    ControllerPublishSecretRef:*SecretReference NodeStageSecretRef:*SecretReference \
    NodePublishSecretRef:*SecretReference ControllerExpandSecretRef:*SecretReference \
    NodeExpandSecretRef:*SecretReference
    VolumeNodeAffinity Required:*NodeSelector
    """
}
