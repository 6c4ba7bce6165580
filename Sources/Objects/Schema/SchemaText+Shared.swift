extension SchemaText {
  /// Made by Tests/Tools/generate-schema.py.
  static let shared = """
    apps/v1:
    ControllerRevision apiVersion=s data=o@2 kind=s metadata=ObjectMeta@1 revision=l!@3*:0
    RollingUpdateStatefulSetStrategy maxUnavailable=p@2 partition=i!@1
    StatefulSet apiVersion=s kind=s metadata=ObjectMeta@1 spec=StatefulSetSpec@2 \
    status=StatefulSetStatus@3
    StatefulSetCondition lastTransitionTime=t@3 message=s@5 reason=s@4 status=s!@2* type=s!@1*
    StatefulSetOrdinals start=i!@1:0
    StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted=s@1 whenScaled=s@2
    StatefulSetSpec minReadySeconds=i@9 ordinals=StatefulSetOrdinals@11 \
    persistentVolumeClaimRetentionPolicy=StatefulSetPersistentVolumeClaimRetentionPolicy@10 \
    podManagementPolicy=s@6|OrderedReady|Parallel replicas=i!@1 revisionHistoryLimit=i!@8 \
    selector=LabelSelector@2* serviceName=s@5 template=PodTemplateSpec+@3* \
    updateStrategy=StatefulSetUpdateStrategy@7 volumeClaimTemplates=[PersistentVolumeClaim@4
    StatefulSetStatus availableReplicas=i!@11:0 collisionCount=i!@9 \
    conditions=[StatefulSetCondition@10~type^type currentReplicas=i@4 currentRevision=s@6 \
    observedGeneration=l@1 readyReplicas=i@3 replicas=i!@2*:0 updateRevision=s@7 \
    updatedReplicas=i@5
    StatefulSetUpdateStrategy rollingUpdate=RollingUpdateStatefulSetStrategy@2 \
    type=s@1|OnDelete|RollingUpdate
    authentication/v1:
    SelfSubjectReview apiVersion=s kind=s metadata=ObjectMeta@1 status=SelfSubjectReviewStatus@2
    SelfSubjectReviewStatus userInfo=UserInfo@1
    UserInfo extra={x@4 groups=[s@3 uid=s@2 username=s@1
    authorization/v1:
    FieldSelectorAttributes rawSelector=s@1 requirements=[FieldSelectorRequirement@2
    LabelSelectorAttributes rawSelector=s@1 requirements=[LabelSelectorRequirement@2
    NonResourceAttributes path=s@1 verb=s@2
    NonResourceRule nonResourceURLs=[s@2 verbs=[s@1
    ResourceAttributes fieldSelector=FieldSelectorAttributes@8 group=s@3 \
    labelSelector=LabelSelectorAttributes@9 name=s@7 namespace=s@1 resource=s@5 subresource=s@6 \
    verb=s@2 version=s@4
    ResourceRule apiGroups=[s@2 resourceNames=[s@4 resources=[s@3 verbs=[s@1
    SelfSubjectAccessReview apiVersion=s kind=s metadata=ObjectMeta@1 \
    spec=SelfSubjectAccessReviewSpec@2 status=SubjectAccessReviewStatus@3
    SelfSubjectAccessReviewSpec nonResourceAttributes=NonResourceAttributes@2 \
    resourceAttributes=ResourceAttributes@1
    SelfSubjectRulesReview apiVersion=s kind=s metadata=ObjectMeta@1 \
    spec=SelfSubjectRulesReviewSpec@2 status=SubjectRulesReviewStatus@3
    SelfSubjectRulesReviewSpec namespace=s@1
    SubjectAccessReviewStatus allowed=b!@1 denied=b@4 evaluationError=s@3 reason=s@2
    SubjectRulesReviewStatus evaluationError=s@4 incomplete=b!@3 \
    nonResourceRules=[NonResourceRule@2 resourceRules=[ResourceRule@1
    autoscaling/v1:
    Scale apiVersion=s kind=s metadata=ObjectMeta@1 spec=ScaleSpec@2 status=ScaleStatus@3
    ScaleSpec replicas=i!@1:0
    ScaleStatus replicas=i!@1*:0 selector=s@2
    discovery/v1:
    discovery.Endpoint addresses=[s@1*~ conditions=discovery.EndpointConditions@2 \
    deprecatedTopology={s@5 hints=discovery.EndpointHints@8 hostname=s!@3 nodeName=s!@6 \
    targetRef=ObjectReference@4 zone=s!@7
    discovery.EndpointConditions ready=b!@1 serving=b!@2 terminating=b!@3
    discovery.EndpointHints forNodes=[discovery.ForNode@2 forZones=[discovery.ForZone@1
    discovery.EndpointPort% appProtocol=s!@4 name=s!@1 port=i!@3 protocol=s!@2|SCTP|TCP|UDP
    discovery.EndpointSlice addressType=s!@4*|FQDN|IPv4|IPv6 apiVersion=s \
    endpoints=[discovery.Endpoint@2 kind=s metadata=ObjectMeta@1 ports=[discovery.EndpointPort@3
    discovery.ForNode name=s!@1*
    discovery.ForZone name=s!@1*
    meta/v1:
    Condition lastTransitionTime=t!@4* message=s!@6* observedGeneration=l@3 reason=s!@5* \
    status=s!@2* type=s!@1*
    DeleteOptions apiVersion=s dryRun=[s@5 gracePeriodSeconds=l!@1 \
    ignoreStoreReadErrorWithClusterBreakingPotential=b!@6 kind=s orphanDependents=b!@3 \
    preconditions=Preconditions@2 propagationPolicy=s!@4
    FieldSelectorRequirement key=s!@1* operator=s!@2* values=[s@3
    LabelSelector% matchExpressions=[LabelSelectorRequirement@2 matchLabels={s@1
    LabelSelectorRequirement key=s!@1* operator=s!@2* values=[s@3
    ListMeta continue=s@3 remainingItemCount=l!@4 resourceVersion=s@2 selfLink=s@1 \
    shardInfo=ShardInfo@5
    ManagedFieldsEntry apiVersion=s@3 fieldsType=s@6 fieldsV1=o@7 manager=s@1 operation=s@2 \
    subresource=s@8 time=t@4
    ObjectMeta annotations={s@12 creationTimestamp=t@8 deletionGracePeriodSeconds=l!@10 \
    deletionTimestamp=t@9 finalizers=[s@14~^ generateName=s@2 generation=l@7 labels={s@11 \
    managedFields=[ManagedFieldsEntry@17 name=s@1 namespace=s@3 \
    ownerReferences=[OwnerReference@13~uid^uid resourceVersion=s@6 selfLink=s@4 uid=s@5
    OwnerReference% apiVersion=s!@5* blockOwnerDeletion=b!@7 controller=b!@6 kind=s!@1* \
    name=s!@3* uid=s!@4*
    Preconditions resourceVersion=s!@2 uid=s!@1
    ShardInfo selector=s!@1*
    Status apiVersion=s code=i@6 details=StatusDetails@5 kind=s message=s@3 metadata=ListMeta@1 \
    reason=s@4 status=s@2
    StatusCause field=s@3 message=s@2 reason=s@1
    StatusDetails causes=[StatusCause@4 group=s@2 kind=s@3 name=s@1 retryAfterSeconds=i@5 \
    uid=s@6
    storage/v1:
    StorageClass allowVolumeExpansion=b!@6 allowedTopologies=[TopologySelectorTerm@8 \
    apiVersion=s kind=s metadata=ObjectMeta@1 mountOptions=[s@5 parameters={s@3 \
    provisioner=s!@2* reclaimPolicy=s!@4|Delete|Recycle|Retain \
    volumeBindingMode=s!@7|Immediate|WaitForFirstConsumer
    """
}
