"""Commands about the whole case: taking it up, leaving a step, handing over, postponing, joining, closing."""

from casework import case_commands as ask
from casework import case_events as happened
from casework.case_events import CaseEvent
from casework.command_checks import gate_passes
from casework.contradictions import contradicted_by
from casework.decision import CommandContext, Decision
from casework.duties import duties, furthest_day
from casework.gate_offers import gate_now, steps_to_open
from casework.log_entries import open_records
from casework.protocol_model import CLOSE, DOUBLE, RoleExpr
from casework.step_status import gate_is_ready, may_enter
from casework.track_moves import tracks_to_go
from casework.unfinished import unfinished
from casework.wording import refusal


def acknowledge(_: ask.Acknowledge, context: CommandContext) -> Decision:
    """By who got it, leads it or comes next; what was taken up already stays so."""
    if not (context.leads or context.standing is None or context.standing.may_take_up):
        return refusal("refusal-not-the-lead", step=context.case.step.label)
    return () if context.case.acknowledged else (happened.Acknowledged(**context.stamp),)


def answer_gate(command: ask.AnswerGate, context: CommandContext) -> Decision:
    """A step that names who opens it waits for that person; its answer is kept."""
    case, gate = context.case, context.case.step.gate
    if not gate_is_ready(case):
        return refusal("refusal-gate-not-ready")
    if not (context.holds(gate.decided_by or case.step.lead) or _only_opens(context)):
        return refusal("refusal-not-your-role", action=gate.label)
    if command.look_again:
        return _look_again(command, context)
    passed = gate_passes(case, command)
    if not isinstance(passed, bool):
        return passed
    target = gate.on_yes if passed else gate.on_no
    if target is None:
        return refusal("refusal-no-next-step")
    if target != CLOSE and not may_enter(case, target):
        return refusal("refusal-entry", step=case.protocol.step(target).label, to=target)
    left = unfinished(case, context.today) if target == CLOSE else None
    if left is not None:
        return refusal("refusal-close-first", first=left)
    if target == CLOSE and contradicted_by(case, gate.outcome or CLOSE) and not command.reason:
        return refusal("refusal-reason-missing")
    answered = happened.GateAnswered(
        **context.stamp, step=case.step_key, answers=dict(command.answers), passed=passed, reason=command.reason
    )
    if not passed and gate.test and not context.holds(_opener(context, target)):
        return (answered,)
    return answered, _left_for(context, target, command.reason)


def _look_again(command: ask.AnswerGate, context: CommandContext) -> Decision:
    """The evaluation of the step comes anew (P001 A001-6); as with any answer to a gate without questions, with why."""
    case = context.case
    offer = gate_now(case)
    if offer is None or offer.look_again is None:
        return refusal("refusal-gate-no-look-again")
    if not case.step.gate.test and not command.reason:
        return refusal("refusal-reason-missing")
    answered = happened.GateAnswered(
        **context.stamp, step=case.step_key, passed=False, reason=command.reason, look_again=offer.look_again.action
    )
    return (answered,)


def open_step(command: ask.OpenStep, context: CommandContext) -> Decision:
    offer = next((offer for offer in steps_to_open(context.case) if offer.step == command.to), None)
    if offer is None:
        return refusal("refusal-step-not-open-to")
    if not context.holds(offer.by):
        return refusal("refusal-not-your-role", action=offer.label)
    if not command.reason:
        return refusal("refusal-reason-missing")
    return (happened.StepOpened(**context.stamp, step=command.to, reason=command.reason),)


def change_track(command: ask.ChangeTrack, context: CommandContext) -> Decision:
    """By who leads the step, or may open the one with which the track begins, and with a reason; the work of the step
    that is left ends as with any step that is opened out of order."""
    case = context.case
    if command.to not in {track.key for track in case.protocol.tracks}:
        return refusal("refusal-no-such-track")
    if command.to == case.facts().get("track"):
        return refusal("refusal-already-on-track")
    offer = next((one for one in tracks_to_go(case) if one.track == command.to), None)
    if offer is None:
        return refusal("refusal-track-not-fitting")
    if not context.holds(offer.by):
        return refusal("refusal-not-the-lead", step=case.step.label)
    if not command.reason:
        return refusal("refusal-reason-missing")
    moved = happened.TrackChanged(
        **context.stamp, track=offer.track, reason=command.reason, step=offer.step, facts=dict(offer.says)
    )
    if offer.step is None:
        return (moved,)
    return moved, happened.StepOpened(**context.stamp, step=offer.step)


def hand_over(command: ask.HandOver, context: CommandContext) -> Decision:
    """Who leads the step gives away all their work in the case, or that of the lead for whom they stand in; what
    others have in it stays with them."""
    case, standing = context.case, context.standing
    if not context.leads:
        return refusal("refusal-not-the-lead", step=case.step.label)
    instead_of = standing.in_place_of if standing is not None else None
    giver = instead_of or context.by
    if command.to in (giver, case.handed_over.get(giver)):
        return refusal("refusal-already-with")
    if standing is not None and not standing.may_have_case(command.to):
        return refusal("refusal-not-for-colleague")
    handed = happened.HandedOver(**context.stamp, to=command.to, reason=command.reason, instead_of=instead_of)
    return (handed,)


def postpone(command: ask.Postpone, context: CommandContext) -> Decision:
    """A duty moves later with a reason, never past a maximum, nor further than the school agreed."""
    due = {duty.key: duty for duty in duties(context.case, context.calendar, context.terms)}
    duty = due.get(command.duty)
    if duty is None:
        return refusal("refusal-no-such-duty")
    if not (context.has_case or context.holds(duty.role)):
        return refusal("refusal-not-the-lead", step=context.case.step.label)
    if duty.cannot_wait:
        return refusal("refusal-cannot-postpone")
    if not command.reason:
        return refusal("refusal-reason-missing")
    if command.to <= max(duty.due_on, context.today):
        return refusal("refusal-postpone-later", date=max(duty.due_on, context.today))
    if duty.latest_on is not None and command.to > duty.latest_on:
        return refusal("refusal-postpone-maximum", date=duty.latest_on)
    furthest = furthest_day(duty, context.today, context.calendar, context.terms)
    if furthest is None:
        return refusal("refusal-postpone-no-more")
    if command.to > furthest:
        return refusal("refusal-postpone-too-far", date=furthest)
    to = context.calendar.on_or_after(command.to)
    to = to if duty.latest_on is None else min(to, duty.latest_on)
    return (happened.Postponed(**context.stamp, duty=duty.key, to=to, reason=command.reason),)


def enter_records(command: ask.EnterRecords, context: CommandContext) -> Decision:
    """Who has the case may also write down that a colleague entered something; anybody else only their own."""
    missing = [entry for entry in open_records(context.case) if entry.step == command.step]
    wanted = [entry for entry in missing if not command.entries or entry.id in command.entries]
    if not wanted or (command.entries and len(wanted) < len(set(command.entries))):
        return refusal("refusal-no-records")
    theirs = wanted if context.has_case else [entry for entry in wanted if context.holds(entry.by)]
    if not theirs or (command.entries and len(theirs) < len(wanted)):
        return refusal("refusal-not-the-lead", step=context.case.step.label)
    entries = tuple(entry.id for entry in theirs)
    return (happened.RecordEntered(**context.stamp, step=command.step, entries=entries),)


def join_case(command: ask.JoinCase, context: CommandContext) -> Decision:
    if not context.has_case:
        return refusal("refusal-not-the-lead", step=context.case.step.label)
    if command.other_case in context.case.joined:
        return refusal("refusal-already-joined")
    return (happened.CaseJoined(**context.stamp, other_case=command.other_case),)


def close_with(command: ask.CloseWith, context: CommandContext) -> Decision:
    """Only who leads the step closes the case (AX-15, P001 A001-7), and not over what may not be left undone."""
    protocol = context.case.protocol
    if command.outcome not in {outcome.key for outcome in protocol.outcomes}:
        return refusal("refusal-unknown-outcome")
    if command.outcome not in {outcome.key for outcome in protocol.outcomes_by_hand(context.case.step_key)}:
        return refusal("refusal-close-by-gate")
    if not context.leads:
        return refusal("refusal-not-the-lead", step=context.case.step.label)
    if not command.reason:
        return refusal("refusal-reason-missing")
    if command.outcome == DOUBLE and not command.other_case:
        return refusal("refusal-which-case")
    left = unfinished(context.case, context.today)
    if left is not None:
        return refusal("refusal-close-first", first=left)
    closed = happened.CaseClosed(
        **context.stamp,
        outcome=command.outcome,
        reason=command.reason,
        other_case=command.other_case,
        against=dict(contradicted_by(context.case, command.outcome)),
    )
    return (closed,)


def _only_opens(context: CommandContext) -> bool:
    """Whether the answer is already known to be "no" and the person is who opens the step that follows."""
    gate = gate_now(context.case)
    if gate is None or gate.known_no is None or gate.no_step is None:
        return False
    opener = _opener(context, gate.no_step.step)
    return opener is not None and context.holds(opener)


def _opener(context: CommandContext, target: str) -> RoleExpr | None:
    return None if target == CLOSE else context.case.protocol.step(target).open_by


def _left_for(context: CommandContext, target: str, reason: str | None) -> CaseEvent:
    if target == CLOSE:
        outcome = context.case.step.gate.outcome or CLOSE
        against = dict(contradicted_by(context.case, outcome))
        return happened.CaseClosed(**context.stamp, outcome=outcome, reason=reason, against=against)
    return happened.StepOpened(**context.stamp, step=target)
