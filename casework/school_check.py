"""Judging a school that can be read: is there somebody for every report, on every school day?"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from casework.calendar import SchoolCalendar
from casework.helplines import stale
from casework.home_safety import role_in_place
from casework.school import CHILD_PROTECTION_OFFICER, FIRST_CONTACT, STAFF_ANY, School, Weekday
from casework.school_file import Problem, Severity, reference_problems, unknown_roles

_ABOVE_ALL_STAFF = ("management", "head", "board")
"""Who may be told of what a colleague does to a pupil."""


def check_school(
    school: School, required_roles: Sequence[str], today: date, protocol_roles: Collection[str] = ()
) -> list[Problem]:
    """Everything that keeps the school from going live, and the warnings; empty when all is well.

    `required_roles` are the role ids that the school's protocol gives something to do, `protocol_roles` all that
    it names.
    """
    return [
        *reference_problems(school),
        *unknown_roles(school, protocol_roles),
        *_class_problems(school),
        *_role_problems(school, required_roles),
        *_home_problems(school),
        *_board_problems(school),
        *_own_deputy_problems(school),
        *_weekday_problems(school, required_roles),
        *_channel_problems(school, today),
        *_calendar_problems(school, today),
        *_helpline_problems(school, today),
    ]


def blocks(problems: Sequence[Problem]) -> bool:
    """Whether the bot must refuse to start."""
    return any(problem.severity is Severity.BLOCKING for problem in problems)


def _class_problems(school: School) -> Iterator[Problem]:
    for class_id, school_class in school.classes.items():
        fields = {"class": school_class.label, "title": school.role_title(FIRST_CONTACT)}
        if school_class.coach is None:
            yield Problem(school.line_of("classes", class_id), "school-problem-class-without-coach", fields)
        elif school_class.coach in school.people and not school.deputy_of(school_class.coach, FIRST_CONTACT):
            fields["person"] = school.people[school_class.coach].name
            line = school.line_of("people", school_class.coach)
            yield Problem(line, "school-problem-coach-without-deputy", fields)


def _role_problems(school: School, required_roles: Sequence[str]) -> Iterator[Problem]:
    for role_id in dict.fromkeys((*required_roles, *school.roles)):
        if role_id in (FIRST_CONTACT, STAFF_ANY):
            continue
        line = school.line_of("roles", role_id)
        fields = {"role": role_id, "title": school.role_title(role_id)}
        holders = school.people_in_role(role_id)
        if not holders:
            severity = Severity.BLOCKING if role_id in required_roles else Severity.WARNING
            yield Problem(line, "school-problem-role-without-holder", fields, severity)
        elif not all(school.deputy_of(holder, role_id) for holder in holders):
            yield Problem(line, "school-problem-role-without-deputy", fields)


def _home_problems(school: School) -> Iterator[Problem]:
    """Every protocol can reach parents, so that somebody may have to decide whether that is safe. It can wait."""
    if school.people_in_role(CHILD_PROTECTION_OFFICER):
        return
    in_place = role_in_place(school)
    title = "none" if in_place is None else school.role_title(in_place)
    line = school.line_of("aandachtsfunctionaris")
    yield Problem(line, "school-problem-nobody-for-home", {"title": title}, Severity.WARNING)


def _board_problems(school: School) -> Iterator[Problem]:
    """What is said of staff goes to whoever leads the school, or to the board when that is in doubt (AX-12)."""
    line = school.line_of("roles")
    if not any(school.people_in_role(role_id) for role_id in _ABOVE_ALL_STAFF):
        yield Problem(line, "school-problem-nobody-for-staff")
    elif not school.people_in_role("board"):
        yield Problem(line, "school-problem-no-board", {}, Severity.WARNING)


def _own_deputy_problems(school: School) -> Iterator[Problem]:
    for person_id, person in school.people.items():
        if person.deputy == person_id:
            line = school.line_of("people", person_id, "deputy")
            yield Problem(line, "school-problem-own-deputy", {"person": person.name})
    for role_id, role in school.roles.items():
        if role.deputy is not None and role.everyone == (role.deputy,):
            line = school.line_of("roles", role_id, "deputy")
            name = school.people[role.deputy].name if role.deputy in school.people else role.deputy
            yield Problem(line, "school-problem-own-deputy", {"person": name})


def _weekday_problems(school: School, required_roles: Sequence[str]) -> Iterator[Problem]:
    for class_id, school_class in school.classes.items():
        if school_class.coach is None:
            continue
        nearest = {school_class.coach, school.deputy_of(school_class.coach, FIRST_CONTACT)}
        line_holders = {
            person
            for role_id in required_roles
            if role_id not in (FIRST_CONTACT, STAFF_ANY)
            for person in school.people_in_role(role_id, class_id)
        }
        for weekday in school.hours:
            if _anyone_on(school, weekday, nearest):
                continue
            fields = {"class": school_class.label, "weekday": weekday.value}
            line = school.line_of("classes", class_id)
            if _anyone_on(school, weekday, line_holders):
                yield Problem(line, "school-problem-nobody-near", fields, Severity.WARNING)
            else:
                yield Problem(line, "school-problem-nobody", fields)


def _anyone_on(school: School, weekday: Weekday, people: set[str] | set[str | None]) -> bool:
    known = (school.people[person] for person in people if person in school.people)
    return any(weekday in person.present_on for person in known)


def _channel_problems(school: School, today: date) -> Iterator[Problem]:
    approval, line = school.channels.telegram_pupils, school.line_of("channels", "telegram_pupils")
    if approval is None:
        yield Problem(line, "school-problem-telegram-not-approved")
    elif approval.approved_on > today:
        fields = {"date": approval.approved_on.isoformat()}
        yield Problem(line, "school-problem-telegram-approved-later", fields, Severity.WARNING)


def _calendar_problems(school: School, today: date) -> Iterator[Problem]:
    calendar = SchoolCalendar.of(school)
    for year in calendar.missing_years(today):
        fields = {"region": school.region.value, "year": year}
        yield Problem(school.line_of("region"), "school-problem-holidays-missing", fields, Severity.WARNING)
    if not calendar.ever_opens_after(today):
        yield Problem(school.line_of("free_days"), "school-problem-no-school-day")


def _helpline_problems(school: School, today: date) -> Iterator[Problem]:
    for line in stale(today, school.helplines):
        fields = {"helpline": line.label, "id": line.id, "date": line.verified_on.isoformat()}
        yield Problem(school.line_of("helplines"), "school-problem-helpline-stale", fields)
