"""One address for several schools: people wait while one opens, the bot that opens it does not."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import MovableClock
from bot.playground import LocalBotApi, serve
from bot.playground.demo_door import DemoDoor
from tests.playground.conftest import TOKEN


def app_that_says(words: str) -> Starlette:
    async def answer(_: Request) -> Response:
        return PlainTextResponse(words)

    return Starlette(routes=[Route("/{path:path}", answer)])


@pytest.fixture
async def door() -> DemoDoor:
    return DemoDoor("first")


@pytest.fixture
async def session(door: DemoDoor) -> AsyncIterator[aiohttp.ClientSession]:
    async with serve(door) as address, aiohttp.ClientSession(address) as opened:
        yield opened


async def said(session: aiohttp.ClientSession, path: str = "/") -> str:
    async with session.get(path) as response:
        return await response.text()


def put(door: DemoDoor, words: str) -> LocalBotApi:
    api = LocalBotApi(MovableClock(), TOKEN)
    door.put(api, app_that_says(words))
    return api


async def test_people_wait_until_the_school_is_open_and_the_bot_does_not(
    door: DemoDoor, session: aiohttp.ClientSession
) -> None:
    assert await door.next_school(asyncio.Event()) == "first"
    put(door, "one")
    visitor = asyncio.create_task(said(session))
    assert await said(session, f"/bot{TOKEN}/getMe") == "one"
    assert not visitor.done()
    door.show()
    assert await asyncio.wait_for(visitor, 5) == "one"


async def test_choosing_ends_when_the_other_school_is_open(door: DemoDoor, session: aiohttp.ClientSession) -> None:
    stop = asyncio.Event()
    await door.next_school(stop)
    put(door, "one")
    door.show()
    choice = asyncio.create_task(door.choose("second"))
    assert await asyncio.wait_for(door.next_school(stop), 5) == "second"
    visitor = asyncio.create_task(said(session))
    put(door, "two")
    await asyncio.sleep(0.05)
    assert not choice.done()
    assert not visitor.done()
    door.show()
    await asyncio.wait_for(choice, 5)
    assert await asyncio.wait_for(visitor, 5) == "two"


async def test_of_two_choices_at_once_the_last_one_is_shown(door: DemoDoor) -> None:
    stop = asyncio.Event()
    await door.next_school(stop)
    choices = [asyncio.create_task(door.choose(school)) for school in ("second", "third")]
    await asyncio.sleep(0)
    assert await door.next_school(stop) == "third"
    put(door, "three")
    door.show()
    await asyncio.wait_for(asyncio.gather(*choices), 5)


async def test_a_choice_made_while_a_school_opens_is_opened_after_it_without_showing_the_first(door: DemoDoor) -> None:
    stop = asyncio.Event()
    await door.next_school(stop)
    put(door, "one")
    choice = asyncio.create_task(door.choose("second"))
    await asyncio.sleep(0)
    door.show()
    await asyncio.sleep(0.01)
    assert not choice.done()
    assert await asyncio.wait_for(door.next_school(stop), 5) == "second"
    door.show()
    await asyncio.wait_for(choice, 5)


async def test_stopping_ends_the_wait_for_a_choice(door: DemoDoor) -> None:
    stop = asyncio.Event()
    await door.next_school(stop)
    waiting = asyncio.create_task(door.next_school(stop))
    await asyncio.sleep(0)
    stop.set()
    assert await asyncio.wait_for(waiting, 5) is None
