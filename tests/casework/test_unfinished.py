"""What the protocol says must come does not vanish because a case is closed, or a means ended."""

from datetime import date

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    CloseWith,
    DeclineIntervention,
    EndIntervention,
    EstablishFact,
    StartIntervention,
)
from casework.case_view import card
from casework.intervention_offers import interventions_now
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk

MONDAY = date(2025, 11, 3)
BACK = date(2025, 11, 10)
CLOSED_AS_DOUBLE = CloseWith("double", reason="note", other_case="7")


def in_time_out(start: date = MONDAY, until: date = BACK) -> Walk:
    """P001: a pupil who bullies is out of the lessons until a day."""
    walk = Walk(shipped_protocol("kluiverboom"), start="7").does(Acknowledge(), AddPupil("B", "bully"))
    walk.does(EstablishFact("severity", "serious", note="note"))
    return walk.does(StartIntervention("external_time_out", start, until=until, participants=("B",)))


def possible_offence() -> Walk:
    """P004: the school's management says that it may be an offence, so the board presses charges."""
    walk = Walk(shipped_protocol("het-sticht"), start="8").does(Acknowledge(), AddPupil("B", "bully"))
    return walk.does(EstablishFact("possible_offence", value=True, note="note"))


def outcomes(walk: Walk) -> tuple[str, ...]:
    return tuple(one.key for one in card(walk.case, walk.calendar, walk.today).outcomes)


@pytest.mark.parametrize("close", [CLOSED_AS_DOUBLE, CloseWith("not_true", reason="note")])
def test_a_case_does_not_close_before_the_talk_about_the_return(close: CloseWith) -> None:
    """T-19."""
    walk = in_time_out()
    assert walk.refused(close).key == "refusal-close-first"
    assert outcomes(walk) == ()
    walk.does(EndIntervention("external_time_out", MONDAY))
    assert walk.refused(close).key == "refusal-close-first"
    walk.done("return_talk")
    assert close.outcome in outcomes(walk)
    assert walk.does(close).case.is_closed


def test_a_question_does_not_close_it_either() -> None:
    walk = in_time_out().done("secure_file").concludes("decide_talk", "neither").concludes("look_back", "stopped")
    assert walk.refused(AnswerGate({"stopped": True})).key == "refusal-close-first"
    assert walk.done("return_talk").does(AnswerGate({"stopped": True})).case.is_closed


def test_a_measure_that_has_not_begun_holds_no_case_open() -> None:
    walk = in_time_out(BACK, date(2025, 11, 17))
    assert walk.does(CLOSED_AS_DOUBLE).case.is_closed


def test_what_belongs_to_another_case_says_to_which() -> None:
    walk = Walk(shipped_protocol("kluiverboom")).does(Acknowledge())
    assert walk.refused(CloseWith("double", reason="note")).key == "refusal-which-case"
    assert walk.does(CLOSED_AS_DOUBLE).case.joined == ()


def test_the_charges_that_nobody_may_decline_do_not_end_before_they_are_pressed() -> None:
    """A004-3."""
    walk = possible_offence()
    assert walk.refused(DeclineIntervention("board_charges", "note")).key == "refusal-must-start"
    assert walk.refused(CLOSED_AS_DOUBLE).key == "refusal-close-first"
    walk.does(StartIntervention("board_charges", MONDAY))
    assert walk.refused(EndIntervention("board_charges", MONDAY)).key == "refusal-first"
    assert walk.refused(CLOSED_AS_DOUBLE).key == "refusal-close-first"
    assert [one.may_end for one in interventions_now(walk.case) if one.key == "board_charges"] == [False]
    walk.done("tell_family_of_charges", "press_board_charges")
    assert [one.may_end for one in interventions_now(walk.case) if one.key == "board_charges"] == [True]
    assert not walk.does(EndIntervention("board_charges", MONDAY)).case.is_running(
        walk.protocol.intervention("board_charges")
    )
    assert walk.does(CLOSED_AS_DOUBLE).case.is_closed


def test_what_turns_out_to_be_no_offence_holds_no_case_open() -> None:
    walk = possible_offence().does(EstablishFact("possible_offence", value=False, note="note"))
    assert walk.does(CLOSED_AS_DOUBLE).case.is_closed
