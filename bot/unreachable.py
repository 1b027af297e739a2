"""What happens when somebody cannot be reached: a blocked bot, an account that is gone."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.house import House
from bot.reading import reading_from_data
from storage import people
from storage.outbox import OutboxRow, RowNumbers


class Unreachable:
    """Runs in the transaction that marks a row as refused: a case does not wait with somebody who cannot read it."""

    def __init__(self, house: House, office: CaseOffice, numbers: RowNumbers) -> None:
        self._house = house
        self._office = office
        self._numbers = numbers

    async def __call__(self, connection: AsyncConnection, row: OutboxRow) -> Batch | None:
        person = self._house.staff.person_at(row.chat)
        if person is None:
            return None
        batch = Batch(connection, self._house.vault, self._house.clock.now(), self._numbers)
        people.set_unreachable(batch.changes, self._house.person_hash(person), unreachable=True)
        self._house.staff.set_unreachable(person)
        if row.case_number is not None:
            await self._pass_on(batch, row.case_number, person)
        await batch.flush()
        return batch

    async def _pass_on(self, batch: Batch, number: int, person: str) -> None:
        case = await self._office.case(batch, number)
        if case is not None and reading_from_data(case.reading).reader == person:
            await self._office.pass_on(batch, number)
