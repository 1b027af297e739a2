"""Outcomes that contradict what was recorded: the case holds what, and why it ended so all the same."""

import pytest

from bot.case_report.words import paragraphs, report_in_words
from casework.case_commands import AnswerGate, CloseWith, EstablishFact
from casework.case_events import CaseClosed, event_from_data, event_to_data
from casework.case_report import case_report
from casework.case_report_lines import Staff
from casework.contradictions import contradicted_by
from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_text
from tests.casework.cases import Walk
from tests.casework.test_splitting import SOLVED, at_1a, at_2a


def closed(walk: Walk) -> CaseClosed:
    last = walk.events[-1]
    assert isinstance(last, CaseClosed)
    return last


@pytest.mark.parametrize("outcome", ["quarrel", "not_established", "not_true"])
def test_a_case_in_which_it_was_bullying_keeps_that_with_the_outcome_that_says_otherwise(outcome: str) -> None:
    """P000 A000-18."""
    walk = at_2a(shipped_protocol("splitting"))
    assert walk.refused(CloseWith(outcome)).key == "refusal-reason-missing"
    walk.does(CloseWith(outcome, "why"))
    assert (closed(walk).against, closed(walk).reason) == ({"established": True}, "why")
    assert event_from_data(event_to_data(closed(walk))) == closed(walk)


def test_an_outcome_that_says_nothing_otherwise_holds_nothing_against_it() -> None:
    walk = at_2a(shipped_protocol("splitting")).does(CloseWith("double", "why", "13"))
    assert closed(walk).against == {}
    assert closed(at_1a(shipped_protocol("splitting")).does(CloseWith("quarrel", "why"))).against == {}
    assert contradicted_by(walk.case, "unheard of") == {}


def test_what_turned_out_to_be_no_incident_contradicts_that_it_was_one() -> None:
    """P002 A002-1."""
    walk = Walk(shipped_protocol("noordhoek")).does(EstablishFact("established", value=True))
    assert contradicted_by(walk.case, "no_incident") == {"established": True}
    assert contradicted_by(walk.does(EstablishFact("established", value=False)).case, "no_incident") == {}


def resolved_against() -> Protocol:
    """Of De Splitting, but that what was solved was no bullying."""
    told = "  - {key: resolved, label: Het is opgelost, needs_reason: false}\n"
    text = shipped_protocol_text("splitting")
    assert told in text
    changed = told.replace("false}", "false, contradicts: {fact: established, value: true}}")
    return load_protocol(text.replace(told, changed), "changed.yaml")


def test_the_question_at_the_end_of_a_step_closes_against_what_was_recorded_only_with_a_reason() -> None:
    walk = at_1a(resolved_against()).done("restorative_talk").does(EstablishFact("established", value=True))
    assert walk.refused(AnswerGate(SOLVED)).key == "refusal-reason-missing"
    walk.does(AnswerGate(SOLVED, reason="why"))
    assert (closed(walk).against, closed(walk).reason) == ({"established": True}, "why")


def test_the_report_tells_what_was_recorded_before_below_the_outcome() -> None:
    walk = at_2a(shipped_protocol("splitting")).does(CloseWith("quarrel", "why"))
    report = case_report(
        walk.protocol, walk.events, number=7, school="school", today=walk.today, written={"why": "nieuw"}, staff=Staff()
    )
    [told] = [one for one in paragraphs(report_in_words(report)) if "De zaak is gesloten" in one]
    assert told.endswith("De zaak is gesloten: Het was ruzie en geen pesten\nEerder vastgelegd: Is het pesten? ja")
    assert "Reden: nieuw" in paragraphs(report_in_words(report))
