"""Cards on the screens of staff: whoever may not see a case any more keeps no card of it.

A bot may change its own messages however old they are, so which messages are cards is remembered for as long as they
are of a case that can be opened there. The rows are sealed with the outbox's key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.words import Message, phrase
from bot.house import House
from bot.staff.access import may_open
from storage import dues, outbox
from storage.dues import Due, DueKind
from storage.outbox import MESSAGE_IDS_KEPT
from storage.vault import Address

_FIRST_LOOK = MESSAGE_IDS_KEPT / 2
"""Well before the outbox forgets what the channel calls the message of a row."""

_NEXT_LOOK = timedelta(days=7)


@dataclass(frozen=True)
class ShownCard:
    """A card in the message that `row` sent, or in the `message` of this id; `asks` is the question that it put to its
    reader, empty when it put none."""

    due: Due
    row: int | None
    message: int | None
    asks: tuple[int, ...]


def remember_card(
    house: House,
    batch: Batch,
    number: int,
    address: Address,
    *,
    row: int | None = None,
    message: int | None = None,
    asks: Sequence[int] = (),
) -> None:
    """A card of the case of this number, or a question `asks` about it, stands in the message that `row` sends, or in
    the `message` of this id."""
    detail = {"row": row, "message": message, "asks": list(asks)}
    _remember(house, batch, _subject(number, house.vault.chat_of(address)), _FIRST_LOOK, detail)


async def cards_shown(house: House, batch: Batch, number: int, address: Address) -> list[ShownCard]:
    """The cards of this case in this chat, each message once."""
    await batch.flush()
    found: dict[tuple[int | None, int | None], ShownCard] = {}
    for due in await dues.dues_about(batch.connection, DueKind.CARD, _subject(number, house.vault.chat_of(address))):
        detail = due.detail(house.vault.outgoing)
        one = ShownCard(due, detail["row"], detail["message"], tuple(detail.get("asks", ())))
        if (one.row, one.message) in found:
            dues.done(batch.changes, due)
        found.setdefault((one.row, one.message), one)
    return list(found.values())


async def take_cards_away(house: House, batch: Batch, number: int, address: Address) -> None:
    """What stands in the place of each card of this case in this chat says that nothing is to be read there."""
    gone = Message((phrase("notice-gone", number=number),), protected=True)
    for card in await cards_shown(house, batch, number, address):
        dues.done(batch.changes, card.due)
        batch.edit(address, card.row, card.message, gone, case_number=number)


class RememberedCards:
    """Keeps what the channel calls the cards, once the outbox is about to forget it."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def on_due(self, batch: Batch, due: Due) -> None:
        """The card is remembered on, unless it has nobody's case any more or is remembered already."""
        number, chat = int.from_bytes(due.subject[1:9]), due.subject[9:]
        person, case = self._house.staff.person_at(chat), await self._office.case(batch, number)
        if person is None or case is None or not may_open(case, person):
            return
        detail = due.detail(self._house.vault.outgoing)
        if detail["message"] is None:
            message = await outbox.message_of_row(batch.connection, detail["row"])
            if message is None and detail.get("waited"):
                return
            sent = {"row": None, "message": message, "waited": False}
            detail |= {"waited": True} if message is None else sent
        if not await self._is_known(batch, due.subject, detail):
            wait = _FIRST_LOOK if detail["message"] is None else _NEXT_LOOK
            _remember(self._house, batch, due.subject, wait, detail)

    async def _is_known(self, batch: Batch, subject: bytes, detail: dict[str, Any]) -> bool:
        await batch.flush()
        others = await dues.dues_about(batch.connection, DueKind.CARD, subject)
        known = [one.detail(self._house.vault.outgoing) for one in others]
        place = (detail["row"], detail["message"])
        return not detail.get("asks") and place in [(one["row"], one["message"]) for one in known]


def _remember(house: House, batch: Batch, subject: bytes, wait: timedelta, detail: dict[str, Any]) -> None:
    sealer = house.vault.outgoing
    dues.add_due(batch.changes, DueKind.CARD, batch.now + wait, subject, detail=detail, sealer=sealer)


def _subject(number: int, chat: bytes) -> bytes:
    return b"c" + number.to_bytes(8, "big") + chat
