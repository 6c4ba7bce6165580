/// Bodies of requests in Kubernetes' protobuf form, which kubectl sends for some commands and has
/// no other form for.
///
///     k8s\0 | Unknown { typeMeta = 1 { apiVersion = 1, kind = 2 }, raw = 2,
///                       contentEncoding = 3, contentType = 4 }
///
/// `raw` is the object's own message (`runtime/generated.proto`).
package enum ProtobufBody {
  private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// The object as it would have come in JSON: with `apiVersion` and `kind`, without the empty
  /// values that Go writes into protobuf but not into JSON.
  package static func decode(_ octets: [UInt8]) throws(ProtobufError) -> Value {
    guard octets.starts(with: magic) else {
      throw ProtobufError(
        "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")
    }
    let envelope = try Envelope(octets, from: magic.count)
    guard let kind = envelope.kind, !kind.isEmpty else {
      throw ProtobufError("Object 'Kind' is missing in the protobuf envelope")
    }
    guard envelope.encoding.isEmpty else {
      throw ProtobufError("content encoding \"\(envelope.encoding)\" is not supported")
    }
    let resource =
      Resource.of(apiVersion: envelope.apiVersion, kind: kind)
      ?? Resource(unknown: envelope.apiVersion, kind: kind)
    guard let type = SchemaType.name(of: resource) else {
      throw ProtobufError(
        "no kind \"\(kind)\" is registered for version \"\(envelope.apiVersion)\"")
    }
    var decoder = ProtobufDecoder(octets)
    var fields: [String: Value] = [:]
    try decoder.message(envelope.object, of: type, into: &fields)
    fields["apiVersion"] = .string(envelope.apiVersion)
    fields["kind"] = .string(kind)
    do {
      return try Schema.normalize(.object(fields), of: resource)
    } catch {
      throw ProtobufError(error.description)
    }
  }

  /// The message Unknown around the object's own.
  private struct Envelope {
    var apiVersion = ""
    var kind: String?
    var object = 0..<0
    var encoding = ""

    init(_ octets: [UInt8], from start: Int) throws(ProtobufError) {
      var reader = ProtobufReader(octets, start..<octets.count, message: "Unknown")
      while let tag = try reader.tag() {
        switch tag.number {
        case 1: try readType(octets, try reader.length(of: tag, "TypeMeta"))
        case 2: object = try reader.length(of: tag, "Raw")
        case 3: encoding = reader.text(try reader.length(of: tag, "ContentEncoding"))
        default: try reader.skip(tag)
        }
      }
    }

    private mutating func readType(_ octets: [UInt8], _ range: Range<Int>) throws(ProtobufError) {
      var reader = ProtobufReader(octets, range, message: "TypeMeta")
      while let tag = try reader.tag() {
        switch tag.number {
        case 1: apiVersion = reader.text(try reader.length(of: tag, "APIVersion"))
        case 2: kind = reader.text(try reader.length(of: tag, "Kind"))
        default: try reader.skip(tag)
        }
      }
    }
  }
}

/// Why octets are no object, in the words of Go's generated decoders.
package struct ProtobufError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}
