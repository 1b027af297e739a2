"""Promise 8: what a code opened is forgotten in memory too, by whoever writes next."""

from datetime import UTC, datetime, timedelta

from bot.code_sessions import ASKED_FOR, SESSION_KEPT, CodeSessions

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOOR, TIES, REPORT = b"n" * 16, b"t" * 16, b"r" * 16


def test_the_report_of_a_session_that_is_over_is_forgotten_when_anybody_else_writes() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    assert sessions.report_in(TIES, NOW + SESSION_KEPT) is None
    assert REPORT.decode() not in repr(sessions)


def test_that_there_was_a_session_is_forgotten_within_the_day() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    assert not sessions.was_open(TIES, NOW + ASKED_FOR)
    assert NOOR.decode() not in repr(sessions)


def test_using_it_keeps_a_session_open() -> None:
    sessions = CodeSessions()
    sessions.open(NOOR, REPORT, NOW)
    almost = NOW + SESSION_KEPT - timedelta(seconds=1)
    assert sessions.report_in(NOOR, almost) == REPORT
    assert sessions.report_in(NOOR, almost + SESSION_KEPT - timedelta(seconds=1)) == REPORT
    assert sessions.report_in(NOOR, almost + 3 * SESSION_KEPT) is None
