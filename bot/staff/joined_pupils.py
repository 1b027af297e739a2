"""Which pupils of a case that closes the case that goes on knows already, which it does not, and of whom to ask.

Pupils are told apart by name and class. Nobody is put together who only may be the same: a person says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.flows.pupil_class import class_known
from casework.case import Case
from casework.case_events import CaseEvent, VictimIdentified
from casework.names import words_of

NEW = "new"
"""What is answered about a pupil whom the other case does not know yet."""


@dataclass(frozen=True)
class PupilAlong:
    """A pupil of the case that closes. `alike` are the pupils of the other case (references) whom it may be."""

    pupil: str
    party: str
    name: str | None
    class_id: str | None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True)
class PupilsAlong:
    """`new` come along as they are; of each in `unclear` a person says who it is."""

    new: tuple[PupilAlong, ...]
    unclear: tuple[PupilAlong, ...]


def pupils_along(this: Case, other: Case, names: Mapping[str, str], other_names: Mapping[str, str]) -> PupilsAlong:
    """The pupils of `this` whom `other` does not surely know. Names are by reference, as far as they are known."""
    told = [_along(this, pupil, names) for pupil in this.pupils]
    known = [_along(other, pupil, other_names) for pupil in other.pupils]
    new, unclear = [], []
    for one in told:
        if any(_is_surely(one, there) for there in known):
            continue
        alike = tuple(there.pupil for there in known if _may_be(one, there))
        second = one.party == "victim" and other.victim in other.pupils
        if alike or second:
            everybody = dict.fromkeys((*alike, *((other.victim,) if second and other.victim else ())))
            unclear.append(PupilAlong(one.pupil, one.party, one.name, one.class_id, tuple(everybody)))
        else:
            new.append(one)
    return PupilsAlong(tuple(new), tuple(unclear))


def said_by_themselves(events: tuple[CaseEvent, ...], pupil: str) -> bool:
    """Whether a person of the school confirmed that this pupil is the one who reported."""
    return any(isinstance(one, VictimIdentified) and one.pupil == pupil and one.is_reporter for one in events)


def _along(case: Case, pupil: str, names: Mapping[str, str]) -> PupilAlong:
    return PupilAlong(pupil, case.pupils[pupil], names.get(pupil), case.classes.get(pupil))


def _is_surely(one: PupilAlong, there: PupilAlong) -> bool:
    """The same reference, or the same name in the same class."""
    if one.pupil == there.pupil:
        return True
    named = one.name is not None and there.name is not None and words_of(one.name) == words_of(there.name)
    return named and class_known(one.class_id) and one.class_id == there.class_id


def _may_be(one: PupilAlong, there: PupilAlong) -> bool:
    """A name that is part of the other's or begins alike; without a name whoever has the same side in the case."""
    if one.name is None or there.name is None:
        return (one.party == "victim") == (there.party == "victim")
    mine, theirs = words_of(one.name), words_of(there.name)
    whole = mine == theirs or set(mine) <= set(theirs) or set(theirs) <= set(mine)
    may_share_class = one.class_id == there.class_id or not (class_known(one.class_id) and class_known(there.class_id))
    return whole or (may_share_class and mine[:1] == theirs[:1])


def pupils_to_ask(along: PupilsAlong, said: Mapping[str, str]) -> Iterator[PupilAlong]:
    """Those of whom nobody said yet who they are."""
    return (one for one in along.unclear if one.pupil not in said)
