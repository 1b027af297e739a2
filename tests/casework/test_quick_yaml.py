"""The quick way of reading YAML says what the careful way says, or nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from casework import protocol_yaml, school_yaml
from casework.protocol import load_protocol, shipped_protocol_ids, shipped_protocol_text
from casework.protocol_yaml import NotReadable, line_of
from casework.protocol_yaml import carefully_read as carefully_read_protocol
from casework.quick_yaml import quickly_read, read_own
from casework.school_file import load_school
from casework.school_yaml import carefully_read as carefully_read_school
from tests.casework.schools import EXAMPLE_FILE

ALTERED = Path(__file__).parents[1] / "data" / "altered_protocol.yaml"
EXAMPLE = EXAMPLE_FILE.read_text(encoding="utf-8")

BEGINNINGS = (
    "a: b\n",
    "a:\n  b: c\n  d: [e, f]\n",
    "a: {b: c, d: e}\nf: [g, {h: i}, j: k]\n",
    "a: |\n  b\n   c\n\nd: e\n",
    "a: >\n  b\n  c\n\n   d\ne: f\n",
    "a: 'b c'\nd: \"e\n  f\"\n",
    "a: b\n  c\nd:\n- e\n- f: g\n  h: i\n",
)
TRICKY = (
    *"#:?-,[]{}'\"|>&*!%@`~=<+.\\ \n\t",
    *("no", "on", "off", "yes", "Y", "True", "FALSE", "Null", "~", "<<", "0", "-1", "+1", "0102", "0o17", "0x1F"),
    *("1_0", "12:30", "1e3", "1.5", ".5", ".inf", ".NaN", "3b", "2026-11-21", "9" * 20, "- ", "? ", ": ", "\n  "),
    *(" \n", "|-", ">+", "|2\n", "|#", " #", "a: b", "{a: b}", "[a: b]", "{a}", "é", "\u2028", "\x85", "\ufeff"),
    *("--- ", "...\n", "a:b", "&x ", "*x", "!!str ", "!x "),
)


@st.composite
def altered_texts(draw: st.DrawFn) -> str:
    """A small text in order, in which a few tricky parts were put in anywhere."""
    text = draw(st.sampled_from(BEGINNINGS))
    for part in draw(st.lists(st.sampled_from(TRICKY), max_size=5)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + part + text[place + draw(st.integers(0, 1)) :]
    return text


def plain(node: Any) -> Any:
    """What ruamel.yaml read, without its own types for maps, lists, texts and numbers."""
    if isinstance(node, CommentedMap):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    return int(node) if isinstance(node, int) and not isinstance(node, bool) else node


def shown(value: Any) -> str:
    """With types and the order of keys: 1, True and "1" are three things."""
    return repr(value)


@given(altered_texts())
def test_a_schools_file_is_read_alike_both_ways(text: str) -> None:
    quick = quickly_read(text, odd_numbers_as_written=True)
    if quick is not None:
        careful = carefully_read_school(text)
        assert not careful.problems
        assert shown(quick.tree) == shown(careful.data)
        assert quick.lines == careful.lines


@given(altered_texts())
def test_a_protocol_file_is_read_alike_both_ways(text: str) -> None:
    quick = quickly_read(text)
    if quick is not None:
        assert shown(quick.tree) == shown(plain(carefully_read_protocol(text)))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\nc: # waarom\n  d\n   e\n\nf: g\n", 2),
        ("a: #|\n  b\n   c\n\nd: e\n", 1),
        ("a: # x\n  # y\n\n  b:c\n\nd: e\n", 1),
        ("a: # x\n  |\n  b\n\nd: e\n", 1),
        ("a:\n  - b: # c\n      d\n      e\n\n  - f\n", 2),
    ],
)
def test_a_comment_between_a_name_and_its_text_is_pointed_out(text: str, line: int) -> None:
    assert quickly_read(text) is None
    with pytest.raises(NotReadable) as caught:
        carefully_read_protocol(text)
    assert (caught.value.line, caught.value.key) == (line, "protocol-problem-yaml-comment")


@pytest.mark.parametrize("written", ["no", "on", "off", "Yes", "y", "n", "12:30", "0o17", "1e3", "0102", "1_000", "=1"])
def test_what_was_a_value_in_yaml_1_1_is_read_by_yaml_1_2(written: str) -> None:
    text = f"a: {written}\n"
    quick = quickly_read(text, odd_numbers_as_written=True)
    assert quick is not None
    assert shown(quick.tree) == shown(carefully_read_school(text).data)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        "a: &x b\nc: *x\n",
        "a: {<<: {b: c}}\n",
        "a: !!str 5\n",
        "%YAML 1.1\n---\na: no\n",
        "a: b\n---\nc: d\n",
        "a: 12:30\n",
        "a: 2026-11-21 10:00:00\n",
        "a: 2026-13-45\n",
        "a: 017\n",
        "1: a\n",
        "[a]: b\n",
        'a: "\\x41"\n',
        "a:\tb\n",
        "a: b\x85c\n",
        "- a\n",
        "",
        "a: [b\n",
        "a: " + 200 * "[" + 200 * "]",
        "a: " + 300_000 * "[",
    ],
)
def test_where_there_is_doubt_the_quick_way_says_nothing(text: str) -> None:
    assert quickly_read(text) is None


def test_a_date_is_a_date() -> None:
    quick = quickly_read("a: 2026-11-21\n")
    assert quick is not None
    assert quick.tree == {"a": date(2026, 11, 21)} == carefully_read_protocol("a: 2026-11-21\n")


def test_a_file_of_our_own_that_needs_the_long_way_is_refused() -> None:
    with pytest.raises(ValueError):
        read_own("a: 017\n")


def test_a_protocol_in_order_is_not_read_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol_yaml, "carefully_read", pytest.fail)
    for protocol in shipped_protocol_ids():
        load_protocol(shipped_protocol_text(protocol), "shipped.yaml")


def test_a_school_in_order_is_not_read_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(school_yaml, "carefully_read", pytest.fail)
    load_school(EXAMPLE, "school.yaml")


def test_the_examples_school_is_read_quickly() -> None:
    quick, careful = quickly_read(EXAMPLE, odd_numbers_as_written=True), carefully_read_school(EXAMPLE)
    assert quick is not None
    assert shown(quick.tree) == shown(careful.data)
    assert quick.lines == careful.lines


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
def test_every_shipped_protocol_is_read_quickly(protocol: str) -> None:
    assert_read_quickly(shipped_protocol_text(protocol))


def test_a_protocol_from_elsewhere_is_read_quickly() -> None:
    assert_read_quickly(ALTERED.read_text(encoding="utf-8"))


def assert_read_quickly(text: str) -> None:
    quick, careful = quickly_read(text), carefully_read_protocol(text)
    assert quick is not None
    assert shown(quick.tree) == shown(plain(careful))
    assert {place: line_of(careful, place) for place in quick.lines} == quick.lines


def test_a_folded_text_of_a_school_holds_no_marks_of_the_reader() -> None:
    assert carefully_read_school("a: >\n  b\n  c\nd: &x e\n").data == {"a": "b c\n", "d": "e"}


def test_an_unreadable_protocol_names_the_line() -> None:
    with pytest.raises(NotReadable) as caught:
        carefully_read_protocol("a: b\nc: [d\n")
    assert caught.value.line >= 2
