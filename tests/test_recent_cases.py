"""A case that is looked at again is added up from where it was, and never differs from one that is added up whole."""

from unittest.mock import patch

from bot.recent_cases import RecentCases
from casework.case import applied, fold
from casework.case_commands import AddPupil
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk, at_step_2

PROTOCOL = shipped_protocol("kluiverboom")


def test_a_case_is_the_same_at_every_event_whether_it_was_known_before_or_not() -> None:
    recent, events = RecentCases(), tuple(at_step_2(PROTOCOL).events)
    for count in range(2, len(events) + 1):
        assert recent.folded(1, PROTOCOL, events[:count]) == fold(PROTOCOL, events[:count])


def test_only_what_is_new_is_added_up() -> None:
    recent, walk = RecentCases(), at_step_2(PROTOCOL)
    recent.folded(1, PROTOCOL, tuple(walk.events))
    known = len(walk.events)
    walk.does(AddPupil("B3", "bully"))
    with patch("bot.recent_cases.applied", side_effect=applied) as added:
        recent.folded(1, PROTOCOL, tuple(walk.events))
        recent.folded(1, PROTOCOL, tuple(walk.events))
    assert added.call_count == len(walk.events) - known


def test_events_of_a_transaction_that_failed_are_not_in_the_case() -> None:
    recent, kept, failed = RecentCases(), Walk(PROTOCOL), Walk(PROTOCOL).does(AddPupil("B", "bully"))
    assert recent.folded(1, PROTOCOL, tuple(failed.events)).pupils == {"V": "victim", "B": "bully"}
    assert recent.folded(1, PROTOCOL, tuple(kept.events)).pupils == {"V": "victim"}
    kept.does(AddPupil("B2", "bully"))
    assert recent.folded(1, PROTOCOL, tuple(kept.events)).pupils == {"V": "victim", "B2": "bully"}


def test_another_version_of_the_protocol_makes_another_case() -> None:
    recent, events = RecentCases(), tuple(at_step_2(PROTOCOL).events)
    newer = PROTOCOL.model_copy(update={"label": "Nieuwer"})
    recent.folded(1, PROTOCOL, events)
    assert recent.folded(1, newer, events).protocol is newer


def test_a_case_that_was_not_looked_at_for_long_is_added_up_again() -> None:
    recent, events = RecentCases(), tuple(at_step_2(PROTOCOL).events)
    first = recent.folded(1, PROTOCOL, events)
    for number in range(2, 70):
        recent.folded(number, PROTOCOL, events)
    assert recent.folded(1, PROTOCOL, events) is not first
    assert recent.folded(69, PROTOCOL, events) is recent.folded(69, PROTOCOL, events)
