"""What comes back for the whole school: the day on which each duty is due, and when it was done by whom."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.instants import to_stored
from storage.tables import periodic_done, periodic_plan


@dataclass(frozen=True)
class DoneOnce:
    """A duty was done on `done_on`, a date in Europe/Amsterdam; `person` is the keyed hash of who said so."""

    plan: bytes
    person: bytes
    done_on: date


async def planned_days(connection: AsyncConnection) -> Mapping[bytes, date]:
    """The day on which each duty is due, by the duty's id; what a batch has collected must be flushed before."""
    rows = await connection.execute(select(periodic_plan))
    return {row.id: row.due_on for row in rows}


async def times_done(connection: AsyncConnection) -> Sequence[DoneOnce]:
    """Every time that any duty was done, oldest first."""
    rows = await connection.execute(select(periodic_done).order_by(periodic_done.c.done_on, periodic_done.c.at))
    return [DoneOnce(row.plan, row.person, row.done_on) for row in rows]


def plan(changes: Changes, duty_id: bytes, due_on: date) -> None:
    """It is due on this day, whatever day it had before."""
    forget_plan(changes, duty_id)
    changes.insert(periodic_plan, {"id": duty_id, "due_on": due_on})


def forget_plan(changes: Changes, duty_id: bytes) -> None:
    """It has no day any more; when it was done stays."""
    changes.delete(periodic_plan, {"id": duty_id})


def note_done(changes: Changes, duty_id: bytes, duty: str, person: bytes, done_on: date, now: datetime) -> None:
    """`duty` is its key in the protocol, `person` the keyed hash of who did it."""
    values = {"id": os.urandom(16), "plan": duty_id, "duty": duty[:80], "person": person}
    changes.insert(periodic_done, {**values, "done_on": done_on, "at": to_stored(now)})
