import ObjectStore
import Objects

/// Where a list goes on: behind which object, and as of which version. For clients it is opaque; it
/// has upstream's form, so that it is refused in upstream's words.
struct ContinueToken: Hashable {
  /// nil: whatever is there now, since the snapshot is gone.
  var version: ResourceVersion?
  var last: NamespacedName

  init(version: ResourceVersion?, last: NamespacedName) {
    self.version = version
    self.last = last
  }

  /// - Parameter namespace: of the list; empty for one of all namespaces, or of a kind without.
  func text(in namespace: String) -> String {
    let path = last.namespace.isEmpty || !namespace.isEmpty ? "" : last.namespace + "/"
    let value: Value = [
      "v": "meta.k8s.io/v1", "rv": .integer(version.map { Int64($0.rawValue) } ?? -1),
      "start": .string(path + last.name + "\0"),
    ]
    return Base64.encodeForURL(value.jsonOctets())
  }

  /// - Parameters:
  ///   - namespace: as for ``text(in:)``.
  ///   - isNamespaced: the kind has namespaces.
  init(text: String, in namespace: String, isNamespaced: Bool) throws(StatusError) {
    let value = try Self.value(of: text)
    guard value["v"] == "meta.k8s.io/v1" else {
      let found = value["v"]?.string ?? ""
      throw Self.refusal(": server does not recognize this encoded version \(found)")
    }
    let number = value["rv"]?.integer ?? 0
    guard number != 0 else {
      throw Self.refusal(
        ": incorrect encoded start resourceVersion (version meta.k8s.io/v1)")
    }
    let start = value["start"]?.string ?? ""
    guard !start.isEmpty else {
      throw Self.refusal(": encoded start key empty (version meta.k8s.io/v1)")
    }
    var parts = start.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
      throw Self.refusal(": \(start)")
    }
    version = number > 0 ? ResourceVersion(rawValue: UInt64(number)) : nil
    let place = isNamespaced && namespace.isEmpty && parts.count > 1 ? parts.removeFirst() : ""
    let name = parts.joined(separator: "/")
    last = NamespacedName(
      namespace: namespace.isEmpty ? place : namespace,
      name: name.hasSuffix("\0") ? String(name.dropLast()) : name)
  }

  private static func value(of text: String) throws(StatusError) -> Value {
    let value: Value
    do {
      value = try Value.parse(json: Base64.decode(url: text))
    } catch let error as JSONError {
      throw refusal(": \(error.reason)")
    } catch {
      throw refusal(": \(error)")
    }
    guard value.object != nil else {
      throw refusal(
        ": json: cannot unmarshal \(value.jsonKind) into Go value of type storage.continueToken")
    }
    return value
  }

  private static func refusal(_ problem: String) -> StatusError {
    .badRequest("invalid continue token: continue key is not valid\(problem)")
  }
}
