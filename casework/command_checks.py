"""Checks of what a person asks of a case: each gives what it found, or the Refusal to answer with."""

from datetime import date

from casework.action_status import is_done
from casework.case import Case
from casework.case_commands import AnswerGate, ChooseDate
from casework.case_offers import why_not
from casework.protocol_model import Action, Part, Step, Timer
from casework.wording import Refusal, refusal


def opened_action(case: Case, key: str) -> tuple[Part, Action] | None:
    found = case.protocol.find_action(key)
    return found if found is not None and found[0].key in case.steps_opened else None


def workable(case: Case, key: str, on: date, today: date) -> Action | Refusal:
    """The action, when it may be done on that day."""
    found = opened_action(case, key)
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
    unasked = [key for key in action.asks if key not in case.consents]
    found = case.protocol.find_action(unasked[0]) if unasked else None
    return refusal("refusal-ask-each", action=found[1].label) if found else None


def wrong_participants(case: Case, action: Action, participants: tuple[str, ...]) -> Refusal | None:
    """The number of pupils is a rule of the protocol (AX-5)."""
    if not set(participants) <= set(case.pupils):
        return refusal("refusal-unknown-pupil")
    if action.answers and (not participants or is_done(case, action)):
        return refusal("refusal-needs-outcome", action=action.label)
    bounds = action.participants
    bullies = sum(case.pupils[pupil] in ("bully", "follower") for pupil in participants)
    if bounds is not None and bounds.hard and bounds.max_bullies is not None and bullies > bounds.max_bullies:
        return refusal("refusal-too-many-pupils", count=bounds.max_bullies)
    return None


def choosable(case: Case, timer_id: str) -> tuple[Step, Action, Timer] | Refusal:
    for step in case.opened_steps():
        for action in step.actions:
            timer = next((timer for timer in action.timers if timer.id == timer_id), None)
            if timer is not None and timer.after is None:
                reason = why_not(case, action)
                if reason is not None or is_done(case, action):
                    return reason or refusal("refusal-not-now", action=action.label)
                return step, action, timer
    return refusal("refusal-no-date-to-choose")


def wanted_day(command: ChooseDate, start: date) -> date | None:
    """The date that the person means, or None when it was not said in exactly one way."""
    if (command.on is None) == (command.weeks is None):
        return None
    if command.weeks is None:
        return command.on
    return date.fromordinal(min(start.toordinal() + 7 * command.weeks, date.max.toordinal()))


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
