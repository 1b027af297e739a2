"""What staff hear of who has a case to read: a number and a day, never its content (design 4.11)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, Phrase, phrase
from bot.house import House
from bot.nobody_left import cause_lines, causes_of
from bot.outgoing import TakeAway
from bot.reading import Reading
from casework.report import Urgency
from storage.vault import Address


class ReadingNotices:
    """Puts notices in a Batch, and takes the buttons off those that ask the wrong person by now."""

    def __init__(self, house: House) -> None:
        self._house = house

    def ask_to_read(self, batch: Batch, number: int, reading: Reading, read_by: date, urgency: Urgency) -> list[int]:
        """A notice without content, which also says whether it can wait. Answers its outbox row."""
        address = self._house.address_of(reading.reader or "")
        if address is None:
            return []
        key = "notice-new-confidant" if reading.via_confidant else "notice-new"
        words = phrase(key, number=number, urgency=urgency.value, read_by=read_by)
        message = Message((words,), _asking_buttons(number), protected=True)
        return [batch.say(address, message, case_number=number)]

    def say_it_presses(self, batch: Batch, number: int, reading: Reading) -> list[int]:
        """Who was asked before to read it hears that it cannot wait by now. Answers the outbox row."""
        address = self._house.address_of(reading.reader or "")
        if address is None or reading.urgency is Urgency.NORMAL:
            return []
        words = phrase(f"notice-urgency-{reading.urgency.value}", number=number)
        message = Message((words,), _asking_buttons(number)[:1], protected=True)
        return [batch.say(address, message, case_number=number)]

    def remind_to_read(
        self, batch: Batch, number: int, reading: Reading, person: str, today: date, since: date
    ) -> list[int]:
        """The same on a later morning, to `person`: that it still waits, and whether it can. Where everybody was asked
        it is late, whoever reads it, for it was there `since` that day, and there is nobody to pass it on to. Answers
        its outbox row."""
        address = self._house.address_of(person)
        if address is None:
            return []
        key = "notice-not-taken-up" if person in reading.seen_by else "notice-unread"
        words = phrase(f"{key}-late", number=number, urgency=reading.urgency.value, since=since)
        if not reading.all_asked:
            read_by = date.fromisoformat(reading.read_by)
            is_today = "yes" if read_by <= today else "no"
            words = phrase(key, number=number, urgency=reading.urgency.value, today=is_today, read_by=read_by)
        buttons = _asking_buttons(number)[:1] if reading.all_asked else _asking_buttons(number)
        return [batch.say(address, Message((words,), buttons, protected=True), case_number=number)]

    def tell_others(self, batch: Batch, number: int, reading: Reading, *, is_in_hand: bool = False) -> None:
        """To whom the protocol gives it too (P003 N-43): they hear that it is there, whether it can wait, and who reads
        it; who has it, where it `is_in_hand` at once."""
        read_by = date.fromisoformat(reading.read_by)
        reader = self._house.name_of(reading.taken_up_by or reading.reader or "")
        has = "takes" if is_in_hand else "no" if reading.taken_up_by is None else "works"
        for person in reading.told:
            address = self._house.address_of(person)
            if address is None or person in reading.barred:
                continue
            urgency = reading.urgency.value
            words = phrase("notice-also-told", number=number, urgency=urgency, reader=reader, read_by=read_by, has=has)
            message = Message((words,), ((small_button("read", str(number)),),), protected=True)
            batch.say(address, message, case_number=number)

    def take_buttons(self, batch: Batch, number: int, now: Reading, former: str | None, notices: Iterable[int]) -> None:
        """What still asks the former reader, the outbox rows `notices`, says that somebody else has it, and not who."""
        address = self._address_of_former(former, now)
        if address is not None:
            _put_on_notices(batch, number, address, notices, phrase("notice-with-another", number=number))

    def tell_passed(self, batch: Batch, number: int, before: Reading, now: Reading, notices: Iterable[int]) -> None:
        """What still asked the former reader goes, and one message says who has it now."""
        address = self._address_of_former(before.reader, now)
        if address is None:
            return
        key = "notice-passed-read" if before.reader in before.seen_by else "notice-passed"
        words = phrase(key, number=number, name=self._house.name_of(now.reader or ""))
        gone = TakeAway(Message((phrase("notice-over", number=number),), protected=True))
        for row in notices:
            batch.send(address, gone, target_row=row, case_number=number)
        batch.say(address, Message((words,), protected=True), case_number=number)

    def tell_admin(self, batch: Batch, number: int, reading: Reading, besides: Collection[str] = ()) -> bool:
        """There is something that nobody can read now, and why: not what it says, and nothing to an admin whom it is
        about, or who is among `besides`, who may not hear of it now.

        Answers whether the admin is known to be reachable.
        """
        return self._tell_admin(batch, number, reading, phrase("notice-nobody-left", number=number), besides)

    def tell_admin_all_asked(self, batch: Batch, number: int, reading: Reading) -> bool:
        """As `tell_admin`, where there are people who can read it, and all of them were asked."""
        read = "yes" if reading.reader in reading.seen_by else "no"
        return self._tell_admin(batch, number, reading, phrase("notice-all-asked", number=number, read=read))

    def _tell_admin(
        self, batch: Batch, number: int, reading: Reading, said: Phrase, besides: Collection[str] = ()
    ) -> bool:
        admin = self._house.school.admin
        address = self._house.address_of(admin)
        if address is None or admin in reading.barred or admin in besides:
            return False
        why = cause_lines(self._house, causes_of(self._house, reading, batch.now, besides))
        batch.say_once(address, Message((said, *why)), case_number=number)
        return admin not in self._house.staff.unreachable

    def tell_admin_solved(self, batch: Batch, number: int, reading: Reading, people: Collection[str]) -> Reading:
        """An admin who was told that nobody can read it hears that somebody goes on with it, when that is not the admin
        among these `people`, and nothing when it is about them by now. Answers the reading to be kept."""
        return self._no_more_for_admin(batch, number, reading, people, "notice-nobody-left-solved")

    def tell_admin_read(self, batch: Batch, number: int, reading: Reading, person: str) -> Reading:
        """As `tell_admin_solved`, once `person` has read what nobody took up of all who were asked."""
        return self._no_more_for_admin(batch, number, reading, (person,), "notice-all-asked-read")

    def _no_more_for_admin(
        self, batch: Batch, number: int, reading: Reading, people: Collection[str], key: str
    ) -> Reading:
        admin = self._house.school.admin
        address = self._house.address_of(admin) if reading.admin_told else None
        if address is not None and admin not in (*reading.barred, *people):
            batch.say(address, Message((phrase(key, number=number),)), case_number=number)
        return replace(reading, admin_told=False)

    def _address_of_former(self, former: str | None, now: Reading) -> Address | None:
        """Where to tell `former` that somebody else has it to read; None when nobody else has, or they may not hear."""
        if now.reader in (None, former) or former in now.barred:
            return None
        return self._house.address_of(former or "")


def _asking_buttons(number: int) -> tuple[tuple[Button, ...], ...]:
    return ((small_button("read", str(number)),), (small_button("pass", str(number)),))


def _put_on_notices(batch: Batch, number: int, address: Address, notices: Iterable[int], words: Phrase) -> None:
    """The messages of these outbox rows say `words` from now on, without their buttons."""
    for row in notices:
        batch.edit(address, row, None, Message((words,), protected=True), case_number=number)
