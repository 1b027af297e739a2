"""What can reach a conversation, whatever the channel. Each is a fact about what a person did."""

from dataclasses import dataclass
from enum import StrEnum


class PictureKind(StrEnum):
    PHOTO = "photo"
    FILE = "file"


class OtherKind(StrEnum):
    """Everything that a person can send and that no question takes."""

    FILE = "file"
    VIDEO = "video"
    ANIMATION = "animation"
    VOICE = "voice"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True)
class CommandGiven:
    """A command such as /melden; `argument` is what stood behind it."""

    name: str
    argument: str = ""


@dataclass(frozen=True)
class TextSent:
    text: str


@dataclass(frozen=True)
class OptionTapped:
    """A tap on a button, with the parts of its data; `draft` and `revision` tell whether it is still asked."""

    draft: str
    revision: int
    question: str
    option: str


@dataclass(frozen=True)
class PictureSent:
    """A photo or an image file; `file` is how the channel lets it be fetched, `size` is in bytes if known."""

    file: str
    kind: PictureKind
    size: int | None
    caption: str = ""


@dataclass(frozen=True)
class OtherSent:
    kind: OtherKind
    caption: str = ""


@dataclass(frozen=True)
class MessageEdited:
    """Somebody changed a message that was sent before; `text` is what it says now."""

    message: int
    text: str


@dataclass(frozen=True)
class UnknownTap:
    """A tap whose data is not of this version."""


Event = CommandGiven | TextSent | OptionTapped | PictureSent | OtherSent | MessageEdited | UnknownTap
