"""What the test suite of a clustered program does: start members, let them find each other, take some away."""
import pathlib

import pytest

from member import Member, greet

MANIFEST = pathlib.Path(__file__).with_name("cluster.yaml")
ZONE = "ring.testing.svc.cluster.local"


@pytest.fixture
def ring(local_ordinal):
    """Three members, each at the address that its pod has."""
    local_ordinal.apply(MANIFEST, namespace="testing")
    members = {}
    for ordinal in range(3):
        name = f"member-{ordinal}.{ZONE}"
        [address] = local_ordinal.addresses(name)
        members[name] = Member(name, address)
    yield members
    for member in members.values():
        member.stop()


def test_members_find_each_other(local_ordinal, ring):
    for record in local_ordinal.resolver.resolve(f"_peer._tcp.{ZONE}", "SRV"):
        target = record.target.to_text(omit_final_dot=True)
        [address] = local_ordinal.addresses(target)
        assert greet(address, record.port) == target


def test_a_member_that_leaves_has_no_name(local_ordinal, ring):
    before = local_ordinal.addresses(ZONE)
    assert len(before) == 3
    local_ordinal.scale("member", 2, namespace="testing")
    assert local_ordinal.addresses(f"member-2.{ZONE}") == []
    assert local_ordinal.addresses(ZONE) == before[:2]


def test_a_member_that_moves_keeps_its_name(local_ordinal, ring):
    name = f"member-1.{ZONE}"
    before = local_ordinal.addresses(name)
    local_ordinal.core.delete_namespaced_pod("member-1", "testing", grace_period_seconds=0)
    local_ordinal.wait_until_ready("member", "testing")
    assert local_ordinal.addresses(name) != before
