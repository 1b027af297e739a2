"""What the program does by itself from its start on, beside the talks."""

import asyncio

import pytest

from bot.app import REPORTER_COMMANDS
from bot.reminders import Sweep
from bot.texts import text
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import pupil_reports

ANNOUNCED_SECONDS = 10.0


async def announced(stage: Stage) -> dict[str, str]:
    """The commands in Telegram's menu for everybody, with what it says of each."""
    async with asyncio.timeout(ANNOUNCED_SECONDS):
        while not stage.api.commands:
            await asyncio.sleep(0.05)
    ((_, commands),) = stage.api.commands.items()
    return {one["command"]: one["description"] for one in commands}


async def test_telegrams_menu_names_the_commands_in_words_and_each_is_known(stage: Stage) -> None:
    menu = await announced(stage)
    assert tuple(menu) == REPORTER_COMMANDS
    assert all(description[0].isupper() for description in menu.values())
    pupil = stage.pupil()
    for command in menu:
        await pupil.types(f"/{command}")
        await stage.settles()
        assert pupil.last_message.words != text("unknown-command"), command


async def test_a_sweep_that_fails_costs_nobody_their_words(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = asyncio.Event()

    async def fails(_sweep: Sweep) -> int:
        failed.set()
        raise ZeroDivisionError

    monkeypatch.setattr(Sweep, "run_once", fails)
    await stage.restarts()
    await failed.wait()
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.sees("Het is verstuurd")
