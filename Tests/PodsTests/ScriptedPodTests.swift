import Objects
import Testing

@testable import Pods

/// Pods through the stages of their scripts: what their statuses say.
@Suite struct ScriptedPodTests {
  private static let start = Timestamp(seconds: 1_700_000_000)

  @Test(arguments: [
    ("ready after 2s", [(0, "Running unready 0"), (2, "Running ready 0")]),
    ("never ready", [(0, "Running unready 0"), (1000, "Running unready 0")]),
    (
      "unready from 10s for 3s",
      [(0, "Running ready 0"), (10, "Running unready 0"), (13, "Running ready 0")]
    ),
    (
      "fail after 5s with 3",
      [(4, "Running ready 0"), (5, "Failed unready 0 exit 3"), (99, "Failed unready 0 exit 3")]
    ),
    ("succeed after 5s", [(4, "Running ready 0"), (5, "Succeeded unready 0 exit 0")]),
    (
      "crash loop",
      [
        (0, "Running unready 0"), (1, "Running unready 1"),
        (2, "Running unready 1 CrashLoopBackOff"), (12, "Running unready 2"),
        (13, "Running unready 2 CrashLoopBackOff"),
      ]
    ),
    (
      "image error",
      [
        (0, "Pending unready 0 ErrImagePull"), (2, "Pending unready 0 ImagePullBackOff"),
        (10, "Pending unready 0 ErrImagePull"),
      ]
    ),
    ("image error of nosuch", [(0, "Running ready 0")]),
    ("1: never ready", [(0, "Running ready 0")]),
    ("nonsense", [(0, "Pending unready 0 CreateContainerConfigError")]),
  ])
  func states(_ script: String, _ expected: [(Int, String)]) {
    var sketch = PodSketch(script)
    for (second, state) in expected {
      sketch.pass(to: Self.start.adding(seconds: Int64(second)))
      #expect(sketch.state == state, "at \(second) s")
    }
  }

  static let scripts = [
    "", "ready after 30s", "never ready", "unready from 10s for 30s", "fail after 25s",
    "succeed after 25s", "crash loop after 2s", "crash loop after 5s, ready after 1s",
    "image error", "ready after 5s, unready from 20s for 5s, fail after 1m", "nonsense",
  ]

  /// Wherever a process ends, the next one goes on as the first would have; a pod whose time to be
  /// ready has begun does not wait anew.
  @Test(arguments: scripts, [0, 1, 500_000_000])
  func aRestartAnywhere(_ script: String, _ fraction: Int) throws {
    let start = Timestamp(seconds: Self.start.seconds, nanoseconds: Int32(fraction))
    for cut in stride(from: 0, through: 90, by: 5) {
      for off in [0, 7, 40] {
        var steady = PodSketch(script, start: start)
        var broken = steady
        broken.pass(.seconds(cut))
        let restarts = broken.pod.restartCount
        try broken.restart()
        broken.sleep(.seconds(off))
        broken.settle()
        #expect(broken.pod.restartCount >= restarts)
        broken.pass(to: start.adding(seconds: 120) + .milliseconds(999))
        steady.pass(to: start.adding(seconds: 120) + .milliseconds(999))
        #expect(broken.state == steady.state, "\(script), cut at \(cut), off for \(off)")
        #expect(broken.pod.status.podIPs == steady.pod.status.podIPs)
      }
    }
  }

  /// A restart alone writes nothing, in any stage.
  @Test(arguments: scripts) func aRestartWritesNothing(_ script: String) throws {
    for cut in stride(from: 0, through: 60, by: 2) {
      var sketch = PodSketch(script)
      sketch.pass(.seconds(cut))
      let before = sketch.pod.status
      let told = sketch.events.count
      try sketch.restart()
      sketch.settle()
      #expect(sketch.pod.status == before)
      #expect(sketch.events.count == told)
    }
  }

  /// What a user made of a pod outlives a restart.
  @Test func whatWasWrittenByHandStays() throws {
    var sketch = PodSketch("")
    sketch.edit {
      for place in $0.status.conditions.indices where $0.status.conditions[place].type == "Ready" {
        $0.status.conditions[place].status = "False"
      }
    }
    try sketch.restart()
    sketch.pass(.seconds(60))
    #expect(!sketch.pod.isReady)
  }

  /// A script can be changed while the pod runs.
  @Test func aNewScriptCountsAtOnce() {
    var sketch = PodSketch("ready after 2s")
    sketch.pass(.seconds(5))
    #expect(sketch.state == "Running ready 0")
    sketch.edit { $0.metadata.annotations[PodScript.annotation] = "never ready" }
    #expect(sketch.state == "Running unready 0")
    sketch.edit { $0.metadata.annotations[PodScript.annotation] = "no sense" }
    #expect(sketch.state == "Running unready 0")
    sketch.edit { $0.metadata.annotations[PodScript.annotation] = nil }
    #expect(sketch.state == "Running ready 0")
  }

  /// What has happened stays so, whatever a new script would have made of it.
  @Test func aNewScriptTakesNothingBack() throws {
    var sketch = PodSketch("crash loop")
    sketch.pass(.seconds(20))
    #expect(sketch.state == "Running unready 2 CrashLoopBackOff")
    sketch.edit { $0.metadata.annotations[PodScript.annotation] = "image error" }
    #expect(sketch.state == "Running ready 2")
    try sketch.restart()
    sketch.edit { $0.metadata.annotations[PodScript.annotation] = "ready after 1m" }
    #expect(sketch.state == "Running unready 2")
    sketch.pass(.seconds(60))
    #expect(sketch.state == "Running ready 2")
  }

  @Test func aScriptThatCannotBeReadIsTold() {
    var sketch = PodSketch("0: nevr ready")
    let waiting = sketch.pod.status.rest["containerStatuses"]?[0]?["state"]?["waiting"]
    #expect(
      waiting?["message"]?.string?.hasPrefix(
        "annotation ordinal.internal/script, entry 1 \"0: nevr ready\": must be one of: ready after 2s"
      )
        == true)
    #expect(sketch.events == ["!Failed"])
    sketch.edit { $0.metadata.annotations[PodScript.annotation] = "0: never ready" }
    #expect(sketch.state == "Running unready 0")
    sketch.edit { $0.metadata.annotations[PodScript.annotation] = "rubbish" }
    sketch.delete()
    #expect(sketch.isGone)
  }

  @Test(arguments: [
    ("", ["Pulled", "Created", "Started"]),
    ("unready from 1s for 3s", ["Pulled", "Created", "Started", "!Unhealthy"]),
    (
      "crash loop",
      [
        "Pulled", "Created", "Started", "Pulled", "Created", "Started", "!BackOff", "Pulled",
        "Created", "Started", "!BackOff",
      ]
    ),
    (
      "image error",
      [
        "Pulling", "!Failed", "!Failed", "BackOff", "!Failed", "Pulling", "!Failed", "!Failed",
        "BackOff", "!Failed",
      ]
    ),
    ("fail after 2s", ["Pulled", "Created", "Started"]),
  ])
  func events(_ script: String, _ expected: [String]) {
    var sketch = PodSketch(script)
    sketch.pass(.seconds(15))
    #expect(sketch.events == expected)
  }

  /// After seconds, the phase that the pod shows as it goes; nil: it stays.
  @Test(arguments: [
    ("", 0, "Succeeded"), ("terminate after 20s", 20, "Succeeded"),
    ("terminate after 30s", 30, "Succeeded"), ("terminate after 1m", 30, "Failed"),
    ("never terminate", 1000, nil), ("crash loop", 0, "Failed"),
  ])
  func ends(_ script: String, _ seconds: Int64, _ phase: String?) throws {
    var sketch = PodSketch(script, start: Self.start + .milliseconds(300))
    sketch.pass(.seconds(5))
    sketch.delete()
    if seconds > 0 {
      let before = sketch.now.adding(seconds: seconds) - .milliseconds(1)
      sketch.pass(to: before)
      #expect(!sketch.isGone && sketch.pod.isReady)
      sketch.pass(.milliseconds(1))
    }
    #expect(sketch.isGone == (phase != nil))
    #expect(sketch.pod.status.phase == phase ?? "Running")
    if script.isEmpty || phase == nil { #expect(sketch.events.last == "Killing") }
  }

  @Test func aTerminatingPodOutlivesARestart() throws {
    var sketch = PodSketch("terminate after 20s")
    sketch.delete()
    sketch.pass(.seconds(5))
    try sketch.restart()
    sketch.pass(.seconds(14))
    #expect(!sketch.isGone)
    #expect(sketch.events.filter { $0 == "Killing" }.count == 1)
    sketch.pass(.seconds(1))
    #expect(sketch.isGone)
  }
}
