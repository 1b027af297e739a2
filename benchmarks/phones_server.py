"""The phones behind a real HTTP server in a process of its own, so that its work is not counted as a bot's.

The playground's Bot API judges every call as the real one does, and would so be what is measured; this one only
reads the call and answers.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from benchmarks.phones import Phones


def _application() -> web.Application:
    phones = Phones()

    async def on_call(request: web.Request) -> web.Response:
        parameters = dict(await request.post())
        result = await phones.call(request.match_info["method"], parameters)
        return web.json_response({"ok": True, "result": result})

    async def on_begin(request: web.Request) -> web.Response:
        first, count = int(request.query["first"]), int(request.query["count"])
        phones.begin([first + number for number in range(count)])
        await phones.all_asked()
        return web.json_response({})

    async def on_release(_request: web.Request) -> web.Response:
        phones.release()
        await phones.all_finished()
        return web.json_response({})

    application = web.Application()
    application.router.add_post("/bot{token}/{method}", on_call)
    application.router.add_get("/begin", on_begin)
    application.router.add_get("/release", on_release)
    return application


@dataclass(frozen=True)
class PhonesServer:
    """A running server: its address, and the round that its phones can be told to play."""

    address: str
    session: aiohttp.ClientSession

    async def begin(self, first: int, count: int) -> None:
        """`count` fresh chats say /start and are asked their first question."""
        await self._ask("begin", first=str(first), count=str(count))

    async def release(self) -> None:
        """All phones tap their talk to the end."""
        await self._ask("release")

    async def _ask(self, what: str, **parameters: str) -> None:
        async with self.session.get(f"{self.address}/{what}", params=parameters) as answer:
            answer.raise_for_status()


@asynccontextmanager
async def phones_server() -> AsyncIterator[PhonesServer]:
    """A server in a process of its own, ended with the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.phones_server", stdout=asyncio.subprocess.PIPE
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the server says nothing")
        port = int(await process.stdout.readline())
        async with aiohttp.ClientSession() as session:
            yield PhonesServer(f"http://127.0.0.1:{port}", session)
    finally:
        process.kill()
        await process.wait()


async def _serve() -> None:
    runner = web.AppRunner(_application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
