"""The same code walks a school's own protocol: other numbers, an extra step, no consent."""

from datetime import UTC, date, datetime
from pathlib import Path

from casework.protocol import Protocol
from tests.casework.altered import altered_protocol
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk, open_desk, read_by_coach

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def desk_with(folder: Path, protocol: Protocol) -> CaseDesk:
    return await (await open_desk(folder, example_school(), protocol, MONDAY)).tie(COACH, COORDINATOR)


async def next_thing(desk: CaseDesk) -> bool:
    """Tap the first thing that the card offers and answer every question with its first answer."""
    labels = [label for label in desk.labels(COACH) if not label.startswith(("Meer", "Verslagen", "Datum"))]
    if not labels:
        return False
    await desk.tap(COACH, labels[0])
    while (words := desk.labels(COACH)) and "Stoppen" in words:
        if "3 weken" in words:
            await desk.tap(COACH, "3 weken")
        elif "Verder" in words and any(word.startswith("✓") for word in words):
            await desk.tap(COACH, "Verder")
        elif "Overslaan" in words:
            await desk.tap(COACH, "Overslaan")
        elif len(words) > len(_controls(words)):
            await desk.tap(COACH, next(word for word in words if word not in _controls(words)))
        else:
            await desk.types(COACH, "een paar woorden")
    return True


def _controls(words: list[str]) -> list[str]:
    return [word for word in words if word in ("Stoppen", "← Terug", "Snel weg")]


async def test_another_protocol_goes_to_closed_by_the_first_thing_each_card_offers(tmp_path: Path) -> None:
    desk = await desk_with(tmp_path, altered_protocol())
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.open_card(COACH, number)
    seen: list[str] = []
    for _ in range(40):
        case = await desk.case(number)
        seen.append(case.step_key)
        if case.is_closed:
            break
        lines = await desk.duties()
        day = max(desk.now.date(), *(line.due_on for line in lines if line.due_on < date(2027, 7, 1)))
        desk.now = datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)
        await desk.open_card(COACH, number)
        assert await next_thing(desk), desk.last(COACH).text
    await desk.database.close()
    await desk.vault.keys.close()
    assert case.outcome == "resolved"
    assert "3b" in seen
    assert case.consents == {}
