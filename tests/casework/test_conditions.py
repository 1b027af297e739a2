"""Conditions ask the facts of a case."""

import pytest
from pydantic import ValidationError

from casework.conditions import Condition, Scalar, facts_named, holds

FACTS: dict[str, Scalar] = {"online": True, "severity": "serious", "times": 3}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"fact": "online", "value": True}, True),
        ({"fact": "online", "value": False}, False),
        ({"fact": "unknown", "value": False}, False),
        ({"fact": "severity", "op": "in", "value": ["serious", "grave"]}, True),
        ({"fact": "severity", "op": "in", "value": ["light"]}, False),
        ({"fact": "times", "op": "gte", "value": 3}, True),
        ({"fact": "times", "op": "gte", "value": 4}, False),
        ({"fact": "severity", "op": "gte", "value": 1}, False),
        ({"fact": "online", "op": "is_set"}, True),
        ({"fact": "unknown", "op": "is_set"}, False),
        ({"not": {"fact": "unknown", "op": "is_set"}}, True),
        ({"all": [{"fact": "online", "value": True}, {"fact": "times", "value": 3}]}, True),
        ({"all": [{"fact": "online", "value": True}, {"fact": "times", "value": 4}]}, False),
        ({"any": [{"fact": "online", "value": False}, {"fact": "times", "value": 3}]}, True),
        ({"all": []}, True),
        ({"any": []}, False),
    ],
)
def test_condition_holds_for_the_facts_that_it_asks(data: dict[str, object], expected: bool) -> None:
    assert holds(Condition.model_validate(data), FACTS) is expected


def test_no_condition_always_holds() -> None:
    assert holds(None, {})


def test_every_fact_that_is_asked_for_is_found() -> None:
    data = {"all": [{"fact": "a", "op": "is_set"}, {"not": {"any": [{"fact": "b", "value": 1}]}}]}
    assert list(facts_named(Condition.model_validate(data))) == ["a", "b"]


@pytest.mark.parametrize(
    "data", [{}, {"fact": "a", "value": 1, "all": []}, {"fact": "a"}, {"fact": "a", "op": "is_set", "value": 1}]
)
def test_condition_has_exactly_one_form(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(data)
