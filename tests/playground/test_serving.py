import asyncio
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import pytest

from bot.playground import LocalBotApi, serve
from tests.playground.caller import Caller
from tests.playground.conftest import TOKEN


@contextmanager
def kept_port() -> Iterator[int]:
    """A port that no other program gets while nobody listens there."""
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield keeper.getsockname()[1]


async def test_the_server_goes_down_at_once_while_the_bot_waits(api: LocalBotApi) -> None:
    async with aiohttp.ClientSession() as session:
        async with serve(api) as base_url:
            bot = Caller(session, base_url, TOKEN)
            poll = asyncio.create_task(bot.answer("getUpdates", timeout=30))
            await api.calls.wait_for("getUpdates")
            started = time.monotonic()
        assert time.monotonic() - started < 1
        await asyncio.wait([poll])


async def test_what_the_server_remembers_survives_its_absence(api: LocalBotApi) -> None:
    await api.person("Noor").starts()
    with kept_port() as port:
        async with aiohttp.ClientSession() as session:
            async with serve(api, port=port) as base_url:
                bot = Caller(session, base_url, TOKEN)
                assert len(await bot.ok("getUpdates")) == 1
            with pytest.raises(aiohttp.ClientConnectionError):
                await bot.answer("getUpdates")
            async with serve(api, port=port):
                assert len(await bot.ok("getUpdates")) == 1


async def test_a_port_that_is_taken_is_an_error_of_its_own(api: LocalBotApi) -> None:
    async with serve(api) as base_url:
        with pytest.raises(OSError, match="in use"):
            async with serve(api, port=int(base_url.rsplit(":", 1)[1])):
                pass


async def test_small_answers_do_not_wait_for_acknowledgements(bot: Caller) -> None:
    took = []
    for _ in range(20):
        started = time.monotonic()
        await bot.ok("getMe")
        took.append(time.monotonic() - started)
    assert statistics.median(took) < 0.03
