"""What one person is to a case: in which roles they act, whose those are, and what roles are called here."""

from dataclasses import replace

from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import Reading, way_of
from bot.staff.case_home import home_decider_role, home_deciders
from bot.staff.case_people import deputies_of, first_contact_of, involved_in, lead_of, may_take_up, people_for
from bot.staff.case_taking_over import let_in_by, may_take_over, may_watch
from casework.case import Case
from casework.holders import is_the_reporters_role, named_holders, named_or_standing_in, standing_in
from casework.home_safety import CHILD_PROTECTION_OFFICER
from casework.protocol_model import Protocol, RoleExpr
from casework.school import FIRST_CONTACT, STAFF_ANY, School
from casework.standing import Standing


def standing_of(house: House, case: Case, reading: Reading, person: str) -> Standing:
    """What `person` is to this case: in which roles they act, for whom, and whether they have it.

    Who took the case up, or over, acts in the place of the step's lead. What anybody of the staff may do is for
    all of them, not only for those whom the school's file names as guards.
    """
    taken_by = reading.taken_up_by or reading.reader
    return Standing(
        fills=lambda one: _fills(house, case, reading, person, one),
        has_case=taken_by is not None and case.handed_over.get(taken_by, taken_by) == person,
        may_take_up=may_take_up(house, case, reading, person),
        in_place_of=_in_place_of(house, case, reading, person),
        may_have_case=lambda other: other in may_take_over(house, reading, let_in_by(case, reading)),
        may_watch=lambda other: may_watch(house, reading, other),
    )


def _fills(house: House, case: Case, reading: Reading, person: str, one: RoleExpr) -> bool:
    if reading.kept_by is not None and is_the_reporters_role(one):
        return person in people_for(house, case, reading, one)
    if one.role == STAFF_ANY:
        return person in house.school.people and person not in reading.barred
    if one.role == CHILD_PROTECTION_OFFICER:
        return person in home_deciders(house, reading)
    roles, involved = case.protocol.roles, involved_in(case, reading)
    found = named_or_standing_in(roles, house.school, involved, one)
    return person in found or person in people_for(house, case, reading, one)


def _in_place_of(house: House, case: Case, reading: Reading, person: str) -> str | None:
    """The lead for whom a deputy acts; None for a lead."""
    leads = lead_of(house, case, reading)
    if person in leads:
        return None
    return next((one for one in leads if person in deputies_of(house, reading, (one,), case.step.lead)), None)


def roles_held(house: House, case: Case, reading: Reading, person: str) -> frozenset[str]:
    """The ids of the roles of `person` in this case, whoever's they are: own ones, and those in which they stand in.

    Who took the case up, or over, acts in the place of the step's lead.
    """
    held = {role for role in (FIRST_CONTACT, *case.protocol.roles) if person in _can_fill(house, case, reading, role)}
    if person in (case.handed_to, reading.taken_up_by) and _is_in_charge(house, case, reading, person):
        held |= set(case.step.lead.role_ids())
    if person in home_deciders(house, reading):
        held.add(CHILD_PROTECTION_OFFICER)
    if person in house.school.people and person not in reading.barred:
        held.add(STAFF_ANY)
    return frozenset(held)


def roles_of_their_own(house: House, case: Case, reading: Reading, person: str) -> frozenset[str]:
    """The same without what came to `person` with the work of somebody else, who gave it away or lost the case: in
    that they act, and are not called by it."""
    at_first = replace(case, handed_over={}, handed_to=None)
    return roles_held(house, at_first, replace(reading, taken_up_by=None), person)


def stands_in_as(house: House, case: Case, reading: Reading, person: str, role: str) -> bool:
    """Whether `person` acts in this role of the case as a deputy only: it is somebody else's."""
    if role == CHILD_PROTECTION_OFFICER:
        return person not in house.school.people_in_role(role)
    roles, involved, wanted = case.protocol.roles, involved_in(case, reading), RoleExpr(role=role, of="involved")
    holds = any(one.person == person for one in named_holders(roles, house.school, involved, wanted))
    deputies = standing_in(roles, house.school, involved, wanted)
    return not holds and any(one.person == person for one in deputies)


def _is_in_charge(house: House, case: Case, reading: Reading, person: str) -> bool:
    if case.handed_to is not None:
        return person == case.handed_to
    return (
        reading.via_confidant
        or way_of(house, reading).kept_apart
        or first_contact_of(case) in case.step.lead.role_ids()
    )


def _can_fill(house: House, case: Case, reading: Reading, role: str) -> frozenset[str]:
    """Holders for any pupil of the case, and their deputies."""
    involved, wanted = involved_in(case, reading), RoleExpr(role=role, of="involved")
    return named_or_standing_in(case.protocol.roles, house.school, involved, wanted)


def titles_in(school: School, protocol: Protocol) -> dict[str, str]:
    """What the roles of the protocol are called: in the school's own words, else in those of the protocol.

    The guards of a school have a title of their own there; anybody of the staff is called as the protocol does.
    """
    of_protocol = {role_id: role.label for role_id, role in protocol.roles.items()}
    own = {
        role_id: role.title
        for role_id, role in school.roles.items()
        if role_id != STAFF_ANY or role_id not in of_protocol
    }
    return {**of_protocol, **own}


def home_decider_title(house: House, case: Case, reading: Reading) -> Words:
    """What the one is called who decides about contact with home."""
    role = home_decider_role(house, reading)
    if role is None:
        return phrase("home-decider-holder")
    if role == CHILD_PROTECTION_OFFICER:
        return phrase("home-decider-officer")
    return titles_in(house.school, case.protocol).get(role, role)
