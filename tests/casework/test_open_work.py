"""A term of the school counts from the day on which something is to be done; nothing is late as it appears."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    DecideOnHome,
    EstablishFact,
    MarkDone,
    Postpone,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
    Skip,
)
from casework.protocol import Protocol, shipped_protocol
from tests.casework.cases import T0, Walk, at_step_2
from tests.casework.test_engine_properties import PROTOCOLS, likely_commands

CALL = "do:decide_on_call"
CONSULT = "do:consult_apc_step_1"
DAY_9 = date(2025, 11, 12)
FIVE_DAYS_AFTER_DAY_9 = date(2025, 11, 17)


@pytest.fixture
def kluiverboom() -> Protocol:
    return shipped_protocol("kluiverboom")


@pytest.fixture
def talked(kluiverboom: Protocol) -> Walk:
    """P001, step 1: the talk with the pupil was held on the first day."""
    walk = Walk(kluiverboom).does(Acknowledge(), AddPupil("B", "bully"))
    return walk.done("intake", "talk_victim")


def test_the_decision_after_a_no_is_due_some_days_after_that_no(talked: Walk) -> None:
    """P001 A001-3: the step had been open for longer than the school's term."""
    talked.on(DAY_9).does(RecordConsent("call_victim_parents", given=False, words="words"))
    assert talked.due(CALL) == FIVE_DAYS_AFTER_DAY_9


def test_that_day_stays_whatever_happens_afterwards(talked: Walk) -> None:
    talked.on(DAY_9).does(RecordConsent("call_victim_parents", given=False, words="words"))
    talked.on(date(2025, 11, 14)).does(EstablishFact("online", value=True), ReportSignal())
    talked.does(RecordConsent("talk_bullies", given=True), AddPupil("C", "bully"))
    assert talked.due(CALL) == FIVE_DAYS_AFTER_DAY_9


def test_a_no_that_is_taken_back_and_said_again_gives_the_term_anew(talked: Walk) -> None:
    talked.on(DAY_9).does(RecordConsent("call_victim_parents", given=False, words="words"))
    talked.on(date(2025, 11, 13)).does(RecordConsent("call_victim_parents", given=True, came_back=True))
    assert CALL not in talked.duties()
    talked.on(date(2025, 11, 20)).does(RecordConsent("call_victim_parents", given=False, words="words"))
    assert talked.due(CALL) == date(2025, 11, 25)


def test_what_the_pupil_agrees_to_later_is_due_some_days_after_that(talked: Walk) -> None:
    talked.on(DAY_9).does(RecordConsent("call_victim_parents", given=True, words="words"))
    assert talked.due("do:call_victim_parents") == FIVE_DAYS_AFTER_DAY_9


def test_what_waited_for_a_home_is_due_some_days_after_it_was_released(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).does(EstablishFact("home_unsafe", value=True))
    assert "do:call_victim_parents" not in walk.duties()
    walk.on(DAY_9).does(DecideOnHome(may_contact=True, reason="note"))
    assert walk.due("do:call_victim_parents") == FIVE_DAYS_AFTER_DAY_9


def test_what_comes_after_something_that_was_left_out_counts_from_that_day(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).does(Acknowledge(), AddPupil("B", "bully")).done("intake")
    walk.on(DAY_9).does(Skip("talk_victim", "note"))
    assert walk.due("do:agree_steps") == FIVE_DAYS_AFTER_DAY_9


def test_what_comes_after_something_that_is_ticked_days_later_is_not_late_at_once(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).does(Acknowledge(), AddPupil("B", "bully")).done("intake")
    walk.on(DAY_9).does(MarkDone("talk_victim", T0.date(), note="note"))
    assert walk.due("do:agree_steps") == FIVE_DAYS_AFTER_DAY_9


def test_parents_of_a_pupil_who_comes_in_later_are_called_some_days_after_that(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).done("talk_bullies", "call_bully_parents")
    walk.on(DAY_9).does(AddPupil("C", "bully"))
    walk.on(date(2025, 11, 14)).does(MarkDone("talk_bullies", walk.today, participants=("C",)))
    assert walk.due("do:call_bully_parents") == FIVE_DAYS_AFTER_DAY_9 + timedelta(days=2)


def test_work_that_comes_anew_has_its_term_anew() -> None:
    """P003 N-64."""
    walk = Walk(shipped_protocol("oplossingsgericht"), start="1").does(Acknowledge(), AddPupil("B", "bully"))
    walk.on(DAY_9).does(EstablishFact("step_blocked", value=True, note="note"))
    assert walk.due(CONSULT) == FIVE_DAYS_AFTER_DAY_9
    walk.does(RecordOutcome("consult_apc_step_1", walk.today, "wait", "note"))
    walk.on(date(2025, 12, 1)).does(EstablishFact("step_blocked", value=True, note="note"))
    assert walk.due(CONSULT) == date(2025, 12, 6)


def test_what_is_said_once_more_gives_no_more_time() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht"), start="1").does(Acknowledge(), AddPupil("B", "bully"))
    walk.on(DAY_9).does(EstablishFact("step_blocked", value=True, note="note"))
    walk.on(date(2025, 11, 16)).does(EstablishFact("step_blocked", value=True, note="note"))
    assert walk.due(CONSULT) == FIVE_DAYS_AFTER_DAY_9


def about_staff(kluiverboom: Protocol) -> Walk:
    facts = {"offender_class": "staff", "track": "about_staff"}
    return Walk(kluiverboom, start="staff", facts=facts).does(Acknowledge())


def test_a_term_that_the_school_counts_from_the_opening_of_a_step_counts_from_the_news(kluiverboom: Protocol) -> None:
    walk = about_staff(kluiverboom)
    walk.on(DAY_9).does(EstablishFact("category", "sexual"))
    assert walk.due("do:call_inspector:call_inspector") == DAY_9


def test_a_term_that_the_protocol_counts_from_the_opening_of_a_step_stays(kluiverboom: Protocol) -> None:
    """P001 T-17 and the like: the maximum is the protocol's own."""
    own = {"setting": None, "rules": ("T-99",)}
    steps = tuple(
        step.model_copy(
            update={
                "actions": tuple(
                    action.model_copy(update={"timers": tuple(one.model_copy(update=own) for one in action.timers)})
                    for action in step.actions
                )
            }
        )
        for step in kluiverboom.steps
    )
    walk = about_staff(kluiverboom.model_copy(update={"steps": steps}))
    walk.on(DAY_9).does(EstablishFact("category", "sexual"))
    assert walk.due("do:call_inspector:call_inspector") == T0.date()


def test_what_was_put_off_is_put_off_from_the_right_day(talked: Walk) -> None:
    talked.on(DAY_9).does(RecordConsent("call_victim_parents", given=False, words="words"))
    talked.does(Postpone(CALL, date(2025, 11, 21), "note"))
    assert talked.due(CALL) == date(2025, 11, 21)
    assert talked.duties()[CALL].put_off_from == FIVE_DAYS_AFTER_DAY_9


def test_a_consent_that_nobody_asks_any_more_in_a_talk_is_asked_some_days_later(talked: Walk) -> None:
    talked.on(DAY_9).does(Skip("agree_steps", "note"))
    assert talked.due("consent:call_victim_parents") == FIVE_DAYS_AFTER_DAY_9


@settings(max_examples=60, deadline=None)
@given(choose=some.data())
def test_nothing_that_the_school_gives_a_term_is_late_as_it_appears(choose: some.DataObject) -> None:
    protocol = choose.draw(some.sampled_from(PROTOCOLS))
    walk = Walk(protocol, start=choose.draw(some.sampled_from([None, *(step.key for step in protocol.steps)])))
    walk.does(Acknowledge(), AddPupil("B", "bully"))
    for _ in range(choose.draw(some.integers(1, 20))):
        walk.now += timedelta(days=choose.draw(some.integers(0, 20)))
        before = walk.duties()
        walk.asks(choose.draw(some.sampled_from(list(likely_commands(walk)) or [ReportSignal()])))
        for key, duty in walk.duties().items():
            if key not in before and duty.origin == "school" and duty.kind in ("do", "consent", "choose"):
                assert duty.due_on >= walk.today, key
