"""What the school writes to a reporter who muted or blocked the bot is not lost, and nobody is told otherwise."""

from typing import Any

import pytest

from bot.playground import Moment
from bot.playground.errors import BadRequest
from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_out_of_reach import case_taken_up
from tests.dialogues.test_whole_line import AtCases

WORDS = "Kom je morgen om tien uur?"


async def coach_writes(at_cases: AtCases, words: str = WORDS) -> None:
    await at_cases.taps("Stuur een bericht")
    await at_cases.types(words)
    await at_cases.stage.settles()


async def muted(stage: Stage) -> tuple[AtCases, Person]:
    """A case that was taken up, of which the pupil wants no more messages; the coach wrote nevertheless."""
    at_cases, pupil = await case_taken_up(stage)
    await pupil.types("/mijn")
    await stage.settles()
    await pupil.taps("Geen berichten meer over melding 1")
    await coach_writes(at_cases)
    await at_cases.coach.sees("de melder krijgt nu geen berichten")
    await pupil.does_not_see(WORDS)
    return at_cases, pupil


async def test_who_wants_messages_again_gets_what_was_written_meanwhile_once(stage: Stage) -> None:
    _, pupil = await muted(stage)
    await pupil.types("hallo")
    await stage.settles()
    await pupil.does_not_see(WORDS)
    await pupil.types("/melden")
    await stage.settles()
    await pupil.types("/stop")
    await pupil.types("/mijn")
    await pupil.sees(WORDS)
    await pupil.types("/mijn")
    await pupil.taps("Weer berichten over melding 1")
    await stage.settles()
    assert pupil.screen_text().count(WORDS) == 1


async def test_what_telegram_refuses_to_bring_waits_and_the_coach_knows(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    refused: list[Any] = []

    async def refuse(call: Any) -> None:
        if WORDS in call.parameters["text"] and not refused:
            refused.append(call)
            raise BadRequest("MESSAGE_OF_A_KIND_NOBODY_HEARD_OF")

    stage.api.on_call("sendMessage", refuse, Moment.ARRIVED)
    await coach_writes(at_cases)
    await at_cases.coach.sees("is een bericht aan de melder niet aangekomen")
    assert not stage.program.house.staff.unreachable
    await pupil.does_not_see(WORDS)
    await pupil.types("/mijn")
    await pupil.sees("Dit bericht van school lag nog klaar:")
    await pupil.sees(WORDS)


async def test_taking_back_the_mute_brings_what_waited(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    await pupil.types("/mijn")
    await stage.settles()
    await pupil.taps("Geen berichten meer over melding 1")
    await pupil.types("/mijn")
    await coach_writes(at_cases)
    await pupil.taps("Weer berichten over melding 1")
    await pupil.sees("Dit bericht van school lag nog klaar:")
    await pupil.sees(WORDS)
    await coach_writes(at_cases, "Tot morgen.")
    await pupil.sees("Tot morgen.")


@pytest.mark.parametrize("words", ["/start", "/mijn", "hallo, ik ben er weer"])
async def test_who_blocked_the_bot_gets_it_with_the_first_word_and_the_coach_knew(stage: Stage, words: str) -> None:
    at_cases, pupil = await case_taken_up(stage)
    await pupil.blocks()
    await coach_writes(at_cases)
    await at_cases.coach.sees("Bij zaak 1 is een bericht aan de melder niet aangekomen")
    assert at_cases.coach.screen_text().count(WORDS) == 1
    await stage.later(days=8)
    await pupil.unblocks()
    await pupil.types(words)
    await pupil.sees(WORDS)
    await pupil.types("/mijn")
    await stage.settles()
    assert pupil.screen_text().count(WORDS) == 1


async def test_a_message_that_is_refused_again_waits_again(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    await pupil.blocks()
    await coach_writes(at_cases)
    await pupil.unblocks()
    await pupil.types("/start")
    await pupil.sees(WORDS)
    await pupil.blocks()
    await coach_writes(at_cases, "Ik bel je straks.")
    await pupil.unblocks()
    await pupil.types("/start")
    await pupil.sees("Ik bel je straks.")
    await stage.settles()
    assert pupil.screen_text().count(WORDS) == 1


async def test_the_quick_exit_brings_nothing_on_the_screen(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    await pupil.blocks()
    await coach_writes(at_cases)
    await pupil.unblocks()
    await pupil.types("/snelweg")
    await stage.settles()
    await pupil.does_not_see(WORDS)
    await pupil.types("hoi")
    await pupil.sees("Typ /start om verder te gaan.")
    await stage.settles()
    await pupil.does_not_see(WORDS)
    await pupil.types("/start")
    await pupil.sees(WORDS)
