import Testing

@testable import Transport

struct TokenTests {
  @Test(arguments: [
    Token.stop, .datagrams(0), .datagrams(63), .listener(0), .listener(5),
    .connection(slot: 0, tenancy: 0), .connection(slot: 1 << 32 - 1, tenancy: 1),
    .connection(slot: 5, tenancy: Token.tenancyMask),
  ])
  func `survives the kernel`(_ token: Token) {
    #expect(Token(rawValue: token.rawValue) == token)
  }
}
