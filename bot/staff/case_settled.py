"""What a colleague was asked to decide, once somebody decided it: their message says so, and by whom."""

from collections.abc import Sequence

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, phrase
from bot.house import House
from bot.reading import reading_from_data
from bot.staff.shown_cards import cards_shown
from storage import dues
from storage.cases import CaseFile


async def close_what_was_asked(
    house: House, batch: Batch, case_file: CaseFile, question: Sequence[int], person: str
) -> None:
    """Every message of the case that put this `question` to somebody says that `person` answered it."""
    button = small_button("card", str(case_file.number))
    for one in reading_from_data(case_file.reading).may_read:
        address = house.address_of(one)
        if address is None:
            continue
        key = "case-asked-settled-by-you" if one == person else "case-asked-settled"
        words = phrase(key, number=case_file.number, name=house.name_of(person))
        for card in await cards_shown(house, batch, case_file.number, address):
            if card.asks and card.asks == tuple(question):
                dues.done(batch.changes, card.due)
                settled = Message((words,), ((button,),), protected=True)
                batch.edit(address, card.row, card.message, settled, case_number=case_file.number)
