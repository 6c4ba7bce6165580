extension SchemaText {
  /// Made by Tests/Tools/generate-schema.py.
  static let shared = """
    Condition lastTransitionTime=t! message=s! observedGeneration=l reason=s! status=s! type=s!
    ControllerRevision apiVersion=s data=o kind=s metadata=ObjectMeta revision=l!
    LabelSelector matchExpressions=[LabelSelectorRequirement matchLabels={s
    LabelSelectorRequirement key=s! operator=s! values=[s
    ManagedFieldsEntry apiVersion=s fieldsType=s fieldsV1=o manager=s operation=s subresource=s \
    time=t
    ObjectMeta annotations={s creationTimestamp=t deletionGracePeriodSeconds=l! \
    deletionTimestamp=t finalizers=[s generateName=s generation=l labels={s \
    managedFields=[ManagedFieldsEntry name=s namespace=s ownerReferences=[OwnerReference \
    resourceVersion=s selfLink=s uid=s
    OwnerReference apiVersion=s! blockOwnerDeletion=b! controller=b! kind=s! name=s! uid=s!
    RollingUpdateStatefulSetStrategy maxUnavailable=p partition=i!
    StatefulSet apiVersion=s kind=s metadata=ObjectMeta spec=StatefulSetSpec \
    status=StatefulSetStatus
    StatefulSetCondition lastTransitionTime=t message=s reason=s status=s! type=s!
    StatefulSetOrdinals start=i!
    StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted=s whenScaled=s
    StatefulSetSpec minReadySeconds=i ordinals=StatefulSetOrdinals \
    persistentVolumeClaimRetentionPolicy=StatefulSetPersistentVolumeClaimRetentionPolicy \
    podManagementPolicy=s replicas=i! revisionHistoryLimit=i! selector=LabelSelector \
    serviceName=s template=PodTemplateSpec+ updateStrategy=StatefulSetUpdateStrategy \
    volumeClaimTemplates=[PersistentVolumeClaim
    StatefulSetStatus availableReplicas=i! collisionCount=i! conditions=[StatefulSetCondition \
    currentReplicas=i currentRevision=s observedGeneration=l readyReplicas=i replicas=i! \
    updateRevision=s updatedReplicas=i
    StatefulSetUpdateStrategy rollingUpdate=RollingUpdateStatefulSetStrategy type=s
    StorageClass allowVolumeExpansion=b! allowedTopologies=[TopologySelectorTerm apiVersion=s \
    kind=s metadata=ObjectMeta mountOptions=[s parameters={s provisioner=s! reclaimPolicy=s \
    volumeBindingMode=s
    discovery.Endpoint addresses=[s conditions=discovery.EndpointConditions \
    deprecatedTopology={s hints=discovery.EndpointHints hostname=s nodeName=s \
    targetRef=ObjectReference zone=s
    discovery.EndpointConditions ready=b! serving=b! terminating=b!
    discovery.EndpointHints forNodes=[discovery.ForNode forZones=[discovery.ForZone
    discovery.EndpointPort appProtocol=s! name=s! port=i! protocol=s
    discovery.EndpointSlice addressType=s! apiVersion=s endpoints=[discovery.Endpoint kind=s \
    metadata=ObjectMeta ports=[discovery.EndpointPort
    discovery.ForNode name=s!
    discovery.ForZone name=s!
    """
}
