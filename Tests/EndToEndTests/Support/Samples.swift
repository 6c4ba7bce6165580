/// Manifests that several tests use.
enum Sample {
  /// A headless Service.
  static func service(
    _ name: String = "httpd", namespace: String = "sandbox", clusterIP: String = "None",
    app: String? = nil, ports: String = "", more: String = ""
  ) -> String {
    """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: \(namespace)}
    spec: {clusterIP: \(clusterIP), selector: {app: \(app ?? name)}, ports: [\(ports)]\(more)}

    """
  }

  /// A Service with a cluster address.
  static func clusterService(_ name: String, namespace: String = "sandbox", app: String) -> String {
    """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: \(namespace)}
    spec: {selector: {app: \(app)}, ports: [{name: http, port: 80}]}

    """
  }

  static func set(
    _ name: String = "web", service: String = "httpd", namespace: String = "sandbox",
    replicas: Int, policy: String = "OrderedReady", app: String? = nil, annotations: String = "",
    more: String = ""
  ) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: \(name), namespace: \(namespace)}
    spec:
      serviceName: \(service)
      replicas: \(replicas)
      podManagementPolicy: \(policy)
      selector: {matchLabels: {app: \(app ?? service)}}
      template:
        metadata: {labels: {app: \(app ?? service)}, annotations: {\(annotations)}}
        spec: {containers: [{name: main, image: example.test/main}]}
    \(more)
    """
  }

  /// `web` behind the headless `httpd`, as in `zones/sandbox.yaml`.
  static func sandbox(replicas: Int) -> String { service() + set(replicas: replicas) }

  static let zone = "httpd.sandbox.svc.cluster.local"
}
