extension Double {
  /// As Go's encoder prints a float: no exponent from 1e-6 up to 1e21, `1e-7` and not `1e-07`.
  var goText: String {
    precondition(isFinite, "JSON has no infinite numbers")
    let description = description
    let parts = description.split(separator: "e")
    let sign = description.hasPrefix("-") ? "-" : ""
    let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".").map(String.init)
    var digits = mantissa.joined()
    var point = mantissa[0].count + (parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    while digits.count > 1, digits.hasPrefix("0") {
      digits.removeFirst()
      point -= 1
    }
    if digits == "0" { return sign + "0" }
    if magnitude < 1e-6 || magnitude >= 1e21 {
      let fraction = digits.dropFirst()
      let exponent = point - 1
      return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
        + (exponent < 0 ? "e-" : "e+") + String(exponent.magnitude)
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count {
      return sign + digits + String(repeating: "0", count: point - digits.count)
    }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }
}
