"""Where words of grave violence are about a thing: "mijn fiets is in elkaar geslagen".

Only a sentence that says no more than that counts so. Whatever else stands in it may say that somebody was beaten up
too: one false alarm is better than one that is missed.
"""

import re
from functools import cache
from pathlib import Path

from casework.names import Words, words_of
from casework.quick_yaml import read_own

_FILE = Path(__file__).with_name("thing_words.yaml")
_ENDS = re.compile(r"[.!?,;:\n]+")
_FEWEST_THAT_TELL = 4
"""Fewer words beside such a sentence ("en ik") may belong to it."""


def without_broken_things(text: str) -> str:
    """The text without the sentences in which only a thing was beaten up; all of it when somebody may be meant too."""
    sentences = [(one, words_of(one)) for one in _ENDS.split(text)]
    others = [(one, words) for one, words in sentences if words and not _is_about_a_thing(words)]
    if len(others) == len([words for _, words in sentences if words]):
        return text
    return text if any(_may_go_on(words) for _, words in others) else "\n".join(one for one, _ in others)


def _is_about_a_thing(words: Words) -> bool:
    return _pattern().fullmatch(" ".join(("", *words))) is not None


def _may_go_on(words: Words) -> bool:
    return len(words) < _FEWEST_THAT_TELL or not _lists()["someone_too"].isdisjoint(words)


@cache
def _pattern() -> re.Pattern[str]:
    """A whole sentence in either order: "gisteren is mijn fiets …" and "mijn fiets is gisteren …"."""
    before, owner, thing, verb, between, broken = (
        _any_of(name) for name in ("before", "owners", "things", "verbs", "between", "broken")
    )
    subject = f"(?:{owner}){{0,3}}{thing}"
    return re.compile(
        f"(?:{before}){{0,3}}(?:{subject}{verb}|{verb}{subject})(?:{between}){{0,5}} in elkaar(?:{broken})"
        f"|(?:{before}){{0,3}}{subject}(?:{between}){{0,5}} in elkaar(?:{broken}{verb}|{verb}{broken})"
    )


def _any_of(name: str) -> str:
    words = sorted(_lists()[name])
    return f" (?:{'|'.join(words)})"


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = read_own(_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(_form(str(word)) for word in words) for name, words in lists.items()}


def _form(word: str) -> str:
    return "".join(words_of(word)) + ("[^ ]*" if word.endswith("*") else "")
