"""What the program does by itself from its start on, beside the talks."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot import app
from bot.playground import DropConnection, ServerError, TooManyRequests
from bot.program import REPORTER_COMMANDS, MeldmaatjeProgram
from bot.reminders import Sweep
from bot.texts import text
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import pupil_reports

ANNOUNCED_SECONDS = 10.0
ASKED_SECONDS = 20.0
SWEPT_SECONDS = 10.0

Composition = Callable[[], type[MeldmaatjeProgram]]


def loaded_once(
    monkeypatch: pytest.MonkeyPatch, happens: Coroutine[Any, Any, object], composition: Composition = app._composition
) -> None:
    """Who answers is loaded when this has happened, and not before."""
    loop = asyncio.get_running_loop()

    def composed() -> type[MeldmaatjeProgram]:
        asyncio.run_coroutine_threadsafe(happens, loop).result()
        return composition()

    monkeypatch.setattr(app, "_composition", composed)


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
    async with asyncio.timeout(SWEPT_SECONDS):
        await failed.wait()
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.sees("Het is verstuurd")


async def test_updates_are_asked_for_while_who_answers_them_is_loaded(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = stage.api.calls.count["getUpdates"]
    loaded_once(monkeypatch, stage.api.calls.wait_for("getUpdates", asked + 1, within=ASKED_SECONDS))
    await stage.restarts()
    assert stage.api.calls.count["getUpdates"] > asked


async def test_what_came_while_nobody_could_answer_yet_is_answered_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil = stage.pupil()
    loaded_once(monkeypatch, pupil.types("/start"))
    await stage.restarts()
    await pupil.sees_button(text("about-me"))
    await stage.settles()
    assert len([message for message in pupil.screen() if message.from_bot]) == 1


@pytest.mark.parametrize(
    "fault", [TooManyRequests(1), ServerError(), DropConnection()], ids=lambda fault: type(fault).__name__
)
async def test_a_first_question_that_fails_is_asked_again(
    stage: Stage, fault: TooManyRequests | ServerError | DropConnection
) -> None:
    stage.api.faults.next_call("getUpdates", fault)
    await stage.restarts()
    pupil = stage.pupil()
    await pupil.types("/start")
    await pupil.sees_button(text("about-me"))


async def test_a_program_that_cannot_be_put_together_confirms_nothing_of_what_came(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil = stage.pupil()

    def cannot_be_loaded() -> type[MeldmaatjeProgram]:
        raise ImportError

    with monkeypatch.context() as patched:
        loaded_once(patched, pupil.types("/start"), cannot_be_loaded)
        with pytest.raises(ImportError):
            await stage.restarts()
    await stage.restarts(settled=False)
    await pupil.sees_button(text("about-me"))
