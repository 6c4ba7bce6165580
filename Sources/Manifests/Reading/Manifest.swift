package import Objects

/// What one YAML or JSON file holds.
package struct Manifest: Hashable, Sendable {
  /// As diagnostics name it.
  package var file: String
  package var objects: [ManifestObject]
  package var diagnostics: [Diagnostic]
  /// Every document could be read and its objects named. Only then does the absence of an object
  /// mean that the user took it out.
  package var isWhole: Bool
  /// Nothing but white space and comments: what an editor or a full disk leaves behind, or somebody
  /// who tries something; not a wish to delete.
  package var isEmpty: Bool

  /// The largest file that is read, in octets.
  package static let sizeLimit = 64 << 20

  /// Reads a file, whatever is in it; what cannot be read is in ``diagnostics``.
  package static func parse(_ octets: some Collection<UInt8>, file: String) -> Manifest {
    var manifest = Manifest(
      file: file, objects: [], diagnostics: [], isWhole: true, isEmpty: true)
    if octets.count > sizeLimit {
      manifest.refuse("the file has more than \(sizeLimit >> 20) MiB")
    } else if octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF]) {
      manifest.refuse("the file is UTF-16; save it as UTF-8")
    } else {
      let octets = Array(octets)
      let hasMark = octets.starts(with: [0xEF, 0xBB, 0xBF])
      for document in DocumentSplitter.split(octets[(hasMark ? 3 : 0)...]) {
        manifest.add(document)
      }
    }
    return manifest
  }

  /// The file as a whole is of no use.
  private mutating func refuse(_ text: String) {
    (isWhole, isEmpty) = (false, false)
    diagnostics.append(.error(text, file: file))
  }

  /// A document adds its objects or what is wrong with it; with a list it can be both.
  private mutating func add(_ document: DocumentText) {
    do throws(SyntaxErrors) {
      guard let located = try DocumentParser.parse(document) else { return }
      if located.value != .null { isEmpty = false }
      var reader = ObjectReader(file: file)
      reader.read(located, inherited: nil)
      objects += reader.objects
      diagnostics += reader.diagnostics
      if !reader.diagnostics.isEmpty { isWhole = false }
    } catch {
      (isWhole, isEmpty) = (false, false)
      diagnostics += error.errors.map { .error($0.text, file: file, at: $0.position) }
    }
  }
}

/// One object of a file, not yet checked against its kind.
package struct ManifestObject: Hashable, Sendable {
  package var file: String
  package var apiVersion: String
  package var kind: String
  /// As written; empty where the document has none.
  package var namespace: String
  package var name: String
  /// The document or list item, with `apiVersion` and `kind` even where its list said them.
  package var value: Value
  package var positions: PositionTree

  /// As errors name it: `apps/v1 StatefulSet sandbox/web`.
  package var title: String {
    "\(apiVersion) \(kind) \(namespace.isEmpty ? "" : "\(namespace)/")\(name)"
  }

  package func error(_ error: FieldError) -> Diagnostic {
    .error("\(title): \(error)\(hint(for: error))", file: file, at: positions.position(of: error))
  }

  /// What a person with a file in front of them needs beyond upstream's text.
  private func hint(for error: FieldError) -> String {
    switch (error.kind, error.value) {
    case (.unknownField, _): error.detail.isEmpty ? "" : "; \(error.detail)"
    // `y`, `no`, `1.10`: YAML reads more words as something else than people expect.
    case (.typeInvalid, .bool), (.typeInvalid, .integer), (.typeInvalid, .number):
      error.detail.hasSuffix("string") ? "; quote it if text is meant" : ""
    default: ""
    }
  }

  /// A warning about the value at a path, or about its key.
  package func warning(_ text: String, at path: FieldPath, isAboutKey: Bool = false) -> Diagnostic {
    .warning(
      "\(title): \(text)", file: file, at: positions.position(of: path, isAboutKey: isAboutKey))
  }
}
