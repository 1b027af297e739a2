"""`kill -9` at counted places, with more than twenty conversations moving: nothing is lost, nothing doubled."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.playground import Call, Moment
from tests.program import launcher
from tests.program.ledger import harms
from tests.program.pupils import Crowd
from tests.program.running import READERS, ProgramAtWork, program_in

pytestmark = pytest.mark.program

KILLS = 20
LEAST_MOVING = 20


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


SEEN_FROM_OUTSIDE = {
    "a batch is fetched": (("getUpdates", Moment.DONE), ("getUpdates", Moment.ANSWERED)),
    "the offset moves": (("getUpdates", Moment.ARRIVED), ("getUpdates", Moment.DONE)),
    "a message is sent": (("sendMessage", Moment.DONE), ("sendMessage", Moment.ANSWERED)),
    "a picture is fetched": (("getFile", Moment.DONE), ("downloadFile", Moment.ANSWERED)),
}
"""Each place just before and just after the program can know of it."""

INSIDE = ("keys-written", "committed", "claimed", "marked", "picture-written", "sweeping")

NTHS = {
    "a message is sent": (5, 12, 25, 40),
    "committed": (1, 3, 6, 2),
    "claimed": (30, 45, 60),
    "marked": (3, 9, 17),
    "sweeping": (1, 2, 3, 4, 5),
}
"""How often the program comes by before it is killed there."""

HOURS_BETWEEN = {"sweeping": 11.0}


async def story_outside(program: ProgramAtWork, place: str) -> None:
    nths = NTHS.get(place, (1, 2, 3))

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


async def story_inside(program: ProgramAtWork, place: str) -> None:
    nths = NTHS.get(place, (1, 2))

    async def kill(_number: int) -> None:
        await program.dies()

    async def restart(number: int) -> None:
        if not number:
            await program.stop()
        ahead = ["--hours-ahead", str(HOURS_BETWEEN.get(place, 0.0) * number)]
        place_and_count = [] if number == KILLS else ["--kill", place, str(nths[number % len(nths)])]
        await program.start(*place_and_count, *ahead)

    await killed_again_and_again(program, kill, restart)


async def story(folder: Path, place: str) -> None:
    async with program_in(folder) as program:
        if place in SEEN_FROM_OUTSIDE:
            await story_outside(program, place)
        else:
            await story_inside(program, place)


@pytest.mark.parametrize(
    "places",
    [
        ("a batch is fetched", "committed", "sweeping"),
        ("the offset moves", "marked", "picture-written"),
        ("a message is sent", "keys-written", "a picture is fetched", "claimed"),
    ],
    ids=" + ".join,
)
async def test_nothing_is_lost_or_doubled_when_the_program_is_killed_while(
    tmp_path: Path, places: tuple[str, ...]
) -> None:
    """The stories of several places are told side by side, to be done sooner."""
    await asyncio.gather(*(story(tmp_path / place.replace(" ", "-"), place) for place in places))


def test_every_place_has_its_story() -> None:
    assert set(INSIDE) == set(launcher.PLACES)
