"""What an outbox row asks a channel to do, as data that is sealed in the row's payload."""

from dataclasses import dataclass
from typing import Any, Literal

from bot.flows.words import Message, message_from_data, message_to_data


@dataclass(frozen=True)
class SendMessage:
    """A new message. `secret` rows leave no trace in the outbox once they are sent. `told` is the line of a thread
    (hex id) that it brings to the reporter: it waits when it is refused. So does the row itself of a `kept` one.
    `place_for` is what a later row puts in its place ("text" or "report"), which a tap asked for."""

    message: Message
    secret: bool = False
    told: str | None = None
    kept: bool = False
    place_for: str | None = None


@dataclass(frozen=True)
class Removal:
    """Of content that leaves a screen: what its due row was about (hex), what it is ("page", "picture", "report" or
    "text"), and since when it was refused (ISO 8601, UTC), so that it is tried again."""

    subject: str
    what: str
    refused_since: str | None = None


@dataclass(frozen=True)
class EditMessage:
    """Change a message: the one with the channel's id `message_id`, or what the target row sent. `first_read` are the
    reports (hex ids) that this shows to somebody for the first time. `new_removal` is the due row (hex id) that takes
    away what this shows, where nothing was shown before: nothing has to go when this is refused. With a `removal`
    this takes the place of what has to go."""

    message: Message
    message_id: int | None = None
    first_read: tuple[str, ...] = ()
    new_removal: str | None = None
    removal: Removal | None = None


@dataclass(frozen=True)
class ChangeButtons:
    """Leave the words of the message with the channel's id `message_id` as they are; `message` has its buttons."""

    message: Message
    message_id: int


@dataclass(frozen=True)
class SendPlaceholder:
    """A protected, covered picture without content; the real one is put in its place by a later row."""

    caption: Message


@dataclass(frozen=True)
class ShowPicture:
    """Put the kept picture (hex id) in the place of the placeholder that the target row sent."""

    picture: str
    caption: Message


@dataclass(frozen=True)
class ShowReport:
    """Make the report of this case for this member of staff, and put it in the place of what the target row sent.

    It is made when the row is delivered, so that nothing of it is kept; `instead` is said when it cannot be made.
    """

    case: int
    person: str
    caption: Message
    instead: Message


@dataclass(frozen=True)
class TakeAway:
    """Delete what the target row sent; where that cannot be any more, cover it with the words of `instead`."""

    instead: Message
    is_picture: bool = False
    message_id: int | None = None
    removal: Removal | None = None


@dataclass(frozen=True)
class EraseChat:
    """Delete all that was sent to this chat, and these messages (the channel's ids) of the person's own; with a target
    row only what may stand there just above what that row sent, because nobody knows whether it arrived."""

    messages: tuple[int, ...]


@dataclass(frozen=True)
class LeaveGroup:
    """Leave a group or channel."""


Outgoing = (
    SendMessage
    | EditMessage
    | ChangeButtons
    | SendPlaceholder
    | ShowPicture
    | ShowReport
    | TakeAway
    | EraseChat
    | LeaveGroup
)

Kind = Literal["send", "edit", "buttons", "placeholder", "picture", "report", "take_away", "erase_chat", "leave"]


def outgoing_to_data(outgoing: Outgoing) -> dict[str, Any]:
    """JSON-able; `outgoing_from_data` is its inverse."""
    match outgoing:
        case SendMessage(message, secret, told, kept, place_for):
            line: dict[str, Any] = {} if told is None else {"told": told}
            waits = {"kept": True} if kept else {}
            place = {} if place_for is None else {"place_for": place_for}
            return {"do": "send", "message": message_to_data(message), "secret": secret, **line, **waits, **place}
        case EditMessage(message, message_id, first_read, new_removal, removal):
            read = {"first_read": list(first_read)} if first_read else {}
            new = {} if new_removal is None else {"new_removal": new_removal}
            data = {"do": "edit", "message": message_to_data(message), "id": message_id}
            return {**data, **read, **new, **_removal_to_data(removal)}
        case ChangeButtons(message, message_id):
            return {"do": "buttons", "message": message_to_data(message), "id": message_id}
        case SendPlaceholder(caption):
            return {"do": "placeholder", "message": message_to_data(caption)}
        case ShowPicture(picture, caption):
            return {"do": "picture", "picture": picture, "message": message_to_data(caption)}
        case ShowReport(number, person, caption, instead):
            return {
                "do": "report",
                "case": number,
                "person": person,
                "message": message_to_data(caption),
                "instead": message_to_data(instead),
            }
        case TakeAway(instead, is_picture, message_id, removal):
            return {
                "do": "take_away",
                "message": message_to_data(instead),
                "is_picture": is_picture,
                "id": message_id,
                **_removal_to_data(removal),
            }
        case EraseChat(messages):
            return {"do": "erase_chat", "messages": list(messages)}
        case LeaveGroup():
            return {"do": "leave"}


def outgoing_from_data(data: dict[str, Any]) -> Outgoing:
    """Raises ValueError for data of an unknown kind."""
    kind = data["do"]
    if kind == "erase_chat":
        return EraseChat(tuple(data["messages"]))
    if kind == "leave":
        return LeaveGroup()
    message = message_from_data(data["message"])
    if kind == "send":
        return SendMessage(message, data["secret"], data.get("told"), data.get("kept", False), data.get("place_for"))
    if kind == "edit":
        first_read, new = tuple(data.get("first_read", ())), data.get("new_removal")
        return EditMessage(message, data["id"], first_read, new, removal_from_data(data))
    if kind == "buttons":
        return ChangeButtons(message, data["id"])
    if kind == "placeholder":
        return SendPlaceholder(message)
    if kind == "picture":
        return ShowPicture(data["picture"], message)
    if kind == "report":
        return ShowReport(data["case"], data["person"], message, message_from_data(data["instead"]))
    if kind == "take_away":
        return TakeAway(message, data["is_picture"], data["id"], removal_from_data(data))
    raise ValueError("an outgoing kind that is not known")


def _removal_to_data(removal: Removal | None) -> dict[str, Any]:
    return {} if removal is None else {"removal": [removal.subject, removal.what, removal.refused_since]}


def removal_from_data(data: dict[str, Any]) -> Removal | None:
    """What the data of an outgoing say of the content that it takes off a screen; None when it takes off none."""
    return Removal(*data["removal"]) if "removal" in data else None
