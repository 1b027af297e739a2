"""What may happen in a case now, and why not otherwise."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from casework.action_status import (
    SETTLED,
    Status,
    action_in_the_way,
    asked_party,
    consents_to_ask,
    guarded_by_consent,
    is_behind_us,
    is_told_in_parts,
    live_actions,
    pupils_held,
    pupils_left,
    pupils_of,
    pupils_waiting,
    status_of,
)
from casework.case_state import Case
from casework.conditions import holds
from casework.gate_offers import GateOffer, GateQuestionAsk, StepOffer, gate_now, steps_to_open
from casework.home_safety import held_refusal, is_question_held, reaches_parents
from casework.identifying import NOBODY_TO_ASK, identifying_hints, identifying_words
from casework.intervention_status import who_do
from casework.naked_pictures import question_first
from casework.protocol_model import Action, Hint, Intervention, Part, RoleExpr, Timer
from casework.runs_apart import is_own_work
from casework.series import is_tapered, own_interval
from casework.taking_part import why_nobody_to_do_it_with
from casework.terms import DEFAULT_SCHOOL_TERMS, SchoolTerms, with_school_terms
from casework.track_moves import TrackOffer, tracks_to_go
from casework.wording import Refusal, Wording, refusal

__all__ = [
    "ActionOffer", "AnswerAsk", "Ask", "ConsentAsk", "DateAsk", "GateOffer", "GateQuestionAsk", "StepOffer", "TaperAsk",
    "TrackOffer", "actions_now", "gate_now", "may_skip", "steps_to_open", "tracks_to_go", "why_not", "wish_of",
]  # fmt: skip

Ask = Literal["done", "outcome", "identify", "consents", "watch"]


@dataclass(frozen=True)
class ConsentAsk:
    """A consent that an action asks for; `answer` is given, refused or None. `party` is whose it is."""

    action: str
    label: str
    answer: str | None
    party: str = "victim"


@dataclass(frozen=True)
class PassedNo:
    """A "no" that is not in the way any more; `party` is whose it was.

    `question` is that of the protocol, of which `answer` is the answer that lets it go on all the same; both are empty
    where something else does.
    """

    party: str
    question: str = ""
    answer: str = ""


@dataclass(frozen=True)
class DateAsk:
    """A date that a person may choose for an action, in calendar days after the timer's anchor.

    `suggest_days` is what to offer. With `may_repeat` a person may pick how often it comes back; `every` is the span
    in days that was picked. `soft_max_days` only warns.
    """

    timer: str
    chosen: date | None
    min_days: int
    max_days: int | None
    by_school: bool
    suggest_days: int | None = None
    may_repeat: bool = False
    every: int | None = None
    soft_max_days: int | None = None


@dataclass(frozen=True)
class TaperAsk:
    """A series that may go to a wider interval, in calendar days, by hand (SwitchTaper), and back when it is there.

    `from_days` is the interval without it, None when a person picks each time.
    """

    timer: str
    to_days: int
    switched: bool
    from_days: int | None = None


@dataclass(frozen=True)
class AnswerAsk:
    key: str
    label: str
    needs_reason: bool


@dataclass(frozen=True)
class ActionOffer:
    """An action that the case shows now.

    `ask` says with which command it is done: MarkDone (done), RecordOutcome (outcome), IdentifyVictim
    (identify), RecordConsent for each of `consents` without an answer (consents); watch needs no command. `ticks` holds
    each pupil with whether it was done with that pupil, but for those with whom it cannot be done yet. `decided_by`
    are the only ones who do it, where it says so; otherwise any of `done_by` may, and who has the case. `short` is its
    label for a button. `step` is the key of the step or intervention that holds it. `wish` is a consent that is asked
    and never in the way (AX-3). `reaches_parents`: ask how they were reached and what they think; `channel` is the way
    that the protocol asks for. `in_parts`: not all who are left may be in it at once, so that somebody says with whom.
    `agrees_day_of` is the timer of other work whose day is agreed on in it. `held` are the pupils for whom it is still
    to be done and whose parents nothing may reach now. `passed_no` is a "no" to it that is not in the way any more.
    `agreed`: who could have stopped it said yes. `consult` are those with whom it is talked over first.
    `apart`: it is of a means that each pupil has apart, so that it may be left out with one of them.
    """

    key: str
    step: str
    label: str
    short: str
    kind: str
    ask: Ask
    by: RoleExpr
    required: bool
    done: bool
    allowed: bool
    why_not: Refusal | None
    hints: tuple[Hint, ...]
    ticks: tuple[tuple[str, bool], ...]
    answers: tuple[AnswerAsk, ...]
    consents: tuple[ConsentAsk, ...]
    dates: tuple[DateAsk, ...]
    may_skip: bool
    tapers: tuple[TaperAsk, ...] = ()
    wish: ConsentAsk | None = None
    reaches_parents: bool = False
    channel: str | None = None
    aids: tuple[str, ...] = ()
    decided_by: RoleExpr | None = None
    done_by: tuple[RoleExpr, ...] = ()
    in_parts: bool = False
    agrees_day_of: str | None = None
    held: tuple[str, ...] = ()
    passed_no: PassedNo | None = None
    agreed: bool = False
    consult: tuple[RoleExpr, ...] = ()
    apart: bool = False


def actions_now(case: Case, terms: SchoolTerms = DEFAULT_SCHOOL_TERMS) -> tuple[ActionOffer, ...]:
    """Every action of the opened steps and running interventions that applies.

    Those of earlier steps, and what belongs to the end of an intervention that ended, only while not settled; what
    waits because a home is not safe stays in sight.
    """
    if case.is_closed:
        return ()
    shown = [(part, action) for part, action in live_actions(case) if _is_shown(case, part, action)]
    return _told_apart(case, tuple(_offer(case, part, action, terms) for part, action in shown))


def _told_apart(case: Case, offers: tuple[ActionOffer, ...]) -> tuple[ActionOffer, ...]:
    """The offers, with the name of the step before what two steps ask in the same words."""
    labels, shorts = (Counter(one.label for one in offers), Counter(one.short for one in offers))
    named = []
    for one in offers:
        step = case.part(one.step).label
        label = f"{step}: {one.label}" if labels[one.label] > 1 else one.label
        short = f"{step}: {one.short}" if shorts[one.short] > 1 else one.short
        named.append(replace(one, label=label, short=short))
    return tuple(named)


def why_not(case: Case, action: Action) -> Refusal | None:
    """Why `action` may not be done now, or None when nothing of the case is in the way, also when it was done."""
    status = status_of(case, action)
    if status is Status.NOT_APPLICABLE:
        return refusal("refusal-not-now", action=action.label)
    if status is Status.HELD:
        return held_refusal(case, action.label)
    if status is Status.WITHDRAWN:
        return refusal("refusal-consent-withdrawn", action=action.label)
    if status is Status.CONSENT_UNASKED:
        return refusal("refusal-consent-unasked", action=action.label, party=asked_party(action))
    if status is Status.REFUSED:
        return refusal("refusal-consent-refused", action=action.label, party=asked_party(action))
    if status is Status.REPLACED:
        instead = _instead(case, action)
        return refusal("refusal-consent-replaced", action=action.label, instead=instead, party=asked_party(action))
    question = question_first(case, action) if status is Status.WAITING else None
    if question is not None:
        return refusal("refusal-picture-first", action=action.label, question=question.label)
    first = action_in_the_way(case, action) if status is Status.WAITING else None
    if first is not None:
        asked = identifying_words(case, first)
        if asked == NOBODY_TO_ASK:
            return refusal("refusal-first-find", action=action.label)
        known = isinstance(asked, Wording)
        return refusal("refusal-first-confirm" if known else "refusal-first", action=action.label, first=first.label)
    return why_nobody_to_do_it_with(case, action)


def _is_shown(case: Case, part: Part, action: Action) -> bool:
    status = status_of(case, action)
    if status is Status.NOT_APPLICABLE:
        return False
    if part.key == case.step_key or (isinstance(part, Intervention) and case.is_running(part)):
        return True
    waits = status is Status.HELD and action.modality == "must"
    return action.kind != "watch" and (waits or status not in SETTLED)


def _offer(case: Case, part: Part, action: Action, terms: SchoolTerms) -> ActionOffer:
    status = status_of(case, action)
    reason = why_not(case, action)
    left, waiting = pupils_left(case, action), pupils_waiting(case, action)
    return ActionOffer(
        key=action.key,
        step=part.key,
        label=action.label,
        short=action.short or action.label,
        kind=action.kind,
        ask=_ask(action),
        by=action.by or part.lead,
        required=action.modality == "must",
        done=status is Status.DONE,
        allowed=reason is None and status is not Status.SKIPPED,
        why_not=reason,
        hints=identifying_hints(case, action),
        ticks=tuple((pupil, pupil not in left) for pupil in pupils_of(case, action) if pupil not in waiting),
        answers=tuple(AnswerAsk(answer.key, answer.label, answer.needs_reason) for answer in action.answers),
        consents=tuple(_consents(case, action)),
        dates=_dates(case, action, terms),
        may_skip=may_skip(case, action),
        tapers=_tapers(case, action),
        wish=wish_of(case, action),
        reaches_parents=reaches_parents(action),
        channel=next((notice.channel for notice in action.notices if notice.channel != "any"), None),
        aids=action.aids,
        decided_by=action.decided_by,
        done_by=who_do(part, action),
        in_parts=is_told_in_parts(case, action),
        agrees_day_of=action.agrees_day_of,
        held=tuple(pupil for pupil in pupils_held(case, action) if pupil in left),
        passed_no=_passed_no(case, action),
        agreed=_is_agreed(case, action),
        consult=action.consult,
        apart=is_own_work(part, action),
    )


def _is_agreed(case: Case, action: Action) -> bool:
    """Whether who could have stopped it said yes to it."""
    state = case.consents.get(action.key)
    guards = action.consent is not None and action.consent.on_refusal != "record_only"
    return guards and state is not None and state.answer == "given" and not state.used_up


def _passed_no(case: Case, action: Action) -> PassedNo | None:
    """The "no" to what may be done all the same, as what needs nobody's consent by now (AX-16)."""
    consent, state = action.consent, case.consents.get(action.key)
    if consent is None or consent.unless is None or state is None or state.answer != "refused" or state.used_up:
        return None
    if not holds(consent.unless, case.facts()):
        return None
    asked = case.protocol.facts.get(consent.unless.fact or "")
    if asked is None:
        return PassedNo(asked_party(action))
    value = case.facts()[consent.unless.fact or ""]
    answers = {one.value: one.label for one in asked.values} or {True: "yes", False: "no"}
    return PassedNo(asked_party(action), asked.label, answers.get(value, str(value)))


def wish_of(case: Case, guarded: Action | Intervention) -> ConsentAsk | None:
    """The consent that is asked and noted, and blocks nothing (AX-3); not about a home that nothing may reach, nor
    about what was done before anybody asked."""
    only_noted = guarded.consent is not None and guarded.consent.on_refusal == "record_only"
    to_ask = not is_question_held(case, guarded) and not is_behind_us(case, guarded.key)
    may_ask = guarded.key in case.consents or to_ask
    return _consent_ask(case, guarded.key) if only_noted and may_ask else None


def may_skip(case: Case, action: Action) -> bool:
    """Whether the action may be left out with a reason: a required one that is still to do."""
    skippable = action.modality == "must" and action.kind not in ("identify", "watch")
    return skippable and status_of(case, action) not in SETTLED


def _ask(action: Action) -> Ask:
    if action.kind == "watch":
        return "watch"
    if action.kind == "identify":
        return "identify"
    if action.answers:
        return "outcome"
    return "consents" if action.asks else "done"


def _consents(case: Case, action: Action) -> Iterator[ConsentAsk]:
    """What it asks for: with the answer where there is one, and only what can be asked now."""
    to_ask = consents_to_ask(case, action)
    yield from (_consent_ask(case, key) for key in action.asks if key in case.consents or key in to_ask)


def _consent_ask(case: Case, key: str) -> ConsentAsk:
    guarded, state = guarded_by_consent(case, key), case.consents.get(key)
    if guarded is None:
        return ConsentAsk(key, key, state.answer if state else None)
    return ConsentAsk(key, guarded.label, state.answer if state else None, asked_party(guarded))


def _dates(case: Case, action: Action, terms: SchoolTerms) -> tuple[DateAsk, ...]:
    return tuple(
        DateAsk(
            timer=timer.id,
            chosen=case.chosen.get(timer.id),
            min_days=timer.choose.min if timer.choose else 1,
            max_days=_most_days(timer, terms),
            by_school=timer.setting == "school",
            suggest_days=with_school_terms(timer, terms).suggest,
            may_repeat=timer.repeat == "chosen",
            every=case.every.get(timer.id),
            soft_max_days=None if timer.hard_max else timer.max,
        )
        for timer in action.timers
        if case.protocol.may_choose_day(timer)
    )


def _most_days(timer: Timer, terms: SchoolTerms) -> int | None:
    """A day that is agreed on comes no later than the one that the protocol gives."""
    return timer.longest if timer.after is None or timer.repeat else with_school_terms(timer, terms).after


def _tapers(case: Case, action: Action) -> tuple[TaperAsk, ...]:
    switched = is_tapered(case, action)
    return tuple(
        TaperAsk(timer.id, timer.taper.to, switched, own_interval(case, action, timer))
        for timer in action.timers
        if timer.taper is not None
    )


def _instead(case: Case, action: Action) -> str:
    key = action.consent.alternative if action.consent else None
    found = case.protocol.find_action(key) if key else None
    return found[1].label if found else ""
