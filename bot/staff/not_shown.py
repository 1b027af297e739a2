"""What a member of staff wanted to see and the channel did not show: they hear it, and a next tap tries again."""

from dataclasses import replace

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.words import Button, Message, phrase
from bot.outcome import Refused
from bot.outgoing import Removal
from bot.staff.access import may_open
from bot.staff.shown import PAGE, notice_buttons, shown_content, take_away
from storage import dues
from storage.cases import CaseFile
from storage.outbox import OutboxRow

_NOT_SHOWN = {"picture": "picture-not-shown", "report": "report-not-made", "text": "parent-text-not-shown"}
_MAKES_PLACE = ("placeholder", "send")


class NotShown:
    """Runs in the transaction that marks a row as refused: what is not on the screen has not to go from it."""

    def __init__(self, office: CaseOffice) -> None:
        self._office = office

    async def tell(self, batch: Batch, row: OutboxRow, refused: Refused, person: str) -> None:
        """`person`, who can be reached, hears of content that `row` did not show them; of other rows nothing."""
        what = _shown_by(row)
        case = await self._office.case(batch, row.case_number) if what and row.case_number is not None else None
        if what is None or case is None or not may_open(case, person):
            return
        if what == PAGE:
            await self._nothing_new_there(batch, row, refused)
            self._say(batch, row, case, "notice-not-shown", notice_buttons(case, person))
        else:
            await self._no_message_for_it(batch, row, case, what)
            self._say(batch, row, case, _NOT_SHOWN[what])

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

    async def _no_message_for_it(self, batch: Batch, row: OutboxRow, case: CaseFile, what: str) -> None:
        """The message that made place for it holds nothing, and goes."""
        if row.payload["do"] in _MAKES_PLACE:
            await self._expect_no_more(batch, row, "row", row.id)
            return
        for subject in await self._expect_no_more(batch, row, "row", row.target_row):
            away = replace(take_away(Removal(subject.hex(), what)), is_picture=what == "picture")
            batch.send(row.payload["to"], away, target_row=row.target_row, case_number=case.number)

    async def _expect_no_more(self, batch: Batch, row: OutboxRow, place: str, which: int | None) -> list[bytes]:
        """The removal of what did not come is not due any more; what does not wait for it can be asked for again.

        Answers what was due.
        """
        found: list[bytes] = []
        if which is None:
            return found
        for due, detail in await shown_content(batch):
            is_it = detail["to"] == row.payload["to"] and detail["number"] == row.case_number
            if is_it and detail.get(place) == which:
                dues.done(batch.changes, due)
                found.append(due.subject)
        return found


def _shown_by(row: OutboxRow) -> str | None:
    """What the row was to show, or to make place for; None for what shows no content of a case."""
    match row.payload["do"]:
        case "send":
            place_for: str | None = row.payload.get("place_for")
            return place_for
        case "placeholder" | "picture":
            return "picture"
        case "report":
            return "report"
        case "edit" if row.key_id is not None:
            return PAGE if row.payload["id"] is not None else "text"
        case _:
            return None
