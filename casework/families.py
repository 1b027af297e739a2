"""Whose parents an action reaches, and with which action of a case the parents of a pupil are reached now."""

from collections.abc import Iterator

from casework.action_status import Status, live_actions, pupils_of, status_of
from casework.case_state import Case
from casework.home_safety import is_held, reaches_parents
from casework.protocol_model import Action, RoleExpr

_SIDES = ("victim", "bully", "follower")


def families_of(case: Case, action_key: str) -> tuple[str, ...]:
    """The pupils, by reference, whose parents the action is for, in the order in which they came into the case.

    Empty for an action that the protocol does not have, and while nobody knows the pupils.
    """
    found = case.protocol.find_action(action_key)
    if found is None:
        return ()
    apart = pupils_of(case, found[1])
    if apart:
        return apart
    parties = set(_parties(found[1]))
    return tuple(pupil for pupil, party in case.pupils.items() if party in parties)


def contact_with(case: Case, pupil: str) -> Action | None:
    """The action with which the parents of this pupil are reached: the newest that is open, else that was done.

    None while nothing may reach that home: it is not safe, the pupil did not agree, something else comes first.
    """
    steps = ((step, action) for step in case.opened_steps() for action in step.actions)
    known = {action.key: action for _, action in (*steps, *live_actions(case))}
    fitting = [one for one in known.values() if reaches_parents(one) and pupil in families_of(case, one.key)]
    for wanted in (Status.OPEN, Status.DONE):
        found = [action for action in fitting if status_of(case, action) is wanted and not is_held(case, action)]
        if found:
            return found[-1]
    return None


def _parties(action: Action) -> Iterator[str]:
    """The parts that pupils have in a case, of those whose parents are meant."""
    named = (action.parties or "", *(party for notice in action.notices for party in _parties_of(notice.to)))
    homes = [one for one in named if "parents" in one or "famil" in one]
    for home in homes:
        if "victim" in home:
            yield "victim"
        elif "bull" in home:
            yield from _SIDES[1:]
        else:
            yield from _SIDES


def _parties_of(to: RoleExpr) -> Iterator[str]:
    if to.party is not None:
        yield to.party
    for part in (*to.any_of, *to.all_of):
        yield from _parties_of(part)
