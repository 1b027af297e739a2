"""What is said to a reporter who muted or blocked the bot is not lost, and nobody is told otherwise."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.playground import Moment
from bot.playground.errors import BadRequest
from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_out_of_reach import case_taken_up
from tests.dialogues.test_sealed import assert_untraceable, led_to
from tests.dialogues.test_whole_line import AtCases, pupil_reports

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
    await pupil.sees("Dit bericht van mevrouw De Boer, maandag 23 november, lag nog klaar:")
    await pupil.sees(WORDS)


async def test_taking_back_the_mute_brings_what_waited(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    await pupil.types("/mijn")
    await stage.settles()
    await pupil.taps("Geen berichten meer over melding 1")
    await pupil.types("/mijn")
    await coach_writes(at_cases)
    await pupil.taps("Weer berichten over melding 1")
    await pupil.sees("Dit bericht van mevrouw De Boer, maandag 23 november, lag nog klaar:")
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


# The words of thanks

THANKS = "Dank je wel"


async def sends(stage: Stage, contact: str, words: str, *, times: int = 1) -> Person:
    """A pupil sends a report; the words of thanks are refused with these words, as often as `times`."""
    pupil, left = stage.pupil(), [words] * times
    await pupil_reports(pupil, contact=contact)
    await pupil.sees_button("✅ Versturen")
    await stage.settles()

    async def refuse(call: Any) -> None:
        if left and THANKS in call.parameters["text"]:
            raise BadRequest(left.pop())

    stage.api.on_call("sendMessage", refuse, Moment.ARRIVED)
    await pupil.taps("✅ Versturen")
    await stage.settles()
    return pupil


def held(stage: Stage) -> int:
    with closing(sqlite3.connect(stage.database_file)) as data:
        return int(data.execute("SELECT count(*) FROM outbox WHERE state = 4").fetchone()[0])


@pytest.mark.parametrize("contact", ["Een code", "Geen contact", "Antwoord mij hier"])
async def test_thanks_that_are_refused_once_are_said_soon_after(stage: Stage, contact: str) -> None:
    pupil = await sends(stage, contact, "SOMETHING_NEW", times=2)
    assert pupil.screen_text().count(THANKS) == 1
    assert not held(stage)


@pytest.mark.parametrize("contact", ["Een code", "Geen contact", "Antwoord mij hier"])
async def test_thanks_that_could_not_be_said_are_said_once_when_the_pupil_speaks_again(
    stage: Stage, contact: str
) -> None:
    pupil = await sends(stage, contact, "have no rights to send a message")
    await pupil.does_not_see(THANKS)
    assert held(stage) == 1
    await stage.restarts()
    await pupil.types("hallo?")
    await pupil.sees(THANKS)
    await pupil.types("/mijn")
    await stage.settles()
    assert pupil.screen_text().count(THANKS) == 1
    assert not held(stage)


async def test_a_tap_brings_the_thanks_too(stage: Stage) -> None:
    pupil = await sends(stage, "Antwoord mij hier", "have no rights to send a message")
    await pupil.taps("Ja, ik vertel meer")
    await pupil.sees(THANKS)


async def test_who_blocked_the_bot_gets_the_code_when_they_are_back_and_it_opens_the_report(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    await stage.settles()
    pupil = await sends(stage, "Een code", "USER_IS_BLOCKED")
    assert led_to(stage, pupil) == {}
    assert_untraceable(stage, pupil, coach)
    await pupil.types("/start")
    await pupil.sees("Je code is")
    assert not held(stage)


async def test_what_is_refused_for_good_holds_up_what_comes_after_it_for_a_moment_only(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.row_sender.TRIES_OF_WHAT_MAY_PASS", 2)
    pupil = await sends(stage, "Antwoord mij hier", "SOMETHING_NEW", times=2)
    await pupil.does_not_see(THANKS)
    await pupil.sees_button("Ja, ik vertel meer")
    assert held(stage) == 1


async def test_after_the_quick_exit_the_thanks_are_not_said_any_more(stage: Stage) -> None:
    pupil = await sends(stage, "Een code", "have no rights to send a message")
    await pupil.types("/snelweg")
    await stage.settles()
    await pupil.types("/start")
    await pupil.sees_button("Over mij")
    await stage.settles()
    await pupil.does_not_see(THANKS)
    assert not held(stage)


async def test_thanks_that_nobody_came_back_for_are_forgotten_with_the_conversation(stage: Stage) -> None:
    pupil = await sends(stage, "Een code", "have no rights to send a message")
    await stage.later(hours=73)
    assert not held(stage)
    await pupil.types("hallo?")
    await stage.settles()
    await pupil.does_not_see(THANKS)
