"""Who reads a report, in which order, and by when. Whoever it is about never appears in the answer (AX-12).

A plan is a promise made on the send screen. It can be made again later from what the report holds;
`next_in_line` then says who follows when nobody has acknowledged.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain

from casework.calendar import SchoolCalendar, local_date
from casework.school import CONFIDANT, FIRST_CONTACT, School

TIME_TO_READ = timedelta(hours=1)
"""Nobody is promised a reader for today when less than this is left of the school day."""

_NOBODYS_CLASS = ("bullying_coordinator", "management", "head")
_NOT_A_PUPIL = ("management", "head", "bullying_coordinator")
_LAST_RESORT = ("bullying_coordinator", "management", "head", "board")
_FURTHEST_SEARCHED = 60
"""School days ahead; who is not present on any of them is no reader."""


@dataclass(frozen=True)
class Reader:
    """A person on a reading line: in which role, in the school's word for it, and for whom they stand in."""

    person: str
    role: str
    title: str
    stands_in_for: str | None = None


@dataclass(frozen=True)
class Informed:
    """A person whom the protocol informs, and the label of the step from which on."""

    reader: Reader
    from_step: str


@dataclass(frozen=True)
class ReadingPlan:
    """Who reads first, who stands in, who follows, who hears of it; dates are local school days.

    `read_by` is a day on which the first reader is present, at closing time. `absent` is the reader who would
    have been first but is away until after that day. `present_from` is the first reader's first day.
    `closed_until` is the day the school opens again when a holiday comes first.
    """

    first_reader: Reader | None
    deputy: Reader | None
    line: tuple[Reader, ...]
    informed: tuple[Informed, ...]
    read_by: date
    present_from: date
    closed_until: date | None = None
    absent: Reader | None = None

    @property
    def admin_only(self) -> bool:
        """Nobody is left: the admin is told that there is a report, not what it says."""
        return self.first_reader is None

    @property
    def order(self) -> tuple[Reader, ...]:
        """Everybody who may come to read it, first to last."""
        return tuple(reader for reader in (self.first_reader, self.deputy) if reader) + self.line


def plan_reading(
    school: School,
    calendar: SchoolCalendar,
    now: datetime,
    *,
    class_id: str | None,
    subjects: Collection[str] = (),
    excluded: Collection[str] = (),
    via_confidant: bool = False,
    protocol_line: Sequence[str] = (),
    informed_roles: Sequence[tuple[str, str]] = (),
    not_a_pupil: bool = False,
    unreachable: Collection[str] = (),
) -> ReadingPlan:
    """The plan for a report about a pupil of `class_id` (None: unknown), sent at `now` (aware).

    `protocol_line` are role ids from low to high, `informed_roles` pairs of role id and step label.
    `unreachable` are people without a working address: they can promise nothing and are left out.
    """
    barred = frozenset(subjects) | frozenset(excluded) | frozenset(unreachable)
    if via_confidant:
        candidates = _confidant_line(school, class_id)
        informed_roles = ()
    else:
        candidates = _line(school, class_id, _role_order(class_id, protocol_line, not_a_pupil))
    presence = _Presence(school, calendar, now)
    present = (one for one in _each_once(candidates) if presence.ever(one.person))
    allowed = [reader for reader in present if reader.person not in barred]
    plan = _plan(allowed, presence, calendar, now)
    return _with_informed(plan, school, class_id, informed_roles, barred)


def next_in_line(
    school: School, calendar: SchoolCalendar, plan: ReadingPlan, tried: Collection[str], now: datetime
) -> Reader | None:
    """Who gets the report when the people in `tried` have not acknowledged it or cannot be reached.

    The first who is present in time; if nobody is, whoever is back soonest. None: only the admin is left.
    """
    presence = _Presence(school, calendar, now)
    waiting = [one for one in plan.order if one.person not in tried and presence.ever(one.person)]
    return _first_of(waiting, presence)


def acknowledge_by(school: School, calendar: SchoolCalendar, person: str, now: datetime) -> date:
    """The school day, with this person present, by whose closing time a report got at `now` must be read.

    The last of the person's days within the school's term; without one, their first day after it.
    """
    presence = _Presence(school, calendar, now)
    return presence.reads_by(person) or presence.deadline


class _Presence:
    """On which school days, counted from one instant, people can read."""

    def __init__(self, school: School, calendar: SchoolCalendar, now: datetime) -> None:
        self._school = school
        self._calendar = calendar
        start = calendar.counts_on(now)
        self.deadline = calendar.school_days_after(start, school.terms.acknowledge_within_school_days)
        enough_left = calendar.closes_at(start) - now >= TIME_TO_READ
        self.start = start if enough_left else calendar.next_school_day(start)
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
        return known is not None and known.works_on(day)


def _plan(allowed: Sequence[Reader], presence: _Presence, calendar: SchoolCalendar, now: datetime) -> ReadingPlan:
    first = _first_of(allowed, presence)
    if first is None:
        return ReadingPlan(None, None, (), (), presence.deadline, presence.start)
    read_by = presence.reads_by(first.person) or presence.deadline
    followers = [reader for reader in allowed if reader != first]
    deputy = _deputy_among(followers, first, presence)
    return ReadingPlan(
        first_reader=first,
        deputy=deputy,
        line=tuple(reader for reader in followers if reader != deputy),
        informed=(),
        read_by=read_by,
        present_from=presence.first_day(first.person) or presence.start,
        closed_until=calendar.closed_until(local_date(now), read_by),
        absent=allowed[0] if allowed[0] != first else None,
    )


def _first_of(waiting: Sequence[Reader], presence: _Presence) -> Reader | None:
    in_time = (reader for reader in waiting if presence.in_time(reader.person))
    by_return = sorted(waiting, key=lambda reader: presence.first_day(reader.person) or date.max)
    return next(chain(in_time, by_return), None)


def _deputy_among(followers: Sequence[Reader], first: Reader, presence: _Presence) -> Reader | None:
    """The first reader's own deputy; where there is none left, whoever comes next climbs in (AX-20)."""
    own = next((reader for reader in followers if reader.stands_in_for == first.person), None)
    return own or _first_of(followers, presence)


def _role_order(class_id: str | None, protocol_line: Sequence[str], not_a_pupil: bool) -> tuple[str, ...]:
    higher = tuple(role for role in protocol_line if role != FIRST_CONTACT)
    if not_a_pupil:
        return (*_NOT_A_PUPIL, *higher, *_LAST_RESORT)
    if class_id is None:
        return (*_NOBODYS_CLASS, *higher, *_LAST_RESORT)
    return (FIRST_CONTACT, *higher, *_LAST_RESORT)


def _line(school: School, class_id: str | None, roles: Iterable[str]) -> Iterator[Reader]:
    for role_id in dict.fromkeys(roles):
        yield from _holders_and_deputies(school, role_id, class_id)


def _confidant_line(school: School, class_id: str | None) -> Iterator[Reader]:
    """The confidants and their own deputies; who goes around the coach does not meet the coach here."""
    coach = school.coach_of(class_id)
    everyone = _holders_and_deputies(school, CONFIDANT, class_id)
    return (reader for reader in everyone if reader.person != coach)


def _holders_and_deputies(school: School, role_id: str, class_id: str | None) -> Iterator[Reader]:
    title = school.role_title(role_id)
    holders = school.people_in_role(role_id, class_id)
    yield from (Reader(holder, role_id, title) for holder in holders)
    for holder in holders:
        deputy = school.deputy_of(holder, role_id)
        if deputy is not None and deputy not in holders:
            yield Reader(deputy, role_id, title, stands_in_for=holder)


def _each_once(readers: Iterable[Reader]) -> Iterator[Reader]:
    seen: set[str] = set()
    for reader in readers:
        if reader.person not in seen:
            seen.add(reader.person)
            yield reader


def _with_informed(
    plan: ReadingPlan,
    school: School,
    class_id: str | None,
    informed_roles: Sequence[tuple[str, str]],
    barred: Collection[str],
) -> ReadingPlan:
    told = {plan.first_reader.person} if plan.first_reader else set()
    informed: list[Informed] = []
    for role_id, step in informed_roles:
        if role_id == FIRST_CONTACT and class_id is None:
            continue
        for person in school.people_in_role(role_id, class_id):
            if person not in told and person not in barred and school.is_staff(person):
                told.add(person)
                informed.append(Informed(Reader(person, role_id, school.role_title(role_id)), step))
    return replace(plan, informed=tuple(informed))
