"""The text to which a running case is pinned: a check that became stricter since does not stop the case."""

import pytest

from casework.case_commands import AnswerGate
from casework.protocol import (
    Protocol,
    ProtocolFileError,
    kept_protocol,
    load_protocol,
    shipped_protocol,
    shipped_protocol_ids,
    shipped_protocol_text,
)
from tests.casework.cases import at_step_4

TEXT = shipped_protocol_text("kluiverboom")
NO_SOURCE = TEXT.replace("rules: [T-13, AX-19]", "rules: [AX-19]", 1)
"""A span for which it does not say where it comes from: the shape is right, the checks refuse it."""


def refused(text: str) -> set[str]:
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(text, "today")
    return {problem.key for problem in caught.value.problems}


def problems_of_kept(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ProtocolFileError) as caught:
        kept_protocol(text, "kept")
    return [(problem.line, problem.key) for problem in caught.value.problems]


def test_a_case_runs_on_under_a_text_that_todays_checker_refuses() -> None:
    assert refused(NO_SOURCE) == {"protocol-problem-span-without-source"}
    walk = at_step_4(kept_protocol(NO_SOURCE, "kept"))
    assert walk.case.step_key == "4"
    walk.concludes("evaluate", "not_stopped").does(AnswerGate({"stopped": False}))
    assert walk.case.step_key == "5"


def test_a_case_runs_on_under_a_text_in_which_two_kinds_of_parts_have_one_key() -> None:
    text = TEXT.replace("- key: external_time_out", "- key: talk_victim", 1)
    assert "protocol-problem-key-twice" in refused(text)
    assert kept_protocol(text, "kept").intervention("talk_victim")


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_text_that_is_in_order_is_the_same_either_way(protocol_id: str) -> None:
    kept: Protocol = kept_protocol(shipped_protocol_text(protocol_id), "kept")
    assert kept == shipped_protocol(protocol_id)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('on_yes: "2"', 'on_yes: "22"', "protocol-problem-unknown-step"),
        ("lead: {role: first_contact, of: victim}", "lead: {role: boss}", "protocol-problem-unknown-role"),
        ("register: case_report", "register: drawer", "protocol-problem-unknown-register"),
        ("aids: [signals_for_parents]", "aids: [nothing]", "protocol-problem-unknown-aid"),
        ("needs: [talk_victim]", "needs: [nothing]", "protocol-problem-unknown-action"),
        (
            "aids: [signals_for_parents]\n        needs: [talk_victim]",
            "aids: [signals_for_parents]\n        needs: [call_victim_parents]",
            "protocol-problem-needs-itself",
        ),
        ("- key: talk_victim", "- key: call_victim_parents", "protocol-problem-double"),
    ],
)
def test_what_the_engine_looks_up_by_name_must_still_be_there(old: str, new: str, key: str) -> None:
    assert TEXT.count(old) >= 1
    text = TEXT.replace(old, new, 1)
    found = problems_of_kept(text)
    assert key in {one for _, one in found}
    assert all(line > 1 for line, _ in found)


def test_a_text_of_another_shape_is_refused_with_its_lines() -> None:
    text = TEXT.replace("format: 1", "format: 2", 1)
    ((line, key),) = problems_of_kept(text)
    assert (text.splitlines()[line - 1], key) == ("format: 2", "protocol-problem-not-allowed")
