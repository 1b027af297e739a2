"""What a school may ask a reporter: the model of it, its checks, and which question comes next."""

import re
from typing import Any

import pytest

from casework.conditions import holds
from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_ids
from casework.protocol_beside_steps import Question
from casework.protocol_file import ProtocolFileError
from casework.report import AboutWhom, Contact, Report
from casework.reporter_questions import next_question, questions_answered, told_before
from tests.casework.schools import example_school

SCHOOL = example_school()
BASE = "extends: kluiverboom\nid: vuurtoren\n"


def extended(*questions: str, base: str = BASE) -> Protocol:
    return load_protocol(f"{base}intake:\n" + "".join(f"  - {{{one}}}\n" for one in questions), "ons.yaml")


def problems(*questions: str, base: str = BASE) -> set[str]:
    with pytest.raises(ProtocolFileError) as refused:
        extended(*questions, base=base)
    return {problem.key for problem in refused.value.problems}


def report(**changes: Any) -> Report:
    return Report(**{"about": AboutWhom.ME, "victim_class": "2B", "story": "", "contact": Contact.HERE, **changes})


def asked(protocol: Protocol, **told: Any) -> list[str]:
    """All questions that come, one after the other, with nothing answered."""
    found: list[str] = []
    while (question := next_question(protocol, told, found)) is not None:
        found.append(question.key)
    return found


def test_a_question_is_for_staff_unless_the_file_says_otherwise() -> None:
    assert Question(key="dates", label="Wanneer?", stores="dates").asks == "staff"
    for protocol_id in ("kluiverboom", "splitting", "oplossingsgericht"):
        assert asked(shipped_protocol(protocol_id), reporter="victim") == []


def test_what_the_internet_protocol_needs_is_asked_of_the_reporter_and_by_whom_is_covered() -> None:
    protocol = shipped_protocol("het-sticht")
    keys = ["trusts_teacher", "online", "which_message", "evidence", "at_school", "answered", "blocked"]
    assert asked(protocol, reporter="victim") == keys
    assert asked(protocol, reporter="witness", online=False) == ["at_school"]


def test_of_what_lists_a_and_b_need_the_bot_asks_what_it_does_not_ask_already() -> None:
    protocol = shipped_protocol("noordhoek")
    assert asked(protocol, reporter="victim") == ["trusts_mentor", "online", "evidence"]


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_what_is_asked_of_a_parent_too_addresses_nobody_as_a_pupil(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    for question in protocol.intake:
        if question.is_put_to_reporter and holds(question.when, {"reporter": "parent"}):
            for words in (question.label, *(value.label for value in question.values)):
                assert not re.search(r"\b(je|jij|jou|jouw|jullie)\b", words, re.IGNORECASE), words


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_staff_questions_stay_with_staff(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    staff = {one.key for one in protocol.intake if one.asks == "staff"}
    assert not staff & set(asked(protocol, reporter="staff"))


def test_a_school_may_add_an_open_question_and_one_with_answers() -> None:
    protocol = extended(
        "key: break, label: Hoe is de pauze?, stores: break_time, asks: reporter",
        "key: friend, label: Wie helpt je?, stores: helper, asks: reporter, "
        "values: [{value: friend, label: Een vriend}, {value: nobody, label: Niemand}]",
    )
    assert asked(protocol, reporter="victim") == ["break", "friend"]


def test_a_school_may_have_the_bot_ask_what_was_for_staff_and_never_the_other_way_round() -> None:
    assert asked(extended("key: frequency, asks: reporter"), reporter="victim") == ["frequency"]
    of_sticht = "extends: het-sticht\nid: vuurtoren\n"
    assert problems("key: at_school, asks: staff", base=of_sticht) >= {"protocol-problem-extends-weaker"}
    fixed = "key: at_school, values: [{value: true, label: Jazeker}, {value: false, label: Nee}]"
    assert problems(fixed, base=of_sticht) >= {"protocol-problem-extends-changed"}
    assert problems("key: sender, answered_by: story", base=of_sticht) == {"protocol-problem-extends-changed"}


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ("answered_by: where", "of-staff"),
        ("values: [{value: a, label: A}, {value: b, label: B}]", "of-staff"),
        ("asks: reporter, values: [{value: a, label: A}]", "values"),
        ("asks: reporter, values: [{value: a, label: A}, {value: a, label: B}]", "values"),
        ("asks: reporter, values: [{value: a, label: A}, {value: b, label: A}]", "values"),
        (
            "asks: reporter, answered_by: where, values: [{value: a, label: A}, {value: b, label: B}]",
            "covered",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(question: str, problem: str) -> None:
    assert problems(f"key: own, label: Wat?, stores: own, {question}") == {f"protocol-problem-intake-{problem}"}


@pytest.mark.parametrize("wrong", ["asks: everyone", "answered_by: weather", "ask: reporter"])
def test_an_unknown_word_or_key_is_an_error(wrong: str) -> None:
    assert problems(f"key: own, label: Wat?, stores: own, {wrong}")


def test_whether_they_can_talk_with_the_first_contact_is_asked_with_a_yes_and_a_no() -> None:
    protocol = shipped_protocol("het-sticht")
    (found,) = (one for one in protocol.intake if one.key == "trusts_teacher")
    assert [one.value for one in found.values] == [True, False]
    for values in ("", ", values: [{value: true, label: Ja}, {value: maybe, label: Misschien}]"):
        question = f"key: own, label: Praten?, stores: trusts_contact, asks: reporter{values}"
        assert "protocol-problem-intake-trust" in problems(question)


def test_it_is_not_asked_where_the_first_contact_does_not_read_it_anyway() -> None:
    settled = (
        report(via_confidant=True),
        report(excluded=frozenset({"sanne_de_boer"})),
        report(subjects=frozenset({"pieter_bakker"})),
        report(bullied="sanne_de_boer"),
    )
    assert all(told_before(one, SCHOOL)["trusts_contact"] is False for one in settled)
    for one in (report(), report(victim_class="unknown"), report(excluded=frozenset({"pieter_bakker"}))):
        assert "trusts_contact" not in told_before(one, SCHOOL)


def test_what_was_answered_is_known_by_the_words_in_which_it_was_asked() -> None:
    protocol = shipped_protocol("het-sticht")
    assert questions_answered(protocol, {"Is het er nog?"}) == ("evidence",)
