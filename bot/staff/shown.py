"""Content on the screens of staff, and its removal: a due row of the transaction that shows it.

The rows are sealed with the outbox's key and name no case in the open: they hold no content, and the removal
must still be done when the case's own key was erased meanwhile.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, phrase
from bot.house import House
from bot.outgoing import EditMessage, Removal, TakeAway
from bot.staff.access import may_open, reading_of_case
from bot.staff.shown_cards import take_cards_away
from storage import dues, outbox
from storage.cases import CaseFile
from storage.dues import Due, DueKind, dues_about, dues_of_kind
from storage.erasing import keys_of_case
from storage.outbox import OutboxRow
from storage.vault import Address

PAGE = "page"
_STORY, _NOTES = b"h", b"n"
"""What stands in the place of a message that was tapped."""


class ShownContent:
    """What is shown for a while: stories in the place of a notice, pictures and reports in messages of their own."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def story_is_shown(self, batch: Batch, number: int, address: Address, message: int) -> bool:
        return await self._is_shown(batch, self._page(_STORY, number, address, message))

    async def expect_story(self, batch: Batch, number: int, address: Address, message: int) -> str | None:
        """The story that now stands in `message` goes after the school's term. Answers the due row (hex id) of that
        when no story stood there yet."""
        return await self._expect_page(batch, _STORY, number, address, message)

    async def expect_notes(self, batch: Batch, number: int, address: Address, message: int) -> str | None:
        """As `expect_story`, of what staff wrote, which stands in the place of the card."""
        return await self._expect_page(batch, _NOTES, number, address, message)

    async def put_notes_away(self, batch: Batch, number: int, address: Address, message: int) -> Removal | None:
        """The card is coming back where the notes stood; answers what it takes off the screen, if they stand there."""
        subject = self._page(_NOTES, number, address, message)
        was_shown = await self._is_shown(batch, subject)
        dues.cancel_dues(batch.changes, DueKind.HIDE, subject)
        return Removal(subject.hex(), PAGE) if was_shown else None

    async def _expect_page(self, batch: Batch, kind: bytes, number: int, address: Address, message: int) -> str | None:
        subject = self._page(kind, number, address, message)
        was_shown = await self._is_shown(batch, subject)
        dues.cancel_dues(batch.changes, DueKind.HIDE, subject)
        due = self._expect(batch, subject, {"number": number, "to": dict(address), "message": message})
        return None if was_shown else due.hex()

    async def put_notice_back(self, batch: Batch, number: int, address: Address, message: int) -> None:
        """The story makes place for the notice that stood there."""
        subject = self._page(_STORY, number, address, message)
        dues.cancel_dues(batch.changes, DueKind.HIDE, subject)
        await self._put_back(batch, number, address, message, subject)

    async def _put_back(
        self, batch: Batch, number: int, address: Address, message: int, subject: bytes, removal: Removal | None = None
    ) -> None:
        """What leads to the same again: to the card, where it stood in the place of one."""
        notice = await self._notice(batch, number, address, of_card=subject.startswith(_NOTES))
        removal = removal or Removal(subject.hex(), PAGE)
        batch.send(address, EditMessage(notice, message, removal=removal), case_number=number)

    async def picture_is_shown(self, batch: Batch, picture: bytes, address: Address) -> bool:
        return bool(await self._shown_to(batch, picture, address))

    def expect_picture(self, batch: Batch, number: int, picture: bytes, address: Address, row: int) -> None:
        """The picture in the message that `row` sends goes after the school's term. Who removes a picture finds
        these rows by its id."""
        self._expect(batch, picture, {"number": number, "to": dict(address), "row": row})

    async def take_picture_away(self, batch: Batch, picture: bytes, address: Address, message: int) -> None:
        """The copy of one person goes before its time."""
        for due in await self._shown_to(batch, picture, address):
            dues.done(batch.changes, due)
        batch.send(address, take_away(Removal(picture.hex(), "picture"), message))

    async def take_pictures_away(self, batch: Batch, number: int, address: Address) -> None:
        """All pictures of a case that one person has on the screen go before their time."""
        to = dict(address)
        for due, detail in await shown_content(batch):
            if _what_is_shown(detail) == "picture" and detail["number"] == number and detail["to"] == to:
                await self._take_away_now(batch, due)

    async def take_picture_from_all(self, batch: Batch, picture: bytes) -> None:
        """Every copy that somebody still has on the screen goes with the next sweep."""
        await batch.flush()
        await dues.bring_forward(batch.connection, DueKind.HIDE, picture, batch.now)

    async def _shown_to(self, batch: Batch, picture: bytes, address: Address) -> list[Due]:
        await batch.flush()
        shown = await dues_about(batch.connection, DueKind.HIDE, picture)
        return [due for due in shown if due.detail(self._house.vault.outgoing)["to"] == dict(address)]

    async def report_is_shown(self, batch: Batch, number: int, address: Address) -> bool:
        return await self._is_shown(batch, self._report(number, address))

    async def _is_shown(self, batch: Batch, subject: bytes) -> bool:
        await batch.flush()
        return bool(await dues_about(batch.connection, DueKind.HIDE, subject))

    def expect_report(self, batch: Batch, number: int, address: Address, row: int) -> None:
        """The document in the message that `row` sends goes after the school's term."""
        detail = {"number": number, "to": dict(address), "row": row, "what": "report"}
        self._expect(batch, self._report(number, address), detail)

    def expect_text(self, batch: Batch, number: int, address: Address, row: int) -> None:
        """The text to copy in the message that `row` sends goes after the school's term."""
        subject = b"t" + number.to_bytes(8, "big") + self._house.vault.chat_of(address) + row.to_bytes(8, "big")
        self._expect(batch, subject, {"number": number, "to": dict(address), "row": row, "what": "text"})

    async def take_report_away(self, batch: Batch, number: int, address: Address, message: int) -> None:
        """The document goes before its time."""
        subject = self._report(number, address)
        dues.cancel_dues(batch.changes, DueKind.HIDE, subject)
        batch.send(address, take_away(Removal(subject.hex(), "report"), message), case_number=number)

    async def hide_from(self, batch: Batch, number: int, person: str) -> None:
        """`person` may not see this case, or what they see of it, any more: what still had to be said to them of it is
        not said, and what stands on their screen goes, in this transaction. Who may still open the case is told what
        says no more than that there is something in it."""
        await batch.flush()
        address, case = self._house.address_of(person), await self._office.case(batch, number)
        stays = case is not None and may_open(case, person)
        if address is not None:
            await self._withdraw(batch, number, self._house.vault.chat_of(address), only_content=stays)
        to, hashed = dict(address or {}), self._house.person_hash(person).hex()
        for due, detail in await shown_content(batch):
            if detail["number"] == number and (detail["to"] == to or detail.get("person") == hashed):
                await self._take_away_now(batch, due)
        if address is not None and not stays:
            await take_cards_away(self._house, batch, number, address)

    async def _take_away_now(self, batch: Batch, due: Due) -> None:
        dues.done(batch.changes, due)
        await self.on_hide_due(batch, due)

    async def _withdraw(self, batch: Batch, number: int, chat: bytes, *, only_content: bool) -> None:
        """What shows something of the case is sealed with one of its keys, or is a message of its own; what takes
        something off the screen is neither. A message of this transaction was written with this loss in mind."""
        keys = set(await keys_of_case(batch.connection, self._house.vault, number))
        waiting = await outbox.waiting_rows(batch.connection, self._house.vault)
        stays = {row.id for row in (waiting if only_content else batch.rows)}
        gone = {
            row.id
            for row in waiting
            if row.chat == chat and (row.key_id in keys or (_is_message_of(row, number) and row.id not in stays))
        }
        await batch.withdraw(gone)

    async def on_hide_due(self, batch: Batch, due: Due) -> None:
        """Shown content has stood long enough."""
        detail = due.detail(self._house.vault.outgoing)
        removal = Removal(due.subject.hex(), _what_is_shown(detail), detail.get("refused_since"))
        if removal.what == PAGE:
            dues.cancel_dues(batch.changes, DueKind.HIDE, due.subject)
            await self._put_back(batch, detail["number"], detail["to"], detail["message"], due.subject, removal)
            return
        message = await outbox.message_of_row(batch.connection, detail["row"])
        away = take_away(removal, message or detail.get("sent"))
        batch.send(detail["to"], away, target_row=detail["row"], case_number=detail["number"])

    def _expect(self, batch: Batch, subject: bytes, detail: dict[str, Any]) -> bytes:
        at = batch.now + timedelta(minutes=self._house.school.terms.shown_minutes)
        detail = {**detail, **shown_to(self._house, detail["to"])}
        return dues.add_due(batch.changes, DueKind.HIDE, at, subject, detail=detail, sealer=self._house.vault.outgoing)

    async def _notice(self, batch: Batch, number: int, address: Address, *, of_card: bool) -> Message:
        case = await self._office.case(batch, number)
        person = self._house.staff.person_at(self._house.vault.chat_of(address))
        if case is None or person is None or not may_open(case, person):
            return Message((phrase("notice-gone", number=number),), protected=True)
        if of_card:
            card = small_button("card", str(number), number=number)
            return Message((phrase("notice-back-card", number=number),), ((card,),), protected=True)
        return Message((phrase("notice-back", number=number),), notice_buttons(case, person), protected=True)

    def _page(self, kind: bytes, number: int, address: Address, message: int) -> bytes:
        chat = self._house.vault.chat_of(address)
        return kind + number.to_bytes(8, "big") + chat + message.to_bytes(8, "big", signed=True)

    def _report(self, number: int, address: Address) -> bytes:
        return b"r" + number.to_bytes(8, "big") + self._house.vault.chat_of(address)


def _what_is_shown(detail: dict[str, Any]) -> str:
    """The kind of content, by what its removal knows of it."""
    return PAGE if "message" in detail else detail.get("what", "picture")


def _is_message_of(row: OutboxRow, number: int) -> bool:
    return row.case_number == number and row.payload["do"] == "send"


async def shown_content(batch: Batch) -> list[tuple[Due, dict[str, Any]]]:
    """All that is shown on any screen for a while, with what its removal knows of it."""
    await batch.flush()
    found = await dues_of_kind(batch.connection, DueKind.HIDE)
    return [(due, due.detail(batch.vault.outgoing)) for due in found]


def shown_to(house: House, address: Address) -> dict[str, str]:
    """Whose screen it is, as the removal remembers it: by then their account may be another one."""
    person = house.staff.person_at(house.vault.chat_of(address))
    return {} if person is None else {"person": house.person_hash(person).hex()}


async def clear_screens(batch: Batch, addresses: Collection[Address]) -> None:
    """All content on these screens goes with the next sweep: they are of somebody else from now on."""
    known = [dict(address) for address in addresses]
    for due, detail in await shown_content(batch):
        if detail["to"] in known:
            await dues.bring_forward(batch.connection, DueKind.HIDE, due.subject, batch.now)


def notice_buttons(case: CaseFile, person: str) -> tuple[tuple[Button, ...], ...]:
    """What stands under a notice: reading it, and passing it on for whoever has it to read."""
    subject = str(case.number)
    rows = [(small_button("read", subject),)]
    if may_pass(case, person):
        rows.append((small_button("pass", subject),))
    return tuple(rows)


def may_pass(case: CaseFile, person: str) -> bool:
    """Whether `person` has it to read, and others are left to read it instead."""
    reading = reading_of_case(case)
    has_it = reading.reader == person and not reading.all_asked
    return case.is_open and reading.taken_up_by is None and has_it


def labelled(button: Button, key: str, **fields: object) -> Button:
    """The same button with another label."""
    return replace(button, label=phrase(key, **fields))


def take_away(removal: Removal, message: int | None = None) -> TakeAway:
    """A picture, a report or a text goes; where it cannot be deleted any more, words of ours cover it."""
    instead = Message((phrase(_TAKEN_AWAY[removal.what]),))
    return TakeAway(instead, is_picture=removal.what != "text", message_id=message, removal=removal)


_TAKEN_AWAY = {"picture": "picture-taken-away", "report": "report-taken-away", "text": "text-taken-away"}
