import ClusterNames
import Controllers
import ObjectStore
import Objects
import Pods

/// The half of a server that changes: the store and the controllers.
///
///     store <-> controllers -> publisher -> registry
struct ControlPlane: Sendable {
  let store: ObjectStore
  let manager: ControllerManager
  let addressFamilies: AddressFamilies
  private let clock: any ClusterClock
  private let gates: FeatureGates
  /// nil: the controllers run by themselves, in the machine's time.
  let virtualTime: VirtualTime?

  /// What controllers must know of the API, where it is served.
  struct API: Sendable {
    var location: APILocation
    /// The certificate, in PEM form, that signed the server's.
    var authority: String
  }

  init(
    _ settings: Settings, _ cluster: Cluster, _ storage: Storage, in folder: DataFolder, _ api: API?
  ) {
    store = storage.store
    clock = storage.clock
    gates = settings.featureGates
    addressFamilies = AddressFamilies(blocks: settings.podBlocks)
    let runtime = settings.podRuntime.runtime(
      addresses: AddressBook(blocks: settings.podBlocks),
      script: PodScript(readyAfter: settings.readyAfter))
    let node =
      settings.podRuntime == .simulated
      ? SystemNode(podBlocks: settings.podBlocks.map(\.description)) : nil
    // What takes addresses out of DNS comes first, what makes more work last.
    manager = ControllerManager(
      store: store, clock: storage.clock,
      reconcilers: [
        EndpointSliceReconciler(), PodReconciler(runtime: runtime),
        StatefulSetReconciler(gates: settings.featureGates),
        StorageReconciler(folders: LocalVolumeFolders(folder: folder.volumesPath)),
        EndpointsReconciler(), EndpointMirror(), NamespaceReconciler(), GarbageCollector(),
        EventExpiry(),
        SystemObjects(
          api: api?.location, certificateAuthority: api?.authority, node: node),
      ],
      publisher: Self.publisher(cluster, folder))
    virtualTime = storage.manualClock.map { [store, manager] in
      VirtualTime(clock: $0, store: store, manager: manager)
    }
  }

  private static func publisher(_ cluster: Cluster, _ folder: DataFolder) -> any ViewPublisher {
    guard !folder.isTemporary else { return cluster.publisher }
    return SerialFile(
      folder.serialPath, registry: cluster.registry, publisher: cluster.publisher)
  }

  /// What the sets lack at this moment.
  func availability() async -> [SetAvailability] {
    await manager.read { [clock, gates] in
      SetAvailability.all(in: $0, gates: gates, at: clock.now())
    }
  }

  /// Lets the controllers do what a change made due, where they do not run by themselves.
  func settle() async { await virtualTime?.settle() }

  /// Lets them come to rest for the first time.
  func begin() async {
    if let virtualTime { await virtualTime.settle() } else { await manager.settle() }
  }

  /// Works until the task is cancelled.
  func run() async {
    if virtualTime == nil { await manager.run() }
  }
}
