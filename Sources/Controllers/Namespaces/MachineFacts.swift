import Glibc

/// What a kubelet tells of its machine (`status.nodeInfo`, `status.capacity`).
package struct MachineFacts: Hashable, Sendable {
  package var processors: Int
  package var memoryKibibytes: Int
  /// As Go names it: `amd64`.
  package var architecture: String
  package var kernel: String
  package var system: String
  package var identifier: String
  package var bootIdentifier: String

  package init(
    processors: Int, memoryKibibytes: Int, architecture: String, kernel: String, system: String,
    identifier: String, bootIdentifier: String
  ) {
    self.processors = processors
    self.memoryKibibytes = memoryKibibytes
    self.architecture = architecture
    self.kernel = kernel
    self.system = system
    self.identifier = identifier
    self.bootIdentifier = bootIdentifier
  }

  /// Read once; what this machine does not tell is empty.
  package static let current: MachineFacts = {
    var name = utsname()
    unsafe uname(&name)
    let kernel = unsafe withUnsafeBytes(of: &name.release) { unsafe text($0) }
    let machine = unsafe withUnsafeBytes(of: &name.machine) { unsafe text($0) }
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    return MachineFacts(
      processors: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      memoryKibibytes: max(0, pages) / 1024 * max(0, pageSize),
      architecture: ["x86_64": "amd64", "aarch64": "arm64"][machine] ?? machine, kernel: kernel,
      system: systemName(firstLines(of: "/etc/os-release")),
      identifier: firstLines(of: "/etc/machine-id").first ?? "",
      bootIdentifier: firstLines(of: "/proc/sys/kernel/random/boot_id").first ?? "")
  }()

  /// os-release(5).
  private static func systemName(_ lines: [String]) -> String {
    let key = "PRETTY_NAME="
    guard let line = lines.first(where: { $0.hasPrefix(key) }) else { return "Linux" }
    return String(line.dropFirst(key.count).filter { $0 != "\"" })
  }

  private static func text(_ octets: UnsafeRawBufferPointer) -> String {
    unsafe String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Of a small file; what is beyond 4 KiB is of no interest.
  private static func firstLines(of path: String) -> [String] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    let octets = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      unsafe count = max(0, read(file, buffer.baseAddress, buffer.count))
    }
    return String(decoding: octets, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
