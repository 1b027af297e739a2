"""What is to happen at an instant: one row each, found by an index on the instant."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.instants import from_stored, to_stored
from storage.sealing import Sealer, place_of
from storage.tables import due as table


class DueKind(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    DUTY = "duty"
    HIDE = "hide"
    ERASE_KEY = "erase_key"
    ANSWER = "answer"
    HELD = "held"
    WATCH = "watch"
    PERIODIC = "periodic"
    UNREAD = "unread"
    LEFT = "left"
    OVER = "over"
    CARD = "card"


@dataclass(frozen=True)
class Due:
    """Something due at `at` (UTC). `subject` is what it is about; `detail` is sealed in the database."""

    id: bytes
    at: datetime
    kind: DueKind
    subject: bytes
    case_number: int | None
    sealed_detail: bytes | None

    def detail(self, sealer: Sealer) -> Any:
        """Raises SealBroken when the key is another; None when there is no detail."""
        if self.sealed_detail is None:
            return None
        return sealer.open_json(self.sealed_detail, _place(self.id))


def add_due(
    changes: Changes,
    kind: DueKind,
    at: datetime,
    subject: bytes,
    *,
    case_number: int | None = None,
    detail: Any = None,
    sealer: Sealer | None = None,
) -> bytes:
    """`detail` needs the `sealer` that will open it. Answers the id of the row."""
    due_id = os.urandom(16)
    sealed = sealer.seal_json(detail, _place(due_id)) if sealer is not None and detail is not None else None
    changes.insert(
        table,
        {
            "id": due_id,
            "at": to_stored(at),
            "kind": kind.value,
            "subject": subject,
            "case_number": case_number,
            "sealed_detail": sealed,
        },
    )
    return due_id


def cancel_dues(changes: Changes, kind: DueKind, subject: bytes) -> None:
    changes.delete(table, {"kind": kind.value, "subject": subject})


def cancel_dues_of_case(changes: Changes, kind: DueKind, case_number: int) -> None:
    changes.delete(table, {"kind": kind.value, "case_number": case_number})


async def bring_forward(connection: AsyncConnection, kind: DueKind, subject: bytes, at: datetime) -> None:
    """What was due later about this subject is due at `at`."""
    about = (table.c.kind == kind.value, table.c.subject == subject, table.c.at > to_stored(at))
    await connection.execute(update(table).where(*about).values(at=to_stored(at)))


async def bring_all_forward(connection: AsyncConnection, kind: DueKind, at: datetime) -> None:
    """Everything of this kind that was due later is due at `at`."""
    later = (table.c.kind == kind.value, table.c.at > to_stored(at))
    await connection.execute(update(table).where(*later).values(at=to_stored(at)))


def keep_detail(changes: Changes, due: Due, detail: Any, sealer: Sealer) -> None:
    """What is due stays so, with this `detail` in the place of its own."""
    changes.update(table, {"id": due.id}, {"sealed_detail": sealer.seal_json(detail, _place(due.id))})


def move_to_case(changes: Changes, due: Due, case_number: int) -> None:
    """What is due stays so, for another case."""
    changes.update(table, {"id": due.id}, {"case_number": case_number})


def done(changes: Changes, due: Due) -> None:
    cancel_due(changes, due.id)


def cancel_due(changes: Changes, due_id: bytes) -> None:
    changes.delete(table, {"id": due_id})


_DUE = select(table).where(table.c.at <= bindparam("now"), table.c.kind != DueKind.ERASE_KEY.value)
_DUE = _DUE.order_by(table.c.at).limit(bindparam("most"))


async def dues_until(connection: AsyncConnection, now: datetime, most: int) -> Sequence[Due]:
    """What is due at `now`, oldest first, at most `most`; keys to erase are no duties and stand in nobody's way."""
    rows = await connection.execute(_DUE, {"now": to_stored(now), "most": most})
    return [_due(row) for row in rows]


def _due(row: Any) -> Due:
    return Due(row.id, from_stored(row.at), DueKind(row.kind), row.subject, row.case_number, row.sealed_detail)


async def dues_of_kind(connection: AsyncConnection, kind: DueKind) -> Sequence[Due]:
    """Everything of one kind, due or not."""
    rows = await connection.execute(select(table).where(table.c.kind == kind.value))
    return [_due(row) for row in rows]


async def dues_about(connection: AsyncConnection, kind: DueKind, subject: bytes) -> Sequence[Due]:
    """Everything of this kind about this subject, due or not; what a batch has collected must be flushed before."""
    rows = await connection.execute(select(table).where(table.c.kind == kind.value, table.c.subject == subject))
    return [_due(row) for row in rows]


async def has_dues(connection: AsyncConnection, kind: DueKind, case_number: int) -> bool:
    """Whether something of this kind is due for the case, now or later."""
    query = select(table.c.id).where(table.c.case_number == case_number, table.c.kind == kind.value).limit(1)
    return (await connection.execute(query)).first() is not None


async def still_there(connection: AsyncConnection, wanted: Sequence[Due]) -> list[Due]:
    """Those of `wanted` that nobody has done or cancelled since they were read."""
    query = select(table.c.id).where(table.c.id.in_([due.id for due in wanted]))
    known = set((await connection.execute(query)).scalars())
    return [due for due in wanted if due.id in known]


async def put_off(connection: AsyncConnection, due: Due, now: datetime) -> None:
    """Due again an hour from now."""
    later = to_stored(now + timedelta(hours=1))
    await connection.execute(update(table).where(table.c.id == due.id).values(at=later))


async def forget(connection: AsyncConnection, due: Due) -> None:
    await connection.execute(delete(table).where(table.c.id == due.id))


def _place(due_id: bytes) -> str:
    return place_of("due", due_id, "sealed_detail")
