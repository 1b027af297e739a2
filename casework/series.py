"""When the actions of a case are due: from what they count, and the series of those that come back.

A series can go on in a later step (`continues`): then its last time, its interval and its anchor come along.
"""

from collections.abc import Iterator
from datetime import date

from casework.action_status import Status, days_done, live_actions, pupils_of, status_of
from casework.calendar import local_date
from casework.case_state import Case
from casework.protocol_model import Action, Intervention, Part, Timer
from casework.terms import Calendar, SchoolTerms, due_day, latest_day, with_school_terms

_TO_COME = frozenset({Status.OPEN, Status.WAITING, Status.CONSENT_UNASKED})
"""Work that can still be done, so that what counts from it has no day yet."""


def due_on(case: Case, part: Part, action: Action, timer: Timer, calendar: Calendar, terms: SchoolTerms) -> date | None:
    """The day on which `timer` of `action` is due; None while a person has to choose it or its anchor is unknown."""
    timer = with_school_terms(timer, terms)
    chosen, start = case.chosen.get(timer.id), start_day(case, part, action, timer)
    if chosen is not None or start is None:
        return chosen
    last = last_of_series(case, action) if timer.repeat is not None else None
    if last is None:
        return _first_due(case, part, action, timer, calendar, terms)
    span = interval(case, action, timer)
    if span is None:
        return None
    latest, due = latest_day(timer, start, calendar), calendar.due_on(last, span)
    return due if latest is None else min(due, latest)


def start_day(case: Case, part: Part, action: Action, timer: Timer) -> date | None:
    """The anchor's day; when it never happened (it was left out) the day since which the action is open.

    None while the anchor is still to be done (P000 T-37), or nobody knows the day on which an intervention ends. What
    the protocol counts from the opening of a step is as it says; a span of the school's counts from `asked_since`.
    """
    known = anchor_day(case, part, timer)
    if known is not None or "return_date" in timer.anchor or _is_awaited(case, action, timer):
        return known
    return asked_since(case, part, action) if timer.setting == "school" else ready_day(case, part, action)


def anchor_day(case: Case, part: Part, timer: Timer) -> date | None:
    """The day from which `timer` counts, or None while nothing of its anchor has happened."""
    days = [day for anchor in timer.anchor for day in _days_of(case, anchor)]
    moments = {"case_opened": [case.opened_at], "signal_received": case.open_signals}
    days += [local_date(at) for anchor, instants in moments.items() if anchor in timer.anchor for at in instants]
    run = case.last_run(part) if isinstance(part, Intervention) else None
    if run is not None and "started" in timer.anchor:
        days.append(run.started_on)
    if run is not None and run.return_date is not None and "return_date" in timer.anchor:
        days.append(run.return_date)
    return max(days, default=None)


def _is_awaited(case: Case, action: Action, timer: Timer) -> bool:
    """Whether the timer counts from other required work that is still expected; not of a step that was left early,
    which nothing waits for."""
    anchors = set(timer.anchor) - {action.key}
    going_on = ((part, other) for part, other in live_actions(case) if part.key not in case.left_early)
    awaited = (other for _, other in going_on if other.key in anchors and other.modality == "must")
    return any(status_of(case, other) in _TO_COME for other in awaited)


def ready_day(case: Case, part: Part, action: Action) -> date | None:
    """The day from which an action could be done: its step was open and what comes first was done.

    What belongs to the end of an intervention counts from that end, None while nobody knows it.
    """
    begun = begun_on(case, part, action)
    days = [day for key in action.needs for day in _days_of(case, key)]
    return None if begun is None else max([begun, *days])


def asked_since(case: Case, part: Part, action: Action) -> date | None:
    """The day since which the action asks something of somebody: `ready_day`, or that of the event by which it came to
    apply, was released or was agreed to, or by which somebody took the case up in its step, when that is later.
    Nothing is late on the day on which it appears, or on which somebody has it for the first time."""
    ready, work = ready_day(case, part, action), case.open_work.get(action.key)
    if ready is None:
        return None
    later = [] if work is None else [work.since]
    if case.taken_up is not None and case.taken_up[0] == part.key:
        later.append(case.taken_up[1])
    return max([ready, *map(local_date, later)])


def begun_on(case: Case, part: Part, action: Action) -> date | None:
    """The day on which the step of the action opened, or on which its intervention started or ends; None while nobody
    knows that day."""
    if not isinstance(part, Intervention):
        return local_date(case.steps_opened.get(part.key, case.opened_at))
    run = case.last_run(part)
    if run is None:
        return None
    return run.return_date if action in part.reentry else run.started_on


def last_of_series(case: Case, action: Action) -> date | None:
    """The last time of the series, also in the earlier steps that it comes from; None while it has to begin."""
    times = [time for one in _series(case, action) if (time := _last_time(case, one[1])) is not None]
    return max(times, default=None)


def interval(case: Case, action: Action, timer: Timer) -> int | None:
    """The calendar days from one time to the next; None when a person picks each time or it does not come back."""
    if timer.taper is not None and is_tapered(case, action):
        return timer.taper.to
    return own_interval(case, action, timer)


def own_interval(case: Case, action: Action, timer: Timer) -> int | None:
    """The interval that it has as long as nobody makes it rarer."""
    picked = next((case.every[one] for one in _timer_ids(case, action) if one in case.every), None)
    return picked or (timer.repeat if isinstance(timer.repeat, int) else None)


def is_tapered(case: Case, action: Action) -> bool:
    return not case.tapered.isdisjoint(_timer_ids(case, action))


def switched_timers(case: Case, action: Action) -> tuple[str, ...]:
    """The timers by which the series came to its wider interval, also in the earlier steps that it comes from."""
    return tuple(timer for timer in _timer_ids(case, action) if timer in case.tapered)


def is_over(case: Case, timer: Timer) -> bool:
    """Whether the fact at which the timer stops is true."""
    return timer.until is not None and case.facts().get(timer.until) is True


def has_date(case: Case, action: Action, timer: Timer) -> bool:
    """Whether somebody chose a date, or a span, for this timer."""
    return timer.id in case.chosen or any(one in case.every for one in _timer_ids(case, action))


def series_ended(case: Case, part: Part, action: Action, timer: Timer, calendar: Calendar) -> bool:
    """Whether the series has come to the last day that it may have: it was done then, or later."""
    start = None if timer.repeat is None else start_day(case, part, action, timer)
    last = None if start is None else last_of_series(case, action)
    latest = None if start is None else latest_day(timer, start, calendar)
    return last is not None and latest is not None and last >= latest


def _days_of(case: Case, key: str) -> tuple[date, ...]:
    found = case.protocol.find_action(key)
    return () if found is None else days_done(case, found[1])


def _first_due(
    case: Case, part: Part, action: Action, timer: Timer, calendar: Calendar, terms: SchoolTerms
) -> date | None:
    origin_part, origin = list(_series(case, action))[-1]
    if origin.key != action.key:
        repeating = (one for one in origin.timers if one.repeat is not None)
        timer = with_school_terms(next(repeating, timer), terms)
        part, action = origin_part, origin
    start = start_day(case, part, action, timer)
    due = None if start is None else due_day(timer, start, calendar)
    run = case.last_run(part) if isinstance(part, Intervention) else None
    if due is None or run is None or timer.before is None:
        return due
    return max(due, run.started_on)


def _last_time(case: Case, action: Action) -> date | None:
    """The last time; where it is done with each pupil apart, that of the pupil who has waited longest."""
    entries = case.done.get(action.key, ())
    pupils = pupils_of(case, action)
    if not pupils:
        return max((entry.on for entry in entries), default=None)
    times = [[entry.on for entry in entries if pupil in (entry.participants or pupils)] for pupil in pupils]
    return min(map(max, times)) if all(times) else None


def _series(case: Case, action: Action) -> Iterator[tuple[Part, Action]]:
    """The action, and those of opened steps whose series it continues, the first one last."""
    seen: set[str] = set()
    found = case.protocol.find_action(action.key)
    while found is not None and found[1].key not in seen:
        seen.add(found[1].key)
        yield found
        found = case.protocol.find_action(found[1].continues) if found[1].continues else None
        if found is not None and found[0].key not in case.steps_opened:
            found = None


def _timer_ids(case: Case, action: Action) -> list[str]:
    return [timer.id for _, one in _series(case, action) for timer in one.timers]
