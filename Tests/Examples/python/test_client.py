"""Python's Kubernetes client against Ordinal: it need not know that this is not a cluster."""
import pathlib
import threading

import pytest
from kubernetes import client, dynamic, watch
from kubernetes.client.exceptions import ApiException

MANIFEST = pathlib.Path(__file__).with_name("cluster.yaml")
SET = ("member", "testing")


@pytest.fixture
def ring(ordinal):
    ordinal.apply(MANIFEST, namespace="testing")
    return ordinal


def status_of(call, *arguments, **options):
    with pytest.raises(ApiException) as caught:
        call(*arguments, **options)
    return caught.value.status


def test_lists(ring):
    pods = ring.core.list_namespaced_pod("testing", label_selector="app=ring")
    assert [pod.metadata.name for pod in pods.items] == ["member-0", "member-1", "member-2"]
    assert all(pod.status.phase == "Running" and pod.status.pod_ip for pod in pods.items)
    assert ring.core.list_namespaced_pod("testing", label_selector="app!=ring").items == []
    [one] = ring.core.list_pod_for_all_namespaces(field_selector="metadata.name=member-1").items
    assert one.spec.hostname == "member-1" and one.spec.subdomain == "ring"
    [service] = ring.core.list_namespaced_service("testing").items
    assert service.spec.cluster_ip == "None"
    [found] = client.DiscoveryV1Api(ring.api).list_namespaced_endpoint_slice("testing").items
    assert {each.hostname for each in found.endpoints} == {"member-0", "member-1", "member-2"}


def test_lists_in_chunks(ring):
    names, more = [], None
    while more != "":
        page = ring.core.list_namespaced_pod("testing", limit=2, _continue=more)
        names += [pod.metadata.name for pod in page.items]
        more = page.metadata._continue or ""
    assert names == ["member-0", "member-1", "member-2"]


def test_watches(ring):
    version = ring.core.list_namespaced_pod("testing").metadata.resource_version
    events, watcher = [], watch.Watch()

    def follow():
        for event in watcher.stream(ring.core.list_namespaced_pod, "testing",
                                    resource_version=version, timeout_seconds=20):
            events.append((event["type"], event["object"].metadata.name))
            if event["type"] == "DELETED":
                watcher.stop()

    follower = threading.Thread(target=follow)
    follower.start()
    ring.scale(SET[0], 4, SET[1])
    ring.scale(SET[0], 3, SET[1])
    follower.join(timeout=30)
    assert events[0] == ("ADDED", "member-3") and events[-1] == ("DELETED", "member-3")
    assert {type for type, _ in events[1:-1]} == {"MODIFIED"}


@pytest.mark.parametrize("content_type, patch", [
    ("application/json-patch+json", [{"op": "add", "path": "/metadata/labels", "value": {"tier": "a"}}]),
    ("application/merge-patch+json", {"metadata": {"labels": {"tier": "a"}}}),
    ("application/strategic-merge-patch+json", {"metadata": {"labels": {"tier": "a"}}}),
])
def test_patches(ring, content_type, patch):
    before = ring.apps.read_namespaced_stateful_set(*SET)
    after = ring.apps.patch_namespaced_stateful_set(*SET, patch, _content_type=content_type)
    assert after.metadata.labels == {"tier": "a"}
    assert int(after.metadata.resource_version) > int(before.metadata.resource_version)


def test_a_strategic_patch_merges_containers_by_name(ring):
    image = {"spec": {"template": {"spec": {"containers": [{"name": "member", "image": "example.test/member:2"}]}}}}
    ring.apps.patch_namespaced_stateful_set(
        *SET, image, _content_type="application/strategic-merge-patch+json")
    ring.wait_until_ready(*SET)
    [container] = ring.apps.read_namespaced_stateful_set(*SET).spec.template.spec.containers
    assert container.image == "example.test/member:2" and container.ports[0].container_port == 7000


def test_scales(ring):
    scale = ring.apps.read_namespaced_stateful_set_scale(*SET)
    assert (scale.spec.replicas, scale.status.replicas, scale.status.selector) == (3, 3, "app=ring")
    scale.spec.replicas = 1
    ring.apps.replace_namespaced_stateful_set_scale(*SET, scale)
    ring.wait_until_ready(*SET)
    assert len(ring.core.list_namespaced_pod("testing").items) == 1


def test_replaces_only_what_it_has_read(ring):
    read = ring.core.read_namespaced_service("ring", "testing")
    read.metadata.labels = {"tier": "a"}
    ring.core.replace_namespaced_service("ring", "testing", read)
    assert status_of(ring.core.replace_namespaced_service, "ring", "testing", read) == 409


def test_deletes(ring):
    ring.apps.delete_namespaced_stateful_set(*SET, propagation_policy="Foreground")
    watcher = watch.Watch()
    for event in watcher.stream(ring.apps.list_namespaced_stateful_set, "testing", timeout_seconds=20):
        if event["type"] == "DELETED":
            watcher.stop()
    assert ring.core.list_namespaced_pod("testing").items == []
    assert status_of(ring.apps.read_namespaced_stateful_set, *SET) == 404


def test_refuses_with_a_status(ring):
    wrong = client.V1Service(metadata=client.V1ObjectMeta(name="Wrong"), spec=client.V1ServiceSpec(cluster_ip="None"))
    with pytest.raises(ApiException) as caught:
        ring.core.create_namespaced_service("testing", wrong)
    assert caught.value.status == 422 and "metadata.name" in caught.value.body
    again = client.V1Namespace(metadata=client.V1ObjectMeta(name="testing"))
    assert status_of(ring.core.create_namespace, again) == 409
    assert status_of(ring.core.read_namespaced_pod, "nobody", "testing") == 404
    address = client.Configuration(host=ring.api.configuration.host)
    address.ssl_ca_cert = ring.api.configuration.ssl_ca_cert
    stranger = client.CoreV1Api(client.ApiClient(address, "Authorization", "Bearer wrong"))
    assert status_of(stranger.list_namespace) == 401


def test_the_dynamic_client_finds_the_kinds(ring):
    finder = dynamic.DynamicClient(ring.api)
    sets = finder.resources.get(api_version="apps/v1", kind="StatefulSet")
    assert sets.get(name=SET[0], namespace=SET[1]).spec.replicas == 3
    services = finder.resources.get(api_version="v1", kind="Service")
    body = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "other"},
            "spec": {"clusterIP": "None", "selector": {"app": "ring"}}}
    services.server_side_apply(body=body, namespace=SET[1], field_manager="test")
    ring.wait_for("other.testing.svc.cluster.local", ring.addresses("ring.testing.svc.cluster.local"))
