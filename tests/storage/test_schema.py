"""The migrations make exactly the tables of the code, once, whole or not at all."""

import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text

from storage.connection import AsyncEngine
from storage.database import make_engine
from storage.errors import SchemaTooNew, StorageFault
from storage.keystore import keystore_metadata, make_keystore_engine
from storage.schema import DATA, KEYS, Environment, config_of, upgrade_data, upgrade_keys
from storage.tables import metadata

BOTH = pytest.mark.parametrize("environment", [DATA, KEYS], ids=lambda environment: environment.name)

METADATA = {"data": metadata, "keys": keystore_metadata}


def engine_of(environment: Environment, path: Path) -> AsyncEngine:
    make: Callable[[str], AsyncEngine] = make_engine if environment is DATA else make_keystore_engine
    return make(f"sqlite+aiosqlite:///{path}")


async def upgrade(environment: Environment, engine: AsyncEngine) -> None:
    await (upgrade_data if environment is DATA else upgrade_keys)(engine)


@pytest.fixture
async def engine(environment: Environment, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = engine_of(environment, tmp_path / "school.sqlite3")
    yield engine
    await engine.dispose()


async def statements_in(engine: AsyncEngine) -> set[str]:
    """How SQLite describes its tables and indexes, without their layout and the quotes of what it renamed."""
    query = text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name != 'alembic_version'")
    async with engine.connect() as connection:
        return {
            " ".join(statement.replace('"', "").split()) for statement in (await connection.execute(query)).scalars()
        }


@BOTH
async def test_the_migrated_tables_are_those_of_the_code(environment: Environment, engine: AsyncEngine) -> None:
    def differences(connection: Connection, wanted: MetaData) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), wanted))

    await upgrade(environment, engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences, METADATA[environment.name]) == []


@BOTH
async def test_the_migrated_database_is_described_as_the_one_that_the_code_makes(
    environment: Environment, engine: AsyncEngine, tmp_path: Path
) -> None:
    """What Alembic does not compare counts too: tables without a rowid, names of constraints, columns of indexes."""
    made = engine_of(environment, tmp_path / "made.sqlite3")
    async with made.begin() as connection:
        await connection.run_sync(METADATA[environment.name].create_all)
    await upgrade(environment, engine)
    assert await statements_in(engine) == await statements_in(made)
    await made.dispose()


@BOTH
def test_the_newest_migration_is_the_head_that_the_program_knows(environment: Environment) -> None:
    scripts = ScriptDirectory.from_config(config_of(environment))
    assert scripts.get_heads() == [environment.head]
    assert sorted(script.revision for script in scripts.walk_revisions()) == list(environment.revisions())


@BOTH
async def test_upgrading_a_new_database_again_changes_nothing(environment: Environment, engine: AsyncEngine) -> None:
    await upgrade(environment, engine)
    before = await statements_in(engine)
    await upgrade(environment, engine)
    assert await statements_in(engine) == before


@BOTH
async def test_a_database_of_a_newer_program_is_refused(environment: Environment, engine: AsyncEngine) -> None:
    await upgrade(environment, engine)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew):
        await upgrade(environment, engine)


@BOTH
async def test_a_database_of_another_program_is_refused(environment: Environment, engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(StorageFault):
        await upgrade(environment, engine)


@BOTH
async def test_a_file_that_is_no_database_is_refused(
    environment: Environment, engine: AsyncEngine, tmp_path: Path
) -> None:
    (tmp_path / "school.sqlite3").write_bytes(b"a shopping list, not a database " * 64)
    with pytest.raises(StorageFault):
        await upgrade(environment, engine)


@BOTH
async def test_a_migration_that_breaks_off_leaves_nothing_behind(
    environment: Environment, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic.runtime.migration import HeadMaintainer

    def breaks(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(HeadMaintainer, "update_to_step", breaks)
        with pytest.raises(RuntimeError):
            await upgrade(environment, engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda connected: inspect(connected).get_table_names()) == []
    await upgrade(environment, engine)


def test_a_program_whose_databases_are_up_to_date_never_loads_alembic(tmp_path: Path) -> None:
    script = f"""
import asyncio, sys
from storage.database import make_engine
from storage.keystore import make_keystore_engine
from storage.schema import upgrade_data, upgrade_keys

async def start():
    for upgrade, engine in (
        (upgrade_data, make_engine("sqlite+aiosqlite:///{tmp_path}/data.sqlite3")),
        (upgrade_keys, make_keystore_engine("sqlite+aiosqlite:///{tmp_path}/keys.sqlite3")),
    ):
        await upgrade(engine)
        await engine.dispose()

asyncio.run(start())
print("alembic" in sys.modules)
"""

    def start() -> str:
        return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout

    assert start().strip() == "True"
    assert start().strip() == "False"


async def test_a_report_of_one_of_the_staff_is_theirs_after_the_migration(tmp_path: Path) -> None:
    """It was known by the chat of their account; a pupil's has nobody's name."""
    engine = engine_of(DATA, tmp_path / "school.sqlite3")
    async with engine.begin() as connection:
        await connection.run_sync(_migrated_to, "0001")
        account = "INSERT INTO account VALUES (:person, :chat, 'telegram', :any, FALSE, 0)"
        await connection.execute(text(account), {"person": b"p" * 16, "chat": b"s" * 16, "any": b""})
        for chat in (b"s" * 16, b"u" * 16):
            reporter = "INSERT INTO reporter VALUES (:chat, :chat, 'telegram', :any, TRUE)"
            await connection.execute(text(reporter), {"chat": chat, "any": b"sealed"})
    await upgrade(DATA, engine)
    async with engine.connect() as connection:
        kept = await connection.execute(text("SELECT chat, person, sealed_address, muted FROM reporter ORDER BY chat"))
        assert kept.all() == [(b"s" * 16, b"p" * 16, b"sealed", 1), (b"u" * 16, None, b"sealed", 1)]
    await engine.dispose()


async def test_a_picture_that_was_wanted_before_the_migration_is_still_wanted_and_not_doubted(tmp_path: Path) -> None:
    engine = engine_of(DATA, tmp_path / "school.sqlite3")
    async with engine.begin() as connection:
        await connection.run_sync(_migrated_to, "0003")
        picture = "INSERT INTO picture VALUES (:id, :id, :id, 'wanted', 3, 7, :any, :any, NULL, NULL)"
        await connection.execute(text(picture), {"id": b"i" * 16, "any": b"sealed"})
    await upgrade(DATA, engine)
    async with engine.connect() as connection:
        query = "SELECT id, state, attempts, not_before, sealed_source, doubts, doubted_since FROM picture"
        kept = await connection.execute(text(query))
        assert kept.all() == [(b"i" * 16, "wanted", 3, 7, b"sealed", 0, None)]
    await engine.dispose()


def _migrated_to(connection: Connection, revision: str) -> None:
    config = config_of(DATA)
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
