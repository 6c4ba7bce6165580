import Objects
import Testing

@testable import Manifests

@Suite struct ThreeWayMergeTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var former: Value
    var wanted: Value
    var stored: Value
    var result: Value
    var testDescription: String { name }
  }

  static let rows = [
    Row(
      name: "a set field is forced", former: ["spec": ["replicas": 2]],
      wanted: ["spec": ["replicas": 4]], stored: ["spec": ["replicas": 9]],
      result: ["spec": ["replicas": 4]]),
    Row(
      name: "what others set stays", former: ["spec": ["a": 1]], wanted: ["spec": ["a": 2]],
      stored: ["spec": ["a": 1, "b": 7], "status": ["c": 1]],
      result: ["spec": ["a": 2, "b": 7], "status": ["c": 1]]),
    Row(
      name: "a field that the file dropped goes", former: ["spec": ["a": 1, "b": 1]],
      wanted: ["spec": ["a": 1]], stored: ["spec": ["a": 1, "b": 5, "c": 3]],
      result: ["spec": ["a": 1, "c": 3]]),
    Row(
      name: "with all that defaults added to it",
      former: ["spec": ["probe": ["path": "/"]]], wanted: ["spec": [:]],
      stored: ["spec": ["probe": ["path": "/", "periodSeconds": 10]]], result: ["spec": [:]]),
    Row(
      name: "labels of others stay when the file drops all of its own",
      former: ["metadata": ["labels": ["a": "1"]]], wanted: ["metadata": [:]],
      stored: ["metadata": ["labels": ["a": "1", "b": "2"]]],
      result: ["metadata": ["labels": ["b": "2"]]]),
    Row(
      name: "no empty labels are left", former: ["metadata": ["labels": ["a": "1"]]],
      wanted: ["metadata": [:]], stored: ["metadata": ["labels": ["a": "1"]]],
      result: ["metadata": [:]]),
    Row(
      name: "containers by name, the file's order first",
      former: ["containers": [["name": "a", "image": "1"], ["name": "old", "image": "1"]]],
      wanted: ["containers": [["name": "b", "image": "2"], ["name": "a", "image": "2"]]],
      stored: [
        "containers": [
          ["name": "a", "image": "1", "pull": "Always"], ["name": "old", "image": "1"],
          ["name": "sidecar", "image": "x"],
        ]
      ],
      result: [
        "containers": [
          ["name": "b", "image": "2"], ["name": "a", "image": "2", "pull": "Always"],
          ["name": "sidecar", "image": "x"],
        ]
      ]),
    Row(
      name: "a dropped list leaves the items of others",
      former: ["env": [["name": "A", "value": "1"]]], wanted: [:],
      stored: ["env": [["name": "A", "value": "1"], ["name": "B", "value": "2"]]],
      result: ["env": [["name": "B", "value": "2"]]]),
    Row(
      name: "container ports by number and protocol",
      former: ["ports": [["containerPort": 53]]],
      wanted: ["ports": [["containerPort": 53, "protocol": "UDP"], ["containerPort": 53]]],
      stored: ["ports": [["containerPort": 53, "protocol": "TCP", "name": "dns"]]],
      result: [
        "ports": [
          ["containerPort": 53, "protocol": "UDP"],
          ["containerPort": 53, "protocol": "TCP", "name": "dns"],
        ]
      ]),
    Row(
      name: "a Service's ports keep what was allocated",
      former: ["ports": [["port": 80], ["port": 81]]], wanted: ["ports": [["port": 80]]],
      stored: ["ports": [["port": 80, "nodePort": 30080], ["port": 81, "nodePort": 30081]]],
      result: ["ports": [["port": 80, "nodePort": 30080]]]),
    Row(
      name: "a volume's source is replaced",
      former: ["volumes": [["name": "v", "configMap": ["name": "c"]]]],
      wanted: ["volumes": [["name": "v", "emptyDir": [:]]]],
      stored: ["volumes": [["name": "v", "configMap": ["name": "c", "defaultMode": 420]]]],
      result: ["volumes": [["name": "v", "emptyDir": [:]]]]),
    Row(
      name: "lists without a key are one value", former: ["command": ["a"]],
      wanted: ["command": ["b", "c"]], stored: ["command": ["a", "x"]],
      result: ["command": ["b", "c"]]),
    Row(
      name: "finalizers of others stay", former: ["finalizers": ["a", "b"]],
      wanted: ["finalizers": ["a"]], stored: ["finalizers": ["a", "b", "c"]],
      result: ["finalizers": ["a", "c"]]),
    Row(
      name: "another type replaces", former: ["a": 1], wanted: ["a": ["b": 1]], stored: ["a": 2],
      result: ["a": ["b": 1]]),
    Row(
      name: "an object that others made is adopted", former: [:], wanted: ["spec": ["a": 1]],
      stored: ["spec": ["a": 2, "b": 3]], result: ["spec": ["a": 1, "b": 3]]),
    Row(
      name: "spec gone as a whole", former: ["spec": ["a": 1]], wanted: [:],
      stored: ["spec": ["a": 1, "b": 2]], result: ["spec": ["b": 2]]),
  ]

  @Test(arguments: rows) func merges(_ row: Row) {
    let result = ThreeWayMerge.merge(former: row.former, wanted: row.wanted, stored: row.stored)
    #expect(result == row.result)
    // What the file now sets and what it set before are the same then: nothing changes any more.
    let again = ThreeWayMerge.merge(former: row.wanted, wanted: row.wanted, stored: result)
    #expect(again == result)
  }
}
