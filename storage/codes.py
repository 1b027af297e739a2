"""The code with which an unseen reporter comes back: five common Dutch words, stored only as a keyed hash.

The words of `code_words.txt` differ by at least two letters and in their first five letters, none begins
another and no two sound the same, so that a small slip of the thumb still points at one word.
"""

import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files

WORDS_IN_A_CODE = 5
_LONGEST_TEXT = 200
_SHORTEST_WORD_TO_CORRECT = 4


@cache
def code_words() -> tuple[str, ...]:
    """All words that a code may hold, in alphabetical order."""
    return tuple(files("storage").joinpath("code_words.txt").read_text("utf-8").split())


def new_code() -> str:
    """A fresh random code of at least 50 bits, its words separated by spaces."""
    return " ".join(secrets.choice(code_words()) for _ in range(WORDS_IN_A_CODE))


def normalise(text: str) -> str | None:
    """The code that someone typed, as `new_code` writes it, or None when it is not one.

    Case, accents, punctuation and words around it do not matter. A word with one typing error is read as
    the word it must be; when more than one reading is equally good there is none.
    """
    words = [(typed, _word_meant(typed)) for typed in _words_in(text)]
    starts = range(len(words) - WORDS_IN_A_CODE + 1)
    readings = [_reading(words[start : start + WORDS_IN_A_CODE]) for start in starts]
    found = sorted({reading for reading in readings if reading is not None})
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _words_in(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text[:_LONGEST_TEXT]).lower()
    without_accents = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[a-z]+", without_accents)


def _reading(words: list[tuple[str, str | None]]) -> tuple[int, str] | None:
    """How many words had to be corrected, and the code; None when a word cannot be read."""
    meant = [word for _, word in words if word is not None]
    if len(meant) < len(words):
        return None
    return sum(typed != word for typed, word in words), " ".join(meant)


def _word_meant(typed: str) -> str | None:
    if typed in _known_words():
        return typed
    if len(typed) < _SHORTEST_WORD_TO_CORRECT:
        return None
    alike = [word for word in code_words() if is_one_slip_away(typed, word)]
    return alike[0] if len(alike) == 1 else None


@cache
def _known_words() -> frozenset[str]:
    return frozenset(code_words())


def is_one_slip_away(one: str, other: str) -> bool:
    """Whether one letter changed, added, left out or swapped with its neighbour turns one into the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = _shared_start(one, other)
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]


def _shared_start(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length
