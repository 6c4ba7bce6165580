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

  /// What nobody calls anything is JSON.
  static func isJSON(_ mediaType: String) -> Bool {
    ["", "application/json", "application/x-www-form-urlencoded"].contains(mediaType)
  }

  /// - Parameter kind: what the body must be, for messages.
  func read(_ request: APIRequest, as kind: String) throws(StatusError) -> Body {
    switch request.mediaType {
    case let type where Self.isJSON(type): return try json(request.body, kind)
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

  /// Why a body is no object, in the words of Go's reader, which first looks for apiVersion and kind.
  struct Problem: Error {
    var text: String
  }

  func json(_ octets: [UInt8], _ kind: String) throws(StatusError) -> Body {
    do {
      return try Self.interpret(octets)
    } catch {
      throw .badRequest(
        "the object provided is unrecognized (must be of type \(kind)): \(error.text) "
          + "(\(Self.excerpt(octets)))")
    }
  }

  /// Null is an object without fields.
  static func interpret(_ octets: [UInt8]) throws(Problem) -> Body {
    var duplicates: [FieldPath] = []
    let value: Value
    do {
      value = try Value.parse(json: octets, duplicates: &duplicates)
    } catch {
      throw Problem(text: "couldn't get version/kind; json parse error: \(error.reason)")
    }
    if value.isNull { return Body(value: [:]) }
    guard value.object != nil else {
      throw Problem(
        text: "couldn't get version/kind; json parse error: json: cannot unmarshal "
          + #"\#(value.jsonKind) into Go value of type struct { APIVersion string "json:\"apiVersion,"#
          + #"omitempty\""; Kind string "json:\"kind,omitempty\"" }"#)
    }
    return Body(value: value, duplicates: duplicates)
  }

  /// The fields that a client applies; an empty body has none.
  func applied(_ octets: [UInt8]) throws(StatusError) -> Body {
    var duplicates: [FieldPath] = []
    var value = octets.isEmpty ? .null : try? Value.parse(json: octets, duplicates: &duplicates)
    if value == nil {
      do {
        guard let parseYAML else { throw Problem(text: "this server reads JSON alone") }
        value = try parseYAML(octets)
      } catch let problem as Problem {
        throw .badRequest("error decoding YAML: error converting YAML to JSON: \(problem.text)")
      } catch {
        throw .badRequest("error decoding YAML: error converting YAML to JSON: \(error)")
      }
    }
    guard let value, !value.isNull else { return Body(value: [:]) }
    guard value.object != nil else {
      throw .badRequest(
        "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
          + "\(value.jsonKind) into Go value of type map[string]interface {}")
    }
    return Body(value: value, duplicates: duplicates)
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

  /// The beginning of a body that could not be read, as upstream shows it: what begins as an object
  /// as it is, all else in hexadecimal.
  private static func excerpt(_ octets: [UInt8]) -> String {
    let begin = octets.prefix(30)
    let dots = octets.count > 30 ? " ..." : ""
    if octets.isEmpty { return "<empty>" }
    if octets[0] == UInt8(ascii: "{") { return String(decoding: begin, as: UTF8.self) + dots }
    let digits = Array("0123456789abcdef")
    return begin.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined() + dots
  }
}
