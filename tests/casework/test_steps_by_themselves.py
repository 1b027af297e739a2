"""Steps that open by themselves, steps that somebody opens, tracks, jumps, and facts that work brings about."""

from datetime import date

import pytest

from casework.case_commands import Acknowledge, AddPupil, AnswerGate, EstablishFact, MarkDone, OpenStep, ReportSignal
from casework.case_events import CaseOpened, StepOpened
from casework.gate_offers import steps_to_open
from casework.protocol import load_protocol, shipped_protocol
from casework.wording import wording
from tests.casework.cases import Walk
from tests.casework.means import MEANS_FILE, at_step, means_protocol

WEDNESDAY = date(2025, 11, 12)


def test_signal_while_everybody_watches_opens_the_next_step_at_once() -> None:
    """P000 C05: the message to the parents is due on the same day."""
    walk = at_step("2").on(WEDNESDAY).does(ReportSignal())
    assert walk.case.step_key == "3"
    assert walk.due("do:tell_parents:tell_parents") == WEDNESDAY
    told = [(notice.cause, notice.to.role) for notice in walk.notices if notice.cause in ("signal", "step_opened")]
    assert ("step_opened", "team_lead") in told
    assert set(walk.duties()["acknowledge:3"].role.role_ids()) == {"first_contact", "year_coordinator"}
    assert "do:ask_staff" not in walk.duties()


def test_signal_can_itself_tell_something_about_the_case() -> None:
    signal = ReportSignal(facts={"severity": "serious", "reporter": "staff", "victim_known": False})
    walk = at_step("3")
    assert walk.asks(signal, frozenset({"head"})) is None
    assert walk.case.facts()["severity"] == "serious"
    assert (walk.case.facts()["reporter"], walk.case.facts()["victim_known"]) == ("victim", True)
    assert "trigger:time_out" in walk.duties()


def test_signal_of_somebody_with_another_role_says_nothing_that_is_for_that_role_to_say() -> None:
    walk = at_step("3")
    assert walk.asks(ReportSignal(facts={"severity": "serious"}), frozenset({"year_coordinator"})) is None
    assert "severity" not in walk.case.facts()


def test_signal_only_ever_asks_for_more_care() -> None:
    walk = at_step("3").does(EstablishFact("severity", "serious", note="note"))
    walk.does(ReportSignal(facts={"severity": "normal", "recurrence": False, "stopped": True}))
    assert (walk.case.facts()["severity"], walk.case.facts()["recurrence"]) == ("serious", True)
    assert "stopped" not in walk.case.facts()


def test_doing_something_brings_about_its_facts() -> None:
    walk = at_step("3")
    assert "talked" not in walk.case.facts()
    assert walk.does(MarkDone("three_talk", walk.today, participants=("B",))).case.facts()["talked"] is True


def test_jump_is_for_who_may_take_it_when_it_holds_and_with_a_reason() -> None:
    """P000 A000-13."""
    walk = at_step("2")
    assert walk.refused(OpenStep("7", reason="note")).key == "refusal-step-not-open-to"
    walk.does(EstablishFact("severity", "serious", note="note"))
    assert walk.refused(OpenStep("7", "note"), frozenset({"team_lead"})).key == "refusal-not-your-role"
    assert walk.refused(OpenStep("7", None), frozenset({"head"})).key == "refusal-reason-missing"
    assert walk.asks(OpenStep("7", "note"), frozenset({"head"})) is None
    assert walk.case.step_key == "7"


def test_step_that_somebody_opens_waits_for_that_person() -> None:
    walk = at_step("4").done("announce")
    assert walk.case.step_key == "4"
    waiting = walk.duties()["gate:4"]
    assert (waiting.role.role, waiting.label) == ("head", wording("duty-next-step", step="Stap 7"))
    assert [offer.by.role for offer in steps_to_open(walk.case) if offer.step == "7"] == ["head"]
    assert walk.refused(OpenStep("7", "note"), frozenset({"team_lead"})).key == "refusal-not-your-role"
    assert walk.asks(OpenStep("7", "note"), frozenset({"head"})) is None


def test_answer_that_leads_to_a_step_of_somebody_else_is_kept_and_that_person_opens_it() -> None:
    content = MEANS_FILE.read_text(encoding="utf-8").replace(
        "kind: decision, label: Is het opgelost?,",
        "kind: closing, label: Is het opgelost?, test: [{fact: stopped, label: Gestopt?}],",
    )
    protocol = load_protocol(
        content.replace("Nog geen verbetering\n", "Nog niet\n    open_by: {role: head}\n"), "open_by"
    )
    walk = Walk(protocol, facts={"recurrence": True}).does(Acknowledge(), AddPupil("B", "bully")).done("three_talk")
    assert walk.asks(AnswerGate({"stopped": False}), frozenset({"first_contact"})) is None
    assert walk.case.step_key == "3"
    assert walk.duties()["gate:3"].role.role == "head"
    assert walk.asks(AnswerGate({"stopped": False}), frozenset({"head"})) is None
    assert walk.case.step_key == "4"


@pytest.mark.parametrize(
    ("facts", "track", "step"),
    [({}, "of_pupils", "2"), ({"offender_class": "staff"}, "of_staff", "7"), ({"track": "of_staff"}, "of_staff", "7")],
)
def test_case_begins_at_the_step_of_its_track(facts: dict[str, str], track: str, step: str) -> None:
    walk = Walk(means_protocol(), facts=facts)
    opened, first = walk.events[:2]
    assert isinstance(opened, CaseOpened)
    assert isinstance(first, StepOpened)
    assert (opened.track, first.step, walk.case.facts()["track"]) == (track, step, track)


def test_track_can_be_given_and_without_tracks_the_first_step_begins() -> None:
    assert Walk(means_protocol(), track="of_staff").case.step_key == "7"
    assert Walk(means_protocol(), start="3").case.step_key == "3"
    with pytest.raises(KeyError):
        Walk(means_protocol(), track="of_nobody")
    kluiverboom = shipped_protocol("kluiverboom")
    assert Walk(kluiverboom).case.step_key == kluiverboom.steps[0].key


def test_choice_of_the_school_is_a_fact_with_a_default_until_the_school_chose() -> None:
    assert at_step("2").case.facts()["setting.phone_first"] is True
    chosen = Walk(means_protocol(), facts={"setting.phone_first": False})
    assert chosen.case.facts()["setting.phone_first"] is False


def test_a_way_is_opened_by_what_was_learned_in_the_present_step_only() -> None:
    """P000 A000-13: in step 5 the signal that led there opens nothing anew."""
    walk = Walk(shipped_protocol("splitting"))
    assert not any(offer.opened for offer in steps_to_open(walk.case))
    walk.does(EstablishFact("safety_signal", value=True, note="note"))
    assert {offer.step for offer in steps_to_open(walk.case) if offer.opened} == {"5", "7"}
    walk.does(OpenStep("5", reason="note"))
    assert not any(offer.opened for offer in steps_to_open(walk.case))


def test_a_step_that_is_passed_at_once_is_offered_as_the_one_that_is_reached() -> None:
    walk = Walk(shipped_protocol("splitting"))
    before = next(offer for offer in steps_to_open(walk.case) if offer.step == "1b")
    assert (before.label, before.title, before.opened) == ("Stap 1", "Afspraken maken", False)
    walk.does(EstablishFact("established", value=True))
    offered = next(offer for offer in steps_to_open(walk.case) if offer.step == "1b")
    assert (offered.label, offered.title, offered.opened) == ("Stap 2", "Het is pesten", True)
    walk.does(OpenStep("1b", reason="note"))
    assert walk.case.step_key == "2a"
