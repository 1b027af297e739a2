"""How an outbox row is marked, by what came of it: done, refused, or to be tried again."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.outcome import Done, Later, Outcome, Refused, Untouched
from bot.tries import left_beside_row, patience
from storage import claims, outbox
from storage.changes import Changes
from storage.outbox import OutboxRow
from storage.vault import Vault

Mark = Callable[[Changes, Vault, OutboxRow, Outcome, datetime], None]


def mark(changes: Changes, vault: Vault, row: OutboxRow, outcome: Outcome, now: datetime) -> None:
    """Mark the row; `now` is in UTC."""
    beside = left_beside_row(row, outcome)
    match outcome:
        case Refused() if row.payload.get("kept"):
            claims.hold(changes, row.id)
        case Done() | Refused() if _leaves_no_row(row):
            claims.remove_sent(changes, row.id)
            outbox.keep_on_screen(changes, vault, row.chat, beside, now)
        case Done(message):
            claims.mark_sent(changes, row.id, message, outbox.sealed_messages(vault, row.chat, beside))
        case Refused():
            claims.mark_failed(changes, row.id)
        case Later() as later:
            not_before = now + timedelta(seconds=patience(later, row.attempts))
            claims.put_back(changes, row.id, row.attempts + 1, not_before)
        case Untouched():
            claims.put_back(changes, row.id, row.attempts, now)


def mark_plainly(changes: Changes, vault: Vault, row: OutboxRow, outcome: Outcome, now: datetime) -> None:
    """That it is done, without the channel's ids: those may be what cannot be written."""
    if not isinstance(outcome, Done):
        mark(changes, vault, row, outcome, now)
    elif _leaves_no_row(row):
        claims.remove_sent(changes, row.id)
    else:
        claims.mark_sent(changes, row.id, None, None)


def _leaves_no_row(row: OutboxRow) -> bool:
    """An edit sent no message of its own; left standing, its instant would lead from chat to case."""
    return bool(row.payload.get("secret")) or row.payload["do"] == "edit"
