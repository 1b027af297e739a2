"""After the quick exit nothing that is typed shows that anything was reported here, until a command asks for it."""

from collections.abc import Callable

import pytest

from bot.flows.effects import OpenWithCode, TellStaff
from bot.flows.events import OptionTapped, TextSent
from bot.flows.facts import OwnReport
from casework.report import ReportStatus
from tests.flows.reporters import (
    A_CODE,
    NEUTRAL,
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
