/// Elements filed under keys, sorted under each, so that what controllers see has one order.
struct SortedIndex<Key: Hashable & Sendable, Element: Comparable & Sendable>: Sendable {
  private var filed: [Key: [Element]] = [:]

  /// What is filed under the key, in order.
  subscript(key: Key) -> [Element] { filed[key] ?? [] }

  /// Cheaper than the elements themselves.
  func count(_ key: Key) -> Int { filed[key]?.count ?? 0 }

  /// Does nothing if it is there already. Moves what comes after it, which is one `memmove`.
  mutating func insert(_ element: Element, under key: Key) {
    let place = Self.place(of: element, in: filed[key, default: []])
    guard !place.isPresent else { return }
    filed[key, default: []].insert(element, at: place.index)
  }

  /// An empty list is not kept.
  mutating func remove(_ element: Element, under key: Key) {
    let place = Self.place(of: element, in: filed[key, default: []])
    guard place.isPresent else { return }
    filed[key, default: []].remove(at: place.index)
    if filed[key]?.isEmpty == true { filed[key] = nil }
  }

  /// Where the element is, or where it belongs.
  private static func place(of element: Element, in list: [Element])
    -> (index: Int, isPresent: Bool)
  {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < element { low = middle + 1 } else { high = middle }
    }
    return (low, low < list.count && list[low] == element)
  }
}
