"""The parts of an update that somebody reads, so that the rest need not be built."""

from typing import Any


def essentials(raw: Any) -> Any:
    """The raw update, without the text and the keyboard of a message whose button was tapped.

    Only which message it was is read; building the rest of it would cost more than all else that reading an update
    does. So it stands here as the Bot API tells a message that cannot be read any more: with a chat, an id and no date.
    """
    if not isinstance(raw, dict):
        return raw
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict) or not message.keys() >= {"chat", "message_id"}:
        return raw
    only_which = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
    return {**raw, "callback_query": {**query, "message": only_which}}
