"""Bringing the two databases to the tables that this program works with.

Alembic is imported only when there is something to do: it costs memory and time that a running bot needs.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from storage.connection import AsyncConnection, AsyncEngine
from storage.errors import SchemaTooNew, StorageBusy, StorageFault

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"
_REVISION = text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True)
class Environment:
    """One line of migrations: its folder in `storage/migrations` and its newest revision."""

    name: str
    head: str

    def revisions(self) -> tuple[str, ...]:
        """Every revision, oldest first: they are numbered 0001, 0002, …"""
        return tuple(f"{number:04}" for number in range(1, int(self.head) + 1))


DATA = Environment("data", head="0004")
KEYS = Environment("keys", head="0001")


async def upgrade_data(engine: AsyncEngine) -> None:
    """Brings the data to its newest tables, in one transaction.

    Raises SchemaTooNew when a newer program made them, StorageBusy when the database is held by another
    program, StorageFault when it is not a database of Meldmaatje's.
    """
    await _upgrade(engine, DATA)


async def upgrade_keys(engine: AsyncEngine) -> None:
    """Brings the key store to its newest tables; promises and errors as `upgrade_data`."""
    await _upgrade(engine, KEYS)


async def _upgrade(engine: AsyncEngine, environment: Environment) -> None:
    try:
        async with engine.connect() as connection:
            revision = await _revision_in(connection)
        if revision == environment.head:
            return
        if revision is not None and revision not in environment.revisions():
            raise SchemaTooNew
        async with engine.begin() as connection:
            await _begin_for_real(connection)
            await connection.run_sync(_migrate, environment)
    except OperationalError:
        raise StorageBusy from None
    except DatabaseError:
        raise StorageFault from None


async def _revision_in(connection: AsyncConnection) -> str | None:
    """The revision of the tables; None when there are none yet."""
    try:
        revision: str | None = await connection.scalar(_REVISION)
        return revision
    except OperationalError:
        has_tables = await connection.run_sync(lambda connected: bool(inspect(connected).get_table_names()))
        if has_tables:
            raise StorageFault from None
        return None


async def _begin_for_real(connection: AsyncConnection) -> None:
    """SQLite's driver begins nothing before a CREATE TABLE, unless the engine says BEGIN itself."""
    if connection.dialect.name != "sqlite":
        return
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is not None and not driver.in_transaction:
        await connection.exec_driver_sql("BEGIN IMMEDIATE")


def config_of(environment: Environment) -> "Config":
    """Alembic's settings for one environment; no file and no URL, the connection is handed over."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER / environment.name).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _migrate(connection: Connection, environment: Environment) -> None:
    """Alembic reads the revision again inside the transaction, so that two programs never both migrate."""
    from alembic import command

    config = config_of(environment)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
