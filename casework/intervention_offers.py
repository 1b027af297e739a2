"""The means beside the steps that a case can use now, as data for any channel."""

from dataclasses import dataclass
from datetime import date

from casework.case_offers import ConsentAsk, wish_of
from casework.case_state import Case, Run
from casework.hints import hints_now
from casework.home_safety import is_consent_held, is_question_held
from casework.intervention_status import asked_for, decider, latest_end, who_may_have, why_not_start
from casework.protocol_model import Hint, Intervention, Participants, RoleExpr
from casework.terms import DEFAULT_SCHOOL_TERMS, Calendar, SchoolTerms, with_school_terms
from casework.unfinished import unfinished_of
from casework.wording import Refusal

_WAITS_FOR_A_PERSON = ("refusal-consent-unasked", "refusal-consent-refused", "refusal-side-unknown")


@dataclass(frozen=True)
class InterventionOffer:
    """An intervention that could start now, that runs, or of which the protocol says why it cannot start yet.

    `by` may start, prolong, end and decline it. `asked` tells that a trigger asks for it now (StartIntervention or,
    where it is `declinable`, DeclineIntervention). `asks_end`: a person picks the last day, from `min_days` up to
    `max_days` after the start (past `soft_max_days` only warns); without it `span_days` is the protocol's own span,
    None when nobody knows. While it runs, `until` is the last day, `may_end` tells that nothing has to be done first,
    `size_open` that somebody still has to say how many pupils take part (SayHowMany), and `may_prolong` that a later
    school day is within its maximum. `consent` guards the start; `wish` is asked and never in the way. Where each pupil
    has it apart (`per_pupil`) every run has an offer of its own, for its `pupils`, and while it may start for somebody
    else one more that does not run; `may_have` are those for whom it may start now.
    """

    key: str
    label: str
    short: str
    by: RoleExpr
    consult: tuple[RoleExpr, ...]
    running: bool
    size_open: bool
    since: date | None
    until: date | None
    may_end: bool
    may_prolong: bool
    asked: bool
    declinable: bool
    allowed: bool
    why_not: Refusal | None
    asks_end: bool
    min_days: int
    max_days: int | None
    soft_max_days: int | None
    suggest_days: int | None
    span_days: int | None
    participants: Participants | None
    consent: ConsentAsk | None
    wish: ConsentAsk | None
    hints: tuple[Hint, ...]
    aids: tuple[str, ...]
    per_pupil: bool = False
    pupils: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()


def interventions_now(
    case: Case, terms: SchoolTerms = DEFAULT_SCHOOL_TERMS, calendar: Calendar | None = None
) -> tuple[InterventionOffer, ...]:
    """The interventions that run, may start, or wait for a consent or for a pupil to be added; none once closed.

    In the order of the protocol. Without a calendar each that runs may be prolonged, as far as can be said.
    """
    if case.is_closed:
        return ()
    asked = {intervention.key for intervention, _ in asked_for(case)}
    offers = (
        _offer(case, one, run, one.key in asked, terms, calendar)
        for one in case.protocol.interventions
        for run in _runs_offered(case, one)
    )
    return tuple(offer for offer in offers if offer.running or offer.asked or offer.allowed or _waits(offer))


def _runs_offered(case: Case, intervention: Intervention) -> tuple[Run | None, ...]:
    """What runs, and None for what may start beside it, or instead."""
    running = case.running_runs(intervention)
    return running if running and not intervention.per_pupil else (*running, None)


def _waits(offer: InterventionOffer) -> bool:
    return offer.why_not is not None and offer.why_not.key in _WAITS_FOR_A_PERSON


def _offer(
    case: Case, intervention: Intervention, run: Run | None, asked: bool, terms: SchoolTerms, calendar: Calendar | None
) -> InterventionOffer:
    timer = intervention.timer and with_school_terms(intervention.timer, terms)
    pupils = run.participants if run is not None and intervention.per_pupil else ()
    why_not = why_not_start(case, intervention)
    return InterventionOffer(
        key=intervention.key,
        label=intervention.label,
        short=intervention.short or intervention.label,
        by=decider(intervention),
        consult=intervention.consult,
        running=run is not None,
        size_open=run is not None and run.size_open,
        since=run.started_on if run else None,
        until=run.until if run else None,
        may_end=run is not None and unfinished_of(case, intervention, pupils) is None,
        may_prolong=run is not None and _may_last_longer(intervention, run, calendar),
        asked=asked and (run is None or not intervention.per_pupil),
        declinable=intervention.declinable,
        allowed=why_not is None,
        why_not=why_not,
        asks_end=timer is not None and timer.after is None,
        min_days=timer.choose.min if timer is not None and timer.choose else 0,
        max_days=timer.longest if timer is not None else None,
        soft_max_days=timer.max if timer is not None and not timer.hard_max else None,
        suggest_days=timer.suggest if timer is not None else None,
        span_days=timer.after if timer is not None else None,
        participants=intervention.participants,
        consent=_consent(case, intervention),
        wish=wish_of(case, intervention),
        hints=hints_now(case, intervention.hints),
        aids=intervention.aids,
        per_pupil=intervention.per_pupil,
        pupils=pupils,
        may_have=() if run is not None else who_may_have(case, intervention),
    )


def _may_last_longer(intervention: Intervention, run: Run, calendar: Calendar | None) -> bool:
    latest = None if calendar is None else latest_end(intervention.timer, run, calendar)
    return latest is None or run.until is None or run.until < latest


def _consent(case: Case, intervention: Intervention) -> ConsentAsk | None:
    """What is asked before it may start; not of parents whom nothing may reach now, and not about their home."""
    consent, state = intervention.consent, case.consents.get(intervention.key)
    if consent is None or consent.on_refusal == "record_only" or is_consent_held(case, intervention):
        return None
    if state is None and is_question_held(case, intervention):
        return None
    return ConsentAsk(
        intervention.key, intervention.label, state.answer if state and not state.used_up else None, consent.party
    )
