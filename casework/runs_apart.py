"""The means that each pupil has apart: which runs count now, what of their work is each pupil's own, and a case as it
is for one of them. Two pupils who are sent home each have a start, an end and a talk before they come back (P000
A000-6, P001 T-19).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from casework.case_state import Case, Done, Run
from casework.protocol_model import Action, Intervention, Part, Protocol
from casework.taking_part import parties_apart, parties_in
from casework.work_anew import begun_anew


def means_apart(case: Case, action: Action) -> Intervention | None:
    """The means that began and that each pupil has apart, of whose work this action is; None for other work."""
    for key in case.runs:
        means = case.protocol.intervention(key)
        if means.per_pupil and any(one.key == action.key for one in means.all_actions):
            return means
    return None


def is_own_work(part: Part, action: Action) -> bool:
    """Whether each pupil who has the means is to have been in this action of it."""
    if not isinstance(part, Intervention) or not part.per_pupil:
        return False
    return not set(parties_apart(action)).isdisjoint(parties_in(part))


def own_work(protocol: Protocol, key: str) -> Action | None:
    """The action with this key, where each pupil who has its means is to have been in it; None for other work."""
    found = protocol.find_action(key)
    return found[1] if found is not None and is_own_work(*found) else None


def current_runs(case: Case, means: Intervention) -> tuple[Run, ...]:
    """The newest run of each pupil who has the means apart, in the order in which they began; of another means the
    newest. One that was agreed and never began leaves nothing of an earlier one."""
    newest: list[Run] = []
    seen: set[str] = set()
    for run in reversed(case.runs.get(means.key, ())):
        if not newest or (means.per_pupil and seen.isdisjoint(run.participants)):
            newest.append(run)
        seen.update(run.participants)
    return tuple(run for run in reversed(newest) if not run.never_began)


def pupils_having(case: Case, means: Intervention, action: Action) -> frozenset[str]:
    """The pupils whose run still asks for the action: while it lasts, and afterwards for what belongs to its end."""
    runs = current_runs(case, means)
    lasting = [run for run in runs if run.is_running]
    at_the_end = any(one.key == action.key for one in means.reentry)
    return frozenset(pupil for run in (runs if at_the_end else lasting or runs) for pupil in run.participants)


def in_run(case: Case, means: Intervention, run: Run) -> Case:
    """The case as it is for who has this run: no other run of the means, and of each pupil's own work theirs alone."""
    own = {action.key for action in means.all_actions if is_own_work(means, action)}
    pupils = {pupil for pupil, party in case.pupils.items() if party not in parties_in(means)} | {*run.participants}
    done = {key: _only(entries, pupils) if key in own else entries for key, entries in case.done.items()}
    return replace(case, runs={**case.runs, means.key: (run,)}, done=_kept(done))


def apart_anew(case: Case, means: Intervention, pupils: Iterable[str]) -> Case:
    """The case as these pupils begin with the means: their own work of it, and what is done once, is to be done anew;
    that of others who have it stays as it is."""
    own = [action for action in means.all_actions if is_own_work(means, action)]
    of_all = (action for action in means.all_actions if not is_own_work(means, action))
    others = {pupil for run in current_runs(case, means) for pupil in run.participants} - set(pupils)
    keys = {action.key for action in own}
    done = {key: _only(entries, others) if key in keys else entries for key, entries in case.done.items()}
    left_out = {key: left & others if key in keys else left for key, left in case.left_out.items()}
    kept = {key: to for key, to in case.postponed.items() if not any(is_of_pupil(key, pupil) for pupil in pupils)}
    begun = replace(case, done=_kept(done), left_out=left_out, skipped=case.skipped - keys, postponed=kept)
    return begun_anew(begun, of_all)


def key_of_pupils(key: str, run: Run) -> str:
    """The key of a duty that is about one run of a means that each pupil has apart."""
    return ":".join((key, *run.participants))


def is_of_pupil(key: str, pupil: str) -> bool:
    """Whether the key is that of a duty about a run of this pupil."""
    return pupil in key.split(":")[2:]


def _only(entries: tuple[Done, ...], pupils: set[str]) -> tuple[Done, ...]:
    """What was done with one of these, as far as it was with them; a conclusion is for all."""
    kept = (
        replace(
            one,
            participants=tuple(pupil for pupil in one.participants if pupil in pupils),
            all_then=tuple(pupil for pupil in one.all_then if pupil in pupils),
        )
        for one in entries
    )
    return tuple(one for one in kept if one.participants or one.all_then or one.answer is not None)


def _kept(done: Mapping[str, tuple[Done, ...]]) -> dict[str, tuple[Done, ...]]:
    return {key: entries for key, entries in done.items() if entries}
