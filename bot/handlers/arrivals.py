"""What arrived, free of the channel that brought it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flows.events import Event

TELEGRAM = "telegram"


@dataclass(frozen=True)
class Arrival:
    """One event of one person. `message` is the channel's id of what they sent, `tap` that of a tap and
    `tapped_message` the message whose button was tapped."""

    address: Mapping[str, Any]
    event: Event
    message: int | None = None
    tap: str | None = None
    tapped_message: int | None = None


@dataclass(frozen=True)
class GroupArrival:
    """The bot was put in a group or channel, or something was said there."""

    chat: int


def telegram_address(chat: int) -> Mapping[str, Any]:
    return {"channel": TELEGRAM, "chat": chat}


@dataclass
class ArrivalTray:
    """Where the handlers put what they read; the intake takes it out after each update."""

    _found: list[Arrival | GroupArrival] = field(default_factory=list)
    _failure: BaseException | None = None

    def put(self, arrival: Arrival | GroupArrival) -> None:
        self._found.append(arrival)

    def put_failure(self, failure: BaseException) -> None:
        self._failure = failure

    def take(self) -> Arrival | GroupArrival | None:
        """What the last update brought, None when it was nothing to us; raises what its handler raised."""
        found, self._found = self._found, []
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
        return found[0] if found else None
