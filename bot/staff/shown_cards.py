"""Cards on the screens of staff: whoever may not see a case any more keeps no card of it.

Which messages are cards is remembered for as long as the outbox knows what the channel calls them; the rows are sealed
with the outbox's key.
"""

from bot.batch import Batch
from bot.flows.words import Message, phrase
from bot.house import House
from storage import dues
from storage.dues import Due, DueKind
from storage.outbox import MESSAGE_IDS_KEPT
from storage.vault import Address


def remember_card(
    house: House, batch: Batch, number: int, address: Address, *, row: int | None = None, message: int | None = None
) -> None:
    """A card of the case of this number stands in the message that `row` sends, or in the `message` of this id."""
    subject, at = _subject(number, house.vault.chat_of(address)), batch.now + MESSAGE_IDS_KEPT
    detail = {"row": row, "message": message}
    dues.add_due(batch.changes, DueKind.CARD, at, subject, detail=detail, sealer=house.vault.outgoing)


async def take_cards_away(house: House, batch: Batch, number: int, address: Address) -> None:
    """What stands in the place of each card of this case in this chat says that nothing is to be read there."""
    await batch.flush()
    gone = Message((phrase("notice-gone", number=number),), protected=True)
    seen = set()
    for due in await dues.dues_about(batch.connection, DueKind.CARD, _subject(number, house.vault.chat_of(address))):
        dues.done(batch.changes, due)
        detail = due.detail(house.vault.outgoing)
        card = (detail["row"], detail["message"])
        if card not in seen:
            batch.edit(address, *card, gone, case_number=number)
        seen.add(card)


async def forget_card(_batch: Batch, _due: Due) -> None:
    """For the sweep: what the channel calls the message of this card is not known any more."""


def _subject(number: int, chat: bytes) -> bytes:
    return b"c" + number.to_bytes(8, "big") + chat
