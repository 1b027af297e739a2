"""What somebody said of a case and did not finish: they are asked for it again, and no reason is left out."""

from datetime import timedelta

from bot.flows.events import CommandGiven
from bot.staff.left_mornings import LeftMornings
from storage import dues
from storage.dues import DueKind
from tests.staff.case_desk import COACH, CaseDesk
from tests.staff.case_desks import Desks, to_view
from tests.staff.test_fact_room import asks

SERIOUS = "Ernstig, het kan niet wachten"
NOT_KNOWN = "Je antwoord staat nog niet in de zaak."
NO_REASON = "De reden staat er nog niet bij."


async def morning(desk: CaseDesk) -> list[str]:
    """What the coach hears when the school opens next."""
    heard, desk.now = len(desk.texts(COACH)), desk.now + timedelta(days=1)
    mornings = LeftMornings(desk.house, desk.office)
    async with desk.database.reading() as connection:
        waiting = [due for due in await dues.dues_of_kind(connection, DueKind.LEFT) if due.at <= desk.now]

    async def job(batch: object) -> None:
        for due in waiting:
            dues.done(batch.changes, due)  # type: ignore[attr-defined]  # a Batch
            await mornings.on_due(batch, due)  # type: ignore[arg-type]  # a Batch

    await desk.transact(job)
    return desk.texts(COACH)[heard:]


async def about_staff(desks: Desks) -> tuple[CaseDesk, int]:
    """It is about somebody who works here: that is said, and its note is still asked for."""
    desk, number = await desks.with_case("kluiverboom")
    await asks(desk, number, "Wie doet dit?")
    await desk.answers(COACH, "Een medewerker van de school")
    return desk, number


async def test_what_may_take_the_case_away_is_asked_for_each_morning_until_it_is_finished(desks: Desks) -> None:
    desk, number = await about_staff(desks)
    await desk.send(COACH, CommandGiven("taken"))
    assert any(NOT_KNOWN in text for text in desk.texts(COACH))
    for _ in range(2):
        (said,) = await morning(desk)
        assert f"Bij zaak {number}" in said and NOT_KNOWN in said and "medewerker" not in said
    assert desk.labels(COACH) == ["Verder gaan", "Weggooien"]
    await desk.answers(COACH, "Verder gaan", "Overslaan")
    assert (await desk.case(number)).facts()["offender_class"] == "staff"
    assert await morning(desk) == []


async def test_a_question_that_stands_open_is_asked_for_too(desks: Desks) -> None:
    desk, number = await about_staff(desks)
    (said,) = await morning(desk)
    assert NOT_KNOWN in said and "De vraag staat hier nog open." in said
    await desk.types(COACH, "een collega")
    assert (await desk.case(number)).facts()["offender_class"] == "staff"


async def test_what_was_thrown_away_is_not_asked_for(desks: Desks) -> None:
    desk, _ = await about_staff(desks)
    await desk.send(COACH, CommandGiven("taken"))
    await desk.tap(COACH, "Weggooien")
    assert await morning(desk) == []


async def test_what_was_finished_at_once_is_not_asked_for(desks: Desks) -> None:
    desk, _ = await about_staff(desks)
    await desk.answers(COACH, "Overslaan")
    assert await morning(desk) == []


async def serious_without_its_reason(desks: Desks) -> tuple[CaseDesk, int]:
    desk, number = await desks.with_case("kluiverboom")
    await asks(desk, number, "Hoe ernstig is het?")
    await desk.answers(COACH, SERIOUS)
    await desk.send(COACH, CommandGiven("taken"))
    return desk, number


async def test_what_lacks_its_reason_cannot_be_thrown_away_and_is_asked_for_each_morning(desks: Desks) -> None:
    desk, number = await serious_without_its_reason(desks)
    assert "Weggooien" not in [label for shown in desk.chats[COACH] for label in map(str, shown.buttons)]
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Weggooien")
    assert "Dit kun je niet weggooien." in desk.last(COACH).text
    (said,) = await morning(desk)
    assert NO_REASON in said
    assert desk.labels(COACH) == ["Verder gaan"]
    await desk.answers(COACH, "Verder gaan", "met een mes gedreigd")
    assert await morning(desk) == []


async def test_who_stops_does_not_leave_out_the_reason_either(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await asks(desk, number, "Hoe ernstig is het?")
    await desk.answers(COACH, SERIOUS)
    await desk.send(COACH, CommandGiven("stop"))
    assert NO_REASON in desk.last(COACH).text
    (said,) = await morning(desk)
    assert NO_REASON in said and f"zaak {number}" in said


async def test_answering_it_anew_does_not_put_the_first_reason_out_of_sight(desks: Desks) -> None:
    desk, number = await serious_without_its_reason(desks)
    await asks(desk, number, "Hoe ernstig is het?")
    await desk.answers(COACH, SERIOUS)
    await desk.send(COACH, CommandGiven("taken"))
    await to_view(desk, number, "Meer", "Leg vast", person=COACH)
    assert len(await morning(desk)) == 2
