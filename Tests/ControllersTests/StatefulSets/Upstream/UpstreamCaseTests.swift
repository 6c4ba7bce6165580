import Testing

/// Which of upstream's cases have a row, counted; names are all that these tables have of
/// upstream's.
@Suite struct UpstreamCaseTests {
  /// The cases that the rows stand for; a step or a variant of one (a third part of the name) is
  /// none of its own.
  private static var cases: Set<String> {
    var all = ControlSyncTests.rows.map(\.stands) + RolloutTests.rows.map(\.stands)
    all += HistoryLimitTests.rows.map(\.stands) + AvailabilityTests.rows.map(\.stands)
    all += UnavailableGaugeTests.rows.map(\.stands) + ParallelScaleTests.rows.map(\.stands)
    all += RevisionPlanTests.rows.flatMap(\.stands) + RevisionPlanTests.tied
    all += RevisionSyncTests.rows.flatMap(\.stands) + RevisionCompatibilityTests.rows.map(\.stands)
    all += ClaimOwnerTests.wanted.flatMap(\.stands) + ClaimOwnerTests.odd.flatMap(\.stands)
    all += ClaimControllerTests.rows.map(\.stands) + ClaimControllerTests.stale.flatMap(\.stands)
    all += PodDeedTests.rows.map(\.stands) + StatusWriteTests.rows.map(\.stands)
    all += ControllerKeyTests.rows.map(\.stands) + ControllerSyncTests.rows.map(\.stands)
    all += ControllerSyncTests.claimed.map(\.stands) + ControllerSyncTests.told
    all += IdentityCaseTests.rows.flatMap(\.stands) + IdentityCaseTests.functions
    return Set(all.map { $0.split(separator: "/").prefix(2).joined(separator: "/") })
  }

  /// How many cases each function has; 0: it is one by itself.
  private static let control = [
    "TestStatefulSetControl": 13, "TestStatefulSetControlWithStartOrdinal": 1,
    "TestStatefulSetControlScaleDownDeleteError": 0, "TestStatefulSetControl_getSetRevisions": 4,
    "TestStatefulSetControlRollingUpdateWithMaxUnavailable": 2,
    "TestStatefulSetControlRollingUpdateWithMaxUnavailableInOrderedModeVerifyInvariant": 10,
    "TestStatefulSetControlRollingUpdate": 6, "TestStatefulSetControlOnDeleteUpdate": 6,
    "TestStatefulSetControlRollingUpdateWithPartition": 4,
    "TestStatefulSetHonorRevisionHistoryLimit": 0, "TestStatefulSetControlLimitsHistory": 5,
    "TestStatefulSetControlRollback": 6, "TestStatefulSetAvailability": 2,
    "TestStatefulSetStatusUpdate": 4, "TestParallelScale": 4,
    "TestStatefulSetRollingUpdateRespectsMinReadySeconds": 0,
    "TestStatefulSetScaleDownRespectsMinReadySeconds": 0,
    "TestStatefulSetOnDeleteStrategyIgnoresMinReadySeconds": 0,
    "TestStatefulSetZeroMinReadySeconds": 0,
    "TestStatefulSetPartitionRollingUpdateWithMinReadySeconds": 0, "TestStatefulSetMetrics": 8,
  ]

  private static let utilities = [
    "TestGetParentNameAndOrdinal": 0, "TestGetClaimPodName": 0, "TestIsMemberOf": 0,
    "TestIdentityMatches": 0, "TestStorageMatches": 0, "TestUpdateIdentity": 0,
    "TestUpdateStorage": 0, "TestGetPersistentVolumeClaimRetentionPolicy": 0, "TestMatchesRef": 4,
    "TestIsClaimOwnerUpToDate": 6, "TestClaimOwnerUpToDateEdgeCases": 8,
    "TestUpdateClaimOwnerRefForSetAndPod": 7, "TestUpdateClaimControllerRef": 6,
    "TestHasOwnerRef": 0, "TestHasUnexpectedController": 11, "TestNonController": 10,
    "TestHasStaleOwnerRef": 0, "TestIsRunningAndReady": 0, "TestAscendingOrdinal": 0,
    "TestNewPodControllerRef": 0, "TestCreateApplyRevision": 0,
    "TestRollingUpdateApplyRevision": 0, "TestGetPersistentVolumeClaims": 0,
    "TestGetStatefulSetMaxUnavailable": 0,
  ]

  private static let podControl = [
    "CreatesPods", "CreatePodExists", "CreatePodPvcCreateFailure", "CreatePodPVCDeleting",
    "CreatePodFailed", "NoOpUpdate", "UpdatesIdentity", "UpdateIdentityFailure",
    "UpdatesPodStorage", "UpdatePodStorageFailure", "UpdatePodConflictSuccess",
    "DeletesStatefulPod", "DeleteFailure", "ClaimsMatchDeletionPolcy",
    "UpdatePodClaimForRetentionPolicy", "RetainDeletionPolicyUpdate", "RetentionPolicyUpdate",
    "RetentionPolicyUpdateMissingClaims",
  ].reduce(into: ["TestPodClaimIsStale": 8]) { $0["TestStatefulPodControl\($1)"] = 0 }

  private static let controller = [
    "Creates", "Deletes", "RespectsTermination", "BlocksScaling", "DeletionTimestamp",
    "DeletionTimestampRace", "AddPod", "AddPodOrphan", "AddPodNoSet", "UpdatePod",
    "UpdatePodWithNoSet", "UpdatePodWithSameVersion", "UpdatePodOrphanWithNewLabels",
    "UpdatePodChangeControllerRef", "UpdatePodRelease", "DeletePod", "DeletePodOrphan",
    "DeletePodTombstone", "GetStatefulSetsForPod",
  ].reduce(
    into: [
      "TestGetPodsForStatefulSetAdopt": 0, "TestAdoptOrphanRevisions": 0,
      "TestGetPodsForStatefulSetRelease": 0, "TestOrphanedPodsWithPVCDeletePolicy": 0,
      "TestStaleOwnerRefOnScaleup": 0,
    ]
  ) { $0["TestStatefulSetController\($1)"] = 0 }

  private static let statusAndCompatibility = [
    "TestStatefulSetStatusUpdater": 5, "TestStatefulSetStatusUpdaterUpdateReplicasConflict": 0,
    "TestStatefulSetCompatibility": 3,
  ]

  /// Upstream tests its history and a stand-in for it; the rows stand for both.
  private static let history = [
    "TestRealHistory_ListControllerRevisions": 4, "TestFakeHistory_ListControllerRevisions": 4,
    "TestRealHistory_CreateControllerRevision": 3, "TestFakeHistory_CreateControllerRevision": 3,
    "TestRealHistory_UpdateControllerRevision": 4, "TestFakeHistory_UpdateControllerRevision": 2,
    "TestRealHistory_DeleteControllerRevision": 3, "TestFakeHistory_DeleteControllerRevision": 3,
    "TestRealHistory_AdoptControllerRevision": 3, "TestFakeHistory_AdoptControllerRevision": 3,
    "TestFindEqualRevisions": 3, "TestSortControllerRevisions": 5,
  ]

  /// Functions and cases that are about nothing that could be observed, and why.
  static let withoutMeaning = [
    "TestOwnerRefsChanged": "a helper of upstream's tests",
    "TestOverlappingStatefulSets": "an order that upstream uses nowhere",
    "TestStatefulPodControlCreatePodPvcGetFailure": "a view cannot fail to be read",
    "TestStatefulSetStatusUpdaterConsistencyStore": "no cache that could be behind",
    "TestRealHistory_ReleaseControllerRevision": "no controller of sets releases a revision",
    "TestFakeHistory_ReleaseControllerRevision": "no controller of sets releases a revision",
    "TestStatefulSetControl/CreatesPodsWithoutPodIndexLabelFeature": "a gate that is gone",
  ]

  @Test func everyCaseHasARow() {
    var counts: [String: Int] = [:]
    for name in Self.cases {
      let parts = name.split(separator: "/")
      counts[String(parts[0]), default: 0] += parts.count > 1 ? 1 : 0
    }
    // Variants of a function that is one case by itself.
    let expected = [
      Self.control, Self.utilities, Self.podControl, Self.controller, Self.statusAndCompatibility,
      Self.history,
    ].reduce(into: [String: Int]()) { $0.merge($1) { first, _ in first } }
    for (name, count) in expected {
      #expect(counts[name] != nil, "no row for \(name)")
      #expect(count == 0 || counts[name] == count, "rows of \(name)")
    }
    #expect(Set(counts.keys).subtracting(expected.keys).isEmpty)
    #expect(Self.control.count == 21)
    #expect(Self.utilities.count == 26 - 2)
    #expect(Self.podControl.count == 20 - 1)
    #expect(Self.controller.count == 24)
    #expect(Self.history.count == 14 - 2)
    #expect(Self.history.values.reduce(0, +) == 48 - 8)
  }

  @Test func everyEndToEndTestHasAStory() {
    let names = ConformanceTests.rows.map(\.stands)
    #expect(Set(names).count == names.count)
    #expect(names.count == 32)
    #expect(ConformanceTests.conformance.count == 8)
  }
}
