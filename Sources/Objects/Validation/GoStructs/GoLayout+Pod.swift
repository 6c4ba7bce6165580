/// The structs of Kubernetes 1.36's internal API (`pkg/apis/core/types.go`), one a line: `*` is a
/// pointer, `[]` a list, `{}` a map, `#` a number, `?` a flag, `q` an amount.
extension GoLayout {
  static let podText = """
    PodSpec Volumes:[Volume InitContainers:[Container Containers:[Container \
    EphemeralContainers:[EphemeralContainer RestartPolicy TerminationGracePeriodSeconds:* \
    ActiveDeadlineSeconds:* DNSPolicy NodeSelector:{} ServiceAccountName \
    AutomountServiceAccountToken:* NodeName SecurityContext:*PodSecurityContext \
    ImagePullSecrets:[LocalObjectReference Hostname Subdomain SetHostnameAsFQDN:* \
    Affinity:*Affinity SchedulerName Tolerations:[Toleration HostAliases:[HostAlias \
    PriorityClassName Priority:* PreemptionPolicy:* DNSConfig:*PodDNSConfig \
    ReadinessGates:[PodReadinessGate RuntimeClassName:* Overhead:{} EnableServiceLinks:* \
    TopologySpreadConstraints:[TopologySpreadConstraint OS:*PodOS \
    SchedulingGates:[PodSchedulingGate ResourceClaims:[PodResourceClaim \
    Resources:*ResourceRequirements HostnameOverride:* SchedulingGroup:*PodSchedulingGroup
    PodSecurityContext HostNetwork:? HostPID:? HostIPC:? ShareProcessNamespace:* HostUsers:* \
    SELinuxOptions:*SELinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:* \
    RunAsGroup:* RunAsNonRoot:* SupplementalGroups:[] SupplementalGroupsPolicy:* FSGroup:* \
    FSGroupChangePolicy:* Sysctls:[Sysctl SeccompProfile:*SeccompProfile \
    AppArmorProfile:*AppArmorProfile SELinuxChangePolicy:*
    SELinuxOptions User Role Type Level
    WindowsSecurityContextOptions GMSACredentialSpecName:* GMSACredentialSpec:* RunAsUserName:* \
    HostProcess:*
    Sysctl Name Value
    SeccompProfile Type LocalhostProfile:*
    AppArmorProfile Type LocalhostProfile:*
    LocalObjectReference Name
    Affinity NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAffinity
    NodeAffinity RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector \
    PreferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm
    NodeSelector NodeSelectorTerms:[NodeSelectorTerm
    NodeSelectorTerm MatchExpressions:[NodeSelectorRequirement MatchFields:[NodeSelectorRequirement
    NodeSelectorRequirement Key Operator Values:[]
    PreferredSchedulingTerm Weight:# Preference:NodeSelectorTerm
    PodAffinity RequiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm \
    PreferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm
    WeightedPodAffinityTerm Weight:# PodAffinityTerm:PodAffinityTerm
    PodAffinityTerm LabelSelector:*LabelSelector Namespaces:[] TopologyKey \
    NamespaceSelector:*LabelSelector MatchLabelKeys:[] MismatchLabelKeys:[]
    ~LabelSelector matchLabels:{} matchExpressions:[LabelSelectorRequirement
    ~LabelSelectorRequirement key operator values:[]
    Toleration Key Operator Value Effect TolerationSeconds:*
    Taint Key Value Effect TimeAdded:*
    NodeAddress Type Address
    HostAlias IP Hostnames:[]
    PodDNSConfig Nameservers:[] Searches:[] Options:[PodDNSConfigOption
    PodDNSConfigOption Name Value:*
    PodReadinessGate ConditionType
    TopologySpreadConstraint MaxSkew:# TopologyKey WhenUnsatisfiable LabelSelector:*LabelSelector \
    MinDomains:* NodeAffinityPolicy:* NodeTaintsPolicy:* MatchLabelKeys:[]
    PodOS Name
    PodSchedulingGate Name
    PodResourceClaim Name ResourceClaimName:* ResourceClaimTemplateName:*
    PodSchedulingGroup PodGroupName:*

    """

  static let containerText = """
    Container \(containerFields)
    EphemeralContainer \(containerFields) TargetContainerName
    ContainerPort Name HostPort:# ContainerPort:# Protocol HostIP
    EnvFromSource Prefix ConfigMapRef:*OptionalReference SecretRef:*OptionalReference
    OptionalReference Name Optional:*
    EnvVar Name Value ValueFrom:*EnvVarSource
    EnvVarSource FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector \
    ConfigMapKeyRef:*KeySelector SecretKeyRef:*KeySelector FileKeyRef:*FileKeySelector
    ObjectFieldSelector APIVersion FieldPath
    ResourceFieldSelector ContainerName Resource Divisor:q
    KeySelector Name Key Optional:*
    FileKeySelector VolumeName Path Key Optional:*
    ResourceRequirements Limits:{} Requests:{} Claims:[ResourceClaim
    ResourceClaim Name Request
    ContainerResizePolicy ResourceName RestartPolicy
    ContainerRestartRule Action ExitCodes:*ContainerRestartRuleOnExitCodes
    ContainerRestartRuleOnExitCodes Operator Values:[]
    VolumeMount Name ReadOnly:? RecursiveReadOnly:* MountPath SubPath MountPropagation:* SubPathExpr
    VolumeDevice Name DevicePath
    Probe Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction GRPC:*GRPCAction \
    InitialDelaySeconds:# TimeoutSeconds:# PeriodSeconds:# SuccessThreshold:# FailureThreshold:# \
    TerminationGracePeriodSeconds:*
    Lifecycle PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal:*
    LifecycleHandler Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction \
    Sleep:*SleepAction
    ExecAction Command:[]
    HTTPGetAction Path Port:# Host Scheme HTTPHeaders:[HTTPHeader
    HTTPHeader Name Value
    TCPSocketAction Port:# Host
    GRPCAction Port:# Service:*
    SleepAction Seconds:#
    SecurityContext Capabilities:*Capabilities Privileged:* SELinuxOptions:*SELinuxOptions \
    WindowsOptions:*WindowsSecurityContextOptions RunAsUser:* RunAsGroup:* RunAsNonRoot:* \
    ReadOnlyRootFilesystem:* AllowPrivilegeEscalation:* ProcMount:* \
    SeccompProfile:*SeccompProfile AppArmorProfile:*AppArmorProfile
    Capabilities Add:[] Drop:[]

    """

  private static let containerFields = """
    Name Image Command:[] Args:[] WorkingDir Ports:[ContainerPort EnvFrom:[EnvFromSource \
    Env:[EnvVar Resources:ResourceRequirements ResizePolicy:[ContainerResizePolicy \
    RestartPolicy:* RestartPolicyRules:[ContainerRestartRule VolumeMounts:[VolumeMount \
    VolumeDevices:[VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe \
    Lifecycle:*Lifecycle TerminationMessagePath TerminationMessagePolicy ImagePullPolicy \
    SecurityContext:*SecurityContext Stdin:? StdinOnce:? TTY:?
    """
}
