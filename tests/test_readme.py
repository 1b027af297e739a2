"""Every command that the README shows is run here, as a new user would run it."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.clock import SystemClock
from bot.playground import LocalBotApi, serve

pytestmark = pytest.mark.program

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOKEN = "4242424242:AAEkBvN2mWq8x1YyTQm3v9cZr7LpUoJhGfA"


def commands_in_readme() -> list[str]:
    blocks = re.findall(r"```[a-z]*\n(.*?)```", README, re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def said_by(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command.split(), cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
async def settings(tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    key = said_by(".venv/bin/meldmaatje keygen").stdout.strip()
    async with serve(LocalBotApi(SystemClock(), TOKEN)) as address:
        yield {
            "MELDMAATJE_TELEGRAM_TOKEN": TOKEN,
            "MELDMAATJE_TELEGRAM_API": address,
            "MELDMAATJE_DATABASE_URL": f"sqlite:///{tmp_path / 'school.sqlite3'}",
            "MELDMAATJE_SECRET_KEY": key,
            "MELDMAATJE_SCHOOL": "examples/school.yaml",
        }


def test_every_command_of_the_readme_has_its_test() -> None:
    assert commands_in_readme() == [
        "make demo",
        "make test",
        "make setup",
        ".venv/bin/meldmaatje check examples/school.yaml",
        ".venv/bin/meldmaatje protocol show kluiverboom",
        ".venv/bin/meldmaatje protocol check casework/protocols/het-sticht.yaml",
        ".venv/bin/meldmaatje keygen",
        ".venv/bin/meldmaatje run",
        ".venv/bin/meldmaatje invite sanne_de_boer",
    ]


async def test_make_demo_serves_the_page() -> None:
    command = ["make", "demo", "PORT=0", f"PYTHON={sys.executable}"]
    program = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    try:
        assert program.stdout is not None
        async with asyncio.timeout(60):
            while (found := re.search(r"http://\S+", (await program.stdout.readline()).decode())) is None:
                pass
        async with aiohttp.ClientSession() as session, session.get(found[0]) as answer:
            assert answer.status == 200
            assert "De Vuurtoren" in await answer.text()
    finally:
        os.killpg(program.pid, 15)
        await asyncio.wait_for(program.wait(), 6)


def test_make_test_runs_lint_types_and_every_test() -> None:
    plan = said_by("make --dry-run test").stdout
    assert "ruff check" in plan
    assert "mypy" in plan
    over_the_cores = "--numprocesses logical --maxprocesses 4 --dist worksteal"
    assert re.search(rf"-m pytest {over_the_cores}$", plan, re.MULTILINE)


def test_make_setup_makes_the_command() -> None:
    done = said_by(f"make setup PYTHON={sys.executable}")
    assert done.returncode == 0, done.stderr
    assert (ROOT / ".venv" / "bin" / "meldmaatje").is_file()


def test_the_checker_has_nothing_to_say_about_the_example(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'none.sqlite3'}"
    done = said_by(".venv/bin/meldmaatje check examples/school.yaml", MELDMAATJE_DATABASE_URL=database)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_protocol_is_shown_and_checked() -> None:
    shown = said_by(".venv/bin/meldmaatje protocol show kluiverboom")
    assert shown.returncode == 0
    assert "Stap 8" in shown.stdout
    checked = said_by(".venv/bin/meldmaatje protocol check casework/protocols/het-sticht.yaml")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_keygen_prints_only_a_key() -> None:
    done = said_by(".venv/bin/meldmaatje keygen")
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}=\n", done.stdout)
    assert done.stderr == ""


async def test_run_goes_on_until_it_is_told_to_stop(settings: dict[str, str]) -> None:
    program = await asyncio.create_subprocess_exec(
        ".venv/bin/meldmaatje", "run", cwd=ROOT, env={**os.environ, **settings}, stderr=asyncio.subprocess.PIPE
    )
    assert program.stderr is not None
    async with asyncio.timeout(60):
        while b"running" not in await program.stderr.readline():
            assert not program.stderr.at_eof()
    program.terminate()
    assert await asyncio.wait_for(program.wait(), 5) == 0


async def test_invite_prints_only_a_link(settings: dict[str, str]) -> None:
    done = await asyncio.to_thread(said_by, ".venv/bin/meldmaatje invite sanne_de_boer", **settings)
    assert re.fullmatch(r"https://t\.me/meldmaatje_bot\?start=[A-Za-z0-9_-]{1,64}\n", done.stdout), done.stderr
