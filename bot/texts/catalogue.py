"""Looking a text up by its key and filling in its fields."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.texts.dates import clock_words, date_words

if TYPE_CHECKING:
    from bot.texts.dutch_bundle import DutchBundle

FOLDER = Path(__file__).parent
_BEGIN_OF_ENTRY = re.compile(r"^(?=-?[a-zA-Z][\w-]* *=)", re.MULTILINE)

_address: ContextVar[str] = ContextVar("address", default="je")


class MissingText(LookupError):
    """A text key that no file holds, or a field that a text needs and did not get."""


@contextmanager
def address_form(form: str) -> Iterator[None]:
    """Within this block texts that have a form for `form` ("u" for parents) are used in that form."""
    token = _address.set(form)
    try:
        yield
    finally:
        _address.reset(token)


def text(key: str, /, **fields: Any) -> str:
    """The words of `key` with `fields` filled in; dates and aware instants are written out in Dutch.

    Raises MissingText when the key, or a field that its words use, is missing.
    """
    pattern = _pattern(key, _address.get())
    words, errors = _bundle().format_pattern(pattern, {name: _spoken(value) for name, value in fields.items()})
    if errors:
        raise MissingText(f"{key}: {errors[0]}")
    return str(words)


def all_keys() -> tuple[str, ...]:
    """Every text key, for the test that renders them all."""
    return tuple(name for name in _written() if not name.startswith("-"))


@cache
def _pattern(key: str, form: str) -> Any:
    try:
        message = _bundle().get_message(key)
    except LookupError:
        raise MissingText(key) from None
    pattern = message.attributes.get(form) or message.value
    if pattern is None:
        raise MissingText(key)
    return pattern


@cache
def _bundle() -> "DutchBundle":
    # Loaded with the first text: until then the program can already be asking for what came in.
    from bot.texts.dutch_bundle import DutchBundle

    return DutchBundle(_written())


@cache
def _written() -> dict[str, str]:
    written: dict[str, str] = {}
    for file in sorted((FOLDER / "nl").glob("*.ftl")):
        _, *entries = _BEGIN_OF_ENTRY.split(file.read_text(encoding="utf-8"))
        for entry in entries:
            written.setdefault(entry.partition("=")[0].strip(), entry)
    return written


def _spoken(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock_words(value)
    if isinstance(value, date):
        return date_words(value)
    return value
