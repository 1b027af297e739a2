"""Loading a school's protocol: what is wrong is said with its line, all of it at once."""

import re
from pathlib import Path

import pytest

from bot.texts.catalogue import all_keys, text
from casework.protocol import (
    Protocol,
    ProtocolFileError,
    ProtocolProblem,
    load_protocol,
    protocol_hash,
    shipped_protocol,
    shipped_protocol_ids,
    shipped_protocol_text,
)

SMALL = """\
format: 1
id: small
version: "1"
title: Protocol
school: Een school
roles:
  first_contact: {label: mentor, bound_to: pupil}
  inspector: {label: inspecteur, kind: external, bound_to: organisation}
escalation: [first_contact]
registers:
  file: {label: dossier}
outcomes:
  - {key: resolved, label: Opgelost}
steps:
  - key: "1"
    label: Stap 1
    title: Praten
    lead: {role: first_contact, of: victim}
    actions:
      - key: talk
        label: Praat
        kind: talk
        records:
          - {key: note, register: file, rules: [R-01]}
        timers:
          - {id: soon, anchor: [step_opened], after: P7D, remind: {role: first_contact}, rules: [T-01]}
    gate: {kind: closing, on_yes: close, outcome: resolved}
"""


def problems_of(content: str) -> tuple[ProtocolProblem, ...]:
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(content, "small.yaml")
    return caught.value.problems


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


def line_of(content: str, part: str) -> int:
    return next(number for number, line in enumerate(content.splitlines(), start=1) if part in line)


def test_small_protocol_is_in_order() -> None:
    assert load_protocol(SMALL, "small.yaml").step("1").actions[0].timers[0].after == 7


@pytest.mark.parametrize(
    ("old", "new", "key", "place"),
    [
        ("title: Praten", "title: Praten\n    colour: red", "protocol-problem-unknown-key", "colour"),
        ("    label: Stap 1", "    lable: Stap 1", "protocol-problem-unknown-key-near", "lable"),
        ("kind: talk", "kind: shout", "protocol-problem-not-allowed", "kind: shout"),
        ("after: P7D", "after: a week", "protocol-problem-duration", "after: a week"),
        ("kind: talk", "kind: talk\n        short: " + 31 * "a", "protocol-problem-too-long", "short"),
        ("format: 1", "format: 2", "protocol-problem-not-allowed", "format: 2"),
        ("remind: {role: first_contact}", "remind: {}", "protocol-problem-role-form", "remind"),
        ("kind: talk", "kind: talk\n        when: {}", "protocol-problem-condition-form", "when"),
        ("kind: talk", "kind: talk\n        when: {fact: doubt}", "protocol-problem-condition-value", "when"),
        ("escalation: [first_contact]", "escalation: []", "protocol-problem-empty", "format"),
        ("escalation: [first_contact]", "escalation: [boss]", "protocol-problem-unknown-role", "boss"),
        ("of: victim", "of: victim, default: boss", "protocol-problem-unknown-role", "boss"),
        ("on_yes: close", "on_yes: close, on_no: \"9\"", "protocol-problem-unknown-step", "on_no"),
        ("outcome: resolved}", "outcome: gone}", "protocol-problem-unknown-outcome", "outcome: gone"),
        ("register: file", "register: drawer", "protocol-problem-unknown-register", "drawer"),
        ("anchor: [step_opened]", "anchor: [noon]", "protocol-problem-unknown-anchor", "noon"),
        ("kind: talk", "kind: talk\n        needs: [walk]", "protocol-problem-unknown-action", "walk"),
        ("kind: talk", "kind: talk\n        needs: [talk]", "protocol-problem-needs-itself", "needs"),
        ("kind: talk", "kind: talk\n        asks: [talk]", "protocol-problem-asks-without-consent", "asks"),
        ("kind: talk", "kind: evaluate", "protocol-problem-evaluation-without-answers", "key: talk"),
        (
            "kind: talk",
            "kind: talk\n        consent: {from: victim, on_refusal: alternative}",
            "protocol-problem-alternative-missing",
            "consent",
        ),
        (
            "kind: talk",
            "kind: talk\n        when: {not: {fact: moon, op: is_set}}",
            "protocol-problem-unknown-fact",
            "moon",
        ),
        ("remind: {role: first_contact}", "remind: {role: inspector}", "protocol-problem-nobody-to-remind", "soon"),
        ("remind: {role: first_contact}", "remind: {party: victim}", "protocol-problem-nobody-to-remind", "soon"),
        (", rules: [T-01]", "", "protocol-problem-span-without-source", "id: soon"),
        ("rules: [R-01]", "rules: [R-1]", "protocol-problem-unknown-rule", "R-1"),
        (
            "after: P7D",
            "after: chosen, choose: {min: P2W, max: P1W}",
            "protocol-problem-choice-empty",
            "choose",
        ),
    ],
)  # fmt: skip
def test_problem_is_told_with_its_line_and_a_remedy(old: str, new: str, key: str, place: str) -> None:
    content = changed(old, new)
    problems = problems_of(content)
    found = [problem for problem in problems if problem.key == key]
    assert [problem.line for problem in found] == [line_of(content, place)]
    assert text(key, **dict(found[0].fields))


def test_missing_key_is_told_at_the_part_that_lacks_it() -> None:
    content = changed("        label: Praat\n", "")
    assert problems_of(content) == (
        ProtocolProblem(
            line_of(content, "key: talk"),
            "protocol-problem-missing",
            (("name", "label"), ("value", ""), ("allowed", "")),
        ),
    )


def test_step_that_no_way_leads_to_is_told() -> None:
    lost = '  - key: "2"\n    label: Stap 2\n    title: Verder\n    lead: {role: first_contact}\n    actions: []\n'
    content = SMALL + lost + "    gate: {kind: closing, on_yes: close, outcome: resolved}\n"
    assert [problem.key for problem in problems_of(content)] == ["protocol-problem-unreachable"]


def test_step_or_action_that_comes_twice_is_told() -> None:
    double = changed("    gate:", "      - {key: talk, label: Nog eens, kind: talk}\n    gate:")
    assert [problem.key for problem in problems_of(double)] == ["protocol-problem-double"] * 2


def test_span_of_the_school_itself_needs_no_rule() -> None:
    content = changed("rules: [T-01]", "setting: school")
    assert load_protocol(content, "small.yaml").steps[0].actions[0].timers[0].setting == "school"


def test_every_problem_is_told_at_once_in_the_order_of_the_lines() -> None:
    content = changed("kind: talk", "kind: shout").replace("title: Praten", "tilte: Praten")
    lines = [problem.line for problem in problems_of(content)]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.parametrize("content", ["a: 1\na: 2", "- a\n- b", "", "\tx: 1", "a: *b", "a: 1\n  b: 2"])
def test_text_that_is_no_map_of_yaml_is_told(content: str) -> None:
    (problem,) = problems_of(content)
    assert problem.key.startswith(("protocol-problem-yaml", "protocol-problem-not-a-map"))
    assert text(problem.key, **dict(problem.fields))


def test_hash_pins_the_words_and_not_the_line_ends() -> None:
    assert protocol_hash("a: 1\nb: 2\n") == protocol_hash("a: 1\r\nb: 2\r\n")
    assert protocol_hash("a: 1") != protocol_hash("a: 2")


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_shipped_protocol_is_in_order_under_its_own_id(protocol_id: str) -> None:
    assert shipped_protocol(protocol_id).id == protocol_id


def test_unknown_shipped_protocol_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        shipped_protocol_text("../kluiverboom")


def test_first_shipped_protocol_carries_the_rules_of_its_steps() -> None:
    rules = set(re.findall(r"[TNR]-\d\d", shipped_protocol_text("kluiverboom")))
    assert {f"T-{number}" for number in range(12, 18)} <= rules
    assert {f"N-{number}" for number in range(16, 29)} | {"N-57"} <= rules
    assert {f"R-{number:02}" for number in range(6, 14)} | {"R-21"} <= rules


def test_protocol_is_frozen() -> None:
    protocol: Protocol = shipped_protocol("kluiverboom")
    with pytest.raises(ValueError, match="frozen"):
        protocol.steps[0].label = "x"  # type: ignore[misc]  # that it is read-only is what is tested


def test_every_sentence_that_the_rules_ask_for_exists() -> None:
    room = Path(__file__).parents[2] / "casework"
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(room.glob("*.py")))
    asked = set(re.findall(r'"((?:refusal|duty|protocol-problem)-[a-z-]+[a-z])"', code))
    kinds = ("role", "step", "action", "anchor", "fact", "register", "outcome", "rule", "aid", "advice", "word")
    asked |= {f"protocol-problem-unknown-{kind}" for kind in kinds}
    assert len(asked) > 50
    assert asked <= set(all_keys())


@pytest.mark.parametrize("written", ["steps: !foo [a]", "facts: !foo {a: 1}", "id: !!python/name:os.system x"])
def test_a_tag_is_told_with_its_line(written: str) -> None:
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(f"extends: kluiverboom\n{written}\n", "ours.yaml")
    assert [(one.line, one.key) for one in caught.value.problems] == [(2, "protocol-problem-yaml-tag")]
