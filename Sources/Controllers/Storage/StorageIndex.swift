import ObjectStore
import Objects

/// Who waits for whom, by class: claims for volumes, and volumes for claims.
///
/// A claim looks only at the volumes of its class that are free, and a volume that becomes free wakes
/// only the claims of its class. Built from changes alone.
struct StorageIndex: Sendable {
  private var unboundClaims = SortedIndex<String, NamespacedName>()
  private var freeVolumes = SortedIndex<String, String>()

  /// Takes in one change of a claim or a volume.
  mutating func note(_ old: GenericObject?, _ new: GenericObject?) {
    guard let object = new ?? old else { return }
    let name = object.namespacedName
    if object.resource == .persistentVolumeClaim {
      let unbound = { (object: GenericObject) -> String? in
        let claim = Claim(object)
        return claim.isBindingComplete || claim.isTerminating ? nil : claim.className ?? ""
      }
      unboundClaims.replace(name, old.flatMap(unbound), by: new.flatMap(unbound))
    } else {
      let free = { (object: GenericObject) -> String? in
        let volume = Volume(object)
        let isFree = volume.phase == "Available" && volume.claimReference == nil
        return isFree && !volume.isTerminating ? volume.className : nil
      }
      freeVolumes.replace(name.name, old.flatMap(free), by: new.flatMap(free))
    }
  }

  func unboundClaims(of className: String) -> [NamespacedName] { unboundClaims[className] }
  func freeVolumes(of className: String) -> [String] { freeVolumes[className] }
}
