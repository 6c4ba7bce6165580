extension SchemaText {
  /// Made by Tests/Tools/generate-schema.py.
  static let corePToZ = """
    PersistentVolume apiVersion=s kind=s metadata=ObjectMeta spec=PersistentVolumeSpec \
    status=PersistentVolumeStatus
    PersistentVolumeClaim apiVersion=s kind=s metadata=ObjectMeta+ \
    spec=PersistentVolumeClaimSpec+ status=PersistentVolumeClaimStatus+
    PersistentVolumeClaimCondition lastProbeTime=t+ lastTransitionTime=t+ message=s reason=s \
    status=s! type=s!
    PersistentVolumeClaimSpec accessModes=[s dataSource=TypedLocalObjectReference \
    dataSourceRef=TypedObjectReference resources=VolumeResourceRequirements+ \
    selector=LabelSelector storageClassName=s! volumeAttributesClassName=s! volumeMode=s \
    volumeName=s
    PersistentVolumeClaimStatus accessModes=[s allocatedResourceStatuses={s \
    allocatedResources={q capacity={q conditions=[PersistentVolumeClaimCondition \
    currentVolumeAttributesClassName=s modifyVolumeStatus=ModifyVolumeStatus phase=s
    PersistentVolumeClaimTemplate metadata=ObjectMeta+ spec=PersistentVolumeClaimSpec+
    PersistentVolumeClaimVolumeSource claimName=s! readOnly=b
    PersistentVolumeSpec accessModes=[s awsElasticBlockStore=AWSElasticBlockStoreVolumeSource \
    azureDisk=AzureDiskVolumeSource azureFile=AzureFilePersistentVolumeSource capacity={q \
    cephfs=CephFSPersistentVolumeSource cinder=CinderPersistentVolumeSource \
    claimRef=ObjectReference csi=CSIPersistentVolumeSource fc=FCVolumeSource \
    flexVolume=FlexPersistentVolumeSource flocker=FlockerVolumeSource \
    gcePersistentDisk=GCEPersistentDiskVolumeSource glusterfs=GlusterfsPersistentVolumeSource \
    hostPath=HostPathVolumeSource iscsi=ISCSIPersistentVolumeSource local=LocalVolumeSource \
    mountOptions=[s nfs=NFSVolumeSource nodeAffinity=VolumeNodeAffinity \
    persistentVolumeReclaimPolicy=s photonPersistentDisk=PhotonPersistentDiskVolumeSource \
    portworxVolume=PortworxVolumeSource quobyte=QuobyteVolumeSource \
    rbd=RBDPersistentVolumeSource scaleIO=ScaleIOPersistentVolumeSource storageClassName=s \
    storageos=StorageOSPersistentVolumeSource volumeAttributesClassName=s volumeMode=s \
    vsphereVolume=VsphereVirtualDiskVolumeSource
    PersistentVolumeStatus lastPhaseTransitionTime=t message=s phase=s reason=s
    PhotonPersistentDiskVolumeSource fsType=s pdID=s!
    Pod apiVersion=s kind=s metadata=ObjectMeta spec=PodSpec status=PodStatus
    PodAffinity preferredDuringSchedulingIgnoredDuringExecution=[WeightedPodAffinityTerm \
    requiredDuringSchedulingIgnoredDuringExecution=[PodAffinityTerm
    PodAffinityTerm labelSelector=LabelSelector matchLabelKeys=[s mismatchLabelKeys=[s \
    namespaceSelector=LabelSelector namespaces=[s topologyKey=s!
    PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution=[WeightedPodAffinityTerm \
    requiredDuringSchedulingIgnoredDuringExecution=[PodAffinityTerm
    PodCertificateProjection certificateChainPath=s credentialBundlePath=s keyPath=s keyType=s! \
    maxExpirationSeconds=i! signerName=s! userAnnotations={s
    PodCondition lastProbeTime=t lastTransitionTime=t message=s observedGeneration=l reason=s \
    status=s! type=s!
    PodDNSConfig nameservers=[s options=[PodDNSConfigOption searches=[s
    PodDNSConfigOption name=s value=s!
    PodExtendedResourceClaimStatus requestMappings=[ContainerExtendedResourceRequest \
    resourceClaimName=s!
    PodIP ip=s!
    PodOS name=s!
    PodReadinessGate conditionType=s!
    PodResourceClaim name=s! resourceClaimName=s resourceClaimTemplateName=s
    PodResourceClaimStatus name=s! resourceClaimName=s
    PodSchedulingGate name=s!
    PodSchedulingGroup podGroupName=s
    PodSecurityContext appArmorProfile=AppArmorProfile fsGroup=l! fsGroupChangePolicy=s \
    runAsGroup=l! runAsNonRoot=b! runAsUser=l! seLinuxChangePolicy=s \
    seLinuxOptions=SELinuxOptions seccompProfile=SeccompProfile supplementalGroups=[l \
    supplementalGroupsPolicy=s sysctls=[Sysctl windowsOptions=WindowsSecurityContextOptions
    PodSpec activeDeadlineSeconds=l! affinity=Affinity automountServiceAccountToken=b! \
    containers=[Container dnsConfig=PodDNSConfig dnsPolicy=s enableServiceLinks=b! \
    ephemeralContainers=[EphemeralContainer hostAliases=[HostAlias hostIPC=b hostNetwork=b \
    hostPID=b hostUsers=b! hostname=s hostnameOverride=s imagePullSecrets=[LocalObjectReference \
    initContainers=[Container nodeName=s nodeSelector={s os=PodOS overhead={q preemptionPolicy=s \
    priority=i! priorityClassName=s readinessGates=[PodReadinessGate \
    resourceClaims=[PodResourceClaim resources=ResourceRequirements restartPolicy=s \
    runtimeClassName=s! schedulerName=s schedulingGates=[PodSchedulingGate \
    schedulingGroup=PodSchedulingGroup securityContext=PodSecurityContext serviceAccount=s \
    serviceAccountName=s setHostnameAsFQDN=b! shareProcessNamespace=b! subdomain=s \
    terminationGracePeriodSeconds=l! tolerations=[Toleration \
    topologySpreadConstraints=[TopologySpreadConstraint volumes=[Volume
    PodStatus allocatedResources={q conditions=[PodCondition containerStatuses=[ContainerStatus \
    ephemeralContainerStatuses=[ContainerStatus \
    extendedResourceClaimStatus=PodExtendedResourceClaimStatus hostIP=s hostIPs=[HostIP \
    initContainerStatuses=[ContainerStatus message=s \
    nodeAllocatableResourceClaimStatuses=[NodeAllocatableResourceClaimStatus nominatedNodeName=s \
    observedGeneration=l phase=s podIP=s podIPs=[PodIP qosClass=s reason=s resize=s \
    resourceClaimStatuses=[PodResourceClaimStatus resources=ResourceRequirements startTime=t
    PodTemplateSpec metadata=ObjectMeta+ spec=PodSpec+
    PortStatus error=s port=i! protocol=s!
    PortworxVolumeSource fsType=s readOnly=b volumeID=s!
    PreferredSchedulingTerm preference=NodeSelectorTerm+ weight=i!
    Probe exec=ExecAction failureThreshold=i grpc=GRPCAction httpGet=HTTPGetAction \
    initialDelaySeconds=i periodSeconds=i successThreshold=i tcpSocket=TCPSocketAction \
    terminationGracePeriodSeconds=l! timeoutSeconds=i
    ProjectedVolumeSource defaultMode=i! sources=[VolumeProjection
    QuobyteVolumeSource group=s readOnly=b registry=s! tenant=s user=s volume=s!
    RBDPersistentVolumeSource fsType=s image=s! keyring=s monitors=[s pool=s readOnly=b \
    secretRef=SecretReference user=s
    RBDVolumeSource fsType=s image=s! keyring=s monitors=[s pool=s readOnly=b \
    secretRef=LocalObjectReference user=s
    ResourceClaim name=s! request=s
    ResourceFieldSelector containerName=s divisor=q resource=s!
    ResourceHealth health=s message=s resourceID=s!
    ResourceRequirements claims=[ResourceClaim limits={q requests={q
    ResourceStatus name=s! resources=[ResourceHealth
    SELinuxOptions level=s role=s type=s user=s
    ScaleIOPersistentVolumeSource fsType=s gateway=s! protectionDomain=s readOnly=b \
    secretRef=SecretReference sslEnabled=b storageMode=s storagePool=s system=s! volumeName=s
    ScaleIOVolumeSource fsType=s gateway=s! protectionDomain=s readOnly=b \
    secretRef=LocalObjectReference sslEnabled=b storageMode=s storagePool=s system=s! \
    volumeName=s
    SeccompProfile localhostProfile=s! type=s!
    Secret apiVersion=s data={y immutable=b! kind=s metadata=ObjectMeta stringData={s type=s
    SecretEnvSource name=s optional=b!
    SecretKeySelector key=s! name=s optional=b!
    SecretProjection items=[KeyToPath name=s optional=b!
    SecretReference name=s namespace=s
    SecretVolumeSource defaultMode=i! items=[KeyToPath optional=b! secretName=s
    SecurityContext allowPrivilegeEscalation=b! appArmorProfile=AppArmorProfile \
    capabilities=Capabilities privileged=b! procMount=s readOnlyRootFilesystem=b! runAsGroup=l! \
    runAsNonRoot=b! runAsUser=l! seLinuxOptions=SELinuxOptions seccompProfile=SeccompProfile \
    windowsOptions=WindowsSecurityContextOptions
    Service apiVersion=s kind=s metadata=ObjectMeta spec=ServiceSpec status=ServiceStatus
    ServiceAccount apiVersion=s automountServiceAccountToken=b! \
    imagePullSecrets=[LocalObjectReference kind=s metadata=ObjectMeta secrets=[ObjectReference
    ServiceAccountTokenProjection audience=s expirationSeconds=l! path=s!
    ServicePort appProtocol=s! name=s nodePort=i port=i! protocol=s targetPort=p
    ServiceSpec allocateLoadBalancerNodePorts=b! clusterIP=s clusterIPs=[s externalIPs=[s \
    externalName=s externalTrafficPolicy=s healthCheckNodePort=i internalTrafficPolicy=s \
    ipFamilies=[s ipFamilyPolicy=s loadBalancerClass=s! loadBalancerIP=s \
    loadBalancerSourceRanges=[s ports=[ServicePort publishNotReadyAddresses=b selector={s \
    sessionAffinity=s sessionAffinityConfig=SessionAffinityConfig trafficDistribution=s type=s
    ServiceStatus conditions=[Condition loadBalancer=LoadBalancerStatus
    SessionAffinityConfig clientIP=ClientIPConfig
    SleepAction seconds=l!
    StorageOSPersistentVolumeSource fsType=s readOnly=b secretRef=ObjectReference volumeName=s \
    volumeNamespace=s
    StorageOSVolumeSource fsType=s readOnly=b secretRef=LocalObjectReference volumeName=s \
    volumeNamespace=s
    Sysctl name=s! value=s!
    TCPSocketAction host=s port=p!
    Taint effect=s! key=s! timeAdded=t value=s
    Toleration effect=s key=s operator=s tolerationSeconds=l! value=s
    TopologySelectorLabelRequirement key=s! values=[s
    TopologySelectorTerm matchLabelExpressions=[TopologySelectorLabelRequirement
    TopologySpreadConstraint labelSelector=LabelSelector matchLabelKeys=[s maxSkew=i! \
    minDomains=i! nodeAffinityPolicy=s nodeTaintsPolicy=s topologyKey=s! whenUnsatisfiable=s!
    TypedLocalObjectReference apiGroup=s! kind=s! name=s!
    TypedObjectReference apiGroup=s! kind=s! name=s! namespace=s
    Volume awsElasticBlockStore=AWSElasticBlockStoreVolumeSource azureDisk=AzureDiskVolumeSource \
    azureFile=AzureFileVolumeSource cephfs=CephFSVolumeSource cinder=CinderVolumeSource \
    configMap=ConfigMapVolumeSource csi=CSIVolumeSource downwardAPI=DownwardAPIVolumeSource \
    emptyDir=EmptyDirVolumeSource ephemeral=EphemeralVolumeSource fc=FCVolumeSource \
    flexVolume=FlexVolumeSource flocker=FlockerVolumeSource \
    gcePersistentDisk=GCEPersistentDiskVolumeSource gitRepo=GitRepoVolumeSource \
    glusterfs=GlusterfsVolumeSource hostPath=HostPathVolumeSource image=ImageVolumeSource \
    iscsi=ISCSIVolumeSource name=s! nfs=NFSVolumeSource \
    persistentVolumeClaim=PersistentVolumeClaimVolumeSource \
    photonPersistentDisk=PhotonPersistentDiskVolumeSource portworxVolume=PortworxVolumeSource \
    projected=ProjectedVolumeSource quobyte=QuobyteVolumeSource rbd=RBDVolumeSource \
    scaleIO=ScaleIOVolumeSource secret=SecretVolumeSource storageos=StorageOSVolumeSource \
    vsphereVolume=VsphereVirtualDiskVolumeSource
    VolumeDevice devicePath=s! name=s!
    VolumeMount mountPath=s! mountPropagation=s name=s! readOnly=b recursiveReadOnly=s subPath=s \
    subPathExpr=s
    VolumeMountStatus mountPath=s! name=s! readOnly=b recursiveReadOnly=s \
    volumeStatus=VolumeStatus
    VolumeNodeAffinity required=NodeSelector
    VolumeProjection clusterTrustBundle=ClusterTrustBundleProjection \
    configMap=ConfigMapProjection downwardAPI=DownwardAPIProjection \
    podCertificate=PodCertificateProjection secret=SecretProjection \
    serviceAccountToken=ServiceAccountTokenProjection
    VolumeResourceRequirements limits={q requests={q
    VolumeStatus image=ImageVolumeStatus
    VsphereVirtualDiskVolumeSource fsType=s storagePolicyID=s storagePolicyName=s volumePath=s!
    WeightedPodAffinityTerm podAffinityTerm=PodAffinityTerm+ weight=i!
    WindowsSecurityContextOptions gmsaCredentialSpec=s gmsaCredentialSpecName=s hostProcess=b! \
    runAsUserName=s
    """
}
