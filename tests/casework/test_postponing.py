"""Work can wait as long as the school agreed, and not at all where the protocol leaves no time for it."""

from datetime import date, timedelta

import pytest

from casework.case_commands import Acknowledge, AddPupil, EstablishFact, Postpone, StartIntervention
from casework.case_view import card
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk, at_step_2

MONDAY = date(2025, 11, 3)
BACK = date(2025, 11, 10)
INTAKE = "do:intake"


def offered(walk: Walk) -> frozenset[str]:
    """What the card offers to postpone."""
    return card(walk.case, walk.calendar, walk.today, walk.terms).may_wait


def in_time_out() -> Walk:
    walk = Walk(shipped_protocol("kluiverboom"), start="7").does(Acknowledge(), AddPupil("B", "bully"))
    walk.does(EstablishFact("severity", "serious", note="note"))
    return walk.does(StartIntervention("external_time_out", MONDAY, until=BACK, participants=("B",)))


def test_the_talk_before_the_return_is_not_put_off_past_the_return() -> None:
    """T-19."""
    walk = in_time_out()
    talk = walk.duties()["do:return_talk:return_talk:B"]
    assert (talk.due_on, talk.latest_on) == (date(2025, 11, 9), date(2025, 11, 9))
    assert talk.key not in offered(walk)
    assert walk.refused(Postpone(talk.key, BACK, "note")).key == "refusal-postpone-maximum"


def test_agreements_about_the_return_are_not_put_off() -> None:
    """T-10: they are made at the return."""
    walk = Walk(shipped_protocol("splitting"), start="6").does(Acknowledge(), AddPupil("B", "bully"))
    walk.concludes("decide_suspension", "suspend")
    walk.does(StartIntervention("suspension", MONDAY, until=BACK, participants=("B",)))
    agreements = "do:return_agreements:return_agreements:B"
    assert walk.due(agreements) == BACK
    assert agreements not in offered(walk)
    assert walk.refused(Postpone(agreements, date(2025, 11, 11), "note")).key == "refusal-cannot-postpone"


@pytest.mark.parametrize("late", [0, 5])
def test_what_is_to_be_told_at_once_does_not_wait(late: int) -> None:
    """T-02."""
    walk = Walk(shipped_protocol("splitting"), start="3a").does(Acknowledge(), AddPupil("B", "bully"))
    walk.on(MONDAY + timedelta(days=late))
    at_once = next(duty for duty in walk.duties().values() if "T-02" in duty.rules)
    assert at_once.key not in offered(walk)
    assert walk.refused(Postpone(at_once.key, date(2025, 11, 20), "note")).key == "refusal-cannot-postpone"


def test_nothing_is_put_off_again_and_again() -> None:
    """What the school agreed counts from the day on which it was due at first."""
    walk = Walk(shipped_protocol("kluiverboom"))
    first = walk.due(INTAKE)
    walk.does(Postpone(INTAKE, first + timedelta(days=20), "note")).on(first + timedelta(days=20))
    too_far = walk.refused(Postpone(INTAKE, first + timedelta(days=29), "note"))
    assert (too_far.key, dict(too_far.fields)["date"]) == ("refusal-postpone-too-far", first + timedelta(days=28))
    walk.does(Postpone(INTAKE, first + timedelta(days=28), "note")).on(first + timedelta(days=28))
    assert INTAKE not in offered(walk)
    assert walk.refused(Postpone(INTAKE, first + timedelta(days=29), "note")).key == "refusal-postpone-no-more"


def test_what_was_left_for_long_can_still_be_planned_once() -> None:
    walk = Walk(shipped_protocol("kluiverboom")).on(date(2026, 2, 2))
    assert INTAKE in offered(walk)
    walk.does(Postpone(INTAKE, date(2026, 2, 9), "note"))
    assert INTAKE not in offered(walk)


def test_what_has_a_day_of_its_own_can_wait() -> None:
    assert {"do:talk_bullies", "do:mediation"} & offered(at_step_2(shipped_protocol("kluiverboom")))
