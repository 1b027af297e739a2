"""Whether two cases about the same may become one: what was promised of who reads the one then holds in the other."""

from dataclasses import dataclass

from casework.tracks import Way
from casework.wording import Refusal, refusal


@dataclass(frozen=True)
class Side:
    """One of the two cases: the way that it goes, who may never know of it, and who reads it or leads its step.

    People are ids of the school's file. `to_confidant`: its reporter chose to tell the confidant, who still has it;
    `agreed`: its pupil let the first contact's line in on that (P000 A000-22).
    """

    way: Way
    barred: frozenset[str]
    readers: frozenset[str] = frozenset()
    to_confidant: bool = False
    agreed: bool = False


def go_the_same_way(one: Side, other: Side) -> bool:
    """Whether the same people could come to read both; what is kept apart is never joined.

    Of two that are the confidant's the first contact's line comes to read the one whose pupil agreed, so that the other
    pupil's story would come along without a yes.
    """
    if one.way.kept_apart or other.way.kept_apart or one.to_confidant != other.to_confidant:
        return False
    if one.to_confidant and one.agreed != other.agreed:
        return False
    return (one.way.closed, one.way.passes_contact) == (other.way.closed, other.way.passes_contact)


def why_not_joined(closes: Side, goes_on: Side, other: int | str) -> Refusal | None:
    """Why the one case cannot go on in the other, None when it can; `other` is what the answer calls the other case.

    Nobody whom the case that closes is about, or whom its reporter left out, comes to read it through the other.
    """
    if not go_the_same_way(closes, goes_on):
        return refusal("join-another-way")
    if not closes.barred.isdisjoint(goes_on.readers):
        return refusal("join-somebody-barred", other=other)
    return None
