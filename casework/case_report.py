"""The *begeleidingsverslag* of a case, whole, read off its events (P001 R-06: supplemented at every step).

It holds no name: pupils are references, for which a reader puts a label, and staff are called by their role. What
people wrote is given by the caller, opened, and as it may be read. What reporters told stands in none of it,
nor what they answered to the school's own questions: many may read it, parents among them, and to a reporter it was
promised who reads what they tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from casework import case_events as happened
from casework.calendar import local_date
from casework.case import Case, fold
from casework.case_events import CaseEvent, ReporterKind
from casework.case_report_lines import Reader, ReportLine, Staff, line_of, timer_label
from casework.log_entries import log_entries
from casework.protocol_model import Protocol
from casework.school import STAFF_ANY


@dataclass(frozen=True)
class ReportSection:
    """One time that a step was open, or that an intervention ran; `lead` is the title of who leads or does it, and
    `decider` that of who decides on it where that is another, "" where nobody else does.

    `ended_on` is the day on which another step was opened or the intervention ended, None while it goes on; `with_case`
    tells that nobody ended it before the case was closed. `pupils` are those for whom it began, where each has it
    apart, and `over_for` those of them for whom it ended since.
    """

    kind: Literal["step", "intervention"]
    key: str
    label: str
    title: str
    opened_on: date
    lead: str = ""
    decider: str = ""
    ended_on: date | None = None
    with_case: bool = False
    lines: tuple[ReportLine, ...] = ()
    pupils: tuple[str, ...] = ()
    over_for: frozenset[str] = frozenset()

    @property
    def never_began(self) -> bool:
        """Whether it was agreed for a day to come and called off before that."""
        return self.ended_on is not None and self.ended_on < self.opened_on


@dataclass(frozen=True)
class ReportRecord:
    """An entry for the school's own system; `entered_on` is None while nobody typed it over.

    Title and `what` it is about are the protocol's words: several entries can have the same title.
    """

    on: date
    register: str
    title: str
    what: str
    entered_on: date | None


@dataclass(frozen=True)
class CaseReport:
    """A case as it stands on the day `made_on`. `outcome` is the label of how it ended."""

    school: str
    protocol_title: str
    protocol_version: str
    number: int
    reporter: ReporterKind
    opened_on: date
    closed_on: date | None
    made_on: date
    step: str
    outcome: str | None
    pupils: Mapping[str, str]
    sections: tuple[ReportSection, ...]
    records: tuple[ReportRecord, ...]

    @property
    def tells_of_home(self) -> bool:
        """Whether it tells what parents who look into the file should not meet unprepared: a home that may not be
        safe, or a pupil who did not want the parents to know."""
        return any(_tells_of_home(line) for section in self.sections for line in section.lines)


def _tells_of_home(line: ReportLine) -> bool:
    if line.kind in ("home-contact", "home-no-contact"):
        return True
    return (line.kind == "fact" and line.fact == "home_unsafe") or (
        line.kind == "consent-refused" and line.with_parents
    )


def case_report(
    protocol: Protocol,
    events: Sequence[CaseEvent],
    *,
    number: int,
    school: str,
    today: date,
    written: Mapping[str, str],
    staff: Staff,
) -> CaseReport:
    """The report of the case that `events` tell of; `today` is the day on which it is made.

    `written` are the opened notes by reference; one that is not there was erased, and is left out. Raises
    NotACaseError as `fold` does.
    """
    case = fold(protocol, events)
    opening = next(event for event in events if isinstance(event, happened.CaseOpened))
    return CaseReport(
        school=school,
        protocol_title=protocol.title,
        protocol_version=opening.protocol_version,
        number=number,
        reporter=opening.reporter,
        opened_on=local_date(case.opened_at),
        closed_on=None if case.closed_at is None else local_date(case.closed_at),
        made_on=today,
        step=case.step.label,
        outcome=_outcome(case),
        pupils=case.pupils,
        sections=_sections(Reader(protocol, written, staff), events),
        records=tuple(_records(case, events)),
    )


def _outcome(case: Case) -> str | None:
    labels = {outcome.key: outcome.label for outcome in case.protocol.outcomes}
    return None if case.outcome is None else labels.get(case.outcome, case.outcome)


def _records(case: Case, events: Sequence[CaseEvent]) -> Iterator[ReportRecord]:
    ticked = [event for event in events if isinstance(event, happened.RecordEntered)]
    entered_on = {entry: local_date(event.at) for event in ticked for entry in event.entries}
    for entry in sorted(log_entries(case), key=lambda one: one.on):
        if entry.required or entry.entered:
            done_on = entry.on if entry.entered else None
            day = entered_on.get(entry.id, done_on)
            yield ReportRecord(entry.on, entry.register, entry.title, entry.action_label, day)


def _sections(reader: Reader, events: Sequence[CaseEvent]) -> tuple[ReportSection, ...]:
    """What belongs to an action stands with the step or intervention that holds it, all else where the case was."""
    sections: list[ReportSection] = []
    did_it: list[list[str]] = []
    newest: dict[str, int] = {}
    here = ""
    for event in events:
        sections = [
            _ended(one, event, is_last=newest.get(one.key) == at or bool(one.pupils)) for at, one in enumerate(sections)
        ]
        led = replace(reader, lead=reader.protocol.step(here).lead) if here else reader
        begun = _begun(reader, event)
        if begun is not None:
            newest[begun.key] = len(sections)
            sections.append(begun)
            did_it.append([])
            here = begun.key if begun.kind == "step" else here
        line = line_of(event, led)
        if line is None:
            continue
        wanted = _part_of(reader.protocol, event)
        at = _of_whom(sections, wanted, event, newest.get(wanted if wanted in newest else here, 0))
        if line.kind == "ended" and sections[at].never_began:
            line = replace(line, kind="called-off")
        sections[at] = replace(sections[at], lines=(*sections[at].lines, line))
        did_it[at] += [line.by] if line.by and _is_what_anybody_may_do(reader.protocol, event) else []
    return tuple(
        replace(
            one,
            lead=_lead(reader, one, titles),
            decider=_decider(reader, one),
            lines=tuple(sorted(one.lines, key=lambda line: line.on)),
        )
        for one, titles in zip(sections, did_it, strict=True)
    )


def _is_what_anybody_may_do(protocol: Protocol, event: CaseEvent) -> bool:
    """Whether who did this is who leads a step, or does a means, that is anybody's of the staff."""
    if isinstance(event, happened.Acknowledged):
        return True
    if isinstance(event, happened.InterventionStarted):
        return protocol.intervention(event.intervention).decided_by is None
    if not isinstance(event, happened.ActionDone | happened.OutcomeRecorded):
        return False
    found = protocol.find_action(event.action)
    return found is not None and (found[1].by is None or STAFF_ANY in found[1].by.role_ids())


def _lead(reader: Reader, section: ReportSection, did_it: Sequence[str]) -> str:
    """The titles of who leads the step or does the means."""
    protocol = reader.protocol
    is_step = section.kind == "step"
    wanted = protocol.step(section.key).lead if is_step else protocol.intervention(section.key).by
    return reader.staff.titles_of(wanted, did_it)


def _decider(reader: Reader, section: ReportSection) -> str:
    """The titles of who decides on the means, where that is not who does it."""
    means = reader.protocol.intervention(section.key) if section.kind == "intervention" else None
    if means is None or means.decided_by is None or means.decided_by.role_ids() == means.by.role_ids():
        return ""
    return reader.staff.titles_of(means.decided_by)


def _begun(reader: Reader, event: CaseEvent) -> ReportSection | None:
    if isinstance(event, happened.StepOpened):
        step = reader.protocol.step(event.step)
        return ReportSection("step", step.key, step.label, step.title, local_date(event.at))
    if isinstance(event, happened.InterventionStarted):
        means = reader.protocol.intervention(event.intervention)
        apart = event.participants if means.per_pupil else ()
        return ReportSection("intervention", means.key, means.label, means.title, event.on, pupils=apart)
    return None


def _ended(section: ReportSection, event: CaseEvent, *, is_last: bool) -> ReportSection:
    """A step ends when one is opened, an intervention when it is said to; with the case everything ends."""
    if section.ended_on is not None or not is_last:
        return section
    if isinstance(event, happened.CaseClosed):
        return replace(section, ended_on=local_date(event.at), with_case=True)
    if isinstance(event, happened.StepOpened) and section.kind == "step":
        return replace(section, ended_on=local_date(event.at))
    if not isinstance(event, happened.InterventionEnded) or event.intervention != section.key:
        return section
    over_for = section.over_for.union(event.participants or section.pupils)
    is_over = over_for.issuperset(section.pupils)
    return replace(section, over_for=over_for, ended_on=event.on if is_over else None)


def _of_whom(sections: Sequence[ReportSection], key: str, event: CaseEvent, newest: int) -> int:
    """Where the event stands: of a means that each pupil has apart with the newest start for one of these pupils."""
    if not isinstance(event, happened.InterventionProlonged | happened.InterventionEnded):
        return newest
    of_them = (
        at for at, one in enumerate(sections) if one.key == key and not set(one.pupils).isdisjoint(event.participants)
    )
    return max(of_them, default=newest)


def _part_of(protocol: Protocol, event: CaseEvent) -> str:
    """The key of the part that the event belongs to; "" for that in which the case was. That the case belongs to
    another track is told where it was before."""
    found = protocol.find_action(getattr(event, "action", ""))
    if found is not None:
        return found[0].key
    if isinstance(event, happened.DateChosen | happened.TaperSwitched):
        return next((part.key for part in protocol.parts() if timer_label(protocol, event.timer, part.key)), "")
    if isinstance(event, happened.TrackChanged):
        return ""
    return str(getattr(event, "intervention", "") or getattr(event, "step", ""))
