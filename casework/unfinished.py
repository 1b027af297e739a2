"""What may not vanish with the case or the means that it belongs to: what comes before the end of a means (P000 T-10,
P001 T-19), and the whole of a means that nobody may decline (P004 A004-3)."""

from collections.abc import Iterable, Iterator
from datetime import date

from casework.action_status import SETTLED, Status, is_live, status_of
from casework.case_state import Case
from casework.intervention_status import asked_for
from casework.protocol_model import Action, Intervention
from casework.runs_apart import current_runs, in_run
from casework.taking_part import why_nobody_to_do_it_with

_ENDED = SETTLED | {Status.REFUSED}
"""What stays undone for good, or waits for the decision whether home may be reached."""


def unfinished(case: Case, today: date) -> str | None:
    """The label of the first thing without which the case cannot close, None when there is nothing of the kind.

    What was agreed for a day after `today` never begins then, and holds nothing back.
    """
    return next(_before_closing(case, today), None)


def unfinished_of(case: Case, intervention: Intervention, pupils: tuple[str, ...] = ()) -> str | None:
    """The label of what must be done before this means ends, None where it may end or nothing is left of it; with
    `pupils` before it ends for them."""
    if intervention.declinable:
        return None
    runs = case.running_runs(intervention) if intervention.per_pupil else ()
    views = [in_run(case, intervention, run) for run in runs if not pupils or set(run.participants) & set(pupils)]
    left = (action.label for one in views or [case] for action in _left(one, intervention, intervention.actions))
    return next(left, None)


def _before_closing(case: Case, today: date) -> Iterator[str]:
    yield from (one.label for one, _ in asked_for(case) if not one.declinable)
    for intervention in case.protocol.interventions:
        actions = intervention.reentry if intervention.declinable else intervention.all_actions
        for run in current_runs(case, intervention):
            if run.started_on <= today:
                one = in_run(case, intervention, run) if intervention.per_pupil else case
                yield from (action.label for action in _left(one, intervention, actions))


def _left(case: Case, intervention: Intervention, actions: Iterable[Action]) -> Iterator[Action]:
    for action in actions:
        awaited = action.modality == "must" and action.kind != "watch" and is_live(case, intervention, action)
        if awaited and status_of(case, action) not in _ENDED and why_nobody_to_do_it_with(case, action) is None:
            yield action
