"""What the page shows, as JSON: the phones, the clock, the open duties and the outbox."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from bot.playground.messages import ChatMessage
from bot.playground.person import Person
from bot.texts import text
from bot.texts.dates import AMSTERDAM

Json = dict[str, Any]

# More than anybody scrolls back in a demo; keeps every push small.
MOST_MESSAGES = 200
MOST_TOASTS = 5

OutboxState = Literal["waiting", "sending", "sent", "failed"]


@dataclass(frozen=True)
class Phone:
    """One phone on the page: `label` is what its owner is called, `role_label` what they are."""

    id: str
    person: Person
    label: str
    role_label: str


@dataclass(frozen=True)
class Phones:
    """The phones of a school: `first` are on every page, each of `others` on a page that it is added to."""

    first: Sequence[Phone]
    others: Sequence[Phone] = ()

    @property
    def all(self) -> tuple[Phone, ...]:
        return (*self.first, *self.others)

    def on_page(self, added: Sequence[str]) -> tuple[Phone, ...]:
        """The first phones, then those of the others whose ids were added, in that order; unknown ids are left out."""
        others = {phone.id: phone for phone in self.others}
        return (*self.first, *(others[phone_id] for phone_id in dict.fromkeys(added) if phone_id in others))


@dataclass(frozen=True)
class Picker:
    """The schools among which one can choose: id and label. `choose` opens one afresh, and returns when it is open."""

    present: str
    schools: Sequence[tuple[str, str]]
    choose: Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class DutyRow:
    """An open duty: of which case or of the whole school, what, by whom, by which calendar day in Amsterdam."""

    case: str
    what: str
    who: str
    due_on: date
    late: bool


@dataclass(frozen=True)
class OutboxRow:
    """A message on its way: to whom, what kind, how far, and since when (an aware instant)."""

    to: str
    what: str
    state: OutboxState
    at: datetime


@dataclass(frozen=True)
class Inspection:
    """What is behind the phones at one moment, in the order in which it is shown."""

    duties: Sequence[DutyRow] = ()
    outbox: Sequence[OutboxRow] = ()


def clock_view(now: datetime) -> Json:
    """The school's time: an instant with Amsterdam's offset, and in milliseconds for the page's own ticking."""
    return {
        "now": now.astimezone(AMSTERDAM).isoformat(timespec="seconds"),
        "milliseconds": int(now.timestamp() * 1000),
    }


def inspection_view(inspection: Inspection) -> Json:
    return {
        "duties": [_duty_view(row) for row in inspection.duties],
        "outbox": [_outbox_view(row) for row in inspection.outbox],
    }


def phone_view(phone: Phone) -> Json:
    """The whole screen of one phone."""
    chat = phone.person.chat
    messages = list(chat.messages.values())[-MOST_MESSAGES:]
    first_toast = max(len(chat.toasts) - MOST_TOASTS, 0)
    return {
        "id": phone.id,
        "label": phone.label,
        "role": phone.role_label,
        "started": chat.started,
        "revision": chat.revision,
        "messages": [_message_view(message) for message in messages],
        "keyboard": [[button["text"] for button in row] for row in chat.keyboard],
        "toasts": [
            {"number": number, "text": toast.text, "alert": toast.alert, "url": toast.url}
            for number, toast in enumerate(chat.toasts[first_toast:], first_toast)
        ],
    }


def _message_view(message: ChatMessage) -> Json:
    content = message.content
    return {
        "id": message.message_id,
        "revision": message.revision,
        "mine": not message.from_bot,
        "kind": message.kind,
        "text": message.words,
        "entities": content.get("entities") or content.get("caption_entities") or [],
        "at": content["date"],
        "edited": message.edited,
        "protected": message.protected,
        "spoiler": message.spoiler,
        "album": content.get("media_group_id"),
        "photo": _photo_view(content),
        "file": _file_view(message.kind, content),
        "buttons": [[_button_view(button) for button in row] for row in message.button_rows],
    }


def _photo_view(content: Json) -> Json | None:
    if "photo" not in content:
        return None
    largest = content["photo"][-1]
    return {"file": largest["file_id"], "width": largest["width"], "height": largest["height"]}


def _file_view(kind: str, content: Json) -> Json | None:
    if kind != "document":
        return None
    document = content["document"]
    return {"file": document["file_id"], "name": document.get("file_name", ""), "size": document["file_size"]}


def _button_view(button: Json) -> Json:
    copied = button.get("copy_text", {}).get("text")
    return {"text": button["text"], "style": button.get("style"), "url": button.get("url"), "copy": copied}


def _duty_view(row: DutyRow) -> Json:
    due = text("playground-duty-due", day=row.due_on)
    return {"case": row.case, "what": row.what, "who": row.who, "due": due, "late": row.late}


def _outbox_view(row: OutboxRow) -> Json:
    return {
        "to": text("playground-outbox-to", to=row.to),
        "what": row.what,
        "state": row.state,
        "label": text(f"playground-outbox-{row.state}"),
        "at": int(row.at.timestamp()),
    }
