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
    Skip,
    StartIntervention,
    SwitchTaper,
)
from casework.case_offers import may_skip
from casework.gate_offers import gate_now
from casework.protocol import Protocol, shipped_protocol, shipped_protocol_ids
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


def in_step_3b(splitting: Protocol) -> Walk:
    walk = Walk(splitting, start="3b", facts={"established": True, "recurrence": True})
    walk.does(Acknowledge(), AddPupil("B", "bully"))
    return walk.done("punish", "talk_after_school", "group_exercises")


def test_the_first_weekly_talk_comes_before_the_question_whether_it_is_solved(splitting: Protocol) -> None:
    """P000 T-04, A000-4: nobody threatens with a suspension on the day after the punishment."""
    walk = in_step_3b(splitting)
    first_talk = walk.due("do:good_moments:good_moments")
    assert first_talk == date(2025, 11, 10)
    assert walk.due("gate:3b") == first_talk
    assert gate_now(walk.case) is not None
    walk.on(first_talk).done("good_moments")
    assert walk.due("gate:3b") == date(2025, 11, 11)


def test_talks_that_were_made_rarer_come_before_the_question(splitting: Protocol) -> None:
    walk = in_step_3b(splitting).on(date(2025, 11, 10)).done("good_moments").does(SwitchTaper("good_moments"))
    assert walk.due("gate:3b") == walk.due("do:good_moments:good_moments") == date(2025, 11, 24)


def test_a_talk_with_a_pupil_who_came_later_comes_before_the_question(splitting: Protocol) -> None:
    walk = in_step_3b(splitting).on(date(2025, 11, 10)).done("good_moments")
    walk.on(date(2025, 11, 11)).does(AddPupil("B2", "bully")).done("punish", "talk_after_school")
    assert walk.due("gate:3b") >= walk.due("do:good_moments:good_moments")


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
def test_no_question_at_the_end_of_a_step_is_due_before_what_it_judges(protocol: str) -> None:
    shipped = shipped_protocol(protocol)
    for step in shipped.steps:
        walk = Walk(shipped, start=step.key).does(Acknowledge(), AddPupil("B", "bully"))
        waited_for = (one for one in step.actions if one.modality == "must" and one.holds_step and one.kind != "watch")
        for action in waited_for:
            if may_skip(walk.case, action):
                walk.does(Skip(action.key, reason="note"))
        found = walk.duties()
        gate = found.get(f"gate:{step.key}")
        judged = (one for one in step.actions if one.kind == "evaluate" or any(timer.repeat for timer in one.timers))
        days = [duty.due_on for one in judged for duty in found.values() if (duty.kind, duty.action) == ("do", one.key)]
        assert gate is None or all(day <= gate.due_on for day in days), step.key
