"""Going on to another step out of order: what is dropped is named, and one "yes" after the reason brings it there."""

from tests.staff.case_desk import COACH, CaseDesk
from tests.staff.case_desks import Desks, to_view

REASON = "Het gesprek is al geweest."
HEAD = "Let op, dit is nog niet gedaan."


async def asked_for_the_reason(desk: CaseDesk, number: int) -> str:
    """The first other step of the card; answers the words of the question."""
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "Naar ", person=COACH)
    return desk.last(COACH).text


async def test_what_is_open_is_named_before_the_reason_and_before_the_last_tap(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    asked = await asked_for_the_reason(desk, number)
    lines = [line for line in asked.splitlines() if line.startswith("• ")]
    assert HEAD in asked
    assert {"• Vraag de leerling wat hij of zij zelf wil", "• Zet de melding in SOM"} <= set(lines)
    before = (await desk.case(number)).step_key
    await desk.answers(COACH, REASON)
    assert (await desk.case(number)).step_key == before
    last = desk.last(COACH).text
    assert all(line in last for line in lines)
    assert f"“{REASON}”" in last
    assert desk.labels(COACH)[:2] == ["Ja, ga naar deze stap", "Nee, blijf in deze stap"]
    await desk.answers(COACH, "Ja, ga naar deze stap")
    assert (await desk.case(number)).step_key != before


async def test_a_no_after_the_reason_leaves_the_case_in_its_step(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    events = len((await desk.case_file(number)).events)
    await asked_for_the_reason(desk, number)
    await desk.answers(COACH, REASON, "Nee, blijf in deze stap")
    assert len((await desk.case_file(number)).events) == events
    assert any("De zaak blijft in deze stap." in text for text in desk.texts(COACH))
