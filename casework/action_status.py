"""How each action of a case stands."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from casework.calendar import local_date
from casework.case_state import Case, Done
from casework.conditions import facts_named, holds
from casework.home_safety import home_is_unsafe, home_waits, is_held, is_question_held, reaches_parents
from casework.naked_pictures import question_first
from casework.protocol_model import Action, Intervention, Part
from casework.runs_apart import current_runs, means_apart, pupils_having
from casework.taking_part import in_turns, parties_apart, parties_in, why_nobody_to_do_it_with


class Status(Enum):
    """How an action stands."""

    DONE = "done"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not_applicable"
    HELD = "held"  # a pupil is not safe at home: first somebody decides whether the parents may be reached
    REPLACED = "replaced"  # consent was refused, the alternative takes its place
    REFUSED = "refused"  # consent was refused and blocks it
    WITHDRAWN = "withdrawn"  # it belongs to a means that runs, to which the pupil does not agree any more
    CONSENT_UNASKED = "consent_unasked"
    WAITING = "waiting"  # something else comes first
    OPEN = "open"


SETTLED = frozenset(
    {Status.DONE, Status.SKIPPED, Status.NOT_APPLICABLE, Status.HELD, Status.REPLACED, Status.WITHDRAWN}
)
"""What nothing waits for."""


_STUCK = "step_blocked"
"""That the step in which the case is cannot be carried out: it is said of that step only."""


def status_of(case: Case, action: Action) -> Status:
    """How `action` stands in `case`, whether or not its step is open or its intervention runs."""
    if is_done(case, action):
        return Status.DONE
    if action.key in case.skipped:
        return Status.SKIPPED
    if not holds(action.when, case.facts()) or _is_over(case, action) or _asks_nothing_more(case, action):
        return Status.NOT_APPLICABLE
    if is_held(case, action) or _all_left_wait(case, action) or _asks_only_of_home(case, action):
        return Status.HELD
    if _is_withdrawn(case, action):
        return Status.WITHDRAWN
    if question_first(case, action) is not None:
        return Status.WAITING
    return consent_status(case, action) or _order_status(case, action)


def is_live(case: Case, part: Part, action: Action) -> bool:
    """Whether the case still expects the action.

    Work for which a step waited ends when the step is left early, and so does what only made sense beside it. What
    belongs to an intervention lasts as long as that does, but for what belongs to its end. A series that goes on in a
    later step is expected there.
    """
    return action.key not in _continued_after(case, part) and _is_expected(case, part, action)


def _is_expected(case: Case, part: Part, action: Action) -> bool:
    if isinstance(part, Intervention):
        return case.is_running(part) or (action in part.reentry and _came_to_an_end(case, part))
    if part.key not in case.steps_opened:
        return False
    return part.key == case.step_key or _outlives_its_step(case, part, action)


def _came_to_an_end(case: Case, intervention: Intervention) -> bool:
    """Whether its newest run is over, of a pupil who has it apart; what was agreed and never began leaves nothing of an
    earlier run to be done."""
    return any(not run.is_running for run in current_runs(case, intervention))


def _outlives_its_step(case: Case, part: Part, action: Action) -> bool:
    """Whether the case expects the action after its step: not what asks whether that step is stuck (P003 N-64).

    Of a step that was left early parents still hear what was to be told, colleagues too, and files are put in order;
    a talk with pupils ends, unless it comes back, and so does what waits for work that ended, or asks about that. What
    is to be told to pupils or their parents waits until somebody is known. Of steps that were left for another track
    nothing goes on: it is for other people.
    """
    if part.key in case.ended_steps or _STUCK in facts_named(action.when):
        return False
    if part.key not in case.left_early:
        return True
    if ends_with_its_step(action) or (action.holds_step and why_nobody_to_do_it_with(case, action) is not None):
        return False
    if not action.outlives_step and any(_was_left(case, part, key) for key in action.needs):
        return False
    return not action.asks or not all(_was_left(case, part, key) for key in action.asks)


def ends_with_its_step(action: Action) -> bool:
    """Whether nobody asks for it any more once its step was left early."""
    if action.outlives_step is not None:
        return not action.outlives_step
    if action.holds_step or action.asks:
        return action.holds_step and not _tells_what_must_be_told(action)
    comes_back = any(timer.repeat is not None for timer in action.timers)
    return action.kind == "talk" and not comes_back and not reaches_parents(action)


def _tells_what_must_be_told(action: Action) -> bool:
    """Never to whom it is about: with them a step decides what they hear."""
    told = {notice.to.party for notice in action.notices if notice.modality == "must"}
    must = action.kind == "notify" and action.modality == "must" and bool(told)
    return must and "subject" not in told | {action.parties}


def _was_left(case: Case, part: Part, key: str) -> bool:
    """Whether this other work of the step ended with it and was never done."""
    found = next((action for action in part.all_actions if action.key == key), None)
    return found is not None and ends_with_its_step(found) and status_of(case, found) not in SETTLED


def live_actions(case: Case) -> tuple[tuple[Part, Action], ...]:
    """Every action that the case expects, with its step or intervention: steps in the order of their opening."""
    began = (one for one in case.protocol.interventions if one.key in case.runs)
    parts: tuple[Part, ...] = (*case.opened_steps(), *began)
    return tuple(
        (part, action)
        for part in parts
        for continued in (_continued_after(case, part),)
        for action in part.all_actions
        if action.key not in continued and _is_expected(case, part, action)
    )


def hearing(case: Case) -> tuple[tuple[Part, Action], ...]:
    """The watch actions that a signal reaches now: those of the step, then those of what runs beside it."""
    beside = (one for one in case.protocol.interventions if case.is_running(one))
    parts: tuple[Part, ...] = (case.step, *beside)
    return tuple(
        (part, action)
        for part in parts
        for action in part.actions
        if action.kind == "watch" and holds(action.when, case.facts())
    )


def is_done(case: Case, action: Action) -> bool:
    """Whether nothing of the action is left: for each pupil, concluded, every consent that can be asked answered."""
    if action.kind == "identify":
        return case.victim_known
    entries = case.done.get(action.key, ())
    if action.answers:
        answer = action.answer(case.last_answer(action) or "")
        return answer is not None and not answer.again
    if _answered(case, action) and not consents_to_ask(case, action):
        return True
    return bool(entries or case.left_out.get(action.key)) and not pupils_left(case, action)


def days_done(case: Case, action: Action) -> tuple[date, ...]:
    """The days on which it was done, the earliest recorded first; of what only asks the day of the last answer."""
    entries = case.done.get(action.key, ())
    answered = _answered(case, action)
    if not entries and answered and not consents_to_ask(case, action):
        return (max(local_date(case.consents[key].at) for key in answered),)
    return tuple(entry.on for entry in entries)


def consents_to_ask(case: Case, action: Action) -> tuple[str, ...]:
    """The keys of what this action still asks the consent for: not what was answered before, not what was done for good
    or left out, and nothing that concerns a home as long as nothing may reach it."""
    unasked = (key for key in action.asks if key not in case.consents)
    guarded = ((key, guarded_by_consent(case, key)) for key in unasked if not is_behind_us(case, key))
    return tuple(key for key, one in guarded if one is None or not is_question_held(case, one))


def is_behind_us(case: Case, key: str) -> bool:
    """Whether the action `key` was done and does not come back, or was left out, so that nobody is asked whether it
    may be done."""
    found = case.protocol.find_action(key)
    if found is None:
        return False
    comes_back = any(timer.repeat is not None for timer in found[1].timers)
    return key in case.skipped or (is_done(case, found[1]) and not comes_back)


def _answered(case: Case, action: Action) -> tuple[str, ...]:
    return tuple(key for key in action.asks if key in case.consents)


def _asks_only_of_home(case: Case, action: Action) -> bool:
    """Whether all that it is there to ask waits, so that there is nothing to talk about yet."""
    asked = bool(action.asks) and not _answered(case, action) and not consents_to_ask(case, action)
    return asked and not _asks_nothing_more(case, action)


def _asks_nothing_more(case: Case, action: Action) -> bool:
    """Whether all that it is there to ask was done before anybody asked."""
    return bool(action.asks) and all(is_behind_us(case, key) for key in action.asks)


def pupils_of(case: Case, action: Action) -> tuple[str, ...]:
    """The pupils who each are to have been in it, apart or in turns; empty for an action that is done once. Of a means
    that each pupil has apart those who have it, and whoever it is not for."""
    if action.parties == "each_of_support_group":
        return _support_group(case, action)
    parties = parties_apart(action)
    found = tuple(pupil for pupil, party in case.pupils.items() if party in parties)
    means = means_apart(case, action) if found and case.runs else None
    if means is None:
        return found
    having, its_own = pupils_having(case, means, action), parties_in(means)
    return tuple(pupil for pupil in found if pupil in having or case.pupils[pupil] not in its_own)


def pupils_left(case: Case, action: Action) -> tuple[str, ...]:
    """Those of `pupils_of` with whom it was not done yet; an entry without participants counts for all known then.

    A pupil who comes into the case later is still to be reached (P000 N-05, A000-8: the parents of each). After a
    conclusion by which it comes once more, everybody is.
    """
    reached = {pupil for entry in _of_this_time(case, action) for pupil in (*entry.participants, *entry.all_then)}
    reached |= case.left_out.get(action.key, frozenset())
    return tuple(pupil for pupil in pupils_of(case, action) if pupil not in reached)


def _of_this_time(case: Case, action: Action) -> tuple[Done, ...]:
    """What was done of it since the last conclusion by which, or after which, it was to come once more."""
    entries = case.done.get(action.key, ())
    again = frozenset(answer.key for answer in action.answers if answer.again)
    ended = [place for place, entry in enumerate(entries) if entry.once_more or entry.answer in again]
    return entries[ended[-1] + 1 :] if ended else entries


def too_many_at_once(case: Case, action: Action) -> int | None:
    """How many who bully may be in one talk, when it cannot be held with all who are left: somebody says with whom.

    When it comes back and nobody is left, with all of them again. None where one talk will do, for what is done with
    each apart, and where the protocol only warns.
    """
    return _exceeded(case, action) if in_turns(action) else None


def is_told_in_parts(case: Case, action: Action) -> bool:
    """Whether not all who are left may be in one entry, so that somebody says with whom it was; what is done with each
    apart too (P000 AX-5)."""
    return _exceeded(case, action) is not None


def _exceeded(case: Case, action: Action) -> int | None:
    """How many who bully may be in one talk, when more than these are left."""
    bounds = action.participants
    if bounds is None or bounds.max_bullies is None or not bounds.hard:
        return None
    together = pupils_left(case, action) or pupils_of(case, action)
    bullies = [pupil for pupil in together if case.pupils.get(pupil) in ("bully", "follower")]
    return bounds.max_bullies if len(bullies) > bounds.max_bullies else None


def pupils_held(case: Case, action: Action) -> tuple[str, ...]:
    """Those of `pupils_of` whose parents nothing may reach now; none for what does not reach parents."""
    pupils = pupils_of(case, action) if reaches_parents(action) else ()
    return tuple(pupil for pupil in pupils if home_waits(case, pupil))


def pupils_waiting(case: Case, action: Action) -> tuple[str, ...]:
    """Those with whom it cannot be done yet: their parents may not be reached, or something else comes first."""
    held, left = pupils_held(case, action), set(pupils_left(case, action))
    first = {pupil for needed in _unsettled_needs(case, action) for pupil in left - _had_with(case, needed)}
    return tuple(pupil for pupil in pupils_of(case, action) if pupil in held or pupil in first)


def guarded_by_consent(case: Case, key: str) -> Action | Intervention | None:
    """The action or intervention `key` for which a consent is asked, or None."""
    found = case.protocol.find_action(key)
    means: list[Action | Intervention] = [*case.protocol.interventions, *([found[1]] if found else [])]
    return next((one for one in means if one.key == key and one.consent is not None), None)


def asked_party(guarded: Action | Intervention) -> str:
    """Whose agreement guards this; the pupil's where nothing else is said."""
    return guarded.consent.party if guarded.consent is not None else "victim"


def consent_status(case: Case, guarded: Action | Intervention) -> Status | None:
    """How a consent guards this, None when nothing is in the way."""
    consent = guarded.consent
    if consent is None or consent.on_refusal == "record_only":
        return None
    if consent.unless is not None and holds(consent.unless, case.facts()):
        return None
    state = case.consents.get(guarded.key)
    if state is None or state.used_up:
        return Status.CONSENT_UNASKED
    if state.answer == "given":
        return None
    return Status.REPLACED if consent.on_refusal == "alternative" else Status.REFUSED


def is_asked_elsewhere(case: Case, action: Action) -> bool:
    """Whether another action that is still to do asks for the consent to this one."""
    return any(
        action.key in other.asks and other.modality == "must" and status_of(case, other) not in SETTLED
        for _, other in live_actions(case)
    )


def consent_withdrawn(case: Case, intervention: Intervention) -> bool:
    """Whether it runs although who agreed to it says no by now (P003 [003:139-141])."""
    refused = (Status.REFUSED, Status.REPLACED)
    return case.is_running(intervention) and consent_status(case, intervention) in refused


def _is_withdrawn(case: Case, action: Action) -> bool:
    """What belongs to the end of a means goes on: it has to end."""
    if not case.runs:
        return False
    found = case.protocol.find_action(action.key)
    part = found[0] if found else None
    return isinstance(part, Intervention) and action in part.actions and consent_withdrawn(case, part)


def _all_left_wait(case: Case, action: Action) -> bool:
    if not home_is_unsafe(case):
        return False
    left = pupils_left(case, action)
    return bool(left) and set(left) <= set(pupils_held(case, action))


def _is_over(case: Case, action: Action) -> bool:
    """Whether every date of the action stops at a fact that is true now."""
    facts = case.facts()
    return bool(action.timers) and all(timer.until and facts.get(timer.until) is True for timer in action.timers)


def _continued_after(case: Case, part: Part) -> frozenset[str]:
    """The series of this step that go on in steps that were opened after it (P000 T-04, T-05)."""
    order = list(case.steps_opened)
    if part.key not in order or part.key == order[-1]:
        return frozenset()
    later = (case.protocol.step(key) for key in order[order.index(part.key) + 1 :])
    return frozenset(one.continues for step in later for one in step.actions if one.continues is not None)


def _support_group(case: Case, action: Action) -> tuple[str, ...]:
    found = case.protocol.find_action(action.key)
    run = case.last_run(found[0]) if found and isinstance(found[0], Intervention) else None
    return run.participants if run else ()


def _order_status(case: Case, action: Action) -> Status:
    return Status.WAITING if action_in_the_way(case, action) else Status.OPEN


def action_in_the_way(case: Case, action: Action) -> Action | None:
    """The first action that has to be settled before this one, or None.

    What is done with each pupil apart waits for that pupil only: one who came later holds nobody else back.
    """
    if not action.needs:
        return None
    left = set(pupils_left(case, action))
    return next((one for one in _unsettled_needs(case, action) if left.isdisjoint(_had_with(case, one))), None)


def _unsettled_needs(case: Case, action: Action) -> Iterator[Action]:
    for key in action.needs:
        found = case.protocol.find_action(key)
        if found is None or status_of(case, found[1]) in SETTLED:
            continue
        if not (action.outlives_step and found[0].key in case.left_early and not is_live(case, *found)):
            yield found[1]


def _had_with(case: Case, needed: Action) -> set[str]:
    """The pupils with whom it was done already, of those with each of whom it is done; a conclusion is for all."""
    return set() if needed.answers else set(pupils_of(case, needed)) - set(pupils_left(case, needed))
