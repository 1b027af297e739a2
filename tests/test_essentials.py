from typing import Any

import pytest
from telegram import Bot, InaccessibleMessage, Update

from bot.handlers.essentials import read_update

BOT = Bot("1:a")
CHAT = {"id": 5, "type": "private"}
SENDER = {"id": 5, "is_bot": False, "first_name": "Noor", "since": "a field that is not known yet"}
TAPPED = {"message_id": 7, "date": 1, "chat": CHAT, "text": "Waar?", "reply_markup": {"inline_keyboard": []}}
QUERY = {"id": "3", "from": SENDER, "chat_instance": "8", "data": "x"}


def test_of_a_tapped_message_only_which_one_it_was_is_left() -> None:
    raw: dict[str, Any] = {"update_id": 1, "callback_query": {**QUERY, "message": TAPPED}}
    query = read_update(raw, BOT).callback_query
    assert query is not None and isinstance(query.message, InaccessibleMessage)
    assert (query.message.message_id, query.message.chat.id, query.message.chat.type) == (7, 5, "private")
    assert raw["callback_query"] == {**QUERY, "message": TAPPED}


def test_a_tap_is_read_as_the_library_reads_it() -> None:
    raw = {"update_id": 1, "callback_query": {**QUERY, "message": TAPPED}}
    ours, whole = read_update(raw, BOT), Update.de_json(raw, BOT)
    assert ours.callback_query is not None and whole.callback_query is not None
    for name in ("id", "from_user", "chat_instance", "data"):
        assert getattr(ours.callback_query, name) == getattr(whole.callback_query, name)
    assert ours.update_id == whole.update_id
    assert ours.effective_chat == whole.effective_chat and ours.effective_user == whole.effective_user


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1, "message": {"message_id": 7, "date": 1, "chat": CHAT, "text": "hallo"}},
        {"update_id": 1, "callback_query": QUERY},
        {"update_id": 1},
    ],
)
def test_everything_else_is_read_whole(raw: Any) -> None:
    assert read_update(raw, BOT).to_dict() == Update.de_json(raw, BOT).to_dict()


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1, "callback_query": {**QUERY, "message": {"chat": CHAT}}},
        {"update_id": 1, "callback_query": {"id": "3", "message": TAPPED}},
        {"callback_query": {**QUERY, "message": TAPPED}},
        {"update_id": 1, "callback_query": "what"},
        None,
        [],
    ],
)
def test_what_lacks_a_part_is_no_update(raw: Any) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError)):
        read_update(raw, BOT)
