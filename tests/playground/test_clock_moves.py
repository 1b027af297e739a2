from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.playground.clock_moves import ClockMoveError, wanted_moment

FRIDAY = datetime(2026, 11, 20, 12, 45, tzinfo=UTC)


def next_school_day(day: date) -> date:
    later = day + timedelta(days=1)
    return later if later.weekday() < 5 else next_school_day(later)


def moved(request: Any, now: datetime = FRIDAY) -> datetime:
    return wanted_moment(request, now, next_school_day)


@pytest.mark.parametrize(
    ("request_", "moment"),
    [
        ({"now": "2026-12-01T09:00:00+01:00"}, datetime(2026, 12, 1, 8, tzinfo=UTC)),
        ({"now": "2026-07-01T09:00:00Z"}, datetime(2026, 7, 1, 9, tzinfo=UTC)),
        ({"local": "2026-07-01T09:00"}, datetime(2026, 7, 1, 7, tzinfo=UTC)),
        ({"by": "P14D"}, FRIDAY + timedelta(days=14)),
        ({"by": "P1W"}, FRIDAY + timedelta(days=7)),
        ({"by": "PT90M"}, FRIDAY + timedelta(minutes=90)),
        ({"to": "next_school_day"}, datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
        ({"to": "two_weeks_later"}, datetime(2026, 12, 4, 7, 30, tzinfo=UTC)),
    ],
)
def test_the_clock_goes_where_it_is_asked_to(request_: dict[str, str], moment: datetime) -> None:
    assert moved(request_) == moment


def test_two_weeks_after_an_evening_in_the_weekend_is_a_morning_at_school() -> None:
    saturday = datetime(2026, 11, 21, 19, 34, tzinfo=UTC)
    assert moved({"to": "two_weeks_later"}, saturday) == datetime(2026, 12, 7, 7, 30, tzinfo=UTC)


def test_fourteen_days_later_is_the_same_time_on_the_clock_when_the_clocks_change() -> None:
    before = datetime(2027, 3, 20, 8, tzinfo=UTC)
    assert moved({"by": "P14D"}, before) == datetime(2027, 4, 3, 7, tzinfo=UTC)


def test_hours_are_real_hours_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert moved({"by": "PT24H"}, before) == before + timedelta(hours=24)


@pytest.mark.parametrize(
    "request_",
    [
        {},
        [],
        {"now": "2026-12-01T09:00:00"},
        {"now": "morgen"},
        {"now": 5},
        {"local": "2026-12-01T09:00+01:00"},
        {"by": "14 dagen"},
        {"by": "P"},
        {"by": "PT"},
        {"to": "vakantie"},
        {"by": "P1D", "to": "next_school_day"},
    ],
)
def test_what_names_no_moment_is_refused(request_: Any) -> None:
    with pytest.raises(ClockMoveError) as refused:
        moved(request_)
    assert refused.value.key == "playground-clock-unreadable"


@pytest.mark.parametrize("request_", [{"by": "P99999D"}, {"now": "9999-12-31T23:59:59-14:00"}])
def test_a_moment_that_is_too_far_is_refused(request_: Any) -> None:
    with pytest.raises(ClockMoveError) as refused:
        moved(request_)
    assert refused.value.key == "playground-clock-too-far"
