extension SchemaText {
  /// Made by Tests/Tools/generate-schema.py.
  static let coreLToPo = """
    core/v1:
    Lifecycle postStart=LifecycleHandler@1 preStop=LifecycleHandler@2 stopSignal=s!@3
    LifecycleHandler exec=ExecAction@1 httpGet=HTTPGetAction@2 sleep=SleepAction@4 \
    tcpSocket=TCPSocketAction@3
    LinuxContainerUser gid=l!@2*:0 supplementalGroups=[l@3 uid=l!@1*:0
    LoadBalancerIngress hostname=s@2 ip=s@1 ipMode=s!@3 ports=[PortStatus@4
    LoadBalancerStatus ingress=[LoadBalancerIngress@1
    LocalObjectReference% name=s@1
    LocalVolumeSource fsType=s!@2 path=s!@1*
    ModifyVolumeStatus status=s!@2*|InProgress|Infeasible|Pending \
    targetVolumeAttributesClassName=s@1
    NFSVolumeSource path=s!@2* readOnly=b@3 server=s!@1*
    Namespace apiVersion=s kind=s metadata=ObjectMeta@1 spec=NamespaceSpec@2 \
    status=NamespaceStatus@3
    NamespaceCondition lastTransitionTime=t+@4 message=s@6 reason=s@5 status=s!@2* type=s!@1*
    NamespaceSpec finalizers=[s@1
    NamespaceStatus conditions=[NamespaceCondition@2~type^type phase=s@1|Active|Terminating
    Node apiVersion=s kind=s metadata=ObjectMeta@1 spec=NodeSpec@2 status=NodeStatus@3
    NodeAddress address=s!@2* type=s!@1*
    NodeAffinity preferredDuringSchedulingIgnoredDuringExecution=[PreferredSchedulingTerm@2 \
    requiredDuringSchedulingIgnoredDuringExecution=NodeSelector@1
    NodeAllocatableResourceClaimStatus containers=[s@2~ resourceClaimName=s!@1* resources={q@3*
    NodeCondition lastHeartbeatTime=t+@3 lastTransitionTime=t+@4 message=s@6 reason=s@5 \
    status=s!@2* type=s!@1*
    NodeConfigSource configMap=ConfigMapNodeConfigSource@2
    NodeConfigStatus active=NodeConfigSource@2 assigned=NodeConfigSource@1 error=s@4 \
    lastKnownGood=NodeConfigSource@3
    NodeDaemonEndpoints kubeletEndpoint=DaemonEndpoint@1
    NodeFeatures supplementalGroupsPolicy=b!@1
    NodeRuntimeHandler features=NodeRuntimeHandlerFeatures@2 name=s@1
    NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=b!@1 userNamespaces=b!@2
    NodeSelector% nodeSelectorTerms=[NodeSelectorTerm@1*
    NodeSelectorRequirement key=s!@1* operator=s!@2*|DoesNotExist|Exists|Gt|In|Lt|NotIn \
    values=[s@3
    NodeSelectorTerm% matchExpressions=[NodeSelectorRequirement@1 \
    matchFields=[NodeSelectorRequirement@2
    NodeSpec configSource=NodeConfigSource@6 externalID=s@2 podCIDR=s@1 podCIDRs=[s@7~^ \
    providerID=s@3 taints=[Taint@5 unschedulable=b@4
    NodeStatus addresses=[NodeAddress@5~type^type allocatable={q@2 capacity={q@1 \
    conditions=[NodeCondition@4~type^type config=NodeConfigStatus@11 \
    daemonEndpoints=NodeDaemonEndpoints@6 declaredFeatures=[s@14 features=NodeFeatures@13 \
    images=[ContainerImage@8 nodeInfo=NodeSystemInfo@7 phase=s@3|Pending|Running|Terminated \
    runtimeHandlers=[NodeRuntimeHandler@12 volumesAttached=[AttachedVolume@10 volumesInUse=[s@9
    NodeSwapStatus capacity=l!@1
    NodeSystemInfo architecture=s!@10* bootID=s!@3* containerRuntimeVersion=s!@6* \
    kernelVersion=s!@4* kubeProxyVersion=s!@8* kubeletVersion=s!@7* machineID=s!@1* \
    operatingSystem=s!@9* osImage=s!@5* swap=NodeSwapStatus@11 systemUUID=s!@2*
    ObjectFieldSelector% apiVersion=s@1 fieldPath=s!@2*
    ObjectReference% apiVersion=s@5 fieldPath=s@7 kind=s@1 name=s@3 namespace=s@2 \
    resourceVersion=s@6 uid=s@4
    PersistentVolume apiVersion=s kind=s metadata=ObjectMeta@1 spec=PersistentVolumeSpec@2 \
    status=PersistentVolumeStatus@3
    PersistentVolumeClaim apiVersion=s kind=s metadata=ObjectMeta+@1 \
    spec=PersistentVolumeClaimSpec+@2 status=PersistentVolumeClaimStatus+@3
    PersistentVolumeClaimCondition lastProbeTime=t+@3 lastTransitionTime=t+@4 message=s@6 \
    reason=s@5 status=s!@2* type=s!@1*
    PersistentVolumeClaimSpec accessModes=[s@1 dataSource=TypedLocalObjectReference@7 \
    dataSourceRef=TypedObjectReference@8 resources=VolumeResourceRequirements+@2 \
    selector=LabelSelector@4 storageClassName=s!@5 volumeAttributesClassName=s!@9 \
    volumeMode=s!@6|Block|Filesystem volumeName=s@3
    PersistentVolumeClaimStatus accessModes=[s@2 allocatedResourceStatuses={s@7/ \
    allocatedResources={q@5 capacity={q@3 conditions=[PersistentVolumeClaimCondition@4~type^type \
    currentVolumeAttributesClassName=s!@8 modifyVolumeStatus=ModifyVolumeStatus@9 \
    phase=s@1|Bound|Lost|Pending
    PersistentVolumeClaimTemplate metadata=ObjectMeta+@1 spec=PersistentVolumeClaimSpec+@2*
    PersistentVolumeClaimVolumeSource claimName=s!@1* readOnly=b@2
    PersistentVolumeSpec accessModes=[s@3 \
    awsElasticBlockStore=AWSElasticBlockStoreVolumeSource@2.2 \
    azureDisk=AzureDiskVolumeSource@2.16 azureFile=AzureFilePersistentVolumeSource@2.13 \
    capacity={q@1 cephfs=CephFSPersistentVolumeSource@2.9 \
    cinder=CinderPersistentVolumeSource@2.8 claimRef=ObjectReference@4/ \
    csi=CSIPersistentVolumeSource@2.22 fc=FCVolumeSource@2.10 \
    flexVolume=FlexPersistentVolumeSource@2.12 flocker=FlockerVolumeSource@2.11 \
    gcePersistentDisk=GCEPersistentDiskVolumeSource@2.1 \
    glusterfs=GlusterfsPersistentVolumeSource@2.4 hostPath=HostPathVolumeSource@2.3 \
    iscsi=ISCSIPersistentVolumeSource@2.7 local=LocalVolumeSource@2.20 mountOptions=[s@7 \
    nfs=NFSVolumeSource@2.5 nodeAffinity=VolumeNodeAffinity@9 \
    persistentVolumeReclaimPolicy=s@5|Delete|Recycle|Retain \
    photonPersistentDisk=PhotonPersistentDiskVolumeSource@2.17 \
    portworxVolume=PortworxVolumeSource@2.18 quobyte=QuobyteVolumeSource@2.15 \
    rbd=RBDPersistentVolumeSource@2.6 scaleIO=ScaleIOPersistentVolumeSource@2.19 \
    storageClassName=s@6 storageos=StorageOSPersistentVolumeSource@2.21 \
    volumeAttributesClassName=s!@10 volumeMode=s!@8|Block|Filesystem \
    vsphereVolume=VsphereVirtualDiskVolumeSource@2.14
    PersistentVolumeStatus lastPhaseTransitionTime=t@4 message=s@2 \
    phase=s@1|Available|Bound|Failed|Pending|Released reason=s@3
    PhotonPersistentDiskVolumeSource fsType=s@2 pdID=s!@1*
    Pod apiVersion=s kind=s metadata=ObjectMeta@1 spec=PodSpec@2 status=PodStatus@3
    PodAffinity preferredDuringSchedulingIgnoredDuringExecution=[WeightedPodAffinityTerm@2 \
    requiredDuringSchedulingIgnoredDuringExecution=[PodAffinityTerm@1
    PodAffinityTerm labelSelector=LabelSelector@1 matchLabelKeys=[s@5 mismatchLabelKeys=[s@6 \
    namespaceSelector=LabelSelector@4 namespaces=[s@2 topologyKey=s!@3*
    PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution=[WeightedPodAffinityTerm@2 \
    requiredDuringSchedulingIgnoredDuringExecution=[PodAffinityTerm@1
    PodCertificateProjection certificateChainPath=s@6 credentialBundlePath=s@4 keyPath=s@5 \
    keyType=s!@2* maxExpirationSeconds=i!@3 signerName=s!@1* userAnnotations={s@7
    PodCondition lastProbeTime=t@3 lastTransitionTime=t@4 message=s@6 observedGeneration=l@7 \
    reason=s@5 status=s!@2* type=s!@1*
    PodDNSConfig nameservers=[s@1 options=[PodDNSConfigOption@3 searches=[s@2
    PodDNSConfigOption name=s@1 value=s!@2
    PodExtendedResourceClaimStatus requestMappings=[ContainerExtendedResourceRequest@1* \
    resourceClaimName=s!@2*
    PodIP ip=s!@1*
    PodOS name=s!@1*
    PodReadinessGate conditionType=s!@1*
    PodResourceClaim name=s!@1* resourceClaimName=s!@3 resourceClaimTemplateName=s!@4
    PodResourceClaimStatus name=s!@1* resourceClaimName=s!@2
    PodSchedulingGate name=s!@1*
    PodSchedulingGroup podGroupName=s!@1
    PodSecurityContext appArmorProfile=AppArmorProfile@11 fsGroup=l!@5 \
    fsGroupChangePolicy=s!@9|Always|OnRootMismatch runAsGroup=l!@6 runAsNonRoot=b!@3 \
    runAsUser=l!@2 seLinuxChangePolicy=s!@13 seLinuxOptions=SELinuxOptions@1 \
    seccompProfile=SeccompProfile@10 supplementalGroups=[l@4 \
    supplementalGroupsPolicy=s!@12|Merge|Strict sysctls=[Sysctl@7 \
    windowsOptions=WindowsSecurityContextOptions@8
    PodSpec activeDeadlineSeconds=l!@5 affinity=Affinity@18 automountServiceAccountToken=b!@21 \
    containers=[Container@2*~name^name dnsConfig=PodDNSConfig@26 \
    dnsPolicy=s@6|ClusterFirst|ClusterFirstWithHostNet|Default|None enableServiceLinks=b!@30 \
    ephemeralContainers=[EphemeralContainer@34~name^name hostAliases=[HostAlias@23~ip^ip \
    hostIPC=b@13 hostNetwork=b@11 hostPID=b@12 hostUsers=b!@37 hostname=s@16 \
    hostnameOverride=s!@41 imagePullSecrets=[LocalObjectReference@15~name^name \
    initContainers=[Container@20~name^name nodeName=s@10 nodeSelector={s@7% os=PodOS@36 \
    overhead={q@32 preemptionPolicy=s!@31|Never|PreemptLowerPriority priority=i!@25 \
    priorityClassName=s@24 readinessGates=[PodReadinessGate@28 \
    resourceClaims=[PodResourceClaim@39~name^name& resources=ResourceRequirements@40 \
    restartPolicy=s@3|Always|Never|OnFailure runtimeClassName=s!@29 schedulerName=s@19 \
    schedulingGates=[PodSchedulingGate@38~name^name schedulingGroup=PodSchedulingGroup@43 \
    securityContext=PodSecurityContext@14 serviceAccount=s@9 serviceAccountName=s@8 \
    setHostnameAsFQDN=b!@35 shareProcessNamespace=b!@27 subdomain=s@17 \
    terminationGracePeriodSeconds=l!@4 tolerations=[Toleration@22 \
    topologySpreadConstraints=[TopologySpreadConstraint@33~topologyKey,whenUnsatisfiable^topologyKey \
    volumes=[Volume@1~name^name&
    PodStatus allocatedResources={q@19 conditions=[PodCondition@2~type^type \
    containerStatuses=[ContainerStatus@8 ephemeralContainerStatuses=[ContainerStatus@13 \
    extendedResourceClaimStatus=PodExtendedResourceClaimStatus@18 hostIP=s@5 \
    hostIPs=[HostIP@16^ip initContainerStatuses=[ContainerStatus@10 message=s@3 \
    nodeAllocatableResourceClaimStatuses=[NodeAllocatableResourceClaimStatus@21 \
    nominatedNodeName=s@11 observedGeneration=l@17 \
    phase=s@1|Failed|Pending|Running|Succeeded|Unknown podIP=s@6 podIPs=[PodIP@12~ip^ip \
    qosClass=s@9|BestEffort|Burstable|Guaranteed reason=s@4 resize=s@14 \
    resourceClaimStatuses=[PodResourceClaimStatus@15~name^name& \
    resources=ResourceRequirements@20 startTime=t@7
    PodTemplateSpec metadata=ObjectMeta+@1 spec=PodSpec+@2
    """
}
