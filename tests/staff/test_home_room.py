"""A pupil who may not be safe at home: everything towards parents waits until the right person decided."""

from typing import Any

import pytest

from casework.case_commands import DecideOnHome, EstablishFact, MarkDone, RecordConsent
from casework.school import School
from casework.wording import Refusal
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CONFIDANT, CaseDesk, read_by_coach
from tests.staff.case_desks import HEAD, MONDAY, OFFICER, Desks, to_view
from tests.staff.test_fact_room import asks

UNSAFE = EstablishFact("home_unsafe", value=True)


def school_with(**changes: Any) -> School:
    return example_school().model_copy(update=changes)


async def told_about_home(desk: CaseDesk) -> list[str]:
    people = desk.house.school.people
    return [one for one in people if any("thuis misschien niet veilig" in text for text in desk.texts(one))]


async def test_the_officer_is_told_reads_along_and_decides_with_a_reason(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "thuis misschien niet veilig")
    assert "Dat beslist: de aandachtsfunctionaris. Die krijgt bericht en leest mee." in desk.last(COACH).text
    await desk.answers(COACH, "Ja", "dat zei de leerling")
    assert "Contact met thuis: mag het?" not in desk.labels(COACH)
    assert "Alles wat naar ouders gaat, wacht tot jij beslist" in desk.last(OFFICER).text
    await desk.tap(OFFICER, "Contact met thuis")
    await desk.answers(OFFICER, "Ja, contact mag")
    assert "reden" in desk.last(OFFICER).text
    await desk.types(OFFICER, "overlegd met Veilig Thuis")
    assert (await desk.case(number)).home_decision is True
    assert "besloten dat contact met thuis mag" in desk.last(OFFICER).text


async def test_until_then_the_card_says_what_waits_and_offers_none_of_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, *(RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk")))
    await desk.open_card(COACH, number)
    assert "Gedaan: Licht de ouders in" in desk.labels(COACH)
    await desk.does(number, UNSAFE)
    await desk.open_card(COACH, number)
    assert "Wacht: Licht de ouders in van elke leerling die aan het gesprek meedoet" in desk.last(COACH).text
    assert "tot is besloten of contact met thuis mag. Dat beslist: de aandachtsfunctionaris." in desk.last(COACH).text
    assert "Gedaan: Licht de ouders in" not in desk.labels(COACH)
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    await desk.open_card(COACH, number)
    assert "geen contact met thuis" in desk.last(COACH).text
    assert "Gedaan: Licht de ouders in" not in desk.labels(COACH)


async def test_the_decision_can_be_made_anew_by_the_officer_only(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, UNSAFE)
    refused = await desk.perform(number, DecideOnHome(may_contact=True, reason="note"))
    assert isinstance(refused, Refusal)
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    await to_view(desk, number, "Meer", "Leg vast", "Contact met thuis", person=OFFICER)
    await desk.answers(OFFICER, "Ja, contact mag", "het gezin is gesproken")
    assert (await desk.case(number)).home_decision is True


async def test_the_officer_is_reminded_with_a_button_and_cannot_put_it_off(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, UNSAFE)
    desk.now = desk.now.replace(day=24, hour=8)
    await desk.sweep()
    assert "Beslis of de school contact mag hebben met thuis" in desk.last(OFFICER).text
    assert "Contact met thuis: mag het?" in desk.labels(OFFICER)
    assert "Uitstellen" not in desk.labels(OFFICER)


@pytest.mark.parametrize(
    ("changes", "decides", "title"),
    [
        ({"aandachtsfunctionaris": None}, HEAD, "vestigingsdirecteur"),
        ({"aandachtsfunctionaris": None, "roles": {}}, COACH, "wie deze zaak heeft"),
    ],
)
async def test_without_an_officer_it_is_the_heads_else_that_of_who_has_the_case(
    desks: Desks, changes: dict[str, Any], decides: str, title: str
) -> None:
    desk, number = await desks.with_case("splitting", school=school_with(**changes))
    await desk.does(number, UNSAFE)
    refused = await desk.perform(number, MarkDone("inform_parents", MONDAY.date()))
    assert isinstance(refused, Refusal)
    assert (refused.key, dict(refused.fields)["who"]) == ("refusal-home-held", title)
    await desk.does(number, DecideOnHome(may_contact=True, reason="note"), person=decides)


async def test_an_officer_whom_the_case_is_about_is_never_told(desks: Desks) -> None:
    """AX-12; a deputy of the officer decides instead."""
    desk, number = await desks.with_case("splitting", reading=read_by_coach(MONDAY, subjects=(OFFICER,)))
    await desk.does(number, UNSAFE)
    assert OFFICER not in await told_about_home(desk)
    assert await told_about_home(desk)
    assert (await desk.case_file(number)).reading["subjects"] == [OFFICER]


async def test_on_the_confidants_line_the_officer_is_told_and_no_coach(desks: Desks) -> None:
    reading = read_by_coach(MONDAY, reader=CONFIDANT, via_confidant=True)
    desk = await _confidants_case(desks, reading)
    told = await told_about_home(desk)
    assert OFFICER in told
    assert COACH not in told


async def _confidants_case(desks: Desks, reading: Any) -> CaseDesk:
    desk, number = await desks.with_case("splitting", reading=reading, person=CONFIDANT)
    await desk.does(number, UNSAFE, person=CONFIDANT)
    return desk


async def test_the_officers_notice_still_decides_when_the_case_went_on_since(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, UNSAFE)
    await desk.does(number, EstablishFact("online", value=True))
    await desk.tap(OFFICER, "Contact met thuis")
    assert "Mag de school contact hebben met thuis?" in desk.last(OFFICER).text


async def test_a_made_up_decision_about_a_home_that_is_safe_is_an_old_button(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    revision = len((await desk.case_file(number)).events)
    await desk.tap_data(COACH, f"v1:s.0:card-home:{number}.{revision}")
    assert desk.toasts[-1] == "toast-old-button"
