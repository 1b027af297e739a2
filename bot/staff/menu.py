"""The fixed buttons of staff, and what the bot says when somebody begins."""

from collections.abc import Iterator
from functools import cache

from bot.flows.words import Message, Phrase, Words, phrase
from bot.house import House
from bot.spoken import spoken
from casework.school import CHILD_PROTECTION_OFFICER, FIRST_CONTACT, STAFF_ANY, School
from casework.taking_over import works_on_cases

_COMMANDS = {"menu-flag": "flits", "menu-my-cases": "zaken", "menu-new-case": "nieuw"}


def menu_for(house: House, person: str) -> tuple[tuple[Words, ...], ...]:
    """The rows of the fixed keyboard: who only watches the breaks flags, everybody else also works on cases."""
    flag = (phrase("menu-flag"),)
    if not works_on_cases(house.school, person):
        return (flag,)
    return ((phrase("menu-my-cases"), phrase("menu-new-case")), flag)


def command_behind(words: str) -> str | None:
    """The command of the fixed button with these words on it; None for all other words."""
    return _commands_by_words().get(words)


@cache
def _commands_by_words() -> dict[str, str]:
    return {spoken(phrase(key)): command for key, command in _COMMANDS.items()}


def welcome(house: House, person: str) -> Message:
    """Who you are here, what the bot is for, and that its notices hold no content; with the fixed buttons."""
    name = house.school.people[person].name
    parts = (
        phrase("staff-welcome", name=name, school=house.school.name),
        *_roles_words(house.school, person),
        _what_for(house.school, person),
    )
    return Message(parts, menu=menu_for(house, person))


def help_message(house: House, person: str) -> Message:
    """What can be done here, with the fixed buttons."""
    key = "staff-help-cases" if works_on_cases(house.school, person) else "staff-help-guard"
    return Message((phrase(key), phrase("staff-help-alarm")), menu=menu_for(house, person))


def ways_to_report(house: House, person: str) -> Message:
    """What a pupil does with a command, staff do with a fixed button."""
    key = "staff-report-cases" if works_on_cases(house.school, person) else "staff-report-guard"
    return Message((phrase(key),), menu=menu_for(house, person))


def _what_for(school: School, person: str) -> Phrase:
    if works_on_cases(school, person):
        return phrase("staff-welcome-cases")
    return phrase("staff-welcome-guard", title=school.role_title(FIRST_CONTACT))


def _roles_words(school: School, person: str) -> Iterator[Phrase]:
    """What this person is here: by role, for whom they stand in, as admin; somebody without any of these reads so."""
    roles = school.roles_of(person)
    if person == school.aandachtsfunctionaris and CHILD_PROTECTION_OFFICER not in roles:
        roles = (*roles, CHILD_PROTECTION_OFFICER)
    titles = [school.role_title(role) for role in roles if role != STAFF_ANY]
    instead_of = [] if roles else list(_stands_in_for(school, person))
    if titles:
        yield phrase("staff-welcome-roles", roles=", ".join(titles))
    elif roles:
        yield phrase("staff-welcome-no-role", title=school.role_title(STAFF_ANY))
    if instead_of:
        yield phrase("staff-welcome-deputy", names=", ".join(instead_of))
    if person == school.admin:
        yield phrase("staff-welcome-admin")
    elif not roles and not instead_of:
        yield phrase("staff-welcome-nothing-yet")


def _stands_in_for(school: School, person: str) -> Iterator[str]:
    """The names of those for whom this person stands in, each with what they do."""
    for holder, one in school.people.items():
        roles = [role for role in school.roles_of(holder) if school.deputy_of(holder, role) == person]
        if roles and holder != person:
            titles = ", ".join(school.role_title(role) for role in roles)
            yield f"{one.spoken_name} ({titles})"
