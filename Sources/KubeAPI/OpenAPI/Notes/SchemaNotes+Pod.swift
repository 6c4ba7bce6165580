extension SchemaNotes {
  /// Pods without their containers.
  static let pod = """
    Pod: Containers that run together on a node and share an address and volumes.
      spec: What is to run.
      status: What runs, as the node tells.
    PodSpec: What is to run and how.
      activeDeadlineSeconds: The pod fails when it has run for so long.
      affinity: Near which nodes and pods it should run, or far from which.
      automountServiceAccountToken: The token of the service account is put into the containers.
      containers: What runs. At least one.
      dnsConfig: Additions to the containers' resolv.conf.
      dnsPolicy: Where the containers' resolv.conf comes from. ClusterFirst asks the cluster's DNS.
      enableServiceLinks: Environment variables tell of the namespace's Services.
      ephemeralContainers: Containers added later, to look into a running pod.
      hostAliases: Lines for the containers' /etc/hosts.
      hostIPC: Shares the node's interprocess communication.
      hostNetwork: Shares the node's network and address.
      hostPID: Shares the node's processes.
      hostUsers: Shares the node's user ids.
      hostname: Name of the pod to itself, and its label below the subdomain in DNS.
      hostnameOverride: Name of the pod to itself alone, without an effect on DNS.
      imagePullSecrets: Secrets with which images are fetched.
      initContainers: What runs before the containers, one after the other, each to its end.
      nodeName: The node it runs on. Usually the scheduler chooses.
      nodeSelector: Labels that a node must have.
      os: The operating system that the containers need.
      overhead: What the pod itself costs beside its containers.
      preemptionPolicy: Whether pods of lower priority may be ended in favor of it.
      priority: The higher, the sooner it is scheduled. It follows from the class.
      priorityClassName: Name of the priority class.
      readinessGates: Conditions that must be True, besides the containers', for it to be Ready.
      resourceClaims: Claims of devices that containers refer to.
      resources: Resources of the pod as a whole.
      restartPolicy: Always, OnFailure or Never. It applies to containers that have ended.
      runtimeClassName: How containers are run.
      schedulerName: Who chooses the node.
      schedulingGates: As long as there are any, no node is chosen.
      securityContext: Users, groups and rights of all containers.
      serviceAccount: The old name of serviceAccountName.
      serviceAccountName: As whom the pod talks to the API.
      setHostnameAsFQDN: The containers' host name is the full name.
      shareProcessNamespace: Containers see each other's processes.
      subdomain: The headless Service below whose name the pod has its DNS name.
      terminationGracePeriodSeconds: Seconds between the request to end and the end by force. \
    30 unless given.
      tolerations: Taints of nodes that do not keep the pod away.
      topologySpreadConstraints: How evenly such pods are to be spread.
      volumes: What containers can mount.
    PodStatus:
      conditions: Aspects of the pod's state. Ready decides about its names in DNS.
      containerStatuses: One entry a container.
      ephemeralContainerStatuses: One entry an ephemeral container.
      hostIP: Address of the node.
      hostIPs: Addresses of the node, one a family.
      initContainerStatuses: One entry an init container.
      message: Why the pod is in its state, in a sentence.
      nominatedNodeName: The node where room is being made for it.
      observedGeneration: The generation that the node has seen.
      phase: Pending, Running, Succeeded, Failed or Unknown.
      podIP: Its address, the first of podIPs.
      podIPs: Its addresses, at most one a family.
      qosClass: Guaranteed, Burstable or BestEffort. It follows from the resources.
      reason: Why the pod is in its state, in one word.
      startTime: When the node took it.
    PodCondition: One aspect of a pod's state.
      lastProbeTime: When it was last looked at.
      lastTransitionTime: When the status last changed.
      message: The reason in a sentence.
      observedGeneration: The generation that was looked at.
      reason: The reason in one word.
      status: True, False or Unknown.
      type: PodScheduled, Initialized, ContainersReady, Ready or one of somebody else.
    PodIP: An address of a pod.
      ip: The address.
    HostIP: An address of a node.
      ip: The address.
    PodReadinessGate: A condition that Ready depends on.
      conditionType: Type of the condition.
    PodSchedulingGate: Keeps a pod from being scheduled.
      name: Name of the gate.
    PodDNSConfig: Additions to resolv.conf.
      nameservers: Addresses of name servers.
      options: Options such as ndots.
      searches: Domains that short names are completed with.
    PodDNSConfigOption: An option of resolv.conf.
      name: The option.
      value: Its value, if it has one.
    HostAlias: A line of /etc/hosts.
      hostnames: Names of the address.
      ip: The address.
    Toleration: Taints that do not keep a pod away.
      effect: NoSchedule, PreferNoSchedule or NoExecute. Empty means all.
      key: Key of the taint. Empty means all.
      operator: Exists, or Equal, which compares the value too.
      tolerationSeconds: How long NoExecute is tolerated. Forever unless given.
      value: Value of the taint.
    Affinity: Where a pod should run.
      nodeAffinity: On which nodes.
      podAffinity: Near which pods.
      podAntiAffinity: Far from which pods.
    TopologySpreadConstraint: How evenly pods are spread over groups of nodes.
      labelSelector: The pods that are counted.
      maxSkew: By how many pods groups may differ.
      topologyKey: Nodes with the same value of this label are a group.
      whenUnsatisfiable: DoNotSchedule or ScheduleAnyway.
    PodSecurityContext: Users, groups and rights of all containers of a pod.
      fsGroup: Group that owns the volumes.
      fsGroupChangePolicy: When the volumes' owner is changed: OnRootMismatch or Always.
      runAsGroup: Group id of the processes.
      runAsNonRoot: Containers that would run as root are refused.
      runAsUser: User id of the processes.
      seLinuxOptions: The SELinux label.
      seccompProfile: Which system calls are allowed.
      supplementalGroups: Further groups of the processes.
      sysctls: Kernel settings of the pod.
    """
}
