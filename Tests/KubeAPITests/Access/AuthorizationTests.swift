import KubeAPI
import Objects
import Testing

struct AuthorizationTests {
  private static let guest = User(name: "guest", groups: ["dev", "system:authenticated"])

  /// Requests of somebody who may not, and upstream's message.
  static let refusals: [(User, String, String, String)] = [
    (
      .anonymous, "GET", "/api/v1/namespaces/default/pods",
      #"pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "default""#
    ),
    (
      .anonymous, "GET", "/apis",
      #"forbidden: User "system:anonymous" cannot get path "/apis""#
    ),
    (
      .anonymous, "GET", "/apis/apps/v1/namespaces/a/statefulsets/web/scale",
      #"statefulsets.apps "web" is forbidden: User "system:anonymous" cannot get resource "statefulsets/scale" in API group "apps" in the namespace "a""#
    ),
    (
      guest, "GET", "/api/v1/nodes?watch=true",
      #"nodes is forbidden: User "guest" cannot watch resource "nodes" in API group "" at the cluster scope"#
    ),
    (
      guest, "DELETE", "/api/v1/namespaces/a",
      #"namespaces "a" is forbidden: User "guest" cannot delete resource "namespaces" in API group "" in the namespace "a""#
    ),
    (
      guest, "GET", "/api/v1/namespaces/a/foos",
      #"foos is forbidden: User "guest" cannot list resource "foos" in API group "" in the namespace "a""#
    ),
    (guest, "POST", "/api", #"forbidden: User "guest" cannot post path "/api""#),
  ]

  @Test(arguments: refusals)
  func requestIsForbidden(row: (user: User, method: String, target: String, message: String))
    async throws
  {
    let world = try await APIWorld()
    let answer = try await world.send(row.method, row.target, user: row.user)
    #expect(answer.status == 403)
    #expect(answer.message == row.message)
    #expect(answer["reason"] == "Forbidden")
  }

  @Test(arguments: [
    "/healthz", "/livez", "/readyz", "/livez/ping", "/readyz?verbose", "/version",
  ])
  func everybodyMayAskForHealthAndVersion(path: String) async throws {
    let world = try await APIWorld()
    #expect(try await world.send("GET", path, user: .anonymous).status == 200)
  }

  @Test(arguments: ["/api", "/apis", "/apis/apps/v1", "/openapi/v3"])
  func knownUsersMayDiscover(path: String) async throws {
    let world = try await APIWorld()
    #expect(try await world.send("GET", path, user: Self.guest).status == 200)
  }
}

struct SelfReviewTests {
  private static let access = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"

  @Test(arguments: [
    (User.administrator, true), (User(name: "x", groups: ["system:authenticated"]), false),
  ])
  func accessIsToldAsItIs(row: (user: User, isAllowed: Bool)) async throws {
    let world = try await APIWorld()
    let spec: Value = [
      "resourceAttributes": ["verb": "create", "resource": "pods", "namespace": "default"]
    ]
    let answer = try await world.send("POST", Self.access, ["spec": spec], user: row.user)
    #expect(answer.status == 201)
    #expect(answer["spec"] == spec)
    #expect(answer["status"] == ["allowed": .bool(row.isAllowed)])
  }

  @Test func accessReviewNeedsOneQuestion() async throws {
    let world = try await APIWorld()
    let answer = try await world.send("POST", Self.access, ["spec": [:]])
    #expect(answer.status == 422)
  }

  @Test func subjectIsToldWhoItIs() async throws {
    let world = try await APIWorld()
    let answer = try await world.send(
      "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", [:])
    #expect(
      answer["status.userInfo"] == [
        "username": "kubernetes-admin", "groups": ["system:masters", "system:authenticated"],
      ])
  }

  @Test func rulesAreListed() async throws {
    let world = try await APIWorld()
    let path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"
    let answer = try await world.send("POST", path, ["spec": ["namespace": "default"]])
    #expect(
      answer["status.resourceRules"]?[0] == [
        "verbs": ["*"], "apiGroups": ["*"], "resources": ["*"],
      ])
    #expect(try await world.send("GET", path).status == 405)
  }
}
