"""Every rule of the five schools stands in its protocol, on something that can carry it out; no other rule does."""

import pytest

from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_ids, shipped_protocol_text
from casework.protocol_check_walk import Walk
from casework.protocol_model import Periodic, Timer
from tests.casework.rule_ids import missing_rules, protocol_of_rule, strange_rules, unsaid_notices

FIVE = ("het-sticht", "kluiverboom", "noordhoek", "oplossingsgericht", "splitting")


def test_there_are_five_protocols_and_each_has_rules() -> None:
    assert shipped_protocol_ids() == FIVE
    assert set(protocol_of_rule().values()) == set(FIVE)


@pytest.mark.parametrize(("kind", "count"), [("T", 42), ("N", 68), ("R", 22)])
def test_the_list_of_rules_is_whole(kind: str, count: int) -> None:
    expected = {f"{kind}-{number:02}" for number in range(1, count + 1)}
    assert {rule for rule in protocol_of_rule() if rule[0] == kind} == expected


@pytest.mark.parametrize("protocol_id", FIVE)
def test_every_rule_of_a_protocol_stands_on_an_element_that_fits_it(protocol_id: str) -> None:
    assert missing_rules(shipped_protocol(protocol_id)) == set()


@pytest.mark.parametrize("protocol_id", FIVE)
def test_no_rule_is_named_that_is_not_there_or_is_of_another_school(protocol_id: str) -> None:
    assert strange_rules(shipped_protocol(protocol_id)) == set()


@pytest.mark.parametrize("protocol_id", FIVE)
def test_no_span_stands_without_a_source(protocol_id: str) -> None:
    for place, element in Walk(shipped_protocol(protocol_id)).every_part:
        spans = isinstance(element, Timer) or (isinstance(element, Periodic) and element.every is not None)
        if spans and element.setting is None:  # type: ignore[attr-defined]  # both have it
            assert any(rule.startswith("T-") for rule in element.rules), place  # type: ignore[attr-defined]


@pytest.mark.parametrize("protocol_id", FIVE)
def test_every_notice_is_told_by_somebody(protocol_id: str) -> None:
    assert unsaid_notices(shipped_protocol(protocol_id)) == []


@pytest.mark.parametrize(
    "said_by_nobody",
    ["timing: at_once, rules: [N-26]", "modality: may, rules: [N-26]", "timing: chosen, rules: [N-26]"],
)
def test_a_rule_on_a_notice_that_nobody_tells_is_missed(said_by_nobody: str) -> None:
    text = shipped_protocol_text("kluiverboom")
    rule = "channel: meeting, timing: at_once,\n             rules: [N-26]"
    optional = "        kind: refer\n        modality: may\n"
    told = text.replace(rule, "rules: [N-26]").replace(
        "        kind: refer\n        by: {role: year", f"{optional}        by: {{role: year"
    )
    assert missing_rules(load_protocol(told, "kluiverboom")) == set()
    untold = told.replace("rules: [N-26]", said_by_nobody)
    assert missing_rules(load_protocol(untold, "kluiverboom")) == {"N-26"}


def without_rule(protocol_id: str, rule: str) -> Protocol:
    text = shipped_protocol_text(protocol_id)
    assert rule in text
    return load_protocol(text.replace(rule, "AX-19"), protocol_id)


@pytest.mark.parametrize(("protocol_id", "rule"), [("kluiverboom", "N-17"), ("het-sticht", "R-22")])
def test_a_rule_that_is_taken_away_is_missed(protocol_id: str, rule: str) -> None:
    assert missing_rules(without_rule(protocol_id, rule)) == {rule}


def test_a_rule_of_another_school_and_one_that_is_not_there_are_seen() -> None:
    text = shipped_protocol_text("kluiverboom").replace("N-17", "N-52").replace("A001-17", "A001-23")
    assert strange_rules(load_protocol(text, "kluiverboom")) == {"N-52", "A001-23"}
