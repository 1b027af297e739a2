"""How the step of a case stands: whether its work is done, what follows on it, and who is asked for that."""

from casework.action_status import SETTLED, status_of
from casework.case_state import Case
from casework.conditions import holds
from casework.protocol_model import CLOSE, Step


def work_is_done(case: Case, step: Step) -> bool:
    """Whether every action for which the step waits is settled."""
    waited_for = (action for action in step.actions if action.modality == "must" and action.holds_step)
    return all(action.kind == "watch" or status_of(case, action) in SETTLED for action in waited_for)


def next_step_by_itself(case: Case) -> str | None:
    """The step that opens now because the work of this one is done, or because its entry condition holds, or None.

    A step that names who opens it does not open by itself.
    """
    step = _step_that_follows(case)
    return step.key if step is not None and step.open_by is None else None


def step_for_somebody(case: Case) -> Step | None:
    """The step that would open by itself now, but for its `open_by`; None when there is none such."""
    step = _step_that_follows(case)
    return step if step is not None and step.open_by is not None else None


def _step_that_follows(case: Case) -> Step | None:
    gate = case.step.gate
    if case.is_closed or gate.kind != "none" or gate.on_yes is None or gate.on_yes == CLOSE:
        return None
    ready = gate.waits_for == "entry" or work_is_done(case, case.step)
    return case.protocol.step(gate.on_yes) if ready and may_enter(case, gate.on_yes) else None


def may_enter(case: Case, step_key: str | None) -> bool:
    """Whether the entry condition of a step holds."""
    return step_key is not None and holds(case.protocol.step(step_key).entry, case.facts())


def gate_is_ready(case: Case) -> bool:
    """Whether a person is to be asked now how the step is left."""
    gate = case.step.gate
    asks_a_person = gate.kind != "none" or gate.on_yes == CLOSE
    return not case.is_closed and asks_a_person and work_is_done(case, case.step)
