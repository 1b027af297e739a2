"""What came of one thing that the outbox asked of a channel."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """It is done; `message` is the channel's id of what was sent, if anything was; `before` those of earlier pieces."""

    message: int | None = None
    before: tuple[int, ...] = ()


@dataclass(frozen=True)
class Refused:
    """It will never be done: the channel refuses it. `unreachable`: this person cannot be reached at all. `gone`: the
    message that was to be changed is not there any more."""

    unreachable: bool = False
    gone: bool = False


@dataclass(frozen=True)
class Later:
    """It was not done and should be tried again; `after` is in seconds when the channel said so. `perhaps_done`: no
    answer came in time to what makes a message, so that it may stand there, and a next try may make a copy."""

    after: float | None = None
    perhaps_done: bool = False


@dataclass(frozen=True)
class Untouched:
    """It was not tried: something before it in the same chat must be done first."""


Outcome = Done | Refused | Later | Untouched
