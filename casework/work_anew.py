"""Work that is to be done again because its occasion, its step or its means came anew.

P003 N-64 is the example: each time that a step turns out to be blocked, the antipestcoördinator is consulted, also
when that was done about an earlier time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from casework.case_events import ActionDone, CaseEvent, FactEstablished, OutcomeRecorded, TrackChanged
from casework.case_state import Case
from casework.conditions import Condition, holds
from casework.protocol_model import Action, Part


def with_work_anew(before: Case, case: Case, event: CaseEvent) -> Case:
    """The case with the work of its step, and of what runs, open again where its `when` comes to hold anew.

    That is when it did not hold before `event` and does after it, or when somebody establishes anew a fact by which
    it holds. What was done stays in the history. A step that is left for another track asks nothing anew.
    """
    if isinstance(event, TrackChanged) and event.step is not None:
        return case
    anew = [action for action in _within_reach(case) if _comes_anew(before, case, action, event)]
    return begun_anew(case, anew) if anew else case


def begun_anew(case: Case, actions: Iterable[Action]) -> Case:
    """The case with this work as if nobody began it: nothing of an earlier time counts, no day that was chosen for it,
    and nothing that was put off. What was done stays in the history."""
    anew = tuple(actions)
    keys = {action.key for action in anew}
    timers = {timer.id for action in anew for timer in action.timers}
    return replace(
        case,
        done={key: entries for key, entries in case.done.items() if key not in keys},
        skipped=case.skipped - keys,
        chosen={timer: on for timer, on in case.chosen.items() if timer not in timers},
        every={timer: days for timer, days in case.every.items() if timer not in timers},
        tapered=case.tapered - timers,
        postponed={key: to for key, to in case.postponed.items() if key.split(":")[1] not in keys},
    )


def with_another_look(case: Case, key: str) -> Case:
    """The case in which the evaluation `key` comes anew, counted from the last one (P001 A001-5, A001-6).

    What that one concluded counts no more, nor what it said of the case, nor that the question at the end was put off.
    """
    found = case.protocol.find_action(key)
    entries = case.done.get(key, ())
    last = max((place for place, entry in enumerate(entries) if entry.answer is not None), default=None)
    if found is None or last is None:
        return case
    answer = found[1].answer(entries[last].answer or "")
    said = {*found[1].sets, *(answer.sets if answer is not None else ())}
    marked = (*entries[:last], replace(entries[last], once_more=True), *entries[last + 1 :])
    return replace(
        case,
        done={**case.done, key: marked},
        step_facts={fact: value for fact, value in case.step_facts.items() if fact not in said},
        postponed={duty: to for duty, to in case.postponed.items() if duty != f"gate:{case.step_key}"},
    )


def _within_reach(case: Case) -> Iterator[Action]:
    parts: tuple[Part, ...] = (case.step, *(one for one in case.protocol.interventions if case.is_running(one)))
    for part in parts:
        for action in part.all_actions:
            if action.when is not None and (action.key in case.done or action.key in case.skipped):
                yield action


def _comes_anew(before: Case, case: Case, action: Action, event: CaseEvent) -> bool:
    if not holds(action.when, case.facts()):
        return False
    if isinstance(event, ActionDone | OutcomeRecorded) and event.action == action.key:
        return False
    said_anew = isinstance(event, FactEstablished) and _holds_by(case, action.when, event.fact)
    return said_anew or not holds(action.when, before.facts())


def _holds_by(case: Case, condition: Condition | None, fact: str) -> bool:
    """Whether a comparison with `fact` is one of those by which the condition holds."""
    if condition is None or condition.none_of is not None or not holds(condition, case.facts()):
        return False
    if condition.fact is not None:
        return condition.fact == fact
    return any(_holds_by(case, part, fact) for part in (*(condition.all_of or ()), *(condition.any_of or ())))
