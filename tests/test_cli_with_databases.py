"""The commands that open the databases, as processes of their own against the local Bot API."""

import asyncio
import base64
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.archive import Archive, open_archive
from bot.clock import SystemClock
from bot.playground import Hang, LocalBotApi, serve
from bot.playground.faults import Faults
from storage.sealing import MasterKey
from storage.set_aside import set_update_aside
from storage.tables import act
from tests.rooms import fresh_key, write

pytestmark = pytest.mark.program

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcs"
EXAMPLE = Path(__file__).parents[1] / "examples" / "school.yaml"


@dataclass(frozen=True)
class Said:
    code: int
    output: str
    errors: str

    @property
    def sentences(self) -> list[str]:
        """What stands on standard error beside the log's notes on what went as it should."""
        return [line for line in self.errors.splitlines() if not re.match(r"\S+ \S+ INFO ", line)]


@dataclass(frozen=True)
class Terminal:
    """A folder and an environment in which commands are given."""

    folder: Path
    environment: Mapping[str, str]

    async def start(self, *arguments: str, **changes: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=self.folder,
            env={**os.environ, **self.environment, **changes},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def give(self, *arguments: str, **changes: str) -> Said:
        process = await self.start(*arguments, **changes)
        output, errors = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode is not None
        return Said(process.returncode, output.decode(), errors.decode())


@pytest.fixture
def api() -> LocalBotApi:
    return LocalBotApi(SystemClock(), TOKEN)


@pytest.fixture
async def terminal(api: LocalBotApi, tmp_path: Path) -> AsyncIterator[Terminal]:
    async with serve(api) as address:
        settings = {
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "MELDMAATJE_TELEGRAM_TOKEN": TOKEN,
            "MELDMAATJE_TELEGRAM_API": address,
            "MELDMAATJE_SECRET_KEY": key(1),
            "MELDMAATJE_SCHOOL": str(EXAMPLE),
        }
        yield Terminal(tmp_path, settings)


def key(number: int) -> str:
    return base64.urlsafe_b64encode(bytes([number]) * 32).decode()


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_an_invitation_is_only_its_link(terminal: Terminal, tmp_path: Path) -> None:
    first = await terminal.give("invite", "sanne_de_boer")
    second = await terminal.give("invite", "sanne_de_boer")
    assert (first.code, first.errors) == (0, "")
    assert re.fullmatch(r"https://t\.me/meldmaatje_bot\?start=[A-Za-z0-9_-]{20,64}\n", first.output)
    assert first.output != second.output
    assert first.output.strip().partition("=")[2].encode() not in everything_in(tmp_path)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"MELDMAATJE_SECRET_KEY": key(2)}, "MELDMAATJE_SECRET_KEY"),
        ({"MELDMAATJE_SECRET_KEY": "no key"}, "MELDMAATJE_SECRET_KEY"),
        ({"MELDMAATJE_TELEGRAM_TOKEN": TOKEN[:-1] + "x"}, "MELDMAATJE_TELEGRAM_TOKEN"),
    ],
    ids=["another key", "no key", "another token"],
)
async def test_a_wrong_secret_is_refused_with_one_sentence(
    terminal: Terminal, changes: dict[str, str], named: str
) -> None:
    assert (await terminal.give("invite", "sanne_de_boer")).code == 0
    for command in (["run"], ["invite", "sanne_de_boer"]):
        said = await terminal.give(*command, **changes)
        assert (said.code, said.output) == (2, "")
        assert len(said.sentences) == 1, said.errors
        assert named in said.errors


@pytest.mark.parametrize("spoiled", ["meldmaatje.sqlite3", "meldmaatje.keys.sqlite3"])
async def test_a_file_that_is_no_database_is_refused(terminal: Terminal, tmp_path: Path, spoiled: str) -> None:
    (tmp_path / spoiled).write_bytes(b"a shopping list, not a database " * 64)
    said = await terminal.give("run")
    assert (said.code, len(said.sentences)) == (2, 1), said.errors
    assert "MELDMAATJE_DATABASE_URL" in said.sentences[0]


async def test_erasing_a_case_that_is_not_there_says_so(terminal: Terminal) -> None:
    said = await terminal.give("erase", "7", "--yes")
    assert (said.code, said.output, said.errors) == (2, "", "Er is geen zaak 7.\n")


async def test_what_could_not_be_handled_can_be_read_and_that_it_was_is_noted(terminal: Terminal) -> None:
    said = await terminal.give("set-aside")
    assert (said.code, said.output) == (0, "Er zijn geen berichten die niet verwerkt konden worden.\n")
    await put_aside(terminal, {"message": {"text": "mijn hele verhaal"}})
    said = await terminal.give("set-aside")
    first, second = said.output.splitlines()
    assert said.code == 0
    assert first.endswith(", fout KeyError:") and "mijn hele verhaal" in second
    archive = await archive_of(terminal)
    async with archive.database.reading() as connection:
        assert list((await connection.execute(select(act.c.kind))).scalars()) == ["set_aside_read"]
    await archive.close()


async def put_aside(terminal: Terminal, update: dict[str, object]) -> None:
    archive = await archive_of(terminal)
    key, sealer = await fresh_key(archive.vault, "set_aside")
    await write(
        archive, lambda changes: set_update_aside(changes, key.id, sealer, update, "KeyError", SystemClock().now())
    )
    await archive.close()


async def archive_of(terminal: Terminal) -> Archive:
    """The databases of the commands, opened here."""
    url = f"sqlite+aiosqlite:///{terminal.folder / 'meldmaatje.sqlite3'}"
    return await open_archive(url, MasterKey.from_text(terminal.environment["MELDMAATJE_SECRET_KEY"]))


async def test_check_names_who_has_no_account_yet(terminal: Terminal) -> None:
    await terminal.give("invite", "sanne_de_boer")
    said = await terminal.give("check")
    assert said.code == 0
    assert "meldmaatje invite sanne_de_boer" in said.output


async def test_run_stops_within_five_seconds_while_the_bot_api_hangs(terminal: Terminal, api: LocalBotApi) -> None:
    api.faults = Faults(share=1, kinds=[Hang(60)], never=["getMe"])
    process = await terminal.start("run")
    await api.calls.wait_for("getUpdates", within=20)
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), 10)
    assert time.monotonic() - begun < 5
    assert process.returncode == 0
