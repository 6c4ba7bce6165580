import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded
import Testing

@testable import KubeAPI

struct ConnectionRegistryTests {
  /// A registry for two, and who was closed.
  private let registry = ConnectionRegistry(limit: 2)
  private let closed = NIOLockedValueBox<[String]>([])

  private func open(_ name: String) -> any Channel {
    let channel = NIOAsyncTestingChannel()
    let closed = closed
    registry.opened(channel) { closed.withLockedValue { $0.append(name) } }
    return channel
  }

  @Test func longestIdleGivesWay() {
    let a = open("a")
    let b = open("b")
    registry.requestBegan(on: a)
    registry.requestEnded(on: a)
    let c = open("c")
    #expect(closed.withLockedValue { $0 } == ["b"])
    #expect(registry.count == 2)
    registry.closed(b)
    registry.closed(c)
    #expect(registry.count == 1)
  }

  @Test func busyOnesStay() {
    let a = open("a")
    let b = open("b")
    registry.requestBegan(on: a)
    registry.requestBegan(on: b)
    _ = open("c")
    #expect(closed.withLockedValue { $0 } == ["c"])
    #expect(registry.timeLeft(for: a) != nil)
  }

  @Test func unusedConnectionHasLessTime() throws {
    let a = open("a")
    #expect(registry.isUnused(a))
    #expect(try #require(registry.timeLeft(for: a)) <= TimeAmount(APILimits.firstRequestTime))
    registry.requestBegan(on: a)
    registry.requestEnded(on: a)
    #expect(!registry.isUnused(a))
    #expect(try #require(registry.timeLeft(for: a)) > TimeAmount(APILimits.firstRequestTime))
    registry.closed(a)
    #expect(registry.timeLeft(for: a) == nil)
  }

  @Test func certificateIsRemembered() {
    let a = open("a")
    #expect(registry.finding(of: a) == nil)
    registry.note(.user(.administrator), of: a)
    guard case .user(.administrator)? = registry.finding(of: a) else {
      Issue.record("forgotten")
      return
    }
  }
}
