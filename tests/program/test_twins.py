"""Each promise of the durable line, broken on purpose: the same story then shows harm, and without it none."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.playground import Call, Moment
from bot.texts import text
from tests.program.ledger import harms
from tests.program.pupils import PATIENCE_SECONDS, Crowd
from tests.program.running import ProgramAtWork, program_in

pytestmark = pytest.mark.program

GIVES_UP_SECONDS = 10.0
"""Where the promise is broken, an answer that did not come by then does not come."""
PUPILS = 8


def any_call(_: Call) -> bool:
    return True


def confirms(call: Call) -> bool:
    return "offset" in call.parameters


def gives_a_code(call: Call) -> bool:
    return text("thanks-keep-messages") in str(call.parameters.get("text"))


@dataclass(frozen=True)
class Kill:
    """Where the one kill falls: at a place inside, or at a call that the Bot API sees."""

    nth: int
    inside: str = ""
    method: str = ""
    moment: Moment = Moment.DONE
    counts: Callable[[Call], bool] = any_call


TWINS = {
    "reply-before-commit": Kill(1, method="sendMessage", moment=Moment.ANSWERED, counts=gives_a_code),
    "mark-before-send": Kill(5, inside="claimed"),
    "offset-before-commit": Kill(3, method="getUpdates", counts=confirms),
    "rows-only-in-memory": Kill(3, inside="committed"),
}
"""The promise, and the kill that shows it."""


async def harms_of_one_kill(folder: Path, promise: str, *launched: str, patience: float) -> list[str]:
    kill = TWINS[promise]
    async with program_in(folder) as program:
        inside = ["--kill", kill.inside, str(kill.nth)] if kill.inside else []
        await program.start(*launched, *inside)
        await program.asks()
        crowd = Crowd(program.api, PUPILS, patience, contacts=("code",))
        crowd.begin()
        if kill.inside:
            await program.dies()
        else:
            await program.killed_at(kill.method, kill.moment, kill.nth, kill.counts)
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
async def test_one_kill_does_harm_only_where_the_promise_is_broken(tmp_path: Path, promise: str) -> None:
    broken, kept = await asyncio.gather(
        harms_of_one_kill(tmp_path / "broken", promise, "--broken", promise, patience=GIVES_UP_SECONDS),
        harms_of_one_kill(tmp_path / "kept", promise, patience=PATIENCE_SECONDS),
    )
    assert broken != []
    assert kept == []
