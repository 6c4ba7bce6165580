package import Objects

/// One object before and after a change; one of the two is nil when it came or went.
package indirect enum ViewChange: Sendable {
  case namespace(old: Namespace?, new: Namespace?)
  case service(old: Service?, new: Service?)
  case set(old: StatefulSet?, new: StatefulSet?)
  case pod(old: Pod?, new: Pod?)
  case slice(old: EndpointSlice?, new: EndpointSlice?)
  case other(old: GenericObject?, new: GenericObject?)

  /// The metadata before and after.
  package var metadata: (old: ObjectMetadata?, new: ObjectMetadata?) {
    switch self {
    case .namespace(let old, let new): (old?.metadata, new?.metadata)
    case .service(let old, let new): (old?.metadata, new?.metadata)
    case .set(let old, let new): (old?.metadata, new?.metadata)
    case .pod(let old, let new): (old?.metadata, new?.metadata)
    case .slice(let old, let new): (old?.metadata, new?.metadata)
    case .other(let old, let new): (old?.metadata, new?.metadata)
    }
  }

  /// The resource of the object that changed; only a generic one must be asked.
  package var resource: Resource {
    switch self {
    case .namespace: Namespace.resource
    case .service: Service.resource
    case .set: StatefulSet.resource
    case .pod: Pod.resource
    case .slice: EndpointSlice.resource
    case .other(let old, let new):
      // One of the two is always there.
      (new ?? old)!.resource
    }
  }
}
