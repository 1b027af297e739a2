"""Two cases become one only where what was promised of who reads the one holds in the other too."""

import pytest

from casework.joining import Side, go_the_same_way, why_not_joined
from casework.tracks import Way

ORDINARY = Way("1", receives=())


def side(
    way: Way = ORDINARY, *, barred: str = "", readers: str = "", to_confidant: bool = False, agreed: bool = False
) -> Side:
    return Side(way, frozenset(barred.split()), frozenset(readers.split()), to_confidant, agreed)


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


@pytest.mark.parametrize("closes_agreed", [True, False], ids=["the one that closes", "the one that goes on"])
def test_of_two_with_the_confidant_none_joins_where_only_one_of_the_pupils_agreed(closes_agreed: bool) -> None:
    """P000 A000-22: the first contact's line reads only what the pupil let them in on."""
    closes, goes_on = (side(to_confidant=True, agreed=agreed) for agreed in (closes_agreed, not closes_agreed))
    why = why_not_joined(closes, goes_on, 3)
    assert why is not None
    assert why.key == "join-another-way"


@pytest.mark.parametrize("agreed", [True, False])
def test_two_with_the_confidant_become_one_where_both_pupils_said_the_same(agreed: bool) -> None:
    both = side(to_confidant=True, agreed=agreed)
    assert why_not_joined(both, both, 3) is None


def test_what_a_pupil_let_go_from_the_confidant_joins_what_was_never_there() -> None:
    assert why_not_joined(side(agreed=True), side(), 3) is None
    assert why_not_joined(side(), side(agreed=True), 3) is None
