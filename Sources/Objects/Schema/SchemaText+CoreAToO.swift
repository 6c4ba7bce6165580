extension SchemaText {
  /// Made by Tests/Tools/generate-schema.py.
  static let coreAToO = """
    AWSElasticBlockStoreVolumeSource fsType=s partition=i readOnly=b volumeID=s!
    Affinity nodeAffinity=NodeAffinity podAffinity=PodAffinity podAntiAffinity=PodAntiAffinity
    AppArmorProfile localhostProfile=s! type=s!
    AttachedVolume devicePath=s! name=s!
    AzureDiskVolumeSource cachingMode=s diskName=s! diskURI=s! fsType=s kind=s readOnly=b!
    AzureFilePersistentVolumeSource readOnly=b secretName=s! secretNamespace=s shareName=s!
    AzureFileVolumeSource readOnly=b secretName=s! shareName=s!
    CSIPersistentVolumeSource controllerExpandSecretRef=SecretReference \
    controllerPublishSecretRef=SecretReference driver=s! fsType=s \
    nodeExpandSecretRef=SecretReference nodePublishSecretRef=SecretReference \
    nodeStageSecretRef=SecretReference readOnly=b volumeAttributes={s volumeHandle=s!
    CSIVolumeSource driver=s! fsType=s nodePublishSecretRef=LocalObjectReference readOnly=b \
    volumeAttributes={s
    Capabilities add=[s drop=[s
    CephFSPersistentVolumeSource monitors=[s path=s readOnly=b secretFile=s \
    secretRef=SecretReference user=s
    CephFSVolumeSource monitors=[s path=s readOnly=b secretFile=s secretRef=LocalObjectReference \
    user=s
    CinderPersistentVolumeSource fsType=s readOnly=b secretRef=SecretReference volumeID=s!
    CinderVolumeSource fsType=s readOnly=b secretRef=LocalObjectReference volumeID=s!
    ClientIPConfig timeoutSeconds=i!
    ClusterTrustBundleProjection labelSelector=LabelSelector name=s optional=b! path=s! \
    signerName=s
    ConfigMap apiVersion=s binaryData={y data={s immutable=b! kind=s metadata=ObjectMeta
    ConfigMapEnvSource name=s optional=b!
    ConfigMapKeySelector key=s! name=s optional=b!
    ConfigMapNodeConfigSource kubeletConfigKey=s! name=s! namespace=s! resourceVersion=s uid=s
    ConfigMapProjection items=[KeyToPath name=s optional=b!
    ConfigMapVolumeSource defaultMode=i! items=[KeyToPath name=s optional=b!
    Container args=[s command=[s env=[EnvVar envFrom=[EnvFromSource image=s imagePullPolicy=s \
    lifecycle=Lifecycle livenessProbe=Probe name=s! ports=[ContainerPort readinessProbe=Probe \
    resizePolicy=[ContainerResizePolicy resources=ResourceRequirements+ restartPolicy=s \
    restartPolicyRules=[ContainerRestartRule securityContext=SecurityContext startupProbe=Probe \
    stdin=b stdinOnce=b terminationMessagePath=s terminationMessagePolicy=s tty=b \
    volumeDevices=[VolumeDevice volumeMounts=[VolumeMount workingDir=s
    ContainerExtendedResourceRequest containerName=s! requestName=s! resourceName=s!
    ContainerImage names=[s sizeBytes=l
    ContainerPort containerPort=i! hostIP=s hostPort=i name=s protocol=s
    ContainerResizePolicy resourceName=s! restartPolicy=s!
    ContainerRestartRule action=s! exitCodes=ContainerRestartRuleOnExitCodes
    ContainerRestartRuleOnExitCodes operator=s! values=[i
    ContainerState running=ContainerStateRunning terminated=ContainerStateTerminated \
    waiting=ContainerStateWaiting
    ContainerStateRunning startedAt=t+
    ContainerStateTerminated containerID=s exitCode=i! finishedAt=t+ message=s reason=s signal=i \
    startedAt=t+
    ContainerStateWaiting message=s reason=s
    ContainerStatus allocatedResources={q allocatedResourcesStatus=[ResourceStatus containerID=s \
    image=s! imageID=s! lastState=ContainerState+ name=s! ready=b! \
    resources=ResourceRequirements restartCount=i! started=b! state=ContainerState+ stopSignal=s \
    user=ContainerUser volumeMounts=[VolumeMountStatus
    ContainerUser linux=LinuxContainerUser
    DaemonEndpoint Port=i!
    DownwardAPIProjection items=[DownwardAPIVolumeFile
    DownwardAPIVolumeFile fieldRef=ObjectFieldSelector mode=i! path=s! \
    resourceFieldRef=ResourceFieldSelector
    DownwardAPIVolumeSource defaultMode=i! items=[DownwardAPIVolumeFile
    EmptyDirVolumeSource medium=s sizeLimit=q
    EndpointAddress hostname=s ip=s! nodeName=s targetRef=ObjectReference
    EndpointPort appProtocol=s name=s port=i! protocol=s
    EndpointSubset addresses=[EndpointAddress notReadyAddresses=[EndpointAddress \
    ports=[EndpointPort
    Endpoints apiVersion=s kind=s metadata=ObjectMeta subsets=[EndpointSubset
    EnvFromSource configMapRef=ConfigMapEnvSource prefix=s secretRef=SecretEnvSource
    EnvVar name=s! value=s valueFrom=EnvVarSource
    EnvVarSource configMapKeyRef=ConfigMapKeySelector fieldRef=ObjectFieldSelector \
    fileKeyRef=FileKeySelector resourceFieldRef=ResourceFieldSelector \
    secretKeyRef=SecretKeySelector
    EphemeralContainer args=[s command=[s env=[EnvVar envFrom=[EnvFromSource image=s \
    imagePullPolicy=s lifecycle=Lifecycle livenessProbe=Probe name=s! ports=[ContainerPort \
    readinessProbe=Probe resizePolicy=[ContainerResizePolicy resources=ResourceRequirements+ \
    restartPolicy=s restartPolicyRules=[ContainerRestartRule securityContext=SecurityContext \
    startupProbe=Probe stdin=b stdinOnce=b targetContainerName=s terminationMessagePath=s \
    terminationMessagePolicy=s tty=b volumeDevices=[VolumeDevice volumeMounts=[VolumeMount \
    workingDir=s
    EphemeralVolumeSource volumeClaimTemplate=PersistentVolumeClaimTemplate
    Event action=s apiVersion=s count=i eventTime=m+ firstTimestamp=t+ \
    involvedObject=ObjectReference+ kind=s lastTimestamp=t+ message=s metadata=ObjectMeta \
    reason=s related=ObjectReference reportingComponent=s+ reportingInstance=s+ \
    series=EventSeries source=EventSource+ type=s
    EventSeries count=i lastObservedTime=m
    EventSource component=s host=s
    ExecAction command=[s
    FCVolumeSource fsType=s lun=i! readOnly=b targetWWNs=[s wwids=[s
    FileKeySelector key=s! optional=b! path=s! volumeName=s!
    FlexPersistentVolumeSource driver=s! fsType=s options={s readOnly=b \
    secretRef=SecretReference
    FlexVolumeSource driver=s! fsType=s options={s readOnly=b secretRef=LocalObjectReference
    FlockerVolumeSource datasetName=s datasetUUID=s
    GCEPersistentDiskVolumeSource fsType=s partition=i pdName=s! readOnly=b
    GRPCAction port=i! service=s!
    GitRepoVolumeSource directory=s repository=s! revision=s
    GlusterfsPersistentVolumeSource endpoints=s! endpointsNamespace=s path=s! readOnly=b
    GlusterfsVolumeSource endpoints=s! path=s! readOnly=b
    HTTPGetAction host=s httpHeaders=[HTTPHeader path=s port=p! scheme=s
    HTTPHeader name=s! value=s!
    HostAlias hostnames=[s ip=s!
    HostIP ip=s!
    HostPathVolumeSource path=s! type=s!
    ISCSIPersistentVolumeSource chapAuthDiscovery=b chapAuthSession=b fsType=s initiatorName=s \
    iqn=s! iscsiInterface=s lun=i! portals=[s readOnly=b secretRef=SecretReference \
    targetPortal=s!
    ISCSIVolumeSource chapAuthDiscovery=b chapAuthSession=b fsType=s initiatorName=s iqn=s! \
    iscsiInterface=s lun=i! portals=[s readOnly=b secretRef=LocalObjectReference targetPortal=s!
    ImageVolumeSource pullPolicy=s reference=s
    ImageVolumeStatus imageRef=s!
    KeyToPath key=s! mode=i! path=s!
    Lifecycle postStart=LifecycleHandler preStop=LifecycleHandler stopSignal=s
    LifecycleHandler exec=ExecAction httpGet=HTTPGetAction sleep=SleepAction \
    tcpSocket=TCPSocketAction
    LinuxContainerUser gid=l! supplementalGroups=[l uid=l!
    LoadBalancerIngress hostname=s ip=s ipMode=s ports=[PortStatus
    LoadBalancerStatus ingress=[LoadBalancerIngress
    LocalObjectReference name=s
    LocalVolumeSource fsType=s path=s!
    ModifyVolumeStatus status=s! targetVolumeAttributesClassName=s
    NFSVolumeSource path=s! readOnly=b server=s!
    Namespace apiVersion=s kind=s metadata=ObjectMeta spec=NamespaceSpec status=NamespaceStatus
    NamespaceCondition lastTransitionTime=t+ message=s reason=s status=s! type=s!
    NamespaceSpec finalizers=[s
    NamespaceStatus conditions=[NamespaceCondition phase=s
    Node apiVersion=s kind=s metadata=ObjectMeta spec=NodeSpec status=NodeStatus
    NodeAddress address=s! type=s!
    NodeAffinity preferredDuringSchedulingIgnoredDuringExecution=[PreferredSchedulingTerm \
    requiredDuringSchedulingIgnoredDuringExecution=NodeSelector
    NodeAllocatableResourceClaimStatus containers=[s resourceClaimName=s! resources={q
    NodeCondition lastHeartbeatTime=t+ lastTransitionTime=t+ message=s reason=s status=s! \
    type=s!
    NodeConfigSource configMap=ConfigMapNodeConfigSource
    NodeConfigStatus active=NodeConfigSource assigned=NodeConfigSource error=s \
    lastKnownGood=NodeConfigSource
    NodeDaemonEndpoints kubeletEndpoint=DaemonEndpoint
    NodeFeatures supplementalGroupsPolicy=b!
    NodeRuntimeHandler features=NodeRuntimeHandlerFeatures name=s
    NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=b! userNamespaces=b!
    NodeSelector nodeSelectorTerms=[NodeSelectorTerm
    NodeSelectorRequirement key=s! operator=s! values=[s
    NodeSelectorTerm matchExpressions=[NodeSelectorRequirement \
    matchFields=[NodeSelectorRequirement
    NodeSpec configSource=NodeConfigSource externalID=s podCIDR=s podCIDRs=[s providerID=s \
    taints=[Taint unschedulable=b
    NodeStatus addresses=[NodeAddress allocatable={q capacity={q conditions=[NodeCondition \
    config=NodeConfigStatus daemonEndpoints=NodeDaemonEndpoints declaredFeatures=[s \
    features=NodeFeatures images=[ContainerImage nodeInfo=NodeSystemInfo phase=s \
    runtimeHandlers=[NodeRuntimeHandler volumesAttached=[AttachedVolume volumesInUse=[s
    NodeSwapStatus capacity=l!
    NodeSystemInfo architecture=s! bootID=s! containerRuntimeVersion=s! kernelVersion=s! \
    kubeProxyVersion=s! kubeletVersion=s! machineID=s! operatingSystem=s! osImage=s! \
    swap=NodeSwapStatus systemUUID=s!
    ObjectFieldSelector apiVersion=s fieldPath=s!
    ObjectReference apiVersion=s fieldPath=s kind=s name=s namespace=s resourceVersion=s uid=s
    """
}
