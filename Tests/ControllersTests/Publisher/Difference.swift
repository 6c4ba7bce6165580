/// Where Ordinal means to answer otherwise than CoreDNS; the README has the same rows.
struct Difference: Sendable {
  typealias Question = Recording.Question

  var query: String
  var coreDNS: String
  var ordinal: String
  var why: String
  var applies: @Sendable (_ theirs: Question, _ ours: Question) -> Bool

  static let all = [
    Difference(
      query:
        "a name that a set is going to own, or a Service that governs a set and has nothing ready",
      coreDNS: "NXDOMAIN, kept for the TTL", ordinal: "NXDOMAIN with TTL and MINIMUM 0",
      why: "who asks too early asks again (kubernetes#92559)"
    ) { theirs, ours in
      // For SOA CoreDNS has NOERROR here too, see below.
      (theirs.code == "NXDOMAIN" || theirs.type == "SOA") && ours.code == "NXDOMAIN"
        && theirs.authority == ["cluster.local. 5 SOA 5"]
        && ours.authority == ["cluster.local. 0 SOA 0"]
    },
    Difference(
      query: "SOA at a name that does not exist", coreDNS: "NOERROR, no answer",
      ordinal: "NXDOMAIN", why: "a name that does not exist has no types (RFC 2308 §2.1)"
    ) { theirs, ours in
      theirs.type == "SOA" && theirs.isNegative("NOERROR") && ours.isNegative("NXDOMAIN")
        && ours.authority == theirs.authority
    },
    Difference(
      query: "TXT at the apex, `svc`, `pod`, a namespace, `ns.dns`", coreDNS: "NXDOMAIN",
      ordinal: "NODATA", why: "a name that exists exists for every type (RFC 2308 §2.2)"
    ) { theirs, ours in
      theirs.type == "TXT" && ours.isNoDataFor(theirs)
        && (theirs.labels.count <= 4 || theirs.name == "ns.dns.cluster.local.")
    },
    Difference(
      query: "other types at `dns-version`, at reverse names with PTR", coreDNS: "NXDOMAIN",
      ordinal: "NODATA", why: "a name that exists exists for every type (RFC 2308 §2.2)"
    ) { theirs, ours in
      (theirs.name == "dns-version.cluster.local."
        || theirs.name.hasSuffix(".in-addr.arpa.")
          && theirs.labels.count == 6)
        && theirs.type != "PTR" && ours.isNoDataFor(theirs)
    },
    Difference(
      query: "`_tcp.SERVICE`, `dns`, reverse names above an address", coreDNS: "NXDOMAIN",
      ordinal: "NODATA", why: "names with names below them exist (RFC 8020 §2)"
    ) { theirs, ours in
      (theirs.labels[0] == "_tcp" || theirs.labels[0] == "_udp" || theirs.labels[0] == "_sctp"
        || theirs.name == "dns.cluster.local." || theirs.name.hasSuffix("arpa."))
        && ours.isNoDataFor(theirs)
    },
    Difference(
      query: "other types than A, AAAA and CNAME of an ExternalName Service", coreDNS: "NODATA",
      ordinal: "the CNAME, followed within our zones",
      why: "an alias stands for every type (RFC 1034 §3.6.2)"
    ) { theirs, ours in
      theirs.labels[0].hasPrefix("ext") && theirs.isNegative("NOERROR") && ours.code == "NOERROR"
        && ours.answers.contains { $0.hasPrefix(theirs.name + " 5 CNAME ") }
        && !["A", "AAAA", "CNAME"].contains(theirs.type)
    },
    Difference(
      query: "an ExternalName whose target lacks the type, or is the Service itself",
      coreDNS: "NODATA without the CNAME", ordinal: "the CNAME, then NODATA of the target",
      why: "the answer has the whole chain (RFC 6604 §2)"
    ) { theirs, ours in
      theirs.labels[0].hasPrefix("ext") && theirs.isNegative("NOERROR") && ours.code == "NOERROR"
        && ours.answers.contains { $0.hasPrefix(theirs.name + " 5 CNAME ") }
        && ["A", "AAAA"].contains(theirs.type)
    },
    Difference(
      query: "a name outside of the zones",
      coreDNS: "SERVFAIL (where `.` is configured) or REFUSED",
      ordinal: "REFUSED while forwarding is off", why: "nothing failed (RFC 8914 §4.21)"
    ) { theirs, ours in
      theirs.code == "SERVFAIL" && ours.code == "REFUSED" && ours.sections.allSatisfy(\.isEmpty)
    },
    Difference(
      query: "NS of the apex, address of `ns.dns`",
      coreDNS: "the Service kube-dns, if there is one; NODATA with `bind`",
      ordinal: "ns.dns with the address that the query came to",
      why: "this server is not in the cluster: that address is where it answers"
    ) { theirs, ours in
      let servers = ["ns.dns.cluster.local. 5 A 10.244.0.2", "ns.dns.in-addr.arpa. 5 A 10.244.0.2"]
      return ours.code == "NOERROR" && theirs.code == "NOERROR"
        && !Set(servers).isDisjoint(with: ours.answers + ours.sections[2])
        && ["cluster.local.", "ns.dns.cluster.local.", "in-addr.arpa."].contains(theirs.name)
    },
    Difference(
      query: "PTR of an address that only a slice without its Service lists", coreDNS: "PTR",
      ordinal: "NXDOMAIN", why: "the name that it points to does not exist"
    ) { theirs, ours in
      theirs.answers.allSatisfy { $0.hasSuffix(" g.ghost.sandbox.svc.cluster.local.") }
        && theirs.name == "30.1.244.10.in-addr.arpa." && ours.isNegative("NXDOMAIN")
    },
    Difference(
      query: "SRV at an address of a pod, `10-244-0-6.NAMESPACE.pod`", coreDNS: "SRV with port 0",
      ordinal: "NODATA", why: "nobody said a port (K8s DNS has no such record)"
    ) { theirs, ours in
      theirs.type == "SRV" && theirs.name.hasSuffix(".pod.cluster.local.")
        && theirs.answers.allSatisfy { $0.contains(" SRV 0 100 0 ") } && ours.isNegative("NOERROR")
    },
    Difference(
      query: "a name in mixed case",
      coreDNS: "SRV targets and glue have the zone in the question's case",
      ordinal: "owners have the question's case, targets are lower case",
      why: "clients check the case of the question alone"
    ) { theirs, ours in
      theirs.name != theirs.name.lowercased() && theirs.code == ours.code
        && theirs.answers.map { $0.lowercased() } == ours.answers.map { $0.lowercased() }
        && ours.answers.allSatisfy { $0.hasPrefix(theirs.name + " ") }
    },
  ]
}

extension Recording.Question {
  var answers: [String] { sections[0] }
  var authority: [String] { sections[1] }
  var labels: [String] {
    name.split(separator: ".", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// No records but the SOA.
  func isNegative(_ code: String) -> Bool {
    self.code == code && answers.isEmpty && authority.count == 1 && sections[2].isEmpty
  }

  func isNoDataFor(_ theirs: Self) -> Bool {
    isNegative("NOERROR") && theirs.isNegative("NXDOMAIN") && authority == theirs.authority
  }
}
