"""Which names still stand in a text for parents, once somebody said that a word is no name there."""

from collections.abc import Collection, Mapping

from casework.parent_text import NamedPupil, other_pupils_named

_AROUND_WORDS = ".,;:!?()\"'“”‘’"
_LONGEST_NAME = 4
_NO_WORD = "·"


def names_left(
    text: str, own: Collection[str], names: Mapping[str, str], ordinary: Collection[str]
) -> tuple[NamedPupil, ...]:
    """As `other_pupils_named`, with the pieces of the text in `ordinary` taken out, as they were written.

    "roos" as a flower does not pass "Roos" as a pupil, nor the pupil's other names (AX-11, P001 N-19).
    """
    return other_pupils_named(_without(text, ordinary), own, names)


def may_be_ordinary(written: str) -> bool:
    """Whether a piece of a text is short enough to be a word of its own, and not the whole text."""
    return 0 < len(written.split()) <= _LONGEST_NAME


def _without(text: str, ordinary: Collection[str]) -> str:
    words = text.split()
    for piece in ordinary:
        length = len(piece.split())
        for start in range(len(words) - length + 1):
            if length and " ".join(words[start : start + length]).strip(_AROUND_WORDS) == piece:
                words[start : start + length] = [_NO_WORD] * length
    return " ".join(words)
