"""Checks of what a person asks of a case: each gives what it found, or the Refusal to answer with."""

from datetime import date, timedelta

from casework.action_status import (
    asked_party,
    consents_to_ask,
    guarded_by_consent,
    is_done,
    live_actions,
    pupils_of,
    too_many_at_once,
)
from casework.case_commands import AnswerGate, ChooseDate
from casework.case_offers import why_not
from casework.case_state import Case
from casework.home_safety import reaches_parents
from casework.protocol_model import Action, Part, Participants, Step, Timer
from casework.runs_apart import is_own_work, means_apart
from casework.series import is_over
from casework.taking_part import parties_in
from casework.wording import Refusal, refusal


def live_action(case: Case, key: str) -> tuple[Part, Action] | None:
    """The action, when the case still expects it."""
    return next(((part, action) for part, action in live_actions(case) if action.key == key), None)


def _begun(case: Case, key: str) -> tuple[Part, Action] | None:
    """The action, when its step was opened, even if it was left, or its intervention runs."""
    found = case.protocol.find_action(key)
    if found is not None and isinstance(found[0], Step) and found[0].key in case.steps_opened:
        return found
    return live_action(case, key)


def workable(case: Case, key: str, on: date, today: date) -> Action | Refusal:
    """The action, when it may be done on that day."""
    found = _begun(case, key)
    if found is None:
        return refusal("refusal-unknown-action")
    action = found[1]
    if on > today:
        return refusal("refusal-date-in-future", date=on)
    return why_not(case, action) or action


def wrong_way(case: Case, action: Action) -> Refusal | None:
    """Some actions are not simply ticked: they end in an answer, a name, or the pupil's consent."""
    if action.kind == "identify":
        return refusal("refusal-identify", action=action.label)
    if action.kind == "watch":
        return refusal("refusal-not-now", action=action.label)
    unasked = consents_to_ask(case, action)
    guarded = guarded_by_consent(case, unasked[0]) if unasked else None
    return refusal("refusal-ask-each", action=guarded.label, party=asked_party(guarded)) if guarded else None


def wrong_participants(case: Case, action: Action, participants: tuple[str, ...]) -> Refusal | None:
    """The number of pupils is a rule of the protocol (AX-5); who names nobody means all with whom it is still to be."""
    if not set(participants) <= set(case.pupils):
        return refusal("refusal-unknown-pupil")
    means = means_apart(case, action)
    if means is not None and is_own_work(means, action):
        having = {*pupils_of(case, action)}
        if any(case.pupils[one] in parties_in(means) and one not in having for one in participants):
            return refusal("refusal-wrong-party", action=action.label, party="other")
    if action.answers and (not participants or is_done(case, action)):
        return refusal("refusal-needs-outcome", action=action.label)
    bounds = action.participants
    if not participants:
        most = too_many_at_once(case, action)
        return None if most is None else refusal("refusal-too-many-pupils", count=most)
    if bounds is None or not bounds.hard:
        return None
    return outside_bounds(case, bounds, participants, None)


def already_done(case: Case, action: Action) -> Refusal | None:
    """Nothing is left of it and it does not come back: once more would be a second entry of the same.

    Parents may be reached once more: that is a contact of its own.
    """
    comes_back = action.continues is not None or any(timer.repeat is not None for timer in action.timers)
    only_asks = bool(action.asks) or action.kind in ("identify", "watch")
    if comes_back or only_asks or reaches_parents(action) or not case.done.get(action.key) or not is_done(case, action):
        return None
    return refusal("refusal-already-done", action=action.label)


def outside_bounds(
    case: Case, bounds: Participants, participants: tuple[str, ...], size: int | None, *, size_open: bool = False
) -> Refusal | None:
    """How many may take part, when these are too many or too few; `size` is how many there are when not all are named.

    When nobody said how many, that is asked where the protocol bounds it; with `size_open` it is said later, and only
    those who are named can be too many.
    """
    bullies = sum(case.pupils.get(pupil) in ("bully", "follower") for pupil in participants)
    if bounds.max_bullies is not None and bullies > bounds.max_bullies:
        return refusal("refusal-too-many-pupils", count=bounds.max_bullies)
    if bounds.min_size is None and bounds.max_size is None:
        return None
    count = size if size is not None else len(participants)
    too_few_yet = size_open and size is None
    if count == 0 and not too_few_yet:
        return refusal("refusal-group-unknown")
    if bounds.min_size is not None and count < bounds.min_size and not too_few_yet:
        return refusal("refusal-group-too-small", count=bounds.min_size)
    if bounds.max_size is not None and count > bounds.max_size:
        return refusal("refusal-group-too-large", count=bounds.max_size)
    return None


def find_timer(case: Case, timer_id: str) -> tuple[Part, Action, Timer] | None:
    """The timer of an action that the case expects."""
    for part, action in live_actions(case):
        for timer in action.timers:
            if timer.id == timer_id:
                return part, action, timer
    return None


def choosable(case: Case, timer_id: str) -> tuple[Part, Action, Timer] | Refusal:
    """The timer with its action, when a person may choose its date or its span now."""
    found = find_timer(case, timer_id)
    if found is None or not case.protocol.may_choose_day(found[2]):
        return refusal("refusal-no-date-to-choose")
    _, action, timer = found
    reason = why_not(case, action)
    over = is_over(case, timer) or (timer.repeat is None and is_done(case, action))
    return reason or (refusal("refusal-not-now", action=action.label) if over else found)


def wanted_day(command: ChooseDate, start: date) -> date | None:
    """The date that the person means, or None when it was not said in exactly one way."""
    if command.on is None and command.weeks is None and command.every is not None:
        return start + timedelta(days=command.every)
    if (command.on is None) == (command.weeks is None):
        return None
    if command.weeks is None:
        return command.on
    return date.fromordinal(max(1, min(start.toordinal() + 7 * command.weeks, date.max.toordinal())))


def gate_passes(case: Case, command: AnswerGate) -> bool | Refusal:
    gate = case.step.gate
    if not gate.test:
        if command.passed is None or not command.reason:
            return refusal("refusal-reason-missing")
        return command.passed
    facts = case.facts()
    for question in gate.test:
        answer = command.answers.get(question.fact)
        if answer is None:
            return refusal("refusal-gate-question-open", question=question.label)
        if answer and facts.get(question.fact) is False:
            return refusal("refusal-gate-contradicts", question=question.label)
    return all(command.answers[question.fact] for question in gate.test)
