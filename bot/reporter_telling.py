"""What reporters hear of their case in their own chat, when they can be reached there and did not mute it.

Who can be reached is told each time that somebody else has it (design 4.4).
"""

from collections.abc import Sequence
from datetime import date

from bot.batch import Batch
from bot.flows.own_report_words import name_or_somebody
from bot.flows.words import Message, Phrase, Words, in_one_sentence, message_from_data, phrase
from bot.house import House
from bot.outgoing import SendMessage
from bot.reading import Reading, reading_from_data
from bot.which_of_several import which_of_several
from storage import cases, reports
from storage.outbox import OutboxRow
from storage.reports import Reporter, Told


def words_when_all_asked(reading: Reading) -> Phrase:
    """That all who may read it were asked and are asked again, and whether anybody read it."""
    return phrase("report-all-asked", read="yes" if reading.reader in reading.seen_by else "no")


class ReporterTelling:
    """Says something to the reporters of a case, inside the transaction of a Batch."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def tell_reporters(self, batch: Batch, number: int, words: Phrase) -> None:
        """Every reporter of the case who can be reached in their own chat, did not mute it, and does not have the case
        themselves."""
        for reporter in await reports.reporters_of_case(batch.connection, self._house.vault, number):
            address = self._house.address_of_reporter(reporter)
            has_it = await self._has_it(batch, number, reporter)
            if not reporter.muted and address is not None and not has_it:
                message = await self._message_to(batch, reporter, words)
                batch.say(address, message, case_number=number, from_school=reporter.in_own_chat)

    async def tell_reporter(self, batch: Batch, report_id: bytes, *words: Words, told: bytes | None = None) -> bool:
        """One reporter, in their own chat; False when they cannot be reached there. What is quoted is sealed. `told`
        is the line of the thread that it brings: it waits when the reporter turns out to be out of reach."""
        await batch.changes.flush(batch.connection)
        reporter = await reports.reporter_of(batch.connection, self._house.vault, report_id)
        address = None if reporter is None or reporter.muted else self._house.address_of_reporter(reporter)
        if reporter is None or address is None or await batch.sealer(report_id) is None:
            return False
        stored = await reports.report_by_id(batch.connection, self._house.vault, report_id)
        if stored is None or await self._has_it(batch, stored.case_number, reporter):
            return False
        line = None if told is None else told.hex()
        message = await self._message_to(batch, reporter, *words)
        batch.send(address, SendMessage(message, told=line), key_id=report_id, from_school=reporter.in_own_chat)
        return True

    async def tell_passed_on(self, batch: Batch, number: int, reader: str, read_by: date) -> None:
        """Its reporters hear who reads it by when, and not besides in the same breath that this person reads it too."""
        name = self._house.name_of(reader)
        too = read_too([name])
        await batch.withdraw({row.id for row in batch.rows if row.case_number == number and _says(row, too)})
        await self.tell_reporters(batch, number, phrase("report-passed-on", reader=name, read_by=read_by))

    async def _has_it(self, batch: Batch, number: int, reporter: Reporter) -> bool:
        """Whether it is a colleague who goes on with what they reported."""
        if reporter.person is None:
            return False
        await batch.flush()
        case = await cases.case_by_number(batch.connection, self._house.vault, number)
        kept_by = None if case is None else reading_from_data(case.reading).kept_by
        return kept_by is not None and self._house.person_hash(kept_by) == reporter.person

    async def _message_to(self, batch: Batch, reporter: Reporter, *words: Words) -> Message:
        """A parent is addressed as *u*; who has more than one report reads first which one it is about."""
        stored = await reports.report_by_id(batch.connection, self._house.vault, reporter.report_id)
        if stored is None:
            return Message(words)
        which = await which_of_several(batch, reporter, stored)
        return Message((*which, *words), address_form=stored.report.address_form)


def who_wrote(house: House, line: Told) -> Words:
    """How the reporter reads who of the school wrote this line of the thread: by name, never an account."""
    return name_or_somebody(line.by, house.school)


def read_too(names: Sequence[str]) -> Phrase:
    """That these people, whose names these are, may read the report besides whoever has it."""
    key = "report-read-too" if len(names) == 1 else "report-read-by-more"
    return phrase(key, names=in_one_sentence(names))


def _says(row: OutboxRow, words: Phrase) -> bool:
    return row.payload["do"] == "send" and words in message_from_data(row.payload["message"]).parts
