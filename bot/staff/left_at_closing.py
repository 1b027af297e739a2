"""What staff walked away from in a case ends when the case is closed: nothing could come of it any more."""

from bot.batch import Batch
from bot.flows.left_talks import ended, left_about, waiting, without
from storage.vault import Address


async def end_left_talks(batch: Batch, chat: bytes, address: Address, number: int) -> None:
    """What waits in this chat about the case of this number waits no more, and whose chat it is hears what is gone."""
    await batch.load_too(chat, address)
    for one in left_about(batch.talk_of(chat), str(number)):
        left = waiting(batch.talk_of(chat), one.key)
        batch.put_talk(chat, without(batch.talk_of(chat), one.key))
        if left is not None:
            batch.say(address, ended(left), case_number=number)
