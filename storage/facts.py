"""Single facts about the database as a whole."""

from sqlalchemy import insert, select

from storage.connection import AsyncConnection
from storage.sealing import MasterKey
from storage.tables import fact as table

_MASTER_KEY = "master-key-check"


async def is_fresh(connection: AsyncConnection) -> bool:
    """Whether the database was not used before."""
    return await connection.scalar(select(table.c.value).where(table.c.name == _MASTER_KEY)) is None


async def check_master_key(connection: AsyncConnection, master: MasterKey) -> None:
    """Raises WrongMasterKey when the database was made with another key; a fresh database takes this one."""
    known: bytes | None = await connection.scalar(select(table.c.value).where(table.c.name == _MASTER_KEY))
    if known is None:
        await connection.execute(insert(table), {"name": _MASTER_KEY, "value": master.check_value()})
    else:
        master.verify(known)
