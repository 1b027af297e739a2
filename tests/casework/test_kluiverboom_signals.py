"""Who hears what colleagues see in each step of Kluiverboom's protocol, and who asks them to look out."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.case_commands import AnswerGate, HandleSignals, PickWatchers, RecordOutcome, ReportSignal
from casework.log_entries import log_entries
from casework.protocol import Protocol, shipped_protocol
from casework.protocol_model import RoleExpr
from tests.casework.cases import Walk, at_step_4, at_step_5

MENTOR = RoleExpr(role="first_contact", of="victim")
COORDINATOR_AND_MENTOR = ("year_coordinator", "first_contact")

Begin = Callable[[Protocol], Walk]


@pytest.fixture
def kluiverboom() -> Protocol:
    return shipped_protocol("kluiverboom")


def at_step_7(protocol: Protocol) -> Walk:
    """It did not stop in step 5, nor in step 6."""
    walk = at_step_5(protocol).done("talk_all").concludes("evaluate_step_5", "not_stopped")
    walk.does(AnswerGate({"stopped": False})).done("support_meeting").concludes("choose_support", "programme")
    return walk.concludes("evaluate_together", "not_stopped").does(AnswerGate({"stopped": False}))


def at_step_8(protocol: Protocol) -> Walk:
    walk = at_step_7(protocol).concludes("decide_talk", "neither").concludes("look_back", "not_stopped")
    return walk.does(AnswerGate({"stopped": False}))


def heard(walk: Walk) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Who heard of a signal, and by which rules."""
    return [(notice.to.role_ids(), notice.rules) for notice in walk.notices if notice.cause == "signal"]


@pytest.mark.parametrize("step", ["0", "1", "2", "3"])
def test_signal_before_the_evaluation_is_the_mentors(kluiverboom: Protocol, step: str) -> None:
    """N-30."""
    walk = Walk(kluiverboom, start=step).does(ReportSignal())
    assert heard(walk) == [(("first_contact",), ("N-30",))]
    assert walk.duties()[f"signal:{step}"].role == MENTOR


@pytest.mark.parametrize("begin", [at_step_5, at_step_7, at_step_8])
def test_from_step_5_on_every_signal_goes_to_coordinator_and_mentor(kluiverboom: Protocol, begin: Begin) -> None:
    """A001-10."""
    walk = begin(kluiverboom).does(ReportSignal())
    assert [roles for roles, _ in heard(walk)] == [COORDINATOR_AND_MENTOR]
    assert walk.duties()[f"signal:{walk.case.step_key}"].role.role_ids() == COORDINATOR_AND_MENTOR
    assert walk.case.facts()["recurrence"] is True


def test_who_hears_the_signals_may_pick_who_looks_out(kluiverboom: Protocol) -> None:
    """In step 5 the coordinator leads, and coordinator and mentor hear what is seen (N-22)."""
    walk = at_step_5(kluiverboom)
    pick = PickWatchers("watch_step_5", ("anna",), None, date(2025, 12, 1))
    assert walk.refused(pick, frozenset({"staff_any"})).key == "refusal-not-your-role"
    assert walk.refused(pick, frozenset({"team_lead"})).key == "refusal-not-your-role"
    assert walk.asks(pick, frozenset({"first_contact"})) is None
    assert walk.asks(pick, frozenset({"year_coordinator"})) is None


def test_lead_of_step_7_may_pick_who_looks_out_too(kluiverboom: Protocol) -> None:
    pick = PickWatchers("watch_step_7", ("anna",), None, date(2025, 12, 1))
    assert at_step_7(kluiverboom).asks(pick, frozenset({"team_lead"})) is None


def test_signals_of_colleagues_are_filed_each_time_and_in_every_step(kluiverboom: Protocol) -> None:
    """R-13."""
    walk = Walk(kluiverboom).does(RecordOutcome("file_signals", Walk(kluiverboom).today, "filed")).done("intake")
    assert walk.case.step_key == "1"
    assert walk.offers()["file_signals"]
    later = at_step_4(kluiverboom)
    later.does(RecordOutcome("file_signals", later.today, "filed"), RecordOutcome("file_signals", later.today, "filed"))
    filed = [entry for entry in log_entries(later.case) if "R-13" in entry.rules]
    assert len(filed) == 2
    assert not any(duty.action == "file_signals" for duty in later.duties().values())


def test_evaluation_of_an_earlier_day_leaves_a_signal_of_today_to_be_heard(kluiverboom: Protocol) -> None:
    """T-15: it goes wrong after the talk, which the mentor writes down only then."""
    walk = (
        at_step_4(kluiverboom).on(date(2025, 11, 10)).does(ReportSignal()).on(date(2025, 11, 18)).does(ReportSignal())
    )
    walk.does(RecordOutcome("evaluate", date(2025, 11, 17), "going_well"))
    assert [at.day for at in walk.case.open_signals] == [18]
    assert walk.due("signal:4") == date(2025, 11, 18)
    assert walk.asks(HandleSignals(), frozenset({"first_contact"})) is None


def test_evaluation_deals_with_what_went_wrong_until_that_day(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).does(ReportSignal())
    walk.does(RecordOutcome("evaluate", date(2025, 11, 17), "going_well"))
    assert walk.case.open_signals == ()


def test_next_step_does_not_make_a_signal_unheard(kluiverboom: Protocol) -> None:
    """N-21, N-22."""
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "not_stopped").does(ReportSignal())
    walk.does(AnswerGate({"stopped": False}))
    assert walk.case.step_key == "5"
    assert "signal:5" in walk.duties()
    walk.does(HandleSignals())
    assert walk.case.open_signals == ()
