"""Who of the school has which part in a case: the holders of its roles, and who stands in when they cannot.

Nobody whom the report is about, or whom its reporter left out, is ever among them (AX-12). What was sent to
the confidant stays with whoever has it on that line (A000-22).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.flows.staff_flows import works_on_cases
from bot.house import House
from bot.reading import Reading
from casework.case import Case
from casework.case_events import CaseEvent, HandedOver, StepOpened
from casework.duties import Duty
from casework.protocol_model import RoleExpr
from casework.school import CONFIDANT, FIRST_CONTACT, STAFF_ANY, School
from casework.terms import SchoolTerms


def terms_of(school: School) -> SchoolTerms:
    """The school's agreements in the words of the case engine."""
    return {"acknowledge_days": school.terms.acknowledge_within_school_days}


def roles_held(house: House, case: Case, reading: Reading, person: str) -> frozenset[str]:
    """The roles in which `person` may decide in this case: own ones, and those in which they stand in.

    Who took the case up, or over, acts in the place of the step's lead.
    """
    held = {role for role in (FIRST_CONTACT, *case.protocol.roles) if person in _can_fill(house, reading, role)}
    if person in (case.handed_to, reading.taken_up_by) and _is_in_charge(case, reading, person):
        held |= set(case.step.lead.role_ids())
    return frozenset(held)


def _is_in_charge(case: Case, reading: Reading, person: str) -> bool:
    if case.handed_to is not None:
        return person == case.handed_to
    return reading.via_confidant or first_contact_of(case) in case.step.lead.role_ids()


def _can_fill(house: House, reading: Reading, role: str) -> set[str]:
    holders = _holders(house.school, role, reading.class_id)
    deputies = {house.school.deputy_of(holder, role) for holder in holders}
    return {person for person in {*holders, *deputies} if person is not None and person not in reading.barred}


def first_contact_of(case: Case) -> str:
    """The role with which the protocol's line begins; who takes a report up acts in it."""
    return case.protocol.escalation[0]


def responsible_for(house: House, case: Case, reading: Reading, duty: Duty) -> tuple[str, ...]:
    """Who has to do `duty`: who took the case over, or the holders of its role who can be reached."""
    if duty.person is not None and can_be_told(house, reading, duty.person):
        return (duty.person,)
    return people_for(house, case, reading, duty.role)


def people_for(house: House, case: Case, reading: Reading, wanted: RoleExpr) -> tuple[str, ...]:
    """The people to whom something for these roles goes: holders, else their deputies, else up the line.

    Empty only when nobody at all can be told.
    """
    if reading.via_confidant:
        return _first_told(house, reading, ((reading.taken_up_by, reading.reader), *_confidants(house, reading)))
    found = [person for role in _roles_told(wanted) for person in _told_in_role(house, case, reading, role)]
    if found:
        return tuple(dict.fromkeys(found))
    above = (_told_in_role(house, case, reading, role) for role in _line_above(case, wanted))
    return next((people for people in above if people), _first_told(house, reading, (reading.may_read,)))


def lead_of(house: House, case: Case, reading: Reading) -> tuple[str, ...]:
    """Who leads the present step: who took the case over, or the holders of the step's role."""
    if case.handed_to is not None and can_be_told(house, reading, case.handed_to):
        return (case.handed_to,)
    return people_for(house, case, reading, case.step.lead)


def may_take_up(house: House, case: Case, reading: Reading, person: str) -> bool:
    """The report itself is anybody's who reads it; a step that changed hands is its lead's, or a deputy's."""
    if reading.taken_up_by is None:
        return True
    leads = lead_of(house, case, reading)
    return person in (*leads, *deputies_of(house, reading, leads, case.step.lead))


def can_be_told(house: House, reading: Reading, person: str) -> bool:
    """Whether the person works at the school, may know of the case, and has an account that works."""
    account = house.staff.account_of(person)
    known = person in house.school.people and person not in reading.barred
    return known and account is not None and not account.unreachable


def _roles_told(wanted: RoleExpr) -> tuple[str, ...]:
    """The roles in the expression whose holders are told; never the whole staff.

    A colleague who reported is spoken to by the first contact (P001 N-16), not called in by the bot.
    """
    if wanted.role is not None:
        told = wanted.of != "reporter" and wanted.role != STAFF_ANY
        return (wanted.role,) if told else ()
    return tuple(role for part in (*wanted.any_of, *wanted.all_of) for role in _roles_told(part))


def _told_in_role(house: House, case: Case, reading: Reading, role: str) -> tuple[str, ...]:
    if role == first_contact_of(case) and (taken := _who_took_it(house, reading)):
        return (taken,)
    holders = _holders(house.school, role, reading.class_id)
    told = [person for holder in holders for person in _holder_or_deputy(house, reading, holder, role)]
    return tuple(dict.fromkeys(told))


def _who_took_it(house: House, reading: Reading) -> str | None:
    people = (reading.taken_up_by, reading.reader)
    return next((one for one in people if one is not None and can_be_told(house, reading, one)), None)


def _holder_or_deputy(house: House, reading: Reading, holder: str, role: str) -> Iterator[str]:
    deputy = house.school.deputy_of(holder, role)
    in_order = (holder, deputy)
    yield from [one for one in in_order if one is not None and can_be_told(house, reading, one)][:1]


def _holders(school: School, role: str, class_id: str | None) -> tuple[str, ...]:
    """Without a class nobody is its coach: not every coach of the school."""
    if role == FIRST_CONTACT and class_id is None:
        return ()
    return school.people_in_role(role, class_id)


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
    """Who is told too when a duty stays undone: the deputies of these people, never across the confidant's line."""
    role_id = next(iter(role.role_ids()), None)
    deputies = [house.school.deputy_of(person, role_id) for person in people]
    allowed = [one for one in deputies if one is not None and can_be_told(house, reading, one)]
    return tuple(one for one in dict.fromkeys(allowed) if not reading.via_confidant or _is_confidant(house, one))


def _is_confidant(house: House, person: str) -> bool:
    return person in house.school.people_in_role(CONFIDANT)


def may_take_over(house: House, reading: Reading) -> tuple[str, ...]:
    """The staff to whom a case can be handed, none who only look out in the breaks; on the confidant's line only
    confidants."""
    reached = [
        person
        for person in house.school.people
        if can_be_told(house, reading, person) and works_on_cases(house.school, person)
    ]
    return tuple(one for one in reached if not reading.via_confidant or _is_confidant(house, one))


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
