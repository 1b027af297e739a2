"""Whose parents an action reaches, and with which action of a case the parents of a pupil are reached now."""

from casework.action_status import (
    Status,
    asked_party,
    guarded_by_consent,
    is_done,
    live_actions,
    pupils_of,
    status_of,
)
from casework.case_state import Case
from casework.home_safety import home_waits, is_held, parties_reached, reaches_parents
from casework.protocol_model import Action, Intervention
from casework.taking_part import in_turns


def families_of(case: Case, action_key: str) -> tuple[str, ...]:
    """The pupils, by reference, whose parents the action is for, in the order in which they came into the case.

    Empty for an action that the protocol does not have, and while nobody knows the pupils.
    """
    found = case.protocol.find_action(action_key)
    if found is None:
        return ()
    apart = pupils_of(case, found[1])
    if apart and not in_turns(found[1]):
        return apart
    parties = set(parties_reached(found[1]))
    return tuple(pupil for pupil, party in case.pupils.items() if party in parties)


def contacts_with(case: Case, pupil: str) -> tuple[Action, ...]:
    """The actions with which the parents of this pupil are reached: all that are open, the newest first, else the one
    that was done last.

    Empty while nothing may reach that home: it is not safe, the pupil did not agree, something else comes first.
    """
    if home_waits(case, pupil):
        return ()
    steps = ((step, action) for step in case.opened_steps() for action in step.actions)
    known = {action.key: action for _, action in (*steps, *live_actions(case))}
    fitting = [one for one in known.values() if reaches_parents(one) and pupil in families_of(case, one.key)]
    for wanted in (Status.OPEN, Status.DONE):
        found = [action for action in fitting if status_of(case, action) is wanted and not is_held(case, action)]
        if found:
            return tuple(reversed(found)) if wanted is Status.OPEN else (found[-1],)
    return ()


def contacts_refused(case: Case) -> tuple[tuple[Action | Intervention, str], ...]:
    """What reaches parents and a pupil said no to, with whose no it is: of what was done since, nothing stands."""
    refused = (key for key, state in case.consents.items() if state.answer == "refused" and not state.used_up)
    found = (guarded_by_consent(case, key) for key in refused)
    return tuple((one, asked_party(one)) for one in found if one is not None and _keeps_from_home(case, one))


def _keeps_from_home(case: Case, guarded: Action | Intervention) -> bool:
    done = isinstance(guarded, Action) and is_done(case, guarded)
    return reaches_parents(guarded) and not asked_party(guarded).startswith("parents") and not done


def contact_with(case: Case, pupil: str) -> Action | None:
    """The first of `contacts_with`; None when there is none."""
    return next(iter(contacts_with(case, pupil)), None)
