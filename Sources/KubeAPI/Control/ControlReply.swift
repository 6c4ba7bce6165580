/// What a command gets back over the control socket: lines for its standard output or error, and
/// the status that it exits with.
package struct ControlReply: Codable, Hashable, Sendable {
  package var output: String
  package var error: String
  package var status: Int32

  package init(output: String = "", error: String = "", status: Int32 = 0) {
    self.output = output
    self.error = error
    self.status = status
  }

  /// A refusal: one line that says what, where and what to do.
  package static func failure(_ error: String) -> ControlReply {
    ControlReply(error: error, status: 1)
  }
}
