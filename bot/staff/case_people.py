"""Who of the school has which part in a case: the holders of its roles, and who stands in when they cannot.

A role of a pupil is found through that pupil's class, so that over classes both coaches have their part (P003 N-44).
Nobody whom the report is about, or whom its reporter left out, is ever among them (AX-12). What was sent to
the confidant stays with whoever has it on that line (A000-22), and what is about staff who are not named, or
about sexual conduct of staff, with whoever received it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial

from bot.house import House
from bot.reading import Reading, can_be_told, involved_by, way_of
from bot.staff.case_home import home_deciders
from casework.case import Case
from casework.duties import Duty
from casework.holders import (
    Involved,
    holders_or_deputies,
    is_the_reporters_role,
    named_holders,
    past_the_management,
    standing_in,
)
from casework.home_safety import CHILD_PROTECTION_OFFICER
from casework.protocol_model import RoleExpr
from casework.school import CONFIDANT, FIRST_CONTACT, LINE_MANAGER, STAFF_ANY

_NOBODY = ""
"""In the place of a first contact who was passed by, while nobody has taken the case up."""


def involved_in(case: Case, reading: Reading) -> Involved:
    """Through which classes the people of the case are found; whom it is about is not among them."""
    pupils = (pupil for pupil, party in case.pupils.items() if party in ("bully", "follower"))
    bully_classes = dict.fromkeys(case.classes[pupil] for pupil in pupils if pupil in case.classes)
    victim_class = case.classes.get(case.victim or "", reading.class_id)
    return Involved(
        victim_class,
        tuple(bully_classes),
        barred=reading.barred,
        subjects=reading.subjects,
        bullied=reading.bullied,
        in_doubt=frozenset(reading.in_doubt),
        handed_over=case.handed_over,
    )


def first_contact_of(case: Case) -> str:
    """The role with which the protocol's line begins; who takes a report up acts in it."""
    return case.protocol.escalation[0]


def responsible_for(house: House, case: Case, reading: Reading, duty: Duty) -> tuple[str, ...]:
    """Who has to do `duty`: the holders of its role, or who took it over from them, who can be reached."""
    return people_for(house, _about_its_pupils(case, duty), reading, duty.role)


def also_reminded(house: House, case: Case, reading: Reading, duty: Duty) -> tuple[str, ...]:
    """Who is reminded of `duty` with them, and need not do it."""
    case_of_pupils = _about_its_pupils(case, duty)
    people = () if duty.also_remind is None else people_for(house, case_of_pupils, reading, duty.also_remind)
    return tuple(one for one in people if one not in responsible_for(house, case, reading, duty))


def _about_its_pupils(case: Case, duty: Duty) -> Case:
    """The case as its people are found for this duty: whoever belongs to another pupil who bullies has no part in what
    is about one who has a means apart."""
    bullies = {pupil for pupil, party in case.pupils.items() if party in ("bully", "follower")}
    if not any(pupil in bullies and pupil in case.classes for pupil in duty.pupils):
        return case
    others = bullies.difference(duty.pupils)
    return replace(case, pupils={pupil: party for pupil, party in case.pupils.items() if pupil not in others})


def people_for(house: House, case: Case, reading: Reading, wanted: RoleExpr) -> tuple[str, ...]:
    """The people to whom something for these roles goes: holders, else their deputies, else up the line.

    Empty only for somebody outside the school, and when nobody at all can be told.
    """
    if case.protocol.is_outside(wanted):
        return ()
    if CHILD_PROTECTION_OFFICER in wanted.role_ids():
        return home_deciders(house, reading)
    if reading.via_confidant:
        return _first_told(house, reading, (_who_have_it(case, reading), *_confidants(house, reading)))
    if way_of(house, reading).kept_apart:
        return _first_told(house, reading, (_who_have_it(case, reading), reading.may_read))
    if _is_the_reporters(case, reading, wanted):
        return _first_told(house, reading, (_who_have_it(case, reading), *_who_follow_the_reporter(house, reading)))
    for parts in (_parts_told(wanted, acting=True), _parts_told(wanted, acting=False)):
        found = [person for part in parts for person in _told_as(house, case, reading, part)]
        if found:
            return tuple(dict.fromkeys(found))
    line = past_the_management(house.school, reading.subjects, _line_above(case, wanted))
    above = (_told_as(house, case, reading, RoleExpr(role=role)) for role in line)
    return next((people for people in above if people), _first_told(house, reading, (reading.may_read,)))


def _is_the_reporters(case: Case, reading: Reading, wanted: RoleExpr) -> bool:
    """Whether it is the work of the colleague who reported, who has the case themselves, or had it in this step."""
    leads = reading.kept_by is not None or is_the_reporters_role(case.step.lead)
    return leads and is_the_reporters_role(wanted)


def _who_follow_the_reporter(house: House, reading: Reading) -> Iterator[tuple[str, ...]]:
    """Whom the track gives it to when the colleague who reported does not go on with it; not their own deputy, who saw
    nothing."""
    roles, involved, way = house.outline.roles, involved_by(reading), way_of(house, reading)
    for wanted in (*way.receives, *way.fallback):
        yield tuple(holder.person for holder in named_holders(roles, house.school, involved, wanted))


def names_for(house: House, case: Case, reading: Reading, wanted: RoleExpr, besides: Collection[str] = ()) -> str:
    """The names of the people to whom something for these roles goes, but for those `besides`; "" for nobody."""
    return ", ".join(house.name_of(one) for one in people_for(house, case, reading, wanted) if one not in besides)


def lead_of(house: House, case: Case, reading: Reading) -> tuple[str, ...]:
    """Who leads the present step: the holders of its role, or who took it over from them."""
    return people_for(house, case, reading, case.step.lead)


def may_take_up(house: House, case: Case, reading: Reading, person: str) -> bool:
    """The report itself is anybody's who reads it, but not the confidant's who gave it to the first contact's line; a
    step that changed hands is its lead's, or a deputy's."""
    if reading.taken_up_by is None:
        let_go = reading.agreed and not reading.via_confidant and _is_confidant(house, person)
        return not let_go or person == reading.reader
    leads = lead_of(house, case, reading)
    return person in (*leads, *deputies_of(house, reading, leads, case.step.lead))


def _parts_told(wanted: RoleExpr, *, acting: bool) -> tuple[RoleExpr, ...]:
    """The single roles in the expression whose holders are told; never the whole staff.

    With `acting` only the default of several, while nobody chose (A000-16). A colleague who reported is spoken to by
    the first contact (P001 N-16), not called in by the bot.
    """
    if wanted.role is not None:
        told = (wanted.of != "reporter" or wanted.role == LINE_MANAGER) and wanted.role != STAFF_ANY
        return (wanted,) if told else ()
    by_default = tuple(part for part in wanted.any_of if acting and wanted.default in part.role_ids())
    parts = (*(by_default or wanted.any_of), *wanted.all_of)
    return tuple(one for part in parts for one in _parts_told(part, acting=acting))


def _told_as(house: House, case: Case, reading: Reading, wanted: RoleExpr) -> tuple[str, ...]:
    """The holders of one role who can be told, or else their deputies.

    Who took the report up has the place of the victim's own first contact; another pupil's has their own. Nobody else
    stands in for a first contact whom it is about.
    """
    taken = _who_took_it(house, case, reading)
    if wanted.role == first_contact_of(case) != FIRST_CONTACT and taken is not None:
        return (taken,)
    involved = involved_in(case, reading)
    is_accused = _is_accused(reading, house.school.coach_of(involved.victim_class))
    in_place = taken or (_NOBODY if is_accused or way_of(house, reading).passes_contact else None)
    if not is_accused and not _began_with_the_contact(house, case, reading):
        in_place = None
    involved = replace(involved, in_place_of_contact=in_place)
    can_tell = partial(can_be_told, house, reading)
    found = holders_or_deputies(case.protocol.roles, house.school, involved, wanted, can_tell)
    return tuple(holder.person for holder in found)


def _is_accused(reading: Reading, contact: str | None) -> bool:
    """Whether it is known to be about this first contact, or waits for more of it to be known while nobody has it. Who
    merely hears nothing of one message is not."""
    is_known = reading.facts.get("offender_class") == "staff" or (reading.reader, reading.taken_up_by) == (None, None)
    return is_known and contact in reading.subjects


def _began_with_the_contact(house: House, case: Case, reading: Reading) -> bool:
    """Whether the case came in where the first contact leads, or the pupil does not want that person: then who took it
    up acts there. What a confidant had first is the first contact's once the pupil agrees (P000 A000-22)."""
    start = next((step for step in case.protocol.steps if step.key == way_of(house, reading).start), None)
    begun = start is None or FIRST_CONTACT in start.lead.role_ids()
    return begun or bool(reading.passed_by)


def _who_took_it(house: House, case: Case, reading: Reading) -> str | None:
    people = _who_have_it(case, reading)
    return next((one for one in people if one is not None and can_be_told(house, reading, one)), None)


def _who_have_it(case: Case, reading: Reading) -> tuple[str, ...]:
    """Who took the report up and who has it to read, or who took it over from them."""
    people = (reading.taken_up_by, reading.reader)
    return tuple(case.handed_over.get(one, one) for one in people if one is not None)


def _line_above(case: Case, wanted: RoleExpr) -> tuple[str, ...]:
    line = case.protocol.escalation
    places = [line.index(role) for role in wanted.role_ids() if role in line]
    return line[max(places) + 1 :] if places else line


def _confidants(house: House, reading: Reading) -> Iterator[tuple[str, ...]]:
    coach = house.school.coach_of(reading.class_id)
    for holder in house.school.people_in_role(CONFIDANT, reading.class_id):
        deputy = house.school.deputy_of(holder, CONFIDANT)
        yield tuple(person for person in (holder, deputy) if person is not None and person != coach)


def _first_told(house: House, reading: Reading, groups: Iterable[Iterable[str | None]]) -> tuple[str, ...]:
    in_order = (person for group in groups for person in group if person is not None)
    return tuple(person for person in in_order if can_be_told(house, reading, person))[:1]


def deputies_of(house: House, reading: Reading, people: Iterable[str], role: RoleExpr) -> tuple[str, ...]:
    """Who is told too when a duty of this role stays undone: who stands in for these people."""
    return who_stand_in(house, reading, people, next(iter(role.role_ids()), None))


def who_stand_in(house: House, reading: Reading, people: Iterable[str], role_id: str | None) -> tuple[str, ...]:
    """The deputies of these people, in a role or their own, who can be told; never across the confidant's line.

    What stays with who receives it goes to who stands in for them on that line, and to no other deputy. Nobody stands
    in for the colleague who reported and goes on with it: only they saw it (P002 A002-1).
    """
    people = [person for person in people if person != reading.kept_by]
    if way_of(house, reading).kept_apart:
        return _deputies_of_receivers(house, reading, frozenset(people))
    if reading.via_confidant:
        return _deputies_of_confidants(house, reading, people)
    deputies = [house.school.deputy_of(person, role_id) for person in people]
    allowed = [one for one in deputies if one is not None and can_be_told(house, reading, one)]
    return tuple(dict.fromkeys(allowed))


def _deputies_of_confidants(house: House, reading: Reading, people: Iterable[str]) -> tuple[str, ...]:
    """In which role of the protocol they are asked does not matter: a deputy of a confidant need not be one (AX-20),
    and the pupil's own first contact is nobody's deputy here (P000 A000-22)."""
    deputies = [house.school.deputy_of(one, CONFIDANT) for one in people if _is_confidant(house, one)]
    coach = house.school.coach_of(reading.class_id)
    told = (one for one in deputies if one is not None and one != coach and can_be_told(house, reading, one))
    return tuple(dict.fromkeys(told))


def _deputies_of_receivers(house: House, reading: Reading, people: Collection[str]) -> tuple[str, ...]:
    way = way_of(house, reading)
    wanted = way.receives if way.is_the_boards else (*way.receives, *way.fallback)
    found = (standing_in(house.outline.roles, house.school, involved_by(reading), one) for one in wanted)
    deputies = (holder.person for holders in found for holder in holders if holder.stands_in_for in people)
    return tuple(one for one in dict.fromkeys(deputies) if can_be_told(house, reading, one))


def _is_confidant(house: House, person: str) -> bool:
    return person in house.school.people_in_role(CONFIDANT)
