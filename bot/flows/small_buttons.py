"""Buttons that belong to no question: they stay valid as long as what they are about does."""

from bot.flows.callback_data import button_data
from bot.flows.events import OptionTapped
from bot.flows.words import Button, phrase

_MARK = "s"
RESUME, DISCARD, LEAVE = "resume", "discard", "leave"
PICTURES_AWAY = "pictures-away"


def small_button(kind: str, subject: str, **fields: object) -> Button:
    """A button of this kind about `subject` (a hex id or a word); its label is the text `small-<kind>`."""
    return Button(phrase(f"small-{kind}", **fields), button_data(_MARK, 0, kind, subject))


def read_small_button(tap: OptionTapped) -> tuple[str, str] | None:
    """The kind and the subject of a small button; None for a button of a question."""
    return (tap.question, tap.option) if tap.draft == _MARK else None
