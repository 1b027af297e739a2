"""How each action of a case stands, and whether its step's work is done."""

from enum import Enum

from casework.case import Case
from casework.conditions import holds
from casework.protocol_model import CLOSE, Action, Step

_PARTIES_OF = {
    "each_bully": ("bully", "follower"),
    "parents_of_each_bully": ("bully", "follower"),
    "each_involved": ("victim", "bully", "follower"),
    "parents_of_each_involved": ("victim", "bully", "follower"),
}


class Status(Enum):
    """How an action stands."""

    DONE = "done"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not_applicable"
    REPLACED = "replaced"  # consent was refused, the alternative takes its place
    REFUSED = "refused"  # consent was refused and blocks it
    CONSENT_UNASKED = "consent_unasked"
    WAITING = "waiting"  # something else comes first
    OPEN = "open"


SETTLED = frozenset({Status.DONE, Status.SKIPPED, Status.NOT_APPLICABLE, Status.REPLACED})


def status_of(case: Case, action: Action) -> Status:
    """How `action` stands in `case`, whether or not its step is open."""
    if is_done(case, action):
        return Status.DONE
    if action.key in case.skipped:
        return Status.SKIPPED
    if not holds(action.when, case.facts()):
        return Status.NOT_APPLICABLE
    return _consent_status(case, action) or _order_status(case, action)


def is_live(case: Case, step: Step, action: Action) -> bool:
    """Whether the case still expects the action: work for which a step waited ends when it is left early."""
    return step.key == case.step_key or step.key not in case.left_early or not action.holds_step


def is_done(case: Case, action: Action) -> bool:
    """Whether nothing of the action is left: for each pupil, concluded, every asked consent answered."""
    if action.kind == "identify":
        return case.victim_known
    entries = case.done.get(action.key, ())
    if action.answers:
        answer = action.answer(case.last_answer(action) or "")
        return answer is not None and not answer.again
    if action.asks and all(key in case.consents for key in action.asks):
        return True
    return bool(entries) and not pupils_left(case, action)


def pupils_of(case: Case, action: Action) -> tuple[str, ...]:
    """The pupils with each of whom the action is done apart; empty for an action that is done once."""
    parties = _PARTIES_OF.get(action.parties or "", ())
    return tuple(pupil for pupil, party in case.pupils.items() if party in parties)


def pupils_left(case: Case, action: Action) -> tuple[str, ...]:
    """Those of `pupils_of` with whom it was not done yet; an entry without participants counts for all."""
    entries = case.done.get(action.key, ())
    if any(not entry.participants and entry.answer is None for entry in entries):
        return ()
    reached = {pupil for entry in entries for pupil in entry.participants}
    return tuple(pupil for pupil in pupils_of(case, action) if pupil not in reached)


def work_is_done(case: Case, step: Step) -> bool:
    """Whether every action for which the step waits is settled."""
    waited_for = (action for action in step.actions if action.modality == "must" and action.holds_step)
    return all(action.kind == "watch" or status_of(case, action) in SETTLED for action in waited_for)


def next_step_by_itself(case: Case) -> str | None:
    """The step that opens now because the work of this one is done, or None."""
    gate = case.step.gate
    goes_on = gate.kind == "none" and gate.on_yes not in (None, CLOSE)
    if case.is_closed or not goes_on or not work_is_done(case, case.step):
        return None
    return gate.on_yes if may_enter(case, gate.on_yes) else None


def may_enter(case: Case, step_key: str | None) -> bool:
    """Whether the entry condition of a step holds."""
    return step_key is not None and holds(case.protocol.step(step_key).entry, case.facts())


def gate_is_ready(case: Case) -> bool:
    """Whether a person is to be asked now how the step is left."""
    gate = case.step.gate
    asks_a_person = gate.kind != "none" or gate.on_yes == CLOSE
    return not case.is_closed and asks_a_person and work_is_done(case, case.step)


def _consent_status(case: Case, action: Action) -> Status | None:
    consent = action.consent
    if consent is None or consent.on_refusal == "record_only":
        return None
    if consent.unless is not None and holds(consent.unless, case.facts()):
        return None
    state = case.consents.get(action.key)
    if state is None:
        return Status.CONSENT_UNASKED
    if state.answer == "given":
        return None
    return Status.REPLACED if consent.on_refusal == "alternative" else Status.REFUSED


def _order_status(case: Case, action: Action) -> Status:
    return Status.WAITING if action_in_the_way(case, action) else Status.OPEN


def action_in_the_way(case: Case, action: Action) -> Action | None:
    """The first action that has to be settled before this one, or None."""
    for key in action.needs:
        found = case.protocol.find_action(key)
        if found is not None and status_of(case, found[1]) not in SETTLED:
            return found[1]
    return None
