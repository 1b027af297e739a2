"""Commands about one action: it was done, left out, concluded, agreed to, given a date, or given watchers."""

from collections.abc import Iterator

from casework import case_commands as ask
from casework import case_events as happened
from casework.action_status import guarded_by_consent, pupils_held, pupils_left, pupils_of, pupils_waiting
from casework.case_offers import may_skip
from casework.case_state import Case
from casework.command_checks import (
    already_done,
    choosable,
    find_timer,
    live_action,
    wanted_day,
    workable,
    wrong_participants,
    wrong_way,
)
from casework.decision import CommandContext, Decision
from casework.home_safety import held_refusal, is_consent_held
from casework.intervention_status import asked_of, decider, who_choose_day
from casework.protocol_model import Action, Intervention, Part, RoleExpr, Timer
from casework.runs_apart import is_own_work, own_work
from casework.series import has_date, interval, is_over, is_tapered, last_of_series, start_day, switched_timers
from casework.standing import single_roles
from casework.terms import chosen_day, not_after_its_own, with_school_terms
from casework.wording import Refusal, refusal

_OF_THE_VICTIM = ("victim", "parents_of_victim")


def mark_done(command: ask.MarkDone, context: CommandContext) -> Decision:
    """With all whom it concerns, or those who are named; never with parents whom nothing may reach now."""
    action = _for_another(context, command.action) or workable(context.case, command.action, command.on, context.today)
    if isinstance(action, Refusal):
        return action
    case = context.case
    wrong = (
        wrong_way(case, action) or wrong_participants(case, action, command.participants) or already_done(case, action)
    )
    if wrong:
        return wrong
    waiting = pupils_waiting(case, action)
    if not set(command.participants).isdisjoint(waiting):
        held = not set(command.participants).isdisjoint(pupils_held(case, action))
        return held_refusal(case, action.label) if held else refusal("refusal-not-now", action=action.label)
    done = happened.ActionDone(
        **context.stamp,
        action=action.key,
        on=command.on,
        note=command.note,
        participants=command.participants or _reached(case, action, waiting),
        channel=command.channel,
        view=command.view,
    )
    return (done,)


def _reached(case: Case, action: Action, waiting: tuple[str, ...]) -> tuple[str, ...]:
    """With whom it was done when nobody is named, without those with whom it waits; empty for all who are in it.

    Of a means that each pupil has apart they are always said: who has it changes, in whose file it belongs does not.
    """
    if own_work(case.protocol, action.key) is not None:
        return tuple(pupil for pupil in pupils_left(case, action) if pupil not in waiting) or pupils_of(case, action)
    return tuple(pupil for pupil in pupils_of(case, action) if pupil not in waiting) if waiting else ()


def skip(command: ask.Skip, context: CommandContext) -> Decision:
    found = live_action(context.case, command.action)
    if found is None or not may_skip(context.case, found[1]):
        return refusal("refusal-cannot-skip")
    if not context.may_do(*found):
        return refusal("refusal-not-your-role", action=found[1].label)
    if not command.reason:
        return refusal("refusal-reason-missing")
    left = pupils_left(context.case, found[1]) if is_own_work(*found) else ()
    if not set(command.participants) <= set(left):
        return refusal("refusal-cannot-skip")
    pupils = command.participants or left
    skipped = happened.ActionSkipped(**context.stamp, action=command.action, reason=command.reason, participants=pupils)
    return (skipped,)


def record_consent(command: ask.RecordConsent, context: CommandContext) -> Decision:
    """Only the pupil that a person confirmed can agree (P001 A001-2; design: "dit is de leerling zelf").

    Who said no is not asked again without a written reason, unless they took that back themselves.
    """
    guarded = guarded_by_consent(context.case, command.action)
    if guarded is None or guarded.consent is None:
        return refusal("refusal-no-consent-needed")
    if not (context.has_case or any(context.holds(by) for by in _asking(context.case, guarded))):
        return refusal("refusal-not-your-role", action=guarded.label)
    if is_consent_held(context.case, guarded):
        return held_refusal(context.case, guarded.label)
    if guarded.consent.party in _OF_THE_VICTIM and not context.case.victim_known:
        return refusal("refusal-victim-unknown")
    said_no = _said_no(context.case, command.action)
    came_back = said_no and command.came_back and command.given
    if said_no and not came_back and not command.reason:
        return refusal("refusal-consent-again", action=guarded.label, party=guarded.consent.party)
    action, words, reason = command.action, command.words, command.reason
    if not command.given:
        return (happened.ConsentRefused(**context.stamp, action=action, words=words, reason=reason),)
    given = happened.ConsentGiven(**context.stamp, action=action, words=words, reason=reason, came_back=came_back)
    return (given,)


def _said_no(case: Case, key: str) -> bool:
    state = case.consents.get(key)
    return state is not None and state.answer == "refused"


def record_outcome(command: ask.RecordOutcome, context: CommandContext) -> Decision:
    action = _for_another(context, command.action) or workable(context.case, command.action, command.on, context.today)
    if isinstance(action, Refusal):
        return action
    answer = action.answer(command.answer)
    if answer is None:
        return refusal("refusal-unknown-answer", action=action.label)
    if answer.needs_reason and not command.note:
        return refusal("refusal-reason-missing")
    again = already_done(context.case, action)
    if again:
        return again
    recorded = happened.OutcomeRecorded(
        **context.stamp, action=action.key, on=command.on, answer=command.answer, note=command.note
    )
    return (recorded,)


def choose_date(command: ask.ChooseDate, context: CommandContext) -> Decision:
    """A date, and where a person picks it how often it comes back; a series with a span of its own keeps that."""
    found = choosable(context.case, command.timer)
    if isinstance(found, Refusal):
        return found
    part, action, timer = found
    case = context.case
    picks = who_choose_day(part, action, timer)
    whose = (action.by or part.lead, asked_of(part, action), *single_roles(picks))
    if not (context.has_case or any(map(context.holds, whose))):
        return refusal("refusal-not-your-role", action=action.label)
    start = (last_of_series(case, action) if timer.repeat else None) or start_day(case, part, action, timer)
    if start is None:
        return refusal("refusal-no-date-to-choose")
    if command.every is not None and (timer.repeat != "chosen" or not 1 <= command.every <= 364):
        return refusal("refusal-no-repeat-to-choose")
    wanted = wanted_day(command, start)
    if wanted is None:
        return refusal("refusal-date-missing")
    day = chosen_day(timer, start, wanted, context.today, context.calendar)
    if not isinstance(day, Refusal) and timer.repeat is None:
        day = not_after_its_own(with_school_terms(timer, context.terms), start, day, context.calendar)
    if isinstance(day, Refusal):
        return day
    every = timer.repeat if isinstance(timer.repeat, int) else command.every
    return (happened.DateChosen(**context.stamp, timer=timer.id, on=day, every=every),)


def switch_taper(command: ask.SwitchTaper, context: CommandContext) -> Decision:
    """By hand, by who has the talks (P000 A000-4), who may take it back; the next day counts from the last talk."""
    found = _tapering(context, command.timer)
    if found is None or is_tapered(context.case, found[1]) is not command.back:
        return refusal("refusal-no-taper-back" if command.back else "refusal-no-taper")
    part, action, _ = found
    if not context.holds(action.by or part.lead):
        return refusal("refusal-not-your-role", action=action.label)
    timers = switched_timers(context.case, action) if command.back else (command.timer,)
    return tuple(happened.TaperSwitched(**context.stamp, timer=timer, back=command.back) for timer in timers)


def pick_watchers(command: ask.PickWatchers, context: CommandContext) -> Decision:
    """The lead of the step, or who hears the signals, picks who keeps an eye on it (P001, *borging*).

    Without people an earlier pick ends.
    """
    found = live_action(context.case, command.action)
    if found is None or found[1].kind != "watch":
        return refusal("refusal-unknown-action")
    part, action = found
    if not (context.holds(part.lead) or _hears_signals(context, action)):
        return refusal("refusal-not-your-role", action=action.label)
    if not command.people and action.key not in context.case.watches:
        return refusal("refusal-watchers-missing")
    if context.standing is not None and not all(map(context.standing.may_watch, command.people)):
        return refusal("refusal-not-to-watch")
    if command.until < context.today:
        return refusal("refusal-date-past", date=command.until)
    picked = happened.WatchersPicked(
        **context.stamp,
        action=action.key,
        people=tuple(dict.fromkeys(command.people)),
        place=command.place,
        until=command.until,
    )
    return (picked,)


def _hears_signals(context: CommandContext, action: Action) -> bool:
    return any(notice.to.role_ids() and context.holds(notice.to) for notice in action.notices)


def _for_another(context: CommandContext, key: str) -> Refusal | None:
    found = context.case.protocol.find_action(key)
    if found is None or context.may_do(*found):
        return None
    return refusal("refusal-not-your-role", action=found[1].label)


def _asking(case: Case, guarded: Action | Intervention) -> Iterator[RoleExpr]:
    """Whose work it is to ask this consent: who does what it guards, and who does the talk in which it is asked."""
    if isinstance(guarded, Intervention):
        yield from (guarded.by, decider(guarded))
    for part in case.protocol.parts():
        for action in part.all_actions:
            if action.key == guarded.key or guarded.key in action.asks:
                yield action.by or part.lead


def _tapering(context: CommandContext, timer_id: str) -> tuple[Part, Action, Timer] | None:
    """The running series that this timer can bring to its wider interval, or that is there."""
    case = context.case
    found = find_timer(case, timer_id)
    if found is None or found[2].taper is None:
        return None
    _, action, timer = found
    runs = action.modality == "must" or has_date(case, action, timer)
    going = runs and interval(case, action, timer) is not None and not is_over(case, timer)
    return found if going else None
