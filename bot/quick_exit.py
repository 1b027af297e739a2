"""The quick exit does not wait for what still had to be said in its chat: that is taken back in its transaction."""

from dataclasses import dataclass

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.house import House
from bot.outgoing import EraseChat, outgoing_from_data
from bot.staff.handler_notices import HandlerNotices
from bot.tries import MAKES_MESSAGE
from bot.waiting_lines import WaitingLines
from storage import outbox, school_said
from storage.outbox import OutboxRow
from storage.vault import Address


@dataclass(frozen=True)
class TakenBack:
    """What the school says is said below the quick exit instead; of these reports a line of the thread waits.
    `perhaps_there`: some of what was taken back may stand in the chat, and no row knows where."""

    from_school: tuple[OutboxRow, ...]
    lines_wait: tuple[bytes, ...]
    perhaps_there: bool


class QuickExit:
    """Takes back what waits to be said where somebody leaves, also a code, and brings back what must not be lost."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._waiting = WaitingLines(house)
        self._notices = HandlerNotices(house, office)

    async def take_back(self, batch: Batch, chat: bytes) -> TakenBack:
        """Call it before anything of the quick exit is in the outbox. A line of a thread waits until its reporter is
        back, as when it is refused."""
        await batch.flush()
        waiting = await outbox.waiting_in_chat(batch.connection, batch.vault, chat)
        of_school = await school_said.rows_that_say(batch.connection, chat)
        gone = [row for row in waiting.rows if _is_of_the_conversation(row) or row.id in of_school]
        await batch.withdraw({row.id for row in gone} | waiting.unreadable)
        lines = [
            (row.key_id, bytes.fromhex(row.payload["told"])) for row in gone if row.key_id and "told" in row.payload
        ]
        for report_id, line in lines:
            await self._waiting.keep(batch, report_id, line)
        messages = {row.id for row in gone if row.payload["do"] in MAKES_MESSAGE} | waiting.unreadable
        said_later = tuple(row for row in gone if row.id in of_school and "told" not in row.payload)
        perhaps_there = bool(messages & waiting.perhaps_sent) or any(map(_looks_above, waiting.rows))
        return TakenBack(said_later, tuple(dict.fromkeys(report_id for report_id, _ in lines)), perhaps_there)

    async def bring_back(self, batch: Batch, address: Address, taken: TakenBack) -> None:
        """Call it when all of the quick exit is in the outbox: what may stand there unknown goes too."""
        chat = batch.chat_of(address)
        last = next((row.id for row in reversed(batch.rows) if row.chat == chat), None)
        if taken.perhaps_there and last is not None:
            batch.send(address, EraseChat(()), target_row=last)
        for row in taken.from_school:
            if row.key_id is None or await batch.sealer(row.key_id) is not None:
                outgoing, number = outgoing_from_data(row.payload), row.case_number
                batch.send(address, outgoing, key_id=row.key_id, case_number=number, from_school=True)
        for report_id in taken.lines_wait:
            await self._notices.tell_that_message_waits(batch, report_id)


def _looks_above(row: OutboxRow) -> bool:
    """What an earlier quick exit still looks for above its last word, which is taken back."""
    return row.payload["do"] == "erase_chat" and row.target_row is not None


def _is_of_the_conversation(row: OutboxRow) -> bool:
    """What is said or changed in a conversation, and not what has to go from a screen, nor a notice of a case."""
    return row.payload["do"] in (*MAKES_MESSAGE, "edit") and row.case_number is None
