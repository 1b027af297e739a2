"""What the send screen may promise: who hears of it later, on the way that this report goes."""

import pytest

from casework.outline import informed_roles
from casework.protocol import shipped_protocol, shipped_protocol_ids
from tests.casework.means import means_protocol

KLUIVERBOOM = (
    ("year_coordinator", "Stap 1"),
    ("support_team", "Stap 6"),
    ("team_lead", "Stap 7"),
    ("bullying_coordinator", "Stap 7"),
    ("head", "Stap 8"),
)


def roles_on(protocol_id: str, start: str) -> list[str]:
    return [role for role, _ in informed_roles(shipped_protocol(protocol_id), start)]


def test_a_protocol_without_jumps_promises_all_of_its_line() -> None:
    assert informed_roles(shipped_protocol("kluiverboom"), "0") == KLUIVERBOOM
    assert informed_roles(shipped_protocol("kluiverboom")) == KLUIVERBOOM


def test_where_a_report_could_only_come_by_a_jump_nobody_is_promised() -> None:
    """P000: the track of a message has its own step, from which staff can jump into the line of bullying."""
    assert informed_roles(shipped_protocol("splitting"), "breach") == (("management", "Deel B"), ("board", "Deel B"))
    assert roles_on("splitting", "staff_report") == ["management", "board"]


def test_on_the_confidants_way_the_confidant_comes_first_and_then_the_line() -> None:
    roles = roles_on("splitting", "confidant")
    assert roles[0] == "confidant"
    assert roles[-1] == "head"


def test_without_a_start_it_is_the_way_of_the_first_step() -> None:
    protocol = shipped_protocol("noordhoek")
    assert informed_roles(protocol) == informed_roles(protocol, protocol.steps[0].key)
    assert "7" not in [label for _, label in informed_roles(means_protocol())]


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_nobody_outside_the_school_is_promised(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    for start in {None, *(track.start for track in protocol.tracks)}:
        roles = [role for role, _ in informed_roles(protocol, start)]
        assert all(protocol.roles[role].kind != "external" for role in roles)
        assert len(set(roles)) == len(roles)
