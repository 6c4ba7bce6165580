/// Defaults of pods (Kubernetes' `pkg/apis/core/v1/defaults.go`).
extension Pod {
  /// The pod with all that the API server fills in; what admission adds (tolerations, the service
  /// account's volume) is not among it.
  package func applyingDefaults() -> Pod {
    var pod = self
    pod.spec.applyDefaults()
    pod.spec.rest.setDefault("enableServiceLinks", true)
    // Of pods alone: what a template asks for is mended in what is made of it.
    if let period = pod.spec.terminationGracePeriodSeconds, period < 0 {
      pod.spec.terminationGracePeriodSeconds = 1
    }
    if pod.spec.rest["hostNetwork"] == true { pod.spec.openPortsOfNode() }
    pod.spec.requestLimits()
    if pod.status.phase.isEmpty { pod.status.phase = "Pending" }
    return pod
  }
}

extension PodSpec {
  /// What pods and pod templates have in common.
  mutating func applyDefaults() {
    dropDisabledFields()
    rest.setDefault("dnsPolicy", "ClusterFirst")
    rest.setDefault("restartPolicy", "Always")
    rest.setDefault("schedulerName", "default-scheduler")
    rest.setDefault("securityContext", [:])
    terminationGracePeriodSeconds = terminationGracePeriodSeconds ?? 30
    volumes = volumes.map(VolumeDefaults.apply)
    // One field with two names; the newer one wins.
    let accounts = ["serviceAccountName", "serviceAccount"].compactMap { rest[$0]?.string }
    if let account = accounts.first(where: { !$0.isEmpty }) {
      rest["serviceAccountName"] = .string(account)
      rest["serviceAccount"] = .string(account)
    }
    for index in containers.indices { containers[index].applyDefaults() }
    for key in ["initContainers", "ephemeralContainers"] {
      changeContainers(key) { $0.applyDefaults() }
    }
  }

  /// On the node's own network a container's port is the node's port. Templates are left alone, so
  /// that an update of Kubernetes did not change them all.
  fileprivate mutating func openPortsOfNode() {
    for index in containers.indices { containers[index].openPortsOfNode() }
    changeContainers("initContainers") { $0.openPortsOfNode() }
  }

  mutating func changeContainers(_ key: String, _ change: (inout Container) -> Void) {
    guard let values = rest[key]?.array else { return }
    rest[key] = .array(
      values.map { value in
        var container = Container(value: value)
        change(&container)
        return container.value
      })
  }
}

/// Defaults of containers of all three kinds: usual, init and ephemeral.
extension Container {
  mutating func applyDefaults() {
    rest.setDefault("imagePullPolicy", Self.pullsAlways(image) ? "Always" : "IfNotPresent")
    rest.setDefault("terminationMessagePath", "/dev/termination-log")
    rest.setDefault("terminationMessagePolicy", "File")
    rest.setDefault("resources", [:])
    for index in ports.indices {
      if ports[index].transport.isEmpty { ports[index].transport = "TCP" }
    }
    for key in ["livenessProbe", "readinessProbe", "startupProbe"] {
      if let probe = rest[key]?.object { rest[key] = .object(Self.defaulted(probe: probe)) }
    }
    dropStopSignal()
    if let lifecycle = rest["lifecycle"]?.object {
      rest["lifecycle"] = .object(
        lifecycle.mapValues { .object(Self.defaulted(action: $0.object ?? [:])) })
    }
    if let variables = rest["env"]?.array {
      rest["env"] = .array(variables.map { Self.defaulted(variable: $0) })
    }
  }

  fileprivate mutating func openPortsOfNode() {
    for index in ports.indices {
      ports[index].rest.setDefault("hostPort", .integer(Int64(ports[index].containerPort)))
    }
  }

  /// `latest` moves, so it is pulled each time; a reference without tag and digest means it.
  static func pullsAlways(_ image: String) -> Bool {
    guard !image.isEmpty, !image.contains(where: \.isWhitespace) else { return false }
    let parts = image.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let lastPart = parts[0].split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let tag = lastPart.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return tag.count == 2 ? tag[1] == "latest" : parts.count == 1
  }

  /// A probe is asked for every ten seconds and counts after three failures.
  private static func defaulted(probe: [String: Value]) -> [String: Value] {
    var probe = defaulted(action: probe)
    probe.setDefault("timeoutSeconds", 1)
    probe.setDefault("periodSeconds", 10)
    probe.setDefault("successThreshold", 1)
    probe.setDefault("failureThreshold", 3)
    return probe
  }

  /// What probes and lifecycle hooks do: a request to `/` over plain HTTP, unless told otherwise.
  private static func defaulted(action: [String: Value]) -> [String: Value] {
    var action = action
    if var request = action["httpGet"]?.object {
      request.setDefault("path", "/")
      request.setDefault("scheme", "HTTP")
      action["httpGet"] = .object(request)
    }
    if var call = action["grpc"]?.object {
      call.setDefault("service", "")
      action["grpc"] = .object(call)
    }
    return action
  }

  /// A reference to a field of the pod names the version of the API that has it.
  private static func defaulted(variable: Value) -> Value {
    guard var fields = variable.object, var source = fields["valueFrom"]?.object,
      var reference = source["fieldRef"]?.object
    else { return variable }
    reference.setDefault("apiVersion", "v1")
    source["fieldRef"] = .object(reference)
    fields["valueFrom"] = .object(source)
    return .object(fields)
  }
}
