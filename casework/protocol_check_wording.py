"""The words of a protocol: names that can be named, and texts that can be read on a screen and on a button."""

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from casework.protocol_beside_steps import Aid, FactValue, Helpline
from casework.protocol_check_walk import Finding, Place, Walk
from casework.protocol_elements import Action, Answer, Record
from casework.protocol_model import CLOSE, GateQuestion, Intervention, Outcome, Protocol

_PLAIN_NAME = re.compile(r"[^\W_][\w-]*")
_NAMED_PARTS = ("roles", "registers", "vocabulary", "settings", "facts", "aids", "helplines")
_NAMES = ("key", "id")
_WORDS = ("label", "short", "title", "school", "for_the_pupil")

_WITH_A_SHORT_FORM = (Action, Aid, Intervention)
_ON_A_BUTTON = (Answer, FactValue, GateQuestion, Outcome)
_LONGEST_SHORT_FORM = 30
_LONGEST_ON_A_BUTTON = 100
_LONGEST = 500
"""In characters. A phone cuts a button off after some thirty, and far beyond that nobody knows what it does."""

_MOST_SHOWN = 40

_BETWEEN_BRACES = re.compile(r"\{[^{}]*\}")
_STEP_KEY = "{step.key}"
_SITE = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


def wording_findings(walk: Walk) -> Iterator[Finding]:
    """Names that are no plain word, texts that are blank or too long for where they stand, and braces that stay."""
    yield from _whole(walk.protocol)
    for name in _NAMED_PARTS:
        for key, value in getattr(walk.protocol, name).items():
            yield from _name((name, key), key)
            if isinstance(value, str):
                yield from _text((name, key), key, value, _LONGEST)
    for index, step in enumerate(walk.protocol.steps):
        if step.key == CLOSE:
            yield Finding(("steps", index, "key"), "protocol-problem-step-called-close", {"name": CLOSE})
    for place, part in walk.every_part:
        yield from _names_in(place, part)
        yield from _words_in(place, part)
        if isinstance(part, Helpline):
            yield from _reachable_by(place, part)


def _whole(protocol: Protocol) -> Iterator[Finding]:
    yield from _name(("id",), protocol.id)
    yield from _words_in((), protocol)


@cache
def _fields_of(kind: type[BaseModel], names: tuple[str, ...]) -> tuple[str, ...]:
    """Asking a record for what it does not have takes long, and a protocol holds some thousand records."""
    return tuple(name for name in names if name in kind.model_fields)


def _names_in(place: Place, part: BaseModel) -> Iterator[Finding]:
    for field in _fields_of(type(part), _NAMES):
        name = getattr(part, field)
        if isinstance(name, str):
            yield from _name((*place, field), name)


def _name(place: Place, name: str) -> Iterator[Finding]:
    if not _PLAIN_NAME.fullmatch(name):
        yield Finding(place, "protocol-problem-no-name", {"name": name[:_MOST_SHOWN]})


def _words_in(place: Place, part: BaseModel) -> Iterator[Finding]:
    for field in _fields_of(type(part), _WORDS):
        words = getattr(part, field)
        if not isinstance(words, str) or field not in part.model_fields_set:
            continue
        inside = (*place, field)
        may_be_short = isinstance(part, _WITH_A_SHORT_FORM)
        yield from _text(inside, field, words, _room_for(part, field), may_be_short=may_be_short)
        if field == "title":
            yield from _braces(inside, words, may_name_step=isinstance(part, Record))


def _room_for(part: BaseModel, field: str) -> int:
    if field != "label":
        return _LONGEST
    on_button = isinstance(part, _ON_A_BUTTON) or (isinstance(part, _WITH_A_SHORT_FORM) and part.short is None)
    return _LONGEST_ON_A_BUTTON if on_button else _LONGEST


def _text(place: Place, field: str, words: str, room: int, *, may_be_short: bool = False) -> Iterator[Finding]:
    if not words.strip():
        yield Finding(place, "protocol-problem-no-words", {"element": field})
    elif len(words) > room:
        on_button = may_be_short and len(words) <= _LONGEST
        fields = {"element": field, "value": f"{words[:_MOST_SHOWN]}…"}
        fields["allowed"] = str(_LONGEST_SHORT_FORM if on_button else room)
        what = "label-without-short" if on_button else "words-too-long"
        yield Finding(place, f"protocol-problem-{what}", fields)


def _braces(place: Place, words: str, *, may_name_step: bool) -> Iterator[Finding]:
    for between in _BETWEEN_BRACES.findall(words):
        if between != _STEP_KEY or not may_name_step:
            yield Finding(place, "protocol-problem-between-braces", {"name": between[:_MOST_SHOWN]})
    rest = _BETWEEN_BRACES.sub("", words)
    if "{" in rest or "}" in rest:
        yield Finding(place, "protocol-problem-open-brace", {"name": "{" if "{" in rest else "}"})


def _reachable_by(place: Place, line: Helpline) -> Iterator[Finding]:
    if line.number is not None and not any(sign.isdecimal() for sign in line.number):
        yield Finding((*place, "number"), "protocol-problem-phone-number", {"name": line.number[:_MOST_SHOWN]})
    if line.url is not None and not _SITE.fullmatch(line.url):
        yield Finding((*place, "url"), "protocol-problem-site", {"name": line.url[:_MOST_SHOWN]})
