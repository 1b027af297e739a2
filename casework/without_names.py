"""What somebody wrote, with a label in the place of each name of which it is known whose it is (AX-11)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from casework.names import Spoken, Words, between_words

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Called:
    """Somebody of the case: `label` is what stands in the place of the name, `forms` are all ways to name them."""

    label: str
    forms: frozenset[Words]


def without_names(text: str, people: Sequence[Called]) -> str:
    """The text with `[label]` for each name; the longest name counts, and of two people the first. A first name and a
    surname of the same person are one name, with what stands between them.

    A name is found as in `parent_text`, but for one that is broken by invisible characters: look with
    `other_pupils_named` whether one is left.
    """
    text = unicodedata.normalize("NFC", text)
    found = list(_WORD.finditer(text))
    words = [Spoken.of(match[0]) for match in found]
    pieces, at, place = [], 0, 0
    while place < len(found):
        named = _named_at(words[place:], people)
        if named is None:
            place += 1
            continue
        who, length = named
        end = _end_of_name(text, found, words, people, who, place + length)
        pieces += [text[at : found[place].start()], f"[{who.label}]"]
        at = found[end - 1].end()
        place = end
    return "".join((*pieces, text[at:]))


def _end_of_name(
    text: str,
    found: Sequence[re.Match[str]],
    words: Sequence[Spoken],
    people: Sequence[Called],
    who: Called,
    end: int,
) -> int:
    """Where the name of `who` ends of which the word before `end` is a part: the next part may follow after words
    that stand within a name, in the same line."""
    after = end
    while after < len(words) and set(words[after].words) <= between_words() and _is_joined(text, found, after):
        after += 1
    if after == len(words) or not _is_joined(text, found, after):
        return end
    named = _named_at(words[after:], people)
    if named is None or named[0] != who:
        return end
    return _end_of_name(text, found, words, people, who, after + named[1])


def _is_joined(text: str, found: Sequence[re.Match[str]], place: int) -> bool:
    """Whether nothing but a space or a hyphen stands before this word."""
    return text[found[place - 1].end() : found[place].start()] in (" ", "-")


def _named_at(words: Sequence[Spoken], people: Sequence[Called]) -> tuple[Called, int] | None:
    """Who is named by the first of these words, and in how many of them."""
    longest = max((len(form) for one in people for form in one.forms), default=0)
    for length in range(min(longest, len(words)), 0, -1):
        for one in people:
            if any(len(form) == length and _is(words[:length], form) for form in one.forms):
                return one, length
    return None


def _is(words: Sequence[Spoken], form: Words) -> bool:
    *leading, last = form
    return last in words[-1].stems and all(word.words == (part,) for word, part in zip(words, leading, strict=False))
