"""One card for a case: what the step is called, what is due, what may be done; data for any channel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casework.calendar import local_date
from casework.case_offers import (
    ActionOffer,
    GateOffer,
    StepOffer,
    TrackOffer,
    actions_now,
    gate_now,
    steps_to_open,
    tracks_to_go,
)
from casework.case_state import Case
from casework.duties import Duty, duties, furthest_day
from casework.early_looks import early_looks
from casework.fact_questions import FactAsk, fact_asks
from casework.home_safety import home_asks_decision, home_is_unsafe, home_said_safe, homes_in_doubt
from casework.intervention_offers import InterventionOffer, interventions_now
from casework.log_entries import LogEntry, coming_entries, entered_entries, open_records, optional_entries
from casework.protocol_model import Intervention, Outcome, Part, RoleExpr
from casework.terms import DEFAULT_SCHOOL_TERMS, Calendar, SchoolTerms
from casework.unfinished import unfinished
from casework.wording import Label, Wording, wording


@dataclass(frozen=True)
class DoneLine:
    """Something that was done, on a day in Europe/Amsterdam; `answer` is the label of a conclusion.

    `channel` is how parents were reached, `view` the sealed note of what they think. `participants` are the
    pupils with whom it was, none where it was with all whom it concerns. `ended_on`: when an intervention that began on
    the day `on` ended, None while it runs.
    """

    label: str
    on: date
    answer: str | None
    channel: str | None = None
    view: str | None = None
    participants: tuple[str, ...] = ()
    ended_on: date | None = None


@dataclass(frozen=True)
class WatchLine:
    """Who keeps an eye on it, up to and including `until`; `people` are ids, `place` is a sealed note."""

    action: str
    label: str
    people: tuple[str, ...]
    place: str | None
    until: date


@dataclass(frozen=True)
class HomeLine:
    """A pupil is not safe at home; `may_contact` is what was decided about the parents, None while nobody did.

    `pupils` are those whose parents it is about, nobody when it is about all; `said_safe` tells that somebody said
    since that home is safe, `was_forbidden` that no contact was decided before.
    """

    may_contact: bool | None
    pupils: frozenset[str] = frozenset()
    said_safe: bool = False
    was_forbidden: bool = False


@dataclass(frozen=True)
class Card:
    """A case as its lead sees it. Labels are the school's own words or text keys; nothing holds a name.

    `duties` are all that it asks, those of `what_now` and `later`. `open_records` are the entries that wait for a tick;
    `other_records` the drafts of what can be done now, and what the protocol offers without asking for it;
    `entered_records` what was asked for and entered. `declined` are the means that somebody decided not to use, with
    the day.
    `may_wait` are the keys of the duties that can be postponed; `early_looks` the evaluations that would come well
    before their day, with that day.
    """

    protocol_title: str
    school: str
    step_key: str
    step_label: str
    step_title: str
    lead: RoleExpr
    handed_to: str | None
    acknowledged: bool
    victim_known: bool
    open_signals: int
    duties: tuple[Duty, ...]
    what_now: tuple[Duty, ...]
    later: tuple[Duty, ...]
    offers: tuple[ActionOffer, ...]
    gate: GateOffer | None
    other_steps: tuple[StepOffer, ...]
    outcomes: tuple[Outcome, ...]
    done: tuple[DoneLine, ...]
    open_records: tuple[LogEntry, ...]
    other_records: tuple[LogEntry, ...]
    entered_records: tuple[LogEntry, ...]
    outcome: str | None
    interventions: tuple[InterventionOffer, ...] = ()
    declined: tuple[DoneLine, ...] = ()
    facts: tuple[FactAsk, ...] = ()
    watchers: tuple[WatchLine, ...] = ()
    home: HomeLine | None = None
    joined: tuple[str, ...] = ()
    tracks: tuple[TrackOffer, ...] = ()
    may_wait: frozenset[str] = frozenset()
    early_looks: Mapping[str, date] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        return self.outcome is not None


def card(case: Case, calendar: Calendar, today: date, terms: SchoolTerms = DEFAULT_SCHOOL_TERMS) -> Card:
    """The card on the day `today` in Europe/Amsterdam; `what_now` are the duties with a day up to then.

    When nothing is due yet, `what_now` is the first duty to come.
    """
    ahead = _told_apart(case, duties(case, calendar, terms))
    now = tuple(duty for duty in ahead if duty.remind_on[0] <= today) or ahead[:1]
    outcomes = {outcome.key: outcome.label for outcome in case.protocol.outcomes}
    may_wait = (duty.key for duty in ahead if furthest_day(duty, today, calendar, terms) is not None)
    return Card(
        may_wait=frozenset(may_wait),
        protocol_title=case.protocol.title,
        school=case.protocol.school,
        step_key=case.step_key,
        step_label=case.step.label,
        step_title=case.step.title,
        lead=case.step.lead,
        handed_to=case.handed_to,
        acknowledged=case.acknowledged,
        victim_known=case.victim_known,
        open_signals=len(case.open_signals),
        duties=ahead,
        what_now=now,
        later=tuple(duty for duty in ahead if duty not in now),
        offers=actions_now(case, terms),
        gate=gate_now(case),
        other_steps=steps_to_open(case),
        outcomes=() if case.is_closed or unfinished(case, today) else case.protocol.outcomes_by_hand(case.step_key),
        done=tuple(line for line in done_lines(case) if line.on <= today),
        open_records=open_records(case),
        other_records=(*coming_entries(case, today), *optional_entries(case)),
        entered_records=entered_entries(case),
        outcome=outcomes.get(case.outcome or "", case.outcome),
        interventions=interventions_now(case, terms, calendar),
        declined=tuple(_declined(case)),
        facts=fact_asks(case),
        watchers=watchers_now(case, today),
        home=_home(case),
        joined=case.joined,
        tracks=tracks_to_go(case),
        early_looks=early_looks(case, ahead, today),
    )


def _told_apart(case: Case, ahead: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """The duties, with the name of the step before what two steps ask in the same words."""
    asked_in: dict[Label, set[str]] = {}
    for duty in ahead:
        asked_in.setdefault(duty.label, set()).add(duty.step)
    return tuple(_of_its_step(case, duty) if len(asked_in[duty.label]) > 1 else duty for duty in ahead)


def _of_its_step(case: Case, duty: Duty) -> Duty:
    step, label = case.part(duty.step).label, duty.label
    if not isinstance(label, Wording):
        return replace(duty, label=f"{step}: {label}")
    fields = dict(label.fields)
    fields |= {"action": f"{step}: {fields['action']}"} if "action" in fields else {}
    return replace(duty, label=wording(label.key, **fields))


def done_lines(case: Case) -> tuple[DoneLine, ...]:
    """What was done so far, in the order of the days; an intervention that is agreed stands there with its day.

    What was done in several steps in the same words stands under the name of its step.
    """
    lines = []
    done_in = _done_in(case)
    for part in case.protocol.parts():
        for run in (run for run in case.runs.get(part.key, ()) if not run.never_began):
            apart = run.participants if isinstance(part, Intervention) and part.per_pupil else ()
            lines.append(DoneLine(part.label, run.started_on, None, participants=apart, ended_on=run.ended_on))
        for action in part.all_actions:
            what = action.label
            if len(done_in.get(what, ())) > 1:
                what = f"{_name_among(part, done_in[what])}: {what}"
            for entry in case.history.get(action.key, ()):
                answer = action.answer(entry.answer) if entry.answer else None
                label = answer.label if answer else None
                lines.append(DoneLine(what, entry.on, label, entry.channel, entry.view, entry.participants))
    return tuple(sorted(lines, key=lambda line: line.on))


def _done_in(case: Case) -> dict[str, list[Part]]:
    """The steps and interventions in which something with this label was done."""
    found: dict[str, list[Part]] = {}
    for part in case.protocol.parts():
        for label in dict.fromkeys(action.label for action in part.all_actions if case.history.get(action.key)):
            found.setdefault(label, []).append(part)
    return found


def _name_among(part: Part, others: list[Part]) -> str:
    """Several steps may have one label (P000 A000-2); then their titles tell them apart."""
    alike = [one for one in others if one.label == part.label]
    return part.label if len(alike) < 2 else f"{part.label} ({part.title})"


def _declined(case: Case) -> Iterator[DoneLine]:
    """What was decided not to come, as long as nothing asks for it again, and it does not run for somebody else."""
    for intervention in case.protocol.interventions:
        decided_at = case.declined.get(intervention.key)
        asked_again = intervention.key in case.triggered or case.is_running(intervention)
        if decided_at is not None and not asked_again:
            yield DoneLine(intervention.label, local_date(decided_at), None)


def watchers_now(case: Case, today: date) -> tuple[WatchLine, ...]:
    """Who keeps an eye on it on the day `today` in Europe/Amsterdam."""
    found = ((case.protocol.find_action(key), watch) for key, watch in case.watches.items() if watch.until >= today)
    return tuple(
        WatchLine(action[1].key, action[1].label, watch.people, watch.place, watch.until)
        for action, watch in found
        if action is not None
    )


def _home(case: Case) -> HomeLine | None:
    if case.is_closed or not home_is_unsafe(case):
        return None
    decided = None if home_asks_decision(case) else case.home_decision
    return HomeLine(decided, homes_in_doubt(case), home_said_safe(case), case.home_forbidden is not None)
