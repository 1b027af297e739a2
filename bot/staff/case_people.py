"""Who of the school has which part in a case: the holders of its roles, and who stands in when they cannot.

A role of a pupil is found through that pupil's class, so that over classes both coaches have their part (P003 N-44).
Nobody whom the report is about, or whom its reporter left out, is ever among them (AX-12). What was sent to
the confidant stays with whoever has it on that line (A000-22), and what is about staff who are not named, or
about sexual conduct of staff, with whoever received it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import Reading, can_be_told, involved_by, way_of
from bot.staff.case_home import home_decider_role, home_deciders
from casework.calendar import local_date
from casework.case import Case
from casework.case_events import CaseEvent, HandedOver, StepOpened
from casework.duties import Duty
from casework.holders import (
    LAST_RESORT,
    Holder,
    Involved,
    named_holders,
    named_or_standing_in,
    past_the_management,
    standing_in,
    works_under_a_party,
)
from casework.home_safety import CHILD_PROTECTION_OFFICER
from casework.protocol_model import Protocol, RoleExpr
from casework.school import CONFIDANT, FIRST_CONTACT, LINE_MANAGER, STAFF_ANY, School
from casework.standing import Standing
from casework.taking_over import TakingOver
from casework.terms import SchoolTerms

BOARD = "board"
_EXPRESSIONS_ABOVE = tuple(RoleExpr(role=role) for role in LAST_RESORT)
_NOBODY = ""
"""In the place of a first contact who was passed by, while nobody has taken the case up."""


def terms_of(school: School) -> SchoolTerms:
    """The school's agreements in the words of the case engine."""
    return {"acknowledge_days": school.terms.acknowledge_within_school_days}


def terms_for(house: House, case: Case, reading: Reading) -> SchoolTerms:
    """The school's agreements for this case: while nobody took the report up it is due on the day that was promised,
    and not on another one."""
    terms = terms_of(house.school)
    if reading.taken_up_by is not None or not reading.read_by or case.acknowledged:
        return terms
    opened_on = local_date(case.steps_opened[case.step_key])
    return {**terms, "acknowledge_days": max(0, (date.fromisoformat(reading.read_by) - opened_on).days)}


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
        may_have_case=lambda other: other in may_take_over(house, reading),
        may_watch=lambda other: may_watch(house, reading, other),
    )


def _fills(house: House, case: Case, reading: Reading, person: str, one: RoleExpr) -> bool:
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
        handed_over=case.handed_over,
    )


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


def first_contact_of(case: Case) -> str:
    """The role with which the protocol's line begins; who takes a report up acts in it."""
    return case.protocol.escalation[0]


def responsible_for(house: House, case: Case, reading: Reading, duty: Duty) -> tuple[str, ...]:
    """Who has to do `duty`: the holders of its role, or who took it over from them, who can be reached."""
    return people_for(house, case, reading, duty.role)


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
    for parts in (_parts_told(wanted, acting=True), _parts_told(wanted, acting=False)):
        found = [person for part in parts for person in _told_as(house, case, reading, part)]
        if found:
            return tuple(dict.fromkeys(found))
    line = past_the_management(house.school, reading.subjects, _line_above(case, wanted))
    above = (_told_as(house, case, reading, RoleExpr(role=role)) for role in line)
    return next((people for people in above if people), _first_told(house, reading, (reading.may_read,)))


def lead_of(house: House, case: Case, reading: Reading) -> tuple[str, ...]:
    """Who leads the present step: the holders of its role, or who took it over from them."""
    return people_for(house, case, reading, case.step.lead)


def may_take_up(house: House, case: Case, reading: Reading, person: str) -> bool:
    """The report itself is anybody's who reads it; a step that changed hands is its lead's, or a deputy's."""
    if reading.taken_up_by is None:
        return True
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

    Who took the report up has the place of the victim's own first contact; another pupil's has their own.
    """
    taken = _who_took_it(house, case, reading)
    if wanted.role == first_contact_of(case) != FIRST_CONTACT and taken is not None:
        return (taken,)
    in_place = taken or (_NOBODY if way_of(house, reading).passes_contact else None)
    if not _began_with_the_contact(house, case, reading):
        in_place = None
    involved = replace(involved_in(case, reading), barred=frozenset(), in_place_of_contact=in_place)
    found = named_holders(case.protocol.roles, house.school, involved, wanted)
    told = [person for one in found for person in _holder_or_deputy(house, case, reading, one)]
    return tuple(dict.fromkeys(told))


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


def _holder_or_deputy(house: House, case: Case, reading: Reading, holder: Holder) -> Iterator[str]:
    """Who works under the one whom it is about does not stand in for them (AX-12)."""
    deputy = house.school.deputy_of(holder.person, holder.role)
    stands_in = Holder(deputy, holder.role, holder.person) if deputy is not None else None
    if stands_in is not None and works_under_a_party(house.school, reading.subjects, stands_in):
        deputy = None
    in_order = (holder.person, None if deputy is None else case.handed_over.get(deputy, deputy))
    yield from [one for one in in_order if one is not None and can_be_told(house, reading, one)][:1]


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

    What stays with who receives it goes to who stands in for them on that line, and to no other deputy.
    """
    if way_of(house, reading).kept_apart:
        return _deputies_of_receivers(house, reading, frozenset(people))
    deputies = [house.school.deputy_of(person, role_id) for person in people]
    allowed = [one for one in deputies if one is not None and can_be_told(house, reading, one)]
    return tuple(one for one in dict.fromkeys(allowed) if not reading.via_confidant or _is_confidant(house, one))


def _deputies_of_receivers(house: House, reading: Reading, people: Collection[str]) -> tuple[str, ...]:
    way = way_of(house, reading)
    wanted = way.receives if way.is_the_boards else (*way.receives, *way.fallback)
    found = (standing_in(house.outline.roles, house.school, involved_by(reading), one) for one in wanted)
    deputies = (holder.person for holders in found for holder in holders if holder.stands_in_for in people)
    return tuple(one for one in dict.fromkeys(deputies) if can_be_told(house, reading, one))


def _is_confidant(house: House, person: str) -> bool:
    return person in house.school.people_in_role(CONFIDANT)


def may_take_over(house: House, reading: Reading) -> tuple[str, ...]:
    """The staff to whom a case can be handed (`TakingOver.may_have_case`) and who can be told of it."""
    giving = _taking_over(house, reading)
    return tuple(one for one in house.school.people if can_be_told(house, reading, one) and giving.may_have_case(one))


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


def new_leads(case_before: Case, case: Case, events: Iterable[CaseEvent]) -> bool:
    """Whether these events gave the step to somebody else, who has to acknowledge it."""
    if any(isinstance(event, HandedOver) for event in events):
        return True
    opened = any(isinstance(event, StepOpened) for event in events)
    return opened and case_before.step.lead != case.step.lead


def school_days_late(house: House, due_on: date, today: date) -> int:
    """How many school days have begun since the day on which it should have been done."""
    days, day = 0, due_on
    while day < today:
        day = house.calendar.next_school_day(day)
        days += day <= today
    return days
