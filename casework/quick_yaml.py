"""Reading a YAML file that is in order: quickly, and only where there is no doubt about what it says.

libyaml reads some ten times as fast as ruamel.yaml, whose lines and sentences a file with a mistake needs. But
libyaml knows only YAML 1.1. So it is not asked what a value is, and whatever the two could read differently, or
libyaml refuses, is left to ruamel.yaml.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from yaml import CBaseLoader, YAMLError, parse
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

Place = tuple[str | int, ...]
"""The keys and numbers that lead to a part of a file."""

_DOUBTFUL = re.compile(
    # Tabs and rare line ends, which the two count differently.
    r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    # Escapes, of which they know different ones.
    r"|\\"
    # What only ruamel.yaml refuses: lines of spaces before a text, a comment right after | or >, two ends.
    r"|^ +$|[|>][-+0-9]*#|^\.\.\."
    # A comment between a key and its text, which ruamel.yaml cannot always keep.
    r"|: +#[^\n]*(?:\n *(?:#[^\n]*)?)*\n +(?![-#\s\[{\"'])(?:(?!:(?:\s|$))[^\n])*$",
    re.MULTILINE,
)
_DEEPEST = 50
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_LONG_NUMBER = re.compile(r"[0-9]{19,}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_A_NUMBER = re.compile(
    r"[-+]?(?:\.|0[box]|[0-9_.]+(?:e[-+]?[0-9]*)?$|[0-9]{4}-[0-9]{1,2}-|[0-9]+:)", re.IGNORECASE
)
_MERGE_OR_VALUE = frozenset({"<<", "="})


@dataclass(frozen=True)
class QuickReading:
    """What a file says, and the line (from 1) of each of its parts."""

    tree: dict[str, Any]
    lines: dict[Place, int]


class _InDoubt(Exception):
    """What is written here must be read by ruamel.yaml."""


def quickly_read(text: str, *, odd_numbers_as_written: bool = False) -> QuickReading | None:
    """What `text` says by YAML 1.2, or None when there is any doubt: then it must be read the long way.

    An odd number is all that looks like a number but is no plain whole one: 0102, 1e3, 08:30. It is a doubt as
    well, unless such numbers, and dates, and keys of every kind, are wanted as text.
    """
    if _DOUBTFUL.search(text):
        return None
    try:
        return _Reading(text, odd_numbers_as_written).whole()
    except (YAMLError, _InDoubt):
        return None


def read_own(text: str) -> dict[str, Any]:
    """What a file of the program itself says; ValueError when it is not written so that it can be read quickly."""
    quick = quickly_read(text)
    if quick is None:
        raise ValueError("a file of our own needs the long way")
    return quick.tree


class _Reading:
    """One pass over the events of a text; libyaml's own trees would overflow the stack on a file nested too deep."""

    def __init__(self, text: str, odd_numbers_as_written: bool) -> None:
        self._events = parse(text, Loader=CBaseLoader)
        self._as_written = odd_numbers_as_written
        self._lines: dict[Place, int] = {}

    def whole(self) -> QuickReading:
        self._expect(StreamStartEvent)
        begin = self._expect(DocumentStartEvent)
        if begin.version or begin.tags:
            raise _InDoubt
        self._undecorated(self._expect(MappingStartEvent))
        tree = self._mapping(())
        self._expect(DocumentEndEvent)
        self._expect(StreamEndEvent)
        return QuickReading(tree, self._lines)

    def _next(self) -> Any:
        return next(self._events, None)

    def _expect(self, kind: type[Event]) -> Any:
        event = self._next()
        if not isinstance(event, kind):
            raise _InDoubt
        return event

    @staticmethod
    def _undecorated(event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            raise _InDoubt

    def _mapping(self, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event)
            if key in values:
                raise _InDoubt
            inside = (*place, key)
            self._lines[inside] = event.start_mark.line + 1
            values[key] = self._value(self._next(), inside)
        return values

    def _sequence(self, place: Place) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            inside = (*place, len(values))
            self._lines[inside] = event.start_mark.line + 1
            values.append(self._value(event, inside))
        return values

    def _key(self, event: Any) -> str:
        value = self._scalar(event)
        if isinstance(value, str):
            return value
        if not self._as_written:
            raise _InDoubt
        return str(event.value)

    def _value(self, event: Any, place: Place) -> Any:
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._undecorated(event)
            if len(place) > _DEEPEST:
                raise _InDoubt
            return self._mapping(place) if isinstance(event, MappingStartEvent) else self._sequence(place)
        return self._scalar(event)

    def _scalar(self, event: Any) -> str | int | bool | date | None:
        if not isinstance(event, ScalarEvent):
            raise _InDoubt
        self._undecorated(event)
        written = str(event.value)
        is_plain = event.implicit[0]
        if not is_plain:
            return written
        if written in _NULL:
            return None
        if written in _BOOLEAN:
            return _BOOLEAN[written]
        if written[0].isalpha():
            return written
        if _WHOLE_NUMBER.fullmatch(written):
            return int(written)
        if written in _MERGE_OR_VALUE or _LONG_NUMBER.fullmatch(written):
            raise _InDoubt
        return written if self._as_written else _date_or_text(written)


def _date_or_text(written: str) -> date | str:
    if _DATE.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise _InDoubt from None
    if _LIKE_A_NUMBER.match(written):
        raise _InDoubt
    return written
