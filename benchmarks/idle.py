"""The started program while nothing happens: its memory, and the time from its start to its first getUpdates."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

from aiohttp import web

from benchmarks.figure import Figure, interleaved
from benchmarks.phones import Phones
from benchmarks.program import EXAMPLE_SCHOOL, SECRET_KEY_TEXT, TOKEN

ROUNDS = 5
REST_SECONDS = 1.0
_OURS = (sys.executable, "-m", "bot", "run")
_BARE = (sys.executable, "-m", "benchmarks.bare_bot")


class _Server:
    """A Bot API in this process that tells when it was first asked for updates."""

    def __init__(self) -> None:
        self._phones = Phones()
        self.asked = asyncio.Event()
        self.address = ""

    async def on_call(self, request: web.Request) -> web.Response:
        if request.match_info["method"] == "getUpdates":
            self.asked.set()
        result = await self._phones.call(request.match_info["method"], dict(await request.post()))
        return web.json_response({"ok": True, "result": result})


async def measure(folder: Path, rounds: int = ROUNDS, rest_seconds: float = REST_SECONDS) -> list[Figure]:
    """Megabytes that are resident at rest, and seconds; the database is there already."""
    megabytes: dict[str, list[float]] = {"ours": [], "bare": []}
    async with _serving() as server:

        async def started(who: str, command: tuple[str, ...]) -> float:
            seconds, resident = await _started(server, command, folder, rest_seconds)
            megabytes[who].append(resident)
            return seconds

        ours, bare = await interleaved(lambda _: started("ours", _OURS), lambda _: started("bare", _BARE), rounds)
    mine, theirs = (median(megabytes[who][1:]) for who in ("ours", "bare"))
    return [
        Figure("memory of the idle program (MB resident)", mine, theirs, mine / theirs, "<= 2", "1.6"),
        Figure("start to first getUpdates (s)", ours, bare, ours / bare, "<= 2.5", "2.2"),
    ]


@asynccontextmanager
async def _serving() -> AsyncIterator[_Server]:
    server = _Server()
    application = web.Application()
    application.router.add_post("/bot{token}/{method}", server.on_call)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()


async def _started(server: _Server, command: tuple[str, ...], folder: Path, rest_seconds: float) -> tuple[float, float]:
    """Seconds until the first getUpdates, and megabytes after a rest."""
    server.asked.clear()
    start = time.perf_counter()
    process = await asyncio.create_subprocess_exec(*command, env=_environment(server.address, folder))
    try:
        async with asyncio.timeout(60):
            await server.asked.wait()
        seconds = time.perf_counter() - start
        await asyncio.sleep(rest_seconds)
        return seconds, _resident_megabytes(process.pid)
    finally:
        process.kill()
        await process.wait()


def _environment(api: str, folder: Path) -> Mapping[str, str]:
    # Both find their bytecode, as wherever they were installed: the warming up writes what is not there yet.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited,
        "MELDMAATJE_TELEGRAM_TOKEN": TOKEN,
        "MELDMAATJE_TELEGRAM_API": api,
        "MELDMAATJE_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'idle.sqlite3'}",
        "MELDMAATJE_SECRET_KEY": SECRET_KEY_TEXT,
        "MELDMAATJE_SCHOOL": str(EXAMPLE_SCHOOL),
        "MELDMAATJE_SWEEP_SECONDS": "30",
        "MELDMAATJE_LOG_LEVEL": "WARNING",
        "BARE_BOT_API": api,
    }


def _resident_megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024
