"""A case in which parents are reached: two pupils by name, and what comes before it done."""

from casework.case_commands import MarkDone, RecordConsent
from tests.staff.case_desk import COACH, CaseDesk, read_by_coach

VICTIM, BULLY = "Noor Vink", "Roosje de Wit"


async def talked_with(desk: CaseDesk, *bullies: str) -> int:
    """Everybody was spoken to, and the pupil agrees that the parents are called; the card is open."""
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Een andere leerling", VICTIM, "Dezelfde klas")
    for name in bullies or (BULLY,):
        await desk.tap(COACH, "Meer")
        await desk.tap(COACH, "Leerling toevoegen")
        await desk.answers(COACH, "Zou pesten", name, "Dezelfde klas")
    today = desk.now.date()
    for command in (
        MarkDone("intake", today),
        MarkDone("talk_victim", today),
        *(RecordConsent(key, given=True) for key in ("call_victim_parents", "talk_bullies")),
        RecordConsent("mediation", given=False),
        MarkDone("talk_bullies", today),
    ):
        assert not hasattr(await desk.perform(number, command), "key"), command
    await desk.open_card(COACH, number)
    return number


async def to_text(desk: CaseDesk, whose: str = "de ouders van de gepeste leerling") -> None:
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Tekst voor ouders")
    if any(label.startswith("de ouders van") for label in desk.labels(COACH)):
        await desk.tap(COACH, whose)


async def notes_of(desk: CaseDesk, number: int) -> str:
    """What stands under "Namen en notities"."""
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Namen en notities")
    return desk.last(COACH).text
