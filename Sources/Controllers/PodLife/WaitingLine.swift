/// Who waits, first come, first served; joining, leaving and asking for the first cost the same
/// however long the line is.
struct WaitingLine<Element: Hashable & Sendable>: Sendable {
  private var tickets: [Element: Int] = [:]
  /// In the order of the tickets; those who left are still in it.
  private var line: [(ticket: Int, element: Element)] = []
  private var next = 0

  func contains(_ element: Element) -> Bool { tickets[element] != nil }

  mutating func join(_ element: Element) {
    guard tickets[element] == nil else { return }
    tickets[element] = next
    line.append((next, element))
    next += 1
  }

  mutating func leave(_ element: Element) {
    guard tickets.removeValue(forKey: element) != nil else { return }
    if line.count > 2 * tickets.count + 16 {
      line.removeAll { tickets[$0.element] != $0.ticket }
    }
  }

  /// The first ones, in their order.
  func first(_ count: Int) -> [Element] {
    var found: [Element] = []
    for (ticket, element) in line where tickets[element] == ticket {
      if found.count == count { break }
      found.append(element)
    }
    return found
  }

  var all: [Element] { first(tickets.count) }
}
