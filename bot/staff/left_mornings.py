"""Each school morning whoever said something of a case, and did not finish saying it, is asked for it again.

What may take the case to others counts with the last answer only, for nobody else could add the words to it after that;
so it may not stay halfway without anybody being asked. A row says: look at this person on that morning.
"""

from collections.abc import Iterator

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.conversation import Conversation
from bot.flows.left_talks import asking_message, case_of, is_asked_again, open_message, waiting
from bot.flows.reply_concern_flow import REPLY_CONCERN
from bot.house import House
from bot.staff.access import may_open
from bot.unread_mornings import next_morning
from storage import dues, reports
from storage.conversations import address_without_phone
from storage.dues import Due, DueKind


async def expect_left_morning(house: House, batch: Batch, person: str) -> None:
    """Look at what `person` left halfway on the first morning on which they are there. One row for each person."""
    subject = house.person_hash(person)
    await batch.flush()
    at = next_morning(house, person, batch.now)
    if at is not None and not await dues.dues_about(batch.connection, DueKind.LEFT, subject):
        dues.add_due(batch.changes, DueKind.LEFT, at, subject)


class LeftMornings:
    """Asks again for what is not finished, as long as its writer may still say it."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def on_due(self, batch: Batch, due: Due) -> None:
        """What waits for a person who has no phone now is looked at again when they may have one."""
        person = self._house.people_by_hash().get(due.subject)
        if person is None:
            return
        tied = self._house.address_of(person)
        address = tied or address_without_phone(person)
        chat = batch.vault.chat_of(address)
        await batch.load_too(chat, address)
        found = [one for one in _asked_again(batch.talk_of(chat)) if await self._may_be_said(batch, one[1], person)]
        for key, talk in found if tied is not None else ():
            message = open_message(talk) if key is None else asking_message(key, talk)
            batch.say(address, message, case_number=case_of(talk))
        if found:
            await expect_left_morning(self._house, batch, person)

    async def _may_be_said(self, batch: Batch, talk: Conversation, person: str) -> bool:
        number = case_of(talk)
        case = None if number is None else await self._office.case(batch, number)
        if case is None or not case.is_open:
            return False
        if talk.flow == REPLY_CONCERN.id:
            return await self._reported(batch, bytes.fromhex(talk.subject), person)
        return may_open(case, person)

    async def _reported(self, batch: Batch, report_id: bytes, person: str) -> bool:
        """Whether this is the colleague who reported it: they may say whom their message is about."""
        reporter = await reports.reporter_of(batch.connection, self._house.vault, report_id)
        return reporter is not None and reporter.person == self._house.person_hash(person)


def _asked_again(talk: Conversation) -> Iterator[tuple[str | None, Conversation]]:
    """The question that stands open, without a key, and what was left, each with its own."""
    if talk.is_open and is_asked_again(talk):
        yield None, talk
    for key in sorted(talk.left, key=int):
        left = waiting(talk, key)
        if left is not None and is_asked_again(left):
            yield key, left
