"""What staff wanted to see and Telegram refused to show: nobody is left before an empty place."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.playground import Faults, Moment, ServerError
from bot.playground.errors import BadRequest
from bot.playground.faults import TooManyRequests
from bot.playground.person import Person
from storage.dues import DueKind
from tests.dialogues.stage import Stage
from tests.dialogues.test_off_the_screen import STORY, reported
from tests.dialogues.test_together import with_names
from tests.dialogues.test_whole_line import AtCases, with_two_pupils_named
from tests.program.pupils import Pupil, Told


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


# A story that stands there already


async def reads_on(stage: Stage, coach: Person, button: str) -> Person:
    """The coach reads the story, with a button to go on below it."""
    await coach.taps("Lezen")
    await coach.sees_button(button)
    await stage.settles()
    return coach


async def with_a_second_page(stage: Stage) -> Person:
    """A coach who reads the first page of a story that has more of them."""
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await Pupil(Told(pupil, "here", "2B")).reports()
    await stage.settles()
    for number in range(6):
        await pupil.types(f"nog meer woorden {number} " + "en dan nog wat " * 60)
        await stage.settles()
    return await reads_on(stage, coach, LATER)


LATER = "Verder ›"
PAGE = "nog meer woorden"


@pytest.mark.parametrize("words", ["SOMETHING_NEW", "message can't be edited"])
async def test_a_page_that_is_refused_leaves_the_removal_of_the_page_that_stands_there(
    stage: Stage, words: str
) -> None:
    coach = await with_a_second_page(stage)
    refused(stage, "editMessageText", words)
    await coach.taps(LATER)
    await coach.sees("kon niet op die plek")
    await stage.settles()
    assert PAGE in coach.screen_text() and removals_due(stage) == 1
    await stage.later(minutes=16)
    await stage.settles()
    assert PAGE not in coach.screen_text()


async def test_a_story_that_could_not_be_shown_as_taken_up_can_still_be_hidden(stage: Stage) -> None:
    coach, _ = await reported(stage)
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await stage.settles()
    refused(stage, "editMessageText", "SOMETHING_NEW")
    await coach.taps("Ik pak dit op")
    await stage.settles()
    assert STORY in coach.screen_text()
    await coach.taps("Verberg nu")
    await coach.no_longer_sees(STORY)
    await stage.settles()
    assert removals_due(stage) == 0


async def test_a_page_in_a_message_that_is_gone_leaves_no_removal(stage: Stage) -> None:
    coach = await with_a_second_page(stage)
    refused(stage, "editMessageText", "message to edit not found")
    await coach.taps(LATER)
    await coach.sees("kon niet op die plek")
    await stage.settles()
    assert removals_due(stage) == 0


# What the reporter hears of it

READ = "Je melding is gelezen door mevrouw De Boer."


async def test_a_reporter_hears_of_the_reading_only_when_the_story_could_be_shown(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    refused(stage, "editMessageText", "message can't be edited")
    await coach.taps("Lezen")
    await stage.settles()
    await pupil.does_not_see(READ)
    await coach.taps("Lezen")
    await pupil.sees(READ)
    await stage.settles()
    assert pupil.screen_text().count(READ) == 1


async def test_a_story_that_has_to_wait_is_told_as_read_when_it_stands_there(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    stage.api.faults.next_call("editMessageText", TooManyRequests(2))
    await coach.taps("Lezen")
    await stage.api.calls.wait_for("editMessageText")
    await stage.api.all_confirmed()
    await pupil.does_not_see(READ)
    await pupil.sees(READ)


async def test_what_is_told_after_the_tap_has_a_notice_of_its_own_though_the_story_is_not_there_yet(
    stage: Stage,
) -> None:
    coach, pupil = await reported(stage)
    stage.api.faults.next_call("editMessageText", TooManyRequests(2))
    await coach.taps("Lezen")
    await stage.api.calls.wait_for("editMessageText")
    await pupil.types("en gisteren weer")
    await coach.sees("Nieuw bericht bij zaak 1")


# Pictures


async def with_pictures(stage: Stage, count: int = 1) -> Person:
    """A coach who reads a story with pictures."""
    coach = await stage.staff("sanne_de_boer")
    await Pupil(Told(stage.pupil(), "here", "2B", with_pictures=count)).reports()
    await stage.settles()
    return await reads_on(stage, coach, PICTURES)


PICTURES = "Foto’s (1)"
FAILED = "Een foto bij zaak 1 kon niet worden getoond."


def pictures_of(person: Person) -> list[str]:
    return [message.words for message in person.screen() if message.kind == "photo"]


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("editMessageMedia", "IMAGE_PROCESS_FAILED"),
        ("editMessageMedia", "message to edit not found"),
        ("sendPhoto", "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_a_picture_that_could_not_be_shown_is_told_and_a_second_tap_shows_it(
    stage: Stage, method: str, words: str
) -> None:
    coach = await with_pictures(stage)
    refused(stage, method, words)
    await coach.taps(PICTURES)
    await coach.sees(FAILED)
    await stage.settles()
    assert pictures_of(coach) == []
    assert removals_due(stage) == 1
    await coach.taps(PICTURES)
    await stage.settles()
    assert len(pictures_of(coach)) == 1
    assert coach.screen_text().count(FAILED) == 1
    await stage.later(minutes=16)
    await stage.settles()
    assert pictures_of(coach) == []


async def test_a_picture_that_fails_on_the_way_again_and_again_is_told_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.tries.LONGEST_WAIT_SECONDS", 0.02)
    coach = await with_pictures(stage)
    stage.api.faults = Faults(share=1.0, kinds=(ServerError(413, as_page=True),), only=("sendPhoto",))
    await coach.taps(PICTURES)
    await coach.sees(FAILED)
    stage.api.faults = Faults()
    await coach.taps(PICTURES)
    await stage.settles()
    assert len(pictures_of(coach)) == 1


async def test_a_report_of_a_case_that_could_not_be_shown_is_told_and_can_be_asked_for_again(stage: Stage) -> None:
    coach, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    refused(stage, "editMessageMedia", "SOMETHING_NEW")
    for tap in ("Meer…", "Begeleidingsverslag"):
        await at_cases.taps(tap)
    await coach.taps("Als PDF")
    await coach.sees("kon niet worden gemaakt")
    await stage.settles()
    assert "document" not in [message.kind for message in coach.screen()]
    await coach.taps("Als PDF")
    await stage.settles()
    assert [message.kind for message in coach.screen()].count("document") == 1


@pytest.mark.parametrize("method", ["sendMessage", "editMessageMedia"])
async def test_who_asked_for_a_report_that_found_no_place_hears_it_and_nobody_else_does(
    stage: Stage, method: str
) -> None:
    coach, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    deputy = await stage.staff("pieter_bakker")
    for tap in ("Meer…", "Begeleidingsverslag"):
        await at_cases.taps(tap)
    await stage.settles()
    refused(stage, method, "SOMETHING_NEW")
    await coach.taps("Als PDF")
    await coach.sees("kon niet worden gemaakt")
    await stage.settles()
    assert "is nu niet te bereiken" not in deputy.screen_text()


# Texts for parents


async def types_text(at_cases: AtCases, text: str) -> None:
    await at_cases.coach.types("/zaak 1")
    await at_cases.stage.settles()
    for tap in ("Meer…", "Samen met anderen…", "Tekst voor ouders"):
        await at_cases.taps(tap)
    await at_cases.types(text)
    await at_cases.stage.settles()


NO_TEXT = "Je tekst voor de ouders bij zaak 1 kon niet worden getoond."


async def test_a_text_that_is_refused_leaves_the_removal_of_all_else_that_stands_there(stage: Stage) -> None:
    coach, at_cases = await with_names(stage)
    await types_text(at_cases, "Beste ouders, de eerste tekst over gisteren.")
    await coach.types("/zaak 1")
    await stage.settles()
    for tap in ("Meer…", "Begeleidingsverslag"):
        await at_cases.taps(tap)
    await coach.taps("Als PDF")
    await stage.settles()
    before = removals_due(stage)
    refused_with(stage, "editMessageText", "tweede tekst")
    await types_text(at_cases, "Beste ouders, een tweede tekst over gisteren.")
    assert removals_due(stage) == before
    assert NO_TEXT in coach.screen_text()
    assert "Zaak 1: hier komt je tekst" not in coach.screen_text()
    await stage.later(minutes=16)
    await stage.settles()
    assert not any(one.from_bot and "eerste tekst" in one.words for one in coach.screen())
    assert "document" not in [one.kind for one in coach.screen()]


def refused_with(stage: Stage, method: str, part: str, *, times: int = 1000) -> None:
    """The next calls of this method whose text has this part are refused."""
    left = [part] * times

    async def refuse(call: Any) -> None:
        if left and part in call.parameters.get("text", ""):
            left.pop()
            raise BadRequest("SOMETHING_NEW")

    stage.api.on_call(method, refuse, Moment.ARRIVED)


async def test_who_wrote_a_text_that_found_no_place_hears_it_and_nobody_else_does(stage: Stage) -> None:
    coach, at_cases = await with_names(stage)
    deputy = await stage.staff("pieter_bakker")
    await stage.settles()
    before = removals_due(stage)
    refused_with(stage, "sendMessage", "hier komt je tekst")
    await types_text(at_cases, "Beste ouders, de eerste tekst over gisteren.")
    assert NO_TEXT in coach.screen_text()
    assert removals_due(stage) == before
    assert "is nu niet te bereiken" not in deputy.screen_text()
