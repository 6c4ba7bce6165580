extension SchemaNotes {
  /// `apps/v1`.
  static let statefulSet = """
    StatefulSet: Pods with lasting names and storage. Replica 0 of the set web is always web-0, \
    with the same claims, wherever and how often it is started again.
      spec: The pods that are wanted and how they change.
      status: How many pods there are, and of which revisions.
    StatefulSetSpec:
      minReadySeconds: How long a pod must have been Ready to count as available.
      ordinals: The numbers in the pods' names.
      persistentVolumeClaimRetentionPolicy: What becomes of claims whose pods are no longer wanted.
      podManagementPolicy: OrderedReady makes one pod after the other and waits until it is Ready. \
    Parallel waits for none.
      replicas: How many pods. 1 unless given.
      revisionHistoryLimit: How many old revisions are kept for a rollback. 10 unless given.
      selector: Labels of the pods that belong to the set. It must match those of the template.
      serviceName: The headless Service below whose name the pods have DNS names. \
    It has to be made separately.
      template: What each pod is made from.
      updateStrategy: How pods change to a new template.
      volumeClaimTemplates: Claims of which each pod gets one of its own: www-web-0 is \
    the claim of pod web-0 from the template www.
    StatefulSetOrdinals:
      start: The first number. 0 unless given.
    StatefulSetPersistentVolumeClaimRetentionPolicy: What becomes of claims from the templates.
      whenDeleted: Retain keeps the claims when the set is deleted, Delete removes them with it.
      whenScaled: Retain keeps the claims of pods above the replica count, Delete removes them.
    StatefulSetUpdateStrategy:
      rollingUpdate: For type RollingUpdate.
      type: RollingUpdate replaces pods from the highest number down. OnDelete waits until \
    somebody deletes them.
    RollingUpdateStatefulSetStrategy: How a rolling update proceeds.
      maxUnavailable: How many pods may be missing at the same time, a number or a percentage.
      partition: Pods with a lower number keep the old template.
    StatefulSetStatus:
      availableReplicas: Pods that have been Ready for minReadySeconds.
      collisionCount: How often the name of a revision was taken.
      conditions: Aspects of the set's state.
      currentReplicas: Pods of the current revision.
      currentRevision: The revision that an update leaves.
      observedGeneration: The generation that the other numbers speak of.
      readyReplicas: Pods that are Ready.
      replicas: Pods that exist.
      updateRevision: The revision that an update leads to.
      updatedReplicas: Pods of the update revision.
    StatefulSetCondition: One aspect of a set's state.
      lastTransitionTime: When the status last changed.
      message: The reason in a sentence.
      reason: The reason in one word.
      status: True, False or Unknown.
      type: The aspect.
    ControllerRevision: A template as it once was, for rollbacks.
      data: The template as a patch of its owner.
      revision: Counts the changes of the template. The highest is the newest.
    PodTemplateSpec:
      metadata: Labels and annotations of the pods.
      spec: The pods' containers and all else that is theirs.
    """
}
