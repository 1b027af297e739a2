"""Who of the school is told when something happens to a case."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from casework.action_status import Status, hearing, is_done, live_actions, status_of
from casework.case_events import (
    ActionDone,
    CaseEvent,
    HomeSafetyDecided,
    InterventionDeclined,
    InterventionStarted,
    OutcomeRecorded,
    PupilAdded,
    SignalReceived,
    StepOpened,
    VictimIdentified,
)
from casework.case_state import Case
from casework.conditions import facts_named, holds
from casework.gate_offers import jumps_told
from casework.home_safety import OFFICER, home_asks_decision, home_label
from casework.intervention_runs import facts_told
from casework.intervention_status import asked_for, asked_of, available_since, decider
from casework.protocol_model import Action, Notice, Part, RoleExpr
from casework.school import STAFF_ANY
from casework.track_moves import track_asked
from casework.wording import Label

Cause = Literal[
    "step_opened", "action_done", "signal", "fact_told", "intervention_started", "trigger", "home", "track", "decided",
    "may_open",
]  # fmt: skip


@dataclass(frozen=True)
class StaffNotice:
    """The bot tells the holders of `to` that there is something for them, without any content.

    `step` is the key of the step or intervention, `action` that of the action or, at its start, of the intervention.
    Both are the key of a step that somebody may open now.
    """

    cause: Cause
    step: str
    action: str
    label: Label
    to: RoleExpr
    by: RoleExpr
    rules: tuple[str, ...]


def notices_after(case: Case, event: CaseEvent) -> tuple[StaffNotice, ...]:
    """The notices that `event` calls for; `case` is the state after it.

    Parties of the case (pupils, parents) are never told by the bot: telling them is an action for a person. What is
    optional, or for a person to choose the moment of, is never told by itself.
    """
    if case.is_closed:
        return ()
    return (
        *_of_event(case, event),
        *_newly_applying(case, event),
        *_newly_asked(case, event),
        *_newly_open(case, event),
    )


def work_to_come(case: Case, parts: Collection[str]) -> Iterator[tuple[Part, RoleExpr]]:
    """Of whom these steps and means ask something that waits for other work first, which they do not hear of by a day:
    with the part that asks it."""
    for part, action in live_actions(case):
        must = action.modality == "must" and action.kind != "watch"
        if part.key in parts and must and status_of(case, action) is Status.WAITING:
            yield part, asked_of(part, action)


def _of_event(case: Case, event: CaseEvent) -> Iterator[StaffNotice]:
    if isinstance(event, StepOpened):
        yield from _of_step(case)
    elif isinstance(event, SignalReceived):
        yield from _of_signal(case)
    elif isinstance(event, InterventionStarted):
        yield from _of_start(case, event.intervention)
    elif isinstance(event, ActionDone | OutcomeRecorded):
        found = case.protocol.find_action(event.action)
        if found is not None:
            yield from _of(case, "action_done", found[0], found[1], "on_complete")
    elif isinstance(event, HomeSafetyDecided | InterventionDeclined):
        yield from _of_decision(case, event)
    elif isinstance(event, PupilAdded) and _brings_a_class(case, event.pupil):
        yield from _of_pupil_added(case)


def _of_decision(case: Case, event: HomeSafetyDecided | InterventionDeclined) -> Iterator[StaffNotice]:
    """What somebody decided holds or frees the work of others: those whose it is hear it, and who leads the step."""
    if isinstance(event, InterventionDeclined):
        means = case.protocol.intervention(event.intervention)
        for to in (case.step.lead, means.by):
            yield StaffNotice("decided", means.key, means.key, means.label, to, decider(means), means.rules)
        return
    label = home_label(case)
    yield StaffNotice("decided", case.step_key, "home_unsafe", label, case.step.lead, OFFICER, ())
    if not event.may_contact:
        for part, action in live_actions(case):
            if action.modality == "must" and status_of(case, action) is Status.HELD:
                to = asked_of(part, action)
                yield StaffNotice("decided", part.key, action.key, action.label, to, OFFICER, ())


def _of_pupil_added(case: Case) -> Iterator[StaffNotice]:
    """Who belongs to a bully is told of what was done before that bully was known (P003 N-44)."""
    for part, action in live_actions(case):
        if not is_done(case, action):
            continue
        for notice in action.notices:
            if notice.to.of == "bully" and notice.timing == "on_complete" and _is_due(case, action, notice):
                yield _notice("action_done", part, action, notice)


def _brings_a_class(case: Case, pupil: str) -> bool:
    """Whether this pupil bullies, in a class of which nobody else on that side is."""
    bullies = [one for one, party in case.pupils.items() if party in ("bully", "follower")]
    others = {case.classes.get(one) for one in bullies if one != pupil}
    return pupil in bullies and case.classes.get(pupil) not in others


def _newly_applying(case: Case, event: CaseEvent) -> Iterator[StaffNotice]:
    """What is told at once, of work that only now belongs to the case (P003 N-64: the step cannot be carried out)."""
    told = facts_told(case, event)
    if not told:
        return
    before = {fact: value for fact, value in case.facts().items() if fact not in told}
    for part, action in live_actions(case):
        if action.kind == "watch" or not holds(action.when, case.facts()):
            continue
        for notice in action.notices:
            applied_already = holds(action.when, before) and holds(notice.when, before)
            if notice.timing == "at_once" and not applied_already and _is_due(case, action, notice):
                yield _notice("fact_told", part, action, notice)


def _newly_asked(case: Case, event: CaseEvent) -> Iterator[StaffNotice]:
    """What somebody has to decide at once because of this event: a means that a trigger asks for, a home not safe."""
    told = facts_told(case, event)
    for intervention, since in asked_for(case):
        because = not told.isdisjoint(facts_named(intervention.trigger))
        opened = isinstance(event, StepOpened) and available_since(case, intervention) == event.at
        if since == event.at and (because or opened):
            to, rules = decider(intervention), intervention.rules
            yield StaffNotice("trigger", intervention.key, intervention.key, intervention.label, to, to, rules)
    track = track_asked(case) if "offender_class" in told else None
    if track is not None:
        yield StaffNotice("track", case.step_key, track.track, track.label, case.step.lead, case.step.lead, ())
    begins = isinstance(event, StepOpened) and len(case.steps_opened) == 1 and case.home_told_at == event.at
    another = isinstance(event, VictimIdentified) and case.home_told_at == event.at
    if home_asks_decision(case) and ("home_unsafe" in told or begins or another):
        yield StaffNotice("home", case.step_key, "home_unsafe", home_label(case), OFFICER, case.step.lead, ())


def _newly_open(case: Case, event: CaseEvent) -> Iterator[StaffNotice]:
    """Who may open a step out of the normal order hears it once that is so, and not again in every later step."""
    told = facts_told(case, event)
    heard = _told_before(case) if isinstance(event, StepOpened) else frozenset()
    for jump, by in jumps_told(case):
        because = not told.isdisjoint(facts_named(jump.when))
        if because or (isinstance(event, StepOpened) and jump.to not in heard):
            step, lead = case.protocol.step(jump.to), case.step.lead
            yield StaffNotice("may_open", step.key, step.key, step.label, by, lead, jump.rules)


def _told_before(case: Case) -> frozenset[str]:
    """The steps of which an earlier step told, while it was open, that they may be opened."""
    earlier = (step for step in case.opened_steps() if step.key != case.step_key)
    return frozenset(jump.to for step in earlier for jump in step.gate.jumps if jump.tell)


def _of_start(case: Case, key: str) -> Iterator[StaffNotice]:
    intervention = case.protocol.intervention(key)
    for notice in intervention.notices:
        if notice.timing != "chosen" and _is_for_roles(case, notice):
            by = notice.by or intervention.by
            yield StaffNotice("intervention_started", key, key, intervention.label, notice.to, by, notice.rules)
    for action in intervention.all_actions:
        if action.kind != "watch" and holds(action.when, case.facts()):
            yield from _of(case, "intervention_started", intervention, action, "at_once")


def _of_step(case: Case) -> Iterator[StaffNotice]:
    for action in case.step.actions:
        if action.kind != "watch" and holds(action.when, case.facts()):
            yield from _of(case, "step_opened", case.step, action, "at_once")


def _of_signal(case: Case) -> Iterator[StaffNotice]:
    """What is told comes from who leads the step, in whose name it is passed on, not from everybody who watches."""
    for part, action in hearing(case):
        for notice in _of(case, "signal", part, action, "at_once"):
            watched = notice.by.role_ids() == (STAFF_ANY,)
            yield replace(notice, by=case.step.lead) if watched else notice


def _of(
    case: Case, cause: Cause, part: Part, action: Action, timing: Literal["at_once", "on_complete"]
) -> Iterator[StaffNotice]:
    for notice in action.notices:
        if notice.timing == timing and _is_due(case, action, notice):
            yield _notice(cause, part, action, notice)


def _notice(cause: Cause, part: Part, action: Action, notice: Notice) -> StaffNotice:
    by = notice.by or action.by or part.lead
    return StaffNotice(cause, part.key, action.key, action.label, notice.to, by, notice.rules)


def _is_due(case: Case, action: Action, notice: Notice) -> bool:
    """An action that is optional says nothing before it was done."""
    said = notice.timing == "on_complete" or action.modality == "must"
    return said and _is_for_roles(case, notice)


def _is_for_roles(case: Case, notice: Notice) -> bool:
    """Only what must be said, to roles of the school."""
    to = notice.to
    of_school = bool(to.role_ids()) and not case.protocol.is_outside(to)
    return notice.modality == "must" and of_school and holds(notice.when, case.facts())
