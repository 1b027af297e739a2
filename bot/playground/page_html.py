"""The page itself, with its words filled in from the text files."""

import html
import json
import re
from pathlib import Path

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
    "spoiler",
    "spoiler-picture",
    "sticker",
    "video",
    "voice",
)
_SCRIPT_WORDS_WITH_NAME = ("composer", "phone")


def page_html(school_name: str, bot_username: str) -> str:
    """The whole page for this school."""
    values = {"school": school_name, "page-data": _page_data(bot_username)}
    source = (FOLDER / "index.html").read_text(encoding="utf-8")

    def filled(place: re.Match[str]) -> str:
        name = place[1]
        words = values[name] if name in values else text(f"playground-{name}", school=school_name)
        return words if name == "page-data" else html.escape(words)

    return _PLACE.sub(filled, source)


def _page_data(bot_username: str) -> str:
    """JSON that is safe inside a script element."""
    words = {key: text(f"playground-{key}") for key in _SCRIPT_WORDS}
    words |= {key: text(f"playground-{key}", name="{name}") for key in _SCRIPT_WORDS_WITH_NAME}
    data = {"bot": bot_username, "words": words}
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
