/// The fields of the API's types, a line a type: `Container args=[s image=s stdin=b resources=X+`.
///
/// `s` string, `b` boolean, `i` and `l` integers of 32 and 64 bits, `y` octets in base 64, `t` and
/// `m` times, `q` quantity, `p` integer or string, `o` anything; other names are types. `[` is a
/// list, `{` a map with keys of the user's choice. `!` marks what stays although it is zero or
/// empty, `+` what is printed even when nobody wrote it.
enum SchemaText {
  /// A line a type.
  static var lines: [Substring.UTF8View] {
    [shared, coreAToO, corePToZ].flatMap { $0.utf8.split(separator: UInt8(ascii: "\n")) }
  }
}
