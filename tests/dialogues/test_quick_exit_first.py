"""Snel weg goes before all that still waits to be said there, and loses nothing that must still be heard."""

import asyncio
from typing import Any

import pytest

from bot.playground import DropAfterDoing, Faults, Moment, ServerError
from bot.playground.errors import BadRequest
from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_not_shown import READ
from tests.dialogues.test_off_the_screen import STORY, reported
from tests.dialogues.test_out_of_reach import case_taken_up
from tests.dialogues.test_quick_exit import LEFT
from tests.dialogues.test_waiting_lines import WORDS
from tests.dialogues.test_whole_line import pupil_reports


def on_screen(pupil: Person) -> list[str]:
    return [message.words for message in pupil.screen()]


def sends_nothing(stage: Stage) -> None:
    """From now on no message is sent, and all else is done."""
    stage.api.faults = Faults(share=1.0, kinds=(ServerError(502),), only=("sendMessage",))


async def leaves(stage: Stage, pupil: Person) -> None:
    """The screen is empty soon, also while nothing can be sent."""
    await pupil.types("/snelweg")
    async with asyncio.timeout(4):
        while on_screen(pupil):
            await asyncio.sleep(0.05)


async def test_the_screen_is_emptied_though_the_answer_before_it_cannot_be_sent(stage: Stage) -> None:
    _, pupil = await case_taken_up(stage)
    await pupil.types("/melden")
    await pupil.taps("Over mij")
    await stage.settles()
    sends_nothing(stage)
    for _ in range(12):
        await pupil.types("/hulp")
    await asyncio.sleep(3)
    await leaves(stage, pupil)
    stage.api.faults = Faults()
    await stage.settles()
    assert on_screen(pupil) == LEFT


async def test_a_copy_of_what_was_not_answered_goes_too(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil, contact="Een code")
    await stage.settles()
    stage.api.faults = Faults(share=1.0, kinds=(DropAfterDoing(),), only=("sendMessage",))
    await pupil.taps("✅ Versturen")
    await pupil.sees("Je code is")
    await pupil.taps("Snel weg")
    await asyncio.sleep(1)
    stage.api.faults = Faults()
    await stage.settles()
    assert on_screen(pupil) == LEFT


async def test_what_the_school_wrote_waits_until_they_are_back_and_the_coach_knows(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    tries = cannot_be_sent(stage, WORDS)
    await at_cases.taps("Stuur een bericht")
    await at_cases.types(WORDS)
    while not tries:
        await asyncio.sleep(0.02)
    await pupil.types("/snelweg")
    await stage.settles()
    assert on_screen(pupil) == LEFT and len(tries) < 3
    await at_cases.coach.sees("is een bericht aan de melder niet aangekomen")
    await pupil.types("/start")
    await stage.settles()
    assert pupil.screen_text().count(WORDS) == 1


def cannot_be_sent(stage: Stage, part: str) -> list[Any]:
    """The next tries to send what has this part fail; answers those tries."""
    tries: list[Any] = []

    async def fail(call: Any) -> None:
        if part in call.parameters["text"] and len(tries) < 3:
            tries.append(call)
            raise RuntimeError

    stage.api.on_call("sendMessage", fail, Moment.ARRIVED)
    return tries


async def test_what_the_school_tells_besides_is_said_below_it(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    sends_nothing(stage)
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await asyncio.sleep(1)
    await leaves(stage, pupil)
    stage.api.faults = Faults()
    await stage.settles()
    assert on_screen(pupil) == [*LEFT, READ]
    await pupil.types("dankjewel")
    await stage.settles()
    assert on_screen(pupil)[-1] != LEFT[0]


async def test_after_a_restart_nothing_of_it_is_said_either(stage: Stage) -> None:
    _, pupil = await case_taken_up(stage)
    sends_nothing(stage)
    await pupil.types("/melden")
    await asyncio.sleep(1)
    await leaves(stage, pupil)
    await stage.restarts(settled=False)
    stage.api.faults = Faults()
    await stage.settles()
    assert on_screen(pupil) == LEFT


# The thanks with the code


def refuses_thanks(stage: Stage, *, takes: float = 0.0) -> list[Any]:
    """The words of thanks are refused a few times, each after some seconds."""
    refused: list[Any] = []

    async def refuse(call: Any) -> None:
        if "Je code is" in call.parameters["text"] and len(refused) < 6:
            refused.append(call)
            await asyncio.sleep(takes)
            raise BadRequest("SOMETHING_NEW")

    stage.api.on_call("sendMessage", refuse, Moment.ARRIVED)
    return refused


@pytest.mark.parametrize(("tries", "takes"), [(1, 1.5), (2, 0.0)])
async def test_a_code_that_did_not_arrive_yet_is_shown_to_nobody_after_it(
    stage: Stage, tries: int, takes: float
) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil, contact="Een code")
    await stage.settles()
    refused = refuses_thanks(stage, takes=takes)
    await pupil.taps("✅ Versturen")
    while len(refused) < tries:
        await asyncio.sleep(0.02)
    await pupil.types("/snelweg")
    await stage.settles()
    assert on_screen(pupil) == LEFT
    await stage.later(hours=3)
    await pupil.types("/start")
    await stage.settles()
    assert "Je code is" not in pupil.screen_text()
