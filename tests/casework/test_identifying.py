"""What is asked of who has to say which pupil it is: to seek only where the report does not tell."""

from typing import Any

import pytest

from casework.case_commands import IdentifyVictim, JoinCase, MarkDone
from casework.case_offers import actions_now
from casework.identifying import NOBODY_TO_ASK
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.report import AboutWhom, Contact, Report, VictimPlace
from casework.report_facts import facts_of_report
from casework.wording import Wording
from tests.casework.cases import Walk

UNDER_NAME: dict[str, Any] = {"contact": Contact.NAME, "reporter_name": "Noor Vink"}
REPORTER, NAMED = Wording("duty-confirm-reporter"), Wording("duty-confirm-named")


def begun(about: AboutWhom = AboutWhom.ME, **told: Any) -> Walk:
    report = Report(**{"about": about, "victim_class": "2B", "story": "ze lachen", "contact": Contact.HERE, **told})
    return Walk(shipped_protocol("kluiverboom"), victim=None, facts=facts_of_report(report))


def asked(walk: Walk) -> object:
    """The words of the duty to say which pupil it is."""
    found = {key: walk.protocol.find_action(duty.action or "") for key, duty in walk.duties().items()}
    keys = [key for key, one in found.items() if one is not None and one[1].kind == "identify"]
    return walk.duties()[keys[0]].label


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_of_who_reports_about_themselves_under_their_name_it_is_only_confirmed(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    starts = [step.key for step in protocol.steps if any(action.kind == "identify" for action in step.actions)]
    assert starts
    report = Report(AboutWhom.ME, "2B", "ze lachen", **UNDER_NAME)
    for start in starts:
        assert asked(Walk(protocol, victim=None, facts=facts_of_report(report), start=start)) == REPORTER


@pytest.mark.parametrize("contact", [Contact.HERE, Contact.CODE])
def test_who_reports_about_themselves_without_a_name_is_sought_through_the_messages(contact: Contact) -> None:
    assert str(asked(begun(contact=contact))).startswith("Zoek via de berichten uit")


@pytest.mark.parametrize("about", [AboutWhom.ME, AboutWhom.SOMEONE_ELSE])
def test_nobody_is_told_to_ask_a_reporter_who_cannot_be_reached(about: AboutWhom) -> None:
    walk = begun(about=about, contact=Contact.NONE)
    assert asked(walk) == NOBODY_TO_ASK
    offer = next(one for one in actions_now(walk.case) if one.ask == "identify")
    assert offer.hints == ()
    assert walk.refused(MarkDone("intake", walk.today)).key == "refusal-first-find"


def test_how_to_ask_a_reporter_helps_nobody_where_one_without_contact_gave_a_name() -> None:
    walk = begun(about=AboutWhom.SOMEONE_ELSE, victim_name="Noor", contact=Contact.NONE)
    assert asked(walk) == NAMED
    assert next(one for one in actions_now(walk.case) if one.ask == "identify").hints == ()
    again = walk.does(JoinCase("8"))
    assert next(one for one in actions_now(again.case) if one.ask == "identify").hints


def test_with_a_second_report_there_is_somebody_to_ask_again() -> None:
    walk = begun(contact=Contact.NONE).does(JoinCase("8"))
    assert str(asked(walk)).startswith("Zoek via de berichten uit")


def test_a_colleague_who_wrote_down_what_a_pupil_told_can_be_asked() -> None:
    told = facts_of_report(Report(AboutWhom.SOMEONE_ELSE, "2B", "ze lachen", Contact.NONE, reporter_name="mevrouw Bos"))
    assert "victim_told" not in told


def test_whom_somebody_else_named_is_looked_for_in_the_report() -> None:
    assert asked(begun(about=AboutWhom.SOMEONE_ELSE, victim_name="Noor")) == NAMED
    assert asked(begun(about=AboutWhom.MY_CHILD, victim_name="Noor", **UNDER_NAME)) == NAMED


def test_whom_nobody_named_is_sought_through_the_messages_although_the_reporter_gave_a_name() -> None:
    assert str(asked(begun(about=AboutWhom.SOMEONE_ELSE, **UNDER_NAME))).startswith("Zoek via de berichten uit")


def test_of_a_colleague_nothing_is_told_about_a_pupil() -> None:
    report = Report(AboutWhom.ME, VictimPlace.NOT_A_PUPIL, "ze lachen", **UNDER_NAME)
    assert "victim_told" not in facts_of_report(report)


def test_what_waits_for_it_says_that_the_name_stands_in_the_report() -> None:
    walk = begun(**UNDER_NAME)
    assert walk.refused(MarkDone("intake", walk.today)).key == "refusal-first-confirm"
    unknown = begun()
    assert unknown.refused(MarkDone("intake", unknown.today)).key == "refusal-first"


def test_once_it_is_said_nothing_is_asked_any_more() -> None:
    walk = begun(**UNDER_NAME).does(IdentifyVictim("report", is_reporter=True))
    assert not [duty for duty in walk.duties().values() if duty.action == "find_victim"]
