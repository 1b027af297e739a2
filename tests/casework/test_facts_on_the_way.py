"""What every case has is asked where the way on depends on it and nothing else in the protocol tells it."""

import pytest

from bot.texts.catalogue import text
from casework.case_commands import AddPupil, EstablishFact
from casework.fact_questions import fact_asks
from casework.wording import Wording
from tests.casework.cases import Walk
from tests.casework.test_protocol_course import loaded

ASKED = (
    "safety_signal", "doubt", "parents_withdraw", "offender_known", "at_school", "established", "quarrel",
    "online", "step_blocked",
)  # fmt: skip


def asked(walk: Walk) -> dict[str, Wording | str]:
    return {one.fact: one.label for one in fact_asks(walk.case)}


def walk_under(**added: str) -> Walk:
    return Walk(loaded(**added), track="pupils", start="1").does(AddPupil("B", "bully"))


@pytest.mark.parametrize("fact", ASKED)
def test_what_the_next_step_waits_for_is_asked_before_it(fact: str) -> None:
    walk = walk_under(entry=f"entry: {{fact: {fact}, value: true}}")
    label = asked(walk)[fact]
    assert isinstance(label, Wording)
    assert text(label.key).endswith("?")


def test_a_case_goes_on_when_what_its_next_step_waits_for_is_established() -> None:
    walk = walk_under(entry="entry: {fact: established, value: true}")
    walk.done("listen").concludes("judge", "serious")
    assert walk.case.step_key == "1"
    walk.does(EstablishFact("established", value=True))
    assert walk.case.step_key == "2"
    assert "established" not in asked(walk)


def test_what_a_jump_asks_for_is_asked_where_it_begins() -> None:
    jump = 'jumps: [{to: "3", by: {role: head}, when: {fact: safety_signal, value: true}}]'
    assert "safety_signal" in asked(walk_under(jumps=jump))
    assert "safety_signal" not in asked(walk_under())


def test_how_serious_it_is_has_its_own_words_on_the_way_too() -> None:
    walk = walk_under(entry="entry: {fact: severity, value: serious}")
    (ask,) = [one for one in fact_asks(walk.case) if one.fact == "severity"]
    assert (ask.needs_reason, [value for value, _ in ask.values]) == (True, ["normal", "serious"])


def test_what_work_or_a_signal_tells_is_not_asked_beside_it() -> None:
    assert "recurrence" not in asked(walk_under(entry="entry: {fact: recurrence, value: true}"))
    told = "sets: {established: true}"
    walk = walk_under(entry="entry: {fact: established, value: true}", added_to_listen=told)
    assert "established" not in asked(walk)


def test_what_nobody_establishes_is_never_asked() -> None:
    walk = walk_under(entry="entry: {all: [{fact: victim_known, value: true}, {fact: track, value: pupils}]}")
    assert not {"victim_known", "track"} & set(asked(walk))
