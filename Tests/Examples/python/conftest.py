"""The fixture `ordinal`: a cluster's API and DNS for one test, in a process that starts in milliseconds.

Copy this file into a test suite of your own. It needs `pip install kubernetes dnspython pytest`, and the
program: `ordinal` in PATH, or its path in the variable ORDINAL.
"""
import os
import re
import subprocess
import time

import dns.resolver
import pytest
from kubernetes import client, config, utils, watch


class Ordinal:
    """A running `ordinal serve`, on free ports, with all that it keeps in `folder`."""

    def __init__(self, folder, *options):
        self.folder = folder
        self.log = folder / "log"
        command = [os.environ.get("ORDINAL", "ordinal"), "serve", "--no-files", "--data-dir", folder / "data",
                   "--api", "127.0.0.1:0", "--dns", "127.0.0.1:0", "--http", "off", *options]
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        dns_port = int(re.search(r"dns 127\.0\.0\.1:(\d+)", self._ready_line())[1])
        self.kubeconfig = str(folder / "data" / "kubeconfig")
        self.api = config.new_client_from_config(self.kubeconfig)
        self.core, self.apps = client.CoreV1Api(self.api), client.AppsV1Api(self.api)
        self.resolver = dns.resolver.Resolver(configure=False)
        self.resolver.nameservers, self.resolver.port = ["127.0.0.1"], dns_port
        self.resolver.lifetime = 5

    def _ready_line(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            text = self.log.read_text()
            if line := re.search(r"^ordinal: serving .*$", text, re.MULTILINE):
                return line[0]
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        self.stop()
        raise RuntimeError(f"ordinal does not serve:\n{self.log.read_text()}")

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=10)

    def apply(self, path, namespace="default"):
        """Creates what a manifest holds, and waits until its sets are whole."""
        if namespace not in [each.metadata.name for each in self.core.list_namespace().items]:
            self.core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name=namespace)))
        made = utils.create_from_yaml(self.api, str(path), namespace=namespace)
        for each in sum(made, []):
            if each.kind == "StatefulSet":
                self.wait_until_ready(each.metadata.name, namespace)

    def scale(self, name, replicas, namespace="default"):
        self.apps.patch_namespaced_stateful_set_scale(name, namespace, {"spec": {"replicas": replicas}})
        self.wait_until_ready(name, namespace)

    def wait_until_ready(self, name, namespace="default", timeout=30):
        """Waits until a set has the pods that it should have, all of them ready."""
        watcher = watch.Watch()
        for event in watcher.stream(self.apps.list_namespaced_stateful_set, namespace,
                                    field_selector=f"metadata.name={name}", timeout_seconds=timeout):
            found = event["object"]
            if (found.status.observed_generation == found.metadata.generation
                    and found.status.replicas == found.spec.replicas == (found.status.ready_replicas or 0)):
                watcher.stop()
                return self._wait_for_names(name, namespace)
        raise TimeoutError(f"StatefulSet {namespace}/{name} is not ready\n{self.log.read_text()}")

    def _wait_for_names(self, name, namespace):
        """Names follow the pods within a moment: those that came are there, and those that went are gone."""
        owned = self.apps.read_namespaced_stateful_set(name, namespace)
        zone = f"{owned.spec.service_name}.{namespace}.svc.cluster.local"
        for ordinal in range(owned.spec.replicas):
            self.wait_for(f"{name}-{ordinal}.{zone}", lambda: self._address(f"{name}-{ordinal}", namespace))
        self.wait_for(f"{name}-{owned.spec.replicas}.{zone}", [])

    def _address(self, pod, namespace):
        found = self.core.list_namespaced_pod(namespace, field_selector=f"metadata.name={pod}").items
        return [each.status.pod_ip or "none yet" for each in found] or ["none yet"]

    def wait_for(self, name, expected, timeout=10):
        """Waits until a name resolves to exactly these addresses, or with none of them to nothing."""
        deadline = time.monotonic() + timeout
        while (found := self.addresses(name)) != sorted(wanted := expected() if callable(expected) else expected):
            assert time.monotonic() < deadline, f"{name} is {found}, not {wanted}"
            time.sleep(0.01)

    def addresses(self, name, type="A"):
        """What a name resolves to, in order; nothing when it does not exist."""
        try:
            return sorted(answer.to_text() for answer in self.resolver.resolve(name, type))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []


@pytest.fixture
def ordinal(tmp_path):
    server = Ordinal(tmp_path)
    yield server
    assert server.stop() == 0, server.log.read_text()


@pytest.fixture
def local_ordinal(tmp_path):
    """One whose pods have addresses that programs on this machine can bind."""
    server = Ordinal(tmp_path, "--pod-cidr", "127.77.0.0/16")
    yield server
    assert server.stop() == 0, server.log.read_text()
