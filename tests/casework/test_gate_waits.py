"""Nobody is pressed to leave a step before the day on which the people in it agreed to look back, or something ends."""

from datetime import date

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    ChooseDate,
    EndIntervention,
    Postpone,
    ProlongIntervention,
    StartIntervention,
)
from casework.gate_offers import gate_now
from casework.protocol import Protocol, shipped_protocol
from tests.casework.cases import Walk

AFTER_THE_TALK = date(2025, 11, 4)
LOOK_BACK = date(2025, 11, 17)


@pytest.fixture
def splitting() -> Protocol:
    return shipped_protocol("splitting")


def in_step_2a(splitting: Protocol) -> Walk:
    walk = Walk(splitting, start="2a", facts={"established": True})
    walk.does(Acknowledge(), AddPupil("B", "bully"))
    return walk.done("register_bullying", "restorative_talk_2a")


def test_a_day_to_look_back_comes_before_the_question_how_the_step_is_left(splitting: Protocol) -> None:
    """P000 T-01: only when a date was agreed."""
    walk = in_step_2a(splitting)
    assert walk.due("gate:2a") == AFTER_THE_TALK
    walk.does(ChooseDate("evaluation_2", on=LOOK_BACK))
    gate = walk.duties()["gate:2a"]
    assert (gate.due_on, gate.origin, gate.remind_on) == (LOOK_BACK, "school", (LOOK_BACK,))
    assert gate_now(walk.case) is not None


def test_the_step_may_be_left_before_that_day(splitting: Protocol) -> None:
    walk = in_step_2a(splitting).does(ChooseDate("evaluation_2", on=LOOK_BACK))
    walk.does(AnswerGate({"victim_says": True, "other_says": True, "lead_observes": True}))
    assert walk.case.is_closed


def test_once_they_looked_back_the_question_is_due_again(splitting: Protocol) -> None:
    walk = in_step_2a(splitting).does(ChooseDate("evaluation_2", on=LOOK_BACK))
    walk.on(date(2025, 11, 12)).concludes("look_back_2a", "going_well")
    assert walk.due("gate:2a") == date(2025, 11, 13)


def test_when_looking_back_is_postponed_the_question_waits_for_it(splitting: Protocol) -> None:
    walk = in_step_2a(splitting).does(ChooseDate("evaluation_2", on=LOOK_BACK))
    later = date(2025, 11, 20)
    walk.does(Postpone("do:look_back_2a:evaluation_2", later, reason="note"))
    assert walk.due("gate:2a") == later


def in_step_5(splitting: Protocol) -> Walk:
    walk = Walk(splitting, start="5", facts={"safety_signal": True, "established": True})
    walk.does(Acknowledge(), AddPupil("B", "bully")).concludes("decide_long_stay", "start")
    return walk.does(StartIntervention("long_stay_008", walk.today, participants=("B",)))


def test_what_began_in_the_step_ends_before_the_question_is_due(splitting: Protocol) -> None:
    """P000 T-08: three weeks in lokaal 008; T-09: the OPDC beside it."""
    walk = in_step_5(splitting)
    assert walk.due("gate:5") == date(2025, 11, 24)
    walk.does(StartIntervention("opdc", walk.today, date(2025, 12, 18), ("B",)))
    assert walk.due("gate:5") == date(2025, 12, 18)
    walk.does(ProlongIntervention("opdc", date(2025, 12, 19), reason="note"))
    assert walk.due("gate:5") == date(2025, 12, 19)
    walk.on(date(2025, 11, 20)).does(EndIntervention("opdc", walk.today))
    assert walk.due("gate:5") == date(2025, 11, 24)


def test_what_began_in_an_earlier_step_holds_nothing_up(splitting: Protocol) -> None:
    walk = in_step_5(splitting).on(date(2025, 11, 5))
    no = AnswerGate({"victim_says": False, "other_says": True, "lead_observes": True})
    walk.does(no)
    assert walk.case.step_key == "6"
    assert walk.case.is_running(splitting.intervention("long_stay_008"))
    ready = [duty for key, duty in walk.duties().items() if key.startswith("gate:")]
    assert all(duty.due_on < date(2025, 11, 24) for duty in ready)
