/// The fields of the API's types, a line a type: `Container args=[s@4 image=s@2 resources=X+@8`.
///
/// A line `core/v1:` names the package of the types below it; a type's `%` says that server-side
/// apply takes its values as a whole.
///
/// `s` string, `b` boolean, `i` and `l` integers of 32 and 64 bits, `y` octets in base 64, `t` and
/// `m` times, `q` quantity, `p` integer or string, `x` a list of strings that is a message of its
/// own in protobuf, `o` anything; other names are types. `[` is a list, `{` a map with keys of the
/// user's choice. `!` marks what stays although it is zero or empty, `+` what is printed even when
/// nobody wrote it.
///
/// Behind `@` stand the protobuf number (`2.9` within a message at 2), `*` if it is required,
/// `~KEY,KEY` the keys of a list of type map, `~` a list of type set, `^KEY` the strategic merge
/// key with `&` if patches retain keys, `%` an atomic map, `/` one that is not although its type is,
/// `:` the default, `|` the words allowed.
enum SchemaText {
  /// A line a type or a package.
  static var lines: [Substring.UTF8View] {
    [shared, coreAToK, coreLToPo, corePoToZ].flatMap {
      $0.utf8.split(separator: UInt8(ascii: "\n"))
    }
  }
}
