"""A tip of a protocol says itself in which cases it helps; no word of its sentence decides that."""

from collections.abc import Iterable

import pytest

from casework.case_commands import EstablishFact
from casework.case_offers import actions_now
from casework.hints import hints_for
from casework.protocol import ProtocolFileError, load_protocol, shipped_protocol, shipped_protocol_text
from casework.protocol_model import Hint, Protocol
from tests.casework.cases import Walk

EXTENDS = (
    "id: eigen\nextends: kluiverboom\nsteps:\n  - key: '0'\n    actions:\n      - key: find_victim\n        hints: "
)
OF_THE_PUPIL = "{label: Vertelde de leerling dit, when: {fact: reporter, value: victim}}"


def tips(protocol: Protocol, reporter: str) -> tuple[str, ...]:
    walk = Walk(protocol, victim=None, reporter="victim" if reporter == "victim" else "staff")
    return labels(next(one.hints for one in actions_now(walk.case) if one.key == "find_victim"))


def labels(hints: Iterable[Hint]) -> tuple[str, ...]:
    return tuple(hint.label for hint in hints)


def test_a_tip_for_some_cases_stands_in_those_only() -> None:
    hints = (Hint(label="always"), Hint.model_validate({"label": "online", "when": {"fact": "online", "value": True}}))
    assert labels(hints_for({}, hints)) == ("always",)
    assert labels(hints_for({"online": True}, hints)) == ("always", "online")


def test_a_tip_of_a_school_in_its_own_words_stands_where_the_school_says() -> None:
    ours = load_protocol(f"{EXTENDS}[{OF_THE_PUPIL}, Schrijf op wat de melder zelf zag.]\n", "ours.yaml")
    assert "Vertelde de leerling dit" in tips(ours, "victim")
    assert "Vertelde de leerling dit" not in tips(ours, "staff")
    assert "Schrijf op wat de melder zelf zag." in tips(ours, "staff")


def test_a_tip_of_words_alone_is_the_same_as_one_with_a_label() -> None:
    assert Hint.model_validate("Luister eerst.") == Hint(label="Luister eerst.")
    means = shipped_protocol("het-sticht").interventions
    assert all(isinstance(hint, Hint) for one in means for hint in one.hints)


@pytest.mark.parametrize(
    "wrong", ["[3]", "[{labl: x}]", "[{when: {fact: online, value: true}}]", "[{label: x, about: week}]", "Luister"]
)
def test_what_is_no_tip_is_refused(wrong: str) -> None:
    with pytest.raises(ProtocolFileError) as refused:
        load_protocol(f"{EXTENDS}{wrong}\n", "ours.yaml")
    assert all(problem.line >= 7 for problem in refused.value.problems)


def test_a_tip_that_asks_for_a_fact_that_nobody_tells_is_refused() -> None:
    with pytest.raises(ProtocolFileError):
        load_protocol(f"{EXTENDS}[{{label: x, when: {{fact: no_such_fact, value: true}}}}]\n", "ours.yaml")


_TALK = "id: eigen\nextends: splitting\nsteps:\n  - key: 1a\n    actions:\n      - key: hear_wish\n        hints: "


def while_home_waits(protocol: Protocol) -> tuple[str, ...]:
    walk = Walk(protocol).does(EstablishFact("home_unsafe", value=True))
    return labels(next(one.hints for one in actions_now(walk.case) if one.key == "hear_wish"))


def test_a_tip_about_home_in_the_words_of_a_school_waits_with_the_contact_that_it_announces() -> None:
    """No word of it says so: the field does."""
    tips = "[{label: Vertel dat mama en papa gebeld worden., about: home}, Praat over de ouders van vroeger.]"
    ours = load_protocol(f"{_TALK}{tips}\n", "ours.yaml")
    before = labels(next(one.hints for one in actions_now(Walk(ours).case) if one.key == "hear_wish"))
    assert {"Vertel dat mama en papa gebeld worden.", "Praat over de ouders van vroeger."} <= set(before)
    waiting = while_home_waits(ours)
    assert "Praat over de ouders van vroeger." in waiting
    assert "Vertel dat mama en papa gebeld worden." not in waiting


def test_of_a_protocol_in_which_no_tip_says_what_it_is_about_none_is_shown_while_home_waits() -> None:
    """As it was kept before tips could say that: which of them announce a contact with home nobody knows."""
    kept = shipped_protocol_text("splitting").replace("\n            about: home", "")
    assert kept != shipped_protocol_text("splitting")
    old = load_protocol(kept, "kept.yaml")
    walk = Walk(old)
    assert next(one for one in actions_now(walk.case) if one.key == "hear_wish").hints
    assert while_home_waits(old) == ()
    assert while_home_waits(shipped_protocol("splitting"))


def test_a_tip_to_think_of_home_is_over_once_somebody_said_that_it_is_not_safe() -> None:
    splitting = shipped_protocol("splitting")
    before = labels(next(one.hints for one in actions_now(Walk(splitting).case) if one.key == "hear_wish"))
    assert any("thuis misschien niet veilig" in one for one in before)
    assert not any("thuis misschien niet veilig" in one for one in while_home_waits(splitting))


def test_a_tip_that_names_the_parents_and_announces_nothing_to_them_stays() -> None:
    """P000 N-11: who reports to Veilig Thuis needs it the more while home is not safe."""
    walk = Walk(shipped_protocol("splitting"), start="6").does(EstablishFact("parents_withdraw", True, note="note"))
    walk.does(EstablishFact("home_unsafe", value=True))
    tips = labels(next(one.hints for one in actions_now(walk.case) if one.key == "report_veilig_thuis"))
    assert any("dat de ouders zich terugtrekken" in one for one in tips)
