"""What a member of staff wanted to see and the channel did not show: they hear it, and a next tap tries again."""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.words import Message, phrase
from bot.house import House
from bot.staff.access import may_open
from bot.staff.shown import notice_buttons
from storage import dues
from storage.dues import DueKind
from storage.outbox import OutboxRow


class NotShown:
    """Runs in the transaction that marks a row as refused. Nothing is on the screen, so nothing has to go from it."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def tell(self, batch: Batch, row: OutboxRow, person: str) -> None:
        """`person`, who can be reached, hears of content that `row` did not show them; of other rows nothing."""
        if row.case_number is None or row.payload["do"] != "edit" or row.key_id is None:
            return
        case = await self._office.case(batch, row.case_number)
        if case is None or not may_open(case, person):
            return
        await self._expect_no_more(batch, row, "message", row.payload["id"])
        words = phrase("notice-not-shown", number=case.number)
        notice = Message((words,), notice_buttons(case, person), protected=True)
        batch.say(row.payload["to"], notice, case_number=case.number)

    async def _expect_no_more(self, batch: Batch, row: OutboxRow, what: str, which: int | None) -> None:
        """The removal of what did not come is not due any more."""
        await batch.flush()
        for due in await dues.dues_of_kind(batch.connection, DueKind.HIDE):
            detail = due.detail(self._house.vault.outgoing)
            if detail["to"] == row.payload["to"] and detail.get(what) == which:
                dues.done(batch.changes, due)
