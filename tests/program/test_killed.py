"""`kill -9` at counted places, with more than twenty conversations moving: nothing is lost, nothing doubled."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.playground import Call, Moment
from tests.program.ledger import harms
from tests.program.pupils import Crowd
from tests.program.running import READERS, ProgramAtWork, program_in

pytestmark = pytest.mark.program

KILLS = 20
LEAST_MOVING = 20


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[ProgramAtWork]:
    async with program_in(tmp_path) as made:
        yield made


async def crowd_at(program: ProgramAtWork) -> Crowd:
    """The program runs, its readers have accounts, and pupils go on reporting."""
    await program.start()
    await program.asks()
    await program.invite(*READERS)
    crowd = Crowd(program.api)
    crowd.begin()
    return crowd


async def all_is_well(program: ProgramAtWork, crowd: Crowd) -> None:
    assert program.kills >= KILLS
    await crowd.finish()
    assert crowd.stuck == [], "\n".join(crowd.stuck)
    await program.come_to_rest()
    assert await program.stop() == 0
    archive = await program.open_archive()
    try:
        assert await harms(archive, program.api, crowd.told, program.staff) == []
    finally:
        await archive.close()
    assert len(crowd.told) > LEAST_MOVING
    assert program.api.unknown_methods == []


async def killed_again_and_again(
    program: ProgramAtWork, kill: Callable[[int], Awaitable[None]], restart: Callable[[int], Awaitable[None]]
) -> None:
    crowd = await crowd_at(program)
    await restart(0)
    for number in range(KILLS):
        await kill(number)
        assert crowd.moving >= LEAST_MOVING
        await restart(number + 1)
    await all_is_well(program, crowd)


# Places that the Bot API sees


def _has_offset(call: Call) -> bool:
    return "offset" in call.parameters


SEEN_FROM_OUTSIDE = {
    "a batch is fetched": (("getUpdates", Moment.DONE), ("getUpdates", Moment.ANSWERED)),
    "the offset moves": (("getUpdates", Moment.ARRIVED), ("getUpdates", Moment.DONE)),
    "a message is sent": (("sendMessage", Moment.DONE), ("sendMessage", Moment.ANSWERED)),
    "a picture is fetched": (("getFile", Moment.DONE), ("downloadFile", Moment.ANSWERED)),
}
"""Each place just before and just after the program can know of it."""
PASSED = {"a message is sent": (3, 9, 14, 20)}


@pytest.mark.parametrize("place", SEEN_FROM_OUTSIDE)
async def test_nothing_is_lost_when_the_program_is_killed_while(program: ProgramAtWork, place: str) -> None:
    nths = PASSED.get(place, (1, 2, 3))

    def counts(call: Call) -> bool:
        if place == "a batch is fetched":
            return bool(program.api.pending_updates)
        return place != "the offset moves" or "offset" in call.parameters

    async def kill(number: int) -> None:
        method, moment = SEEN_FROM_OUTSIDE[place][number % 2]
        await program.killed_at(method, moment, nths[number % len(nths)], counts)

    async def restart(number: int) -> None:
        if number:
            await program.start()

    await killed_again_and_again(program, kill, restart)


# Places inside


INSIDE = {
    "keys-written": (1, 2, 3),
    "committed": (1, 3, 6, 2),
    "marked": (3, 9, 17),
    "picture-written": (1, 2),
    "sweeping": (1, 2, 3, 4, 5),
}


@pytest.mark.parametrize("place", INSIDE)
async def test_nothing_is_lost_when_the_program_is_killed_at(program: ProgramAtWork, place: str) -> None:
    nths = INSIDE[place]
    hours_each = 11 if place == "sweeping" else 0

    async def restart(number: int) -> None:
        if not number:
            await program.stop()
        ahead = ["--hours-ahead", str(hours_each * number)]
        if number == KILLS:
            await program.start(*ahead)
            return
        await program.start("--kill", place, str(nths[number % len(nths)]), *ahead)

    await killed_again_and_again(program, lambda _: program.dies(), restart)
