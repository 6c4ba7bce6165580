#!/usr/bin/env python3
"""Writes Sources/Objects/Schema/SchemaText*.swift from a JSON digest of the Kubernetes OpenAPI schema.

usage: generate-schema.py SCHEMA.json

Input: {"GROUP/VERSION.Type": {"fields": {NAME: {"type": TYPE, "proto": NUMBER, ...}}} or {"scalar": ...}}.
Output: a line a type, `Type field=CODE ...`; SchemaText.swift says what the codes mean.
"""
import json
import pathlib
import sys

KINDS = [
    "apps/v1.StatefulSet", "apps/v1.ControllerRevision", "core/v1.Namespace", "core/v1.Service",
    "core/v1.Pod", "core/v1.PersistentVolumeClaim", "core/v1.PersistentVolume", "core/v1.ConfigMap",
    "core/v1.Secret", "core/v1.Event", "core/v1.Node", "core/v1.ServiceAccount", "core/v1.Endpoints",
    "discovery/v1.EndpointSlice", "storage/v1.StorageClass", "autoscaling/v1.Scale",
    "authentication/v1.SelfSubjectReview", "authorization/v1.SelfSubjectAccessReview",
    "authorization/v1.SelfSubjectRulesReview", "meta/v1.Status", "meta/v1.DeleteOptions",
    "meta/v1.ListMeta",
]
SCALARS = {
    "string": "s", "boolean": "b", "integer:int32": "i", "integer:int64": "l", "string:byte": "y",
    "RawExtension": "o", "meta/v1.FieldsV1": "o", "meta/v1.Time": "t", "meta/v1.MicroTime": "m",
    "Quantity": "q", "IntOrString": "p", "ExtraValue": "x",
}
# Go has no pointer there and omits zero; every other boolean and number keeps it.
ZERO_OMITTED = {
    "readOnly", "stdin", "stdinOnce", "tty", "chapAuthDiscovery", "chapAuthSession", "sslEnabled",
    "unschedulable", "hostIPC", "hostNetwork", "hostPID", "publishNotReadyAddresses",
    "minReadySeconds", "currentReplicas", "readyReplicas", "updatedReplicas", "observedGeneration",
    "hostPort", "signal", "count", "sizeBytes", "failureThreshold", "initialDelaySeconds",
    "periodSeconds", "successThreshold", "timeoutSeconds", "nodePort", "healthCheckNodePort",
    "generation", "partition", "denied", "code", "retryAfterSeconds",
}
ZERO_KEPT = {
    "AzureDiskVolumeSource.readOnly", "RollingUpdateStatefulSetStrategy.partition",
    "ClientIPConfig.timeoutSeconds",
}
# Pointers to strings: the empty text is a value.
EMPTY_KEPT = {
    "AppArmorProfile.localhostProfile", "AzureDiskVolumeSource.cachingMode",
    "AzureDiskVolumeSource.fsType", "AzureDiskVolumeSource.kind",
    "AzureFilePersistentVolumeSource.secretNamespace", "CSIVolumeSource.fsType",
    "ClusterTrustBundleProjection.name", "ClusterTrustBundleProjection.signerName",
    "Container.restartPolicy", "ContainerStatus.stopSignal", "DeleteOptions.propagationPolicy",
    "EndpointAddress.nodeName", "EndpointPort.appProtocol", "EphemeralContainer.restartPolicy",
    "GRPCAction.service", "GlusterfsPersistentVolumeSource.endpointsNamespace",
    "HostPathVolumeSource.type", "ISCSIPersistentVolumeSource.initiatorName",
    "ISCSIVolumeSource.initiatorName", "Lifecycle.stopSignal", "LoadBalancerIngress.ipMode",
    "LocalVolumeSource.fsType", "PersistentVolumeClaimSpec.storageClassName",
    "PersistentVolumeClaimSpec.volumeAttributesClassName", "PersistentVolumeClaimSpec.volumeMode",
    "PersistentVolumeClaimStatus.currentVolumeAttributesClassName",
    "PersistentVolumeSpec.volumeAttributesClassName", "PersistentVolumeSpec.volumeMode",
    "PodDNSConfigOption.value", "PodResourceClaim.resourceClaimName",
    "PodResourceClaim.resourceClaimTemplateName", "PodResourceClaimStatus.resourceClaimName",
    "PodSchedulingGroup.podGroupName", "PodSecurityContext.fsGroupChangePolicy",
    "PodSecurityContext.seLinuxChangePolicy", "PodSecurityContext.supplementalGroupsPolicy",
    "PodSpec.hostnameOverride", "PodSpec.preemptionPolicy", "PodSpec.runtimeClassName",
    "PortStatus.error", "Preconditions.resourceVersion", "Preconditions.uid",
    "ResourceHealth.message", "SeccompProfile.localhostProfile", "SecurityContext.procMount",
    "ServicePort.appProtocol", "ServiceSpec.internalTrafficPolicy", "ServiceSpec.ipFamilyPolicy",
    "ServiceSpec.loadBalancerClass", "ServiceSpec.trafficDistribution",
    "StorageClass.reclaimPolicy", "StorageClass.volumeBindingMode",
    "TopologySpreadConstraint.nodeAffinityPolicy", "TopologySpreadConstraint.nodeTaintsPolicy",
    "TypedLocalObjectReference.apiGroup", "TypedObjectReference.apiGroup",
    "TypedObjectReference.namespace", "VolumeMount.mountPropagation",
    "VolumeMount.recursiveReadOnly", "VolumeMountStatus.recursiveReadOnly",
    "WindowsSecurityContextOptions.gmsaCredentialSpec",
    "WindowsSecurityContextOptions.gmsaCredentialSpecName",
    "WindowsSecurityContextOptions.runAsUserName", "discovery.Endpoint.hostname",
    "discovery.Endpoint.nodeName", "discovery.Endpoint.zone", "discovery.EndpointPort.appProtocol",
    "discovery.EndpointPort.name", "discovery.EndpointPort.protocol",
}
# Structs and times that Go embeds by value, and texts without omitempty: always printed.
ALWAYS = {
    "Container.resources", "EphemeralContainer.resources", "PersistentVolumeClaimSpec.resources",
    "ContainerStatus.state", "ContainerStatus.lastState", "PodTemplateSpec.metadata",
    "PodTemplateSpec.spec", "PersistentVolumeClaim.metadata", "PersistentVolumeClaim.spec",
    "PersistentVolumeClaim.status", "PersistentVolumeClaimTemplate.metadata",
    "PersistentVolumeClaimTemplate.spec", "StatefulSetSpec.template", "Event.involvedObject",
    "PreferredSchedulingTerm.preference", "WeightedPodAffinityTerm.podAffinityTerm",
    "Event.source", "Event.eventTime", "Event.firstTimestamp", "Event.lastTimestamp",
    "Event.reportingComponent", "Event.reportingInstance", "ContainerStateRunning.startedAt",
    "ContainerStateTerminated.startedAt", "ContainerStateTerminated.finishedAt",
    "PersistentVolumeClaimCondition.lastProbeTime", "NodeCondition.lastHeartbeatTime",
    "PersistentVolumeClaimCondition.lastTransitionTime", "NodeCondition.lastTransitionTime",
    "NamespaceCondition.lastTransitionTime", "ResourceFieldSelector.divisor",
}
# Enumerations of signals say little and would be a tenth of the text.
LONGEST_ENUM = 10
# Upstream's OpenAPI document has no objects of these, so the digest lacks fields of theirs.
BY_HAND = {
    "meta/v1.FieldSelectorRequirement": {"fields": {
        "key": {"type": "string", "required": True, "proto": 1},
        "operator": {"type": "string", "required": True, "proto": 2},
        "values": {"type": "[string]", "list-type": "atomic", "proto": 3},
    }},
}
REVIEWS = [
    "authentication/v1.SelfSubjectReview", "authorization/v1.SelfSubjectAccessReview",
    "authorization/v1.SelfSubjectRulesReview",
]
WIDTH = 98


def short(name):
    group, _, kind = name.partition("/v1.")
    return f"discovery.{kind}" if group == "discovery" else kind


def code(owner, name, spec):
    kind = spec["type"]
    prefix = ""
    if kind[0] in "[{":
        prefix, kind = kind[0], kind[1:-1]
    always = f"{owner}.{name}" in ALWAYS
    if kind in SCALARS:
        letter = SCALARS[kind]
        qualified = f"{owner}.{name}"
        kept = spec.get("required") or qualified in ZERO_KEPT | EMPTY_KEPT
        if letter in "bil":
            kept = kept or name not in ZERO_OMITTED
        return prefix + letter + ("+" if always else "!" if kept and not prefix else "")
    return prefix + short(kind) + ("+" if always else "")


def facts(spec):
    """Protobuf numbers and what the OpenAPI extensions say."""
    numbers = spec.get("proto")
    text = ""
    if numbers:
        text = "@" + ".".join(str(n) for n in (numbers if isinstance(numbers, list) else [numbers]))
    if spec.get("required"):
        text += "*"
    keys = spec.get("list-map-keys", [])
    if spec.get("list-type") in ("set", "map"):
        text += "~" + ",".join(keys)
    if "patch-strategy" in spec:
        text += "^" + spec.get("patch-merge-key", "")
        text += "&" if "retainKeys" in spec["patch-strategy"] else ""
    if spec.get("map-type") == "atomic":
        text += "%"
    if spec.get("map-type") == "granular":
        text += "/"
    if "default" in spec:
        text += ":" + json.dumps(spec["default"])
    if len(spec.get("enum", [])) in range(1, LONGEST_ENUM):
        text += "".join("|" + word for word in spec["enum"])
    return text


def reachable(schema):
    found, queue = set(), list(KINDS)
    while queue:
        name = queue.pop()
        if name in found or "fields" not in schema.get(name, {}):
            continue
        found.add(name)
        queue += [f["type"].strip("[]{}") for f in schema[name]["fields"].values()]
    return found


def wrapped(words):
    lines, line = [], ""
    for word in words:
        if line and len(line) + 1 + len(word) > WIDTH - 6:
            lines.append(line + " \\")
            line = ""
        line += (" " if line else "") + word
    return lines + [line]


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
    schema |= {name: spec for name, spec in BY_HAND.items() if name not in schema}
    for name in REVIEWS:
        schema[name]["fields"] |= {"apiVersion": {"type": "string"}, "kind": {"type": "string"}}
    names = reachable(schema)
    core = sorted((n for n in names if n.startswith("core/")), key=short)
    thirds = [next(i for i, n in enumerate(core) if short(n) >= bound) for bound in ("L", "Port")]
    parts = {
        "Shared": sorted(names - set(core)), "CoreAToK": core[:thirds[0]],
        "CoreLToPo": core[thirds[0]:thirds[1]], "CorePoToZ": core[thirds[1]:],
    }
    folder = pathlib.Path(__file__).parents[2] / "Sources/Objects/Schema"
    for part, members in parts.items():
        text = ["extension SchemaText {", "  /// Made by Tests/Tools/generate-schema.py.",
                f'  static let {part[0].lower()}{part[1:]} = """']
        package = ""
        for name in members:
            if package != name.partition(".")[0]:
                package = name.partition(".")[0]
                text.append(f"    {package}:")
            owner = short(name)
            fields = sorted(schema[name]["fields"].items())
            atomic = "%" if schema[name].get("map-type") == "atomic" else ""
            words = [owner + atomic]
            words += [f"{f}={code(owner, f, spec)}{facts(spec)}" for f, spec in fields]
            text += ["    " + line for line in wrapped(words)]
        text += ['    """', "}", ""]
        (folder / f"SchemaText+{part}.swift").write_text("\n".join(text))


main()
