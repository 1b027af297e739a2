from datetime import timedelta

from bot.code_sessions import ASKED_FOR, SESSION_KEPT, CodeSessions
from tests.rooms import NOW

NOOR, SAM, REPORT = b"n" * 16, b"s" * 16, b"r" * 16
ALMOST = SESSION_KEPT - timedelta(seconds=1)


def test_a_code_opens_its_report_in_one_chat_alone() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    assert sessions.report_in(NOOR, NOW) == REPORT and sessions.report_in(SAM, NOW) is None


def test_it_closes_after_a_quarter_of_an_hour_without_use() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    assert sessions.report_in(NOOR, NOW + SESSION_KEPT) is None


def test_using_it_keeps_it_open() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    assert sessions.report_in(NOOR, NOW + ALMOST) == REPORT
    assert sessions.report_in(NOOR, NOW + 2 * ALMOST) == REPORT


def test_a_closed_one_is_closed() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    sessions.close(NOOR)
    sessions.close(SAM)
    assert sessions.report_in(NOOR, NOW) is None


def test_one_that_is_over_is_remembered_without_its_report_until_it_is_said_to_be_over() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    assert not sessions.was_open(NOOR, NOW)
    assert sessions.was_open(NOOR, NOW + SESSION_KEPT) and not sessions.was_open(SAM, NOW + SESSION_KEPT)
    sessions.forget(NOOR)
    assert not sessions.was_open(NOOR, NOW + SESSION_KEPT)


def test_it_is_remembered_for_half_a_day_after_it_was_used() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    sessions.report_in(NOOR, NOW + ALMOST)
    assert sessions.was_open(NOOR, NOW + ASKED_FOR)
    assert not sessions.was_open(NOOR, NOW + ALMOST + ASKED_FOR)
