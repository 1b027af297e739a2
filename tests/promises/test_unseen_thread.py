"""Promise 8: what somebody tells behind a code leads from their chat to nothing, and reaches no other report."""

import sqlite3
from contextlib import closing
from datetime import timedelta

from bot.playground.person import Person
from bot.texts import text
from storage.conversations import ENDED_KEPT
from tests.dialogues.stage import Stage
from tests.program.ledger import kept_cases
from tests.program.links import cases_led_to, rows_of
from tests.program.pupils import Pupil, Told

HOUR = 3600 * 10**6
FAR = 1000


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


def rows_to(stage: Stage, person: Person) -> dict[int, tuple[int | None, int]]:
    """The outbox rows of a chat: their case and when they were made, by id."""
    chat = stage.program.archive.vault.chat_of({"channel": "telegram", "chat": person.user_id})
    with closing(sqlite3.connect(stage.database_file)) as data:
        query = "SELECT id, case_number, created_at FROM outbox WHERE chat = ?"
        return {row_id: (number, made) for row_id, number, made in data.execute(query, (chat,))}


async def test_a_notice_lies_nowhere_near_the_message_behind_a_code_that_brought_it(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    told = await reported(stage, "code", stage.pupil())
    await taken_up(stage)
    await opens_with(stage, told.person, told.code)
    before = rows_to(stage, coach).keys()
    await told.person.types("er is nog iets")
    await stage.settles()
    notices = {row_id: row for row_id, row in rows_to(stage, coach).items() if row_id not in before}
    assert len(notices) == 1 and rows_to(stage, told.person)
    for row_id, (number, made) in notices.items():
        assert number is None and made % HOUR == 0
        assert all(abs(row_id - other) > FAR for other in rows_to(stage, told.person))


async def test_others_who_hear_of_it_lie_nowhere_near_the_words_behind_a_code_either(stage: Stage) -> None:
    await stage.staff("sanne_de_boer")
    await stage.staff("pieter_bakker")
    told = await reported(stage, "code", stage.pupil())
    await taken_up(stage)
    other = stage.pupil("Ties")
    await reported(stage, "here", other)
    await joined(stage)
    await opens_with(stage, told.person, told.code)
    before = rows_to(stage, other).keys()
    await told.person.types("mevrouw De Boer scheldt me uit")
    await told.person.taps("Ja, mevrouw De Boer doet iets naars")
    await told.person.sees_next("Gaat het over aanraken")
    await told.person.taps("Nee")
    await stage.settles()
    heard = rows_to(stage, other).keys() - before
    assert heard
    assert all(abs(one - own) > FAR for one in heard for own in rows_to(stage, told.person))


async def joined(stage: Stage) -> None:
    """The report of the other is moved to the first case, as closing it as double does."""
    with closing(sqlite3.connect(stage.database_file, timeout=10)) as data, data:
        data.execute("UPDATE report SET case_number = 1")


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
    await told.person.sees_next("Gaat het over aanraken")
    await told.person.taps("Nee")
    await deputy.sees("Zaak 1")
    await stage.settles()
    assert led_to(stage, told.person) == {}
