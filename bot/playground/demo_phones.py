"""Whose phones the demo has: the four that a report goes past, and those of everybody else at the school."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground import LocalBotApi
from bot.playground.page_view import Phone, Phones
from bot.playground.person import Person
from bot.texts import text
from casework.school import CONFIDANT, FIRST_CONTACT, STAFF_ANY, School


@dataclass(frozen=True)
class DemoPeople:
    """The people of the demo: the pupils, and every member of staff by the id in the school's file."""

    pupil: Person
    other_pupils: tuple[Person, ...]
    staff: dict[str, Person]


def people_of(api: LocalBotApi, school: School) -> DemoPeople:
    """Everybody who has a phone: of the other pupils the first two reported already (`Prologue`), the third did not."""
    other_pupils = (text("demo-other-pupil"), text("demo-third-pupil"), text("demo-fourth-pupil"))
    return DemoPeople(
        pupil=api.person(text("demo-pupil")),
        other_pupils=tuple(api.person(name) for name in other_pupils),
        staff={person: api.person(known.name) for person, known in school.people.items()},
    )


def phones_of(people: DemoPeople, school: School) -> Phones:
    """First a pupil, a break guard, the pupil's coach and the confidant; the others: all other staff, then pupils."""
    coach = school.people_in_role(FIRST_CONTACT)[0]
    guard, confidant = school.break_guards[0], school.people_in_role(CONFIDANT)[0]
    role = text("demo-pupil-role", label=school.classes[school.classes_of(coach)[0]].label)
    first = (
        Phone("pupil", people.pupil, people.pupil.name, role),
        _staff_phone("pauzewacht", people, school, guard, school.role_title(STAFF_ANY)),
        _staff_phone("coach", people, school, coach, _coach_title(school, coach)),
        _staff_phone("vertrouwenspersoon", people, school, confidant, school.role_title(CONFIDANT)),
    )
    other_staff = (
        _staff_phone(person, people, school, person, ", ".join(_titles(school, person)))
        for person in school.people
        if person not in (coach, guard, confidant)
    )
    pupils = (Phone(f"pupil-{number}", one, one.name, role) for number, one in enumerate(people.other_pupils, 2))
    return Phones(first, (*other_staff, *pupils))


def _staff_phone(phone_id: str, people: DemoPeople, school: School, person: str, role: str) -> Phone:
    return Phone(phone_id, people.staff[person], school.people[person].name, role)


def _coach_title(school: School, coach: str) -> str:
    classes = ", ".join(school.classes[class_id].label for class_id in school.classes_of(coach))
    return text("demo-coach-role", title=school.role_title(FIRST_CONTACT), classes=classes)


def _titles(school: School, person: str) -> Iterator[str]:
    """What a person is at this school; who holds no role stands in for somebody."""
    roles = school.roles_of(person)
    for role in roles:
        yield _coach_title(school, person) if role == FIRST_CONTACT else school.role_title(role)
    if person == school.aandachtsfunctionaris:
        yield text("demo-child-protection-officer")
    if person == school.admin:
        yield text("demo-admin")
    if not roles:
        yield from (text("demo-deputy", name=one.name) for one in school.people.values() if one.deputy == person)
