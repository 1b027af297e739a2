"""The first time that what was told is shown to somebody: its reporter hears of it when it stands on their screen.

That it is read is stored with the tap, because more that is told from then on needs a notice of its own. It is taken
back when the channel refuses to show it.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.words import phrase
from bot.house import House
from bot.reading import reading_from_data
from bot.reporter_telling import ReporterTelling
from casework.report import ReportStatus
from storage import reports
from storage.cases import CaseFile
from storage.outbox import OutboxRow
from storage.reports import StoredReport


class FirstReading:
    """Runs in the transaction that marks the row which showed a case to `person`, or was to show it."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._reporters = ReporterTelling(house)

    async def shown(self, batch: Batch, row: OutboxRow, person: str) -> None:
        """Design 4.4: its reporters hear who read it. Of a case that was taken up meanwhile they heard more already."""
        for report in await self._still_read(batch, row):
            words = phrase("report-read", reader=self._house.name_of(person))
            await self._reporters.tell_reporter(batch, report.id, words)

    async def not_shown(self, batch: Batch, row: OutboxRow, person: str) -> None:
        """Nobody read it yet, so that no reporter is told that somebody did."""
        unread = await self._still_read(batch, row)
        case = None if row.case_number is None or not unread else await self._office.case(batch, row.case_number)
        if case is None:
            return
        for report in unread:
            reports.set_status(batch.changes, report.id, ReportStatus.RECEIVED)
        await self._not_seen_by(batch, case, person)

    async def _not_seen_by(self, batch: Batch, case: CaseFile, person: str) -> None:
        reading = reading_from_data(case.reading)
        others = tuple(one for one in reading.seen_by if one != person)
        await self._office.keep_reading(batch, case, replace(reading, seen_by=others))

    async def _still_read(self, batch: Batch, row: OutboxRow) -> list[StoredReport]:
        ids: Iterable[str] = row.payload.get("first_read", ())
        found = [await reports.report_by_id(batch.connection, self._house.vault, bytes.fromhex(one)) for one in ids]
        return [one for one in found if one is not None and one.status is ReportStatus.READ]
