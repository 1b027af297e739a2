"""Who does an outbox row: it is claimed by a conditional update with a lease, done, and marked with what came of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, case, or_, select, update

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.instants import to_stored
from storage.outbox import LEFT_WHEN_DONE, NOT_DONE, OutboxState
from storage.school_said import not_said
from storage.tables import outbox as table

LEASE = timedelta(seconds=120)

_CLAIM = (
    update(table)
    .where(
        table.c.id.in_(bindparam("ids", expanding=True)),
        or_(
            table.c.state == OutboxState.WAITING,
            and_(table.c.state == OutboxState.CLAIMED, table.c.lease_until <= bindparam("now")),
        ),
    )
    .values(state=OutboxState.CLAIMED, lease_until=bindparam("until"))
    .returning(table.c.id)
)


async def claim_rows(connection: AsyncConnection, ids: Sequence[int], now: datetime) -> set[int]:
    """Claim rows for the length of the lease; only those that were free come back."""
    bound = {"ids": list(ids), "now": to_stored(now), "until": to_stored(now + LEASE)}
    return set((await connection.execute(_CLAIM, bound)).scalars())


async def rows_left(connection: AsyncConnection, ids: Sequence[int]) -> set[int]:
    """Those of `ids` that are still to be done; the others were done or taken away."""
    return set((await connection.execute(select(table.c.id).where(table.c.id.in_(list(ids)), NOT_DONE))).scalars())


async def release_claims(connection: AsyncConnection) -> None:
    """At the start: no other program sends from this database, so claims of an earlier run are void.

    Each counts as one attempt, for it may have arrived before the program stopped; as no more than one, for nothing
    says that it failed.
    """
    attempts = case((table.c.attempts == 0, 1), else_=table.c.attempts)
    freed = {"state": OutboxState.WAITING, "lease_until": 0, "attempts": attempts}
    await connection.execute(update(table).where(table.c.state == OutboxState.CLAIMED).values(freed))


def mark_sent(changes: Changes, row_id: int, message: int | None, further: bytes | None = None) -> None:
    """The row is done; its payload is erased, the channel's message id is kept for a while, and the `further` ones."""
    done = {**LEFT_WHEN_DONE, "state": OutboxState.SENT, "message": message, "sealed_payload": further}
    changes.update(table, {"id": row_id}, done)


def remove_sent(changes: Changes, row_id: int) -> None:
    """A row that nothing may remember is taken away as soon as it is sent."""
    changes.delete(table, {"id": row_id})


def mark_failed(changes: Changes, row_id: int) -> None:
    not_said(changes, row_id)
    changes.update(table, {"id": row_id}, {**LEFT_WHEN_DONE, "state": OutboxState.FAILED})


def hold(changes: Changes, row_id: int) -> None:
    """The row was refused, and waits until its person is back; one that was withdrawn meanwhile stays so."""
    held = {"state": OutboxState.HELD, "lease_until": 0, "not_before": 0}
    changes.update(table, {"id": row_id, "state": OutboxState.CLAIMED}, held)


def put_back(changes: Changes, row_id: int, attempts: int, not_before: datetime) -> None:
    """The row is tried again, not before `not_before`; one that was withdrawn meanwhile stays so."""
    later = {
        "state": OutboxState.WAITING,
        "lease_until": 0,
        "attempts": attempts,
        "not_before": to_stored(not_before),
    }
    changes.update(table, {"id": row_id, "state": OutboxState.CLAIMED}, later)
