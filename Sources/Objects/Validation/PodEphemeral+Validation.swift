/// Containers that are put into a running pod to look around in it
/// (`pods/NAME/ephemeralcontainers`, KEP-277).
extension Pod {
  private static let path = FieldPath("spec", "ephemeralContainers")

  /// The old pod with the ephemeral containers of this one: all else that was changed is forgotten,
  /// not refused.
  package func changingEphemeralContainers(of old: Pod) -> Pod {
    var pod = old.known(as: metadata)
    pod.spec.rest["ephemeralContainers"] = spec.rest["ephemeralContainers"]
    return pod
  }

  /// They can be added and never be changed again, in the order of upstream's
  /// `ValidatePodEphemeralContainersUpdate`.
  package func validateEphemeralContainers(from old: Pod) -> [FieldError] {
    if old.metadata.annotations[PodSpec.mirror] != nil {
      return [.forbidden(FieldPath.whole, "static pods do not support ephemeral containers")]
    }
    var errors = metadata.validateUpdateTwice(from: old.metadata) + validateContents()
    errors += validateAnnotationUpdate(from: old)
    // Patches do not keep the order.
    let new = Dictionary(spec.ephemeralContainers.map { ($0.name, $0) }) { $1 }
    for container in old.spec.ephemeralContainers {
      let name = Value.string(container.name).quoted
      guard let changed = new[container.name] else {
        errors.append(
          .forbidden(Self.path, "existing ephemeral containers \(name) may not be removed\n"))
        continue
      }
      let (printed, former) = (changed.printedEphemeral, container.printedEphemeral)
      if printed != former {
        errors.append(
          .forbidden(
            Self.path,
            "existing ephemeral containers \(name) may not be changed\n"
              + LineDifference.text(from: former.lines, to: printed.lines)))
      }
    }
    return errors
  }
}

extension Pod {
  /// This pod as a client names it that writes a part of it: the version and the identity that it
  /// means, and whose fields are whose, are not the stored ones.
  func known(as metadata: ObjectMetadata) -> Pod {
    var pod = self
    pod.metadata.uid = metadata.uid
    pod.metadata.resourceVersion = metadata.resourceVersion
    pod.metadata.rest["managedFields"] = metadata.rest["managedFields"]
    return pod
  }
}

extension FieldPath {
  /// Upstream's `field.NewPath("")`, for what is wrong with the whole object.
  static let whole = FieldPath([.key("")])
}

extension Container {
  fileprivate var printedEphemeral: GoStruct { GoStruct(value, type: "EphemeralContainer") }
}
