"""When what could not be done in a chat is tried again, and what its tries may have left standing there."""

from bot.outcome import Done, Later, Outcome
from bot.transport import LONGEST_WAIT_ASKED_SECONDS
from storage.outbox import OutboxRow

LONGEST_WAIT_SECONDS = 60.0
SHORTEST_WAIT_WHEN_PERHAPS_DONE_SECONDS = 20.0
MAKES_MESSAGE = ("send", "placeholder")
_COPIES_LOOKED_FOR = 200
_TRIES_OF_AN_UPLOAD = 10


def patience(later: Later, attempts: int) -> float:
    """Seconds until the next try: what the channel asked for, at most an hour, or twice as long each time, at most a
    minute. Whoever answers too late does so for a while, and each try would be one more copy: that waits longer."""
    shortest = SHORTEST_WAIT_WHEN_PERHAPS_DONE_SECONDS if later.perhaps_done else 0.25
    own = min(LONGEST_WAIT_SECONDS, max(shortest, 0.25 * 2.0 ** min(attempts, 10)))
    return own if later.after is None else float(max(min(later.after, LONGEST_WAIT_ASKED_SECONDS), own))


def is_hopeless(row: OutboxRow, later: Later) -> bool:
    """What is uploaded may be what fails, and all else that is to be said or taken away in the chat waits behind it.

    It is shown on a tap, and can be asked for again.
    """
    is_upload = row.payload["do"] in ("placeholder", "picture", "report")
    return is_upload and later.after is None and row.attempts + 1 >= _TRIES_OF_AN_UPLOAD


def left_beside_row(row: OutboxRow, outcome: Outcome) -> tuple[int, ...]:
    """The channel's ids of what stands, or may stand, in the chat because of this row, but for the message that the
    row itself keeps."""
    if not isinstance(outcome, Done):
        return ()
    secret = (outcome.message,) if row.payload.get("secret") and outcome.message is not None else ()
    return (*_perhaps_copies(row, outcome), *outcome.before, *secret)


def _perhaps_copies(row: OutboxRow, done: Done) -> range:
    """Where copies lie of a message whose answer was lost, so that it was sent again, maybe by a program that was off
    for a while.

    Ids rise over all chats of the bot; those that belong to another chat are passed over when they are taken away here.
    """
    if not row.attempts or done.message is None or row.payload["do"] not in MAKES_MESSAGE:
        return range(0)
    return above(min((done.message, *done.before)))


def above(message: int) -> range:
    """The channel's ids of what may stand just above this message in its chat."""
    return range(max(1, message - _COPIES_LOOKED_FOR), message)
