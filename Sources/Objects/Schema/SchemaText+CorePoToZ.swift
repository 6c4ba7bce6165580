extension SchemaText {
  /// Made by Tests/Tools/generate-schema.py.
  static let corePoToZ = """
    core/v1:
    PortStatus error=s!@3 port=i!@1*:0 protocol=s!@2*|SCTP|TCP|UDP
    PortworxVolumeSource fsType=s@2 readOnly=b@3 volumeID=s!@1*
    PreferredSchedulingTerm preference=NodeSelectorTerm+@2* weight=i!@1*:0
    Probe exec=ExecAction@1.1 failureThreshold=i@6 grpc=GRPCAction@1.4 httpGet=HTTPGetAction@1.2 \
    initialDelaySeconds=i@2 periodSeconds=i@4 successThreshold=i@5 tcpSocket=TCPSocketAction@1.3 \
    terminationGracePeriodSeconds=l!@7 timeoutSeconds=i@3
    ProjectedVolumeSource defaultMode=i!@2 sources=[VolumeProjection@1
    QuobyteVolumeSource group=s@5 readOnly=b@3 registry=s!@1* tenant=s@6 user=s@4 volume=s!@2*
    RBDPersistentVolumeSource fsType=s@3 image=s!@2* keyring=s@6:"/etc/ceph/keyring" \
    monitors=[s@1* pool=s@4:"rbd" readOnly=b@8 secretRef=SecretReference@7 user=s@5:"admin"
    RBDVolumeSource fsType=s@3 image=s!@2* keyring=s@6:"/etc/ceph/keyring" monitors=[s@1* \
    pool=s@4:"rbd" readOnly=b@8 secretRef=LocalObjectReference@7 user=s@5:"admin"
    ResourceClaim name=s!@1* request=s@2
    ResourceFieldSelector% containerName=s@1 divisor=q+@3 resource=s!@2*
    ResourceHealth health=s@2 message=s!@6 resourceID=s!@1*
    ResourceRequirements claims=[ResourceClaim@3~name limits={q@1 requests={q@2
    ResourceStatus name=s!@1* resources=[ResourceHealth@2~resourceID
    SELinuxOptions level=s@4 role=s@2 type=s@3 user=s@1
    ScaleIOPersistentVolumeSource fsType=s@9:"xfs" gateway=s!@1* protectionDomain=s@5 \
    readOnly=b@10 secretRef=SecretReference@3* sslEnabled=b@4 storageMode=s@7:"ThinProvisioned" \
    storagePool=s@6 system=s!@2* volumeName=s@8
    ScaleIOVolumeSource fsType=s@9:"xfs" gateway=s!@1* protectionDomain=s@5 readOnly=b@10 \
    secretRef=LocalObjectReference@3* sslEnabled=b@4 storageMode=s@7:"ThinProvisioned" \
    storagePool=s@6 system=s!@2* volumeName=s@8
    SeccompProfile localhostProfile=s!@2 type=s!@1*|Localhost|RuntimeDefault|Unconfined
    Secret apiVersion=s data={y@2 immutable=b!@5 kind=s metadata=ObjectMeta@1 stringData={s@4 \
    type=s@3
    SecretEnvSource name=s@1.1 optional=b!@2
    SecretKeySelector% key=s!@2* name=s@1.1 optional=b!@3
    SecretProjection items=[KeyToPath@2 name=s@1.1 optional=b!@4
    SecretReference% name=s@1 namespace=s@2
    SecretVolumeSource defaultMode=i!@3 items=[KeyToPath@2 optional=b!@4 secretName=s@1
    SecurityContext allowPrivilegeEscalation=b!@7 appArmorProfile=AppArmorProfile@12 \
    capabilities=Capabilities@1 privileged=b!@2 procMount=s!@9|Default|Unmasked \
    readOnlyRootFilesystem=b!@6 runAsGroup=l!@8 runAsNonRoot=b!@5 runAsUser=l!@4 \
    seLinuxOptions=SELinuxOptions@3 seccompProfile=SeccompProfile@11 \
    windowsOptions=WindowsSecurityContextOptions@10
    Service apiVersion=s kind=s metadata=ObjectMeta@1 spec=ServiceSpec@2 status=ServiceStatus@3
    ServiceAccount apiVersion=s automountServiceAccountToken=b!@4 \
    imagePullSecrets=[LocalObjectReference@3 kind=s metadata=ObjectMeta@1 \
    secrets=[ObjectReference@2~name^name
    ServiceAccountTokenProjection audience=s@1 expirationSeconds=l!@2 path=s!@3*
    ServicePort appProtocol=s!@6 name=s@1 nodePort=i@5 port=i!@3*:0 \
    protocol=s@2:"TCP"|SCTP|TCP|UDP targetPort=p@4
    ServiceSpec allocateLoadBalancerNodePorts=b!@20 clusterIP=s@3 clusterIPs=[s@18 \
    externalIPs=[s@5 externalName=s@10 externalTrafficPolicy=s@11|Cluster|Local \
    healthCheckNodePort=i@12 internalTrafficPolicy=s!@22|Cluster|Local ipFamilies=[s@19 \
    ipFamilyPolicy=s!@17|PreferDualStack|RequireDualStack|SingleStack loadBalancerClass=s!@21 \
    loadBalancerIP=s@8 loadBalancerSourceRanges=[s@9 ports=[ServicePort@1~port,protocol^port \
    publishNotReadyAddresses=b@13 selector={s@2% sessionAffinity=s@7|ClientIP|None \
    sessionAffinityConfig=SessionAffinityConfig@14 trafficDistribution=s!@23 \
    type=s@4|ClusterIP|ExternalName|LoadBalancer|NodePort
    ServiceStatus conditions=[Condition@2~type^type loadBalancer=LoadBalancerStatus@1
    SessionAffinityConfig clientIP=ClientIPConfig@1
    SleepAction seconds=l!@1*:0
    StorageOSPersistentVolumeSource fsType=s@3 readOnly=b@4 secretRef=ObjectReference@5 \
    volumeName=s@1 volumeNamespace=s@2
    StorageOSVolumeSource fsType=s@3 readOnly=b@4 secretRef=LocalObjectReference@5 \
    volumeName=s@1 volumeNamespace=s@2
    Sysctl name=s!@1* value=s!@2*
    TCPSocketAction host=s@2 port=p!@1*
    Taint effect=s!@3*|NoExecute|NoSchedule|PreferNoSchedule key=s!@1* timeAdded=t@4 value=s@2
    Toleration effect=s@4|NoExecute|NoSchedule|PreferNoSchedule key=s@1 \
    operator=s@2|Equal|Exists|Gt|Lt tolerationSeconds=l!@5 value=s@3
    TopologySelectorLabelRequirement key=s!@1* values=[s@2*
    TopologySelectorTerm% matchLabelExpressions=[TopologySelectorLabelRequirement@1
    TopologySpreadConstraint labelSelector=LabelSelector@4 matchLabelKeys=[s@8 maxSkew=i!@1*:0 \
    minDomains=i!@5 nodeAffinityPolicy=s!@6|Honor|Ignore nodeTaintsPolicy=s!@7|Honor|Ignore \
    topologyKey=s!@2* whenUnsatisfiable=s!@3*|DoNotSchedule|ScheduleAnyway
    TypedLocalObjectReference% apiGroup=s!@1 kind=s!@2* name=s!@3*
    TypedObjectReference apiGroup=s!@1 kind=s!@2* name=s!@3* namespace=s!@4
    Volume awsElasticBlockStore=AWSElasticBlockStoreVolumeSource@2.4 \
    azureDisk=AzureDiskVolumeSource@2.22 azureFile=AzureFileVolumeSource@2.18 \
    cephfs=CephFSVolumeSource@2.14 cinder=CinderVolumeSource@2.13 \
    configMap=ConfigMapVolumeSource@2.19 csi=CSIVolumeSource@2.28 \
    downwardAPI=DownwardAPIVolumeSource@2.16 emptyDir=EmptyDirVolumeSource@2.2 \
    ephemeral=EphemeralVolumeSource@2.29 fc=FCVolumeSource@2.17 flexVolume=FlexVolumeSource@2.12 \
    flocker=FlockerVolumeSource@2.15 gcePersistentDisk=GCEPersistentDiskVolumeSource@2.3 \
    gitRepo=GitRepoVolumeSource@2.5 glusterfs=GlusterfsVolumeSource@2.9 \
    hostPath=HostPathVolumeSource@2.1 image=ImageVolumeSource@2.30 iscsi=ISCSIVolumeSource@2.8 \
    name=s!@1* nfs=NFSVolumeSource@2.7 \
    persistentVolumeClaim=PersistentVolumeClaimVolumeSource@2.10 \
    photonPersistentDisk=PhotonPersistentDiskVolumeSource@2.23 \
    portworxVolume=PortworxVolumeSource@2.24 projected=ProjectedVolumeSource@2.26 \
    quobyte=QuobyteVolumeSource@2.21 rbd=RBDVolumeSource@2.11 scaleIO=ScaleIOVolumeSource@2.25 \
    secret=SecretVolumeSource@2.6 storageos=StorageOSVolumeSource@2.27 \
    vsphereVolume=VsphereVirtualDiskVolumeSource@2.20
    VolumeDevice devicePath=s!@2* name=s!@1*
    VolumeMount mountPath=s!@3* mountPropagation=s!@5|Bidirectional|HostToContainer|None \
    name=s!@1* readOnly=b@2 recursiveReadOnly=s!@7 subPath=s@4 subPathExpr=s@6
    VolumeMountStatus mountPath=s!@2* name=s!@1* readOnly=b@3 recursiveReadOnly=s!@4 \
    volumeStatus=VolumeStatus@5
    VolumeNodeAffinity required=NodeSelector@1
    VolumeProjection clusterTrustBundle=ClusterTrustBundleProjection@5 \
    configMap=ConfigMapProjection@3 downwardAPI=DownwardAPIProjection@2 \
    podCertificate=PodCertificateProjection@6 secret=SecretProjection@1 \
    serviceAccountToken=ServiceAccountTokenProjection@4
    VolumeResourceRequirements limits={q@1 requests={q@2
    VolumeStatus image=ImageVolumeStatus@1
    VsphereVirtualDiskVolumeSource fsType=s@2 storagePolicyID=s@4 storagePolicyName=s@3 \
    volumePath=s!@1*
    WeightedPodAffinityTerm podAffinityTerm=PodAffinityTerm+@2* weight=i!@1*:0
    WindowsSecurityContextOptions gmsaCredentialSpec=s!@2 gmsaCredentialSpecName=s!@1 \
    hostProcess=b!@4 runAsUserName=s!@3
    """
}
