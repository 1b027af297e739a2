from dataclasses import replace

import pytest

from casework.protocol import shipped_protocol
from casework.report import AboutWhom, Contact, Report, VictimPlace
from casework.report_facts import facts_of_report
from tests.casework.cases import Walk


def report(victim_class: str) -> Report:
    return Report(about=AboutWhom.ME, victim_class=victim_class, story="ze lachen", contact=Contact.CODE)


@pytest.mark.parametrize(
    ("contact", "linked"),
    [(Contact.NAME, True), (Contact.HERE, True), (Contact.CODE, False), (Contact.NONE, False)],
)
def test_only_a_name_or_an_answer_here_ties_a_report_to_a_conversation(contact: Contact, linked: bool) -> None:
    assert contact.linked is linked


@pytest.mark.parametrize(
    ("victim_class", "class_id", "not_a_pupil"),
    [("2B", "2B", False), (VictimPlace.UNKNOWN, None, False), (VictimPlace.NOT_A_PUPIL, None, True)],
)
def test_a_victim_has_a_class_or_none(victim_class: str, class_id: str | None, not_a_pupil: bool) -> None:
    assert report(victim_class).class_id == class_id
    assert report(victim_class).not_a_pupil is not_a_pupil


def test_the_sentence_that_it_is_online_raises_the_plan_for_what_is_online() -> None:
    """P003 A003-12."""
    tapped = replace(report("2B"), ready_sentences=("names", "online"))
    assert facts_of_report(tapped)["online"] is True
    assert "online" not in facts_of_report(replace(tapped, ready_sentences=("names",)))
    walk = Walk(shipped_protocol("oplossingsgericht"), facts=facts_of_report(tapped))
    assert "trigger:online_plan" in walk.duties()
