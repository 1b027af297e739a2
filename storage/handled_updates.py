"""Which updates were handled: remembered exactly, for 48 hours, never as a highest number."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, delete, select

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.instants import to_stored
from storage.prepared import Question, filled_up, numbered, places
from storage.tables import handled_update as table

REMEMBERED = timedelta(hours=48)


def which_were_handled(source: bytes, update_ids: Sequence[int]) -> Question:
    """Asks for those of `update_ids` that were handled before; `source` tells one bot's numbering from another's."""
    ids = filled_up(update_ids)
    return Question(_seen(len(ids)), {"source": source, **numbered("id", ids)})


@cache
def _seen(count: int) -> Select[tuple[int]]:
    return select(table.c.update_id).where(
        table.c.source == bindparam("source"), table.c.update_id.in_(places("id", count))
    )


def remember_handled(changes: Changes, source: bytes, update_id: int, now: datetime) -> None:
    changes.insert(table, {"source": source, "update_id": update_id, "handled_at": to_stored(now)})


async def forget_old_updates(connection: AsyncConnection, now: datetime) -> None:
    await connection.execute(delete(table).where(table.c.handled_at < to_stored(now - REMEMBERED)))
