"""What a member of staff wanted to see and the channel did not show: they hear it, and a next tap tries again."""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.words import Button, Message, phrase
from bot.outcome import Refused
from bot.outgoing import TakeAway
from bot.staff.access import may_open
from bot.staff.shown import notice_buttons, shown_content
from storage import dues
from storage.cases import CaseFile
from storage.outbox import OutboxRow

_INSTEAD = {"picture": "picture-taken-away", "report": "report-taken-away"}


class NotShown:
    """Runs in the transaction that marks a row as refused: what is not on the screen has not to go from it."""

    def __init__(self, office: CaseOffice) -> None:
        self._office = office

    async def tell(self, batch: Batch, row: OutboxRow, refused: Refused, person: str) -> None:
        """`person`, who can be reached, hears of content that `row` did not show them; of other rows nothing."""
        kind = row.payload["do"]
        shows = kind in ("placeholder", "picture", "report") or (kind == "edit" and row.key_id is not None)
        case = await self._office.case(batch, row.case_number) if shows and row.case_number is not None else None
        if case is None or not may_open(case, person):
            return
        if kind == "edit":
            await self._nothing_new_there(batch, row, refused)
            self._say(batch, row, case, "notice-not-shown", notice_buttons(case, person))
            return
        await self._expect_no_more(batch, row, "row", row.id if kind == "placeholder" else row.target_row)
        if kind != "placeholder":
            away = TakeAway(Message((phrase(_INSTEAD[kind]),)), is_picture=kind == "picture")
            batch.send(row.payload["to"], away, target_row=row.target_row, case_number=case.number)
        self._say(batch, row, case, "report-not-made" if kind == "report" else "picture-not-shown")

    def _say(
        self, batch: Batch, row: OutboxRow, case: CaseFile, key: str, buttons: tuple[tuple[Button, ...], ...] = ()
    ) -> None:
        message = Message((phrase(key, number=case.number),), buttons, protected=True)
        batch.say(row.payload["to"], message, case_number=case.number)

    async def _nothing_new_there(self, batch: Batch, row: OutboxRow, refused: Refused) -> None:
        """An earlier page may still stand where this one was refused: its removal stays due."""
        if refused.gone:
            await self._expect_no_more(batch, row, "message", row.payload["id"])
        elif (removal := row.payload.get("new_removal")) is not None:
            dues.cancel_due(batch.changes, bytes.fromhex(removal))

    async def _expect_no_more(self, batch: Batch, row: OutboxRow, what: str, which: int | None) -> None:
        """The removal of what did not come is not due any more; what does not wait for it can be asked for again."""
        for due, detail in await shown_content(batch):
            if detail["to"] == row.payload["to"] and detail.get(what) == which:
                dues.done(batch.changes, due)
