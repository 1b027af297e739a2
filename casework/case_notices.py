"""Who of the school is told when something happens to a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from casework.case import Case
from casework.case_events import ActionDone, CaseEvent, CaseOpened, OutcomeRecorded, SignalReceived, StepOpened
from casework.conditions import holds
from casework.protocol_model import Action, Notice, RoleExpr


@dataclass(frozen=True)
class StaffNotice:
    """The bot tells the holders of `to` that there is something for them, without any content."""

    cause: Literal["step_opened", "action_done", "signal"]
    step: str
    action: str
    label: str
    to: RoleExpr
    by: RoleExpr
    rules: tuple[str, ...]


def notices_after(case: Case, event: CaseEvent) -> tuple[StaffNotice, ...]:
    """The notices that `event` calls for; `case` is the state after it.

    Parties of the case (pupils, parents) are never told by the bot: telling them is an action for a person.
    """
    if isinstance(event, StepOpened | CaseOpened):
        return tuple(_of_step(case))
    if isinstance(event, SignalReceived):
        return tuple(_of_signal(case))
    if isinstance(event, ActionDone | OutcomeRecorded):
        found = case.protocol.find_action(event.action)
        return tuple(_of(case, "action_done", found[0].key, found[1], "on_complete")) if found else ()
    return ()


def _of_step(case: Case) -> Iterator[StaffNotice]:
    for action in case.step.actions:
        if action.kind != "watch" and holds(action.when, case.facts()):
            yield from _of(case, "step_opened", case.step_key, action, "at_once")


def _of_signal(case: Case) -> Iterator[StaffNotice]:
    for action in case.step.actions:
        if action.kind == "watch":
            yield from _of(case, "signal", case.step_key, action, "at_once")


def _of(
    case: Case,
    cause: Literal["step_opened", "action_done", "signal"],
    step: str,
    action: Action,
    timing: Literal["at_once", "on_complete"],
) -> Iterator[StaffNotice]:
    for notice in action.notices:
        if notice.timing == timing and _is_due(case, action, notice):
            by = notice.by or action.by or case.protocol.step(step).lead
            yield StaffNotice(cause, step, action.key, action.label, notice.to, by, notice.rules)


def _is_due(case: Case, action: Action, notice: Notice) -> bool:
    """Only what must be said, to roles; an action that is optional says nothing before it was done."""
    said = notice.modality == "must" and (notice.timing == "on_complete" or action.modality == "must")
    return said and bool(notice.to.role_ids()) and holds(notice.when, case.facts())
