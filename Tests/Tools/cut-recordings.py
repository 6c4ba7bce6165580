#!/usr/bin/env python3
"""Cuts recordings of a real control plane down to what the StatefulSet controller is compared by.

    cut-recordings.py TRACES OUTPUT

TRACES holds a folder a scenario with `watch.jsonl` (every watch event, whole objects) and `audit.txt` (every
write, with who made it). OUTPUT gets `SCENARIO.jsonl`: a first line with the scenario's start, then a line an
event in the order of resource versions:

    {"t": 2.139, "by": "user", "kind": "StatefulSet", "name": "web", "life": 1, "type": "ADDED", "patch": ...}

`by` is sets (the StatefulSet controller), user, kubelet (with the scheduler), storage, garbage or namespace;
`life` counts the objects of one name; `patch` is a merge patch (RFC 7386) of what the line before about the same
object left, or of nothing. Uids are replaced by NAME#LIFE.
"""

import collections
import json
import pathlib
import re
import sys

KINDS = {
    "statefulsets": "StatefulSet", "pods": "Pod", "pvcs": "PersistentVolumeClaim",
    "controllerrevisions": "ControllerRevision", "events": "Event",
}
PLURALS = {
    "StatefulSet": "statefulsets", "Pod": "pods", "PersistentVolumeClaim": "persistentvolumeclaims",
    "ControllerRevision": "controllerrevisions",
}
METADATA = [
    "name", "generateName", "namespace", "uid", "generation", "creationTimestamp", "deletionTimestamp",
    "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers",
]
AGENTS = [
    ("statefulset-controller", "sets"), ("generic-garbage-collector", "garbage"),
    ("namespace-controller", "namespace"), ("kubectl", "user"), ("kubelet", "kubelet"),
    ("kube-scheduler", "kubelet"), ("persistent-volume", "storage"), ("provisioner", "storage"),
    ("pvc-protection", "storage"),
]


def agent_of(text):
    for part, name in AGENTS:
        if part in text:
            return name
    return "other"


class Audit:
    """Who deleted what, and who changed whose metadata, in order, an object at a time."""

    def __init__(self, path):
        self.queues = collections.defaultdict(collections.deque)
        for line in path.read_text().splitlines():
            match = re.match(r"\s*([\d.]+) (\S+) (\S+) ([a-z]+)/(\S+) (\d+)$", line)
            if not match or not match[6].startswith("2"):
                continue
            _, agent, verb, plural, name, _ = match.groups()
            if "/" in name:
                continue
            what = {"delete": "delete", "patch": "change", "update": "change"}.get(verb)
            if what:
                self.queues[(what, plural, name)].append(agent_of(agent))

    def take(self, what, kind, name, unless=()):
        queue = self.queues[(what, PLURALS[kind], name)]
        while queue:
            agent = queue.popleft()
            if agent not in unless:
                return agent
        return "namespace"


class Cutter:
    def __init__(self, audit):
        self.audit = audit
        self.last = {}
        self.lives = collections.Counter()
        self.aliases = {}

    def alias(self, uid):
        return self.aliases.get(uid, uid)

    def cut(self, event):
        kind, whole = KINDS[event["res"]], event["object"]
        if kind == "Event":
            return self.cut_event(event, whole)
        key = (kind, whole["metadata"]["name"])
        if event["type"] == "ADDED":
            self.lives[key] += 1
            self.aliases[whole["metadata"]["uid"]] = f"{key[1]}#{self.lives[key]}"
            self.last.pop(key, None)
        parts = self.parts(kind, whole)
        old = self.last.get(key)
        line = {
            "t": round(event["t"], 3), "by": self.author(kind, key[1], event["type"], old, parts),
            "kind": kind, "name": key[1], "life": self.lives[key], "type": event["type"],
        }
        self.last[key] = parts
        if event["type"] == "DELETED":
            return line
        patch = difference(old or {}, parts)
        return line | {"patch": patch} if patch else None

    def cut_event(self, event, whole):
        if whole["source"].get("component") != "statefulset-controller" or event["type"] == "DELETED":
            return None
        return {
            "t": round(event["t"], 3), "by": "sets", "kind": "Event", "event": whole["type"],
            "reason": whole["reason"], "message": whole["message"], "count": whole["count"],
        }

    def parts(self, kind, whole):
        metadata = {name: whole["metadata"][name] for name in METADATA if name in whole["metadata"]}
        metadata["uid"] = self.alias(metadata["uid"])
        if "ownerReferences" in metadata:
            metadata["ownerReferences"] = [
                owner | {"uid": self.alias(owner["uid"])} for owner in metadata["ownerReferences"]
            ]
        parts = {"metadata": metadata}
        if kind == "Pod":
            parts |= self.pod_parts(whole)
        elif kind == "ControllerRevision":
            parts |= {"data": whole["data"], "revision": whole["revision"]}
        elif kind == "PersistentVolumeClaim":
            # What the binder and the provisioner write is not the controller's matter.
            parts["spec"] = {
                name: part for name, part in whole["spec"].items() if name != "volumeName"
            }
            metadata.pop("annotations", None)
        else:
            parts |= {"spec": whole["spec"], "status": whole["status"]}
        return parts

    def pod_parts(self, whole):
        spec, status = whole["spec"], whole["status"]
        kept = {name: spec[name] for name in ("hostname", "subdomain", "nodeName") if name in spec}
        kept["volumes"] = [
            volume for volume in spec.get("volumes", []) if "projected" not in volume
        ]
        kept["containers"] = [
            {"name": container["name"], "image": container["image"]}
            for container in spec["containers"]
        ]
        ready = [
            {name: condition.get(name) for name in ("type", "status", "lastTransitionTime")}
            for condition in status.get("conditions", []) if condition["type"] == "Ready"
        ]
        state = {"phase": status["phase"]} | ({"conditions": ready} if ready else {})
        return {"spec": kept, "status": state}

    def author(self, kind, name, type, old, new):
        metadata = new["metadata"]
        was_ending = old and "deletionTimestamp" in old["metadata"]
        if type == "ADDED":
            return "user" if kind == "StatefulSet" else "sets"
        if type == "DELETED":
            if was_ending:
                return {"Pod": "kubelet", "PersistentVolumeClaim": "storage"}.get(kind, "garbage")
            return self.audit.take("delete", kind, name, unless=("kubelet",))
        if "deletionTimestamp" in metadata and not was_ending:
            return self.audit.take("delete", kind, name, unless=("kubelet",))
        keys = ("labels", "annotations", "ownerReferences", "finalizers", "generation")
        before = {key: old["metadata"].get(key) for key in keys}
        after = {key: metadata.get(key) for key in keys}
        if kind == "StatefulSet":
            return "user" if before != after or old["spec"] != new["spec"] else "sets"
        if kind == "ControllerRevision":
            return self.audit.take("change", kind, name)
        if before["ownerReferences"] != after["ownerReferences"]:
            if kind == "PersistentVolumeClaim":
                return "sets"
            return self.audit.take("change", kind, name)
        if kind == "Pod" and before["labels"] != after["labels"]:
            return self.audit.take("change", kind, name)
        return "kubelet" if kind == "Pod" else "storage"


def difference(old, new):
    """The merge patch that makes `new` of `old`."""
    patch = {name: None for name in old if name not in new}
    for name, value in new.items():
        if name not in old:
            patch[name] = value
        elif old[name] != value:
            both = isinstance(value, dict) and isinstance(old[name], dict)
            patch[name] = difference(old[name], value) if both else value
    return patch


def start_of(events):
    """Seconds since 1970 at t = 0: the names of events end in the time, in nanoseconds; they arrive a little later."""
    for event in events:
        if event["res"] == "events" and event["object"]["source"].get("component") == "statefulset-controller":
            return int(event["name"].rsplit(".", 1)[1], 16) / 1e9 - event["t"] + 0.01
    return 0


def main(traces, output):
    output.mkdir(parents=True, exist_ok=True)
    for folder in sorted(traces.iterdir()):
        if not re.match(r"s[1-8]-", folder.name):
            continue
        events = [json.loads(line) for line in (folder / "watch.jsonl").open()]
        events = [event for event in events if event["res"] in KINDS and event.get("ns") == "sandbox"]
        events.sort(key=lambda event: int(event["rv"]))
        cutter = Cutter(Audit(folder / "audit.txt"))
        lines = [line for event in events if (line := cutter.cut(event))]
        with (output / f"{folder.name}.jsonl").open("w") as file:
            for line in [{"start": round(start_of(events), 3)}] + lines:
                file.write(json.dumps(line, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
