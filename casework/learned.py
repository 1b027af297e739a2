"""What was learned in the step in which a case is, and which ways to other steps stand open by it."""

from collections.abc import Iterator
from dataclasses import replace

from casework.case_events import (
    ActionDone,
    CaseEvent,
    FactEstablished,
    OutcomeRecorded,
    SignalReceived,
    StepOpened,
)
from casework.case_state import Case
from casework.conditions import Condition, facts_named, holds
from casework.protocol_model import CLOSE, Step
from casework.step_status import may_enter

_TEACHES = (ActionDone, FactEstablished, OutcomeRecorded, SignalReceived)
_READ_OFF = ("done.", "skipped.", "consent.")


def with_learned(before: Case, case: Case, event: CaseEvent) -> Case:
    """The case with the facts that people told in its step; `event` brought it there from `before`."""
    if isinstance(event, StepOpened):
        return replace(case, learned=frozenset()) if case.learned else case
    if not isinstance(event, _TEACHES):
        return case
    known, now = before.facts(), case.facts()
    new = {fact for fact, value in now.items() if known.get(fact) != value and not fact.startswith(_READ_OFF)}
    return replace(case, learned=case.learned | new) if new - case.learned else case


def step_reached(case: Case, step_key: str) -> Step:
    """The step in which the case is once this one is opened: one that only waits for the entry condition of the next is
    passed at once when that holds already."""
    return [*_steps_passed(case, step_key)][-1]


def is_opened_by_answers(case: Case, step_key: str, jump: Condition | None) -> bool:
    """Whether this way out of the normal order is open by what was learned in the present step: by the condition of
    the jump, or by that of a step to which it leads."""
    conditions = (jump, *(step.entry for step in _steps_passed(case, step_key)))
    return any(_holds_by_learned(case, one) for one in conditions if one is not None)


def _steps_passed(case: Case, step_key: str) -> Iterator[Step]:
    """The step, and those that open by themselves as soon as it does."""
    then, seen, key = replace(case, step_facts={}), set[str](), step_key
    while key not in seen:
        step = case.protocol.step(key)
        yield step
        seen.add(key)
        gate = step.gate
        goes_on = gate.kind == "none" and gate.waits_for == "entry" and gate.on_yes not in (None, CLOSE)
        if not goes_on or not may_enter(then, gate.on_yes) or case.protocol.step(str(gate.on_yes)).open_by is not None:
            return
        key = str(gate.on_yes)


def _holds_by_learned(case: Case, condition: Condition) -> bool:
    facts = case.facts()
    if case.learned.isdisjoint(facts_named(condition)) or not holds(condition, facts):
        return False
    return not holds(condition, {fact: value for fact, value in facts.items() if fact not in case.learned})
