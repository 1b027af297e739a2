"""What staff walked away from in a case ends when the case is closed: nothing could come of it any more."""

from bot.batch import Batch
from bot.flows.left_talks import ended, left_about, waiting, without
from bot.house import House


async def end_left_talks(batch: Batch, house: House, person: str, number: int) -> None:
    """What waits with this member of staff about the case of this number waits no more, and they hear what is gone."""
    address = house.address_of(person)
    if address is None:
        return
    chat = house.vault.chat_of(address)
    await batch.load_too(chat, address)
    for one in left_about(batch.talk_of(chat), str(number)):
        left = waiting(batch.talk_of(chat), one.key)
        batch.put_talk(chat, without(batch.talk_of(chat), one.key))
        if left is not None:
            batch.say(address, ended(left), case_number=number)
