"""Who may read a case and why: the office's own note on it, kept sealed with the case."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.house import House
from casework.conditions import Scalar
from casework.holders import Involved
from casework.pressing import Pressing
from casework.report import Report, Urgency, VictimPlace
from casework.report_facts import facts_of_report
from casework.routing import Reader, ReadingPlan, acknowledge_by, next_in_line, plan_reading
from casework.school import School
from casework.tracks import Way, track_of, who_is_doubted


@dataclass(frozen=True)
class Reading:
    """How a case is read. People are ids of the school's file.

    `reader` has it to read now, `tried` had it before; both may read it, as may `invited` (people whom the protocol or
    a hand-over brought in). `told` hear at once that it is there, and may read it too. Nobody in `barred` ever may.
    `taken_up_by` acknowledged it. `seen_by` opened what was told, in the order in which they first did. `informed` is
    to whom it was said for information in which step the case is: that is said once.

    `doubts_coach`: it is about a coach of whom nobody knows which. `bullied` is the member of staff to whom it happens.
    `passed_by` is the first contact whom the pupil does not trust, or who may be whom it is about: `with_trust`;
    `in_doubt` are those who lead the school, while it may be about them too.
    `named_later`: whom it is about had no name yet when it went past everybody who may be meant, and it stays there.
    `agreed`: the pupil let the first contact's line in on what the confidant knew (P000 A000-22); while `via_confidant`
    holds too, the step is still the confidant's, and `let_in` read along as long as the yes stands. `kept_by` is the
    colleague who reported it, as long as they go on with it along a track that leaves it to them (P002 A002-1).

    `facts` are what its first report told, which decide its way, with what staff learned since; `track` is the track to
    which somebody brought it, None while it goes as these facts say. `urgency` is how fast it is to be read, by what
    was told so far, and `keeps_order` whether by whom it would be without any haste (`Pressing`). `nobody_there`: its
    reporters were told that nobody at all can go on with it now, `admin_told` the admin, who did not hear since that
    somebody goes on with it. `home_heard` is, of each report (hex of its id), the
    place of the last line that was told with it when somebody last said whether a pupil is safe at home, 0 without any;
    None while nobody did. `look_by` is the school day by which who leads the present step looks at what was told after
    sending and cannot wait; empty while there is no such thing. `look_held` may see none of it as long as it is not
    said whom it is about, and are not asked for that. `work_by` is the school day by which the first work is done of a
    case that could not wait when somebody took it up, or since; empty for another.

    `all_asked`: everybody on its line who can be asked was, and nobody took it up. They are all asked again then
    (`asked_to_read`), also with a `reader` who has it as far as it must be somebody's.
    """

    class_id: str | None
    not_a_pupil: bool = False
    via_confidant: bool = False
    doubts_coach: bool = False
    subjects: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    reader: str | None = None
    read_by: str = ""
    tried: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    taken_up_by: str | None = None
    facts: Mapping[str, Scalar] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    passed_by: tuple[str, ...] = ()
    bullied: str | None = None
    track: str | None = None
    nobody_there: bool = False
    seen_by: tuple[str, ...] = ()
    agreed: bool = False
    home_heard: Mapping[str, int] | None = None
    let_in: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    informed: tuple[str, ...] = ()
    keeps_order: bool = False
    admin_told: bool = False
    kept_by: str | None = None
    look_by: str = ""
    work_by: str = ""
    look_held: tuple[str, ...] = ()
    all_asked: bool = False
    named_later: bool = False
    in_doubt: tuple[str, ...] = ()

    @property
    def pressing(self) -> Pressing:
        return Pressing(self.urgency, self.keeps_order)

    def with_pressing(self, pressing: Pressing) -> "Reading":
        return replace(self, urgency=pressing.urgency, keeps_order=pressing.keeps_order)

    @property
    def barred(self) -> frozenset[str]:
        """Whom it is or may be about, whom the reporter left out, whom the pupil does not trust, and who is bullied:
        nobody reads or leads their own case."""
        bullied = () if self.bullied is None else (self.bullied,)
        return frozenset((*self.subjects, *self.excluded, *self.passed_by, *self.in_doubt, *bullied))

    @property
    def may_read(self) -> tuple[str, ...]:
        """Everybody who may read the case, once each."""
        people = (self.reader, self.taken_up_by, *self.tried, *self.invited, *self.let_in, *self.told)
        return tuple(dict.fromkeys(person for person in people if person is not None and person not in self.barred))

    def with_reader(self, person: str | None, read_by: date) -> "Reading":
        """`person` has it to read now; whoever had it before goes to `tried`."""
        tried = self.tried if self.reader is None else tuple(dict.fromkeys((*self.tried, self.reader)))
        read_by_day = read_by.isoformat()
        return replace(self, reader=person, read_by=read_by_day, tried=tried, nobody_there=False, all_asked=False)

    def with_invited(self, person: str) -> "Reading":
        """`person` may read it, also when the pupil's yes is taken back."""
        known = replace(self, let_in=()).may_read
        return self if person in known else replace(self, invited=(*self.invited, person))

    def without_yes(self) -> "Reading":
        """As it is read once the pupil took back that others are let in."""
        return replace(self, agreed=False, let_in=())

    def let_go(self) -> "Reading":
        """The first contact's line has it from now on, and nobody has taken it up there yet; who read along stays."""
        invited = tuple(dict.fromkeys((*self.invited, *self.let_in)))
        return replace(self, agreed=True, via_confidant=False, taken_up_by=None, invited=invited, let_in=())


def reading_of(report: Report, plan: ReadingPlan, *, doubts_coach: bool) -> Reading:
    """The reading of a fresh report, as its send screen promised it."""
    return Reading(
        class_id=report.class_id,
        not_a_pupil=report.victim_class == VictimPlace.NOT_A_PUPIL,
        via_confidant=report.via_confidant,
        doubts_coach=doubts_coach,
        subjects=tuple(sorted(report.subjects)),
        excluded=tuple(sorted(report.excluded)),
        reader=plan.first_reader.person if plan.first_reader else None,
        read_by=plan.read_by.isoformat(),
        facts=facts_of_report(report, doubts_coach=doubts_coach),
        told=tuple(reader.person for reader in plan.also_told),
        bullied=report.bullied,
        urgency=plan.pressing.urgency,
        keeps_order=plan.pressing.keeps_order,
    )


def with_trust(house: House, reading: Reading, facts: Mapping[str, Scalar], class_id: str | None) -> Reading:
    """The reading with the first contact of `class_id` left out as long as the pupil does not trust them (A001-19), or
    it is about somebody who works here and has no name: that may be them (AX-12). So is a management that may be in it.
    """
    contact = house.school.coach_of(class_id)
    way = way_of(house, replace(reading, facts={**reading.facts, **facts}))
    distrusted = way.distrusts_contact and contact is not None
    passed_by = (contact,) if distrusted and contact is not None else ()
    others = replace(reading, passed_by=passed_by, in_doubt=())
    return replace(others, in_doubt=tuple(sorted(who_is_doubted(house.school, way, others.barred))))


def reading_to_data(reading: Reading) -> dict[str, Any]:
    return asdict(reading)


def reading_from_data(data: dict[str, Any]) -> Reading:
    names = (
        "subjects",
        "excluded",
        "tried",
        "invited",
        "told",
        "passed_by",
        "seen_by",
        "let_in",
        "informed",
        "look_held",
        "in_doubt",
    )
    lists = {name: tuple(data.get(name, ())) for name in names}
    urgency = Urgency(data.get("urgency", Urgency.NORMAL))
    return Reading(**{**data, **lists, "urgency": urgency})


def way_of(house: House, reading: Reading) -> Way:
    """The way that the case's first report goes."""
    return house.outline.way_of(
        house.school,
        reading.facts,
        reading.subjects,
        reading.track,
        reporter_has_it=reading.kept_by is not None,
        named_later=reading.named_later,
    )


def naming(house: House, reading: Reading, people: Collection[str]) -> Reading:
    """The reading of what is about these people too.

    What went past everybody who may be meant, because nobody was named, stays on that way: its line was told to the
    reporter, and leads past the colleagues who work beside whom it is about (A001-19, AX-12).
    """
    was_unnamed = not reading.subjects and way_of(house, reading).house_rule == "staff_not_named"
    subjects = tuple(dict.fromkeys((*reading.subjects, *people)))
    return replace(reading, subjects=subjects, named_later=reading.named_later or was_unnamed)


def track_of_reading(house: House, reading: Reading) -> str | None:
    """The key of the track along which the case begins; None without a protocol that has tracks."""
    protocol = house.outline.protocol
    if protocol is None:
        return None
    return track_of(
        protocol,
        house.school,
        reading.facts,
        reading.subjects,
        to_confidant=reading.via_confidant,
        reporter_has_it=reading.kept_by is not None,
    )


def involved_by(reading: Reading) -> Involved:
    """Through what the holders of roles are found, as far as the reading knows it: before anybody opens the case."""
    return Involved(
        reading.class_id,
        barred=reading.barred,
        subjects=reading.subjects,
        bullied=reading.bullied,
        in_doubt=frozenset(reading.in_doubt),
    )


def coaches_of(school: School) -> tuple[str, ...]:
    """All who are the first contact of a class, each once."""
    return tuple(dict.fromkeys(one.coach for one in school.classes.values() if one.coach))


def can_be_told(house: House, reading: Reading, person: str) -> bool:
    """Whether the person works at the school, may know of the case, and has an account that works."""
    account = house.staff.account_of(person)
    known = person in house.school.people and person not in reading.barred
    return known and account is not None and not account.unreachable


def follower(house: House, reading: Reading, now: datetime) -> Reader | None:
    """Who gets the case when its present reader has not taken it up: the next who may read it and has an account, else
    nobody."""
    plan = _plan_of(house, reading, now, _out_of_reach(house))
    tried = {*reading.tried, *([reading.reader] if reading.reader else [])}
    roles, urgent = house.outline.roles, reading.pressing.by_whoever_is_there
    return next_in_line(house.school, house.calendar, plan, tried, now, roles, urgent=urgent)


def asked_again(house: House, reading: Reading, now: datetime) -> tuple[Reader, ...]:
    """Whom of its line the case was with who can be asked for it again, in the order of that line."""
    had_it = (reading.reader, *reading.tried)
    return tuple(one for one in _plan_of(house, reading, now, _out_of_reach(house)).order if one.person in had_it)


def asked_to_read(house: House, reading: Reading, now: datetime) -> tuple[str, ...]:
    """Who is asked to read the case: whoever has it to read, or all who were asked before and nobody took it up."""
    if reading.taken_up_by is not None:
        return ()
    if reading.all_asked:
        return tuple(one.person for one in asked_again(house, reading, now))
    return () if reading.reader is None else (reading.reader,)


def also_told(house: House, reading: Reading, now: datetime) -> tuple[str, ...]:
    """Who hears of the case besides its first reader as it is known now, had it been sent so."""
    plan = _plan_of(house, reading, now, _out_of_reach(house))
    return tuple(reader.person for reader in plan.also_told)


def _out_of_reach(house: House) -> frozenset[str]:
    return house.staff.unreachable | (frozenset(house.school.people) - house.staff.tied)


def who_may_come_to_read(house: House, reading: Reading, now: datetime) -> frozenset[str]:
    """Everybody on the line of the case by the school's file of now, whether they can be reached or not."""
    return frozenset(reader.person for reader in _plan_of(house, reading, now, ()).order)


def _plan_of(house: House, reading: Reading, now: datetime, unreachable: Collection[str]) -> ReadingPlan:
    subjects = set(reading.subjects)
    if reading.doubts_coach:
        subjects |= set(coaches_of(house.school))
    return plan_reading(
        house.school,
        house.calendar,
        now,
        class_id=reading.class_id,
        way=way_of(house, reading),
        roles=house.outline.roles,
        subjects=subjects,
        excluded=reading.barred,
        via_confidant=reading.via_confidant,
        protocol_line=house.outline.line,
        not_a_pupil=reading.not_a_pupil,
        bullied=reading.bullied,
        unreachable=unreachable,
        pressing=reading.pressing,
    )


def read_by_of(house: House, reading: Reading, reader: Reader, now: datetime) -> date:
    """The school day by which `reader` must have read what they get at the instant `now`."""
    role, roles = reader.role, house.outline.roles
    return acknowledge_by(
        house.school, house.calendar, reader.person, now, role, roles, urgent=reading.pressing.is_urgent
    )
