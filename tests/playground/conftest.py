from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.playground import LocalBotApi, Person, serve
from tests.playground.caller import Caller

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcQ"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture
def api(clock: MovableClock) -> LocalBotApi:
    return LocalBotApi(clock, TOKEN)


@pytest.fixture
async def bot(api: LocalBotApi) -> AsyncIterator[Caller]:
    async with serve(api) as base_url, aiohttp.ClientSession() as session:
        yield Caller(session, base_url, TOKEN)


@pytest.fixture
async def noor(api: LocalBotApi) -> Person:
    """A pupil who has pressed Start."""
    person = api.person("Noor")
    await person.starts()
    return person
