"""One card for a case: what the step is called, what is due, what may be done; data for any channel."""

from dataclasses import dataclass
from datetime import date

from casework.case import Case
from casework.case_offers import ActionOffer, GateOffer, StepOffer, actions_now, gate_now, steps_to_open
from casework.duties import Duty, duties
from casework.log_entries import LogEntry, open_records
from casework.protocol_model import Outcome, RoleExpr
from casework.terms import DEFAULT_SCHOOL_TERMS, Calendar, SchoolTerms


@dataclass(frozen=True)
class DoneLine:
    """Something that was done, on a day in Europe/Amsterdam; `answer` is the label of a conclusion."""

    label: str
    on: date
    answer: str | None


@dataclass(frozen=True)
class Card:
    """A case as its lead sees it. Labels are the school's own words or text keys; nothing holds a name."""

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
    what_now: tuple[Duty, ...]
    later: tuple[Duty, ...]
    offers: tuple[ActionOffer, ...]
    gate: GateOffer | None
    other_steps: tuple[StepOffer, ...]
    outcomes: tuple[Outcome, ...]
    done: tuple[DoneLine, ...]
    open_records: tuple[LogEntry, ...]
    outcome: str | None

    @property
    def is_closed(self) -> bool:
        return self.outcome is not None


def card(case: Case, calendar: Calendar, today: date, terms: SchoolTerms = DEFAULT_SCHOOL_TERMS) -> Card:
    """The card on the day `today` in Europe/Amsterdam; `what_now` are the duties with a day up to then.

    When nothing is due yet, `what_now` is the first duty to come.
    """
    ahead = duties(case, calendar, terms)
    now = tuple(duty for duty in ahead if duty.remind_on[0] <= today) or ahead[:1]
    outcomes = {outcome.key: outcome.label for outcome in case.protocol.outcomes}
    return Card(
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
        what_now=now,
        later=tuple(duty for duty in ahead if duty not in now),
        offers=actions_now(case),
        gate=gate_now(case),
        other_steps=steps_to_open(case),
        outcomes=() if case.is_closed else case.protocol.outcomes_at_any_step(),
        done=done_lines(case),
        open_records=open_records(case),
        outcome=outcomes.get(case.outcome or "", case.outcome),
    )


def done_lines(case: Case) -> tuple[DoneLine, ...]:
    """What was done so far, in the order of the days."""
    lines = []
    for step in case.protocol.steps:
        for action in step.actions:
            for entry in case.done.get(action.key, ()):
                answer = action.answer(entry.answer) if entry.answer else None
                lines.append(DoneLine(action.label, entry.on, answer.label if answer else None))
    return tuple(sorted(lines, key=lambda line: line.on))
