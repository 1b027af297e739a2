"""What the school's rules want to say, without the words: a text key with its fields."""

from dataclasses import dataclass
from datetime import date

Field = str | int | date


@dataclass(frozen=True)
class Wording:
    """A text key with its fields; the words live in the text files."""

    key: str
    fields: tuple[tuple[str, Field], ...] = ()


Label = Wording | str
"""A wording, or words that stand in a school's own protocol file."""


@dataclass(frozen=True)
class Refusal(Wording):
    """Why a command changes nothing: a text key with its fields."""


def wording(key: str, /, **fields: Field) -> Wording:
    return Wording(key, tuple(fields.items()))


def refusal(key: str, /, **fields: Field) -> Refusal:
    return Refusal(key, tuple(fields.items()))
