"""The started program, as a process of its own, against the local Bot API of the test's process."""

import asyncio
import base64
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from bot.administration import invite_with
from bot.archive import Archive, open_archive
from bot.clock import SystemClock
from bot.playground import Call, LocalBotApi, Moment, serve
from bot.playground.person import Person
from storage.sealing import MasterKey

PROJECT = Path(__file__).parents[2]
EXAMPLE_SCHOOL = PROJECT / "examples" / "school.yaml"
KEY = bytes(range(32))
KEY_TEXT = base64.urlsafe_b64encode(KEY).decode()
READERS = ("sanne_de_boer", "pieter_bakker", "fatima_el_amrani", "joost_van_den_berg", "nienke_dijkstra")
START_SECONDS = 60.0
"""How long a program may take to start or stop on a busy machine; five seconds are held where stopping is tested."""
HANGS_SECONDS = 300.0
"""What has not come by then will not come."""


@dataclass
class ProgramAtWork:
    """One program: it can be started, killed at a place and started again, on the same files."""

    folder: Path
    environment: dict[str, str]
    api: LocalBotApi
    staff: dict[str, Person] = field(default_factory=dict)
    kills: int = 0
    _process: asyncio.subprocess.Process | None = None

    @property
    def token(self) -> str:
        return self.environment["MELDMAATJE_TELEGRAM_TOKEN"]

    @property
    def database_file(self) -> Path:
        return self.folder / "school.sqlite3"

    @property
    def log_file(self) -> Path:
        return self.folder / "log.txt"

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    async def start(self, *launched: str, **changes: str) -> None:
        """Start `meldmaatje run`; with arguments for the launcher, it kills itself where they say."""
        command = ["-m", "tests.program.launcher", *launched] if launched else ["-m", "bot", "run"]
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, *command),
                cwd=self.folder,
                env={**os.environ, **self.environment, **changes},
                stdout=log,
                stderr=log,
            )

    async def asks(self) -> None:
        """Wait until the program that was started last asks for updates."""
        await self.api.calls.wait_for("getUpdates", self.api.calls.count["getUpdates"] + 1, within=START_SECONDS)

    async def waits_for_the_file(self) -> None:
        """Wait until it has said that another program works on the same file."""
        async with asyncio.timeout(START_SECONDS):
            while "lock.waiting" not in self.log_file.read_text():
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """`kill -9`, and it is dead on return."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        self.kills += 1

    async def dies(self, within: float = HANGS_SECONDS) -> None:
        """Wait until it has killed itself at the place that the launcher was told."""
        code = await asyncio.wait_for(self.process.wait(), within)
        assert code == -signal.SIGKILL, self.log_file.read_text()[-2000:]
        self.kills += 1

    async def killed_at(
        self, method: str, moment: Moment, nth: int, counts: Callable[[Call], bool] = lambda _: True
    ) -> None:
        """Kill it at the `nth` call of `method` from now on that `counts`; returns when it is dead."""
        seen = 0
        dead = asyncio.Event()

        async def look(call: Call) -> None:
            nonlocal seen
            seen += counts(call)
            if seen >= nth and not dead.is_set():
                dead.set()
                await self.kill()

        end = self.api.on_call(method, look, moment)
        try:
            async with asyncio.timeout(HANGS_SECONDS):
                await dead.wait()
                await self.process.wait()
        finally:
            end()

    async def stop(self, within: float = START_SECONDS) -> int:
        """SIGTERM; answers the exit code. Raises TimeoutError when it does not end `within` seconds."""
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), within)

    async def come_to_rest(self, within: float = HANGS_SECONDS) -> None:
        """Wait until every update is confirmed and nothing stands in the outbox or waits to be fetched."""
        assert await self.api.all_confirmed(within)
        archive = await self.open_archive()
        try:
            async with asyncio.timeout(within):
                await until_nothing_is_left(archive)
        finally:
            await archive.close()

    async def open_archive(self) -> Archive:
        return await open_archive(self.environment["MELDMAATJE_DATABASE_URL"], MasterKey(KEY))

    async def invite(self, *people: str) -> None:
        """Tie accounts to these people: each opens an invitation. The program must run."""
        archive = await self.open_archive()
        try:
            for person in people:
                someone = self.staff[person] = self.api.person(person)
                link = await invite_with(archive, person, self.api.username, SystemClock().now())
                await someone.opens(link)
        finally:
            await archive.close()
        for person in people:
            await self.staff[person].sees("", START_SECONDS)


async def until_nothing_is_left(archive: Archive) -> None:
    """Wait until nothing stands in the outbox or waits to be fetched."""
    while await _work_left(archive):
        await asyncio.sleep(0.1)


async def _work_left(archive: Archive) -> int:
    async with archive.database.reading() as connection:
        query = (
            "SELECT (SELECT count(*) FROM outbox WHERE state < 2) + (SELECT count(*) FROM picture WHERE state='wanted')"
        )
        return int(await connection.scalar(text(query)) or 0)


def new_token() -> str:
    """A bot token of its own: a program that outlived another test cannot listen here."""
    return f"{4_000_000_000 + secrets.randbelow(10**9)}:{secrets.token_urlsafe(26)}"


def _make(folder: Path) -> None:
    folder.mkdir(exist_ok=True)


@asynccontextmanager
async def program_in(folder: Path, **changes: str) -> AsyncIterator[ProgramAtWork]:
    """A program that is not started yet, with its own settings, files and Bot API; killed at the end."""
    _make(folder)
    token = new_token()
    api = LocalBotApi(SystemClock(), token)
    async with serve(api) as address:
        settings = {
            "PYTHONPATH": str(PROJECT),
            "MELDMAATJE_TELEGRAM_TOKEN": token,
            "MELDMAATJE_TELEGRAM_API": address,
            "MELDMAATJE_SECRET_KEY": KEY_TEXT,
            "MELDMAATJE_SCHOOL": str(EXAMPLE_SCHOOL),
            "MELDMAATJE_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'school.sqlite3'}",
            "MELDMAATJE_SWEEP_SECONDS": "0.5",
            "MELDMAATJE_LOG_LEVEL": "WARNING",
        }
        program = ProgramAtWork(folder, settings | changes, api)
        try:
            yield program
        finally:
            if program._process is not None and program._process.returncode is None:
                await program.kill()
