"""The five schools of the demo: each is ready to go live, made up, and has something to do for all four phones."""

import re
from datetime import date

import pytest

from bot.clock import MovableClock
from bot.playground import LocalBotApi
from bot.playground.demo_school import (
    FIRST_SCHOOL,
    SCHOOL_IDS,
    TOKEN,
    people_of,
    phones_of,
    school_choices,
    school_file,
)
from bot.school_on_disk import findings_at, open_school
from casework.periodic import without_holder
from casework.protocol import shipped_protocol_ids
from casework.school import Weekday

TODAY = date(2026, 11, 23)
EACH_SCHOOL = pytest.mark.parametrize("school_id", SCHOOL_IDS)
TITLES = {
    "splitting": "coach",
    "kluiverboom": "mentor",
    "noordhoek": "mentor",
    "oplossingsgericht": "coach/mentor",
    "het-sticht": "leerkracht",
}


def test_there_is_a_school_for_each_shipped_protocol() -> None:
    assert set(SCHOOL_IDS) == set(shipped_protocol_ids())
    assert FIRST_SCHOOL in SCHOOL_IDS
    assert len({label for _, label in school_choices()}) == len(SCHOOL_IDS)


@EACH_SCHOOL
def test_each_school_can_go_live_with_its_own_protocol(school_id: str) -> None:
    findings = findings_at(school_file(school_id), TODAY)
    assert [finding.key for finding in findings if finding.blocking] == []
    assert {finding.key for finding in findings} <= {"school-problem-holidays-missing"}
    opened = open_school(school_file(school_id))
    assert opened.school.protocol == opened.protocol.id == school_id


@EACH_SCHOOL
def test_each_school_has_somebody_for_all_that_comes_back(school_id: str) -> None:
    opened = open_school(school_file(school_id))
    assert without_holder(opened.protocol, opened.school) == ()


@EACH_SCHOOL
def test_the_four_phones_are_of_four_people_under_the_schools_own_titles(school_id: str) -> None:
    school = open_school(school_file(school_id)).school
    people = people_of(LocalBotApi(MovableClock(), TOKEN), school)
    pupil, guard, coach, confidant = phones_of(people, school)
    assert len({phone.label for phone in (pupil, guard, coach, confidant)}) == 4
    assert coach.role_label.startswith(f"{TITLES[school_id]} van ")
    assert (guard.role_label, confidant.role_label) == ("pauzewacht", "vertrouwenspersoon")


@EACH_SCHOOL
def test_no_school_holds_a_number_or_an_address(school_id: str) -> None:
    written = school_file(school_id).read_text(encoding="utf-8")
    without_days_and_hours = re.sub(r"\d{4}-\d\d-\d\d|\d\d:\d\d", "", written)
    assert re.search(r"\d{4}", without_days_and_hours) is None
    assert "@" not in written


def test_the_schools_share_no_people() -> None:
    names = [person.name for one in SCHOOL_IDS for person in open_school(school_file(one)).school.people.values()]
    assert len(names) == len(set(names))


def test_the_confidant_of_the_practical_school_is_there_on_three_days() -> None:
    """P002 A002-14."""
    school = open_school(school_file("noordhoek")).school
    (confidant,) = school.people_in_role("confidant")
    assert school.people[confidant].present_on == (Weekday.MON, Weekday.TUE, Weekday.THU)
