"""When what comes back for the whole school is due, and whose it is."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from casework.calendar import SchoolCalendar
from casework.periodic import (
    due_day,
    each_for_themselves,
    has_own_day,
    holders_of,
    is_asked,
    next_due,
    own_day_for,
    without_holder,
)
from casework.protocol import shipped_protocol
from casework.protocol_model import Periodic, RoleExpr
from casework.school import School
from tests.casework.schools import example_school, small_school

NOVEMBER = date(2026, 11, 23)


def calendar(region: str = "noord", **school: Any) -> SchoolCalendar:
    return SchoolCalendar.of(small_school(region=region, **school))


def duty(every: str | None, **more: Any) -> Periodic:
    return Periodic.model_validate({"key": "d", "label": "D", "every": every, "by": {"role": "head"}, **more})


def of_protocol(protocol_id: str, key: str) -> Periodic:
    return next(one for one in shipped_protocol(protocol_id).periodic if one.key == key)


@pytest.mark.parametrize(
    ("key", "last", "due"),
    [
        ("satisfaction_survey", date(2024, 3, 11), date(2026, 3, 11)),
        ("present_incidents", date(2025, 6, 30), date(2026, 6, 30)),
    ],
)
def test_survey_comes_back_after_two_years_and_the_presentation_after_one(key: str, last: date, due: date) -> None:
    """C26."""
    assert due_day(of_protocol("noordhoek", key), [last], last, calendar()) == due


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        ("P1Y", date(2024, 2, 29), date(2025, 2, 28)),
        ("P2Y", date(2024, 2, 29), date(2026, 3, 2)),
        ("P1Y", date(2027, 2, 28), date(2028, 2, 28)),
        ("P1Y", date(2026, 12, 20), date(2027, 12, 20)),
    ],
    ids=["a year after 29 February", "28 February a Saturday", "28 February before a leap year", "before the holiday"],
)
def test_an_interval_is_counted_in_whole_years_from_the_last_time(every: str, last: date, due: date) -> None:
    days = calendar("midden")
    assert due_day(duty(every), [last], last, days) == due


def test_what_falls_on_a_free_day_moves_to_the_next_school_day() -> None:
    """AX-19: 28 December 2026 lies in the Christmas holiday."""
    assert due_day(duty("P1Y"), [date(2025, 12, 28)], NOVEMBER, calendar()) == date(2027, 1, 4)


def test_the_latest_of_all_times_counts_however_they_were_entered() -> None:
    days = [date(2026, 3, 2), date(2024, 3, 4), date(2025, 3, 3)]
    assert due_day(duty("P1Y"), days, NOVEMBER, calendar()) == date(2027, 3, 2)


@pytest.mark.parametrize(
    ("last", "due", "opens"),
    [
        (date(2025, 3, 27), date(2026, 3, 27), datetime(2026, 3, 27, 7, 15, tzinfo=UTC)),
        (date(2025, 3, 29), date(2026, 3, 30), datetime(2026, 3, 30, 6, 15, tzinfo=UTC)),
        (date(2025, 10, 23), date(2026, 10, 23), datetime(2026, 10, 23, 6, 15, tzinfo=UTC)),
        (date(2025, 10, 25), date(2026, 10, 26), datetime(2026, 10, 26, 7, 15, tzinfo=UTC)),
    ],
    ids=["before the clock goes forward", "the day it does", "before it goes back", "the day it does"],
)
def test_both_days_on_which_the_clocks_change_keep_the_day_and_the_hour_at_school(
    last: date, due: date, opens: datetime
) -> None:
    """The clocks change on the Sundays 29 March and 25 October 2026."""
    days = calendar()
    assert due_day(duty("P1Y"), [last], last, days) == due
    assert days.opens_at(due) == opens


@pytest.mark.parametrize(
    ("region", "begins"), [("noord", date(2027, 8, 23)), ("midden", date(2027, 8, 30)), ("zuid", date(2027, 9, 6))]
)
def test_the_school_year_begins_on_the_first_school_day_after_the_summer_of_the_region(
    region: str, begins: date
) -> None:
    """P000 T-38, P001 T-22, P002 T-39, P003 T-42."""
    rules = of_protocol("kluiverboom", "discuss_rules")
    assert due_day(rules, [], NOVEMBER, calendar(region)) == begins
    assert due_day(rules, [date(2026, 9, 3)], NOVEMBER, calendar(region)) == begins


def test_a_study_day_right_after_the_summer_moves_the_beginning() -> None:
    days = calendar(free_days=[{"first": date(2027, 8, 23), "label": "studiedag"}])
    assert due_day(duty("school_year_start"), [], NOVEMBER, days) == date(2027, 8, 24)


def test_what_was_done_in_the_last_weeks_of_the_summer_counts_for_the_new_school_year() -> None:
    days = calendar()
    assert due_day(duty("school_year_start"), [date(2027, 8, 20)], NOVEMBER, days) == date(2028, 8, 28)
    assert due_day(duty("school_year_start"), [date(2027, 7, 9)], NOVEMBER, days) == date(2027, 8, 23)


def test_a_summer_that_nobody_knows_yet_ends_on_the_first_of_september() -> None:
    assert calendar("zuid").school_year(2029) == (date(2029, 9, 3), date(2030, 7, 1))


def test_a_school_year_lies_between_two_summers() -> None:
    assert calendar().school_year(2027) == (date(2027, 8, 23), date(2028, 7, 14))


def test_so_many_times_a_year_is_the_middle_of_each_part_of_the_school_year() -> None:
    """P002 T-25: two study moments."""
    moments = of_protocol("noordhoek", "study_moments")
    due = partial(due_day, moments, today=date(2027, 8, 25), calendar=calendar())
    first = due([])
    assert first == date(2027, 11, 12)
    second = due([first])
    assert second == date(2028, 4, 24)
    assert due([first, second]) == date(2028, 11, 13)


def test_a_time_that_came_late_leaves_the_next_to_the_end_of_the_school_year() -> None:
    late = [date(2028, 5, 16)]
    assert due_day(duty("count_per_year", count=2), late, late[0], calendar()) == date(2028, 7, 14)
    on_the_last_day = [date(2028, 7, 14)]
    again = due_day(duty("count_per_year", count=2), on_the_last_day, late[0], calendar())
    assert again is not None
    assert again > date(2028, 8, 28)


def test_regularly_and_once_are_asked_once_a_school_year() -> None:
    """P002 T-26, T-27, P003 T-31."""
    days = calendar()
    for every in (None, "once"):
        first = due_day(duty(every), [], date(2027, 9, 1), days)
        assert first == date(2028, 2, 2)
        assert due_day(duty(every), [first], first, days) == date(2029, 1, 29)


def test_nothing_is_late_on_the_first_day_that_the_bot_is_there() -> None:
    spring, days = date(2027, 5, 18), calendar()
    for every in ("P1Y", "P2Y", "school_year_start", "count_per_year", "once", None):
        due = due_day(duty(every, count=3), [], spring, days)
        assert due is not None
        assert due >= spring, every


def test_what_was_never_done_begins_with_the_next_school_year() -> None:
    for every in ("P1Y", "P2Y"):
        assert due_day(duty(every), [], NOVEMBER, calendar()) == date(2027, 8, 23)


@pytest.mark.parametrize(
    ("protocol_id", "key", "today", "due"),
    [
        ("kluiverboom", "week_against_bullying", date(2026, 8, 24), date(2026, 9, 1)),
        ("splitting", "week_against_bullying", NOVEMBER, date(2027, 9, 1)),
    ],
)
def test_what_belongs_in_a_month_is_due_on_its_first_school_day(
    protocol_id: str, key: str, today: date, due: date
) -> None:
    """P000 T-36, P001 T-21; the month is an agreement of the school."""
    assert due_day(of_protocol(protocol_id, key), [], today, calendar()) == due
    assert not has_own_day(of_protocol(protocol_id, key))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (NOVEMBER, date(2026, 12, 11)),
        (date(2026, 12, 11), date(2026, 12, 11)),
        (date(2026, 12, 12), date(2027, 12, 10)),
        (date(2027, 3, 1), date(2027, 12, 10)),
    ],
)
def test_paarse_vrijdag_is_the_second_friday_of_december(today: date, due: date) -> None:
    assert due_day(of_protocol("splitting", "purple_friday"), [], today, calendar()) == due


@pytest.mark.parametrize(
    ("every", "month", "last", "due"),
    [
        ("P1Y", 9, date(2026, 9, 25), date(2027, 9, 1)),
        ("P1Y", 9, date(2027, 4, 12), date(2027, 9, 1)),
        ("P1Y", 9, date(2026, 8, 31), date(2027, 9, 1)),
        ("P2Y", 9, date(2026, 9, 25), date(2028, 9, 1)),
        (None, 12, date(2026, 12, 11), date(2027, 12, 1)),
        (None, 3, date(2026, 12, 11), date(2028, 3, 1)),
        ("once", 1, date(2027, 1, 20), date(2028, 1, 10)),
        ("P1Y", 5, date(2027, 5, 20), date(2028, 5, 8)),
    ],
)
def test_what_belongs_in_a_month_comes_back_in_that_month_of_a_later_school_year(
    every: str | None, month: int, last: date, due: date
) -> None:
    """Also when it came late or early. 1 January and 1 May 2028 lie in holidays."""
    assert due_day(duty(every, month=month), [last], last, calendar()) == due
    assert next_due(duty(every, month=month), last, calendar()) == due


@pytest.mark.parametrize(
    ("month", "weekday", "week", "today", "due"),
    [
        (12, "fri", 2, NOVEMBER, date(2026, 12, 11)),
        (12, "fri", 2, date(2026, 12, 2), date(2026, 12, 11)),
        (12, "fri", 2, date(2026, 12, 11), date(2026, 12, 11)),
        (12, "fri", 2, date(2026, 12, 12), date(2027, 12, 10)),
        (12, "tue", 1, NOVEMBER, date(2026, 12, 1)),
        (9, "mon", "last", date(2026, 9, 1), date(2026, 9, 28)),
        (1, "fri", 1, NOVEMBER, date(2027, 1, 4)),
        (10, "thu", 4, NOVEMBER, date(2027, 10, 28)),
        (10, "wed", 3, NOVEMBER, date(2027, 10, 25)),
        (2, "fri", "last", NOVEMBER, date(2027, 3, 1)),
    ],
)
def test_what_has_a_day_in_its_month_is_due_on_that_day(
    month: int, weekday: str, week: int | str, today: date, due: date
) -> None:
    """Where that day is free, on the next school day; 1 January, 20 October 2027 and 26 February lie in holidays."""
    one = duty("P1Y", month=month, weekday=weekday, week=week, setting="school")
    assert due_day(one, [], today, calendar()) == due
    assert not has_own_day(one)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2026, 12, 11), date(2027, 12, 10)),
        (date(2026, 12, 4), date(2027, 12, 10)),
        (date(2027, 1, 18), date(2027, 12, 10)),
    ],
)
def test_what_has_a_day_in_its_month_comes_back_on_it_also_when_it_came_early_or_late(last: date, due: date) -> None:
    one = duty("P1Y", month=12, weekday="fri", week=2)
    assert due_day(one, [last], last, calendar()) == next_due(one, last, calendar()) == due


def test_a_plan_for_the_first_day_of_the_month_moves_to_its_own_day_there_and_one_put_off_stays() -> None:
    one, days = duty("P1Y", month=12, weekday="fri", week=2), calendar()
    assert own_day_for(one, date(2026, 12, 1), days) == date(2026, 12, 11)
    assert own_day_for(one, date(2027, 12, 1), days) == date(2027, 12, 10)
    assert own_day_for(one, date(2026, 12, 14), days) is None
    assert own_day_for(duty("P1Y", month=12), date(2026, 12, 1), days) is None


def test_a_weekly_duty_is_never_asked_for() -> None:
    """P000 T-38, P003 T-32."""
    lesson = of_protocol("oplossingsgericht", "coach_moment")
    assert not is_asked(lesson)
    assert due_day(lesson, [NOVEMBER], NOVEMBER, calendar()) is None
    assert next_due(lesson, NOVEMBER, calendar()) == date(2026, 11, 30)


@pytest.mark.parametrize("protocol_id", ["splitting", "kluiverboom", "noordhoek", "oplossingsgericht", "het-sticht"])
def test_every_duty_of_a_shipped_protocol_has_a_school_day_from_now_on(protocol_id: str) -> None:
    days = calendar()
    for periodic in shipped_protocol(protocol_id).periodic:
        due = due_day(periodic, [], NOVEMBER, days)
        assert (due is None) == (periodic.every == "P1W")
        assert due is None or (due >= NOVEMBER and days.is_school_day(due))


def test_people_are_told_which_days_are_the_schools_own() -> None:
    assert has_own_day(duty("P1Y"))
    assert has_own_day(duty("school_year_start"))
    assert not has_own_day(duty("P1Y", setting="school"))
    assert not has_own_day(duty(None))
    assert not has_own_day(duty("count_per_year", count=2))


def test_what_a_mentor_does_with_the_own_class_is_each_mentors() -> None:
    protocol = shipped_protocol("kluiverboom")
    assert each_for_themselves(protocol, of_protocol("kluiverboom", "discuss_rules"))
    assert not each_for_themselves(protocol, of_protocol("kluiverboom", "evaluate_protocol"))


def held(school: School, **form: Any) -> tuple[str, ...]:
    return holders_of(school, RoleExpr.model_validate(form))


def test_the_holders_are_those_of_the_school_and_of_either_role_those_of_the_default() -> None:
    school = example_school()
    either = [{"role": "team_lead"}, {"role": "head"}]
    assert held(school, role="head") == ("marieke_smit",)
    assert len(held(school, role="first_contact")) == 5
    assert held(school, any_of=either, default="head") == ("marieke_smit",)
    assert held(school, any_of=either) == ("ruud_mulder",)
    assert held(school, any_of=[{"role": "management"}, *either], default="management") == ("ruud_mulder",)
    assert held(school, all_of=either) == ("ruud_mulder", "marieke_smit")


def test_duties_of_a_role_that_nobody_holds_are_named() -> None:
    protocol = shipped_protocol("kluiverboom")
    assert without_holder(protocol, example_school()) == ()
    nobodys = {duty.key for duty in without_holder(protocol, small_school())}
    assert {"evaluate_protocol", "safety_survey"} <= nobodys
    assert "discuss_rules" not in nobodys
