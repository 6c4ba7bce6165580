#!/usr/bin/env python3
"""Cuts recordings of a real control plane to scenarios that the end-to-end tests play again on a server.

    cut-scenarios.py TRACES OUTPUT

What the controllers did is cut by `cut-recordings.py`; what is cut here refers to the lines of its `SCENARIO.jsonl`
by their number, without the first. OUTPUT gets a folder a scenario:

`session.txt`: kubectl's commands and what they printed, with `[after N]` above a command that was typed, or took
effect, after N of those lines.

`kubelet.jsonl`: what the kubelet made of the pods, a line a state: creating, ready, unready, unpullable, failed,
completed, gone.

`endpoints.jsonl`: what Services, EndpointSlices and Endpoints held when a command was typed at rest, by the number
of the command in `session.txt`. Uids are replaced by NAME#LIFE as in `SCENARIO.jsonl`.

`slices.jsonl`: what the EndpointSlices said of each pod, one after the other: the conditions that were true, or gone.
"""

import collections
import json
import pathlib
import re
import runpy
import shutil
import sys

recordings = runpy.run_path(str(pathlib.Path(__file__).with_name("cut-recordings.py")))

TITLES = {
    "s1-walkthrough": "The article's walkthrough.",
    "s2-interrupt": "Changes of mind: scaled again before the last change is done.",
    "s2-ordered": "Up to five and down again, in order.",
    "s2-parallel": "Up to five and down again, all at once.",
    "s3-notready-ordered": "A pod that is not ready stops an ordered set.",
    "s3-notready-ordered-publish": "The same, behind a Service that publishes pods that are not ready.",
    "s3-notready-parallel": "A pod that is not ready does not stop a parallel set.",
    "s4-broken-image": "An image that cannot be pulled, and the way back.",
    "s4-history-limit": "More revisions than the limit of the history.",
    "s4-maxunavailable-gate-off": "maxUnavailable is dropped while its gate is off.",
    "s4-maxunavailable-gate-on-ordered": "maxUnavailable 2 of an ordered set.",
    "s4-maxunavailable-gate-on-parallel": "maxUnavailable 2 of a parallel set.",
    "s4-ondelete": "The strategy OnDelete.",
    "s4-parallel": "A rolling update of a parallel set.",
    "s4-partition0": "A rolling update, its undoing, a restart.",
    "s4-partition2": "A canary behind a partition, then the whole roll-out, then back.",
    "s4-template-labels": "Labels and annotations of a set, of its template, and what apply makes of them.",
    "s5-delete-pod": "Pods deleted, failed, and taken out of their set by a label.",
    "s5-delete-pod-parallel": "Two pods of a parallel set deleted.",
    "s5-terminating-slow": "A pod that takes its time to end.",
    "s6-delete-delete": "Claims that go with their pods and with their set.",
    "s6-delete-retain": "Claims that go with their set, but not when it shrinks.",
    "s6-retain-delete": "Claims that stay when their set goes, but not when it shrinks.",
    "s6-retain-retain": "Claims that stay.",
    "s7-minready": "minReadySeconds, in order.",
    "s7-minready-parallel": "minReadySeconds of a parallel set.",
    "s7-ordinals": "Ordinals that do not start at 0.",
    "s8-background": "A set, its Service and its namespace deleted.",
    "s8-foreground": "A set deleted after its pods.",
    "s8-orphan-adopt": "Pods without their set, and a set that adopts them.",
}
# Asked at each rest, besides `kubectl get all`; the watches tell the same.
REPEATED = [
    "kubectl get pvc,pv", "kubectl get pods -o wide --show-labels",
    "kubectl get endpointslices,endpoints -o wide", "kubectl get controllerrevisions", "kubectl get events",
]
# Of events that differ, and are meant to, the watches tell.
LEFT_OUT = {"s5-delete-pod": ["kubectl get events"], "s6-delete-retain": ["kubectl get events"]}
# The node, the context, and where the manifests lie.
HERE = [("node-1", "ordinal"), ('"lab"', '"ordinal"'), ('"yaml/', '"')]
ENDPOINT_KINDS = {"services": "Service", "endpointslices": "EndpointSlice", "endpoints": "Endpoints"}
REST = 0.5


def commands(path):
    """(comments, command, lines printed) for each command."""
    found, comments, body = [], [], []
    for line in path.read_text().split("\n"):
        match = re.match(r"(?:\[\d+\] )?\$ (.*)$", line)
        if match:
            body = []
            found.append((comments, match[1], body))
            comments = []
        elif line.startswith("# "):
            comments.append(line)
        else:
            body.append(line)
    for _, _, body in found:
        while body and not body[-1]:
            body.pop()
    return found


def is_kept(number, all_commands):
    command = all_commands[number]
    if not command.startswith("kubectl") or command.startswith("kubectl config view"):
        return False
    if command.endswith("controllerrevisions -o json") or command.startswith("kubectl get pv -o"):
        return False
    if command in REPEATED or re.match(r"kubectl (describe|get .*-o yaml)", command):
        return command not in all_commands[number + 1:]
    return True


class Clock:
    """How many lines of the cut recording there were at a moment."""

    def __init__(self, versions, lines):
        self.versions, self.lines = versions, lines

    def before_version(self, version):
        """One less for what has no line: it then comes before a command that has the same place."""
        return sum(v < version for v in self.versions) - (version not in self.versions)

    def before_time(self, time):
        return sum(line["t"] < time for line in self.lines)

    def effect_of(self, start, next_start):
        """The line before the first one that the command wrote, if it wrote any."""
        for number, line in enumerate(self.lines):
            if line["by"] == "user" and start < line["t"] < next_start:
                return number
        return self.before_time(start)


def state_of(status):
    container = (status.get("containerStatuses") or [{}])[0]
    ready = [c["status"] for c in status.get("conditions", []) if c["type"] == "Ready"]
    if "startTime" not in status or not ready:
        return None
    if "reason" in container["state"].get("waiting", {}):
        reason = container["state"]["waiting"]["reason"]
        return {"ContainerCreating": "creating", "ErrImagePull": "unpullable"}[reason]
    if status["phase"] == "Running":
        return "ready" if ready == ["True"] else "unready"
    return {"Failed": "failed", "Succeeded": "completed"}[status["phase"]]


def kubelet_lines(events, clock):
    """Pods that were deleted with a grace period of 0, or had failed, the API removed by itself."""
    states, graces, lives = {}, {}, collections.Counter()
    for event in events:
        if event["res"] != "pods":
            continue
        name, metadata = event["name"], event["object"]["metadata"]
        if event["type"] == "ADDED":
            states.pop(name, None)
            graces.pop(name, None)
            lives[name] += 1
        if "deletionGracePeriodSeconds" in metadata:
            graces.setdefault(name, metadata["deletionGracePeriodSeconds"])
        line = {"after": clock.before_version(int(event["rv"])), "pod": f"{name}#{lives[name]}"}
        state = state_of(event["object"]["status"])
        if event["type"] == "DELETED":
            if graces.get(name):
                yield line | {"state": "gone"}
        elif state and state != states.get(name):
            states[name] = state
            line["state"] = state
            if "podIP" in event["object"]["status"]:
                line["address"] = event["object"]["status"]["podIP"]
            yield line


def endpoint_parts(kind, whole, alias):
    metadata = whole["metadata"]
    parts = {"labels": metadata.get("labels"), "owners": [
        owner["kind"] + " " + owner["name"] for owner in metadata.get("ownerReferences", [])]}
    if kind == "Service":
        return parts | {"spec": whole["spec"]}
    if kind == "Endpoints":
        parts["subsets"] = whole.get("subsets")
    else:
        parts |= {name: whole.get(name) for name in ("addressType", "ports")}
        parts["endpoints"] = sorted(
            whole.get("endpoints") or [], key=lambda endpoint: endpoint["addresses"])
    text = json.dumps({name: part for name, part in parts.items() if part}).replace('"node-1"', '"ordinal"')
    return json.loads(re.sub(r'("uid": )"([0-9a-f-]{36})"', lambda m: f'{m[1]}"{alias(m[2])}"', text))


def endpoint_lines(events, moments, alias):
    """What there was at each moment (t, command), where nothing had changed for a while."""
    held, changed, pending, last = {}, 0, list(moments), None
    for event in events + [{"res": "end", "t": 1e9}]:
        while pending and pending[0][0] < event["t"]:
            time, command = pending.pop(0)
            if time - changed > REST and held != last:
                last = dict(held)
                yield {"command": command, "objects": last}
        if event["res"] in ENDPOINT_KINDS or event["res"] == "pods":
            changed = event["t"]
        if event["res"] in ENDPOINT_KINDS:
            kind = ENDPOINT_KINDS[event["res"]]
            key = kind + " " + re.sub(r"-[a-z0-9]{5}$", "", event["name"])
            held.pop(key, None)
            if event["type"] != "DELETED":
                held[key] = endpoint_parts(kind, event["object"], alias)


def slice_lines(events, alias):
    slices, told = {}, {}
    for event in events:
        if event["res"] != "endpointslices":
            continue
        slices.pop(event["name"], None)
        if event["type"] != "DELETED":
            slices[event["name"]] = event["object"].get("endpoints") or []
        now = {}
        for endpoint in (endpoint for endpoints in slices.values() for endpoint in endpoints):
            conditions = endpoint["conditions"]
            words = [name for name in ("ready", "serving", "terminating") if conditions[name]]
            now[alias(endpoint["targetRef"]["uid"])] = " ".join(words)
        for pod in sorted(now | told):
            states = told.setdefault(pod, [])
            state = now.get(pod, "gone")
            if states[-1:] != [state]:
                states.append(state)
    for pod, states in sorted(told.items()):
        yield {"pod": pod, "states": states}


def compose(title, found, afters, kept):
    text = [f"# {title}", "# Recorded with Kubernetes 1.36.2 and kubectl 1.36.4.", ""]
    for number, (comments, command, body) in enumerate(found):
        text += comments
        if number in kept:
            text_of_body = "\n".join(body)
            for recorded, here in HERE:
                text_of_body = text_of_body.replace(recorded, here)
            body = text_of_body.split("\n")
            text += [f"[after {afters[number]}]", "$ " + command] + body
        if number in kept or comments:
            text.append("")
    return "\n".join(text)


def write_lines(path, lines):
    path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))


def main(traces, output):
    for name, title in TITLES.items():
        source, folder = traces / name, output / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        every = [json.loads(line) for line in (source / "watch.jsonl").open()]
        events = [event for event in every if event.get("ns") == "sandbox"]
        events.sort(key=lambda event: int(event["rv"]))
        cutter, lines, versions = recordings["Cutter"](recordings["Audit"](source / "audit.txt")), [], []
        for event in events:
            if event["res"] in recordings["KINDS"] and (line := cutter.cut(event)):
                lines.append(line)
                versions.append(int(event["rv"]))
        clock = Clock(versions, lines)
        starts = [event["t"] for event in every if event["res"] == "CMD"] + [1e9]
        found = commands(source / "commands.txt")
        assert len(found) == len(starts) - 1, name
        afters = [clock.effect_of(*pair) for pair in zip(starts, starts[1:])]
        typed = [command for _, command, _ in found]
        kept = {
            number for number in range(len(found))
            if is_kept(number, typed) and typed[number] not in LEFT_OUT.get(name, [])}
        (folder / "session.txt").write_text(compose(title, found, afters, kept))
        write_lines(folder / "kubelet.jsonl", kubelet_lines(events, clock))
        in_order = sorted(events, key=lambda event: event["t"])
        moments = [(starts[number], place) for place, number in enumerate(sorted(kept))]
        write_lines(folder / "endpoints.jsonl", endpoint_lines(in_order, moments, cutter.alias))
        write_lines(folder / "slices.jsonl", slice_lines(in_order, cutter.alias))
        for manifest in (source / "yaml").iterdir():
            shutil.copy(manifest, folder / manifest.name)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
