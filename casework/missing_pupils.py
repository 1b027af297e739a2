"""Whether work is done with pupils on the other side of whom nobody was added to the case yet."""

from collections.abc import Iterable

from casework.action_status import Status, status_of
from casework.case_offers import ActionOffer
from casework.case_state import Case

_WITH_THE_OTHER_SIDE = frozenset({
    "each_bully", "all_bullies", "each_bully_with_victim", "each_bully_with_parents", "parents_of_each_bully",
})  # fmt: skip
_WITH_BOTH_SIDES = frozenset({
    "each_involved", "parents_of_each_involved", "all_involved", "each_family", "all_families",
})  # fmt: skip
"""Of these the pupil to whom it happens is one, so that it can be done, and ticked, with that pupil alone."""

_WHO_DOES_IT = "offender_known"


def lacks_pupil(case: Case, offers: Iterable[ActionOffer]) -> bool:
    """Whether something is to be done now with pupils on the other side, or was done with one side alone though
    somebody concluded who does it, while none was added.

    What is done with everybody involved misses nobody once it was said that they are not known.
    """
    if _has_other_side(case):
        return False
    unknown = case.facts().get(_WHO_DOES_IT) is False
    wanted = _WITH_THE_OTHER_SIDE if unknown else _WITH_THE_OTHER_SIDE | _WITH_BOTH_SIDES
    open_now = (one.key for one in offers if one.required and not one.done and _waits_for_pupils_only(one))
    found = (case.protocol.find_action(key) for key in open_now)
    return any(one is not None and one[1].parties in wanted for one in found) or is_known_but_not_added(case)


def is_known_but_not_added(case: Case) -> bool:
    """Whether somebody concluded who does it, and an opened step has work with everybody involved, while nobody of the
    other side was added; that work reaches only the pupil to whom it happens."""
    if case.is_closed or _has_other_side(case) or case.facts().get(_WHO_DOES_IT) is not True:
        return False
    opened = (action for step in case.opened_steps() for action in step.all_actions)
    apply = (one for one in opened if one.parties in _WITH_BOTH_SIDES)
    return any(status_of(case, one) not in (Status.NOT_APPLICABLE, Status.SKIPPED) for one in apply)


def _has_other_side(case: Case) -> bool:
    return any(party in ("bully", "follower") for party in case.pupils.values())


def _waits_for_pupils_only(offer: ActionOffer) -> bool:
    return offer.allowed or (offer.why_not is not None and offer.why_not.key == "refusal-side-unknown")
