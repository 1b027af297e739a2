"""What follows on the decisions of steps 7 and 8 of Kluiverboom's protocol, and what the talk before a return tells."""

from datetime import date

import pytest

from casework.case_commands import AddPupil, EndIntervention, RecordOutcome, StartIntervention
from casework.case_notices import StaffNotice
from casework.log_entries import open_records
from casework.protocol import Protocol, shipped_protocol
from tests.casework.cases import Walk
from tests.casework.shown import to_do

HEAD = frozenset({"head"})


@pytest.fixture
def kluiverboom() -> Protocol:
    return shipped_protocol("kluiverboom")


def at_step(protocol: Protocol, step: str) -> Walk:
    return Walk(protocol, start=step).does(AddPupil("B", "bully"))


@pytest.mark.parametrize("answer", ["parent_talk", "sanction_talk"])
def test_talk_on_which_step_7_decides_is_noted_and_then_held(kluiverboom: Protocol, answer: str) -> None:
    """R-06: the report grows with every step."""
    walk = at_step(kluiverboom, "7")
    assert "hold_talk" not in to_do(walk)
    walk.concludes("decide_talk", answer)
    assert [(entry.by.role, entry.files_of) for entry in open_records(walk.case)] == [("team_lead", ("bully",))]
    assert "hold_talk" in to_do(walk)
    walk.done("hold_talk")
    assert "hold_talk" not in to_do(walk)
    assert [entry.fields for entry in open_records(walk.case)] == [("outcome",), ("agreements",)]


def test_no_talk_is_noted_too_and_asks_for_none(kluiverboom: Protocol) -> None:
    walk = at_step(kluiverboom, "7").concludes("decide_talk", "neither")
    assert len(open_records(walk.case)) == 1
    assert "hold_talk" not in walk.offers()


def test_suspension_that_was_decided_is_noted_and_asked_of_the_head(kluiverboom: Protocol) -> None:
    walk = at_step(kluiverboom, "8")
    command = RecordOutcome("decide_suspension", walk.today, "suspension", note="note")
    assert walk.asks(command, HEAD) is None
    assert [entry.rules for entry in open_records(walk.case)] == [("R-06",)]
    assert asked_of(walk) == [("disciplinary_measures", "head")]
    start = StartIntervention("disciplinary_measures", walk.today, date(2025, 11, 20), participants=("B",))
    assert walk.asks(start, HEAD) is None
    assert [entry.fields for entry in open_records(walk.case)] == [("outcome",), ("measure",)]
    walk.on(date(2025, 11, 20)).does(EndIntervention("disciplinary_measures", walk.today))
    assert [key for key in walk.duties() if key.startswith("trigger:")] == []


def test_without_a_suspension_nobody_is_asked_for_a_measure(kluiverboom: Protocol) -> None:
    walk = at_step(kluiverboom, "8").concludes("decide_suspension", "no_suspension")
    assert asked_of(walk) == []


def asked_of(walk: Walk) -> list[tuple[str, str | None]]:
    asked: list[StaffNotice] = [notice for notice in walk.notices if notice.cause == "trigger"]
    assert {f"trigger:{notice.step}" for notice in asked} <= set(walk.duties())
    return [(notice.step, notice.to.role) for notice in asked]


def test_head_who_decided_is_asked_for_the_day_of_looking_back(kluiverboom: Protocol) -> None:
    """A001-8."""
    walk = at_step(kluiverboom, "8").concludes("decide_suspension", "no_suspension")
    duty = walk.duties()["choose:look_back_step_8:look_back_step_8"]
    assert (duty.role.role_ids(), duty.origin) == (("head", "team_lead"), "school")


def test_talk_before_the_return_is_with_the_pupil_and_the_parents(kluiverboom: Protocol) -> None:
    """N-58."""
    found = kluiverboom.find_action("return_talk")
    assert found is not None
    told = {notice.to.party for notice in found[1].notices if "N-58" in notice.rules}
    assert told == {"bullies", "parents_of_bullies"}
