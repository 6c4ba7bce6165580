/// Signals that a container may be stopped with, by name. The embedded schema leaves them out: the
/// server does not check them.
enum SignalNames {
  /// Sorted as texts, as upstream has them.
  static let all: [String] = {
    let names = """
      ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMAX RTMIN \
      SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ
      """
    let realTime = (1...14).map { "RTMAX-\($0)" } + (1...15).map { "RTMIN+\($0)" }
    return (names.split(separator: " ").map(String.init) + realTime).map { "SIG\($0)" }.sorted()
  }()
}
