"""Looking a text up by its key and filling in its fields."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.plural import PluralRule
from fluent.runtime import FluentBundle, FluentResource

from bot.texts.dates import clock_words, date_words

FOLDER = Path(__file__).parent
LANGUAGE = "nl"
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
    return tuple(name for name in _bundle().written if not name.startswith("-"))


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


class DutchLocale(Locale):
    """Babel's Dutch, with its rule for "one" and "other" at hand: all that Babel knows of a language is 4 MB."""

    plural_form = PluralRule({"one": "i = 1 and v = 0"})


class _Bundle(FluentBundle):
    """Texts as they are `written`, each parsed when it is first asked for: all of them at once slow every start."""

    def __init__(self, written: dict[str, str]) -> None:
        super().__init__([LANGUAGE], use_isolating=False)
        self.written = written
        self._parsed: set[str] = set()

    def _get_babel_locale(self) -> Locale:
        return DutchLocale(LANGUAGE)

    def _lookup(self, entry_id: str, term: bool = False) -> Any:
        name = f"-{entry_id}" if term else entry_id
        if name in self.written and name not in self._parsed:
            self._parsed.add(name)
            self.add_resource(FluentResource(self.written[name]))
        return super()._lookup(entry_id, term)


@cache
def _bundle() -> _Bundle:
    written: dict[str, str] = {}
    for file in sorted((FOLDER / LANGUAGE).glob("*.ftl")):
        _, *entries = _BEGIN_OF_ENTRY.split(file.read_text(encoding="utf-8"))
        for entry in entries:
            written.setdefault(entry.partition("=")[0].strip(), entry)
    return _Bundle(written)


def _spoken(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock_words(value)
    if isinstance(value, date):
        return date_words(value)
    return value
