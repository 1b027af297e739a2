"""The page itself, with its words filled in from the text files."""

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path

from bot.playground.page_view import Phone, Picker
from bot.texts import text

FOLDER = Path(__file__).parent / "page"

_PLACE = re.compile(r"\{\{([a-z-]+)\}\}")
# Words that the page's own script puts on the screen; it fills in the name itself.
_SCRIPT_WORDS = (
    "conversation",
    "copied",
    "disconnected",
    "duties-none",
    "duty-late",
    "edited",
    "failed",
    "file",
    "contact",
    "location",
    "outbox-none",
    "picture",
    "protected",
    "school-opening",
    "spoiler",
    "spoiler-picture",
    "sticker",
    "video",
    "voice",
)
_SCRIPT_WORDS_WITH_NAME = ("composer", "phone", "phone-away")


def page_html(
    school_name: str, bot_username: str, others: Sequence[Phone] = (), picker: Picker | None = None
) -> str:
    """The whole page for this school; without a picker there is no choice of schools on it.

    `others` are the phones that can be added to it.
    """
    values = {
        "page-data": _page_data(bot_username, picker),
        "picker-state": "" if picker else "hidden",
        "picker-options": _options(picker) if picker else "",
        "others-state": "" if others else "hidden",
        "others-list": "".join(_other(phone) for phone in others),
    }
    source = (FOLDER / "index.html").read_text(encoding="utf-8")

    def filled(place: re.Match[str]) -> str:
        name = place[1]
        if name in values:
            return values[name]
        return html.escape(school_name if name == "school" else text(f"playground-{name}", school=school_name))

    return _PLACE.sub(filled, source)


def _options(picker: Picker) -> str:
    return "".join(
        f'<option value="{html.escape(school_id)}"{" selected" if school_id == picker.present else ""}>'
        f"{html.escape(label)}</option>"
        for school_id, label in picker.schools
    )


def _other(phone: Phone) -> str:
    """One line of the list of phones that can be added, with a box to tick."""
    return (
        f'<li><label><input type="checkbox" value="{html.escape(phone.id)}" autocomplete="off">'
        f"<span><b>{html.escape(phone.label)}</b> <span>{html.escape(phone.role_label)}</span></span></label></li>"
    )


def _page_data(bot_username: str, picker: Picker | None) -> str:
    """JSON that is safe inside a script element."""
    words = {key: text(f"playground-{key}") for key in _SCRIPT_WORDS}
    words |= {key: text(f"playground-{key}", name="{name}") for key in _SCRIPT_WORDS_WITH_NAME}
    data = {"bot": bot_username, "school": picker.present if picker else None, "words": words}
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
