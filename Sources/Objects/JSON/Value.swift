/// A JSON value: the shape in which objects arrive from manifests and leave for clients.
///
/// Whole numbers stay whole: Kubernetes' integers are 64 bits wide and must not pass through a
/// floating point number.
package enum Value: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(JSONNumber)
  case string(String)
  case array([Value])
  case object([String: Value])
}
