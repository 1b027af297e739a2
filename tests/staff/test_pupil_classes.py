"""Pupils of other classes: each has the own first contact, whatever the protocol; nobody is told whom it is about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.reading import reading_from_data
from bot.staff.case_people import involved_in, lead_of, people_for
from bot.staff.case_standing import roles_held
from casework.case_commands import AddPupil, IdentifyVictim
from casework.holders import holders
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from storage.people import Account
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk, open_desk, read_by_coach

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PROTOCOLS = ("splitting", "kluiverboom", "noordhoek", "oplossingsgericht", "het-sticht")
COACH_1A, COACH_1B, DEPUTY_OF_1B = "pieter_bakker", "fatima_el_amrani", "joost_van_den_berg"
OF_BULLY = RoleExpr(role="first_contact", of="bully")
OF_INVOLVED = RoleExpr(role="first_contact", of="involved")


@asynccontextmanager
async def at(folder: Path, protocol: str) -> AsyncIterator[CaseDesk]:
    desk = await open_desk(folder, example_school(), shipped_protocol(protocol), MONDAY)
    await desk.tie(*desk.house.school.people)
    try:
        yield desk
    finally:
        await desk.database.close()
        await desk.vault.keys.close()


@pytest.fixture(params=PROTOCOLS)
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[CaseDesk]:
    async with at(tmp_path, request.param) as opened:
        yield opened


async def told(desk: CaseDesk, number: int, wanted: RoleExpr) -> tuple[str, ...]:
    case_file = await desk.case_file(number)
    return people_for(desk.house, desk.office.folded(case_file), reading_from_data(case_file.reading), wanted)


async def add_bully(desk: CaseDesk, class_label: str | None) -> None:
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, "Zou pesten", "Bram Bos")
    assert "Dezelfde klas (2B)" in desk.labels(COACH)
    await desk.answers(COACH, *(("Een andere klas", class_label) if class_label else ("Dezelfde klas",)))


async def taken_up(desk: CaseDesk) -> int:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    return number


async def test_a_pupil_is_added_with_a_class_in_one_or_two_taps(desk: CaseDesk) -> None:
    number = await taken_up(desk)
    await add_bully(desk, "1A")
    case = await desk.case(number)
    (pupil,) = [one for one, party in case.pupils.items() if party == "bully"]
    assert case.classes[pupil] == "1A"
    assert await told(desk, number, OF_BULLY) == (COACH_1A,)
    assert await told(desk, number, OF_INVOLVED) == (COACH, COACH_1A)


async def test_a_pupil_of_the_same_class_has_who_took_the_case_up(desk: CaseDesk) -> None:
    number = await taken_up(desk)
    await add_bully(desk, None)
    assert await told(desk, number, OF_BULLY) == (COACH,)
    assert await told(desk, number, OF_INVOLVED) == (COACH,)


async def test_another_class_of_which_nobody_knows_which_is_not_that_of_the_case(desk: CaseDesk) -> None:
    number = await taken_up(desk)
    assert not hasattr(await desk.perform(number, IdentifyVictim("V", False, "2B")), "key")
    await desk.open_card(COACH, number)
    for _ in range(2):
        await add_bully(desk, "Weet ik niet")
    case = await desk.case(number)
    assert case.facts()["same_class"] is False
    bullies = [case.classes[one] for one, party in case.pupils.items() if party == "bully"]
    assert len(set(bullies)) == 2
    assert not set(bullies) & set(desk.house.school.classes)
    heard = await told(desk, number, OF_BULLY)
    assert heard
    assert not {COACH_1A, COACH_1B} & set(heard)


async def test_the_grid_does_not_offer_the_class_that_it_was_just_said_not_to_be(desk: CaseDesk) -> None:
    await taken_up(desk)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, "Zou pesten", "Bram Bos", "Een andere klas")
    assert {"1A", "1B", "4C"} <= set(desk.labels(COACH))
    assert "2B" not in desk.labels(COACH)


async def test_victim_known_later_in_another_class_keeps_who_has_the_case(desk: CaseDesk) -> None:
    number = await taken_up(desk)
    assert not hasattr(await desk.perform(number, AddPupil("B", "bully", "1A")), "key")
    assert not hasattr(await desk.perform(number, IdentifyVictim("V", False, "1B")), "key")
    case = await desk.case(number)
    assert (case.victim, case.classes["V"]) == ("V", "1B")
    assert await told(desk, number, RoleExpr(role="first_contact", of="victim")) == (COACH,)
    assert await told(desk, number, OF_BULLY) == (COACH_1A,)


async def test_a_victim_is_identified_in_the_chat_with_the_class(desk: CaseDesk) -> None:
    number = await taken_up(desk)
    if not any(label.startswith("Om welke leerling") for label in desk.labels(COACH)):
        await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Om welke leerling")
    await desk.answers(COACH, "Een andere leerling", "Noor Vink", "Een andere klas", "1B")
    case = await desk.case(number)
    assert case.victim is not None
    assert case.classes[case.victim] == "1B"


async def test_a_case_that_is_handed_over_has_its_new_lead_and_the_other_pupils_coach(desk: CaseDesk) -> None:
    number = await taken_up(desk)
    await add_bully(desk, "1A")
    await desk.tap(COACH, "Meer")
    if "Samen met anderen…" in desk.labels(COACH):
        await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Overdragen")
    await desk.answers(COACH, "Karin Visser", "ik ben een week weg")
    await desk.tap(COORDINATOR, "Open de kaart")
    await desk.tap(COORDINATOR, "Ik pak dit op")
    case_file = await desk.case_file(number)
    case, reading = desk.office.folded(case_file), reading_from_data(case_file.reading)
    assert case.handed_to == COORDINATOR
    leads = lead_of(desk.house, case, reading)
    assert COORDINATOR in leads
    assert COACH not in leads
    assert case.step.lead.role_ids()[0] in roles_held(desk.house, case, reading, COORDINATOR)
    assert COACH_1A in await told(desk, number, OF_BULLY)


async def test_the_coach_of_the_other_class_is_left_out_when_it_is_about_them(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now, subjects=(COACH_1B,)))
    await desk.take_up(number)
    await add_bully(desk, "1B")
    heard = await told(desk, number, OF_INVOLVED)
    assert COACH_1B not in heard
    assert heard == (COACH, DEPUTY_OF_1B)


async def test_a_coach_without_an_account_has_the_deputy_told(desk: CaseDesk) -> None:
    number = await taken_up(desk)
    await add_bully(desk, "1B")
    account = desk.house.staff.account_of(COACH_1B)
    assert isinstance(account, Account)
    desk.house.staff.set_unreachable(COACH_1B)
    assert await told(desk, number, OF_BULLY) == (DEPUTY_OF_1B,)


async def test_over_classes_the_other_coach_hears_it_and_may_read_it(tmp_path: Path) -> None:
    """P003 N-44, C27, C28."""
    async with at(tmp_path, "oplossingsgericht") as desk:
        number = await taken_up(desk)
        await desk.tap(COACH, "Om welke leerling")
        await desk.answers(COACH, "Een andere leerling", "Noor Vink", "Dezelfde klas")
        await add_bully(desk, "1A")
        before = len(desk.texts(COACH_1A))
        await desk.tap(COACH, "Uitkomst: Wie zijn erbij betrokken?")
        await desk.answers(COACH, "Het gaat over klassen heen", "Vandaag", "Overslaan")
        assert any(f"Zaak {number}" in text for text in desk.texts(COACH_1A)[before:])
        case_file = await desk.case_file(number)
        reading = reading_from_data(case_file.reading)
        assert COACH_1A in reading.may_read
        assert lead_of(desk.house, desk.office.folded(case_file), reading) == (COACH, COACH_1A)


async def test_of_two_first_contacts_the_one_who_is_left_out_has_the_own_deputy_as_in_a_case_played_back(
    desk: CaseDesk,
) -> None:
    """AX-20: the same people as `casework.holders.holders` names."""
    number = await desk.open_case(read_by_coach(desk.now, excluded=(COACH_1B,)))
    await desk.take_up(number)
    assert not hasattr(await desk.perform(number, AddPupil("B", "bully", "1B")), "key")
    case_file = await desk.case_file(number)
    case, reading = desk.office.folded(case_file), reading_from_data(case_file.reading)
    involved = replace(involved_in(case, reading), in_place_of_contact=COACH)
    played = [one.person for one in holders(case.protocol, desk.house.school, involved, OF_INVOLVED)]
    assert await told(desk, number, OF_INVOLVED) == tuple(played) == (COACH, DEPUTY_OF_1B)
