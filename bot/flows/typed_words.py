"""What people typed, message by message: cleaned, and found again when a message is edited afterwards."""

import unicodedata
from collections.abc import Mapping, Sequence

Pieces = Sequence[Sequence[int]]
"""The messages at the end of an answer, in order: each the channel's message id and its length in characters."""


def clean_words(text: str) -> str:
    """The words without space around them and without half characters, which no store can hold."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
    return whole.strip()


def says_something(words: str) -> bool:
    """Whether anything can be seen in these words."""
    return any(unicodedata.category(sign)[0] not in "CZ" for sign in words)


def asks_something(words: str) -> bool:
    """Whether these words end as a question does."""
    return words.rstrip(" !.").endswith("?")


_YES, _NO = ("ja", "jaa", "jep", "yes"), ("nee", "neee", "nope", "no")
_NOT_KNOWN = ("weetikniet", "weetniet", "weethetniet", "ikweethetniet", "weetiknietmeer", "geenidee", "ikhebgeenidee")
_GOOD = ("ok", "oke", "oké", "okay", "isgoed", "goed", "prima", "klopt", "doemaar", "graag")
_SEND = (
    "stuur",
    "stuurmaar",
    "sturen",
    "verstuur",
    "verstuurmaar",
    "verstuurhet",
    "verzend",
    "verzendmaar",
    "verzenden",
)
_FOR_A_BUTTON = frozenset((*_YES, *_NO, *_GOOD, *_SEND))


def answers_a_button(words: str) -> bool:
    """Whether these words only answer a question that has buttons, and tell nothing: "ja", "verstuur maar"."""
    return letters_of(words) in _FOR_A_BUTTON


def says_yes(words: str) -> bool:
    """Whether these words are a yes and nothing more."""
    return letters_of(words) in _YES


def says_no(words: str) -> bool:
    """Whether these words are a no and nothing more."""
    return letters_of(words) in _NO


def tells_nothing(words: str) -> bool:
    """Whether these words are only a yes, a no or not knowing. Not daring to say it does tell something."""
    return answers_a_button(words) or letters_of(words) in _NOT_KNOWN


def letters_of(words: str) -> str:
    """Only the letters and digits, in small letters, to compare what was typed with what stands on a button."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def question_of(typed: Mapping[str, Pieces], message: int) -> str | None:
    """The question that this message answered, or to whose answer it was added."""
    for question, pieces in typed.items():
        if any(piece[0] == message for piece in pieces):
            return question
    return None


def with_edit(answer: str, pieces: Pieces, message: int, words: str) -> tuple[str, list[list[int]]]:
    """The answer and its pieces after `message` was changed into `words`; other messages in it stay.

    The pieces stand at the end of the answer, each after a line break.
    """
    place = next(place for place, piece in enumerate(pieces) if piece[0] == message)
    end = len(answer) - sum(piece[1] + 1 for piece in pieces[place + 1 :])
    start = end - pieces[place][1]
    changed = [list(piece) for piece in pieces]
    changed[place] = [message, len(words)]
    return answer[:start] + words + answer[end:], changed
