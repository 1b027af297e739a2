"""What has to go from a screen goes, also when Telegram refuses that the first time (design 4.11)."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground import Moment
from bot.playground.errors import BadRequest
from bot.playground.person import Person
from bot.refused_removals import GIVEN_UP_AFTER
from tests.dialogues.stage import Stage
from tests.dialogues.test_not_shown import (
    NO_TEXT,
    PICTURES,
    pictures_of,
    refused,
    refused_with,
    removals_due,
    types_text,
    with_pictures,
)
from tests.dialogues.test_off_the_screen import STORY, reported, tied
from tests.dialogues.test_together import with_names
from tests.dialogues.test_whole_line import with_two_pupils_named


async def reads(stage: Stage) -> Person:
    """A coach with a story on the screen."""
    coach, _ = await reported(stage)
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await stage.settles()
    return coach


async def passes(stage: Stage, **duration: float) -> None:
    await stage.later(**duration)
    await stage.settles()


@pytest.mark.parametrize("words", ["SOMETHING_NEW", "message can't be edited"])
async def test_a_story_whose_removal_was_refused_once_goes_at_the_next_try(stage: Stage, words: str) -> None:
    coach = await reads(stage)
    refused(stage, "editMessageText", words)
    await passes(stage, minutes=16)
    assert STORY in coach.screen_text() and removals_due(stage) == 1
    await passes(stage, days=1)
    assert STORY not in coach.screen_text()
    assert removals_due(stage) == 0


async def test_a_story_whose_removal_was_refused_can_still_be_hidden(stage: Stage) -> None:
    coach = await reads(stage)
    refused(stage, "editMessageText", "SOMETHING_NEW")
    await passes(stage, minutes=16)
    await coach.taps("Verberg nu")
    await coach.no_longer_sees(STORY)


async def test_a_story_that_cannot_be_covered_is_deleted(stage: Stage) -> None:
    coach = await reads(stage)
    refused(stage, "editMessageText", "message can't be edited", times=2)
    await passes(stage, minutes=16)
    assert STORY in coach.screen_text()
    await passes(stage, minutes=16)
    assert STORY not in coach.screen_text()
    assert removals_due(stage) == 0


@pytest.mark.parametrize("words", ["message to edit not found", "MESSAGE_ID_INVALID"])
async def test_a_story_that_the_reader_deleted_is_not_taken_away_again(stage: Stage, words: str) -> None:
    await reads(stage)
    refused(stage, "editMessageText", words)
    await passes(stage, minutes=16)
    assert removals_due(stage) == 0


async def test_what_never_goes_is_tried_for_some_days_and_then_no_more(stage: Stage) -> None:
    coach = await reads(stage)
    tries: list[Any] = []

    async def refuse(call: Any) -> None:
        if int(call.parameters["chat_id"]) == coach.user_id:
            tries.append(call)
            raise BadRequest("SOMETHING_NEW")

    for method in ("editMessageText", "deleteMessage"):
        stage.api.on_call(method, refuse, Moment.ARRIVED)
    for _ in range(8):
        await passes(stage, hours=24)
    assert removals_due(stage) == 0
    assert 4 <= sum(call.method == "editMessageText" for call in tries) <= 10
    assert timedelta(hours=48) < GIVEN_UP_AFTER


async def test_a_picture_that_could_not_be_deleted_nor_covered_goes_at_the_next_try(stage: Stage) -> None:
    coach = await with_pictures(stage)
    await coach.taps(PICTURES)
    await stage.settles()
    for method in ("deleteMessage", "editMessageMedia"):
        refused(stage, method, "SOMETHING_NEW")
    await passes(stage, minutes=16)
    assert len(pictures_of(coach)) == 1
    await passes(stage, days=3)
    assert pictures_of(coach) == ["Deze foto is weg."]
    assert removals_due(stage) == 0


async def test_a_picture_that_could_not_be_covered_on_a_tap_goes_at_the_next_try(stage: Stage) -> None:
    coach = await with_pictures(stage)
    await coach.taps(PICTURES)
    await stage.settles()
    for method in ("deleteMessage", "editMessageMedia"):
        refused(stage, method, "SOMETHING_NEW")
    await coach.taps("Verberg deze foto")
    await stage.settles()
    assert len(pictures_of(coach)) == 1
    await passes(stage, minutes=16)
    assert pictures_of(coach) == []


async def test_a_text_that_could_not_be_taken_away_is_covered_in_words_days_later(stage: Stage) -> None:
    coach, at_cases = await with_names(stage)
    await types_text(at_cases, "Beste ouders, de eerste tekst over gisteren.")
    refused(stage, "deleteMessage", "SOMETHING_NEW")
    refused_with(stage, "editMessageText", "Deze tekst is weg.", times=1)
    await passes(stage, minutes=16)
    assert any(one.from_bot and "eerste tekst" in one.words for one in coach.screen())
    await passes(stage, days=3)
    assert not any(one.from_bot and "eerste tekst" in one.words for one in coach.screen())
    await coach.sees("Deze tekst is weg.")
    assert NO_TEXT not in coach.screen_text()


async def test_the_phone_that_somebody_left_is_cleared_at_the_next_try(stage: Stage) -> None:
    coach = await reads(stage)
    refused(stage, "editMessageText", "SOMETHING_NEW")
    await tied(stage, "sanne_de_boer", stage.api.person("Sanne nieuw"))
    await stage.program.sweep.run_once()
    await stage.settles()
    assert STORY in coach.screen_text()
    await passes(stage, minutes=16)
    assert STORY not in coach.screen_text()


async def test_notes_whose_place_the_card_could_not_take_go_at_the_next_try(stage: Stage) -> None:
    coach, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    for tap in ("Meer…", "Namen en notities"):
        await at_cases.taps(tap)
    notes = (await coach.sees("Bram Oosterhuis")).message_id
    refused(stage, "editMessageText", "SOMETHING_NEW")
    await at_cases.taps("Terug naar de kaart")
    await stage.settles()
    assert "Bram Oosterhuis" in words_in(coach, notes)
    await passes(stage, minutes=16)
    assert "Bram Oosterhuis" not in words_in(coach, notes)
    assert removals_due(stage) == 0


def words_in(coach: Person, message: int) -> str:
    return next(one.words for one in coach.screen() if one.message_id == message)
