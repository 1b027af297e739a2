from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import Closure, NoSchoolDayError, SchoolCalendar, instant, local_date
from tests.casework.schools import example_school, small_school

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDARS = [SchoolCalendar.of(small_school(region=region)) for region in ("noord", "midden", "zuid")]
NOORD = CALENDARS[0]

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
calendars = st.sampled_from(CALENDARS)


@given(calendars, days)
def test_neighbouring_school_days_have_no_school_day_between_them(calendar: SchoolCalendar, day: date) -> None:
    after = calendar.next_school_day(day)
    between = [day + timedelta(days=n) for n in range(1, (after - day).days)]
    assert calendar.is_school_day(after)
    assert not any(calendar.is_school_day(one) for one in between)
    assert calendar.on_or_after(calendar.day_before(after) + timedelta(days=1)) == after


@given(calendars, days, st.integers(0, 60))
def test_a_term_moves_forward_and_a_maximum_never_does(calendar: SchoolCalendar, start: date, amount: int) -> None:
    end = start + timedelta(days=amount)
    assert calendar.is_school_day(calendar.due_on(start, amount))
    assert calendar.is_school_day(calendar.latest_on(start, amount))
    assert calendar.latest_on(start, amount) <= end <= calendar.due_on(start, amount)


@given(calendars, days, st.integers(1, 10))
def test_counting_school_days_counts_each_once(calendar: SchoolCalendar, day: date, amount: int) -> None:
    reached = calendar.school_days_after(day, amount)
    passed = [day + timedelta(days=n) for n in range(1, (reached - day).days + 1)]
    assert sum(calendar.is_school_day(one) for one in passed) == amount


@given(days, st.times())
def test_an_instant_is_its_own_local_time_except_where_the_clock_jumps(day: date, at: time) -> None:
    moment = instant(day, at)
    assert moment.tzinfo is UTC
    skipped = day in (date(2026, 3, 29), date(2027, 3, 28), date(2028, 3, 26)) and at.hour == 2
    shown = moment.astimezone(AMSTERDAM).time()
    assert shown == (at.replace(hour=3) if skipped else at)
    assert local_date(moment) == day


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (date(2026, 10, 24), 6),
        (date(2026, 10, 25), 7),
        (date(2027, 3, 27), 7),
        (date(2027, 3, 28), 6),
        (date(2027, 10, 30), 6),
        (date(2027, 10, 31), 7),
    ],
)
def test_eight_in_the_morning_stays_eight_when_the_clocks_change(day: date, utc_hour: int) -> None:
    assert instant(day, time(8)) == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)


def test_a_time_that_comes_twice_means_the_first() -> None:
    assert instant(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant(date(2026, 10, 25), time(2, 30, fold=1)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 21),  # saturday
        date(2026, 12, 25),
        date(2027, 3, 26),  # goede vrijdag
        date(2027, 5, 6),  # hemelvaart
        date(2026, 10, 12),  # herfstvakantie noord
    ],
)
def test_weekends_holidays_and_school_holidays_are_free(day: date) -> None:
    assert not NOORD.is_school_day(day)


def test_school_holidays_differ_by_region() -> None:
    monday = date(2026, 10, 12)
    assert [calendar.is_school_day(monday) for calendar in CALENDARS] == [False, True, True]


def test_bevrijdingsdag_is_the_schools_choice() -> None:
    wednesday = date(2027, 5, 5)
    assert NOORD.is_school_day(wednesday)
    assert not SchoolCalendar.of(small_school(bevrijdingsdag_free=True)).is_school_day(wednesday)


def test_own_free_days_count_and_both_ends_are_free() -> None:
    calendar = SchoolCalendar.of(example_school())
    assert not any(calendar.is_school_day(date(2027, 5, day)) for day in (3, 7))
    assert calendar.is_school_day(date(2027, 5, 10))


def test_an_evaluation_in_the_christmas_holiday_moves_behind_it_and_a_maximum_before_it() -> None:
    friday = date(2026, 12, 11)
    assert NOORD.due_on(friday, 14) == date(2027, 1, 4)
    assert NOORD.latest_on(friday, 14) == date(2026, 12, 18)


def test_the_school_is_open_from_its_first_minute_up_to_its_last() -> None:
    friday = date(2026, 11, 20)
    shown = [NOORD.is_open(instant(friday, at)) for at in (time(8, 14), time(8, 15), time(16, 29), time(16, 30))]
    assert shown == [False, True, True, False]
    assert not NOORD.is_open(instant(date(2026, 11, 21), time(12)))


def test_a_report_after_closing_belongs_to_the_next_school_day() -> None:
    friday = date(2026, 11, 20)
    assert NOORD.counts_on(instant(friday, time(7))) == friday
    assert NOORD.counts_on(instant(friday, time(16, 30))) == date(2026, 11, 23)


def test_the_holiday_is_said_and_the_weekend_is_not() -> None:
    christmas = Closure(date(2026, 12, 19), date(2027, 1, 3))
    assert NOORD.closure_between(date(2026, 11, 20), date(2026, 11, 23)) is None
    for day in (date(2026, 12, 17), date(2026, 12, 19), date(2026, 12, 27), date(2027, 1, 3)):
        assert NOORD.closure_between(day, date(2027, 1, 4)) == christmas


def test_school_years_without_data_are_named() -> None:
    today = date(2026, 11, 20)
    assert NOORD.missing_years(today) == ()
    assert CALENDARS[1].missing_years(today) == ("2027-2028",)
    assert NOORD.missing_years(date(2028, 8, 1)) == ("2028-2029", "2029-2030")


def test_a_school_that_is_never_open_is_an_error_and_no_endless_search() -> None:
    with pytest.raises(NoSchoolDayError):
        SchoolCalendar(region="noord", hours=()).next_school_day(date(2026, 11, 20))


def test_a_school_that_would_open_on_public_holidays_alone_never_opens() -> None:
    holidays = {date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 25)}
    mondays = {date(2026, 4, 6) + timedelta(weeks=week) for week in range(20)}
    on_mondays = replace(NOORD, hours=tuple(row for row in NOORD.hours if row[0] == 0))
    assert on_mondays.ever_opens_after(date(2026, 4, 1))
    assert not replace(on_mondays, free_days=frozenset(mondays - holidays)).ever_opens_after(date(2026, 4, 1))


def test_that_a_school_opens_is_seen_without_the_public_holidays() -> None:
    with patch("casework.calendar.public_holidays", side_effect=AssertionError):
        assert NOORD.ever_opens_after(date(2026, 11, 23))
