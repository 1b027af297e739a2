"""A case is the fold of its events; a command brings about events or a typed refusal."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from casework.case import NotACaseError, fold
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    ChooseDate,
    CloseWith,
    EnterRecords,
    EstablishFact,
    HandleSignals,
    HandOver,
    MarkDone,
    OpenStep,
    Postpone,
    RecordConsent,
    RecordOutcome,
    Skip,
)
from casework.case_events import (
    CaseEvent,
    CaseOpened,
    StepOpened,
    UnknownEventError,
    event_from_data,
    event_to_data,
)
from casework.case_view import card
from casework.log_entries import open_records
from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_text
from tests.casework.cases import T0, Walk, at_step_2, at_step_4, at_step_5
from tests.casework.test_splitting import at_2b, at_3b, at_4

ids = some.text(max_size=12)
instants = some.datetimes(timezones=some.just(UTC))


@pytest.fixture
def kluiverboom() -> Protocol:
    return shipped_protocol("kluiverboom")


any_event = some.one_of(*(some.from_type(kind) for kind in get_args(CaseEvent)))


@given(any_event, instants, ids)
def test_event_survives_being_stored_as_json(event: CaseEvent, at: datetime, by: str) -> None:
    stored = replace(event, at=at, by=by)
    assert event_from_data(json.loads(json.dumps(event_to_data(stored)))) == stored


def test_event_instants_are_stored_in_utc() -> None:
    opened = StepOpened(at=datetime.fromisoformat("2025-11-03T10:00:00+01:00"), by="mentor", step="1")
    back = event_from_data(event_to_data(opened))
    assert back.at.isoformat() == "2025-11-03T09:00:00+00:00"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "Postcard", "version": 1},
        {"kind": "Acknowledged", "version": 99, "at": "2025-11-03T09:00:00Z", "by": "mentor"},
        {"kind": "Acknowledged", "version": 1, "at": "2025-11-03T09:00:00", "by": "mentor"},
        {"kind": "StepOpened", "version": 1, "at": "2025-11-03T09:00:00Z", "by": "mentor"},
    ],
)
def test_data_that_is_no_event_is_told_as_such(data: dict[str, object]) -> None:
    with pytest.raises(UnknownEventError):
        event_from_data(data)


def test_events_that_do_not_open_a_case_are_no_case(kluiverboom: Protocol) -> None:
    events = Walk(kluiverboom).events
    for wrong in (events[1:], events[:1], [*events, events[0]]):
        with pytest.raises(NotACaseError):
            fold(kluiverboom, wrong)


def test_case_remembers_the_protocol_that_it_began_with(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom)
    opened = walk.events[0]
    assert isinstance(opened, CaseOpened)
    assert (opened.protocol_id, opened.protocol_version, walk.case.protocol_hash) == ("kluiverboom", "1", "hash")


def test_whole_line_from_report_to_closed(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).done("call_victim_parents", "call_bully_parents")
    walk.done("fix_evaluation", "tell_parents").on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", weeks=4)).on(date(2025, 12, 15))
    walk.concludes("evaluate_again", "stopped").enters_all_records()
    assert list(walk.duties()) == ["gate:4"]
    walk.does(AnswerGate({"stopped": True}))
    assert walk.case.outcome == "resolved"
    shown = card(walk.case, walk.calendar, walk.today)
    assert shown.outcome == "Het pesten is gestopt"
    assert (shown.what_now, shown.offers, shown.gate, shown.other_steps) == ((), (), None, ())
    assert [line.answer for line in shown.done][-2:] == ["Het gaat goed", "Het is gestopt"]


def test_closed_case_refuses_everything_but_ticking_its_records(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).does(CloseWith("quarrel", reason="note"))
    answer = walk.asks(MarkDone("tell_parents", walk.today))
    assert answer is not None
    assert answer.key == "refusal-case-closed"
    assert open_records(walk.case)
    walk.enters_all_records()
    assert not open_records(walk.case)


def test_what_is_done_with_another_pupil_asks_for_a_record_again(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).enters_all_records()
    for number, bully in enumerate(("B", "B2"), start=1):
        walk.does(MarkDone("talk_bullies", walk.today, participants=(bully,)))
        (entry,) = open_records(walk.case)
        assert entry.id.startswith("talk_bullies/")
        assert entry.id.endswith(f"/{number}")
        walk.enters_all_records()


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (MarkDone("talk_bullies", date(2025, 11, 4)), "refusal-date-in-future"),
        (MarkDone("evaluate", date(2025, 11, 3)), "refusal-unknown-action"),
        (MarkDone("nonsense", date(2025, 11, 3)), "refusal-unknown-action"),
        (MarkDone("talk_bullies", date(2025, 11, 3), participants=("X",)), "refusal-unknown-pupil"),
        (MarkDone("find_victim", date(2025, 11, 3)), "refusal-identify"),
        (MarkDone("decide_on_call", date(2025, 11, 3)), "refusal-not-now"),
        (RecordOutcome("talk_bullies", date(2025, 11, 3), "fine"), "refusal-unknown-answer"),
        (RecordConsent("intake", given=True), "refusal-no-consent-needed"),
        (Skip("talk_bullies", reason=None), "refusal-reason-missing"),
        (Skip("intake", reason="note"), "refusal-cannot-skip"),
        (ChooseDate("second_evaluation", weeks=2), "refusal-no-date-to-choose"),
        (AnswerGate({"stopped": True}), "refusal-gate-not-ready"),
        (OpenStep("7", reason="note"), "refusal-step-not-open-to"),
        (OpenStep("3", reason=None), "refusal-reason-missing"),
        (CloseWith("resolved", reason="note"), "refusal-close-by-gate"),
        (AddPupil("W", "victim"), "refusal-victim-by-identifying"),
        (EstablishFact("victim_known", value=False), "refusal-unknown-fact"),
        (HandleSignals(), "refusal-no-signals"),
        (Postpone("do:nonsense", date(2025, 11, 20), reason="note"), "refusal-no-such-duty"),
        (Postpone("do:talk_bullies", date(2025, 11, 20), reason=None), "refusal-reason-missing"),
        (Postpone("do:talk_bullies", date(2025, 11, 5), reason="note"), "refusal-postpone-later"),
        (Postpone("do:talk_bullies", date(2026, 5, 5), reason="note"), "refusal-postpone-too-far"),
        (EnterRecords("4"), "refusal-no-records"),
        (CloseWith("boredom", reason="note"), "refusal-unknown-outcome"),
    ],
)
def test_refused_command_says_why_and_changes_nothing(kluiverboom: Protocol, command: object, key: str) -> None:
    walk = at_step_2(kluiverboom)
    before = walk.case
    answer = walk.asks(command)  # type: ignore[arg-type]  # parametrized over all kinds of commands
    assert answer is not None
    assert answer.key == key
    assert walk.case == before


def test_asking_which_steps_may_ends_when_every_one_was_answered(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).done("intake", "talk_victim")
    answer = walk.asks(MarkDone("agree_steps", walk.today))
    assert answer is not None
    assert answer.key == "refusal-ask-each"


def test_second_evaluation_is_not_before_the_day_after(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    for command, key in (
        (ChooseDate("second_evaluation", on=date(2025, 11, 17)), "refusal-under-minimum"),
        (ChooseDate("second_evaluation", on=date(2025, 11, 10)), "refusal-date-past"),
        (ChooseDate("second_evaluation"), "refusal-date-missing"),
        (ChooseDate("second_evaluation", on=date(2025, 11, 20), weeks=2), "refusal-date-missing"),
        (ChooseDate("second_evaluation", weeks=10**9), "refusal-over-maximum"),
        (ChooseDate("second_evaluation", on=date(2025, 12, 30)), "refusal-over-maximum"),
    ):
        answer = walk.asks(command)
        assert answer is not None
        assert answer.key == key


def test_evaluation_with_one_pupil_is_a_tick_and_its_conclusion_ends_it(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17))
    walk.does(MarkDone("evaluate", walk.today, participants=("V",)))
    ticks = {offer.key: offer.ticks for offer in card(walk.case, walk.calendar, walk.today).offers}
    assert ticks["evaluate"][0] == ("V", True)
    assert "do:evaluate:evaluation" in walk.duties()
    answer = walk.asks(MarkDone("evaluate", walk.today))
    assert answer is not None
    assert answer.key == "refusal-needs-outcome"


def test_decision_that_needs_a_reason_is_refused_without(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).done("intake", "talk_victim")
    walk.does(RecordConsent("call_victim_parents", given=False))
    answer = walk.asks(RecordOutcome("decide_on_call", walk.today, "not_now"))
    assert answer is not None
    assert answer.key == "refusal-reason-missing"


def test_case_handed_over_has_to_be_acknowledged_by_the_new_person(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).does(HandOver("other"))
    assert "acknowledge:2" in walk.duties()
    walk.does(Acknowledge())
    assert "acknowledge:2" not in walk.duties()
    assert walk.case.handed_over == {"mentor": "other"}
    answer = walk.asks(HandOver("other"))
    assert answer is not None
    assert answer.key == "refusal-already-with"


def test_higher_step_has_its_own_lead_again(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).does(HandOver("other")).on(date(2025, 11, 17))
    walk.concludes("evaluate", "not_stopped").does(AnswerGate({"stopped": False}))
    assert walk.case.handed_to is None


def test_answer_of_an_earlier_step_does_not_decide_a_later_gate(kluiverboom: Protocol) -> None:
    assert "stopped" not in at_step_5(kluiverboom).case.facts()


def test_card_shows_what_the_school_calls_it_and_what_is_due_today(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom)
    shown = card(walk.case, walk.calendar, date(2025, 11, 16))
    assert (shown.step_label, shown.step_title, shown.protocol_title) == ("Stap 4", "Terugkijken", "Pestprotocol")
    assert "do:evaluate:evaluation" in {duty.key for duty in shown.what_now}
    early = card(walk.case, walk.calendar, T0.date())
    assert "do:evaluate:evaluation" in {duty.key for duty in early.later}


def done_words(walk: Walk) -> list[str]:
    return [line.label for line in card(walk.case, walk.calendar, walk.today).done]


def test_what_was_done_in_two_steps_in_the_same_words_stands_under_the_name_of_its_step() -> None:
    talk = "Houd het herstelgesprek, steeds met één leerling die pest of meedoet"
    once, twice = done_words(at_2b(shipped_protocol("splitting"))), done_words(at_3b(shipped_protocol("splitting")))
    assert talk in once
    assert talk not in twice and {f"Stap 2: {talk}", f"Stap 3: {talk}"} <= set(twice)


def test_two_steps_of_one_name_are_told_apart_by_their_titles() -> None:
    """P000 A000-2."""
    talk = "Houd het herstelgesprek, steeds met één leerling die pest of meedoet"
    exercises = "Doe oefeningen met de groep voor een betere band en meer inzicht"
    text = shipped_protocol_text("splitting")
    assert text.count(exercises) == 1
    words = done_words(at_4(load_protocol(text.replace(exercises, talk), "changed.yaml")))
    titles = ("Stap 2", "Stap 3 (Het pesten gaat door)", "Stap 3 (Een grens en een betere band)")
    assert {f"{title}: {talk}" for title in titles} <= set(words)
