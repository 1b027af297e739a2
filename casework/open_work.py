"""Since when each action of a case asks something of somebody: the day from which a term of the school counts.

A term that the protocol itself counts from the opening of a step stays as it is written.
"""

from dataclasses import fields, replace
from datetime import datetime

from casework.action_status import Status, is_asked_elsewhere, live_actions, status_of
from casework.calendar import local_date
from casework.case_events import CaseEvent
from casework.case_state import Case, OpenWork
from casework.protocol_model import Action, Part, Step
from casework.series import begun_on, start_day

_BESIDE_THE_WORK = frozenset({
    "acknowledged", "asked_unread", "declined", "every", "fitted_track", "handed_at", "handed_over", "handed_to",
    "history", "joined", "last_event_at", "newly_fits", "open_work", "picture_asked_at", "postponed", "records_entered",
    "taken_up", "tapered", "triggered", "watches",
})  # fmt: skip
_WORK_DEPENDS_ON = tuple(one.name for one in fields(Case) if one.name not in _BESIDE_THE_WORK)


def with_open_work(before: Case, case: Case, event: CaseEvent) -> Case:
    """The case with the instant of `event` for the work that can be done, or whose consent can be asked, by it.

    What was so before keeps its instant, also when it is said once more; what comes again gets a new one.
    """
    if case.is_closed or _leaves_work_alone(before, case):
        return case
    asked: dict[str, OpenWork] = {}
    for part, action in live_actions(case):
        status = status_of(case, action) if _brings_duties(action) else Status.NOT_APPLICABLE
        if _asks_something(case, part, action, status):
            since = _since(before, part, action, status, event)
            asked[action.key] = OpenWork(since or event.at, status.value)
    over = {key: work for key, work in case.open_work.items() if key not in asked}
    over = {key: work if work.asks is None else replace(work, asks=None) for key, work in over.items()}
    return replace(case, open_work={**over, **asked})


def _leaves_work_alone(before: Case, case: Case) -> bool:
    """Whether nothing changed on which it depends how an action stands."""
    return all(getattr(before, name) is getattr(case, name) for name in _WORK_DEPENDS_ON)


def _brings_duties(action: Action) -> bool:
    """Whether the action can ask something of somebody by a term of the school."""
    by_school = any(timer.setting is not None or timer.after is None for timer in action.timers)
    agreed = action.consent is not None or not action.timers
    return action.kind != "watch" and (by_school or (action.modality == "must" and agreed))


def _asks_something(case: Case, part: Part, action: Action, status: Status) -> bool:
    """Whether it brings somebody a duty now; its dates can still wait for what they count from."""
    if status is Status.CONSENT_UNASKED:
        return not is_asked_elsewhere(case, action)
    dated = (timer.id in case.chosen or start_day(case, part, action, timer) is not None for timer in action.timers)
    return status is Status.OPEN and (not action.timers or any(dated))


def _since(before: Case, part: Part, action: Action, status: Status, event: CaseEvent) -> datetime | None:
    """The instant since which it asks the same, None when it did not before this event."""
    work = before.open_work.get(action.key)
    if work is None or work.asks != status.value:
        return None
    if isinstance(part, Step):
        return work.since
    begun = begun_on(before, part, action)
    return work.since if begun is not None and begun <= local_date(event.at) else None
