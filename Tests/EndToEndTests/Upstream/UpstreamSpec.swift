import Testing

/// One of upstream's tests, told as what its author looks at: commands, and what they print.
struct UpstreamSpec: Sendable, CustomTestStringConvertible {
  /// As upstream has it, letter for letter.
  let name: String
  var isConformance = false
  /// Where what upstream looks at cannot be here: what is looked at in its place.
  var instead: String?
  var arguments = ["--no-files"]
  var files: [String: String] = [:]
  var steps: [Step]

  enum Step: Sendable {
    /// Must succeed, once.
    case run(String)
    /// Is asked until it prints these lines.
    case ask(String, [String])
  }

  var testDescription: String { instead.map { "\(name) (here: \($0))" } ?? name }

  /// Types the steps beside a server with an API, in the namespace `sandbox`.
  func replay(inside namespace: NetworkNamespace? = nil) async throws {
    let folder = try Folder(files.merging(UpstreamProbe.files) { first, _ in first })
    let arguments = arguments + (namespace == nil ? [] : ["--dns", "127.0.0.1:53"])
    try await Cluster.run(.v36, arguments, in: folder, inside: namespace) { cluster in
      try await cluster.useSandbox()
      for step in steps {
        switch step {
        case .run(let line):
          try await cluster.succeed(line, environment: cluster.probeEnvironment)
        case .ask(let line, let wanted):
          try await cluster.ask(line, wanted)
        }
      }
    }
  }
}

extension Cluster {
  fileprivate func ask(_ line: String, _ wanted: [String]) async throws {
    var finished: Finished?
    let isSo = try await eventually(within: .seconds(20)) {
      let answer = try await run(line, environment: probeEnvironment)
      finished = answer
      return answer.lines == wanted
    }
    guard isSo else {
      let printed = finished.map { "\($0)" } ?? "nothing"
      throw Failure("\(printed)\nwanted:\n\(wanted.joined(separator: "\n"))")
    }
  }

  /// Bash reads `BASH_ENV` before a line of ours.
  fileprivate var probeEnvironment: [String: String] {
    [
      "BASH_ENV": folder["probe.sh"], "API": url(""), "DATA": folder["data"],
    ]
  }
}

/// What the commands of an ``UpstreamSpec`` are made of.
enum UpstreamProbe {
  static let files = [
    "probe.sh": functions, "hosts.template": hosts, "resolv.template": resolverConfiguration,
  ]

  /// - `ask NAME TYPE`: what a program in a pod is told, over UDP and over TCP alike.
  /// - `code NAME TYPE`: the response code.
  /// - `api METHOD PATH BODY [TYPE]`: a request; prints its code and leaves the answer in `answer`.
  /// - `report POD PHASE READY [SECONDS]`: a kubelet's report, of a condition so many seconds old.
  /// - `hold`, `free POD`: a finalizer of somebody else; `fates`: which of the pods are those that
  ///   `lives` wrote into `before`.
  /// - `field PATH [SET]`: of a set; `kubelet POD`: `/etc` as the kubelet of the pod writes it.
  private static let functions = #"""
    ask() {
      local udp tcp
      udp=$(dig +notcp +short +search +tries=1 "$1" "$2" | sort)
      tcp=$(dig +tcp +short +search +tries=1 "$1" "$2" | sort)
      if [ "$udp" = "$tcp" ]; then echo "$udp"; else echo "UDP: $udp, TCP: $tcp"; fi
    }
    code() {
      dig +tries=1 "$1" "$2" | sed -n 's/.*status: \([A-Z]*\),.*/\1/p'
    }
    api() {
      curl -sS --cacert "$DATA/pki/ca.crt" -H "Authorization: Bearer $(cat "$DATA/pki/token")" \
        -H "Content-Type: ${4:-application/json}" -X "$1" -d "$3" \
        -o answer -w '%{http_code}\n' "$API$2"
    }
    pods=/api/v1/namespaces/sandbox/pods
    merge=application/merge-patch+json
    report() {
      local since
      since=$(date -u -d "-${4:-0} seconds" +%Y-%m-%dT%H:%M:%SZ)
      api PATCH "$pods/$1/status" "{\"status\": {\"phase\": \"$2\", \"conditions\": [{
        \"type\": \"Ready\", \"status\": \"$3\", \"lastTransitionTime\": \"$since\"}]}}" $merge |
        grep -qx 200
    }
    finalizers() {
      api PATCH "$pods/$1" "{\"metadata\": {\"finalizers\": $2}}" $merge | grep -qx 200
    }
    hold() { finalizers "$1" '["example.com/hold"]'; }
    free() { finalizers "$1" null; }
    lives() {
      kubectl get pods --no-headers -o \
        custom-columns=:metadata.name,:metadata.uid,:status.phase
    }
    fates() {
      lives | while read -r name uid phase; do
        if grep -q "$uid" before; then echo "$name same $phase"; else echo "$name new $phase"; fi
      done
    }
    field() { kubectl get statefulset "${2:-sts}" -o jsonpath="$1"; }
    kubelet() {
      kubectl wait --for=condition=Ready "pod/$1" --timeout=20s > /dev/null &&
        kubectl get pod "$1" -o go-template-file=hosts.template > /etc/hosts &&
        kubectl get pod "$1" -o go-template-file=resolv.template > /etc/resolv.conf
    }
    """#

  /// What a kubelet writes into `/etc/hosts` of a pod.
  private static let hosts = """
    127.0.0.1 localhost
    {{if not .spec.hostNetwork}}{{.status.podIP}} \
    {{if .spec.subdomain}}{{.spec.hostname}}.{{.spec.subdomain}}.\
    {{.metadata.namespace}}.svc.cluster.local {{end}}\
    {{if .spec.hostname}}{{.spec.hostname}}{{else}}{{.metadata.name}}{{end}}{{end}}
    {{range .spec.hostAliases}}{{.ip}}{{range .hostnames}} {{.}}{{end}}
    {{end}}
    """

  /// What a kubelet writes into `/etc/resolv.conf` of a pod.
  private static let resolverConfiguration = """
    {{$isOfCluster := ne .spec.dnsPolicy "None"}}\
    {{if $isOfCluster}}nameserver 127.0.0.1{{end}}
    {{with .spec.dnsConfig}}{{range .nameservers}}nameserver {{.}}
    {{end}}{{end}}\
    search{{if $isOfCluster}} {{.metadata.namespace}}.svc.cluster.local svc.cluster.local \
    cluster.local{{end}}\
    {{with .spec.dnsConfig}}{{range .searches}} {{.}}{{end}}{{end}}
    options{{if $isOfCluster}} ndots:5{{end}}\
    {{with .spec.dnsConfig}}{{range .options}} {{.name}}:{{.value}}{{end}}{{end}}

    """
}
