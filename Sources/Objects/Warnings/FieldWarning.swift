/// Something in an object that is allowed and not recommended, in upstream's words.
package struct FieldWarning: Hashable, Sendable {
  /// Where it stands. The text may name the place in another way, or not at all.
  package var path: FieldPath
  /// The whole line, as clients print it.
  package var text: String

  /// - Parameter text: the whole of it, which says by itself what it is about.
  init(at path: FieldPath, _ text: String) {
    self.path = path
    self.text = text
  }
}

extension [FieldWarning] {
  /// A text behind the path that it is about, as most are written.
  ///
  /// - Parameter place: where upstream's path leads to no field of the API's form, the place that
  ///   is meant.
  mutating func warn(_ path: FieldPath, _ text: String, in place: FieldPath? = nil) {
    append(FieldWarning(at: place ?? path, "\(path): \(text)"))
  }
}
