"""On which school days people are reminded of a duty: those on which somebody who has it is there (P002 A002-14).

The day of the duty itself stays: who is away on it hears of it on the last of their days before it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from casework.duty import Duty
from casework.protocol_model import Role
from casework.school import School
from casework.terms import Calendar

_DAYS_SEARCHED = 5
"""School days; who is there on none of so many is reminded all the same."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Reminding:
    """When these people can be reminded: on the days on which they work and their role is there.

    `roles` are the protocol's.
    """

    def __init__(self, roles: Mapping[str, Role], school: School, calendar: Calendar) -> None:
        self._roles = roles
        self._school = school
        self._calendar = calendar

    def days_of(self, duty: Duty, people: Iterable[str]) -> tuple[date, ...]:
        """Each of the duty's days to remind on, or the last one before it with somebody there to see it; in order."""
        there = self._somebody_there(duty, people)
        on_time = (self._calendar.on_or_before(day) for day in duty.remind_on)
        return tuple(sorted({_day_with(there, day, self._calendar.day_before) for day in on_time}))

    def day_when_late(self, duty: Duty, people: Iterable[str], today: date) -> date:
        """The first school day after `today`, and after the duty's day, with one of them there."""
        there = self._somebody_there(duty, people)
        return _day_with(there, self._next(max(today, duty.due_on)), self._next)

    def _next(self, day: date) -> date:
        return self._calendar.on_or_after(day + timedelta(days=1))

    def _somebody_there(self, duty: Duty, people: Iterable[str]) -> Callable[[date], bool]:
        wanted = [person for person in people if person in self._school.people]
        return lambda day: any(self._is_there(duty, person, day) for person in wanted)

    def _is_there(self, duty: Duty, person: str, day: date) -> bool:
        """A role with days of its own counts for who is asked in that role."""
        held = set(self._school.roles_of(person)) & set(duty.role.role_ids())
        days = {one for role in held if role in self._roles for one in self._roles[role].present_on}
        in_role = not days or _WEEKDAYS[day.weekday()] in days
        return in_role and self._school.people[person].works_on(day)


def _day_with(there: Callable[[date], bool], first: date, step: Callable[[date], date]) -> date:
    """The first day from `first` on with somebody there; `first` itself when there is none near."""
    day = first
    for _ in range(_DAYS_SEARCHED):
        if there(day):
            return day
        day = step(day)
    return first
