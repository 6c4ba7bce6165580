import Glibc
import Synchronization

/// Frees replaced memory once no reader can hold it any more: reclamation by quiescent states.
///
/// Each reader has a cell with the epoch that it saw at its last quiescent point, 0 while it sleeps.
/// Memory is retired by a new epoch after it was unlinked; when every cell is 0 or has reached that
/// epoch, every reader has passed a point at which it held nothing. A thread of its own waits for that,
/// so that neither queries nor publications do.
@safe final class Reclaimer: @unchecked Sendable {
  static let readerLimit = 256
  static let offline: UInt64 = 0

  // SAFETY: cells are atomics at fixed addresses, a cache line each, freed with the object; `state` is
  // only touched under `lock`; `epoch` is atomic.
  private let cells: UnsafeMutableRawPointer
  private let lock = Lock()
  private var state = State()
  let epoch: UnsafeMutablePointer<Atomic<UInt64>>

  private struct State {
    var retired: [(block: RetiredBlock, epoch: UInt64)] = []
    var freeCells = Array((0..<readerLimit).reversed())
    var isStopping = false
    var isRunning = false
  }

  init() {
    unsafe cells = .allocate(byteCount: Self.readerLimit * 64, alignment: 64)
    unsafe epoch = .allocate(capacity: 1)
    unsafe epoch.initialize(to: Atomic(1))
    for index in 0..<Self.readerLimit {
      unsafe cell(index).initialize(to: Atomic(Self.offline))
    }
  }

  deinit {
    for (block, _) in state.retired { block.free() }
    unsafe epoch.deallocate()
    unsafe cells.deallocate()
  }

  private func cell(_ index: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
    unsafe (cells + 64 * index).assumingMemoryBound(to: Atomic<UInt64>.self)
  }

  // MARK: Readers

  func register() -> (index: Int, cell: UnsafeMutablePointer<Atomic<UInt64>>) {
    let index = lock.withLock { state.freeCells.popLast() }
    guard let index else { preconditionFailure("There are at most \(Self.readerLimit) readers.") }
    return unsafe (index, cell(index))
  }

  func unregister(_ index: Int) {
    unsafe cell(index).pointee.store(Self.offline, ordering: .releasing)
    lock.withLock { state.freeCells.append(index) }
  }

  // MARK: The writer

  /// Takes memory that is no longer reachable for queries that begin now.
  func retire(_ blocks: [RetiredBlock]) {
    guard !blocks.isEmpty else { return }
    let epoch = unsafe epoch.pointee.add(1, ordering: .sequentiallyConsistent).newValue
    lock.withLock {
      for block in blocks { state.retired.append((block, epoch)) }
      if !state.isRunning {
        state.isRunning = true
        startThread()
      }
      lock.signal()
    }
  }

  /// How many blocks wait for a reader to pass.
  var retiredCount: Int { lock.withLock { state.retired.count } }

  func stop() {
    lock.withLock {
      state.isStopping = true
      lock.signal()
    }
  }

  // MARK: The thread

  private func startThread() {
    var thread = pthread_t()
    let this = unsafe Unmanaged.passRetained(self).toOpaque()
    let status = unsafe pthread_create(
      &thread, nil,
      { argument in
        unsafe Unmanaged<Reclaimer>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, this)
    precondition(status == 0, "The reclaiming thread cannot be started.")
    pthread_detach(thread)
  }

  private func run() {
    while true {
      let isDone = lock.withLock {
        while state.retired.isEmpty && !state.isStopping { lock.wait() }
        guard !state.isStopping else { return true }
        free(reached: oldestEpoch())
        return false
      }
      if isDone { return }
      usleep(1000)
    }
  }

  private func oldestEpoch() -> UInt64 {
    atomicMemoryFence(ordering: .sequentiallyConsistent)
    var oldest = UInt64.max
    for index in 0..<Self.readerLimit {
      let seen = unsafe cell(index).pointee.load(ordering: .sequentiallyConsistent)
      if seen != Self.offline { oldest = min(oldest, seen) }
    }
    return oldest
  }

  private func free(reached epoch: UInt64) {
    state.retired.removeAll { item in
      guard item.epoch <= epoch else { return false }
      item.block.free()
      return true
    }
  }
}

/// Memory that queries which began earlier may still read.
@safe struct RetiredBlock: @unchecked Sendable {
  // SAFETY: whoever makes one has unlinked the memory and gives it up.
  private let memory: UnsafeMutableRawPointer

  init(_ memory: UnsafeMutableRawPointer) {
    unsafe self.memory = memory
  }

  func free() {
    unsafe memory.deallocate()
  }
}
