import Testing

@testable import Objects

struct QuantityTests {
  @Test(arguments: [
    ("512Mi", "512Mi"), ("0.5Gi", "512Mi"), ("1024Mi", "1Gi"), ("1.5Gi", "1536Mi"), ("1000m", "1"),
    ("0.5", "500m"), (".5", "500m"), ("5.", "5"), ("1500m", "1500m"), ("100m", "100m"), ("0", "0"),
    ("0Mi", "0"), ("00012", "12"), ("+1", "1"), ("-1.5", "-1500m"), ("1000", "1k"),
    ("1500", "1500"),
    ("1000000", "1M"), ("1e3", "1e3"), ("1E3", "1e3"), ("1E", "1E"), ("12e-1", "1200e-3"),
    ("1Ki", "1Ki"),
    ("1023Ki", "1023Ki"), ("0.5Ki", "512"), ("1Ei", "1Ei"), ("1n", "1n"), ("0.1n", "1n"),
    ("-0.1n", "-1n"),
    ("0.5Mi", "512Ki"), ("0.0001Ki", "102400u"), ("3P", "3P"), ("100k", "100k"), ("0.001k", "1"),
    ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "9223372036854775807"),
    ("100Ei", "9223372036854775807"),
    ("99999999999999999999999999999999999999999999", "9223372036854775807"),
    ("1e100", "9223372036854775807"), ("1e-100", "1e-9"),
  ])
  func canonicalForm(text: String, canonical: String) throws {
    let quantity = try #require(Quantity(text))
    #expect(quantity.description == canonical)
    #expect(Quantity(canonical)?.description == canonical)
  }

  @Test(arguments: [
    ("", Quantity.formatText), ("x", Quantity.formatText), ("1.2.3", Quantity.formatText),
    ("Mi", Quantity.formatText), ("512Mb", Quantity.formatText), ("1 Gi", Quantity.formatText),
    ("--1", Quantity.formatText), ("1e", Quantity.suffixText), ("1mi", Quantity.suffixText),
    ("1KiKi", Quantity.suffixText), ("1e1000", Quantity.suffixText), ("ä", Quantity.formatText),
    (".", Quantity.formatText), ("-", Quantity.formatText),
  ])
  func problem(text: String, problem: String) {
    #expect(Quantity(text) == nil)
    #expect(Quantity.problem(text) == problem)
  }

  @Test func orderIsThatOfAmounts() throws {
    #expect(try #require(Quantity("1Gi")) > #require(Quantity("1G")))
    #expect(try #require(Quantity("-1")) < #require(Quantity("1n")))
  }
}
