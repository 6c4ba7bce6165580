import Testing

@testable import Manifests

@Suite struct DiagnosticTests {
  @Test(arguments: [
    ("plain \u{E9} \u{1F600}", "plain \u{E9} \u{1F600}"), ("a\0b", #"a\0b"#),
    ("two\nlines\r\n", #"two\nlines\r\n"#),
    ("\u{1B}[2J\u{9B}2J\u{7F}", #"\u{1B}[2J\u{009B}2J\u{7F}"#),
  ]) func isOneLineWithoutControls(_ text: String, _ shown: String) {
    #expect("\(Diagnostic.error(text, file: "a.yaml"))" == "a.yaml:1:1: error: \(shown)")
  }
}
