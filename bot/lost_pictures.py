"""A picture of a report that was sent, and that will not come: nobody counts on evidence that is not there."""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.words import phrase
from bot.house import House
from bot.reporter_telling import ReporterTelling
from bot.staff.handler_notices import HandlerNotices
from casework.report import ReportStatus
from storage import reports


class LostPictures:
    """Tells who has the report, and its reporter."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._notices = HandlerNotices(house, office)
        self._reporters = ReporterTelling(house)

    async def given_up(self, batch: Batch, owner: bytes, reporter_too: bool) -> bool:
        """A picture of `owner` will not come. Answers whether that is a report that was sent; of a draft nobody hears.

        Whoever works on the case hears it; who has yet to read it finds it there, with what was told. The reporter
        (`reporter_too`) hears it where they can be reached in their own chat; behind a code it is told with the rest.
        """
        await batch.changes.flush(batch.connection)
        stored = await reports.report_by_id(batch.connection, self._house.vault, owner)
        if stored is None:
            return False
        if reporter_too:
            await self._reporters.tell_reporter(batch, owner, phrase("report-picture-lost"))
        case = await self._office.case(batch, stored.case_number)
        if case is not None and stored.status is not ReportStatus.RECEIVED:
            people = await self._notices.tell(batch, case, "notice-picture-lost")
            self._notices.tell_who_got_it(batch, case, "notice-picture-lost", besides=people)
        return True
