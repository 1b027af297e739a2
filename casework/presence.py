"""On which school days people can read what comes in."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from casework.calendar import SchoolDays
from casework.school import School

TIME_TO_READ = timedelta(hours=1)
"""Nobody is promised a reader for today when less than this is left of the school day."""

_EVERY_DAY = frozenset(range(7))
_FURTHEST_SEARCHED = 60
"""School days ahead; who is not present on any of them is no reader."""


class Presence:
    """On which school days, counted from the aware instant `now`, people can read.

    `days_in_role` are the weekdays (Monday is 0) on which the protocol has somebody in the role that the person
    reads in, for those of whom it says so. `deadline` is the last school day within the school's term, and the first
    one with time left to read for what is `urgent`: the bot is no alarm, and a term is for what can wait.
    """

    def __init__(
        self,
        school: School,
        calendar: SchoolDays,
        now: datetime,
        days_in_role: Mapping[str, Collection[int]],
        *,
        urgent: bool = False,
    ) -> None:
        self._school = school
        self._calendar = calendar
        self._days_in_role = days_in_role
        start = calendar.counts_on(now)
        enough_left = calendar.closes_at(start) - now >= TIME_TO_READ
        self.start = start if enough_left else calendar.next_school_day(start)
        within_term = calendar.school_days_after(start, school.terms.acknowledge_within_school_days)
        self.deadline = self.start if urgent else within_term
        self._first_days: dict[str, date | None] = {}

    def first_day(self, person: str) -> date | None:
        if person not in self._first_days:
            self._first_days[person] = self._search_first_day(person)
        return self._first_days[person]

    def ever(self, person: str) -> bool:
        return self.first_day(person) is not None

    def in_time(self, person: str) -> bool:
        first = self.first_day(person)
        return first is not None and first <= self.deadline

    def reads_by(self, person: str) -> date | None:
        first = self.first_day(person)
        if first is None or first > self.deadline:
            return first
        day = self.deadline
        while not self._works_on(person, day):
            day = self._calendar.day_before(day)
        return day

    def _search_first_day(self, person: str) -> date | None:
        day = self.start
        for _ in range(_FURTHEST_SEARCHED):
            if self._works_on(person, day):
                return day
            day = self._calendar.next_school_day(day)
        return None

    def _works_on(self, person: str, day: date) -> bool:
        known = self._school.people.get(person)
        in_role = day.weekday() in self._days_in_role.get(person, _EVERY_DAY)
        return known is not None and in_role and known.works_on(day)
