"""What somebody expects of a case that is played back: what meets it, and what does not."""

from datetime import date
from typing import Any

import pytest

from casework.expectations import unmet

FOUND = {"step": "4", "open": True, "people": ["an", "bea"], "dues": [{"key": "a", "on": "2025-11-10"}, {"key": "b"}]}


def places(expected: Any, found: Any = FOUND) -> list[str]:
    return [one.place for one in unmet(expected, found)]


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"step": "4"},
        {"step": 4},
        {"open": True},
        {"people": ["bea"]},
        {"people": {"exactly": ["bea", "an"]}},
        {"people": {"none": "cas", "in_order": ["an", "bea"]}},
        {"dues": [{"key": "a", "on": date(2025, 11, 10)}]},
        {"dues": {"in_order": [{"key": "a"}, {"key": "b"}]}},
        {"dues": {"none": [{"key": "c"}, {"key": "b", "on": "2025-11-10"}]}},
        {"step": {"contains": "4"}},
    ],
)
def test_what_comes_out_as_expected_is_met(expected: Any) -> None:
    assert places(expected) == []


@pytest.mark.parametrize(
    ("expected", "place"),
    [
        ({"step": "5"}, "step"),
        ({"open": "True"}, "open"),
        ({"open": False}, "open"),
        ({"closed": False}, "closed"),
        ({"open": None}, "open"),
        ({"people": ["cas"]}, "people"),
        ({"people": {"exactly": ["an"]}}, "people"),
        ({"people": {"exactly": ["an", "an"]}}, "people"),
        ({"people": {"in_order": ["bea", "an"]}}, "people"),
        ({"people": {"none": ["cas", "an"]}}, "people"),
        ({"dues": [{"key": "a", "on": date(2025, 11, 11)}]}, "dues"),
        ({"dues": {"exactly": []}}, "dues"),
        ({"step": {"exactly": []}}, "step"),
        ({"step": {"contains": "5"}}, "step"),
    ],
)
def test_what_comes_out_otherwise_is_named_with_its_place(expected: Any, place: str) -> None:
    assert places(expected) == [place]


def test_everything_that_is_not_met_is_named() -> None:
    assert places({"step": "5", "people": ["cas", "dee"]}) == ["step", "people", "people"]


def test_what_is_paired_is_paired_in_the_way_that_fits() -> None:
    found = [{"key": "a", "on": "x"}, {"key": "a", "on": "y"}]
    assert places({"exactly": [{"key": "a"}, {"key": "a", "on": "x"}]}, found) == []
