"""Snel weg: whoever picks up the phone next sees nothing of what was told, and writes to nobody."""

import pytest

from bot.playground import DropAfterDoing
from tests.dialogues.stage import Stage
from tests.dialogues.test_reporter_paths import STORY, with_a_code
from tests.dialogues.test_which_report import told_to
from tests.dialogues.test_whole_line import pupil_reports

LEFT = ["Hoi! Alles goed. Tot later 👋"]


async def test_it_takes_away_the_code_and_the_story_that_was_just_sent_with_it(stage: Stage) -> None:
    pupil = stage.pupil()
    await with_a_code(pupil)
    await stage.settles()
    await pupil.taps("Snel weg")
    await stage.settles()
    assert [message.words for message in pupil.screen()] == LEFT


async def test_it_takes_away_what_was_told_without_contact(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil, contact="Geen contact")
    await pupil.taps("✅ Versturen")
    await pupil.sees("kan je niets terugzeggen")
    await stage.settles()
    await pupil.types("/snelweg")
    await stage.settles()
    assert [message.words for message in pupil.screen()] == LEFT


@pytest.mark.parametrize("contact", ["Een code", "Geen contact"])
async def test_after_a_restart_it_still_takes_away_what_was_told_unseen(stage: Stage, contact: str) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil, contact=contact)
    await pupil.taps("✅ Versturen")
    await pupil.sees("Dank je wel")
    await stage.restarts()
    await pupil.types("/snelweg")
    await stage.settles()
    assert [message.words for message in pupil.screen()] == LEFT


async def test_after_a_restart_it_takes_away_what_a_code_opened(stage: Stage) -> None:
    code, other = await with_a_code(stage.pupil()), stage.pupil("Zus")
    await other.types(f"/code {code}")
    await other.sees(STORY)
    await stage.restarts()
    await other.types("/snelweg")
    await stage.settles()
    assert [message.words for message in other.screen()] == LEFT


async def test_it_takes_away_what_a_code_opened_and_the_code_that_was_typed(stage: Stage) -> None:
    code, other = await with_a_code(stage.pupil()), stage.pupil("Zus")
    await other.types(f"/code {code}")
    await other.sees(STORY)
    await stage.settles()
    await other.types("/snelweg")
    await stage.settles()
    assert [message.words for message in other.screen()] == LEFT


async def test_one_tap_takes_away_the_own_list(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil, contact="Antwoord mij hier")
    await pupil.taps("✅ Versturen")
    await pupil.types("/stop")
    await pupil.types("/mijn")
    await pupil.sees("Dit zijn je meldingen")
    await stage.settles()
    await pupil.taps("Snel weg")
    await stage.settles()
    assert [message.words for message in pupil.screen()] == LEFT


async def test_days_later_it_still_takes_away_what_is_new(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types(STORY)
    await pupil.sees("Een code")
    await stage.later(days=3)
    shown_before = {message.message_id for message in pupil.screen()}
    await pupil.types("/start")
    await pupil.sees("Fijn dat je er weer bent.")
    await stage.settles()
    await pupil.types("/snelweg")
    await stage.settles()
    new = [message.words for message in pupil.screen() if message.message_id not in shown_before]
    assert new == LEFT


async def test_the_evening_after_an_unseen_report_it_still_takes_everything_away(stage: Stage) -> None:
    pupil = stage.pupil()
    await stage.later(hours=11)
    await pupil_reports(pupil, contact="Geen contact")
    await pupil.taps("✅ Versturen")
    await pupil.sees("kan je niets terugzeggen")
    await stage.later(hours=29)
    await pupil.types("/snelweg")
    await stage.settles()
    assert [message.words for message in pupil.screen()] == LEFT


async def test_after_it_nobody_writes_to_the_report_that_a_code_opened(stage: Stage) -> None:
    await stage.staff("sanne_de_boer")
    code, other = await with_a_code(stage.pupil()), stage.pupil("Zus")
    await other.types(f"/code {code}")
    await other.sees(STORY)
    await other.types("/snelweg")
    await other.sees("Alles goed")
    await other.types("hallo, wie is dit")
    await other.sees("Dit heb ik niet bewaard.")
    await stage.settles()
    assert await told_to(stage, 1) == []


async def test_it_takes_away_a_message_that_came_twice_because_its_answer_was_lost(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types(STORY)
    await pupil.sees("Een code")
    await stage.settles()
    stage.api.faults.next_call("sendMessage", DropAfterDoing())
    await pupil.taps("Antwoord mij hier")
    await stage.settles()
    assert sum(message.from_bot and STORY in message.words for message in pupil.screen()) == 2
    await pupil.types("/snelweg")
    await stage.settles()
    assert [message.words for message in pupil.screen()] == LEFT
