extension SchemaNotes {
  /// What objects of all kinds have in common, and the objects that go with requests.
  static let metadata = """
    *:
      apiVersion: Group and version in which the object is written, such as v1 or apps/v1.
      kind: The kind of the object, such as StatefulSet.
      metadata: Name, labels and the other things that objects of all kinds have.
      spec: What is wanted.
      status: What has been observed. Controllers write it.
    ObjectMeta: Identity and bookkeeping of an object.
      annotations: Texts for tools and people. Nothing selects objects by them.
      creationTimestamp: When the object was stored. The server sets it.
      deletionGracePeriodSeconds: Seconds that the object has to end once it is being deleted.
      deletionTimestamp: When the object is to be gone, set by a request to delete it.
      finalizers: Who must agree before a deleted object goes. Each removes its own entry.
      generateName: Beginning of a name that the server completes with a random end.
      generation: Counts the changes of what is wanted.
      labels: Keys and values by which selectors find the object.
      managedFields: Which manager set which fields by server-side apply.
      name: Unique within the namespace and the kind. It never changes.
      namespace: The namespace that the object lives in. It never changes.
      ownerReferences: Objects that this one belongs to. When all are gone, it goes too.
      resourceVersion: Changes with every write. Sent back, it keeps writers from undoing changes.
      selfLink: Not used any more.
      uid: Tells the object from others that had the same name before or will have it.
    OwnerReference: Points to an owner in the same namespace, or to one without a namespace.
      apiVersion: Group and version of the owner.
      blockOwnerDeletion: A foreground deletion of the owner waits for this object.
      controller: The owner is the one that manages this object. At most one is.
      kind: Kind of the owner.
      name: Name of the owner.
      uid: The very owner that is meant, and not a later one of its name.
    ManagedFieldsEntry: The fields of one manager.
      apiVersion: The version in which the fields are named.
      fieldsType: The format of the set of fields. There is one, FieldsV1.
      fieldsV1: The fields as a tree.
      manager: Who owns the fields.
      operation: Apply or Update.
      subresource: The subresource through which the fields were set.
      time: When the manager last changed the set.
    LabelSelector: Objects whose labels fulfil all requirements. An empty one selects everything.
      matchExpressions: Requirements with operators.
      matchLabels: Labels that must have just these values.
    LabelSelectorRequirement: What one label must be like.
      key: The label.
      operator: In, NotIn, Exists or DoesNotExist.
      values: For In and NotIn, the values in question.
    ListMeta: What belongs to a list as a whole.
      continue: Where the rest of a list begins that was cut by a limit.
      remainingItemCount: How many objects the rest has.
      resourceVersion: The state that the list shows. A watch can begin there.
      selfLink: Not used any more.
    Condition: One aspect of an object's state.
      lastTransitionTime: When the status last changed.
      message: The reason in a sentence, for people.
      observedGeneration: The generation that was looked at.
      reason: The reason in one word, for programs.
      status: True, False or Unknown.
      type: The aspect.
    DeleteOptions: How to delete.
      dryRun: All checks are made, nothing is deleted.
      gracePeriodSeconds: Seconds that the object has to end. 0 means at once.
      orphanDependents: Replaced by propagationPolicy.
      preconditions: What must be so, or nothing is deleted.
      propagationPolicy: What becomes of dependents: Foreground, Background or Orphan.
    Preconditions: What an object must be when a request reaches it.
      resourceVersion: The version that must be the current one.
      uid: The uid that the object must have.
    Status: How a request ended.
      code: The HTTP status code.
      details: The object and the fields in question.
      message: What happened, for people.
      reason: What happened in one word, for programs.
      status: Success or Failure.
    StatusDetails: What a Status speaks of.
      causes: One entry a fault.
      group: API group of the object.
      kind: Kind of the object.
      name: Name of the object.
      retryAfterSeconds: When to try again.
      uid: The uid of the object.
    StatusCause: One fault.
      field: Path of the field at fault.
      message: What is wrong, for people.
      reason: What is wrong in one word, for programs.
    Scale: How many replicas an object has and wants.
    ScaleSpec:
      replicas: The number of replicas that is wanted.
    ScaleStatus: What has been observed.
      replicas: The number of replicas that exist.
      selector: Labels of the replicas.
    ObjectReference: Points to an object, or to a part of one.
      apiVersion: Group and version of the object.
      fieldPath: The part that is meant, such as spec.containers{web}.
      kind: Kind of the object.
      name: Name of the object.
      namespace: Namespace of the object.
      resourceVersion: The version that is meant.
      uid: The uid of the object.
    LocalObjectReference: Points to an object in the same namespace.
      name: Name of the object.
    """
}
