"""A local Bot API with people that can be played: for the demo, the dialogue tests and the benchmark."""

from bot.playground.calls import Call, Moment
from bot.playground.errors import NotOnScreen, PersonCannot, StillOnScreen
from bot.playground.faults import (
    DropAfterDoing,
    DropConnection,
    Faults,
    Hang,
    ServerError,
    TooManyRequests,
)
from bot.playground.groups import Group
from bot.playground.messages import ChatMessage, Toast
from bot.playground.person import Person
from bot.playground.serving import serve
from bot.playground.telegram_server import LocalBotApi

__all__ = [
    "Call",
    "ChatMessage",
    "DropAfterDoing",
    "DropConnection",
    "Faults",
    "Group",
    "Hang",
    "LocalBotApi",
    "Moment",
    "NotOnScreen",
    "Person",
    "PersonCannot",
    "ServerError",
    "StillOnScreen",
    "Toast",
    "TooManyRequests",
    "serve",
]
