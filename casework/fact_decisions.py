"""Commands that tell something about a case: who the pupils are, what is established, that it goes wrong again."""

from casework import case_commands as ask
from casework import case_events as happened
from casework.action_status import hearing, live_actions
from casework.conditions import Scalar
from casework.decision import CommandContext, Decision
from casework.fact_questions import establishable_facts, fact_asks, fits, is_for_anybody, is_weightier
from casework.home_safety import OFFICER, held_refusal, home_is_unsafe
from casework.wording import Refusal, refusal


def identify_victim(command: ask.IdentifyVictim, context: CommandContext) -> Decision:
    """Who it is; a colleague who is bullied is no pupil of the case, and can agree to things all the same."""
    case = context.case
    named_by = (action.by or part.lead for part, action in live_actions(case) if action.kind == "identify")
    if not (context.has_case or any(context.holds(by) for by in named_by)):
        return refusal("refusal-not-the-lead", step=case.step.label)
    told = case.facts().get("victim_class") == "staff"
    is_staff = told if command.is_staff is None else command.is_staff
    identified = happened.VictimIdentified(
        **context.stamp,
        pupil=command.pupil,
        is_reporter=command.is_reporter,
        class_id=None if is_staff else command.class_id,
        is_staff=is_staff,
    )
    return (identified,)


def add_pupil(command: ask.AddPupil, context: CommandContext) -> Decision:
    """The victim is named by IdentifyVictim only (design: a person confirms who it is)."""
    if not context.has_case:
        return refusal("refusal-not-the-lead", step=context.case.step.label)
    if command.party == "victim" or command.pupil == context.case.victim:
        return refusal("refusal-victim-by-identifying")
    added = happened.PupilAdded(**context.stamp, pupil=command.pupil, party=command.party, class_id=command.class_id)
    return (added,)


def establish_fact(command: ask.EstablishFact, context: CommandContext) -> Decision:
    """By whom the protocol names, with one of its values, and a note where it asks for one."""
    case = context.case
    refused = _why_not_said(context, command.fact, command.value)
    if refused is not None:
        return refused
    question = case.protocol.facts.get(command.fact)
    if question is not None and question.needs_reason and not command.note:
        return refusal("refusal-reason-missing")
    if not set(command.pupils) <= set(case.pupils):
        return refusal("refusal-unknown-pupil")
    established = happened.FactEstablished(
        **context.stamp, fact=command.fact, value=command.value, note=command.note, pupils=command.pupils
    )
    return (established,)


def report_signal(command: ask.ReportSignal, context: CommandContext) -> Decision:
    """Anybody can report one. Of what it tells only that counts which makes the case weightier, and which its sender
    could establish too."""
    told = {
        fact: value
        for fact, value in command.facts.items()
        if is_weightier(fact, value) and _why_not_said(context, fact, value) is None
    }
    return (happened.SignalReceived(**context.stamp, report=command.report, facts=told),)


def _why_not_said(context: CommandContext, fact: str, value: Scalar) -> Refusal | None:
    """Why this is not for the person to say of the case now, or None.

    What the protocol gives to nobody is for who has the case, but that more care is needed is for anybody.
    """
    case = context.case
    if fact not in establishable_facts(case.protocol):
        return refusal("refusal-unknown-fact")
    if not fits(case.protocol, fact, value):
        return refusal("refusal-unknown-value")
    question = case.protocol.facts.get(fact)
    if question is not None and fact not in {one.fact for one in fact_asks(case)}:
        return refusal("refusal-not-now", action=question.label)
    if question is not None and question.by is not None:
        return None if context.holds(question.by) else refusal("refusal-not-your-role", action=question.label)
    if context.has_case or is_for_anybody(fact, value):
        return None
    return refusal("refusal-not-the-lead", step=case.step.label)


def handle_signals(command: ask.HandleSignals, context: CommandContext) -> Decision:
    if not context.case.open_signals:
        return refusal("refusal-no-signals")
    told = (notice.to for _, action in hearing(context.case) for notice in action.notices if notice.to.role_ids())
    if not (context.has_case or any(map(context.holds, told))):
        return refusal("refusal-not-the-lead", step=context.case.step.label)
    return (happened.SignalsHandled(**context.stamp, note=command.note),)


def decide_on_home(command: ask.DecideOnHome, context: CommandContext) -> Decision:
    """Only who looks after safety at home decides, and may decide otherwise later."""
    if not home_is_unsafe(context.case):
        return refusal("refusal-home-not-asked")
    if not context.holds(OFFICER):
        return held_refusal(context.case, "")
    if not command.reason:
        return refusal("refusal-reason-missing")
    decided = happened.HomeSafetyDecided(**context.stamp, may_contact=command.may_contact, reason=command.reason)
    return (decided,)
