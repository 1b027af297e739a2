"""Keyboards: what Telegram accepts of them."""

from collections.abc import Iterable
from typing import Any

from bot.playground.errors import BadRequest

Markup = dict[str, Any]

INLINE = "InlineKeyboardMarkup"
REPLY = "ReplyKeyboardMarkup"
REMOVE = "ReplyKeyboardRemove"

MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_CALLBACK_BYTES = 64
_ACTIONS = ("url", "callback_data", "copy_text")
_STYLES = frozenset({"danger", "success", "primary"})


def check_markup(markup: Markup | None) -> None:
    """Raises BadRequest for a keyboard that Telegram refuses."""
    if markup is None:
        return
    if markup["kind"] == INLINE:
        _check_size(markup["inline_keyboard"])
        for button in _flat(markup["inline_keyboard"]):
            _check_inline_button(button)
    elif markup["kind"] == REPLY:
        _check_size(markup["keyboard"])
        if not any(markup["keyboard"]):
            raise BadRequest("reply keyboard is empty")
        for button in _flat(markup["keyboard"]):
            _check_text(button, "keyboard button")


def inline_part(markup: Markup | None) -> dict[str, Any] | None:
    """The keyboard as it stands in a message: only inline keyboards with a button do."""
    if markup is None or markup["kind"] != INLINE or not any(markup["inline_keyboard"]):
        return None
    return {"inline_keyboard": [row for row in markup["inline_keyboard"] if row]}


def _check_size(rows: list[list[Any]]) -> None:
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise BadRequest("REPLY_MARKUP_TOO_LONG")
    if any(len(row) > MAX_BUTTONS_IN_ROW for row in rows):
        raise BadRequest("REPLY_MARKUP_INVALID")


def _check_inline_button(button: dict[str, Any]) -> None:
    _check_text(button, "inline keyboard button")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise _unparsable("inline keyboard button", "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise BadRequest("BUTTON_TYPE_INVALID")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_CALLBACK_BYTES:
        raise BadRequest("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(("https://", "http://", "tg://")):
        raise BadRequest("BUTTON_URL_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise BadRequest("BUTTON_COPY_TEXT_INVALID")


def _check_text(button: dict[str, Any], kind: str) -> None:
    if not button["text"].strip():
        raise _unparsable(kind, f"{kind} text is empty")
    if button.get("style", "primary") not in _STYLES:
        raise _unparsable(kind, "invalid button style specified")


def _unparsable(kind: str, reason: str) -> BadRequest:
    return BadRequest(f"can't parse {kind}: {reason}")


def _flat(rows: list[list[dict[str, Any]]]) -> Iterable[dict[str, Any]]:
    return (button for row in rows for button in row)
