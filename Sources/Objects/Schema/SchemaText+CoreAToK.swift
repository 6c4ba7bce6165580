extension SchemaText {
  /// Made by Tests/Tools/generate-schema.py.
  static let coreAToK = """
    core/v1:
    AWSElasticBlockStoreVolumeSource fsType=s@2 partition=i@3 readOnly=b@4 volumeID=s!@1*
    Affinity nodeAffinity=NodeAffinity@1 podAffinity=PodAffinity@2 \
    podAntiAffinity=PodAntiAffinity@3
    AppArmorProfile localhostProfile=s!@2 type=s!@1*|Localhost|RuntimeDefault|Unconfined
    AttachedVolume devicePath=s!@2* name=s!@1*
    AzureDiskVolumeSource cachingMode=s!@3:"ReadWrite"|None|ReadOnly|ReadWrite diskName=s!@1* \
    diskURI=s!@2* fsType=s!@4:"ext4" kind=s!@6:"Shared"|Dedicated|Managed|Shared \
    readOnly=b!@5:false
    AzureFilePersistentVolumeSource readOnly=b@3 secretName=s!@1* secretNamespace=s!@4 \
    shareName=s!@2*
    AzureFileVolumeSource readOnly=b@3 secretName=s!@1* shareName=s!@2*
    CSIPersistentVolumeSource controllerExpandSecretRef=SecretReference@9 \
    controllerPublishSecretRef=SecretReference@6 driver=s!@1* fsType=s@4 \
    nodeExpandSecretRef=SecretReference@10 nodePublishSecretRef=SecretReference@8 \
    nodeStageSecretRef=SecretReference@7 readOnly=b@3 volumeAttributes={s@5 volumeHandle=s!@2*
    CSIVolumeSource driver=s!@1* fsType=s!@3 nodePublishSecretRef=LocalObjectReference@5 \
    readOnly=b@2 volumeAttributes={s@4
    Capabilities add=[s@1 drop=[s@2
    CephFSPersistentVolumeSource monitors=[s@1* path=s@2 readOnly=b@6 secretFile=s@4 \
    secretRef=SecretReference@5 user=s@3
    CephFSVolumeSource monitors=[s@1* path=s@2 readOnly=b@6 secretFile=s@4 \
    secretRef=LocalObjectReference@5 user=s@3
    CinderPersistentVolumeSource fsType=s@2 readOnly=b@3 secretRef=SecretReference@4 \
    volumeID=s!@1*
    CinderVolumeSource fsType=s@2 readOnly=b@3 secretRef=LocalObjectReference@4 volumeID=s!@1*
    ClientIPConfig timeoutSeconds=i!@1
    ClusterTrustBundleProjection labelSelector=LabelSelector@3 name=s!@1 optional=b!@5 path=s!@4* \
    signerName=s!@2
    ConfigMap apiVersion=s binaryData={y@3 data={s@2 immutable=b!@4 kind=s metadata=ObjectMeta@1
    ConfigMapEnvSource name=s@1.1 optional=b!@2
    ConfigMapKeySelector% key=s!@2* name=s@1.1 optional=b!@3
    ConfigMapNodeConfigSource kubeletConfigKey=s!@5* name=s!@2* namespace=s!@1* \
    resourceVersion=s@4 uid=s@3
    ConfigMapProjection items=[KeyToPath@2 name=s@1.1 optional=b!@4
    ConfigMapVolumeSource defaultMode=i!@3 items=[KeyToPath@2 name=s@1.1 optional=b!@4
    Container args=[s@4 command=[s@3 env=[EnvVar@7~name^name envFrom=[EnvFromSource@19 image=s@2 \
    imagePullPolicy=s@14|Always|IfNotPresent|Never lifecycle=Lifecycle@12 livenessProbe=Probe@10 \
    name=s!@1* ports=[ContainerPort@6~containerPort,protocol^containerPort \
    readinessProbe=Probe@11 resizePolicy=[ContainerResizePolicy@23 \
    resources=ResourceRequirements+@8 restartPolicy=s!@24 \
    restartPolicyRules=[ContainerRestartRule@25 securityContext=SecurityContext@15 \
    startupProbe=Probe@22 stdin=b@16 stdinOnce=b@17 terminationMessagePath=s@13 \
    terminationMessagePolicy=s@20|FallbackToLogsOnError|File tty=b@18 \
    volumeDevices=[VolumeDevice@21~devicePath^devicePath \
    volumeMounts=[VolumeMount@9~mountPath^mountPath workingDir=s@5
    ContainerExtendedResourceRequest containerName=s!@1* requestName=s!@3* resourceName=s!@2*
    ContainerImage names=[s@1 sizeBytes=l@2
    ContainerPort containerPort=i!@3*:0 hostIP=s@5 hostPort=i@2 name=s@1 \
    protocol=s@4:"TCP"|SCTP|TCP|UDP
    ContainerResizePolicy resourceName=s!@1* restartPolicy=s!@2*
    ContainerRestartRule action=s!@1* exitCodes=ContainerRestartRuleOnExitCodes@2
    ContainerRestartRuleOnExitCodes operator=s!@1* values=[i@2~
    ContainerState running=ContainerStateRunning@2 terminated=ContainerStateTerminated@3 \
    waiting=ContainerStateWaiting@1
    ContainerStateRunning startedAt=t+@1
    ContainerStateTerminated containerID=s@7 exitCode=i!@1*:0 finishedAt=t+@6 message=s@4 \
    reason=s@3 signal=i@2 startedAt=t+@5
    ContainerStateWaiting message=s@2 reason=s@1
    ContainerStatus allocatedResources={q@10 \
    allocatedResourcesStatus=[ResourceStatus@14~name^name containerID=s@8 image=s!@6* \
    imageID=s!@7* lastState=ContainerState+@3 name=s!@1* ready=b!@4*:false \
    resources=ResourceRequirements@11 restartCount=i!@5*:0 started=b!@9 state=ContainerState+@2 \
    stopSignal=s!@15 user=ContainerUser@13 volumeMounts=[VolumeMountStatus@12~mountPath^mountPath
    ContainerUser linux=LinuxContainerUser@1
    DaemonEndpoint Port=i!@1*:0
    DownwardAPIProjection items=[DownwardAPIVolumeFile@1
    DownwardAPIVolumeFile fieldRef=ObjectFieldSelector@2 mode=i!@4 path=s!@1* \
    resourceFieldRef=ResourceFieldSelector@3
    DownwardAPIVolumeSource defaultMode=i!@2 items=[DownwardAPIVolumeFile@1
    EmptyDirVolumeSource medium=s@1 sizeLimit=q@2
    EndpointAddress% hostname=s@3 ip=s!@1* nodeName=s!@4 targetRef=ObjectReference@2
    EndpointPort% appProtocol=s!@4 name=s@1 port=i!@2*:0 protocol=s@3|SCTP|TCP|UDP
    EndpointSubset addresses=[EndpointAddress@1 notReadyAddresses=[EndpointAddress@2 \
    ports=[EndpointPort@3
    Endpoints apiVersion=s kind=s metadata=ObjectMeta@1 subsets=[EndpointSubset@2
    EnvFromSource configMapRef=ConfigMapEnvSource@2 prefix=s@1 secretRef=SecretEnvSource@3
    EnvVar name=s!@1* value=s@2 valueFrom=EnvVarSource@3
    EnvVarSource configMapKeyRef=ConfigMapKeySelector@3 fieldRef=ObjectFieldSelector@1 \
    fileKeyRef=FileKeySelector@5 resourceFieldRef=ResourceFieldSelector@2 \
    secretKeyRef=SecretKeySelector@4
    EphemeralContainer args=[s@1.4 command=[s@1.3 env=[EnvVar@1.7~name^name \
    envFrom=[EnvFromSource@1.19 image=s@1.2 imagePullPolicy=s@1.14|Always|IfNotPresent|Never \
    lifecycle=Lifecycle@1.12 livenessProbe=Probe@1.10 name=s!@1.1* \
    ports=[ContainerPort@1.6~containerPort,protocol^containerPort readinessProbe=Probe@1.11 \
    resizePolicy=[ContainerResizePolicy@1.23 resources=ResourceRequirements+@1.8 \
    restartPolicy=s!@1.24 restartPolicyRules=[ContainerRestartRule@1.25 \
    securityContext=SecurityContext@1.15 startupProbe=Probe@1.22 stdin=b@1.16 stdinOnce=b@1.17 \
    targetContainerName=s@2 terminationMessagePath=s@1.13 \
    terminationMessagePolicy=s@1.20|FallbackToLogsOnError|File tty=b@1.18 \
    volumeDevices=[VolumeDevice@1.21~devicePath^devicePath \
    volumeMounts=[VolumeMount@1.9~mountPath^mountPath workingDir=s@1.5
    EphemeralVolumeSource volumeClaimTemplate=PersistentVolumeClaimTemplate@1
    Event action=s@12 apiVersion=s count=i@8 eventTime=m+@10 firstTimestamp=t+@6 \
    involvedObject=ObjectReference+@2* kind=s lastTimestamp=t+@7 message=s@4 \
    metadata=ObjectMeta@1* reason=s@3 related=ObjectReference@13 reportingComponent=s+@14 \
    reportingInstance=s+@15 series=EventSeries@11 source=EventSource+@5 type=s@9
    EventSeries count=i@1 lastObservedTime=m@2
    EventSource component=s@1 host=s@2
    ExecAction command=[s@1
    FCVolumeSource fsType=s@3 lun=i!@2 readOnly=b@4 targetWWNs=[s@1 wwids=[s@5
    FileKeySelector% key=s!@3* optional=b!@4:false path=s!@2* volumeName=s!@1*
    FlexPersistentVolumeSource driver=s!@1* fsType=s@2 options={s@5 readOnly=b@4 \
    secretRef=SecretReference@3
    FlexVolumeSource driver=s!@1* fsType=s@2 options={s@5 readOnly=b@4 \
    secretRef=LocalObjectReference@3
    FlockerVolumeSource datasetName=s@1 datasetUUID=s@2
    GCEPersistentDiskVolumeSource fsType=s@2 partition=i@3 pdName=s!@1* readOnly=b@4
    GRPCAction port=i!@1*:0 service=s!@2
    GitRepoVolumeSource directory=s@3 repository=s!@1* revision=s@2
    GlusterfsPersistentVolumeSource endpoints=s!@1* endpointsNamespace=s!@4 path=s!@2* \
    readOnly=b@3
    GlusterfsVolumeSource endpoints=s!@1* path=s!@2* readOnly=b@3
    HTTPGetAction host=s@3 httpHeaders=[HTTPHeader@5 path=s@1 port=p!@2* scheme=s@4|HTTP|HTTPS
    HTTPHeader name=s!@1* value=s!@2*
    HostAlias hostnames=[s@2 ip=s!@1*
    HostIP ip=s!@1*
    HostPathVolumeSource path=s!@1* \
    type=s!@2||BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket
    ISCSIPersistentVolumeSource chapAuthDiscovery=b@8 chapAuthSession=b@11 fsType=s@5 \
    initiatorName=s!@12 iqn=s!@2* iscsiInterface=s@4:"default" lun=i!@3*:0 portals=[s@7 \
    readOnly=b@6 secretRef=SecretReference@10 targetPortal=s!@1*
    ISCSIVolumeSource chapAuthDiscovery=b@8 chapAuthSession=b@11 fsType=s@5 initiatorName=s!@12 \
    iqn=s!@2* iscsiInterface=s@4:"default" lun=i!@3*:0 portals=[s@7 readOnly=b@6 \
    secretRef=LocalObjectReference@10 targetPortal=s!@1*
    ImageVolumeSource pullPolicy=s@2|Always|IfNotPresent|Never reference=s@1
    ImageVolumeStatus imageRef=s!@1*
    KeyToPath key=s!@1* mode=i!@3 path=s!@2*
    """
}
