import Testing

/// The built program, started as a user starts it, asked over the network with the tools that people use.
///
/// One test at a time: each has servers of its own, and a machine of two cores should answer all of
/// them in time.
@Suite(.serialized, .timeLimit(.minutes(3)))
enum EndToEndTests {}
