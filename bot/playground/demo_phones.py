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
    first_class = school.classes[school.classes_of(coach)[0]].label
    first = (
        Phone("pupil", people.pupil, people.pupil.name, text("demo-pupil-role", label=first_class)),
        _staff_phone("pauzewacht", people, school, guard, school.role_title(STAFF_ANY)),
        _staff_phone("coach", people, school, coach, _coach_title(school, coach)),
        _staff_phone("vertrouwenspersoon", people, school, confidant, school.role_title(CONFIDANT)),
    )
    other_staff = (
        _staff_phone(person, people, school, person, ", ".join(_titles(school, person)))
        for person in school.people
        if person not in (coach, guard, confidant)
    )
    return Phones(first, (*other_staff, *_other_pupils(people, first_class)))


def _other_pupils(people: DemoPeople, label: str) -> Iterator[Phone]:
    for number, pupil in enumerate(people.other_pupils, 1):
        reported = number < len(people.other_pupils)
        yield Phone(
            f"pupil-{number + 1}",
            pupil,
            pupil.name,
            text("demo-reporter-role" if reported else "demo-pupil-role", label=label, number=number),
        )


def _staff_phone(phone_id: str, people: DemoPeople, school: School, person: str, role: str) -> Phone:
    return Phone(phone_id, people.staff[person], school.people[person].name, role)


def _coach_title(school: School, coach: str) -> str:
    classes = ", ".join(school.classes[class_id].label for class_id in school.classes_of(coach))
    return text("demo-coach-role", title=school.role_title(FIRST_CONTACT), classes=classes)


def _role_title(school: School, person: str, role_id: str) -> str:
    """The title of a role, with the team when the person holds it for a team alone."""
    role = school.roles[role_id]
    team = next((team for team, holders in role.by_team.items() if person in holders), None)
    if team is None or person in role.holders:
        return role.title
    return text("demo-team-role", title=role.title, team=team)


def _titles(school: School, person: str) -> Iterator[str]:
    """What a person is at this school; who holds no role stands in for somebody."""
    roles = school.roles_of(person)
    for role in roles:
        yield _coach_title(school, person) if role == FIRST_CONTACT else _role_title(school, person, role)
    if person == school.aandachtsfunctionaris:
        yield text("demo-child-protection-officer")
    if person == school.admin:
        yield text("demo-admin")
    if not roles:
        yield from (text("demo-deputy", name=one.name) for one in school.people.values() if one.deputy == person)
