"""Means for pupils have no part in a case that is about somebody who works here (AX-12)."""

from collections.abc import Iterator

import pytest

from casework.case_commands import Acknowledge, EstablishFact
from casework.conditions import Condition, Scalar, holds
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.protocol_model import Protocol
from tests.casework.cases import Walk

ALSO_ABOUT_STAFF = {"splitting": {"police"}, "het-sticht": {"board_charges"}}
"""By protocol the means that are for whatever may be an offence, whoever did it."""


def what_it_wants(condition: Condition | None) -> Iterator[tuple[str, Scalar]]:
    """Facts with which the condition holds, as far as one of several is enough."""
    if condition is None:
        return
    if condition.fact is not None and condition.value is not None:
        yield condition.fact, condition.value[0] if isinstance(condition.value, tuple) else condition.value
    for part in (*(condition.all_of or ()), *(condition.any_of or ())[:1]):
        yield from what_it_wants(part)


def startable(protocol: Protocol, about: str) -> set[str]:
    """The means whose condition holds once everything that each asks for is so."""
    found = {one.key: {**dict(what_it_wants(one.when)), "offender_class": about} for one in protocol.interventions}
    return {one.key for one in protocol.interventions if holds(one.when, found[one.key])}


@pytest.mark.parametrize("protocol", sorted(shipped_protocol_ids()))
def test_no_means_for_pupils_can_start_in_a_case_about_staff_whatever_was_recorded_before(protocol: str) -> None:
    shipped = shipped_protocol(protocol)
    assert startable(shipped, "pupil") == {one.key for one in shipped.interventions}
    assert startable(shipped, "staff") == ALSO_ABOUT_STAFF.get(protocol, set())


def test_nobody_has_to_decide_on_a_time_out_of_a_pupil_once_it_turns_out_to_be_about_staff() -> None:
    walk = Walk(shipped_protocol("kluiverboom"))
    walk.does(Acknowledge(), EstablishFact("severity", "serious", note="note"))
    assert "trigger:external_time_out" in walk.duties()
    walk.does(EstablishFact("offender_class", "staff"))
    assert "trigger:external_time_out" not in walk.duties()
    walk.does(EstablishFact("offender_class", "pupil"))
    assert "trigger:external_time_out" in walk.duties()
