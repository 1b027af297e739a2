"""Who reads a report, in which order, and by when. Whoever it is about never appears in the answer (AX-12).

The way that the report goes (`tracks`) says whose it is; here it gets people, days and followers.

A plan is a promise made on the send screen. It can be made again later from what the report holds;
`next_in_line` then says who follows when nobody has acknowledged.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from types import MappingProxyType

from casework.calendar import ONE_DAY, Closure, SchoolDays, local_date
from casework.holders import (
    LAST_RESORT,
    Holder,
    Involved,
    each_once,
    named_holders,
    past_the_management,
    standing_in,
    who_act,
)
from casework.presence import Presence
from casework.pressing import Pressing
from casework.protocol_model import Role, RoleExpr
from casework.school import CONFIDANT, FIRST_CONTACT, School, Weekday
from casework.tracks import FOR_STAFF, Way, who_is_doubted

_NOBODYS_CLASS = ("bullying_coordinator", "management", "head")
_LAST_RESORT = ("bullying_coordinator", *LAST_RESORT)
NOT_PRESSING = Pressing()
NO_ROLES: Mapping[str, Role] = MappingProxyType({})

Moment = tuple[date, date, date]
"""Today, the first day on which a report of now can be read, and the last one within the school's term."""


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
    `closure` are the days of a holiday that comes first, and `closed_until` the day on which the school opens again
    when it is closed for that holiday already. `pressing` is how fast it is to be read, and whether by the first who is
    there.
    """

    first_reader: Reader | None
    deputy: Reader | None
    line: tuple[Reader, ...]
    informed: tuple[Informed, ...]
    read_by: date
    present_from: date
    closure: Closure | None = None
    closed_until: date | None = None
    absent: Reader | None = None
    also_told: tuple[Reader, ...] = ()
    pressing: Pressing = NOT_PRESSING

    @property
    def admin_only(self) -> bool:
        """Nobody is left: the admin is told that there is a report, not what it says."""
        return self.first_reader is None

    @property
    def order(self) -> tuple[Reader, ...]:
        """Everybody who may come to read it, first to last."""
        return tuple(reader for reader in (self.first_reader, self.deputy) if reader) + self.line


ORDINARY_WAY = Way(start="", receives=(RoleExpr(role=FIRST_CONTACT, of="victim"),))
"""To the first contact of the pupil whom it is about."""
_WAY_OF_STAFF = replace(ORDINARY_WAY, receives=FOR_STAFF[:1], fallback=FOR_STAFF[1:])
"""Of what happens to a member of staff, and to no pupil."""


def plan_reading(
    school: School,
    calendar: SchoolDays,
    now: datetime,
    *,
    class_id: str | None,
    way: Way = ORDINARY_WAY,
    roles: Mapping[str, Role] = NO_ROLES,
    subjects: Collection[str] = (),
    excluded: Collection[str] = (),
    via_confidant: bool = False,
    protocol_line: Sequence[str] = (),
    informed_roles: Sequence[tuple[str, str]] = (),
    not_a_pupil: bool = False,
    unreachable: Collection[str] = (),
    bullied: str | None = None,
    pressing: Pressing = NOT_PRESSING,
) -> ReadingPlan:
    """The plan for a report about a pupil of `class_id` (None: unknown), sent at `now` (aware).

    `way` says whose it is, `roles` are the protocol's. `protocol_line` are role ids from low to high,
    `informed_roles` pairs of role id and step label. `unreachable` are people without a working address: they can
    promise nothing and are left out. `bullied` is the member of staff whom it happens to: nobody reads their own case.
    What cannot wait, by its `pressing`, is read on the first school day on which it can be: by the first on the line
    who is there, or by whom it is for when it keeps its order.
    """
    way = _way_for(way, not_a_pupil)
    passed_by = school.coach_of(class_id) if way.distrusts_contact else None
    never = tuple(one for one in (passed_by, bullied) if one is not None)
    in_doubt = who_is_doubted(school, way, {*subjects, *excluded, *never})
    barred = frozenset((*subjects, *excluded, *unreachable, *never, *in_doubt))
    involved = Involved(victim_class=class_id, subjects=tuple(subjects), bullied=bullied, in_doubt=in_doubt)
    line = _Line(school, roles, involved, tuple(protocol_line))
    readers = _in_order(line, way, class_id, via_confidant=via_confidant, not_a_pupil=not_a_pupil)
    days, by_whoever = _days_in_role(roles, readers), pressing.by_whoever_is_there
    presence = Presence(school, calendar, now, days, urgent=by_whoever)
    allowed = [one for one in readers if presence.ever(one.person) and one.person not in barred]
    plan = replace(_plan(allowed, presence, calendar, now, urgent=pressing.is_urgent), pressing=pressing)
    return plan if via_confidant else line.with_others(plan, way, informed_roles, barred)


def everybody_in_line(
    school: School,
    *,
    class_id: str | None,
    way: Way = ORDINARY_WAY,
    roles: Mapping[str, Role] = NO_ROLES,
    subjects: Collection[str] = (),
    via_confidant: bool = False,
    protocol_line: Sequence[str] = (),
    not_a_pupil: bool = False,
    bullied: str | None = None,
) -> tuple[Reader, ...]:
    """Everybody who would come to read the report, first to last, also who may not or cannot. As in `plan_reading`."""
    involved = Involved(victim_class=class_id, subjects=tuple(subjects), bullied=bullied)
    line = _Line(school, roles, involved, tuple(protocol_line))
    return _in_order(line, _way_for(way, not_a_pupil), class_id, via_confidant=via_confidant, not_a_pupil=not_a_pupil)


def are_never_there(
    school: School, calendar: SchoolDays, now: datetime, readers: Sequence[Reader], roles: Mapping[str, Role]
) -> frozenset[str]:
    """Which of these readers have no school day in the time to come on which they are present in their role."""
    presence = Presence(school, calendar, now, _days_in_role(roles, readers))
    return frozenset(one.person for one in readers if not presence.ever(one.person))


def moment_of(school: School, calendar: SchoolDays, now: datetime) -> Moment:
    """What of the aware instant `now` a plan depends on: at another instant with the same moment it is the same."""
    presence = Presence(school, calendar, now, {})
    return local_date(now), presence.start, presence.deadline


def next_in_line(
    school: School,
    calendar: SchoolDays,
    plan: ReadingPlan,
    tried: Collection[str],
    now: datetime,
    roles: Mapping[str, Role] = NO_ROLES,
    *,
    urgent: bool = False,
) -> Reader | None:
    """Who gets the report when the people in `tried` have not acknowledged it or cannot be reached.

    The first who is present in time; if nobody is, whoever is back soonest. None: only the admin is left. Of what is
    `urgent`, and for whoever is there, only the first school day is in time.
    """
    presence = Presence(school, calendar, now, _days_in_role(roles, plan.order), urgent=urgent)
    waiting = [one for one in plan.order if one.person not in tried and presence.ever(one.person)]
    return _first_of(waiting, presence)


def acknowledge_by(
    school: School,
    calendar: SchoolDays,
    person: str,
    now: datetime,
    role: str = "",
    roles: Mapping[str, Role] = NO_ROLES,
    *,
    urgent: bool = False,
) -> date:
    """The school day, with this person present, by whose closing time a report got at `now` must be read.

    The last of the person's days in `role` within the school's term; without one, their first day after it. Of what
    is `urgent` it is their first day.
    """
    presence = Presence(school, calendar, now, _days_in_role(roles, (Reader(person, role, role),)), urgent=urgent)
    return presence.reads_by(person) or presence.deadline


def _way_for(way: Way, not_a_pupil: bool) -> Way:
    return _WAY_OF_STAFF if not_a_pupil and way is ORDINARY_WAY else way


def _leads(way: Way, role_id: str) -> bool:
    """Whether the first step is for this role to lead; what is kept apart stays with who receives it."""
    return way.lead is not None and role_id in way.lead.role_ids() and not way.kept_apart


def _plan(
    allowed: Sequence[Reader], presence: Presence, calendar: SchoolDays, now: datetime, *, urgent: bool
) -> ReadingPlan:
    first = _first_of(allowed, presence)
    if first is None:
        return ReadingPlan(None, None, (), (), presence.deadline, presence.start)
    in_term = presence.reads_by(first.person) or presence.deadline
    read_by = presence.first_day(first.person) or in_term if urgent else in_term
    closure = calendar.closure_between(local_date(now), read_by)
    is_closed = closure is not None and closure.last < calendar.counts_on(now)
    followers = [reader for reader in allowed if reader != first]
    deputy = _deputy_among(followers, first, presence)
    return ReadingPlan(
        first_reader=first,
        deputy=deputy,
        line=tuple(reader for reader in followers if reader != deputy),
        informed=(),
        read_by=read_by,
        present_from=presence.first_day(first.person) or presence.start,
        closure=closure,
        closed_until=closure.last + ONE_DAY if closure and is_closed else None,
        absent=allowed[0] if allowed[0] != first else None,
    )


def _first_of(waiting: Sequence[Reader], presence: Presence) -> Reader | None:
    in_time = (reader for reader in waiting if presence.in_time(reader.person))
    by_return = sorted(waiting, key=lambda reader: presence.first_day(reader.person) or date.max)
    return next(chain(in_time, by_return), None)


def _deputy_among(followers: Sequence[Reader], first: Reader, presence: Presence) -> Reader | None:
    """The first reader's own deputy; where there is none left, whoever comes next climbs in (AX-20)."""
    own = next((reader for reader in followers if reader.stands_in_for == first.person), None)
    return own or _first_of(followers, presence)


class _Line:
    """Everybody who may come to read a report, in order; whom it is about is taken out later."""

    def __init__(self, school: School, roles: Mapping[str, Role], involved: Involved, line: Sequence[str]) -> None:
        self.school = school
        self._roles = roles
        self._involved = involved
        self._line = line

    def readers(self, way: Way, class_id: str | None, not_a_pupil: bool) -> Iterator[Reader]:
        """A deputy of somebody whom it is about comes after all whom the way itself names, and after everybody else
        when they work under that person."""
        late: list[Reader] = []
        of_board = tuple(chain.from_iterable(self._with_deputies(wanted) for wanted in way.receives))
        if way.is_the_boards and any(one.person not in self._involved.subjects for one in of_board):
            yield from of_board
            return
        for wanted in (*way.receives, *self._nobodys(way, class_id, not_a_pupil), *way.fallback):
            for reader in self._with_deputies(wanted):
                if reader.stands_in_for in self._involved.subjects:
                    late.append(reader)
                else:
                    yield reader
        yield from late
        higher = () if way.closed else (role for role in self._line if role != FIRST_CONTACT)
        last = LAST_RESORT if way.closed else _LAST_RESORT
        roles = past_the_management(self.school, self._involved.parties, (*higher, *last))
        in_order = tuple(RoleExpr(role=role_id) for role_id in roles)
        yield from chain.from_iterable(self._with_deputies(wanted) for wanted in in_order)
        for wanted in (*way.receives, *way.fallback, *in_order):
            yield from (self._reader(one) for one in self._standing_in(wanted, under_a_party=True))

    def with_others(
        self, plan: ReadingPlan, way: Way, informed_roles: Sequence[tuple[str, str]], barred: frozenset[str]
    ) -> ReadingPlan:
        """The plan with who is told besides its readers, and whom the protocol brings in later."""
        plan = replace(plan, also_told=tuple(self.also_told(way, plan, barred)))
        brought_in = [one for one in informed_roles if not way.closed or _leads(way, one[0])]
        return replace(plan, informed=tuple(self.informed(plan, brought_in, barred)))

    def also_told(self, way: Way, plan: ReadingPlan, barred: frozenset[str]) -> Iterator[Reader]:
        """The others to whom the way gives it, and whom it tells, each once and staff only.

        In the place of who was left out whoever acts there; what is about staff is told to no more people than named.
        """
        first = plan.first_reader
        knows = {first.person, first.stands_in_for, plan.absent.person if plan.absent else None} if first else set()
        given = chain.from_iterable(self._named(one) for one in way.receives)
        told = chain.from_iterable(
            self._named(one) if self._involved.subjects else self._acting(one, barred) for one in way.also_told
        )
        for holder in each_once((*given, *told)):
            if holder.person not in barred and holder.person not in knows and self.school.is_staff(holder.person):
                yield self._reader(holder)

    def informed(
        self, plan: ReadingPlan, roles: Sequence[tuple[str, str]], barred: frozenset[str]
    ) -> Iterator[Informed]:
        """Whom the protocol brings in later, and who acts there for those who were left out, each once."""
        told = {reader.person for reader in (plan.first_reader, *plan.also_told) if reader is not None}
        for role_id, step in roles:
            if role_id == FIRST_CONTACT and self._involved.victim_class is None:
                continue
            for holder in self._acting(RoleExpr(role=role_id), barred):
                if holder.person not in told and self.school.is_staff(holder.person):
                    told.add(holder.person)
                    yield Informed(self._reader(holder), step)

    def _acting(self, wanted: RoleExpr, barred: frozenset[str]) -> tuple[Holder, ...]:
        """Who is left of these roles, and the deputies of those who are not; with nobody left who is next in the line.

        They come to read it, so that they are named before it is sent (design 4.4).
        """
        involved = replace(self._involved, barred=barred)
        return who_act(self._roles, self._line, self.school, involved, wanted)

    def _nobodys(self, way: Way, class_id: str | None, not_a_pupil: bool) -> tuple[RoleExpr, ...]:
        """Without a class there is no first contact, whoever the way names (AX-14)."""
        if class_id is not None or way.closed or not_a_pupil:
            return ()
        return tuple(RoleExpr(role=role) for role in _NOBODYS_CLASS)

    def _with_deputies(self, wanted: RoleExpr) -> Iterator[Reader]:
        holders = self._named(wanted)
        yield from (self._reader(holder) for holder in holders)
        known = {holder.person for holder in holders}
        for deputy in self._standing_in(wanted):
            if deputy.person not in known:
                yield self._reader(deputy)

    def _standing_in(self, wanted: RoleExpr, *, under_a_party: bool = False) -> tuple[Holder, ...]:
        return standing_in(self._roles, self.school, self._involved, wanted, under_a_party=under_a_party)

    def _named(self, wanted: RoleExpr) -> tuple[Holder, ...]:
        return named_holders(self._roles, self.school, self._involved, wanted)

    def _reader(self, holder: Holder) -> Reader:
        return Reader(holder.person, holder.role, self.school.role_title(holder.role), holder.stands_in_for)


def _in_order(
    line: _Line, way: Way, class_id: str | None, *, via_confidant: bool, not_a_pupil: bool
) -> tuple[Reader, ...]:
    """Everybody who may come to read it, each once, before anybody is left out."""
    if via_confidant:
        return tuple(_each_once(_confidant_line(line.school, class_id)))
    return tuple(_each_once(line.readers(way, class_id, not_a_pupil)))


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


def _days_in_role(roles: Mapping[str, Role], readers: Iterable[Reader]) -> dict[str, frozenset[int]]:
    """The weekdays on which the protocol has somebody in the reader's role, where it says so (A002-14)."""
    said = ((reader.person, roles[reader.role].present_on) for reader in readers if reader.role in roles)
    return {person: frozenset(Weekday(day).number for day in days) for person, days in said if days}


def _each_once(readers: Iterable[Reader]) -> Iterator[Reader]:
    seen: set[str] = set()
    for reader in readers:
        if reader.person not in seen:
            seen.add(reader.person)
            yield reader
