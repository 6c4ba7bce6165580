/// Hashing and folding of names in wire form, eight octets a step.
///
/// Length octets are at most 63 and so never look like letters: a whole name is folded without a look
/// at its labels.
struct NameHash {
  /// Differs from process to process, so that colliding names cannot be prepared.
  let seed: UInt64

  init(seed: UInt64) { self.seed = seed | 1 }

  /// Folds the name at `name` into `key` and hashes it. `key` has room for 264 octets, and up to seven
  /// octets after the name are read.
  @inline(__always)
  func fold(_ name: UnsafeRawPointer, length: Int, into key: UnsafeMutableRawPointer) -> UInt64 {
    var hash = seed
    var offset = 0
    while offset < length {
      var word = lowercased(unsafe name.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      if length - offset < 8 { word &= tailMask(length - offset) }
      unsafe key.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
      hash = Self.mix(hash, word)
      offset += 8
    }
    return hash
  }

  /// Hashes a folded name, which may begin anywhere in a longer one.
  @inline(__always)
  func hash(_ key: UnsafeRawPointer, length: Int) -> UInt64 {
    var hash = seed
    var offset = 0
    while offset < length {
      var word = unsafe key.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if length - offset < 8 { word &= tailMask(length - offset) }
      hash = Self.mix(hash, word)
      offset += 8
    }
    return hash
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}

/// Ones in the low `octets` octets of a word, which are its first in memory.
@inline(__always)
func tailMask(_ octets: Int) -> UInt64 {
  (1 << UInt64(octets * 8)) &- 1
}

/// Lower case of the ASCII letters among eight octets (RFC 4343 §3).
@inline(__always)
func lowercased(_ word: UInt64) -> UInt64 {
  let low = word & 0x7F7F_7F7F_7F7F_7F7F
  let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
  let afterZ = low &+ 0x2525_2525_2525_2525
  let isUpper = (fromA ^ afterZ) & ~word & 0x8080_8080_8080_8080
  return word | isUpper >> 2
}
