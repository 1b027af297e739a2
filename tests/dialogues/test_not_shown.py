"""What staff wanted to see and Telegram refused to show: nobody is left before an empty place."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.playground import Moment
from bot.playground.errors import BadRequest
from storage.dues import DueKind
from tests.dialogues.stage import Stage
from tests.dialogues.test_off_the_screen import STORY, reported


def refused(stage: Stage, method: str, words: str, *, times: int = 1) -> None:
    """The next calls of this method are refused with these words."""
    left = [words] * times

    async def refuse(_call: Any) -> None:
        if left:
            raise BadRequest(left.pop())

    stage.api.on_call(method, refuse, Moment.ARRIVED)


def removals_due(stage: Stage) -> int:
    with closing(sqlite3.connect(stage.database_file)) as data:
        query = "SELECT count(*) FROM due WHERE kind = ?"
        return int(data.execute(query, (DueKind.HIDE.value,)).fetchone()[0])


GONE = ("message can't be edited", "MESSAGE_ID_INVALID", "message to edit not found", "MESSAGE_TOO_LONG")


@pytest.mark.parametrize("words", GONE)
async def test_a_story_that_could_not_take_the_place_of_its_notice_is_read_under_a_fresh_one(
    stage: Stage, words: str
) -> None:
    coach, _ = await reported(stage)
    refused(stage, "editMessageText", words)
    await coach.taps("Lezen")
    await coach.sees("Zaak 1: wat je wilde zien, kon niet op die plek komen te staan.")
    await stage.settles()
    assert STORY not in coach.screen_text()
    assert removals_due(stage) == 0
    assert coach.last_message.protected
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await stage.settles()
    assert removals_due(stage) == 1
    await stage.later(minutes=16)
    await coach.does_not_see(STORY)


async def test_a_story_that_is_there_already_is_shown(stage: Stage) -> None:
    coach, _ = await reported(stage)
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await stage.settles()
    refused(stage, "editMessageText", "message is not modified: specified new message content is the same")
    await coach.taps("Ik pak dit op")
    await stage.settles()
    await coach.does_not_see("kon niet op die plek")


async def test_who_lost_the_case_meanwhile_gets_no_fresh_notice(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    shown: list[Any] = []

    async def named_meanwhile(call: Any) -> None:
        if shown or STORY not in call.parameters["text"]:
            return
        shown.append(call)
        await pupil.types("mevrouw De Boer doet zelf mee")
        await pupil.sees("Gaat het over mevrouw De Boer?")
        await pupil.taps("Ja, mevrouw De Boer doet iets naars")
        await stage.api.all_confirmed()
        raise BadRequest("message can't be edited")

    stage.api.on_call("editMessageText", named_meanwhile, Moment.ARRIVED)
    await coach.taps("Lezen")
    await stage.settles()
    assert shown
    await coach.does_not_see("kon niet op die plek")
    assert STORY not in coach.screen_text()
