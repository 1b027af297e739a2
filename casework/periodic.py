"""Duties that come back for the whole school: when each is due next, and who has it.

What the protocol gives is an interval (P001 T-20, T-21, P002 T-23, T-24, P000 T-36) or the start of the school year
(P000 T-38, P001 T-22, P002 T-39, P003 T-42). All else is an agreement of the school, which people are told: what has
no day of its own is spread over the school year, what has a month begins in it (the *week tegen het pesten*) or is on
one of its days (the second Friday), and what was never done is not late on the first day.
All days are dates in Europe/Amsterdam and school days; what falls on a free day moves to the next one (AX-19).
"""

from calendar import monthcalendar, monthrange
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Protocol as Shape
from typing import get_args

from casework.calendar import school_year_of
from casework.protocol_elements import Weekday
from casework.protocol_model import Periodic, Protocol, RoleExpr
from casework.school import School
from casework.terms import Calendar

_YEARS = {"P1Y": 1, "P2Y": 2}
_WEEKDAYS = get_args(Weekday)
_AUGUST = 8
"""The month with which the months of a new school year begin, in every region."""
_OF_A_PUPIL = ("pupil", "class", "team")


class SchoolYears(Calendar, Shape):
    """The part of a school's calendar by which what comes back in a school year has its days."""

    def school_year_of(self, day: date) -> int:
        """The calendar year in which the school year of `day` began."""

    def school_year(self, year: int) -> tuple[date, date]:
        """The first and the last school day of the school year that begins in `year`."""


def next_due(periodic: Periodic, last: date, calendar: Calendar) -> date | None:
    """The school day on which the protocol's own interval makes it due again after `last`.

    A year after 29 February is 28 February; with a month, its day in that month of the school year in which it comes
    back. None where the protocol gives no interval between two times.
    """
    years = _YEARS.get(periodic.every or "")
    if periodic.month is not None:
        return _in_its_month(periodic, periodic.month, school_year_of(last) + (years or 1), calendar)
    if years is not None:
        year = last.year + years
        day = min(last.day, monthrange(year, last.month)[1])
        return calendar.on_or_after(last.replace(year=year, day=day))
    if periodic.every == "P1W":
        return calendar.on_or_after(last + timedelta(weeks=1))
    return None


def is_asked(periodic: Periodic) -> bool:
    """Whether the bot asks for it. What comes back every week is only shown: a weekly lesson needs no reminder, and
    who is reminded each week learns to look away (P000 T-38, P003 T-32)."""
    return periodic.every != "P1W"


def has_own_day(periodic: Periodic) -> bool:
    """Whether the protocol itself says when it is due; otherwise the day is an agreement of the school."""
    said = periodic.every in (*_YEARS, "school_year_start")
    return said and periodic.setting is None and periodic.month is None


def due_day(periodic: Periodic, done: Collection[date], today: date, calendar: SchoolYears) -> date | None:
    """The school day on which it is due, when it was done on the days in `done`; None when it is never asked for.

    - an interval counts from the last time; the start of the school year is its first school day;
    - so many times a school year: in the middle of each of so many equal parts of it (P002 T-25). What came so late
      that the next middle is over already leaves the next time to the last day of the school year;
    - with a month: the first school day of that month or its own day there, in this school year while it is ahead;
    - once in each school year of a pupil (P002 T-26), and "regularly" (T-27, T-31, T-41): once a school year, in the
      middle of it;
    - never done as far as the bot knows: an interval and the start of the school year begin with the next school
      year, all else with the first of its days that is not over.
    """
    if not is_asked(periodic):
        return None
    if periodic.month is not None and not done:
        first = school_year_of(today)
        days = (_in_its_month(periodic, periodic.month, year, calendar) for year in (first, first + 1))
        return next(day for day in days if day >= today)
    if periodic.month is not None or periodic.every in _YEARS:
        return next_due(periodic, max(done), calendar) if done else _next_beginning(today, calendar)
    if periodic.every == "school_year_start":
        return _next_beginning(max(done, default=today), calendar)
    if not done:
        return next(day for day in _moments_from(periodic, calendar.school_year_of(today), calendar) if day >= today)
    return _after_the_last(periodic, done, calendar)


def own_day_for(periodic: Periodic, planned: date, calendar: Calendar) -> date | None:
    """The day in its month of what was planned for the first school day of that month, before it had a day of its own.

    None for what has no such day, and for a plan that somebody put off.
    """
    if periodic.month is None or periodic.weekday is None:
        return None
    year = school_year_of(planned)
    if planned != calendar.on_or_after(_first_of(periodic.month, year)):
        return None
    return _in_its_month(periodic, periodic.month, year, calendar)


def _in_its_month(periodic: Periodic, month: int, school_year: int, calendar: Calendar) -> date:
    """Its day in the month, or the first school day, in the school year that begins in the summer of `school_year`."""
    first = _first_of(month, school_year)
    if periodic.weekday is None or periodic.week is None:
        return calendar.on_or_after(first)
    days = monthcalendar(first.year, month)
    found = [week[_WEEKDAYS.index(periodic.weekday)] for week in days if week[_WEEKDAYS.index(periodic.weekday)]]
    place = -1 if periodic.week == "last" else periodic.week - 1
    return calendar.on_or_after(first.replace(day=found[place]))


def _first_of(month: int, school_year: int) -> date:
    return date(school_year if month >= _AUGUST else school_year + 1, month, 1)


def _next_beginning(day: date, calendar: SchoolYears) -> date:
    return calendar.school_year(calendar.school_year_of(day) + 1)[0]


def _after_the_last(periodic: Periodic, done: Collection[date], calendar: SchoolYears) -> date:
    last = max(done)
    year = calendar.school_year_of(last)
    times = sum(calendar.school_year_of(day) == year for day in done)
    moments = _moments(periodic, year, calendar)
    if times < len(moments):
        ends = calendar.school_year(year)[1]
        ahead = moments[times] if moments[times] > last else ends
        if ahead > last:
            return ahead
    return _moments(periodic, year + 1, calendar)[0]


def _moments_from(periodic: Periodic, year: int, calendar: SchoolYears) -> Iterator[date]:
    """Those of this school year, then those of the next ones."""
    while True:
        yield from _moments(periodic, year, calendar)
        year += 1


def _moments(periodic: Periodic, year: int, calendar: SchoolYears) -> list[date]:
    """The middle of each of `count` equal parts of the school year that begins in `year`."""
    begins, ends = calendar.school_year(year)
    count = (periodic.count or 1) if periodic.every == "count_per_year" else 1
    days = (ends - begins).days
    middles = (begins + timedelta(days=days * (2 * part + 1) // (2 * count)) for part in range(count))
    return [min(calendar.on_or_after(day), ends) for day in middles]


def each_for_themselves(protocol: Protocol, periodic: Periodic) -> bool:
    """Whether every holder has to do it, with their own class or team; otherwise whoever does it does it for all."""
    roles = (protocol.roles.get(role_id) for role_id in periodic.by.role_ids())
    return any(role is not None and role.bound_to in _OF_A_PUPIL for role in roles)


def holders_of(school: School, expression: RoleExpr) -> tuple[str, ...]:
    """The person ids of everybody in the school who holds the role, each once, in the order of the school's file.

    Where any of several roles will do, the one that acts by default (A000-16), or else the first that is filled.
    """
    if expression.role is not None:
        return school.people_in_role(expression.role)
    if expression.all_of:
        everybody = (person for part in expression.all_of for person in holders_of(school, part))
        return tuple(dict.fromkeys(everybody))
    in_order = sorted(expression.any_of, key=lambda part: expression.default not in part.role_ids())
    return next((people for part in in_order if (people := holders_of(school, part))), ())


def without_holder(protocol: Protocol, school: School) -> tuple[Periodic, ...]:
    """The duties that come back for a role that nobody of the school holds."""
    return tuple(periodic for periodic in protocol.periodic if not holders_of(school, periodic.by))
