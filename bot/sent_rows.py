"""What follows on what came of an outbox row, beyond the chat that it was for."""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.first_reading import FirstReading
from bot.house import House
from bot.outcome import Done, Refused
from bot.refused_removals import RefusedRemovals, takes_off
from bot.unreachable import Unreachable
from storage.connection import AsyncConnection
from storage.outbox import OutboxRow, RowNumbers


class SentRows:
    """Runs in the transaction that marks a row as done or as refused."""

    def __init__(self, house: House, office: CaseOffice, numbers: RowNumbers) -> None:
        self._house = house
        self._numbers = numbers
        self._first_reading = FirstReading(house, office)
        self._removals = RefusedRemovals(house)
        self._unreachable = Unreachable(house, office)

    async def __call__(self, connection: AsyncConnection, row: OutboxRow, outcome: Done | Refused) -> Batch | None:
        """What has to be handed on after the commit; None when nothing follows."""
        person = self._house.staff.person_at(row.chat)
        line = row.payload.get("told")
        removal_refused = isinstance(outcome, Refused) and takes_off(row)
        if person is None and line is None and not removal_refused:
            return None
        batch = Batch(connection, self._house.vault, self._house.clock.now(), self._numbers)
        if person is not None and isinstance(outcome, Done):
            await self._first_reading.shown(batch, row, person)
        elif isinstance(outcome, Refused):
            if person is not None:
                await self._first_reading.not_shown(batch, row, person)
            await self._unreachable.refused(batch, row, outcome, person)
            await self._removals.try_again(batch, row, outcome, person)
        await batch.flush()
        return batch
