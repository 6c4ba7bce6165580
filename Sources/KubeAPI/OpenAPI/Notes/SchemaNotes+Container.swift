extension SchemaNotes {
  /// Containers, in specs and as they run.
  static let container = """
    Container: A program from an image.
      args: Arguments. The image's own unless given.
      command: The program. The image's own unless given.
      env: Environment variables.
      envFrom: Config maps and secrets all of whose keys become environment variables.
      image: Name of the image.
      imagePullPolicy: When the image is fetched. Always for the tag latest, else IfNotPresent.
      lifecycle: What is done after the start and before the end.
      livenessProbe: Tells when the container has to be started again.
      name: Name within the pod.
      ports: Ports that it listens on. Their names serve Services. The list opens nothing.
      readinessProbe: Tells when the container can serve. Only then is its pod Ready.
      resizePolicy: What a change of resources does to the container.
      resources: Processor time and memory that it gets and may use.
      restartPolicy: Always makes an init container run on beside the others.
      restartPolicyRules: Exit codes with a restart policy of their own.
      securityContext: User, group and rights.
      startupProbe: Tells when the container has started. The other probes wait for it.
      stdin: Standard input stays open.
      stdinOnce: Standard input closes when the first client goes.
      terminationMessagePath: File from which the last message is read.
      terminationMessagePolicy: File, or FallbackToLogsOnError to take the end of the log.
      tty: Gives it a terminal.
      volumeDevices: Volumes as block devices.
      volumeMounts: Volumes as folders.
      workingDir: Folder in which it starts.
    EphemeralContainer: A container added to a running pod.
      image: Name of the image.
      name: Name within the pod.
      targetContainerName: The container whose processes it sees.
    ContainerPort: A port that a container listens on.
      containerPort: Number of the port.
      hostIP: Address of the node to bind.
      hostPort: Port of the node that leads here.
      name: Name by which Services and probes refer to the port.
      protocol: TCP, UDP or SCTP. TCP unless given.
    EnvVar: An environment variable.
      name: Name of the variable.
      value: Its value. $(NAME) stands for the value of another variable.
      valueFrom: Where the value comes from.
    EnvVarSource: Where the value of a variable comes from. One of the fields.
      configMapKeyRef: A key of a config map.
      fieldRef: A field of the pod, such as metadata.name.
      fileKeyRef: A key in a file of a volume.
      resourceFieldRef: A resource of a container.
      secretKeyRef: A key of a secret.
    EnvFromSource: An object all of whose keys become variables.
      configMapRef: The config map.
      prefix: Begins the variables' names.
      secretRef: The secret.
    ConfigMapKeySelector:
      key: The key.
      name: Name of the config map.
      optional: It does not have to exist.
    SecretKeySelector:
      key: The key.
      name: Name of the secret.
      optional: It does not have to exist.
    ObjectFieldSelector: A field of the pod.
      apiVersion: The version in which the path is meant.
      fieldPath: Path of the field.
    ResourceFieldSelector:
      containerName: The container.
      divisor: The unit in which it is given.
      resource: Such as limits.memory.
    Probe: A question that is put to a container again and again.
      exec: Runs a program in the container. It should exit with 0.
      failureThreshold: How many failures in a row count as one. 3 unless given.
      grpc: Asks the health service of gRPC.
      httpGet: Gets a URL. The answer should have a status from 200 to 399.
      initialDelaySeconds: When to begin.
      periodSeconds: How often to ask. 10 unless given.
      successThreshold: How many successes in a row count as one. 1 unless given.
      tcpSocket: Opens a connection.
      terminationGracePeriodSeconds: Grace of a container that fails the probe.
      timeoutSeconds: How long to wait for an answer. 1 unless given.
    ExecAction: A program to run in the container.
      command: The program and its arguments. There is no shell.
    HTTPGetAction: A URL to get.
      host: Host to connect to. The pod's address unless given.
      httpHeaders: Headers of the request.
      path: Path of the URL.
      port: Number or name of the port.
      scheme: HTTP or HTTPS.
    HTTPHeader: A header.
      name: Its name.
      value: Its value.
    TCPSocketAction: A connection to open.
      host: Host to connect to. The pod's address unless given.
      port: Number or name of the port.
    GRPCAction: A health check of gRPC.
      port: Number of the port.
      service: The service to ask for.
    SleepAction: A pause.
      seconds: How long.
    Lifecycle: What is done when a container starts and ends.
      postStart: Done right after the start. If it fails, the container ends.
      preStop: Done before the container is asked to end. It counts against the grace period.
      stopSignal: The signal that asks the container to end.
    LifecycleHandler: What is done. One of the fields.
      exec: Runs a program.
      httpGet: Gets a URL.
      sleep: Waits.
      tcpSocket: Not used any more.
    ResourceRequirements: Processor time and memory.
      claims: Devices.
      limits: The most that may be used.
      requests: What is set aside.
    VolumeMount: A volume as a folder.
      mountPath: The folder. It has no colon.
      mountPropagation: Whether mounts spread between node and container.
      name: Name of the volume in the pod.
      readOnly: Nothing can be written.
      recursiveReadOnly: Nothing can be written to mounts within it either.
      subPath: The folder within the volume that is mounted.
      subPathExpr: The same, with variables.
    VolumeDevice: A volume as a block device.
      devicePath: The device's path.
      name: Name of the volume in the pod.
    SecurityContext: User, group and rights of a container. It goes before the pod's.
      allowPrivilegeEscalation: Processes may get more rights than their parents.
      capabilities: Rights that are added or taken away.
      privileged: All rights, as root of the node has them.
      readOnlyRootFilesystem: Only volumes can be written.
      runAsGroup: Group id of the processes.
      runAsNonRoot: A container that would run as root is refused.
      runAsUser: User id of the processes.
      seLinuxOptions: The SELinux label.
      seccompProfile: Which system calls are allowed.
    Capabilities: Rights in the words of Linux.
      add: Rights that are given.
      drop: Rights that are taken away.
    ContainerStatus: A container as it runs.
      containerID: Name of the container with its runtime.
      image: The image it was made from.
      imageID: The image by its digest.
      lastState: How it ended the last time.
      name: Name of the container in the spec.
      ready: It can serve.
      resources: The resources it has.
      restartCount: How often it was started again.
      started: It has passed its startup probe.
      state: Waiting, running or terminated.
      volumeMounts: Its mounts.
    ContainerState: What a container does. One of the fields.
      running: It runs.
      terminated: It has ended.
      waiting: It is about to start.
    ContainerStateRunning: A container that runs.
      startedAt: Since when.
    ContainerStateTerminated: A container that has ended.
      containerID: Name of the container with its runtime.
      exitCode: Exit status.
      finishedAt: When it ended.
      message: Its last message.
      reason: Why it ended, in one word.
      signal: The signal that ended it.
      startedAt: When it started.
    ContainerStateWaiting: A container that does not run yet.
      message: Why, in a sentence.
      reason: Why, in one word, such as ImagePullBackOff.
    """
}
