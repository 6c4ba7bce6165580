import ClusterNames
import Wire
import ZoneFile

/// Records as people read them, in the presentation form of master files.
enum RecordText {
  /// `web-0.httpd.sandbox.svc.cluster.local. 5 IN A 10.244.0.6`
  static func line(_ record: ResourceRecord) -> String {
    "\(record.owner) \(record.timeToLive) \(record.recordClass) \(record.type) \(data(of: record))"
  }

  static func data(of record: ResourceRecord) -> String {
    record.data.text(in: record.recordClass).data
  }
}
