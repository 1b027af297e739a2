"""The fixed buttons by role, and what somebody reads who begins."""

from types import SimpleNamespace

import pytest

from bot.spoken import spoken, spoken_message
from bot.staff.menu import command_behind, menu_for, welcome
from casework.school import FIRST_CONTACT
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, message_of


def fixed(room: Staffroom, person: str) -> list[str]:
    return [spoken(label) for row in menu_for(room.house, person) for label in row]


async def test_a_break_guard_has_one_fixed_button(room: Staffroom) -> None:
    assert fixed(room, "henk_de_groot") == ["⚡ Flits"]


@pytest.mark.parametrize("person", ["sanne_de_boer", "karin_visser", "lotte_jansen", "bram_postma"])
async def test_who_works_on_cases_finds_them_and_opens_new_ones(room: Staffroom, person: str) -> None:
    assert fixed(room, person) == ["📋 Mijn zaken", "➕ Nieuwe zaak", "⚡ Flits"]


async def test_every_fixed_button_is_a_command_of_a_room(room: Staffroom) -> None:
    for words in fixed(room, "sanne_de_boer"):
        assert command_behind(words), words
        answered = await room.says("sanne_de_boer", words)
        assert "Dit ken ik niet" not in room.words_to(answered, "sanne_de_boer"), words


async def test_everybody_is_welcomed_by_name_with_what_the_bot_is_for(room: Staffroom) -> None:
    for person in example_school().people:
        assert welcome(room.house, person).menu
        words = room.words_to(await room.commands(person, "start"), person)
        assert example_school().people[person].name in words


@pytest.mark.parametrize("command", ["hulp", "help"])
@pytest.mark.parametrize("person", ["sanne_de_boer", "henk_de_groot"])
async def test_help_says_what_can_be_done_and_that_it_is_no_alarm(room: Staffroom, person: str, command: str) -> None:
    helped = await room.commands(person, command)
    assert "geen alarm" in room.words_to(helped, person)
    assert message_of(room.to(helped, person)[0]).menu


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("bram_postma", "Je beheert de bot"),
        ("bram_postma", "Je rol: ICT-coördinator"),
        ("wouter_hofman", "Je neemt waar voor mevrouw Terpstra (bestuur)."),
        ("henk_de_groot", "pauzewacht"),
        ("sanne_de_boer", "Je rol: mentor"),
    ],
)
async def test_everybody_reads_what_they_are_here(room: Staffroom, person: str, words: str) -> None:
    said = spoken_message(welcome(room.house, person))
    assert words in said
    assert ("Je let in de pauze op" in said) == (person == "henk_de_groot")


def test_who_has_no_role_and_stands_in_for_nobody_reads_so() -> None:
    school = example_school()
    people = {**school.people, "nieuw": school.people["wouter_hofman"].model_copy(update={"id": "nieuw"})}
    house = SimpleNamespace(school=school.model_copy(update={"people": people}))
    said = spoken_message(welcome(house, "nieuw"))  # type: ignore[arg-type]  # only the school is looked at
    assert "Je hebt hier nog geen vaste rol." in said
    assert "neemt waar" not in said


@pytest.mark.parametrize(
    ("person", "ways"), [("henk_de_groot", ["Flits"]), ("sanne_de_boer", ["Flits", "Nieuwe zaak"])]
)
async def test_the_command_of_pupils_leads_staff_to_their_own_buttons(
    room: Staffroom, person: str, ways: list[str]
) -> None:
    said = await room.commands(person, "melden")
    assert "Dit ken ik niet" not in room.words_to(said, person)
    assert all(way in room.words_to(said, person) for way in ways)
    assert message_of(room.to(said, person)[0]).menu


async def test_who_decides_when_home_is_not_safe_reads_that_among_their_roles(room: Staffroom) -> None:
    school = room.house.school
    assert school.aandachtsfunctionaris is not None
    said = spoken_message(welcome(room.house, school.aandachtsfunctionaris))
    [roles] = [line for line in said.splitlines() if line.startswith("Je rol: ")]
    assert "aandachtsfunctionaris" in roles
    assert "Je hebt hier nog geen vaste rol." not in said


def test_a_guard_reads_to_whom_a_flash_goes_in_the_schools_own_word() -> None:
    school = example_school()
    coach = school.roles[FIRST_CONTACT].model_copy(update={"title": "coach"})
    house = SimpleNamespace(school=school.model_copy(update={"roles": {**school.roles, FIRST_CONTACT: coach}}))
    said = spoken_message(welcome(house, "henk_de_groot"))  # type: ignore[arg-type]  # only the school is looked at
    assert "In vijf tikken is het bij de coach" in said
    assert "mentor" not in said
