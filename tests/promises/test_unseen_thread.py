"""Promise 8: what somebody tells behind a code leads from their chat to nothing, and reaches no other report."""

import sqlite3
from datetime import timedelta

from bot.playground.person import Person
from bot.texts import text
from storage.conversations import ENDED_KEPT
from tests.dialogues.stage import Stage
from tests.program.ledger import kept_cases
from tests.program.links import cases_led_to, rows_of
from tests.program.pupils import Pupil, Told


async def reported(stage: Stage, contact: str, person: Person) -> Told:
    time_passes(stage, 61.987653)
    told = Told(person, contact, "2B")
    await Pupil(told).reports()
    await stage.settles()
    return told


def time_passes(stage: Stage, seconds: float) -> None:
    stage.clock.move_to(stage.clock.now() + timedelta(seconds=seconds))


async def taken_up(stage: Stage) -> None:
    time_passes(stage, 167.123457)
    coach = await stage.staff("sanne_de_boer")
    await coach.taps(text("small-read"))
    await stage.settles()
    await coach.taps(text("small-taken"))
    await stage.settles()


def led_to(stage: Stage, person: Person) -> dict[int, list[str]]:
    chat = stage.program.archive.vault.chat_of({"channel": "telegram", "chat": person.user_id})
    return cases_led_to(rows_of(stage.database_file, stage.folder / "school.keys.sqlite3"), chat)


async def opens_with(stage: Stage, person: Person, code: str | None) -> None:
    time_passes(stage, 1234.567891)
    await person.types(f"/code {code}")
    await person.sees(text("code-opened"))
    await stage.settles()


async def test_a_message_behind_a_code_leads_from_no_chat_to_the_case(stage: Stage) -> None:
    await stage.staff("sanne_de_boer")
    told = await reported(stage, "code", stage.pupil())
    await taken_up(stage)
    await opens_with(stage, told.person, told.code)
    await told.person.types("er is nog iets")
    await stage.settles()
    assert led_to(stage, told.person) == {}


async def test_what_is_told_more_behind_a_code_leads_from_no_chat_to_the_case(stage: Stage) -> None:
    await stage.staff("sanne_de_boer")
    told = await reported(stage, "code", stage.pupil())
    await taken_up(stage)
    await opens_with(stage, told.person, told.code)
    await told.person.taps(text("small-more"))
    await told.person.taps(text("nude-none"))
    await told.person.sees(text("ask-by-whom"))
    await told.person.types("een jongen uit de vierde")
    await told.person.sees(text("ask-where"))
    await stage.settles()
    assert led_to(stage, told.person) == {}


async def test_what_is_told_more_is_forgotten_in_the_chat_after_48_hours(stage: Stage) -> None:
    told = await reported(stage, "code", stage.pupil())
    await opens_with(stage, told.person, told.code)
    await told.person.taps(text("small-more"))
    await told.person.taps(text("nude-none"))
    await told.person.sees(text("ask-by-whom"))
    await told.person.types("een jongen uit de vierde")
    await told.person.sees(text("ask-where"))
    await stage.later(hours=ENDED_KEPT / timedelta(hours=1) + 1)
    connection = sqlite3.connect(stage.database_file)
    assert connection.execute("SELECT count(*) FROM conversation").fetchone() == (0,)
    connection.close()


async def test_an_answer_after_the_code_was_closed_reaches_no_other_report_of_the_chat(stage: Stage) -> None:
    pupil = stage.pupil()
    await reported(stage, "here", pupil)
    await pupil.types("/stop")
    unseen = await reported(stage, "code", pupil)
    await opens_with(stage, pupil, unseen.code)
    await pupil.taps(text("small-more"))
    await pupil.taps(text("nude-none"))
    await pupil.sees(text("ask-by-whom"))
    await stage.later(minutes=20)
    await pupil.types("een jongen uit de vierde")
    await stage.settles()
    assert [kept.words for kept in await kept_cases(stage.program.archive)] == [(), ()]
    assert "code is niet meer open" in pupil.screen_text()


async def test_naming_the_coach_behind_a_code_leads_from_no_chat_to_the_case(stage: Stage) -> None:
    deputy = await stage.staff("pieter_bakker")
    await stage.staff("sanne_de_boer")
    told = await reported(stage, "code", stage.pupil())
    await taken_up(stage)
    await opens_with(stage, told.person, told.code)
    await told.person.types("mevrouw De Boer scheldt me uit")
    await told.person.sees("Gaat het over")
    await told.person.taps("Ja, mevrouw De Boer doet iets naars")
    await deputy.sees("Zaak 1")
    await stage.settles()
    assert led_to(stage, told.person) == {}
