"""To whom of the school a case can be given, and whom one can ask to keep an eye on it."""

from bot.house import House
from bot.reading import Reading, can_be_told, involved_by, way_of
from casework.taking_over import TakingOver


def may_take_over(house: House, reading: Reading) -> tuple[str, ...]:
    """The staff to whom a case can be handed (`TakingOver.may_have_case`) and who can be told of it."""
    giving = _taking_over(house, reading)
    return tuple(one for one in house.school.people if can_be_told(house, reading, one) and giving.may_have_case(one))


def may_have_case(house: House, reading: Reading, person: str) -> bool:
    """Whether the case can be this person's, told of it or not (`TakingOver.may_have_case`)."""
    return _taking_over(house, reading).may_have_case(person)


def may_watch(house: House, reading: Reading, person: str) -> bool:
    """Whether this colleague can be asked to keep an eye on it, and told so."""
    return can_be_told(house, reading, person) and _taking_over(house, reading).may_watch(person)


def _taking_over(house: House, reading: Reading) -> TakingOver:
    return TakingOver(
        school=house.school,
        roles=house.outline.roles,
        line=house.outline.line,
        involved=involved_by(reading),
        way=way_of(house, reading),
        for_confidant=reading.via_confidant,
        admin=house.school.admin,
    )
