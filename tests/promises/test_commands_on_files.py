"""Promises 7 and 15: what the commands make nobody else may read, and `check` says when the log of acts is broken."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.archive import open_archive
from bot.clock import SystemClock
from bot.playground import LocalBotApi, serve
from storage.acts import write_act
from storage.sealing import MasterKey
from tests.rooms import NOW
from tests.test_cli_with_databases import EXAMPLE, TOKEN, Terminal, key

pytestmark = pytest.mark.program

MASTER = MasterKey(bytes([1]) * 32)


@pytest.fixture
async def commands(tmp_path: Path) -> AsyncIterator[Terminal]:
    async with serve(LocalBotApi(SystemClock(), TOKEN)) as address:
        settings = {
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "MELDMAATJE_TELEGRAM_TOKEN": TOKEN,
            "MELDMAATJE_TELEGRAM_API": address,
            "MELDMAATJE_SECRET_KEY": key(1),
            "MELDMAATJE_SCHOOL": str(EXAMPLE),
        }
        yield Terminal(tmp_path, settings)


async def test_the_files_that_a_first_command_makes_are_for_nobody_else(commands: Terminal) -> None:
    assert (await commands.give("invite", "sanne_de_boer")).code == 0
    made = [file for file in commands.folder.iterdir() if "sqlite3" in file.name]
    assert len(made) >= 2
    assert {file.stat().st_mode & 0o077 for file in made} == {0}


async def test_check_says_when_a_line_of_the_log_was_changed(commands: Terminal) -> None:
    file = commands.folder / "meldmaatje.sqlite3"
    archive = await open_archive(f"sqlite+aiosqlite:///{file}", MASTER)
    for _ in range(3):
        await archive.database.write(lambda one: write_act(one, archive.vault, "read", 1, b"p" * 16, NOW))
    await archive.close()
    assert (await commands.give("check")).code == 0
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE act SET kind = 'answered' WHERE place = 2")
    said = await commands.give("check")
    assert said.code == 1
    assert "regel 2" in said.errors
