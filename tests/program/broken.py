"""Twins of the program in which one promise is broken: the checks must see the harm that follows."""

import asyncio
from collections.abc import Callable
from typing import Any

from bot import intake
from bot.batch import Batch
from bot.delivery import Delivery
from bot.intake import Intake
from storage import claims, outbox, tables
from storage.handled_updates import which_were_handled
from storage.prepared import Question


def replaced(owner: Any, name: str, part: Any) -> None:
    """Put `part` in the place of what `owner` calls `name`."""
    setattr(owner, name, part)


def reply_before_commit() -> None:
    """What a batch says goes out while its transaction is still open, on a slow disk."""
    original_flush = Batch.flush
    sent_early: set[int] = set()

    async def flush(self: Batch) -> None:
        await original_flush(self)
        for row in self.rows:
            if row.payload.get("secret") and row.id not in sent_early:
                sent_early.add(row.id)
                await _delivery[0]._sender.send(row, [])
                await asyncio.sleep(0.3)

    original_init = Delivery.__init__

    def init(self: Delivery, *args: Any, **named: Any) -> None:
        original_init(self, *args, **named)
        _delivery.append(self)

    _delivery: list[Delivery] = []
    replaced(Delivery, "__init__", init)
    replaced(Batch, "flush", flush)


def mark_before_send() -> None:
    """A row counts as sent as soon as it is claimed."""
    claim = claims.claim_rows

    async def claim_and_mark(connection: Any, ids: Any, now: Any) -> set[int]:
        claimed = await claim(connection, ids, now)
        for row_id in claimed:
            values = {"state": outbox.OutboxState.SENT, "sealed_payload": None, "key_id": None}
            await connection.execute(tables.outbox.update().where(tables.outbox.c.id == row_id).values(values))
        return claimed

    replaced(claims, "claim_rows", claim_and_mark)


def no_memory_of_updates() -> None:
    """Updates that were handled are not recognised when they come again."""

    def none_of_them(_source: bytes, ids: Any) -> Question:
        return which_were_handled(b"nobody's", ids)

    def remember_nothing(*_: Any) -> None:
        return

    replaced(intake, "which_were_handled", none_of_them)
    replaced(intake, "remember_handled", remember_nothing)


def offset_before_commit() -> None:
    """The updates are confirmed when they have merely arrived."""
    original = Intake.take_in

    async def take_in(self: Intake, updates: Any) -> int | None:
        known = list(updates)
        await self._source(max(update["update_id"] for update in known) + 1, 0)
        return await original(self, known)

    replaced(Intake, "take_in", take_in)


def rows_only_in_memory() -> None:
    """What is to be said is remembered by the program that runs, and by no other."""

    async def nothing_waits(_connection: Any, _vault: Any) -> list[Any]:
        return []

    replaced(outbox, "waiting_rows", nothing_waits)


PROMISES: dict[str, Callable[[], None]] = {
    "reply-before-commit": reply_before_commit,
    "mark-before-send": mark_before_send,
    "no-memory-of-updates": no_memory_of_updates,
    "offset-before-commit": offset_before_commit,
    "rows-only-in-memory": rows_only_in_memory,
}
