"""Names that stand in the reports and notes of a case, of pupils whom nobody has added to it (AX-11, P001 N-19).

Nobody knows which words there are names, so a word is looked at when it may be one: what was answered to "who does
it?", and what is written with a capital within a sentence. Who writes the text for parents says what it is.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from casework.names import Spoken, common_words, words_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS_SENTENCE = ".!?:;\n•"
_BETWEEN = " \t\"'“”‘’()*-–"
_SHORTEST = 2


@dataclass(frozen=True)
class ToldNames:
    """What may be a name: `answered` are the words of answers to who it is, `written` all other words of the reports
    and notes, `capitals` those of them with a capital within a sentence and never without one."""

    answered: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()


def told_names(answers: Iterable[str], texts: Iterable[str]) -> ToldNames:
    """What may be a name in these answers to who it is, and in these other texts."""
    listed = tuple(texts)
    small = {
        word for text in listed for piece, _ in _pieces(text) if not piece[0].isupper() for word in words_of(piece)
    }
    capital = {
        word
        for text in listed
        for piece, begins in _pieces(text)
        if piece[0].isupper() and not begins
        for word in words_of(piece)
    }
    answered = frozenset(word for answer in answers for word in words_of(answer))
    return ToldNames(_may_be_names(answered), _may_be_names(small | capital), _may_be_names(capital - small))


def told_in(text: str, told: ToldNames, own: Collection[str], staff: Collection[str]) -> tuple[str, ...]:
    """The words of `text` that may be a name that was told, each once, as they stand there.

    `own` are the full names of the parents' own children, `staff` those of who works at the school: what was
    answered to who it is may be a pupil who is called like one of them.
    """
    ours = {word for name in own for word in words_of(name)}
    colleagues = {word for name in staff for word in words_of(name)}
    found = []
    for piece, begins in _pieces(text):
        stems = Spoken.of(piece).stems - ours
        others = stems - colleagues
        within = piece[0].isupper() and not begins
        if stems & told.answered or others & told.capitals or (within and others & told.written):
            found.append(piece)
    return tuple(dict.fromkeys(found))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Each word as it stands there, and whether a sentence begins with it."""
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip(_BETWEEN)
        yield match[0], not before or before[-1] in _ENDS_SENTENCE


def _may_be_names(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _SHORTEST and word.isalpha()) - common_words()
