"""Updates that could not be handled: each sealed with a key of its own, and kept for a while, so that a person can
still look at them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.errors import SealBroken
from storage.instants import from_stored, to_stored
from storage.sealing import Sealer, place_of
from storage.tables import set_aside as table
from storage.vault import Vault


@dataclass(frozen=True)
class SetAside:
    """An update that could not be handled: when (UTC), the kind of failure, and what it held; None once erased."""

    at: datetime
    reason: str
    update: str | None


def set_update_aside(
    changes: Changes, key_id: bytes, sealer: Sealer, raw: Any, reason: str, now: datetime, chat: bytes | None = None
) -> None:
    """`sealer` is that of the key `key_id`; `reason` is the name of a kind of failure, never words of a person. `chat`
    is the keyed hash of whom it came from, as far as known: sealed with it, so that no row tells."""
    body = {"from": None if chat is None else chat.hex(), "update": raw}
    sealed = sealer.seal_text(json.dumps(body, default=str), _place(key_id))
    changes.insert(table, {"id": key_id, "sealed_update": sealed, "reason": reason[:80], "at": to_stored(now)})


async def all_set_aside(connection: AsyncConnection, vault: Vault) -> list[SetAside]:
    """What was set aside and is still kept, oldest first."""
    rows = (await connection.execute(select(table).order_by(table.c.at))).all()
    sealers = await vault.sealers({row.id for row in rows})
    return [SetAside(from_stored(row.at), row.reason, _opened(vault, row, sealers)[1]) for row in rows]


async def set_aside_from(connection: AsyncConnection, vault: Vault, chats: Collection[bytes]) -> list[bytes]:
    """The ids, which are those of their keys too, of what came from one of these chats."""
    rows = (await connection.execute(select(table))).all()
    sealers = await vault.sealers({row.id for row in rows})
    return [row.id for row in rows if _opened(vault, row, sealers)[0] in chats]


def _opened(vault: Vault, row: Any, sealers: dict[bytes, Sealer]) -> tuple[bytes | None, str | None]:
    """Whom it came from, as far as that was kept, and what it held; neither once it is erased."""
    # An older program sealed these rows with the key of the outbox.
    sealer = sealers.get(row.id, vault.outgoing)
    try:
        words = sealer.open_text(row.sealed_update, _place(row.id))
    except SealBroken:
        return None, None
    body = json.loads(words)
    if not isinstance(body, dict) or body.keys() != {"from", "update"}:
        # An older program sealed the update alone.
        return None, words
    return None if body["from"] is None else bytes.fromhex(body["from"]), json.dumps(body["update"])


async def set_aside_before(connection: AsyncConnection, instant: datetime) -> Sequence[bytes]:
    """The ids, which are those of their keys too, of what was set aside before an instant."""
    return (await connection.execute(select(table.c.id).where(table.c.at < to_stored(instant)))).scalars().all()


def forget_set_aside(changes: Changes, key_id: bytes) -> None:
    """Take the row away; its key is for the caller to erase."""
    changes.delete(table, {"id": key_id})


async def count_set_aside(connection: AsyncConnection) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


def _place(row_id: bytes) -> str:
    return place_of("set_aside", row_id, "sealed_update")
