"""Promise 11: content leaves the screen, also of somebody who blocked the bot while it stood there."""

import pytest

from bot.playground.person import Person
from bot.texts import text
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import AtCases, pupil_reports, taken_up
from tests.program.pupils import Pupil, Told

STORY = "groepsapp"


async def test_a_story_leaves_the_screen_of_who_blocked_the_bot_and_came_back(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await gone_for(stage, coach, days=3)
    assert STORY in coach.screen_text()
    await back(stage, coach)
    assert STORY not in coach.screen_text()


async def gone_for(stage: Stage, coach: Person, days: int) -> None:
    await coach.blocks()
    for _ in range(days):
        await stage.later(days=1)
        await stage.settles()


async def back(stage: Stage, coach: Person) -> None:
    await coach.unblocks()
    await coach.types("/zaken")
    await stage.settles()
    await stage.program.sweep.run_once()
    await stage.settles()


@pytest.mark.parametrize("days", [1, 4])
async def test_a_picture_leaves_the_screen_of_who_blocked_the_bot_and_came_back(stage: Stage, days: int) -> None:
    coach = await stage.staff("sanne_de_boer")
    await Pupil(Told(stage.pupil(), "here", "2B", with_pictures=1)).reports()
    await coach.taps("Lezen")
    await stage.settles()
    await coach.taps(text("small-pictures", count=1))
    await stage.settles()
    shown = pictures_on(coach)
    assert len(shown) == 1
    await gone_for(stage, coach, days)
    await back(stage, coach)
    assert shown[0] not in pictures_on(coach)


def pictures_on(coach: Person) -> list[str]:
    return [message.content["photo"][-1]["file_id"] for message in coach.screen() if message.kind == "photo"]


@pytest.mark.parametrize("days", [1, 4])
async def test_a_report_leaves_the_screen_of_who_blocked_the_bot_and_came_back(stage: Stage, days: int) -> None:
    coach = await stage.staff("sanne_de_boer")
    at_cases, pupil = AtCases(stage, coach), stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await taken_up(at_cases, pupil)
    for tap in ("Meer…", "Begeleidingsverslag", "Als PDF"):
        await at_cases.taps(tap)
    await coach.sees("Dit verdwijnt na 15 minuten.")
    assert documents_on(coach) == 1
    await gone_for(stage, coach, days)
    await back(stage, coach)
    assert documents_on(coach) == 0


def documents_on(coach: Person) -> int:
    return sum(message.kind == "document" for message in coach.screen())
