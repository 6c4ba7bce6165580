/// A part of an object that copies of the object share; a change makes a new one.
///
/// Usable from inline because other modules should look into the part where it is: copying all its
/// strings costs more than most uses of it.
@usableFromInline
struct Shared<Part: Hashable & Sendable>: Hashable, Sendable {
  @usableFromInline var box: Box

  @usableFromInline
  final class Box: Sendable {
    @usableFromInline let part: Part
    @usableFromInline init(_ part: Part) { self.part = part }
  }

  init(_ part: Part) { box = Box(part) }

  @inlinable var part: Part {
    @inline(__always) _read { yield box.part }
    _modify {
      var changed = box.part
      defer { box = Box(changed) }
      yield &changed
    }
  }

  /// Equal parts are mostly the same one.
  @usableFromInline
  static func == (a: Self, b: Self) -> Bool { a.box === b.box || a.box.part == b.box.part }

  @usableFromInline
  func hash(into hasher: inout Hasher) { hasher.combine(box.part) }
}
