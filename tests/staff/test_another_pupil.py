"""It turns out to be another pupil: what follows is said first, and a "no" changes nothing."""

import pytest

from casework.case_commands import DecideOnHome, EstablishFact, MarkDone, RecordConsent
from casework.report import AboutWhom, Contact
from storage import cases, reports
from tests.staff.case_desk import COACH, CaseDesk, read_by_coach
from tests.staff.case_desks import MONDAY, OFFICER, Desks, to_view

ANEW = "Toch een andere leerling"


async def names_another(desk: CaseDesk, number: int, *answers: str) -> None:
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", ANEW, person=COACH)
    await desk.answers(COACH, *(answers or ("Een andere leerling", "Sem de Wit", "Dezelfde klas")))


async def test_what_counts_no_longer_and_who_hears_it_is_said_before_it_counts(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    today = MONDAY.date()
    await desk.does(number, MarkDone("intake", today), MarkDone("talk_victim", today))
    await desk.does(number, RecordConsent("talk_bullies", given=True))
    await desk.does(number, EstablishFact("home_unsafe", value=True))
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    before = await desk.case(number)
    await names_another(desk, number)
    asked = desk.last(COACH).text
    assert "Wat over toestemming is gezegd, telt niet meer." in asked
    assert "Wat met de eerste leerling of diens ouders is gedaan, staat weer open" in asked
    assert "De melder ziet niet meer bij welke stap de zaak is" in asked
    assert "Alles wat naar ouders gaat, wacht tot opnieuw is beslist" in asked
    assert "Dat beslist: de aandachtsfunctionaris. Die krijgt bericht." in asked
    told_before = len(desk.texts(OFFICER))
    assert await desk.case(number) == before
    await desk.answers(COACH, "Ja, het is een andere leerling")
    after = await desk.case(number)
    assert after.victim not in (None, before.victim)
    assert (dict(after.consents), "talk_victim" in after.done) == ({}, False)
    assert len(desk.texts(OFFICER)) > told_before


async def test_only_what_follows_is_said(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await names_another(desk, number)
    asked = desk.last(COACH).text
    assert "De melder ziet niet meer" in asked
    assert "toestemming" not in asked and "ouders" not in asked


async def test_a_no_changes_nothing_and_keeps_no_name(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    before = await desk.case(number)
    await names_another(desk, number)
    await desk.answers(COACH, "Nee, laat het zoals het was")
    assert await desk.case(number) == before
    assert any("Er is niets veranderd." in text for text in desk.texts(COACH))
    notes = await desk.transact(lambda batch: cases.notes_of(batch.connection, desk.vault, number))
    assert "Sem de Wit" not in notes.values()


async def test_who_is_named_for_the_first_time_is_not_asked_about_twice(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Een andere leerling", "Noor Vink", "Dezelfde klas")
    assert (await desk.case(number)).victim is not None


async def test_a_name_that_is_typed_at_once_is_the_pupil(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Sem de Wit", "Dezelfde klas")
    notes = await desk.transact(lambda batch: cases.notes_of(batch.connection, desk.vault, number))
    assert "Sem de Wit" in notes.values()
    assert (await desk.case(number)).victim is not None


async def test_where_the_reporter_is_not_the_pupil_only_the_name_is_asked_for(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now), about=AboutWhom.SOMEONE_ELSE)
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    assert not any("andere leerling" in label for label in desk.labels(COACH))
    await desk.answers(COACH, "Sem de Wit", "Dezelfde klas")
    assert (await desk.case(number)).victim is not None


@pytest.mark.parametrize("first", [("Sem de Wit", "Terug"), ("Een andere leerling", "Sem de Wit", "Terug", "Terug")])
async def test_who_goes_back_and_taps_another_pupil_is_asked_for_the_name_anew(
    desks: Desks, first: tuple[str, ...]
) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await names_another(desk, number, *first, "Een andere leerling", "Noor Vink", "Dezelfde klas")
    await desk.answers(COACH, "Ja, het is een andere leerling")
    notes = await desk.transact(lambda batch: cases.notes_of(batch.connection, desk.vault, number))
    assert "Noor Vink" in notes.values() and "Sem de Wit" not in notes.values()


async def test_who_types_the_name_of_the_reporter_is_asked_whether_it_is_the_reporter(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now), contact=Contact.NAME, reporter_name="Noor Vink")
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "noor vink")
    assert "Weet je zeker dat de melder de gepeste leerling zelf is?" in desk.last(COACH).text
    await desk.answers(COACH, "Nee, toch niet", "Noor Vink", "Dezelfde klas")
    case = await desk.case(number)
    own = await desk.transact(lambda batch: reports.reports_of_case(batch.connection, desk.vault, number))
    assert case.victim is not None and case.victim != own[0].id.hex()


async def test_the_first_name_of_the_reporter_is_enough_to_be_asked(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now), contact=Contact.NAME, reporter_name="Noor Vink")
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Noor", "Ja, dit is de leerling zelf")
    own = await desk.transact(lambda batch: reports.reports_of_case(batch.connection, desk.vault, number))
    assert (await desk.case(number)).victim == own[0].id.hex()
