import ClusterNames
import Wire
import ZoneFile

func name(_ text: String) -> DomainName {
  do {
    return try DomainName(text)
  } catch {
    preconditionFailure("\(error)")
  }
}

func ipv4(_ text: String) -> IPv4Address {
  do {
    return try IPv4Address(text)
  } catch {
    preconditionFailure("\(error)")
  }
}

extension ZoneFile {
  static func parse(_ text: String, origin: String? = "example.") -> ZoneFile {
    parse(Array(text.utf8), file: "test.zone", origin: origin.map(name))
  }

  /// `OWNER TTL CLASS TYPE DATA-IN-HEX` of each record.
  var summary: [String] {
    entries.map { entry in
      let record = entry.record
      return "\(record.owner) \(record.timeToLive) \(record.recordClass) \(record.type)"
    }
  }
}
