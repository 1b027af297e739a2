"""Who decides in the place of somebody else who is there: the question says so, and that person hears of it.

A deputy may always act. What only they may do for another is never done without a word to either of them.
"""

from collections.abc import Sequence

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, Words, phrase
from bot.house import House
from bot.reading import reading_from_data
from bot.staff.card_scene import Asked, CardScene
from bot.staff.case_people import involved_in, people_for, who_stand_in
from bot.staff.means_room import asked_about
from casework.case import Case
from casework.holders import named_holders
from casework.protocol_model import RoleExpr
from casework.standing import single_roles
from storage.cases import CaseFile


def decided_for(
    house: House, case: Case, case_file: CaseFile, scene: CardScene, person: str, places: Sequence[int]
) -> tuple[tuple[str, ...], Words | None]:
    """For whom `person` would decide what is asked at `places` of the card, by standing in for them alone, with the
    words for it; nobody and None where it is their own, or no decision."""
    about = asked_about(scene, case.protocol, tuple(places))
    if about is None or not _is_decision(scene, case, tuple(places)):
        return (), None
    people = _stood_in_for(house, case, case_file, person, about[0])
    if not people:
        return (), None
    names = ", ".join(map(house.name_of, people))
    return people, phrase("case-decides-for", names=names, role=scene.asked_title(about[0]))


def tell_decided_for(house: House, batch: Batch, case_file: CaseFile, people: Sequence[str], person: str) -> None:
    """Those in whose place `person` decided hear, without content, that this was done."""
    may_read = reading_from_data(case_file.reading).may_read
    for one in people:
        address = house.address_of(one)
        if address is not None:
            words = phrase("case-notice-decided-for", number=case_file.number, name=house.name_of(person))
            rows = ((small_button("card", str(case_file.number)),),) if one in may_read else ()
            batch.say(address, Message((words,), rows, protected=True), case_number=case_file.number)


def _is_decision(scene: CardScene, case: Case, places: tuple[int, ...]) -> bool:
    """A means, the end of a step, what is established, and of the work only what the protocol has somebody decide."""
    if places[0] != Asked.OFFER:
        return places[0] in (Asked.MEANS, Asked.GATE, Asked.FACT)
    found = case.protocol.find_action(scene.card.offers[places[1]].key)
    return found is not None and found[1].decided_by is not None


def _stood_in_for(house: House, case: Case, case_file: CaseFile, person: str, wanted: RoleExpr) -> tuple[str, ...]:
    """The holders of these roles for whom `person` stands in, who holds none of them."""
    reading = reading_from_data(case_file.reading)
    holders = people_for(house, case, reading, wanted)
    involved, roles = involved_in(case, reading), case.protocol.roles
    own = {one.person for part in single_roles(wanted) for one in named_holders(roles, house.school, involved, part)}
    if person in holders or person in own:
        return ()
    deputies_in = wanted.role_ids()
    return tuple(
        one for one in holders if any(person in who_stand_in(house, reading, (one,), role) for role in deputies_in)
    )
