"""Who is asked to take up a report that is played back: by the plan, and along the line, of a report that is sent."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from casework.holders import Holder, Involved, each_once, named_holders
from casework.pressing import Pressing, hurried
from casework.protocol_model import Protocol
from casework.replay_school import PlainDays
from casework.report import Urgency
from casework.routing import ReadingPlan, acknowledge_by, next_in_line, plan_reading
from casework.school import School
from casework.tracks import Way, receivers


@dataclass(frozen=True)
class Asked:
    """These people are asked to take a report up, until closing time of the school day `read_by`.

    `tried` are all who had it, they among them. It is one person, until everybody on the line had it.
    """

    people: tuple[str, ...]
    read_by: date
    tried: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """What decides at a school who reads what comes in."""

    protocol: Protocol
    school: School
    calendar: PlainDays

    def plan(self, involved: Involved, way: Way, pressing: Pressing, now: datetime) -> ReadingPlan:
        """Who reads a report that goes this way, had it been sent at the aware instant `now`."""
        return plan_reading(
            self.school,
            self.calendar,
            now,
            class_id=involved.victim_class,
            way=way,
            roles=self.protocol.roles,
            subjects=involved.subjects,
            excluded=involved.left_out,
            protocol_line=self.protocol.escalation,
            not_a_pupil=involved.bullied is not None,
            bullied=involved.bullied,
            pressing=pressing,
        )

    def asked_next(self, plan: ReadingPlan, asked: Asked, now: datetime) -> Asked:
        """Who is asked when nobody took it up in time: the next on the line, and after the last all who had it, each
        school day."""
        roles, pressing = self.protocol.roles, plan.pressing
        by_whoever = pressing.by_whoever_is_there
        reader = next_in_line(self.school, self.calendar, plan, asked.tried, now, roles, urgent=by_whoever)
        if reader is None:
            had_it = tuple(one.person for one in plan.order if one.person in asked.tried)
            next_day = self.calendar.counts_on(now)
            return replace(asked, people=had_it or asked.people, read_by=next_day)
        urgent = pressing.is_urgent
        read_by = acknowledge_by(self.school, self.calendar, reader.person, now, reader.role, roles, urgent=urgent)
        return Asked((reader.person,), read_by, (*asked.tried, reader.person))


def asked_first(plan: ReadingPlan) -> Asked | None:
    """Who is asked at first; None when nobody is left who may read it."""
    reader = plan.first_reader
    return None if reader is None else Asked((reader.person,), plan.read_by, (reader.person,))


def pressing_of_told(urgency: Urgency, way: Way) -> Pressing:
    """How a report presses of which its reporter said this; what is the board's alone cannot wait (AX-8)."""
    return hurried(Pressing(urgency)) if way.is_the_boards else Pressing(urgency)


def who_gets_it(desk: Desk, involved: Involved, way: Way, plan: ReadingPlan | None) -> tuple[Holder, ...]:
    """Who reads first by `plan`, and the others to whom the way gives it; nobody who is away and has somebody instead.

    Without a plan everybody to whom it gives it, whether they are there or not.
    """
    protocol, school = desk.protocol, desk.school
    if plan is None:
        return receivers(protocol, school, involved, way)
    first = plan.first_reader
    if first is None:
        return ()
    given = chain.from_iterable(named_holders(protocol.roles, school, involved, wanted) for wanted in way.receives)
    others = (one for one in given if one.person not in who_is_away(plan))
    return each_once((Holder(first.person, first.role, first.stands_in_for), *others))


def who_is_away(plan: ReadingPlan) -> frozenset[str]:
    """In whose place the first reader has it, because they are not there in time."""
    instead_of = None if plan.first_reader is None else plan.first_reader.stands_in_for
    absent = None if plan.absent is None else plan.absent.person
    return frozenset(one for one in (instead_of, absent) if one is not None)
