"""Who had a part in a case that went to others hears that nothing is asked of them any more, and not why.

It may be about somebody of the staff, so it is said in the same words whatever the reason was, and on the next morning
on which they are there: at the moment itself it would tell that its reporter had just said something. Whom it is about,
who is left out and to whom it happens hear nothing of it (AX-12). Everything here works inside the transaction of a
Batch.
"""

from collections.abc import Iterable

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.words import Message, phrase
from bot.house import House
from bot.reading import Reading, reading_from_data
from bot.unread_mornings import next_morning
from storage import dues
from storage.dues import Due, DueKind


async def expect_to_tell_who_left(house: House, batch: Batch, number: int, people: Iterable[str]) -> None:
    """On their next morning these people, who read the case of this number no more, hear that it is over for them."""
    for person in people:
        subject, at = house.person_hash(person), next_morning(house, person, batch.now)
        await batch.flush()
        waiting = await dues.dues_about(batch.connection, DueKind.OVER, subject)
        if at is not None and number not in {one.case_number for one in waiting}:
            dues.add_due(batch.changes, DueKind.OVER, at, subject, case_number=number)


class CaseLeft:
    """Says it on that morning, by how the case is read then."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def on_due(self, batch: Batch, due: Due) -> None:
        person = self._house.people_by_hash().get(due.subject)
        case = None if due.case_number is None else await self._office.case(batch, due.case_number)
        address = None if person is None else self._house.address_of(person)
        if person is None or case is None or address is None or not _may_hear(reading_from_data(case.reading), person):
            return
        words = phrase("notice-over", number=case.number)
        batch.say(address, Message((words,), protected=True), case_number=case.number)


def _may_hear(reading: Reading, person: str) -> bool:
    return person not in (*reading.may_read, *reading.subjects, *reading.excluded, reading.bullied)
