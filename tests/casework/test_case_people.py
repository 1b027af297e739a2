"""Pupils and their classes, who keeps an eye on it, what parents think, and cases that turn out to be one."""

from datetime import date

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    CloseWith,
    EstablishFact,
    IdentifyVictim,
    JoinCase,
    MarkDone,
    OpenStep,
    PickWatchers,
    RecordConsent,
    Skip,
)
from casework.case_events import PupilAdded, event_from_data
from casework.case_view import card
from casework.fact_questions import fact_asks
from casework.protocol import shipped_protocol
from casework.wording import wording
from tests.casework.cases import Walk
from tests.casework.means import at_step, means_protocol

FRIDAY = date(2025, 11, 7)


def test_pupil_without_a_class_is_in_the_class_of_the_case() -> None:
    walk = Walk(means_protocol()).does(AddPupil("B", "bully"))
    assert walk.case.classes == {"V": "2B", "B": "2B"}
    assert walk.case.facts()["same_class"] is True
    walk.does(AddPupil("C", "follower", class_id="1A"))
    assert (walk.case.classes["C"], walk.case.facts()["same_class"]) == ("1A", False)


def test_classes_say_nothing_while_one_side_is_unknown_or_somebody_said_it() -> None:
    walk = Walk(means_protocol(), victim=None).does(AddPupil("B", "bully"))
    assert "same_class" not in walk.case.facts()
    walk.does(IdentifyVictim("V", is_reporter=False, class_id="3C"))
    assert walk.case.facts()["same_class"] is False
    walk.does(EstablishFact("same_class", value=True))
    assert walk.case.facts()["same_class"] is True


def test_event_from_before_there_were_classes_still_loads() -> None:
    stored = {
        "kind": "PupilAdded",
        "version": 1,
        "at": "2025-11-03T09:00:00Z",
        "by": "m",
        "pupil": "B",
        "party": "bully",
    }
    event = event_from_data(stored)
    assert isinstance(event, PupilAdded)
    assert event.class_id is None


def test_lead_picks_who_watches_and_the_card_shows_the_period() -> None:
    walk = at_step("2").does(PickWatchers("watch", ("anna", "bo", "anna"), "place", FRIDAY))
    (line,) = card(walk.case, walk.calendar, walk.today).watchers
    assert (line.people, line.place, line.until) == (("anna", "bo"), "place", FRIDAY)
    walk.does(PickWatchers("watch", ("cas",), None, FRIDAY))
    assert [line.people for line in card(walk.case, walk.calendar, walk.today).watchers] == [("cas",)]
    assert card(walk.case, walk.calendar, date(2025, 11, 8)).watchers == ()
    walk.does(PickWatchers("watch", (), None, FRIDAY))
    assert card(walk.case, walk.calendar, walk.today).watchers == ()


def test_watchers_belong_to_watching_and_are_picked_by_the_lead() -> None:
    walk = at_step("2")
    pick = PickWatchers("watch", ("anna",), None, FRIDAY)
    assert walk.refused(PickWatchers("ask_staff", ("anna",), None, FRIDAY)).key == "refusal-unknown-action"
    assert walk.refused(PickWatchers("watch", (), None, FRIDAY)).key == "refusal-watchers-missing"
    assert walk.refused(PickWatchers("watch", ("anna",), None, date(2025, 11, 2))).key == "refusal-date-past"
    assert walk.refused(pick, frozenset({"head"})).key == "refusal-not-your-role"
    assert walk.asks(pick, frozenset({"first_contact"})) is None


def test_how_parents_were_reached_and_what_they_think_is_kept_whatever_the_protocol_asks() -> None:
    walk = at_step("3")
    offer = next(one for one in card(walk.case, walk.calendar, walk.today).offers if one.key == "tell_parents")
    assert (offer.reaches_parents, offer.channel) == (True, "phone")
    walk.does(MarkDone("tell_parents", walk.today, channel="mail", view="view"))
    line = next(line for line in card(walk.case, walk.calendar, walk.today).done if line.label == offer.label)
    assert (line.channel, line.view) == ("mail", "view")


def test_case_that_goes_on_knows_which_case_joined_it() -> None:
    walk = at_step("2").does(JoinCase("12"))
    assert walk.refused(JoinCase("12")).key == "refusal-already-joined"
    assert card(walk.case, walk.calendar, walk.today).joined == ("12",)
    other = at_step("2").does(CloseWith("double", reason="note", other_case="11"))
    assert other.refused(JoinCase("3")).key == "refusal-case-closed"


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (EstablishFact("severity", "dreadful", note="note"), "refusal-unknown-value"),
        (EstablishFact("severity", "serious"), "refusal-reason-missing"),
        (EstablishFact("stopped", "yes"), "refusal-unknown-value"),
        (EstablishFact("stopped", 1), "refusal-unknown-value"),
        (EstablishFact("police", value=True), "refusal-not-now"),
        (EstablishFact("moon", value=True), "refusal-unknown-fact"),
        (EstablishFact("track", "of_staff"), "refusal-unknown-fact"),
        (EstablishFact("talked", value=True), "refusal-unknown-fact"),
        (EstablishFact("category", value=True), "refusal-unknown-value"),
    ],
)
def test_fact_is_established_only_as_the_protocol_asks_for_it(command: EstablishFact, key: str) -> None:
    assert at_step("2").refused(command).key == key


def test_fact_is_established_by_the_role_that_the_question_names() -> None:
    walk = at_step("2")
    command = EstablishFact("severity", "serious", note="note")
    assert walk.refused(command, frozenset({"year_coordinator"})).key == "refusal-not-your-role"
    assert walk.asks(command, frozenset({"head"})) is None


def test_card_offers_the_questions_that_make_sense_now() -> None:
    walk = at_step("2")
    asks = {one.fact: one for one in fact_asks(walk.case)}
    assert set(asks) == {"severity", "stopped", "home_unsafe", "offender_class"}
    assert asks["severity"].values == (("normal", "Gewoon"), ("serious", "Ernstig"))
    assert (asks["severity"].current, asks["severity"].needs_reason) == (None, True)
    assert asks["home_unsafe"].label == wording("fact-home-unsafe")
    walk.does(EstablishFact("severity", "serious", note="note"))
    again = {one.fact: one.current for one in card(walk.case, walk.calendar, walk.today).facts}
    assert (again["severity"], "police" in again) == ("serious", True)


def test_step_that_opens_again_keeps_what_was_written_down_before() -> None:
    walk = at_step("2").does(EstablishFact("severity", "serious", note="note"), OpenStep("7", "note"))
    walk.concludes("decide", "done")
    first = [entry.id for entry in card(walk.case, walk.calendar, walk.today).open_records]
    walk.enters_all_records()
    assert first == ["decide/decision/1"]
    assert [line.answer for line in card(walk.case, walk.calendar, walk.today).done] == ["Er is besloten"]


def with_the_wrong_pupil() -> Walk:
    """Kluiverboom, where W was first taken for the pupil who is bullied, and the mediation was held with W."""
    walk = Walk(shipped_protocol("kluiverboom"), victim="W").does(Acknowledge(), AddPupil("B", "bully"))
    walk.done("intake", "talk_victim")
    for action in ("call_victim_parents", "talk_bullies", "mediation"):
        walk.does(RecordConsent(action, given=True, words="words"))
    walk.does(MarkDone("call_victim_parents", walk.today, channel="phone"))
    walk.done("talk_bullies", "call_bully_parents", "mediation")
    assert walk.case.step_key == "4"
    return walk


def test_what_was_done_with_the_pupil_first_taken_for_the_bullied_one_is_to_be_done_with_the_other() -> None:
    """N-17: otherwise nobody talks with the pupil whom it is about, nor with the parents."""
    walk = with_the_wrong_pupil().does(IdentifyVictim("V", is_reporter=True))
    assert "do:talk_victim" in walk.duties()
    assert not {"talk_victim", "call_victim_parents", "mediation"} & set(walk.case.done)
    assert {"talk_bullies", "call_bully_parents"} <= set(walk.case.done)
    walk.done("talk_victim").does(RecordConsent("call_victim_parents", given=True, words="words"))
    assert "do:call_victim_parents" in walk.duties()
    walk.does(MarkDone("call_victim_parents", walk.today, channel="phone"))
    calls = [line for line in card(walk.case, walk.calendar, walk.today).done if line.channel == "phone"]
    assert len(calls) == 2


def test_what_was_left_out_with_the_wrong_pupil_is_asked_again() -> None:
    walk = Walk(shipped_protocol("kluiverboom"), victim="W", start="1").does(Skip("talk_victim", "note"))
    assert "talk_victim" in walk.case.skipped
    walk.does(IdentifyVictim("V", is_reporter=True))
    assert "do:talk_victim" in walk.duties()


def test_the_same_pupil_named_once_more_or_for_the_first_time_begins_nothing_anew() -> None:
    walk = with_the_wrong_pupil()
    done = walk.case.done
    walk.does(IdentifyVictim("W", is_reporter=True))
    assert (walk.case.done, "mediation" in walk.case.consents) == (done, True)
    first = Walk(shipped_protocol("noordhoek"), victim=None).does(IdentifyVictim("V", is_reporter=False))
    assert first.case.done == {}
