"""What a flow wants to say, without saying in which words or through which channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Phrase:
    """A text key with its fields; a field is a str, int, date, aware datetime or another Phrase."""

    key: str
    fields: tuple[tuple[str, Any], ...] = ()


def phrase(key: str, /, **fields: Any) -> Phrase:
    return Phrase(key, tuple(fields.items()))


Words = Phrase | str
"""A phrase, or words to be shown exactly as somebody wrote them."""


def in_one_sentence(words: Sequence[str]) -> Words:
    """These names or words as one sentence has them: "a, b en c"; "" for none."""
    *first, last = words or ("",)
    return phrase("words-and", first=", ".join(first), last=last) if first else last


@dataclass(frozen=True)
class Button:
    """A button: what stands on it and what a tap brings back (at most 64 bytes, never a name)."""

    label: Words
    data: str


@dataclass(frozen=True)
class Message:
    """One message: its paragraphs, the rows of buttons under it, and how it may be handled.

    `menu` holds the rows of the fixed keyboard; an empty tuple leaves the keyboard as it is.
    `protected` messages cannot be forwarded or saved.
    """

    parts: tuple[Words, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    menu: tuple[tuple[Words, ...], ...] = ()
    protected: bool = False
    address_form: str = "je"


def message_to_data(message: Message) -> dict[str, Any]:
    """The message as JSON-able data; `message_from_data` is its inverse."""
    return {
        "parts": [_words_to_data(part) for part in message.parts],
        "buttons": [[[_words_to_data(b.label), b.data] for b in row] for row in message.buttons],
        "menu": [[_words_to_data(words) for words in row] for row in message.menu],
        "protected": message.protected,
        "address_form": message.address_form,
    }


def message_from_data(data: dict[str, Any]) -> Message:
    return Message(
        parts=tuple(_words_from_data(part) for part in data["parts"]),
        buttons=tuple(tuple(Button(_words_from_data(b[0]), b[1]) for b in row) for row in data["buttons"]),
        menu=tuple(tuple(_words_from_data(words) for words in row) for row in data["menu"]),
        protected=data["protected"],
        address_form=data["address_form"],
    )


def _words_to_data(words: Words) -> Any:
    if isinstance(words, str):
        return words
    return {"key": words.key, "fields": {name: _field_to_data(value) for name, value in words.fields}}


def _words_from_data(data: Any) -> Words:
    if isinstance(data, str):
        return data
    return Phrase(data["key"], tuple((name, _field_from_data(value)) for name, value in data["fields"].items()))


def _field_to_data(value: Any) -> Any:
    if isinstance(value, Phrase):
        return _words_to_data(value)
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _field_from_data(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    if "instant" in data:
        return datetime.fromisoformat(data["instant"])
    if "date" in data:
        return date.fromisoformat(data["date"])
    return _words_from_data(data)
