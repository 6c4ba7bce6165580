import Wire

/// Called by libFuzzer with one input after the other; a trap is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWire(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer owns the `count` octets at `start` for the length of this call.
  let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  if let sentence = brokenPromise(octets) {
    fatalError("not true any more: \(sentence)")
  }
  return 0
}
