"""Stopping in time, going on afterwards, and one program at a time."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.texts import text
from storage.lock import LOOKS_AGAIN_SECONDS
from tests.program.ledger import harms
from tests.program.pupils import Crowd, Pupil, Told
from tests.program.running import READERS, START_SECONDS, ProgramAtWork, program_in

pytestmark = pytest.mark.program


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[ProgramAtWork]:
    async with program_in(tmp_path) as made:
        yield made


async def test_stopping_again_and_again_loses_nothing(program: ProgramAtWork) -> None:
    await program.start()
    await program.asks()
    await program.invite(*READERS)
    crowd = Crowd(program.api)
    crowd.begin()
    for number in range(4):
        await program.asks()
        await asyncio.sleep(0.3 + 0.4 * number)
        assert await program.stop() == 0
        await program.start()
    await crowd.finish()
    await program.come_to_rest()
    assert await program.stop() == 0
    archive = await program.open_archive()
    try:
        assert crowd.stuck + await harms(archive, program.api, crowd.told, program.staff) == []
    finally:
        await archive.close()


async def test_stops_within_five_seconds_while_every_call_hangs_and_goes_on_afterwards(
    program: ProgramAtWork,
) -> None:
    await program.start()
    await program.asks()
    pupil = Pupil(Told(program.api.person("Noor"), "here", "2B"))
    await pupil.tells_until_the_send_screen()
    program.api.hang()
    sending = asyncio.create_task(pupil.sends())
    await asyncio.sleep(0.5)
    begun = time.monotonic()
    assert await program.stop(within=6) == 0
    assert time.monotonic() - begun < 5
    program.api.resume()
    await program.start()
    await sending


async def test_a_second_program_on_the_same_file_waits_for_the_first(program: ProgramAtWork) -> None:
    await program.start()
    await program.asks()
    second = ProgramAtWork(program.folder, program.environment, program.api)
    starts = program.api.calls.count["getMe"]
    await second.start()
    await second.waits_for_the_file()
    await asyncio.sleep(3 * LOOKS_AGAIN_SECONDS)
    assert program.api.calls.count["getMe"] == starts
    await program.kill()
    pupil = program.api.person("Noor")
    await pupil.types("/start")
    await pupil.sees_button(text("about-me"), within=START_SECONDS)
    assert await second.stop() == 0


async def test_a_program_that_waits_for_the_file_stops_at_once(program: ProgramAtWork) -> None:
    await program.start()
    await program.asks()
    second = ProgramAtWork(program.folder, program.environment, program.api)
    await second.start()
    await second.waits_for_the_file()
    assert await second.stop(within=5) == 0
    assert program.process.returncode is None


async def test_another_key_is_refused_and_the_right_one_goes_on(program: ProgramAtWork) -> None:
    await program.start()
    await program.asks()
    assert await program.stop() == 0
    await program.start(MELDMAATJE_SECRET_KEY="A" * 43 + "=")
    assert await asyncio.wait_for(program.process.wait(), START_SECONDS) == 2
    await program.start()
    await program.asks()


async def test_a_second_signal_ends_it_at_once(program: ProgramAtWork) -> None:
    await program.start()
    await program.asks()
    program.api.hang()
    program.process.send_signal(signal.SIGTERM)
    program.process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(program.process.wait(), 2) == 0
