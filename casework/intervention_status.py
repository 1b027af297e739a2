"""How the interventions of a case stand: which may start now and why not otherwise, and when they end."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from casework.action_status import Status, asked_party, consent_status
from casework.case_state import Case, Run
from casework.conditions import holds
from casework.home_safety import held_refusal, is_held
from casework.protocol_model import Action, Intervention, Part, RoleExpr, Timer
from casework.school import STAFF_ANY
from casework.standing import single_roles
from casework.taking_part import parties_in, why_nobody_to_do_it_with
from casework.terms import Calendar, SchoolTerms, chosen_day, due_day, latest_day, over_maximum, with_school_terms
from casework.wording import Refusal, refusal


def find_intervention(case: Case, key: str) -> Intervention | None:
    return next((one for one in case.protocol.interventions if one.key == key), None)


def decider(intervention: Intervention) -> RoleExpr:
    """Who may start, prolong, end or decline it."""
    return intervention.decided_by or intervention.by


def who_do(part: Part, action: Action) -> tuple[RoleExpr, ...]:
    """Whose work the action is, and who leads its step, or does or decides about the means that it belongs to."""
    leads = (part.lead, decider(part)) if isinstance(part, Intervention) else (part.lead,)
    return (action.by or part.lead, *leads)


def asked_of(part: Part, action: Action) -> RoleExpr:
    """Of whom the action is asked: who decides it, where only they may, else who does it."""
    return action.decided_by or action.by or part.lead


def whose_date(part: Part, action: Action, timer: Timer) -> tuple[RoleExpr, RoleExpr | None]:
    """Of whom the action is asked by a date of its own, and who is reminded of it besides.

    Of whom `remind` names when they may do it; who may not is reminded with those of whom it is asked.
    """
    may = (action.decided_by,) if action.decided_by is not None else who_do(part, action)
    return _asked_and_reminded(asked_of(part, action), timer.remind, may)


def who_choose_day(part: Part, action: Action, timer: Timer) -> RoleExpr:
    """Who picks the day of a timer: of whom the action is asked, and whoever is reminded of it (P001 A001-8)."""
    asked, reminded = asked_of(part, action), timer.remind
    if reminded is None or any(_names(one, by) for one in single_roles(reminded) for by in single_roles(asked)):
        return reminded or asked
    return RoleExpr(all_of=(asked, reminded))


def whose_end(means: Intervention) -> tuple[RoleExpr, RoleExpr | None]:
    """The same, for whether the means is over."""
    return _asked_and_reminded(means.by, means.timer.remind if means.timer else None, (means.by, decider(means)))


def _asked_and_reminded(
    asked: RoleExpr, reminded: RoleExpr | None, may: Iterable[RoleExpr]
) -> tuple[RoleExpr, RoleExpr | None]:
    allowed = [one for wanted in may for one in single_roles(wanted)]
    if reminded is None or all(any(_names(one, by) for by in allowed) for one in single_roles(reminded)):
        return reminded or asked, None
    return asked, reminded


def _names(one: RoleExpr, by: RoleExpr) -> bool:
    """Whether whoever holds the role `one` holds `by`; a role through nobody is that of the victim's."""
    if by.role == STAFF_ANY and by.of is None:
        return True
    return one.role == by.role and (by.of == "involved" or (one.of or "victim") == (by.of or "victim"))


def available_since(case: Case, intervention: Intervention) -> datetime | None:
    """When the case first came as far as this intervention needs, None while it did not."""
    order = [step.key for step in case.protocol.steps]
    first = 0 if intervention.available_from is None else order.index(intervention.available_from)
    opened = [at for key, at in case.steps_opened.items() if order.index(key) >= first]
    return min(opened, default=None)


def why_not_start(case: Case, intervention: Intervention) -> Refusal | None:
    """Why it may not start now, or None when it may."""
    label, may_not = intervention.label, _who_may_not_have(case, intervention)
    if may_not:
        if not who_may_have(case, intervention):
            return why_not_for(case, intervention, may_not)
    elif case.is_running(intervention):
        again = "yes" if _may_come_again(intervention) else "no"
        return refusal("refusal-intervention-running", action=label, again=again)
    elif case.last_run(intervention) is not None and not _may_come_again(intervention):
        return refusal("refusal-intervention-once", action=label)
    if available_since(case, intervention) is None:
        step = case.protocol.step(intervention.available_from or "")
        return refusal("refusal-intervention-later", action=label, step=step.label)
    if not holds(intervention.when, case.facts()):
        return refusal("refusal-not-now", action=label)
    if is_held(case, intervention):
        return held_refusal(case, label)
    return why_nobody_to_do_it_with(case, intervention) or _consent_in_the_way(case, intervention)


def why_not_for(case: Case, intervention: Intervention, pupils: Iterable[str]) -> Refusal | None:
    """Why a means that each pupil has apart may not start for these: one of them has it, or had what comes once."""
    if not intervention.per_pupil:
        return None
    having = {pupil for run in case.running_runs(intervention) for pupil in run.participants}
    if not having.isdisjoint(pupils):
        return refusal("refusal-intervention-running-for", action=intervention.label)
    if not _who_may_not_have(case, intervention).isdisjoint(pupils):
        return refusal("refusal-intervention-once-for", action=intervention.label)
    return None


def who_may_have(case: Case, intervention: Intervention) -> tuple[str, ...]:
    """The pupils of the case for whom a means that each has apart may start, by who had it; empty for another."""
    if not intervention.per_pupil:
        return ()
    may_not, parties = _who_may_not_have(case, intervention), parties_in(intervention)
    return tuple(pupil for pupil, party in case.pupils.items() if party in parties and pupil not in may_not)


def somebody_may_have(case: Case, intervention: Intervention) -> bool:
    """Whether it may start, by who has it and who had it: for a pupil at least, where each has it apart."""
    is_new = case.last_run(intervention) is None
    is_free = not case.is_running(intervention) and (is_new or _may_come_again(intervention))
    return is_free or bool(who_may_have(case, intervention))


def _who_may_not_have(case: Case, intervention: Intervention) -> frozenset[str]:
    """The pupils for whom a means that each has apart cannot start now; none for another means."""
    if not intervention.per_pupil:
        return frozenset()
    once = not _may_come_again(intervention)
    runs = [run for run in case.runs.get(intervention.key, ()) if run.is_running or (once and not run.never_began)]
    return frozenset(pupil for run in runs for pupil in run.participants)


def which_runs(case: Case, intervention: Intervention, pupils: tuple[str, ...]) -> tuple[Run, ...] | Refusal:
    """What a command about a means that runs is about: the runs of these pupils, where each has it apart, and else the
    only one. Several run and nobody said whose is meant: that is asked."""
    label, running = intervention.label, case.running_runs(intervention)
    if not running:
        return refusal("refusal-intervention-not-running", action=label)
    if not pupils:
        return running if len(running) == 1 else refusal("refusal-intervention-whose", action=label)
    if not intervention.per_pupil:
        together = set(pupils) == set(running[-1].participants)
        return running if together else refusal("refusal-intervention-together", action=label)
    meant = tuple(run for run in running if not set(run.participants).isdisjoint(pupils))
    having = {pupil for run in meant for pupil in run.participants}
    return meant if having.issuperset(pupils) else refusal("refusal-intervention-not-running-for", action=label)


def asked_for(case: Case) -> Iterator[tuple[Intervention, datetime]]:
    """The interventions that a trigger asks for and that somebody could start now, with the instant since when; one
    that each pupil has apart also while it runs, as long as another could have it."""
    for intervention in case.protocol.interventions:
        since, available = case.triggered.get(intervention.key), available_since(case, intervention)
        if since is None or available is None or not somebody_may_have(case, intervention):
            continue
        if holds(intervention.when, case.facts()):
            yield intervention, max(since, available)


def end_of(
    intervention: Intervention, on: date, wanted: date | None, calendar: Calendar, terms: SchoolTerms
) -> date | Refusal | None:
    """The day on which a run from `on` ends: the one that the protocol gives, or the one that a person wants.

    None when nothing says when. An end on a free day moves to the next school day, but never past the maximum, which
    on a free day is the last school day before it (AX-19).
    """
    timer = intervention.timer and with_school_terms(intervention.timer, terms)
    if timer is None:
        return wanted if wanted is None or wanted >= on else refusal("refusal-under-minimum", date=on)
    given = due_day(timer, on, calendar)
    if given is not None:
        computed = wanted in (None, given)
        return given if computed else refusal("refusal-end-given", action=intervention.label, date=given)
    if wanted is None:
        return refusal("refusal-end-missing", action=intervention.label)
    if wanted < on:
        return refusal("refusal-under-minimum", date=on + timedelta(days=timer.choose.min if timer.choose else 0))
    return chosen_day(timer, on, wanted, on, calendar, first_after=0)


def prolonged_end(
    intervention: Intervention, run: Run, wanted: date, today: date, calendar: Calendar
) -> date | Refusal:
    """The new end of a run; never past the maximum, which counts from its start (P000 T-08)."""
    if wanted <= max(run.until or run.started_on, today):
        return refusal("refusal-postpone-later", date=max(run.until or run.started_on, today))
    timer = intervention.timer
    if timer is None:
        return calendar.on_or_after(wanted)
    day = chosen_day(timer, run.started_on, wanted, today, calendar, first_after=0)
    is_longer = isinstance(day, Refusal) or run.until is None or day > run.until
    return day if is_longer or timer.longest is None else over_maximum(timer.longest, run.started_on, calendar)


def over_in_a_row(
    case: Case,
    intervention: Intervention,
    on: date,
    until: date | None,
    participants: tuple[str, ...],
    calendar: Calendar,
) -> Refusal | None:
    """Why a run from `on` may not last until then: with those just before it, it would pass a hard maximum (P000 T-08).

    Runs follow each other without a school day between them (AX-19); one with other pupils only does not count.
    """
    timer = intervention.timer
    if timer is None or timer.longest is None or not timer.hard_max or until is None:
        return None
    first = on
    for run in reversed(case.runs.get(intervention.key, ())):
        apart = bool(run.participants) and bool(participants) and set(run.participants).isdisjoint(participants)
        if run.ended_on is None or run.never_began or apart:
            continue
        if calendar.on_or_after(run.ended_on + timedelta(days=1)) >= first:
            first = min(first, run.started_on)
    too_long = first < on and (until - first).days > timer.longest
    return over_maximum(timer.longest, first, calendar) if too_long else None


def latest_end(timer: Timer | None, run: Run, calendar: Calendar) -> date | None:
    """The last day that a run may have, None without a maximum."""
    return None if timer is None else latest_day(timer, run.started_on, calendar)


def _may_come_again(intervention: Intervention) -> bool:
    timer = intervention.timer
    return intervention.repeatable or (timer is not None and timer.repeat == "on_demand")


def _consent_in_the_way(case: Case, intervention: Intervention) -> Refusal | None:
    status = consent_status(case, intervention)
    if status is Status.CONSENT_UNASKED:
        return refusal("refusal-consent-unasked", action=intervention.label, party=asked_party(intervention))
    if status is Status.REFUSED or status is Status.REPLACED:
        return refusal("refusal-consent-refused", action=intervention.label, party=asked_party(intervention))
    return None
