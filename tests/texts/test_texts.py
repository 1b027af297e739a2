"""Every word that people read: each text can be said, each is used, and the ones for pupils are plain and honest."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

from bot.texts import address_form, all_keys, text
from bot.texts.catalogue import FOLDER, MissingText
from bot.texts.dutch_bundle import LANGUAGE, DutchLocale
from tests.texts.texts_in_code import keys_in_code

FILES = sorted((FOLDER / LANGUAGE).glob("*.ftl"))
SAMPLES: dict[str, Any] = {
    "read_by": date(2026, 11, 25),
    "until": date(2026, 11, 25),
    "date": date(2026, 11, 25),
    "sent_on": date(2026, 11, 25),
    "now": datetime(2026, 11, 24, 21, 14, tzinfo=UTC),
}
COUNTED = ("count", "number", "weeks", "days", "most", "length", "line", "minutes")
NOT_SAID_YET = frozenset({"too-many-reports"})
"""Texts that stand ready for what is still to be built."""
PUPIL_FILE = FOLDER / LANGUAGE / "reporter.ftl"
LONGEST_SENTENCE = 28
TO_A_PUPIL = re.compile(r"\b(je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
HARD_WORDS = ("dader", "slachtoffer", "anoniem", "incident", "betrokkene", "procedure")
PROMISES = ("geheim", "beloof", "beloven", "vertrouwelijk")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's own name
        self.names.add(node.id.name)


def messages_of(file: Path) -> Iterator[ast.Message]:
    for entry in parse(file.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), (file.name, entry.content)
        if isinstance(entry, ast.Message):
            yield entry


def sample_fields(message: ast.Message) -> dict[str, Any]:
    variables = _Variables()
    variables.visit(message)
    return {name: SAMPLES.get(name, 3 if name in COUNTED else "Woord") for name in variables.names}


EVERY_TEXT = [(file, message) for file in FILES for message in messages_of(file)]
PUPIL_TEXTS = [message for file, message in EVERY_TEXT if file == PUPIL_FILE]
EVERY_FIELD = {name: value for _, message in EVERY_TEXT for name, value in sample_fields(message).items()}
"""A text may use another text, and with it that text's fields."""


def spoken(message: ast.Message) -> Iterator[str]:
    for form in ("je", "u"):
        with address_form(form):
            yield text(message.id.name, **EVERY_FIELD)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_text_of_a_file_can_be_said(file: Path) -> None:
    for message in messages_of(file):
        for words in spoken(message):
            assert words.strip() or message.id.name == "school-line", message.id.name
            assert "{" not in words, message.id.name


def test_no_text_stands_in_two_files_or_twice_in_one() -> None:
    keys = [message.id.name for _, message in EVERY_TEXT]
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) == set(all_keys())


def test_every_key_that_the_source_says_is_there() -> None:
    assert keys_in_code().said - set(all_keys()) == set()


def test_every_family_of_keys_that_the_source_says_has_texts() -> None:
    empty = {
        family for family in keys_in_code().said_families if not any(re.fullmatch(family, key) for key in all_keys())
    }
    assert empty == set()


def test_every_text_is_used_somewhere() -> None:
    code = keys_in_code()
    quoted = {name for _, message in EVERY_TEXT for name in _quoted_in(message)}
    unused = {key for key in all_keys() if not code.uses(key)} - quoted - NOT_SAID_YET
    assert unused == set()


def test_text_that_does_not_exist_or_misses_a_field_is_an_error() -> None:
    with pytest.raises(MissingText):
        text("no-such-text")
    with pytest.raises(MissingText):
        text("thanks", reader="mevrouw De Boer")


def test_every_text_that_says_je_has_a_form_for_parents() -> None:
    said_to_pupils = {message.id.name for message in PUPIL_TEXTS if TO_A_PUPIL.search(next(iter(spoken(message))))}
    with_u = {message.id.name for message in PUPIL_TEXTS for one in message.attributes if one.id.name == "u"}
    assert said_to_pupils - with_u == set()


def test_form_for_parents_never_says_je() -> None:
    for message in PUPIL_TEXTS:
        assert not TO_A_PUPIL.search(list(spoken(message))[1]), message.id.name


def test_sentences_for_pupils_are_short() -> None:
    for message in PUPIL_TEXTS:
        for sentence in _sentences(next(iter(spoken(message)))):
            assert len(sentence.split()) <= LONGEST_SENTENCE, (message.id.name, sentence)


def test_texts_for_pupils_promise_no_secrecy_and_blame_nobody() -> None:
    for message in PUPIL_TEXTS:
        for words in spoken(message):
            assert not any(word in words.casefold() for word in HARD_WORDS), message.id.name
            for sentence in _sentences(words.casefold()):
                promise = any(word in sentence for word in PROMISES)
                assert not promise or " niet " in f"{sentence} ", (message.id.name, sentence)


def test_texts_that_name_staff_never_call_them_bullies() -> None:
    for message in PUPIL_TEXTS:
        if "name" in sample_fields(message):
            assert "pest" not in " ".join(spoken(message)).casefold()


def test_quick_exit_says_nothing_of_school_or_of_reporting() -> None:
    words = text("quick-exit").casefold()
    assert not any(word in words for word in ("school", "pest", "meld", "verstuur", "bewaar"))


def test_clock_says_at_night_that_nobody_reads_and_whom_to_call() -> None:
    now = datetime(2026, 11, 24, 21, 14, tzinfo=UTC)
    said = text("clock-school-closed", now=now, emergency="112", suicide="113")
    assert said == "Het is 22.14. Op school leest nu niemand dit. Bel 112 of 113."


def test_clock_is_right_on_both_sides_of_the_change_to_winter_time() -> None:
    fields = {"emergency": "112", "suicide": "113"}
    assert "02.30" in text("clock-school-closed", now=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), **fields)
    assert "02.30" in text("clock-school-closed", now=datetime(2026, 10, 25, 1, 30, tzinfo=UTC), **fields)


def _sentences(words: str) -> list[str]:
    return [sentence for sentence in re.split(r"[.!?:]\s|\n", words) if sentence.strip()]


def _quoted_in(message: ast.Message) -> set[str]:
    found: set[str] = set()

    class Quotes(Visitor):
        def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
            found.add(node.id.name)

    Quotes().visit(message)
    return found


@pytest.mark.parametrize("number", [0, 1, 1.0, 1.5, 2, 11, 21, 100, 1000])
def test_one_and_many_are_told_apart_as_babel_does(number: float) -> None:
    assert DutchLocale(LANGUAGE).plural_form(number) == Locale(LANGUAGE).plural_form(number)
