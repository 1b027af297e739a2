"""Looking back well before the day for which that was agreed: who does so is asked once whether they mean it."""

from collections.abc import Iterable, Mapping
from datetime import date

from casework.case_state import Case
from casework.duty import Duty
from casework.protocol_model import Action, Part
from casework.series import start_day

_AS_GOOD_AS_THEN = 2
"""Calendar days before its day on which a look back is as good as on it, however short the term."""


def early_looks(case: Case, ahead: Iterable[Duty], today: date) -> Mapping[str, date]:
    """The evaluations that would come early on the day `today` in Europe/Amsterdam: by action, the day that each has.

    That is while more than half of its term is still to come (P001 T-13: agreements need time to show what they do).
    The second half is near enough: the weekly lesson of a mentor, or a holiday, shifts a talk by a week. Nothing is
    early once it goes wrong again, nor what comes back however often somebody wants. `ahead` are the duties of `case`.
    """
    if case.open_signals:
        return {}
    first: dict[str, Duty] = {}
    for duty in sorted(ahead, key=lambda one: one.due_on):
        if duty.kind == "do" and duty.action is not None:
            first.setdefault(duty.action, duty)
    found = ((duty, case.protocol.find_action(key)) for key, duty in first.items())
    return {
        of_action[1].key: duty.due_on
        for duty, of_action in found
        if of_action is not None and _is_far_off(case, duty, *of_action, today)
    }


def _is_far_off(case: Case, duty: Duty, part: Part, action: Action, today: date) -> bool:
    timer = next((one for one in action.timers if one.id == duty.timer), None)
    if action.kind != "evaluate" or timer is None or timer.repeat is not None or timer.before is not None:
        return False
    start, left = start_day(case, part, action, timer), (duty.due_on - today).days
    return start is not None and left > _AS_GOOD_AS_THEN and 2 * left > (duty.due_on - start).days
