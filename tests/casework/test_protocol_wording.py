"""The words of a protocol: what has a name can be named, and what people read is there and fits."""

from pathlib import Path

import pytest

from bot.texts.catalogue import text
from casework.protocol import ProtocolFileError, ProtocolProblem, kept_protocol, load_protocol

FILE = Path(__file__).parents[1] / "data" / "checked_protocol.yaml"
WHOLE = FILE.read_text(encoding="utf-8")
LINES = """\
helplines:
  kindertelefoon: {label: Kindertelefoon, number: 0800-0432, url: kindertelefoon.nl, audience: [pupils]}
"""


def changed(old: str, new: str) -> str:
    content = WHOLE + LINES
    assert content.count(old) == 1, old
    return content.replace(old, new)


def problems_of(content: str) -> tuple[ProtocolProblem, ...]:
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(content, FILE.name)
    return caught.value.problems


def line_of(content: str, part: str) -> int:
    return next(number for number, line in enumerate(content.splitlines(), start=1) if part in line)


RECORD_TITLE = "register: somtoday, title: "
WRONG = [
    ("id: checked", 'id: ""', "no-name"),
    ("id: checked", 'id: "  "', "no-name"),
    ("id: checked", "id: ../../etc/passwd", "no-name"),
    ("id: checked", "id: zilver reiger", "no-name"),
    ("key: derails", "key: de rails", "no-name"),
    ("key: derails", "key: de:rails", "no-name"),
    ("key: derails", 'key: ""', "no-name"),
    ("id: at_once", "id: at once", "no-name"),
    ("  inspector: {", '  "in spector": {', "no-name"),
    ("label: Somtoday", 'label: ""', "no-words"),
    ("label: Een melding", 'label: "   "', "no-words"),
    ("label: Het was ruzie", 'label: ""', "no-words"),
    ("title: Pestprotocol\nschool", 'title: ""\nschool', "no-words"),
    ("school: Een school", 'school: " "', "no-words"),
    ("mood: Hoe de leerling zich voelt", 'mood: ""', "no-words"),
    ("label: Een melding", f"label: {501 * 'a'}", "words-too-long"),
    ("label: Het was ruzie", f"label: {101 * 'a'}", "words-too-long"),
    ("title: Pestprotocol\nschool", "title: Pest{protocol\nschool", "open-brace"),
    ("title: Pestprotocol\nschool", 'title: "Pestprotocol {foo}"\nschool', "between-braces"),
    ("title: Pestprotocol\nschool", 'title: "Pestprotocol {step.key}"\nschool', "between-braces"),
    ("number: 0800-0432", "number: bel maar", "phone-number"),
    ("url: kindertelefoon.nl", "url: 'javascript:alert(1)'", "site"),
    ("url: kindertelefoon.nl", "url: 'ftp://kindertelefoon.nl'", "site"),
    ("url: kindertelefoon.nl", "url: kindertelefoon", "site"),
    ("url: kindertelefoon.nl", "url: de site .nl", "site"),
]


@pytest.mark.parametrize(("old", "new", "key"), WRONG)
def test_what_nobody_can_name_or_read_is_told_with_its_line(old: str, new: str, key: str) -> None:
    content = changed(old, new)
    told = [(one.line, one.key) for one in problems_of(content)]
    assert (line_of(content, new.splitlines()[0]), f"protocol-problem-{key}") in told
    assert all(text(one.key, **dict(one.fields)) for one in problems_of(content))


IN_ORDER = [
    ("id: checked", "id: onze-school_2"),
    ("key: derails", "key: één_2"),
    ("number: 0800-0432", "number: 0900 1234 (10 cent)"),
    ("url: kindertelefoon.nl", "url: https://www.kindertelefoon.nl/chat?van=school"),
    ("label: Een melding", f"label: {500 * 'a'}"),
]


@pytest.mark.parametrize(("old", "new"), IN_ORDER)
def test_names_and_words_that_serve_are_in_order(old: str, new: str) -> None:
    assert load_protocol(changed(old, new), FILE.name)


@pytest.mark.parametrize(("title", "key"), [("{step.keyy}", "between-braces"), ("{foo}", "between-braces"),
    ("Samen {Vliegen", "open-brace"), ("Samen Vliegen}", "open-brace")])  # fmt: skip
def test_a_record_is_called_by_nothing_but_its_step(title: str, key: str) -> None:
    begin = WHOLE.index(RECORD_TITLE) + len(RECORD_TITLE)
    end = begin + WHOLE[begin:].index(",")
    content = f'{WHOLE[:begin]}"{title}"{WHOLE[end:]}'
    (problem,) = problems_of(content)
    assert (problem.line, problem.key) == (line_of(content, title), f"protocol-problem-{key}")
    assert load_protocol(f'{WHOLE[:begin]}"Stap {{step.key}}"{WHOLE[end:]}', FILE.name)


def test_a_label_that_no_button_holds_needs_a_short_form() -> None:
    content = WHOLE.replace("label: Bewaar de berichten,", f"label: {101 * 'a'},", 1)
    (problem,) = problems_of(content)
    assert (problem.line, problem.key) == (line_of(content, 101 * "a"), "protocol-problem-label-without-short")
    assert "hooguit 30 tekens" in text(problem.key, **dict(problem.fields))
    assert load_protocol(content.replace(f"{101 * 'a'},", f"{101 * 'a'}, short: Bewaar,"), FILE.name)


def test_a_step_is_not_called_as_the_end_of_a_case() -> None:
    content = WHOLE.replace('"3"', "close")
    assert "protocol-problem-step-called-close" in [one.key for one in problems_of(content)]


def test_words_are_told_together_with_a_part_of_the_wrong_shape() -> None:
    content = changed("label: Somtoday", 'label: ""').replace("kind: prevent", "kind: shout", 1)
    keys = [one.key.removeprefix("protocol-problem-") for one in problems_of(content)]
    assert keys == ["no-words", "not-allowed"]


@pytest.mark.parametrize(("old", "new", "key"), WRONG)
def test_a_case_that_runs_keeps_its_protocol_all_the_same(old: str, new: str, key: str) -> None:
    """What is asked of authors since the text was kept stops no case."""
    assert key
    assert kept_protocol(changed(old, new), FILE.name)
