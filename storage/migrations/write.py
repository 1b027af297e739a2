"""Writing a migration from the difference between the tables in the code and the newest revision.

`python -m storage.migrations.write data "What changes"` adds the next revision; with `--again` the newest one
is written anew, which is right only while no school has it. `storage/schema.py` names the head.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

from storage.connection import create_async_engine
from storage.schema import DATA, KEYS, Environment, config_of

_LAYOUT = {"hooks": "layout", "layout.type": "module", "layout.module": "ruff"}
_LAYOUT_OPTIONS = "format --quiet REVISION_SCRIPT_FILENAME"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m storage.migrations.write")
    parser.add_argument("environment", choices=("data", "keys"))
    parser.add_argument("message")
    parser.add_argument("--again", action="store_true")
    given = parser.parse_args()
    environment = {"data": DATA, "keys": KEYS}[given.environment]
    newest = _newest(environment)
    if given.again and newest is not None:
        Path(newest.path).unlink()
    asyncio.run(_write(environment, given.message))


def _newest(environment: Environment) -> Script | None:
    scripts = ScriptDirectory.from_config(config_of(environment))
    head = scripts.get_current_head()
    return None if head is None else scripts.get_revision(head)


async def _write(environment: Environment, message: str) -> None:
    """Brings an empty database to the newest revision and compares it with the tables in the code."""
    newest = _newest(environment)
    number = 1 if newest is None else int(newest.revision) + 1
    with tempfile.TemporaryDirectory() as folder:
        engine = create_async_engine(f"sqlite+aiosqlite:///{folder}/empty.sqlite3")
        async with engine.begin() as connection:
            await connection.run_sync(_write_difference, environment, message, number)
        await engine.dispose()


def _write_difference(connection: Connection, environment: Environment, message: str, number: int) -> None:
    config = config_of(environment)
    config.attributes.update(connection=connection, changes_tables=number > 1)
    config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    _lay_out_with_ruff(config)
    command.upgrade(config, "head")
    command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


def _lay_out_with_ruff(config: Config) -> None:
    for name, value in {**_LAYOUT, "layout.options": _LAYOUT_OPTIONS}.items():
        config.set_section_option("post_write_hooks", name, value)


if __name__ == "__main__":
    main()
