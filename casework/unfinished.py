"""What may not vanish with the case or the means that it belongs to: what comes before the end of a means (P000 T-10,
P001 T-19), and the whole of a means that nobody may decline (P004 A004-3)."""

from collections.abc import Iterable, Iterator
from datetime import date

from casework.action_status import SETTLED, Status, is_live, status_of
from casework.case_state import Case
from casework.intervention_status import asked_for
from casework.protocol_model import Action, Intervention
from casework.taking_part import why_nobody_to_do_it_with

_ENDED = SETTLED | {Status.REFUSED}
"""What stays undone for good, or waits for the decision whether home may be reached."""


def unfinished(case: Case, today: date) -> str | None:
    """The label of the first thing without which the case cannot close, None when there is nothing of the kind.

    What was agreed for a day after `today` never begins then, and holds nothing back.
    """
    return next(_before_closing(case, today), None)


def unfinished_of(case: Case, intervention: Intervention) -> str | None:
    """The label of what must be done before this means ends, None where it may end or nothing is left of it."""
    if intervention.declinable:
        return None
    return next((action.label for action in _left(case, intervention, intervention.actions)), None)


def _before_closing(case: Case, today: date) -> Iterator[str]:
    yield from (one.label for one, _ in asked_for(case) if not one.declinable)
    for intervention in case.protocol.interventions:
        run = case.last_run(intervention)
        if run is None or run.started_on > today:
            continue
        actions = intervention.reentry if intervention.declinable else intervention.all_actions
        yield from (action.label for action in _left(case, intervention, actions))


def _left(case: Case, intervention: Intervention, actions: Iterable[Action]) -> Iterator[Action]:
    for action in actions:
        awaited = action.modality == "must" and action.kind != "watch" and is_live(case, intervention, action)
        if awaited and status_of(case, action) not in _ENDED and why_nobody_to_do_it_with(case, action) is None:
            yield action
