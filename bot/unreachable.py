"""What happens when something cannot be said to somebody: a blocked bot, an account that is gone, a refusal."""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.house import House
from bot.outcome import Refused
from bot.reading import reading_from_data
from bot.staff.handler_notices import HandlerNotices
from bot.staff.not_shown import NotShown
from bot.waiting_lines import WaitingLines
from storage import people
from storage.outbox import OutboxRow


class Unreachable:
    """Runs in the transaction that marks a row as refused: a case does not wait with somebody who cannot read it."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._notices = HandlerNotices(house, office)
        self._not_shown = NotShown(office)
        self._waiting = WaitingLines(house)

    async def refused(self, batch: Batch, row: OutboxRow, refused: Refused, person: str | None) -> None:
        """`person` is the member of staff whom the row was for, if it was for one."""
        line = row.payload.get("told")
        if row.key_id is not None and line is not None:
            await self._line_waits(batch, row.key_id, bytes.fromhex(line))
        if person is not None and refused.unreachable:
            await self._lost(batch, row, person)
        elif person is not None:
            await self._not_shown.tell(batch, row, refused, person)
            await self._not_heard(batch, row, person)

    async def _line_waits(self, batch: Batch, report_id: bytes, line: bytes) -> None:
        """The reporter did not get what the school wrote: it waits, and whoever works on the case knows that."""
        await self._waiting.keep(batch, report_id, line)
        await self._notices.tell_that_message_waits(batch, report_id)

    async def _lost(self, batch: Batch, row: OutboxRow, person: str) -> None:
        # As it is stored: what memory knows may be of a transaction that failed, and that is done again now.
        hashed = self._house.person_hash(person)
        at_first = not await people.is_unreachable(batch.connection, hashed)
        people.set_unreachable(batch.changes, hashed, unreachable=True)
        self._house.staff.set_unreachable(person)
        if row.case_number is not None and (at_first or row.payload["do"] == "send"):
            await self._pass_on(batch, row.case_number, person, at_first=at_first)

    async def _not_heard(self, batch: Batch, row: OutboxRow, person: str) -> None:
        """This one message is refused, whoever it was for can be reached: what it said of a case goes on to another.

        What was shown on a tap, and is sealed with the key of what it shows, was wanted by somebody who is there; so
        was the message that makes place for it.
        """
        on_a_tap = row.key_id is not None or "place_for" in row.payload
        if row.case_number is None or row.payload["do"] != "send" or on_a_tap:
            return
        case = await self._office.case(batch, row.case_number)
        if case is not None and reading_from_data(case.reading).taken_up_by is not None:
            await self._notices.message_was_refused(batch, case, person, row.payload["message"])
        else:
            await self._pass_on(batch, row.case_number, person, at_first=False)

    async def _pass_on(self, batch: Batch, number: int, person: str, *, at_first: bool) -> None:
        """A case that waits goes to the next; of one that was taken up, who stands in hears that something waits."""
        case = await self._office.case(batch, number)
        if case is None:
            return
        reading = reading_from_data(case.reading)
        if reading.taken_up_by is not None:
            await self._notices.handler_was_not_reached(batch, case, at_first=at_first)
        elif reading.reader == person:
            await self._office.pass_on(batch, number)
        elif reading.reader is None and person == self._house.school.admin and not reading.nobody_there:
            await self._office.admin_was_not_reached(batch, case)
