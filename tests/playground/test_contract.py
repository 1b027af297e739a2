"""Walks the tables of accepted parameters: nothing outside them is accepted, nothing in them is ignored."""

import json
from typing import Any

import pytest

from bot.playground.contract import METHODS, TYPES
from bot.playground.errors import BadRequest
from bot.playground.methods import METHOD_HANDLERS
from bot.playground.parameters import read_parameters

INLINE = {"inline_keyboard": [[{"text": "Ja", "callback_data": "j"}]]}
PHOTO = {"type": "photo", "media": "attach://a"}
GOOD: dict[str, Any] = {
    "Integer": 7,
    "String": "woorden",
    "Boolean": True,
    "ChatId": 42,
    "InputFile": "attach://a",
    "InputMedia": PHOTO,
    "Array of InputMedia": [PHOTO, PHOTO],
    "Array of String": ["message"],
    "Array of Integer": [1, 2],
    "Array of MessageEntity": [{"type": "bold", "offset": 0, "length": 1}],
    "Array of BotCommand": [{"command": "stop", "description": "Stop"}],
    "InlineKeyboardMarkup": INLINE,
    "ReplyMarkup": INLINE,
    "ReplyParameters": {"message_id": 1},
    "LinkPreviewOptions": {"is_disabled": True},
    "BotCommandScope": {"type": "default"},
    "MenuButton": {"type": "commands"},
}
WRONG: dict[str, Any] = {
    "Integer": "zeven",
    "String": 7,
    "Boolean": "misschien",
    "ChatId": "klas 2B",
    "InputFile": 7,
}
EVERY_PARAMETER = [(method, name) for method, shape in METHODS.items() for name in shape]


def good_call(method: str) -> dict[str, Any]:
    return {name.removesuffix("!"): GOOD[kind] for name, kind in METHODS[method].items()}


def test_every_method_has_its_parameters_and_its_code() -> None:
    assert set(METHODS) == set(METHOD_HANDLERS)


@pytest.mark.parametrize("method", METHODS)
def test_a_call_with_every_parameter_is_read_from_json_and_from_a_form_alike(method: str) -> None:
    call = good_call(method)
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in call.items()}
    assert set(read_parameters(method, call)) == set(call)
    assert read_parameters(method, form) == read_parameters(method, call)


@pytest.mark.parametrize("method", METHODS)
def test_a_parameter_that_the_method_does_not_know_is_refused(method: str) -> None:
    with pytest.raises(BadRequest, match="no parameter"):
        read_parameters(method, {**good_call(method), "surprise": "1"})


@pytest.mark.parametrize(("method", "name"), [pair for pair in EVERY_PARAMETER if pair[1].endswith("!")])
def test_a_required_parameter_may_not_be_missing(method: str, name: str) -> None:
    call = good_call(method)
    del call[name.removesuffix("!")]
    with pytest.raises(BadRequest):
        read_parameters(method, call)


@pytest.mark.parametrize(("method", "name"), EVERY_PARAMETER)
def test_a_value_of_another_type_is_refused(method: str, name: str) -> None:
    wrong = WRONG.get(METHODS[method][name], "geen JSON {")
    with pytest.raises(BadRequest):
        read_parameters(method, {**good_call(method), name.removesuffix("!"): wrong})


@pytest.mark.parametrize(
    "markup",
    [
        {"inline_keyboard": [[{"text": "Ja", "callback_data": "j", "surprise": 1}]]},
        {"inline_keyboard": [[{"callback_data": "j"}]]},
        {"inline_keyboard": [{"text": "Ja", "callback_data": "j"}]},
        {"inline_keyboard": [[{"text": "Ja", "callback_data": 7}]]},
        {"keyboard": [["Ja"]], "resize": True},
        {"surprise": []},
        [],
    ],
)
def test_an_object_is_read_as_strictly_as_the_call_itself(markup: Any) -> None:
    with pytest.raises(BadRequest):
        read_parameters("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": json.dumps(markup)})


def test_numbers_inside_an_object_are_numbers_and_not_text() -> None:
    with pytest.raises(BadRequest, match="must be Integer"):
        read_parameters("sendMessage", {"chat_id": 1, "text": "x", "reply_parameters": {"message_id": "7"}})


def test_every_type_that_is_named_is_described() -> None:
    names = {kind.split()[-1] for shape in (*METHODS.values(), *TYPES.values()) for kind in shape.values()}
    basic = {"Integer", "String", "Boolean", "ChatId", "InputFile", "ReplyMarkup", "InputMedia"}
    assert names - basic <= set(TYPES)
