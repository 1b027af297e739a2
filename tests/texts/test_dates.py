"""A day is said with its year where it could be taken for another."""

from datetime import date

import pytest

from bot.texts.dates import day_in_a_list, day_seen_from

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 23), "maandag 23 november"),
        (date(2026, 12, 31), "donderdag 31 december"),
        (date(2026, 5, 27), "woensdag 27 mei"),
        (date(2026, 5, 25), "maandag 25 mei 2026"),
        (date(2027, 2, 3), "woensdag 3 februari 2027"),
        (date(2027, 8, 23), "maandag 23 augustus 2027"),
        (date(2025, 11, 24), "maandag 24 november 2025"),
    ],
)
def test_a_day_that_lies_far_away_is_said_with_its_year(day: date, said: str) -> None:
    assert day_seen_from(TODAY, day) == said


def test_a_new_year_that_is_near_is_said_without_its_number() -> None:
    assert day_seen_from(date(2026, 12, 20), date(2027, 1, 4)) == "maandag 4 januari"


def test_in_a_list_the_day_of_the_week_is_left_out_and_the_year_is_not_where_it_is_far() -> None:
    assert day_in_a_list(TODAY, date(2026, 5, 27)) == "27 mei"
    assert day_in_a_list(TODAY, date(2026, 5, 25)) == "25 mei 2026"
