"""To whom of the school a case can be given, and whom one can ask to keep an eye on it."""

from collections.abc import Iterator

from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import Reading, can_be_told, involved_by, way_of
from casework.case import Case
from casework.contact_agreed import LetIn, whom_the_pupil_lets_in
from casework.taking_over import TakingOver


def may_take_over(house: House, reading: Reading, let_in: LetIn = LetIn.NOBODY) -> tuple[str, ...]:
    """The staff to whom a case can be handed (`TakingOver.may_have_case`) and who can be told of it; `let_in` is whom
    the pupil lets in on the confidant's line."""
    return tuple(one for one in _allowed(house, reading, let_in) if can_be_told(house, reading, one))


def let_in_by(case: Case, reading: Reading) -> LetIn:
    """Whom the pupil of this case lets in on what only the confidant knew."""
    return whom_the_pupil_lets_in(case, agreed=reading.agreed)


def why_nobody(house: House, reading: Reading, let_in: LetIn, person: str) -> Words:
    """Why nobody can take the case over from `person`: who may have no account that works, or nobody else may."""
    others = [house.name_of(one) for one in _allowed(house, reading, let_in) if one != person]
    if others:
        return phrase("case-nobody-to-hand", names=", ".join(others))
    if reading.via_confidant and let_in is LetIn.NOBODY:
        return phrase("case-nobody-to-hand-confidant")
    return phrase("case-nobody-to-hand-here")


def _allowed(house: House, reading: Reading, let_in: LetIn) -> Iterator[str]:
    giving = _taking_over(house, reading, let_in)
    return (one for one in house.school.people if giving.may_have_case(one))


def may_have_case(house: House, reading: Reading, person: str) -> bool:
    """Whether the case can be this person's, told of it or not (`TakingOver.may_have_case`)."""
    return _taking_over(house, reading).may_have_case(person)


def may_watch(house: House, reading: Reading, person: str) -> bool:
    """Whether this colleague can be asked to keep an eye on it, and told so."""
    return can_be_told(house, reading, person) and _taking_over(house, reading).may_watch(person)


def _taking_over(house: House, reading: Reading, let_in: LetIn = LetIn.NOBODY) -> TakingOver:
    return TakingOver(
        school=house.school,
        roles=house.outline.roles,
        line=house.outline.line,
        involved=involved_by(reading),
        way=way_of(house, reading),
        for_confidant=reading.via_confidant,
        admin=house.school.admin,
        let_in=let_in,
    )
