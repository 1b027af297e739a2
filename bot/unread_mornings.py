"""Each school morning whoever has a report to read hears that it still waits, until somebody takes it up (design 4.4).

A row says: look at this person on that morning. What waits is read off the cases then, so that nobody is reminded of
what somebody has done (design 4.5).
"""

from collections.abc import Iterable
from datetime import date, datetime

from bot.batch import Batch
from bot.house import House
from bot.reading import Reading, asked_to_read, reading_from_data
from bot.reading_notices import ReadingNotices
from casework.calendar import local_date
from casework.pressing import MOST_PRESSING_FIRST
from storage import cases, dues
from storage.cases import CaseFile
from storage.dues import Due, DueKind

_MOST_SCHOOL_DAYS = 60
"""Who is not there on any of so many school days has nothing to read: the case is with somebody else by then."""


async def expect_unread_morning(house: House, batch: Batch, person: str) -> None:
    """Look at what `person` has to read on the first morning on which they are there. One row for each person."""
    subject = house.person_hash(person)
    await batch.flush()
    at = next_morning(house, person, batch.now)
    if at is not None and not await dues.dues_about(batch.connection, DueKind.UNREAD, subject):
        dues.add_due(batch.changes, DueKind.UNREAD, at, subject)


async def keep_notices(house: House, batch: Batch, number: int, rows: Iterable[int]) -> None:
    """What asks its reader for it once more, the outbox `rows`, loses its buttons too when it goes to somebody else."""
    sealer, subject = house.vault.outgoing, number.to_bytes(8, "big")
    await batch.flush()
    for expected in await dues.dues_about(batch.connection, DueKind.ACKNOWLEDGE, subject):
        detail = expected.detail(sealer) or {}
        asked_again = {**detail, "notices": [*detail.get("notices", ()), *rows]}
        dues.keep_detail(batch.changes, expected, asked_again, sealer)


class UnreadMornings:
    """Says what still waits for somebody, each report by itself: its button puts the story in its own place."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._notices = ReadingNotices(house)

    async def on_due(self, batch: Batch, due: Due) -> None:
        """Those that cannot wait come first; with nothing left to read there is no next morning."""
        person = self._house.people_by_hash().get(due.subject)
        if person is None:
            return
        waiting = await self._waiting_for(batch, person)
        for case, reading in sorted(waiting, key=_most_urgent_first):
            today, since = local_date(batch.now), case.opened_on
            notices = self._notices.remind_to_read(batch, case.number, reading, person, today, since)
            if person == reading.reader:
                await keep_notices(self._house, batch, case.number, notices)
        if waiting:
            await expect_unread_morning(self._house, batch, person)

    async def _waiting_for(self, batch: Batch, person: str) -> list[tuple[CaseFile, Reading]]:
        """What has to be read by now goes to the next in this same sweep: nobody is asked for it any more, but for what
        everybody was asked for."""
        await batch.flush()
        waiting = []
        for number in await cases.open_cases_of(batch.connection, self._house.person_hash(person)):
            case = await cases.case_by_number(batch.connection, self._house.vault, number)
            reading = None if case is None else reading_from_data(case.reading)
            if case is None or reading is None or person not in asked_to_read(self._house, reading, batch.now):
                continue
            if reading.all_asked or self._house.calendar.closes_at(date.fromisoformat(reading.read_by)) > batch.now:
                waiting.append((case, reading))
        return waiting


def _most_urgent_first(waiting: tuple[CaseFile, Reading]) -> tuple[int, str, int]:
    case, reading = waiting
    return MOST_PRESSING_FIRST.index(reading.urgency), reading.read_by, case.number


def next_morning(house: House, person: str, now: datetime) -> datetime | None:
    """The instant (UTC) at which the school opens next with `person` there; None when they are not there for long."""
    known, day = house.school.people.get(person), house.calendar.on_or_after(local_date(now))
    for _ in range(_MOST_SCHOOL_DAYS):
        opens = house.calendar.opens_at(day)
        if known is not None and known.works_on(day) and opens > now:
            return opens
        day = house.calendar.next_school_day(day)
    return None
