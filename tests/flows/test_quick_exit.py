"""After the quick exit nothing that is typed shows that anything was reported here, until a command asks for it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.flows.effects import Ask, EraseChat, ForgetDraft, OpenWithCode, TellStaff
from bot.flows.events import Event, OptionTapped, PictureKind, PictureSent, TextSent
from bot.flows.facts import OwnReport
from casework.report import ReportStatus
from tests.flows.reporters import (
    A_CODE,
    NEUTRAL,
    STORY,
    TO_CONTACT,
    TO_SEND,
    Phone,
    facts_of,
    is_told_nothing,
    more_than_words,
    own_report,
    started,
)

OPEN, CLOSED = own_report(4), own_report(5, ReportStatus.CLOSED)


def with_reports(*reports: OwnReport, code_was_open: bool = False) -> Phone:
    return Phone(facts_of(own_reports=reports, code_was_open=code_was_open))


PHONES = [
    pytest.param(lambda: with_reports(), id="nothing reported"),
    pytest.param(lambda: with_reports(OPEN), id="an open report"),
    pytest.param(lambda: with_reports(CLOSED), id="a closed report"),
    pytest.param(lambda: with_reports(OPEN, CLOSED, code_was_open=True), id="a code was open"),
    pytest.param(lambda: started().answer(*TO_SEND, "send"), id="more to tell"),
    pytest.param(lambda: started(), id="a first question"),
]


@pytest.mark.parametrize("phone_of", PHONES)
def test_after_the_quick_exit_at_rest_every_word_gets_only_the_neutral_answer(phone_of: Callable[[], Phone]) -> None:
    phone = phone_of()
    phone.command("snelweg")
    for _ in range(2):
        is_told_nothing(phone, *more_than_words(1), TextSent("hoi"))
    assert not phone.all_of(TellStaff) and not phone.talk.is_open


def test_stopping_after_it_says_the_same_as_with_a_draft_and_stays_hidden() -> None:
    phone = with_reports(OPEN)
    phone.command("snelweg")
    phone.command("stop")
    assert phone.heard[-1].startswith("Gestopt.")
    phone.write("hoi")
    assert phone.heard[-1] == NEUTRAL
    phone.command("start")
    assert phone.talk.question == "about" and not phone.talk.is_left


@pytest.mark.parametrize("command", ["start", "melden"])
def test_a_new_report_begins_after_it(command: str) -> None:
    phone = with_reports(OPEN)
    phone.command("snelweg")
    phone.command(command)
    assert phone.talk.question == "about" and not phone.talk.hidden


def test_a_code_and_the_own_list_bring_the_chat_back() -> None:
    with_code, listed = with_reports(OPEN), with_reports(OPEN)
    for phone in (with_code, listed):
        phone.command("snelweg")
    with_code.command("code", A_CODE)
    assert with_code.all_of(OpenWithCode) == [OpenWithCode(A_CODE)] and not with_code.talk.hidden
    listed.command("mijn")
    assert "4:" in listed.heard[-1]
    listed.write("Ben je er nog?")
    assert listed.all_of(TellStaff) == [TellStaff("Ben je er nog?", OPEN.id)]


def test_a_button_under_what_the_school_wrote_since_still_works() -> None:
    phone = with_reports(OPEN)
    phone.command("snelweg")
    phone.send(OptionTapped("s", 0, "more", OPEN.id))
    assert phone.talk.question == "nude" and not phone.talk.hidden


def test_danger_typed_after_it_still_brings_whom_to_call_and_names_no_report() -> None:
    phone = with_reports(OPEN)
    phone.command("snelweg")
    phone.write("ik wil dood")
    clock, said = phone.heard[-2:]
    assert "112 of 113." in clock and "melding" not in clock
    assert said == NEUTRAL


def written_to(phone: Phone, *reports: OwnReport, code_was_open: bool = False) -> Phone:
    """The phone after the quick exit, when the school said something there since."""
    phone.command("snelweg")
    phone.facts = replace(phone.facts, own_reports=reports, school_spoke=True, code_was_open=code_was_open)
    return phone


def with_draft_written_to(*reports: OwnReport, code_was_open: bool = False) -> Phone:
    phone = started().answer(*TO_CONTACT)
    assert phone.talk.answers["story"] in STORY
    return written_to(phone, *reports, code_was_open=code_was_open)


def resumed_draft(phone: Phone) -> bool:
    """Whether /start brings the draft back with all that was told in it."""
    phone.command("start")
    return phone.talk.question == "contact" and phone.talk.answers["story"] in STORY and not phone.talk.is_left


def test_a_reply_to_what_the_school_wrote_since_goes_to_that_report() -> None:
    phone = written_to(with_reports(OPEN), OPEN)
    phone.write("ja, ik kom")
    assert phone.all_of(TellStaff) == [TellStaff("ja, ik kom", OPEN.id)]
    assert NEUTRAL not in phone.heard


def test_a_reply_goes_to_the_report_while_a_draft_waits_and_the_draft_stays_hidden() -> None:
    phone = with_draft_written_to(OPEN)
    for words in ("ja, ik kom", "tot morgen"):
        phone.write(words)
        assert phone.all_of(TellStaff)[-1] == TellStaff(words, OPEN.id)
        assert phone.talk.hidden and phone.talk.flow == "report" and not phone.talk.aside
    assert not phone.all_of(ForgetDraft)
    assert resumed_draft(phone)


def test_what_is_no_reply_stays_hidden_while_a_draft_waits() -> None:
    phone = with_draft_written_to(OPEN)
    for name in ("terug", "privacy", "mijn", "code", "onzin"):
        phone.command(name)
        assert phone.heard[-1] == NEUTRAL
    assert phone.talk.hidden and resumed_draft(phone)


def test_a_reply_with_a_name_is_asked_about_and_the_draft_is_hidden_again_after_it() -> None:
    phone = with_draft_written_to(OPEN)
    phone.write("mevrouw De Boer deed het ook")
    assert phone.all_of(TellStaff)[-1].until_clear and phone.talk.flow == "more"
    phone.command("mijn")
    assert phone.heard[-1] == NEUTRAL and phone.talk.flow == "more"
    while phone.talk.flow == "more":
        phone.answer(phone_options(phone)[0])
    assert phone.talk.hidden and phone.talk.flow == "report" and resumed_draft(phone)


def phone_options(phone: Phone) -> list[str]:
    question = phone.question
    assert question is not None
    return [data.split(":")[-1] for row in question.buttons for data in (button.data for button in row)]


@pytest.mark.parametrize("event", [TextSent("weer zo"), PictureSent("file", PictureKind.PHOTO, 1000)])
@pytest.mark.parametrize("code_was_open", [False, True])
@pytest.mark.parametrize("report", [OPEN, CLOSED])
def test_whatever_is_asked_about_a_reply_a_draft_that_waits_is_never_lost(
    event: Event, code_was_open: bool, report: OwnReport
) -> None:
    for leave in ("start", "stop", "snelweg"):
        phone = with_draft_written_to(report, code_was_open=code_was_open)
        phone.send(event)
        assert phone.talk.flow != "again"
        phone.command(leave)
        if leave == "start" and code_was_open and isinstance(event, TextSent):
            phone.command("melden")
            assert phone.talk.flow == "which" and not phone.all_of(TellStaff)
            phone.tap("r0")
            assert phone.all_of(TellStaff) == [TellStaff("weer zo", report.id)]
            assert phone.talk.question == "contact" and not phone.talk.is_left
        assert resumed_draft(phone)


def test_a_reply_to_how_a_closed_report_stands_goes_to_who_had_it_while_a_draft_waits() -> None:
    phone = with_draft_written_to(CLOSED)
    phone.write("het is weer begonnen")
    assert phone.all_of(TellStaff) == [TellStaff("het is weer begonnen", CLOSED.id)]


def test_leaving_again_hides_what_is_asked_about_a_reply_and_the_draft() -> None:
    phone = with_draft_written_to(OPEN)
    phone.write("mevrouw De Boer deed het ook")
    phone.command("snelweg")
    assert phone.all_of(EraseChat) and phone.talk.hidden and phone.talk.flow == "report"
    phone.facts = replace(phone.facts, school_spoke=False)
    asked = len(phone.all_of(Ask))
    phone.write("hoi")
    assert phone.heard[-1] == NEUTRAL and len(phone.all_of(Ask)) == asked


def test_danger_in_a_reply_brings_whom_to_call_and_is_kept() -> None:
    phone = with_draft_written_to(OPEN)
    phone.write("ik wil dood")
    assert any("112 of 113." in heard for heard in phone.heard)
    assert phone.all_of(TellStaff) == [TellStaff("ik wil dood", OPEN.id)]
