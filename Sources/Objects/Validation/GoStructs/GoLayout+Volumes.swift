/// The structs of volumes and claims.
extension GoLayout {
  static let volumeText = """
    Volume Name HostPath:*HostPath EmptyDir:*EmptyDir GCEPersistentDisk:*GCEPersistentDisk \
    AWSElasticBlockStore:*AWSElasticBlockStore GitRepo:*GitRepo Secret:*SecretVolume NFS:*NFS \
    ISCSI:*ISCSI Glusterfs:*Glusterfs PersistentVolumeClaim:*PersistentVolumeClaim RBD:*RBD \
    Quobyte:*Quobyte FlexVolume:*FlexVolume Cinder:*Cinder CephFS=cephfs:*CephFS \
    Flocker:*Flocker DownwardAPI:*DownwardAPI FC:*FC AzureFile:*AzureFile \
    ConfigMap:*ConfigMapVolume VsphereVolume:*VsphereVolume AzureDisk:*AzureDisk \
    PhotonPersistentDisk:*PhotonPersistentDisk Projected:*Projected \
    PortworxVolume:*PortworxVolume ScaleIO=scaleIO:*ScaleIO StorageOS=storageos:*StorageOS \
    CSI:*CSI Ephemeral:*Ephemeral Image:*Image
    HostPath Path Type:*
    EmptyDir Medium SizeLimit:*
    GCEPersistentDisk PDName FSType Partition:# ReadOnly:?
    AWSElasticBlockStore VolumeID FSType Partition:# ReadOnly:?
    GitRepo Repository Revision Directory
    SecretVolume SecretName Items:[KeyToPath DefaultMode:* Optional:*
    KeyToPath Key Path Mode:*
    NFS Server Path ReadOnly:?
    ISCSI TargetPortal IQN Lun:# ISCSIInterface FSType ReadOnly:? Portals:[] \
    DiscoveryCHAPAuth=chapAuthDiscovery:? SessionCHAPAuth=chapAuthSession:? \
    SecretRef:*LocalObjectReference InitiatorName:*
    Glusterfs EndpointsName=endpoints Path ReadOnly:?
    PersistentVolumeClaim ClaimName ReadOnly:?
    RBD CephMonitors=monitors:[] RBDImage=image FSType RBDPool=pool RadosUser=user Keyring \
    SecretRef:*LocalObjectReference ReadOnly:?
    Quobyte Registry Volume ReadOnly:? User Group Tenant
    FlexVolume Driver FSType SecretRef:*LocalObjectReference ReadOnly:? Options:{}
    Cinder VolumeID FSType ReadOnly:? SecretRef:*LocalObjectReference
    CephFS Monitors:[] Path User SecretFile SecretRef:*LocalObjectReference ReadOnly:?
    Flocker DatasetName DatasetUUID
    DownwardAPI Items:[DownwardAPIFile DefaultMode:*
    DownwardAPIFile Path FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector Mode:*
    FC TargetWWNs:[] Lun:* FSType ReadOnly:? WWIDs=wwids:[]
    AzureFile SecretName ShareName ReadOnly:?
    ConfigMapVolume Name Items:[KeyToPath DefaultMode:* Optional:*
    VsphereVolume VolumePath FSType StoragePolicyName StoragePolicyID
    AzureDisk DiskName DataDiskURI=diskURI CachingMode:* FSType:* ReadOnly:* Kind:*
    PhotonPersistentDisk PdID FSType
    Projected Sources:[VolumeProjection DefaultMode:*
    VolumeProjection Secret:*KeyProjection DownwardAPI:*DownwardAPIProjection \
    ConfigMap:*KeyProjection ServiceAccountToken:*ServiceAccountToken \
    ClusterTrustBundle:*ClusterTrustBundle PodCertificate:*PodCertificate
    KeyProjection Name Items:[KeyToPath Optional:*
    DownwardAPIProjection Items:[DownwardAPIFile
    ServiceAccountToken Audience ExpirationSeconds:# Path
    ClusterTrustBundle Name:* SignerName:* LabelSelector:*LabelSelector Optional:* Path
    PodCertificate SignerName KeyType MaxExpirationSeconds:* CredentialBundlePath KeyPath \
    CertificateChainPath UserAnnotations:{}
    PortworxVolume VolumeID FSType ReadOnly:?
    ScaleIO Gateway System SecretRef:*LocalObjectReference SSLEnabled:? ProtectionDomain \
    StoragePool StorageMode VolumeName FSType ReadOnly:?
    StorageOS VolumeName VolumeNamespace FSType ReadOnly:? SecretRef:*LocalObjectReference
    CSI Driver ReadOnly:* FSType:* VolumeAttributes:{} NodePublishSecretRef:*LocalObjectReference
    Ephemeral VolumeClaimTemplate:*ClaimTemplate
    Image Reference PullPolicy

    """

  static let claimText = """
    ClaimTemplate Spec:PersistentVolumeClaimSpec
    PersistentVolumeClaimSpec AccessModes:[] Selector:*LabelSelector \
    Resources:VolumeResourceRequirements VolumeName StorageClassName:* VolumeMode:* \
    DataSource:*TypedReference DataSourceRef:*NamespacedReference VolumeAttributesClassName:*
    VolumeResourceRequirements Limits:{} Requests:{}
    TypedReference APIGroup:* Kind Name
    NamespacedReference APIGroup:* Kind Name Namespace:*
    """
}
