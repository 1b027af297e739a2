"""What the school wrote to a reporter who muted or blocked the bot: it waits, and is said when they are back."""

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, phrase
from bot.house import House
from bot.outgoing import SendMessage
from bot.reporter_telling import who_wrote
from bot.which_of_several import which_of_several
from storage import reports
from storage.reports import Reporter
from storage.vault import Address


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
            reporter = await reports.reporter_of(batch.connection, self._house.vault, row.report_id)
            if reporter is not None and (muted_too or not row.muted):
                await self._say_of(batch, reporter, reporter.address)

    async def say_to_colleague(self, batch: Batch, person: bytes, address: Address) -> None:
        """One of the staff, by their keyed hash, is reached at this address now, with a button to write back."""
        await batch.changes.flush(batch.connection)
        for row in await reports.reports_of_person(batch.connection, person):
            reporter = await reports.reporter_of(batch.connection, self._house.vault, row.report_id)
            if reporter is not None:
                reply = small_button("reply", row.report_id.hex())
                await self._say_of(batch, reporter, address, ((reply,),), case_number=row.case_number)

    async def _say_of(
        self,
        batch: Batch,
        reporter: Reporter,
        address: Address,
        buttons: tuple[tuple[Button, ...], ...] = (),
        case_number: int | None = None,
    ) -> None:
        report_id = reporter.report_id
        sealer = await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, self._house.vault, report_id)
        if sealer is None or stored is None:
            return
        form, which = stored.report.address_form, await which_of_several(batch, reporter, stored)
        for one in await reports.told_with(batch.connection, sealer, report_id):
            if one.waits:
                waited = phrase("message-waited", name=who_wrote(self._house, one), day=one.told_on)
                message = Message((*which, waited, one.text), buttons, address_form=form)
                line, own = SendMessage(message, told=one.id.hex()), reporter.in_own_chat
                batch.send(address, line, key_id=report_id, case_number=case_number, from_school=own)
                reports.set_waits(batch.changes, sealer, one, waits=False)
