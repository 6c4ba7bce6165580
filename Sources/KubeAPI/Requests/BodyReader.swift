import Objects

/// A request's body as a value.
struct BodyReader: Sendable {
  /// Reads YAML that is not JSON; nil: only JSON is taken.
  typealias YAMLParser = @Sendable ([UInt8]) throws -> Value

  var parseYAML: YAMLParser?

  /// What ``read(_:duplicates:)`` found.
  struct Body {
    var value: Value
    /// Keys that came twice in their object, which strict validation refuses.
    var duplicates: [FieldPath] = []
  }

  /// - Parameter kind: what the body must be, for messages.
  func read(_ request: APIRequest, as kind: String) throws(StatusError) -> Body {
    switch request.mediaType {
    case "", "application/json", "application/x-www-form-urlencoded":
      return try json(request.body, kind)
    case "application/yaml": return try yaml(request.body, kind)
    case "application/vnd.kubernetes.protobuf":
      do {
        return Body(value: try ProtobufBody.decode(request.body))
      } catch {
        throw .badRequest(
          "the object provided is unrecognized (must be of type \(kind)): \(error)")
      }
    default:
      throw .unsupportedMediaType([
        "application/json", "application/yaml", "application/vnd.kubernetes.protobuf",
      ])
    }
  }

  /// Go's reader first looks for apiVersion and kind, and complains in its words.
  func json(_ octets: [UInt8], _ kind: String) throws(StatusError) -> Body {
    var duplicates: [FieldPath] = []
    do {
      let value = try Value.parse(json: octets, duplicates: &duplicates)
      guard value.object != nil else {
        throw StatusError.badRequest(
          "the object provided is unrecognized (must be of type \(kind)): couldn't get "
            + "version/kind; json parse error: json: cannot unmarshal \(value.jsonKind) into Go "
            + "value of type struct { APIVersion string; Kind string } "
            + "(\(Self.excerpt(octets)))")
      }
      return Body(value: value, duplicates: duplicates)
    } catch let error as JSONError {
      throw StatusError.badRequest(
        "the object provided is unrecognized (must be of type \(kind)): couldn't get version/kind; "
          + "json parse error: \(error.reason) (\(Self.excerpt(octets)))")
    } catch let error as StatusError {
      throw error
    } catch {
      throw .badRequest("\(error)")
    }
  }

  /// JSON is YAML, and what clients send as YAML is mostly JSON.
  func yaml(_ octets: [UInt8], _ kind: String) throws(StatusError) -> Body {
    var duplicates: [FieldPath] = []
    if let value = try? Value.parse(json: octets, duplicates: &duplicates), value.object != nil {
      return Body(value: value, duplicates: duplicates)
    }
    guard let parseYAML else { return try json(octets, kind) }
    do {
      let value = try parseYAML(octets)
      guard value.object != nil else {
        throw StatusError.badRequest("error decoding YAML: not an object")
      }
      return Body(value: value)
    } catch let error as StatusError {
      throw error
    } catch {
      throw .badRequest("error decoding YAML: \(error)")
    }
  }

  /// The beginning of a body that could not be read, in hexadecimal, as upstream shows it.
  private static func excerpt(_ octets: [UInt8]) -> String {
    if octets.isEmpty { return "<empty>" }
    let digits = Array("0123456789abcdef")
    let text = octets.prefix(64).map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    return octets.count > 64
      ? "\"\(text) ... [\(octets.count - 64) more chars]\"" : "\"\(text)\""
  }
}
