extension SchemaNotes {
  /// Namespaces, nodes, events, configuration and reviews.
  static let cluster = """
    Namespace: A room for names. Deleting it deletes all that is in it.
      spec: Who must agree to its end.
      status: Whether it is being deleted.
    NamespaceSpec: Who must agree to a namespace's end.
      finalizers: Who must agree. Each removes its own entry.
    NamespaceStatus: Whether a namespace is being deleted.
      conditions: What hinders the deletion.
      phase: Active or Terminating.
    NamespaceCondition: What hinders the deletion of a namespace.
      lastTransitionTime: When the status last changed.
      message: The reason in a sentence.
      reason: The reason in one word.
      status: True, False or Unknown.
      type: What it is about.
    Node: A machine that pods run on.
      spec: How the node is used.
      status: What the node is and does.
    NodeSpec: How a node is used.
      podCIDR: Addresses of its pods.
      podCIDRs: Addresses of its pods, one range a family.
      providerID: The machine's name with its provider.
      taints: Keep pods away that do not tolerate them.
      unschedulable: No new pods.
    Taint: Keeps pods away that do not tolerate it.
      effect: NoSchedule, PreferNoSchedule or NoExecute.
      key: Its key.
      timeAdded: When it was added.
      value: Its value.
    NodeStatus: What a node is and does.
      addresses: Its addresses and names.
      allocatable: What is left for pods.
      capacity: What there is.
      conditions: Aspects of its state. Ready says whether it takes pods.
      images: Images that it has.
      nodeInfo: Its hardware and software.
      volumesAttached: Volumes attached to it.
      volumesInUse: Volumes that pods have mounted.
    NodeAddress: An address or name of a node.
      address: The address.
      type: InternalIP, ExternalIP, Hostname, InternalDNS or ExternalDNS.
    NodeCondition: One aspect of a node's state.
      lastHeartbeatTime: When it was last heard of.
      lastTransitionTime: When the status last changed.
      message: The reason in a sentence.
      reason: The reason in one word.
      status: True, False or Unknown.
      type: The aspect.
    NodeSystemInfo: Hardware and software of a node.
      architecture: Of its processor.
      bootID: Changes with each start.
      containerRuntimeVersion: What runs its containers.
      kernelVersion: Its kernel.
      kubeletVersion: Its kubelet.
      machineID: Names the machine.
      operatingSystem: Its operating system.
      osImage: Its operating system with the version.
      systemUUID: Names the hardware.
    Event: Something that happened to an object. It is kept for an hour.
      action: What was done.
      count: How often it happened.
      eventTime: When it first happened, in microseconds.
      firstTimestamp: When it first happened.
      involvedObject: The object it is about.
      lastTimestamp: When it last happened.
      message: What happened, in a sentence.
      reason: What happened, in one word.
      related: Another object that has to do with it.
      reportingComponent: Who reports it.
      reportingInstance: Which instance of it.
      series: For events that go on.
      source: Who reports it.
      type: Normal or Warning.
    EventSource: Who reports an event.
      component: The program.
      host: The node it runs on.
    EventSeries: An event that goes on.
      count: How often it happened.
      lastObservedTime: When it last happened.
    ConfigMap: Settings for programs.
      binaryData: Values that are no text, in base 64.
      data: Values that are text.
      immutable: The values cannot be changed.
    Secret: Settings that not everybody may read.
      data: Values in base 64.
      immutable: The values cannot be changed.
      stringData: Values as text. The server puts them into data.
      type: What the values are for. Opaque unless given.
    ServiceAccount: As whom pods talk to the API.
      automountServiceAccountToken: Pods get a token.
      imagePullSecrets: Secrets with which pods fetch images.
      secrets: Secrets that pods may use.
    SelfSubjectReview: Asks who the client is.
      status: The answer.
    SelfSubjectReviewStatus: Who the client is.
      userInfo: The client.
    UserInfo: A user of the API.
      extra: What else is known.
      groups: Groups of the user.
      uid: Tells the user from others of the same name.
      username: Name of the user.
    SelfSubjectAccessReview: Asks whether the client may do something.
      spec: What it would do.
      status: The answer.
    SelfSubjectAccessReviewSpec: What a client would do. One of the fields.
      nonResourceAttributes: A request for a path.
      resourceAttributes: A request for objects.
    SelfSubjectRulesReview: Asks what the client may do in a namespace.
      spec: The namespace.
      status: The answer.
    SelfSubjectRulesReviewSpec: The namespace that is asked about.
      namespace: The namespace.
    ResourceAttributes:
      group: API group. * means all.
      name: Name of the object. Empty means all.
      namespace: Namespace. Empty means all, or none for what has no namespace.
      resource: Plural name of the kind. * means all.
      subresource: The subresource.
      verb: What would be done, such as get. * means all.
      version: API version. * means all.
    NonResourceAttributes:
      path: The path.
      verb: What would be done.
    SubjectAccessReviewStatus: Whether something is allowed.
      allowed: It is.
      denied: It is forbidden, whatever else allows it.
      evaluationError: What went wrong while deciding.
      reason: Why.
    SubjectRulesReviewStatus: What is allowed.
      evaluationError: What went wrong while deciding.
      incomplete: There may be more rules.
      nonResourceRules: Requests for paths.
      resourceRules: Requests for objects.
    """
}
