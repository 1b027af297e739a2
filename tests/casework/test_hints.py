"""A tip of a protocol says itself in which cases it helps; no word of its sentence decides that."""

import pytest

from casework.case_offers import actions_now
from casework.hints import hints_for
from casework.protocol import ProtocolFileError, load_protocol, shipped_protocol
from casework.protocol_model import Hint, Protocol
from tests.casework.cases import Walk

EXTENDS = (
    "id: eigen\nextends: kluiverboom\nsteps:\n  - key: '0'\n    actions:\n      - key: find_victim\n        hints: "
)
OF_THE_PUPIL = "{label: Vertelde de leerling dit, when: {fact: reporter, value: victim}}"


def tips(protocol: Protocol, reporter: str) -> tuple[str, ...]:
    walk = Walk(protocol, victim=None, reporter="victim" if reporter == "victim" else "staff")
    return next(one.hints for one in actions_now(walk.case) if one.key == "find_victim")


def test_a_tip_for_some_cases_stands_in_those_only() -> None:
    hints = (Hint(label="always"), Hint.model_validate({"label": "online", "when": {"fact": "online", "value": True}}))
    assert hints_for({}, hints) == ("always",)
    assert hints_for({"online": True}, hints) == ("always", "online")


def test_a_tip_of_a_school_in_its_own_words_stands_where_the_school_says() -> None:
    ours = load_protocol(f"{EXTENDS}[{OF_THE_PUPIL}, Schrijf op wat de melder zelf zag.]\n", "ours.yaml")
    assert "Vertelde de leerling dit" in tips(ours, "victim")
    assert "Vertelde de leerling dit" not in tips(ours, "staff")
    assert "Schrijf op wat de melder zelf zag." in tips(ours, "staff")


def test_a_tip_of_words_alone_is_the_same_as_one_with_a_label() -> None:
    assert Hint.model_validate("Luister eerst.") == Hint(label="Luister eerst.")
    means = shipped_protocol("het-sticht").interventions
    assert all(isinstance(hint, Hint) for one in means for hint in one.hints)


@pytest.mark.parametrize("wrong", ["[3]", "[{labl: x}]", "[{when: {fact: online, value: true}}]", "Luister"])
def test_what_is_no_tip_is_refused(wrong: str) -> None:
    with pytest.raises(ProtocolFileError) as refused:
        load_protocol(f"{EXTENDS}{wrong}\n", "ours.yaml")
    assert all(problem.line >= 7 for problem in refused.value.problems)


def test_a_tip_that_asks_for_a_fact_that_nobody_tells_is_refused() -> None:
    with pytest.raises(ProtocolFileError):
        load_protocol(f"{EXTENDS}[{{label: x, when: {{fact: no_such_fact, value: true}}}}]\n", "ours.yaml")
