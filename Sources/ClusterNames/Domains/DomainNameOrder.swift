extension DomainName: Hashable {
  /// Two names are equal when their octets are, ASCII letters of either case counting as the same
  /// (RFC 4343 §3).
  public static func == (left: DomainName, right: DomainName) -> Bool {
    left.wire.count == right.wire.count && left.foldedEqual(from: 0, right.wire)
  }

  /// Hashes the folded octets, eight at a time.
  ///
  /// The wire form needs no length beside it: its root octet ends it, so none is the beginning of
  /// another.
  public func hash(into hasher: inout Hasher) {
    unsafe wire.withUnsafeBytes { octets in
      var offset = 0
      while octets.count - offset >= 8 {
        let word = unsafe octets.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        hasher.combine(Self.folded(word))
        offset += 8
      }
      var rest: UInt64 = 0
      for index in offset..<octets.count { rest = rest << 8 | UInt64(wire[index].folded) }
      hasher.combine(rest)
    }
  }

  /// Folds eight octets at once: each that is above `@` and below `[` in its low seven bits, and has
  /// no eighth bit, gets the bit of lower case.
  private static func folded(_ word: UInt64) -> UInt64 {
    let low = word & 0x7F7F_7F7F_7F7F_7F7F
    let isLetter =
      (low + 0x3F3F_3F3F_3F3F_3F3F) & ~(low + 0x2525_2525_2525_2525) & ~word
      & 0x8080_8080_8080_8080
    return word | isLetter >> 2
  }

  /// Whether `wire` from `index` on equals `other` without regard to case; the caller has compared
  /// the lengths.
  ///
  /// Length octets are at most 63, below `A`, so folding them with the rest changes nothing.
  func foldedEqual(from index: Int, _ other: [UInt8]) -> Bool {
    for offset in 0..<other.count where wire[index + offset] != other[offset] {
      guard wire[index + offset].folded == other[offset].folded else { return false }
    }
    return true
  }
}

extension DomainName: Comparable {
  /// The canonical order of RFC 4034 §6.1: rightmost labels first, as folded octet strings, the
  /// shorter before the longer.
  public static func < (left: DomainName, right: DomainName) -> Bool {
    let leftStarts = LabelStarts(left.wire)
    let rightStarts = LabelStarts(right.wire)
    let common = min(leftStarts.count, rightStarts.count)
    var step = 1
    while step <= common {
      let leftLabel = leftStarts[leftStarts.count - step]
      let rightLabel = rightStarts[rightStarts.count - step]
      let order = compareLabels(left.wire, leftLabel, right.wire, rightLabel)
      if order != 0 { return order < 0 }
      step += 1
    }
    return leftStarts.count < rightStarts.count
  }

  /// Negative, zero or positive, as the label at `leftStart` stands to the label at `rightStart`.
  private static func compareLabels(
    _ left: [UInt8], _ leftStart: Int, _ right: [UInt8], _ rightStart: Int
  ) -> Int {
    let leftLength = Int(left[leftStart])
    let rightLength = Int(right[rightStart])
    for offset in 0..<min(leftLength, rightLength) {
      let difference =
        Int(left[leftStart + 1 + offset].folded) - Int(right[rightStart + 1 + offset].folded)
      if difference != 0 { return difference }
    }
    return leftLength - rightLength
  }
}

/// Where the labels of a name begin, on the stack: a name of 255 octets has at most 127 labels.
private struct LabelStarts {
  private var starts = InlineArray<127, UInt8>(repeating: 0)
  private(set) var count = 0

  init(_ wire: [UInt8]) {
    var index = 0
    while wire[index] != 0 {
      starts[count] = UInt8(index)
      count += 1
      index += 1 + Int(wire[index])
    }
  }

  subscript(label: Int) -> Int { Int(starts[label]) }
}
