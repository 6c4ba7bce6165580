import ObjectStore
import Objects

/// Why a file's object was not applied.
enum ApplyFailure: Error {
  case fields([FieldError])
  case store(StoreError)

  /// It may succeed later although the file stays as it is.
  var mayPass: Bool {
    switch self {
    case .store(.conflict), .store(.forbidden), .store(.internalError): true
    default: false
    }
  }

  /// A line an error, each at the value that it is about.
  func diagnostics(of object: ManifestObject) -> [Diagnostic] {
    switch self {
    case .fields(let errors): errors.map(object.error)
    case .store(.invalid(_, _, let errors)): errors.errors.map(object.error)
    case .store(let error):
      [
        .error("\(object.title): \(error)", file: object.file, at: object.positions.value)
      ]
    }
  }
}
