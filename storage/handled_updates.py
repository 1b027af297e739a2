"""Which updates were handled: remembered exactly, for 48 hours, never as a highest number."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.changes import Changes
from storage.instants import to_stored
from storage.tables import handled_update as table

REMEMBERED = timedelta(hours=48)

_SEEN = select(table.c.update_id).where(
    table.c.source == bindparam("source"), table.c.update_id.in_(bindparam("ids", expanding=True))
)


async def already_handled(connection: AsyncConnection, source: bytes, update_ids: Iterable[int]) -> set[int]:
    """Those of `update_ids` that were handled before; `source` tells one bot's numbering from another's."""
    rows = await connection.execute(_SEEN, {"source": source, "ids": list(update_ids)})
    return set(rows.scalars())


def remember_handled(changes: Changes, source: bytes, update_id: int, now: datetime) -> None:
    changes.insert(table, {"source": source, "update_id": update_id, "handled_at": to_stored(now)})


async def forget_old_updates(connection: AsyncConnection, now: datetime) -> None:
    await connection.execute(delete(table).where(table.c.handled_at < to_stored(now - REMEMBERED)))
