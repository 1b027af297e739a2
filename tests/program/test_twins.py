"""Each promise of the durable line, broken on purpose: the same story then shows harm, and without it none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playground import Call, Moment
from bot.texts import text
from tests.program.ledger import harms
from tests.program.pupils import Crowd
from tests.program.running import READERS, ProgramAtWork, program_in

pytestmark = pytest.mark.program

PATIENCE_SECONDS = 8.0
AWAY = 6


def any_call(_: Call) -> bool:
    return True


def confirms(call: Call) -> bool:
    return "offset" in call.parameters


def gives_a_code(call: Call) -> bool:
    return text("thanks-keep-messages") in str(call.parameters.get("text"))


TWINS: dict[str, tuple[str, Moment, int, Callable[[Call], bool]]] = {
    "reply-before-commit": ("sendMessage", Moment.ANSWERED, 1, gives_a_code),
    "mark-before-send": ("sendMessage", Moment.ARRIVED, AWAY, any_call),
    "offset-before-commit": ("getUpdates", Moment.DONE, 2, confirms),
    "rows-only-in-memory": ("sendMessage", Moment.ARRIVED, AWAY, any_call),
}
"""The promise, and where the one kill falls that shows it."""


async def harms_of_one_kill(folder: Path, promise: str, *launched: str) -> list[str]:
    method, moment, nth, counts = TWINS[promise]
    async with program_in(folder) as program:
        await program.start(*launched)
        await program.asks()
        await program.invite(*READERS)
        crowd = Crowd(program.api, patience=PATIENCE_SECONDS, contacts=("code",))
        crowd.begin()
        await program.killed_at(method, moment, nth, counts)
        await program.start(*launched)
        await crowd.finish()
        return crowd.stuck + await _harms(program, crowd)


async def _harms(program: ProgramAtWork, crowd: Crowd) -> list[str]:
    await program.stop()
    archive = await program.open_archive()
    try:
        return await harms(archive, program.api, crowd.told)
    finally:
        await archive.close()


@pytest.mark.parametrize("promise", TWINS)
async def test_one_kill_shows_harm_where_the_promise_is_broken(tmp_path: Path, promise: str) -> None:
    assert await harms_of_one_kill(tmp_path, promise, "--broken", promise) != []


@pytest.mark.parametrize("promise", ["reply-before-commit", "mark-before-send", "offset-before-commit"])
async def test_the_same_kill_does_no_harm_where_it_is_kept(tmp_path: Path, promise: str) -> None:
    assert await harms_of_one_kill(tmp_path, promise) == []
