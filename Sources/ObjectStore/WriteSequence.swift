/// Writes in their order, and how far a refusal reaches: what is refused ends its part, the other
/// parts of its batch are tried all the same, and the sequence ends with the batch.
package struct WriteSequence: Sendable {
  /// Batches and their parts are contiguous.
  package struct Place: Hashable, Sendable {
    package var batch: Int
    package var part: Int

    package init(batch: Int, part: Int = 0) {
      self.batch = batch
      self.part = part
    }
  }

  private var writes: [Write] = []
  /// Where each of them stands.
  package private(set) var places: [Place] = []

  /// The first that is refused ends them.
  package init(_ writes: [Write] = []) {
    self.writes = writes
    places = writes.indices.map { Place(batch: $0) }
  }

  /// The batch behind everything: it is not tried where anything was refused.
  package var nextBatch: Int { (places.last?.batch ?? -1) + 1 }

  package mutating func append(_ write: Write, at place: Place) {
    writes.append(write)
    places.append(place)
  }

  /// Tries one after the other with `body`, which answers whether it was refused; calls it for none
  /// that a refusal reaches.
  func forEachTried(_ body: (Int, Write) -> Bool) {
    var refused: Place?
    for (index, place) in places.enumerated() {
      if let refused, place.batch != refused.batch || place.part == refused.part { continue }
      if body(index, writes[index]) { refused = place }
    }
  }
}

extension WriteSequence: RandomAccessCollection, ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Write...) { self.init(elements) }
  package var startIndex: Int { writes.startIndex }
  package var endIndex: Int { writes.endIndex }
  package subscript(index: Int) -> Write { writes[index] }
}
