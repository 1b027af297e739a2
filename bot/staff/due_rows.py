"""Two questions about due rows that are asked by what they are about."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.changes import Changes
from storage.dues import DueKind
from storage.instants import to_stored
from storage.tables import due


async def is_due_row(connection: AsyncConnection, kind: DueKind, subject: bytes) -> bool:
    """Whether something of this kind is due, now or later, about this subject."""
    query = select(func.count()).select_from(due).where(due.c.kind == kind.value, due.c.subject == subject)
    return bool(await connection.scalar(query))


def make_due_now(changes: Changes, kind: DueKind, subject: bytes, now: datetime) -> None:
    """Everything of this kind about this subject is due at once, for the next sweep."""
    changes.update(due, {"kind": kind.value, "subject": subject}, {"at": to_stored(now)})
