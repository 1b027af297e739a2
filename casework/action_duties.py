"""The duties that the actions of a case bring: to do them, to choose their dates, to ask for consent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from casework.action_status import (
    Status,
    action_in_the_way,
    asked_party,
    consents_to_ask,
    is_asked_elsewhere,
    is_live,
    live_actions,
    status_of,
)
from casework.case_state import Case, Run
from casework.duty import Duty, DutyContext, day_of
from casework.identifying import identifying_words
from casework.intervention_status import asked_of, who_choose_day, whose_date
from casework.naked_pictures import question_first
from casework.protocol_model import Action, Intervention, Part, Timer
from casework.runs_apart import current_runs, in_run, is_own_work, key_of_pupils
from casework.series import asked_since, due_on, has_date, is_over, last_of_series, series_ended, start_day
from casework.terms import latest_day
from casework.wording import Label, wording


def action_duties(context: DutyContext) -> Iterator[Duty]:
    """What the actions that the case expects ask of somebody."""
    for part, action in live_actions(context.case):
        if isinstance(part, Intervention) and is_own_work(part, action):
            for run in current_runs(context.case, part):
                yield from _of_run(context, part, action, run)
        else:
            yield from _of_action(context, part, action)


def asked_in_time(case: Case, found: Sequence[Duty]) -> Iterator[Duty]:
    """The duties, where a pupil is told of something, and asked about it, no later than it has to be done (A000-8)."""
    to_do = [duty for duty in found if duty.kind == "do" and duty.action is not None]
    for duty in found:
        asking = case.protocol.find_action(duty.action) if duty in to_do and duty.action is not None else None
        asked = () if asking is None else consents_to_ask(case, asking[1])
        first = min((one for one in to_do if one.action in asked), key=lambda one: one.due_on, default=None)
        if first is None or (duty.due_on <= first.due_on and not first.at_once):
            yield duty
            continue
        due = min(duty.due_on, first.due_on)
        yield replace(duty, due_on=due, remind_on=(due,), at_once=duty.at_once or first.at_once)


def _of_run(context: DutyContext, part: Intervention, action: Action, run: Run) -> Iterator[Duty]:
    """What it asks for the pupil who has this run, by the days of that run."""
    case = in_run(context.case, part, run)
    if is_live(case, part, action):
        for duty in _of_action(replace(context, case=case), part, action):
            yield replace(duty, key=key_of_pupils(duty.key, run), pupils=run.participants)


def _of_action(context: DutyContext, part: Part, action: Action) -> Iterator[Duty]:
    make = _MAKERS.get(_status_asked(context.case, action))
    if action.kind != "watch" and make is not None:
        yield from make(context, part, action)


def _status_asked(case: Case, action: Action) -> Status:
    """How it stands for who is asked to do it: what waits for a question alone is asked for with that question."""
    asks_first = question_first(case, action) is not None and action_in_the_way(case, action) is None
    status = status_of(case, action)
    return Status.OPEN if status is Status.WAITING and asks_first else status


def _words(case: Case, action: Action) -> Label:
    """What is asked: nobody is told to keep what may be a naked picture (AX-17)."""
    if question_first(case, action) is None:
        return action.label
    return wording("duty-picture-first", action=action.label)


def _to_do(context: DutyContext, part: Part, action: Action) -> Iterator[Duty]:
    """A required action has a duty for each timer, or by the school's term; an optional one by a chosen date."""
    for timer in action.timers:
        if action.modality == "must" or has_date(context.case, action, timer):
            yield from _timed(context, part, action, timer)
    since = asked_since(context.case, part, action)
    if not action.timers and action.modality == "must" and since is not None:
        due = _while_it_runs(context, part, action, since, context.without_day(since))
        label = identifying_words(context.case, action) if action.kind == "identify" else _words(context.case, action)
        yield context.school_duty("do", part.key, label, asked_of(part, action), due, action.key)


def _while_it_runs(context: DutyContext, part: Part, action: Action, since: date, due: date) -> date:
    """The day `due` by the school's term, not after the end of the means in which it is to be done, unless it is asked
    only since then; what belongs to that end has days of its own."""
    run = context.case.last_run(part) if isinstance(part, Intervention) and action not in part.reentry else None
    if run is None or run.until is None or not run.is_running:
        return due
    return min(due, max(since, context.calendar.on_or_before(run.until)))


def _again(context: DutyContext, part: Part, action: Action) -> Iterator[Duty]:
    """An action that comes back until the case is closed is due again, counted from the last time."""
    for timer in action.timers:
        comes_back = timer.repeat is not None and timer.repeat != "on_demand"
        if comes_back and (action.modality == "must" or has_date(context.case, action, timer)):
            yield from _timed(context, part, action, timer)


def _timed(context: DutyContext, part: Part, action: Action, timer: Timer) -> Iterator[Duty]:
    case, calendar = context.case, context.calendar
    start = start_day(case, part, action, timer)
    if is_over(case, timer) or series_ended(case, part, action, timer, calendar):
        return
    if start is None and timer.id not in case.chosen:
        return
    due = due_on(case, part, action, timer, calendar, context.terms)
    latest = due if timer.before is not None else None if start is None else latest_day(timer, start, calendar)
    role, also = whose_date(part, action, timer)
    if due is not None:
        yield Duty(
            key=f"do:{action.key}:{timer.id}",
            kind="do",
            label=_words(case, action),
            role=role,
            step=part.key,
            due_on=due,
            remind_on=context.reminders(due, timer.remind_before),
            latest_on=latest,
            at_once=_is_at_once(case, action, timer),
            action=action.key,
            timer=timer.id,
            also_remind=also,
            origin="school" if timer.setting else "protocol",
            rules=timer.rules,
        )
    elif start is not None and action.modality == "must":
        since = last_of_series(case, action) or max(start, asked_since(case, part, action) or start)
        due = context.without_day(since)
        due = due if latest is None else min(due, latest)
        label = wording("duty-choose-date", action=action.label)
        duty = context.school_duty("choose", part.key, label, who_choose_day(part, action, timer), due, action.key)
        yield replace(duty, key=f"choose:{action.key}:{timer.id}", timer=timer.id, latest_on=latest)


def _is_at_once(case: Case, action: Action, timer: Timer) -> bool:
    """Whether the protocol itself gives no time for it (P000 T-02, T-10); a later time of a series has its own day."""
    if timer.setting or timer.before is not None or timer.after != 0 or timer.id in case.chosen:
        return False
    return timer.repeat is None or last_of_series(case, action) is None


def _ask_consent(context: DutyContext, part: Part, action: Action) -> Iterator[Duty]:
    since = asked_since(context.case, part, action)
    if action.modality != "must" or since is None or is_asked_elsewhere(context.case, action):
        return
    due = context.after(since, "consent_days")
    label = wording("duty-consent", action=action.label, party=asked_party(action))
    yield context.school_duty("consent", part.key, label, part.lead, due, action.key)


def _ask_again(context: DutyContext, part: Part, action: Action) -> Iterator[Duty]:
    if action.modality != "must":
        return
    due = context.after(day_of(context.case.consents[action.key].at), "consent_days")
    label = wording("duty-consent-again", action=action.label, party=asked_party(action))
    yield context.school_duty("consent_again", part.key, label, part.lead, due, action.key)


_Maker = Callable[[DutyContext, Part, Action], Iterator[Duty]]

_MAKERS: Mapping[Status, _Maker] = {
    Status.OPEN: _to_do,
    Status.DONE: _again,
    Status.CONSENT_UNASKED: _ask_consent,
    Status.REFUSED: _ask_again,
}
