"""What the school wrote to a reporter who muted or blocked the bot: it waits, and is said when they are back."""

from bot.batch import Batch
from bot.flows.words import Message, phrase
from bot.house import House
from bot.outgoing import SendMessage
from storage import reports
from storage.reports import OwnReportRow, Told
from storage.sealing import Sealer


class WaitingLines:
    """The lines of threads that could not be brought to their reporter's own chat."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def keep(self, batch: Batch, report_id: bytes, line: bytes | None) -> None:
        """This line of the report's thread was not brought: it waits."""
        sealer = await batch.sealer(report_id)
        if sealer is None or line is None:
            return
        await batch.changes.flush(batch.connection)
        told = await reports.told_with(batch.connection, sealer, report_id)
        for one in told:
            if one.id == line:
                reports.set_waits(batch.changes, sealer, one, waits=True)

    async def say(self, batch: Batch, chat: bytes, *, muted_too: bool) -> None:
        """Whoever is reached in this chat is back: what waits for them is said, and of what they muted only when they
        ask for it (`muted_too`)."""
        await batch.changes.flush(batch.connection)
        for row in await reports.reports_of_chats(batch.connection, [chat]):
            sealer = await batch.sealer(row.report_id)
            if sealer is not None and (muted_too or not row.muted):
                await self._say_of(batch, sealer, row)

    async def _say_of(self, batch: Batch, sealer: Sealer, row: OwnReportRow) -> None:
        told = await reports.told_with(batch.connection, sealer, row.report_id)
        for one in told:
            if one.waits:
                await self._say(batch, row.report_id, one)
                reports.set_waits(batch.changes, sealer, one, waits=False)

    async def _say(self, batch: Batch, report_id: bytes, one: Told) -> None:
        reporter = await reports.reporter_of(batch.connection, self._house.vault, report_id)
        stored = await reports.report_by_id(batch.connection, self._house.vault, report_id)
        if reporter is not None and stored is not None:
            message = Message((phrase("message-waited"), one.text), address_form=stored.report.address_form)
            batch.send(reporter.address, SendMessage(message, told=one.id.hex()), key_id=report_id)
