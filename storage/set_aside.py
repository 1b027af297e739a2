"""Updates that could not be handled: sealed and kept, so that a person can still look at them."""

import json
import os
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.instants import to_stored
from storage.sealing import place_of
from storage.tables import set_aside as table
from storage.vault import Vault


def set_update_aside(changes: Changes, vault: Vault, raw: Any, reason: str, now: datetime) -> None:
    """`reason` is the name of a kind of failure, never words of a person."""
    row_id = os.urandom(16)
    words = json.dumps(raw, default=str)
    sealed = vault.outgoing.seal_text(words, place_of("set_aside", row_id, "sealed_update"))
    changes.insert(table, {"id": row_id, "sealed_update": sealed, "reason": reason[:80], "at": to_stored(now)})


async def count_set_aside(connection: AsyncConnection) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table)) or 0)
