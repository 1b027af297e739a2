"""Words for somebody who works at a school, without a name: "een leraar", "mijn gymdocent"."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.names import between_words, common_words, words_of
from casework.quick_yaml import read_own

_FILE = Path(__file__).with_name("staff_words.yaml")
_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = ("Mn", "Cf")


@dataclass(frozen=True)
class StaffWord:
    """One such word, as `words_of` gives words. `followed_by` is the next word, without those between ("van", "de");
    `at_once`: without any between."""

    word: str
    followed_by: str
    at_once: bool


def staff_words_in(text: str) -> Iterator[StaffWord]:
    """The words in `text` that speak of somebody who works at a school; a surname that looks like one is none."""
    if not _may_hold_one(text):
        return
    written = _WORD.findall(_visible(text))
    for place, one in enumerate(written):
        word = "".join(words_of(one))
        if _is_staff(word) and not (word in _lists()["surnames"] and _follows_a_first_name(written, place)):
            yield _with_what_follows(word, written[place + 1 :])


def _may_hold_one(text: str) -> bool:
    return any(_is_staff(word) for word in words_of(text))


def _visible(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) not in _INVISIBLE)


def _is_staff(word: str) -> bool:
    lists = _lists()
    return word in lists["words"] or word.endswith(_ends())


def _follows_a_first_name(written: list[str], place: int) -> bool:
    """Whether it is written as a surname: "Tim de Meester", and neither "de meester" nor "DE MEESTER"."""
    before = [one for one in written[:place] if "".join(words_of(one)) not in between_words()]
    return _is_capital(written[place]) and bool(before) and _is_first_name(before[-1])


def _is_first_name(written: str) -> bool:
    return _is_capital(written) and "".join(words_of(written)) not in common_words()


def _is_capital(written: str) -> bool:
    return written[:1].isupper() and written[1:].islower()


def _with_what_follows(word: str, written: list[str]) -> StaffWord:
    words = ["".join(words_of(one)) for one in written]
    after = next((place for place, one in enumerate(words) if one not in between_words()), len(words))
    return StaffWord(word, words[after] if after < len(words) else "", at_once=after == 0)


@cache
def _ends() -> tuple[str, ...]:
    return tuple(sorted(_lists()["ends"]))


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = read_own(_FILE.read_text(encoding="utf-8"))
    return {kind: frozenset("".join(words_of(word)) for word in words) for kind, words in data.items()}
