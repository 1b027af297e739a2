"""What the pupil to whom it happens sees of the case (design 4.11): where it is, what follows, what was done.

Only what concerns this pupil, in the protocol's own sentences for pupils: no names, no sanction, nothing that was
done with others, and nothing at all of a case about staff.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.action_status import asked_party, guarded_by_consent
from casework.calendar import local_date
from casework.case_events import (
    ActionDone,
    CaseEvent,
    ConsentGiven,
    ConsentRefused,
    OutcomeRecorded,
    VictimIdentified,
)
from casework.case_state import Case, Done
from casework.duties import duties
from casework.protocol_model import CLOSE, Action
from casework.terms import Calendar, SchoolTerms
from casework.wording import Label, wording

_WITH_THE_PUPIL = frozenset({
    "victim", "each_involved", "all_involved", "each_bully_with_victim", "victim_with_parents", "all_families",
    "each_family",
})  # fmt: skip
_WITH_THE_PARENTS = frozenset({"parents_of_victim", "parents_of_each_involved"})
_EACH_APART = frozenset({"each_involved", "each_family", "parents_of_each_involved"})
"""Where a pupil who is not among those with whom it was done still waits for it."""

_SPOKEN_TO = wording("pupil-done-talk")
_WORKING_ON_IT = wording("pupil-step-default")
_JUDGED = wording("pupil-step-judged")


@dataclass(frozen=True)
class DoneForPupil:
    """Something that was done with the pupil, or with their parents, on a day in Europe/Amsterdam."""

    on: date
    words: Label


@dataclass(frozen=True)
class PupilView:
    """Labels are sentences of the protocol or text keys; days are in Europe/Amsterdam.

    `now` is what the school does since the day `since`, None in a closed case; `next` what follows, None when that is
    not for the pupil to read. On `asked_on` somebody asks how it goes; `asked_soon` when that day is over, or when
    nobody chose it yet.
    """

    now: Label | None
    since: date | None
    next: Label | None = None
    asked_on: date | None = None
    asked_soon: bool = False
    done: tuple[DoneForPupil, ...] = ()


def confirmed_victim(events: Sequence[CaseEvent]) -> str | None:
    """The pupil of whom a person of the school said last that it is the one who reported; None while nobody did, or
    once it turned out to be somebody else."""
    last = next((one for one in reversed(events) if isinstance(one, VictimIdentified)), None)
    return last.pupil if last is not None and last.is_reporter and not last.is_staff else None


def is_about_staff(case: Case) -> bool:
    """Whether a member of staff is on either side: then nobody reads its steps in a chat."""
    return "staff" in (case.facts().get("offender_class"), case.facts().get("victim_class"))


def pupil_view(
    case: Case, events: Sequence[CaseEvent], pupil: str, calendar: Calendar, today: date, terms: SchoolTerms
) -> PupilView:
    """What the confirmed victim `pupil` of the case sees on the day `today`; `events` are those of which `case` is the
    fold."""
    done = done_for_pupil(case, events, pupil)
    if case.is_closed:
        return PupilView(None, None, done=done)
    view = replace(bare_view(case), now=case.step.for_the_pupil or _WORKING_ON_IT, next=_next(case), done=done)
    asking = [duty for duty in duties(case, calendar, terms) if _asks_how_it_goes(case, pupil, duty.action)]
    # By the day of any other duty the school still has to choose a date, or to ask whether it may.
    day = min((duty.due_on for duty in asking if duty.kind == "do"), default=None)
    if day is not None and day >= today:
        return replace(view, asked_on=day)
    return replace(view, asked_soon=bool(asking))


def bare_view(case: Case) -> PupilView:
    """Only that the school works on it, and since when: for a pupil whose own case was joined to this one, of which
    the steps are another pupil's."""
    if case.is_closed:
        return PupilView(None, None)
    return PupilView(_WORKING_ON_IT, local_date(case.steps_opened[case.step_key]))


def done_for_pupil(case: Case, events: Sequence[CaseEvent], pupil: str) -> tuple[DoneForPupil, ...]:
    """What was done with this pupil or their parents, in the order of the days and on a day as it was told, each once.

    A talk in which they were only asked what may be done is one too. What was done while somebody else passed for the
    victim is not theirs.
    """
    until = _since_this_victim(events, pupil)
    actions = {action.key: action for part in case.protocol.parts() for action in part.all_actions}
    times, lines = Counter[str](), []
    for place, event in enumerate(events):
        if isinstance(event, ActionDone | OutcomeRecorded):
            action, at = actions.get(event.action), times[event.action]
            times[event.action] += 1
            entries = case.history.get(event.action, ())[at : at + 1] if place >= until else ()
            lines += [line for entry in entries for line in _told_of(action, entry, pupil)]
        elif place >= until:
            lines += _asked_by(case, event)
    return tuple(sorted(dict.fromkeys(lines), key=lambda line: line.on))


def _told_of(action: Action | None, entry: Done, pupil: str) -> Iterator[DoneForPupil]:
    words = None if action is None else _words_of(action)
    if action is not None and words is not None and _concerns(action, entry, pupil):
        yield DoneForPupil(entry.on, words)


def _since_this_victim(events: Sequence[CaseEvent], pupil: str) -> int:
    """The place of the first event after the last time that another pupil was held for the victim."""
    others = [place for place, one in enumerate(events) if isinstance(one, VictimIdentified) and one.pupil != pupil]
    if not others:
        return 0
    mine = (place for place, one in enumerate(events) if isinstance(one, VictimIdentified) and place > others[-1])
    return next(mine, len(events))


def _asked_by(case: Case, event: CaseEvent) -> Iterator[DoneForPupil]:
    """The talk in which the pupil said what may be done: in the words of the action that asks it, where it has any."""
    if not isinstance(event, ConsentGiven | ConsentRefused):
        return
    guarded = guarded_by_consent(case, event.action)
    if guarded is None or asked_party(guarded) != "victim":
        return
    actions = (action for part in case.protocol.parts() for action in part.all_actions if event.action in action.asks)
    words = [words for action in actions if (words := _words_of(action)) is not None]
    yield DoneForPupil(local_date(event.at), words[0] if words else _SPOKEN_TO)


def _words_of(action: Action) -> Label | None:
    """Nothing of a punishment, nor of what is done with others; a talk has words of its own accord."""
    if action.kind == "punish" or action.parties not in _WITH_THE_PUPIL | _WITH_THE_PARENTS:
        return None
    of_itself = action.kind in ("talk", "evaluate") and action.parties in ("victim", "each_involved")
    return action.for_the_pupil or (_SPOKEN_TO if of_itself else None)


def _concerns(action: Action, entry: Done, pupil: str) -> bool:
    with_whom = entry.participants or entry.all_then
    return action.parties not in _EACH_APART or not with_whom or pupil in with_whom


def _next(case: Case) -> Label | None:
    """What follows for certain; where a person decides, that the school looks how it goes then."""
    gate = case.step.gate
    if gate.kind != "none":
        return _JUDGED if case.step.for_the_pupil else None
    if gate.on_yes is None or gate.on_yes == CLOSE:
        return None
    return case.protocol.step(gate.on_yes).for_the_pupil


def _asks_how_it_goes(case: Case, pupil: str, key: str | None) -> bool:
    found = case.protocol.find_action(key) if key is not None else None
    if found is None or found[1].parties not in _WITH_THE_PUPIL:
        return False
    action = found[1]
    comes_back = any(timer.repeat is not None for timer in action.timers)
    if action.kind != "evaluate" and not (action.kind == "talk" and comes_back):
        return False
    return comes_back or not any(_was_asked(entry, pupil) for entry in case.done.get(action.key, ()))


def _was_asked(entry: Done, pupil: str) -> bool:
    """Whether the pupil had their turn, while others still wait for theirs."""
    return pupil in entry.participants
