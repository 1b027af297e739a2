import asyncio
import time

import aiohttp
import pytest

from bot.playground import LocalBotApi, serve
from tests.playground.caller import Caller
from tests.playground.conftest import TOKEN


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
    async with aiohttp.ClientSession() as session:
        async with serve(api) as base_url:
            port = int(base_url.rsplit(":", 1)[1])
        bot = Caller(session, base_url, TOKEN)
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
    await bot.ok("getMe")
    started = time.monotonic()
    for _ in range(20):
        await bot.ok("getMe")
    assert time.monotonic() - started < 20 * 0.03
