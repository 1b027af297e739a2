"""What each event of a case adds to its *begeleidingsverslag*: a line of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import singledispatch
from typing import Literal

from casework import case_events as happened
from casework.calendar import local_date
from casework.case_events import CaseEvent, Channel, PupilParty
from casework.conditions import Scalar
from casework.home_safety import CHILD_PROTECTION_OFFICER, IN_THEIR_PLACE, reaches_parents
from casework.naked_pictures import PICTURE_TOLD
from casework.protocol_model import Intervention, Protocol, RoleExpr
from casework.school import STAFF_ANY

WrittenKind = Literal["note", "words", "view", "place", "reason"]

_WRITTEN: tuple[WrittenKind, ...] = ("note", "words", "view", "place", "reason")

LineKind = Literal[
    "taken-up", "victim-known", "pupil-added", "jumped", "track-changed", "done", "concluded", "skipped",
    "consent-given", "consent-refused", "date", "tapered", "taper-undone", "gate-passed", "gate-not-passed",
    "gate-look-again", "handed-over", "postponed", "fact", "signal", "signals-handled", "entered", "started",
    "planned", "how-many", "prolonged", "ended", "called-off", "declined", "home-contact", "home-no-contact",
    "watchers", "joined", "closed",
]  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What somebody wrote, and as what."""

    kind: WrittenKind
    text: str


@dataclass(frozen=True)
class ReportLine:
    """One thing that happened, on a day in Europe/Amsterdam.

    `what` and `answer` are words of the protocol, `by` and `to` titles of roles, `pupils` references. `until` is a
    day that was set, `begins` the one on which something is to begin. `questions` are those of a gate with their
    answers. `number` is that of another case, or a count; `fact` is the key of what was established. `against` are the
    facts that an outcome contradicts: the key, its question in the protocol's words, and what was recorded.
    `with_parents`: the parents of these pupils were reached.
    """

    on: date
    kind: LineKind
    what: str = ""
    answer: str = ""
    by: str = ""
    to: tuple[str, ...] = ()
    pupils: tuple[str, ...] = ()
    party: PupilParty | None = None
    channel: Channel | None = None
    until: date | None = None
    begins: date | None = None
    every: int | None = None
    with_parents: bool = False
    questions: tuple[tuple[str, bool], ...] = ()
    number: str = ""
    fact: str = ""
    against: tuple[tuple[str, str, str], ...] = ()
    written: tuple[Written, ...] = ()


ANYBODY = "anybody"
"""In the place of STAFF_ANY, of somebody who works here without the role that the school gives that title."""

_OF_ANYBODY = (STAFF_ANY, ANYBODY)


@dataclass(frozen=True)
class Staff:
    """How staff are called: the roles that each person (by id) has in this case, and the title of each role.

    `standing_in` are those of a person's roles that are somebody else's, `deputy_titles` what a deputy is called there.
    """

    roles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    standing_in: Mapping[str, Collection[str]] = field(default_factory=dict)
    deputy_titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, person: str, *wanted: RoleExpr | None) -> str:
        """The title of who acted: of the first role that was wanted which they have, their own before one in which
        they stand in for somebody; else of another own one, and of what they stand in for last. Empty when they have
        none.

        What anybody of the school may do, they did in the role that they have in the case.
        """
        held, instead = self.roles.get(person, ()), self.standing_in.get(person, ())
        asked = [[role for role in one.role_ids() if role in held] for one in wanted if one is not None]
        in_order = (role for roles in (*asked, held) for role in sorted(roles, key=lambda role: role in instead))
        known = [role for role in in_order if role in self.titles]
        role = next((role for role in known if role not in _OF_ANYBODY), known[0] if known else "")
        return self.deputy_titles.get(role, "") if role in instead else self.titles.get(role, "")

    def titles_of(self, wanted: RoleExpr, did_it: Sequence[str] = ()) -> str:
        """The titles of these roles. What anybody may do says by the titles in `did_it` who in fact did it; while
        nobody did it is one of the staff, and not the school's word for who looks out in the breaks."""
        anybody = did_it or (self.titles.get(ANYBODY) or self.titles.get(STAFF_ANY, STAFF_ANY),)
        ways = (anybody if role == STAFF_ANY else (self.titles.get(role, role),) for role in wanted.role_ids())
        return ", ".join(dict.fromkeys(title for titles in ways for title in titles))


@dataclass(frozen=True)
class Reader:
    """What an event is read with: the protocol, the opened notes by reference, how staff are called, and who leads the
    step in which the case was then."""

    protocol: Protocol
    written: Mapping[str, str]
    staff: Staff
    lead: RoleExpr | None = None

    def title(self, person: str, wanted: RoleExpr | None = None) -> str:
        """The title of who acted: of the role that was `wanted`, else of that which leads the step, else of another."""
        return self.staff.title(person, wanted, self.lead)


def line_of(event: CaseEvent, reader: Reader) -> ReportLine | None:
    """The line with what was written with it; None for an event that says nothing new."""
    line = _line(event, reader)
    if line is None:
        return None
    found = ((kind, reader.written.get(getattr(event, kind, None) or "")) for kind in _WRITTEN)
    return replace(line, written=tuple(Written(kind, text) for kind, text in found if text))


@singledispatch
def _line(event: CaseEvent, reader: Reader) -> ReportLine | None:
    """What the event adds to the report; None for one that says nothing new."""
    return None


@_line.register
def _(event: happened.Acknowledged, reader: Reader) -> ReportLine:
    return ReportLine(local_date(event.at), "taken-up", by=reader.title(event.by))


@_line.register
def _(event: happened.VictimIdentified, reader: Reader) -> ReportLine:
    return ReportLine(local_date(event.at), "victim-known", by=reader.title(event.by))


@_line.register
def _(event: happened.PupilAdded, reader: Reader) -> ReportLine:
    by = reader.title(event.by)
    return ReportLine(local_date(event.at), "pupil-added", by=by, pupils=(event.pupil,), party=event.party)


@_line.register
def _(event: happened.StepOpened, reader: Reader) -> ReportLine | None:
    """A step that somebody opened out of the normal order tells why."""
    if event.reason is None:
        return None
    return ReportLine(local_date(event.at), "jumped", by=reader.title(event.by))


@_line.register
def _(event: happened.TrackChanged, reader: Reader) -> ReportLine:
    labels = {track.key: track.label for track in reader.protocol.tracks}
    label = labels.get(event.track, event.track)
    return ReportLine(local_date(event.at), "track-changed", label, by=reader.title(event.by))


@_line.register
def _(event: happened.ActionDone, reader: Reader) -> ReportLine:
    label, wanted = _action(reader.protocol, event.action)
    by, found = reader.title(event.by, wanted), reader.protocol.find_action(event.action)
    with_parents = found is not None and reaches_parents(found[1])
    line = ReportLine(event.on, "done", label, by=by, pupils=event.participants, channel=event.channel)
    return replace(line, with_parents=with_parents)


@_line.register
def _(event: happened.OutcomeRecorded, reader: Reader) -> ReportLine:
    label, wanted = _action(reader.protocol, event.action)
    found = reader.protocol.find_action(event.action)
    answer = found[1].answer(event.answer) if found else None
    by = reader.title(event.by, wanted)
    return ReportLine(event.on, "concluded", label, answer.label if answer else event.answer, by)


@_line.register
def _(event: happened.ActionSkipped, reader: Reader) -> ReportLine:
    label, wanted = _action(reader.protocol, event.action)
    by = reader.title(event.by, wanted)
    return ReportLine(local_date(event.at), "skipped", label, by=by, pupils=event.participants)


@_line.register
def _(event: happened.ConsentGiven, reader: Reader) -> ReportLine:
    label, _ = _action(reader.protocol, event.action)
    return ReportLine(local_date(event.at), "consent-given", label, by=reader.title(event.by))


@_line.register
def _(event: happened.ConsentRefused, reader: Reader) -> ReportLine:
    label, _ = _action(reader.protocol, event.action)
    found = reader.protocol.find_action(event.action)
    with_parents = found is not None and reaches_parents(found[1])
    by = reader.title(event.by)
    return ReportLine(local_date(event.at), "consent-refused", label, by=by, with_parents=with_parents)


@_line.register
def _(event: happened.DateChosen, reader: Reader) -> ReportLine:
    label, by = timer_label(reader.protocol, event.timer), reader.title(event.by)
    return ReportLine(local_date(event.at), "date", label, by=by, until=event.on, every=event.every)


@_line.register
def _(event: happened.TaperSwitched, reader: Reader) -> ReportLine:
    label = timer_label(reader.protocol, event.timer)
    kind: LineKind = "taper-undone" if event.back else "tapered"
    return ReportLine(local_date(event.at), kind, label, by=reader.title(event.by))


@_line.register
def _(event: happened.GateAnswered, reader: Reader) -> ReportLine:
    gate = reader.protocol.step(event.step).gate
    labels = {question.fact: question.label for question in gate.test}
    questions = tuple((labels.get(fact, fact), answer) for fact, answer in event.answers.items())
    by = reader.title(event.by, gate.decided_by)
    if event.look_again is not None:
        answer = "" if gate.look_again is None else gate.look_again.label
        return ReportLine(local_date(event.at), "gate-look-again", gate.label, answer=answer, by=by)
    kind: LineKind = "gate-passed" if event.passed else "gate-not-passed"
    return ReportLine(local_date(event.at), kind, gate.label, by=by, questions=questions)


@_line.register
def _(event: happened.HandedOver, reader: Reader) -> ReportLine:
    to = reader.staff.title(event.to)
    by = reader.title(event.by)
    return ReportLine(local_date(event.at), "handed-over", by=by, to=(to,) if to else ())


@_line.register
def _(event: happened.Postponed, reader: Reader) -> ReportLine:
    _, key, *_ = (*event.duty.split(":"), "")
    label, _ = _action(reader.protocol, key)
    by = reader.title(event.by)
    return ReportLine(local_date(event.at), "postponed", label, by=by, until=event.to)


@_line.register
def _(event: happened.FactEstablished, reader: Reader) -> ReportLine | None:
    """What a reporter told stands in no report; what a person at school concluded from it does."""
    if event.fact == PICTURE_TOLD:
        return None
    asked = reader.protocol.facts.get(event.fact)
    label, answer = _fact(reader.protocol, event.fact, event.value)
    by = reader.title(event.by, asked.by if asked else None)
    return ReportLine(local_date(event.at), "fact", label, answer, by, fact=event.fact)


def _fact(protocol: Protocol, fact: str, value: Scalar) -> tuple[str, str]:
    """The protocol's question for a fact, "" where it has none, and the answer that this value is."""
    asked = protocol.facts.get(fact)
    answers = {one.value: one.label for one in asked.values} if asked else {}
    return asked.label if asked else "", answers.get(value, _yes_or_no(value))


@_line.register
def _(event: happened.SignalReceived, reader: Reader) -> ReportLine:
    return ReportLine(local_date(event.at), "signal", by=reader.title(event.by))


@_line.register
def _(event: happened.SignalsHandled, reader: Reader) -> ReportLine:
    return ReportLine(local_date(event.at), "signals-handled", by=reader.title(event.by))


@_line.register
def _(event: happened.RecordEntered, reader: Reader) -> ReportLine:
    number = str(len(event.entries))
    return ReportLine(local_date(event.at), "entered", by=reader.title(event.by), number=number)


@_line.register
def _(event: happened.InterventionStarted, reader: Reader) -> ReportLine:
    """What is agreed for a day to come stands on the day on which that was done, with the day."""
    means = reader.protocol.intervention(event.intervention)
    by, agreed_on = reader.title(event.by, means.decided_by or means.by), local_date(event.at)
    line = ReportLine(event.on, "started", means.label, by=by, pupils=event.participants, until=event.until)
    return line if event.on <= agreed_on else replace(line, on=agreed_on, kind="planned", begins=event.on)


@_line.register
def _(event: happened.HowManySaid, reader: Reader) -> ReportLine:
    label, by = reader.protocol.intervention(event.intervention).label, reader.title(event.by)
    return ReportLine(local_date(event.at), "how-many", label, by=by, number=str(event.size))


@_line.register
def _(event: happened.InterventionProlonged, reader: Reader) -> ReportLine:
    label = reader.protocol.intervention(event.intervention).label
    by = reader.title(event.by)
    return ReportLine(local_date(event.at), "prolonged", label, by=by, pupils=event.participants, until=event.until)


@_line.register
def _(event: happened.InterventionEnded, reader: Reader) -> ReportLine:
    label = reader.protocol.intervention(event.intervention).label
    return ReportLine(event.on, "ended", label, by=reader.title(event.by), pupils=event.participants)


@_line.register
def _(event: happened.InterventionDeclined, reader: Reader) -> ReportLine:
    means = reader.protocol.intervention(event.intervention)
    by = reader.title(event.by, means.decided_by or means.by)
    return ReportLine(local_date(event.at), "declined", means.label, by=by)


@_line.register
def _(event: happened.HomeSafetyDecided, reader: Reader) -> ReportLine:
    kind: LineKind = "home-contact" if event.may_contact else "home-no-contact"
    return ReportLine(local_date(event.at), kind, by=reader.title(event.by, _DECIDES_HOME))


@_line.register
def _(event: happened.WatchersPicked, reader: Reader) -> ReportLine:
    label, _ = _action(reader.protocol, event.action)
    titles = tuple(dict.fromkeys(title for one in event.people if (title := reader.staff.title(one))))
    by, number = reader.title(event.by), str(len(event.people))
    return ReportLine(local_date(event.at), "watchers", label, by=by, to=titles, until=event.until, number=number)


@_line.register
def _(event: happened.CaseJoined, reader: Reader) -> ReportLine:
    return ReportLine(local_date(event.at), "joined", by=reader.title(event.by), number=event.other_case)


@_line.register
def _(event: happened.CaseClosed, reader: Reader) -> ReportLine:
    labels = {outcome.key: outcome.label for outcome in reader.protocol.outcomes}
    by = reader.title(event.by)
    answer = labels.get(event.outcome, event.outcome)
    against = tuple((fact, *_fact(reader.protocol, fact, value)) for fact, value in event.against.items())
    number = event.other_case or ""
    return ReportLine(local_date(event.at), "closed", answer=answer, by=by, number=number, against=against)


def _action(protocol: Protocol, key: str) -> tuple[str, RoleExpr | None]:
    """The label of an action, intervention or step, and who is to do it."""
    found = protocol.find_action(key)
    if found is not None:
        return found[1].label, found[1].by or found[0].lead
    means = next((one for one in protocol.interventions if one.key == key), None)
    if means is not None:
        return means.label, means.decided_by or means.by
    return next(((step.label, step.lead) for step in protocol.steps if step.key == key), ("", None))


def timer_label(protocol: Protocol, timer_id: str, part_key: str | None = None) -> str:
    """The label of the action or intervention that has this timer, in any part or in that one; empty without."""
    for part in protocol.parts():
        if part_key not in (None, part.key):
            continue
        if isinstance(part, Intervention) and part.timer is not None and part.timer.id == timer_id:
            return part.label
        for action in part.all_actions:
            if any(timer.id == timer_id for timer in action.timers):
                return action.label
    return ""


_DECIDES_HOME = RoleExpr(any_of=tuple(RoleExpr(role=role) for role in (CHILD_PROTECTION_OFFICER, *IN_THEIR_PLACE)))
"""Who may decide about contact with home is called by that role, whatever else they are."""


def _yes_or_no(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
