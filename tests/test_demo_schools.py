"""The five schools of the demo: each is ready to go live, made up, and has something to do for all four phones."""

import re
from datetime import date

import pytest

from bot.clock import MovableClock
from bot.playground import LocalBotApi
from bot.playground.demo_phones import people_of, phones_of
from bot.playground.demo_school import FIRST_SCHOOL, SCHOOL_IDS, TOKEN, school_choices, school_file
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
    pupil, guard, coach, confidant = phones_of(people, school).first
    assert len({phone.label for phone in (pupil, guard, coach, confidant)}) == 4
    assert coach.role_label.startswith(f"{TITLES[school_id]} van ")
    assert (guard.role_label, confidant.role_label) == ("pauzewacht", "vertrouwenspersoon")


@EACH_SCHOOL
def test_everybody_at_the_school_has_one_phone_and_a_title_on_it(school_id: str) -> None:
    school = open_school(school_file(school_id)).school
    phones = phones_of(people_of(LocalBotApi(MovableClock(), TOKEN), school), school)
    staff = [known.name for known in school.people.values()]
    assert sorted(phone.label for phone in phones.all) == sorted([*staff, "Noor", "Sem", "Lieke", "Daan"])
    assert len({phone.id for phone in phones.all}) == len(phones.all)
    assert all(phone.role_label for phone in phones.all)


def test_a_title_says_of_which_team_of_whom_and_what_else() -> None:
    school = open_school(school_file("noordhoek")).school
    phones = phones_of(people_of(LocalBotApi(MovableClock(), TOKEN), school), school)
    titles = {phone.label: phone.role_label for phone in phones.others}
    assert titles["Frank Theunissen"] == "MT"
    assert (titles["Ria Hendriks"], titles["Ton Gielen"]) == ("teamleider", "teamleider fase 2")
    assert titles["Mieke Jacobs"] == "zorgteam, aandachtsfunctionaris"
    assert titles["Irma Dekkers"] == "neemt waar voor Lucas Verhagen"
    assert titles["Joris Peters"] == "beheerder"
    assert (titles["Sem"], titles["Daan"]) == ("leerling in P1A, meldde zaak 1", "leerling in P1A")


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
