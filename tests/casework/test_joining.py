"""Two cases become one only where what was promised of who reads the one holds in the other too."""

import pytest

from casework.joining import Side, go_the_same_way, why_not_joined
from casework.tracks import Way

ORDINARY = Way("1", receives=())


def side(way: Way = ORDINARY, *, barred: str = "", readers: str = "", to_confidant: bool = False) -> Side:
    return Side(way, frozenset(barred.split()), frozenset(readers.split()), to_confidant)


def test_two_cases_that_go_the_same_way_become_one() -> None:
    assert why_not_joined(side(barred="carla"), side(barred="dirk", readers="anna bert"), 3) is None


def test_who_may_not_know_of_the_one_does_not_come_to_read_it_through_the_other() -> None:
    why = why_not_joined(side(barred="bert"), side(readers="anna bert"), 3)
    assert why is not None
    assert (why.key, dict(why.fields)) == ("join-somebody-barred", {"other": 3})


def test_who_may_not_know_of_the_other_is_no_reader_of_it_and_is_in_nobodys_way() -> None:
    assert why_not_joined(side(readers="bert"), side(barred="bert", readers="anna"), 3) is None


@pytest.mark.parametrize(
    "other",
    [
        side(to_confidant=True),
        side(Way("1", receives=(), closed=True)),
        side(Way("1", receives=(), passes_contact=True)),
        side(Way("1", receives=(), house_rule="staff_not_named")),
    ],
    ids=["to the confidant", "past the line", "past the first contact", "kept apart"],
)
def test_what_goes_another_way_is_never_joined(other: Side) -> None:
    assert not go_the_same_way(side(), other)
    why = why_not_joined(other, side(), 3)
    assert why is not None
    assert why.key == "join-another-way"


def test_two_cases_that_are_each_kept_apart_stay_apart() -> None:
    kept = side(Way("1", receives=(), house_rule="sexual_conduct_of_staff"))
    assert not go_the_same_way(kept, kept)
