from typing import Any

import pytest

from bot.handlers.essentials import essentials

CHAT = {"id": 5, "type": "private"}


def test_of_a_tapped_message_only_which_one_it_was_is_left() -> None:
    message = {"message_id": 7, "date": 1, "chat": CHAT, "text": "Waar?", "reply_markup": {"inline_keyboard": []}}
    raw: dict[str, Any] = {"update_id": 1, "callback_query": {"id": "3", "data": "x", "message": message}}
    left = essentials(raw)
    assert left["callback_query"] == {
        "id": "3",
        "data": "x",
        "message": {"message_id": 7, "chat": CHAT, "date": 0},
    }
    assert raw["callback_query"]["message"] is message


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1, "message": {"message_id": 7, "date": 1, "chat": CHAT, "text": "hallo"}},
        {"update_id": 1, "callback_query": {"id": "3", "message": {"chat": CHAT}}},
        {"update_id": 1, "callback_query": "what"},
        None,
        [],
    ],
)
def test_everything_else_stays_as_it_came(raw: Any) -> None:
    assert essentials(raw) is raw
