import Glibc

/// Files that only their owner may read, replaced as a whole or not at all.
enum PrivateFile {
  /// nil: there is no such file.
  static func read(_ path: String) throws(AccessError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .file(path, number: errno)
    }
    defer { close(descriptor) }
    var octets: [UInt8] = []
    let size = 65_536
    while true {
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = max(0, unsafe Glibc.read(descriptor, buffer.baseAddress, size))
      }
      if chunk.isEmpty { return octets }
      octets += chunk
    }
  }

  /// Through a file beside it: who reads meanwhile gets the old or the new one.
  static func write(_ octets: [UInt8], to path: String) throws(AccessError) {
    let draft = "\(path).\(getpid()).new"
    unsafe unlink(draft)
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path, number: errno) }
    var written = 0
    while written < octets.count {
      let count = unsafe octets.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress! + written, octets.count - written)
      }
      guard count > 0 else {
        let number = errno
        close(descriptor)
        unsafe unlink(draft)
        throw .file(path, number: number)
      }
      written += count
    }
    fsync(descriptor)
    close(descriptor)
    guard unsafe rename(draft, path) == 0 else { throw .file(path, number: errno) }
  }

  /// One that exists already may be anybody's; its permissions are its owner's matter.
  static func makeFolder(_ path: String) throws(AccessError) {
    if unsafe mkdir(path, 0o700) != 0 && errno != EEXIST { throw .file(path, number: errno) }
  }
}
