"""Reading the parameters of a call: every name known, every value of the right type, or an error."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from bot.playground.contract import INPUT_MEDIA, METHODS, REPLY_MARKUPS, TYPES, Shape
from bot.playground.errors import BadRequest

Reader = Callable[[Any, str], Any]

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,19}")
_BOOLEANS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
_EMPTY_SENTENCES = {"chat_id": "chat_id is empty", "text": "message text is empty"}
_ARRAY_OF = "Array of "


def read_parameters(method: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The call's parameters, typed. `given` holds strings (form, query) or JSON values.

    Raises BadRequest for an unknown or missing name and for a value of another type.
    """
    return _read_shape(_shape(METHODS[method]), given, method, from_form=True)


class _Field:
    __slots__ = ("read", "required")

    def __init__(self, kind: str, required: bool) -> None:
        self.read = reader_of(kind)
        self.required = required


def _shape(shape: Shape) -> dict[str, _Field]:
    return _compiled(tuple(shape.items()))


@cache
def _compiled(items: tuple[tuple[str, str], ...]) -> dict[str, _Field]:
    return {name.removesuffix("!"): _Field(kind, name.endswith("!")) for name, kind in items}


def _read_shape(
    fields: Mapping[str, _Field], given: Mapping[str, Any], where: str, *, from_form: bool
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in given.items():
        field = fields.get(name)
        if field is None:
            raise BadRequest(f'"{where}" has no parameter "{name}" that is supported here')
        values[name] = field.read(_opened(value) if from_form else value, name)
    for name, field in fields.items():
        if field.required and name not in values:
            raise BadRequest(_EMPTY_SENTENCES.get(name, f'"{where}" needs the parameter "{name}"'))
    return values


class _FormText(str):
    """A value that came as text, so that a number or an object may be written in it."""

    __slots__ = ()


def _opened(value: Any) -> Any:
    return _FormText(value) if isinstance(value, str) else value


def reader_of(kind: str) -> Reader:
    """The reader of a type named as in `contract`."""
    if kind.startswith(_ARRAY_OF):
        return _array_reader(kind.removeprefix(_ARRAY_OF))
    return _READERS.get(kind) or _object_reader(kind)


def _read_integer(value: Any, name: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, _FormText) and _WHOLE_NUMBER.fullmatch(value):
        return int(value)
    raise _wrong_type(name, "Integer")


def _read_boolean(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, _FormText) and value in _BOOLEANS:
        return _BOOLEANS[value]
    raise _wrong_type(name, "Boolean")


def _read_string(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise _wrong_type(name, "String")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadRequest("strings must be encoded in UTF-8") from None
    return str(value)


def _read_chat_id(value: Any, name: str) -> int | str:
    if value == "":
        raise BadRequest("chat_id is empty")
    if isinstance(value, str) and value.startswith("@"):
        return str(value)
    return _read_integer(value, name)


def _read_reply_markup(value: Any, name: str) -> dict[str, Any]:
    markup = _object(value, name)
    for field, kind in REPLY_MARKUPS.items():
        if field in markup:
            return {"kind": kind, **_read_object(kind, markup)}
    raise BadRequest("object expected as reply markup")


def _read_inline_markup(value: Any, name: str) -> dict[str, Any]:
    return {"kind": "InlineKeyboardMarkup", **_read_object("InlineKeyboardMarkup", _object(value, name))}


def _read_input_media(value: Any, name: str) -> dict[str, Any]:
    media = _object(value, name)
    kind = INPUT_MEDIA.get(str(media.get("type")))
    if kind is None:
        raise BadRequest(f'can\'t parse InputMedia: type "{media.get("type")}" is not supported here')
    return _read_object(kind, media)


def _read_keyboard_button(value: Any, name: str) -> dict[str, Any]:
    return {"text": value} if isinstance(value, str) else _read_object("KeyboardButton", _object(value, name))


_READERS: dict[str, Reader] = {
    "Integer": _read_integer,
    "Boolean": _read_boolean,
    "String": _read_string,
    "InputFile": _read_string,
    "ChatId": _read_chat_id,
    "ReplyMarkup": _read_reply_markup,
    "InlineKeyboardMarkup": _read_inline_markup,
    "InputMedia": _read_input_media,
    "KeyboardButton": _read_keyboard_button,
}


def _array_reader(kind: str) -> Reader:
    read_one = reader_of(kind)

    def read(value: Any, name: str) -> list[Any]:
        values = _json(value, name)
        if not isinstance(values, list):
            raise _wrong_type(name, f"{_ARRAY_OF}{kind}")
        return [read_one(one, name) for one in values]

    return read


def _object_reader(kind: str) -> Reader:
    def read(value: Any, name: str) -> dict[str, Any]:
        return _read_object(kind, _object(value, name))

    return read


def _read_object(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return _read_shape(_shape(TYPES[kind]), value, kind, from_form=False)


def _object(value: Any, name: str) -> dict[str, Any]:
    opened = _json(value, name)
    if not isinstance(opened, dict):
        raise (
            BadRequest("object expected as reply markup") if name == "reply_markup" else _wrong_type(name, "an object")
        )
    return opened


def _json(value: Any, name: str) -> Any:
    if not isinstance(value, _FormText):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise BadRequest(f'can\'t parse "{name}" JSON object') from None


def _wrong_type(name: str, kind: str) -> BadRequest:
    return BadRequest(f'parameter "{name}" must be {kind}')
