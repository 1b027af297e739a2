"""What goes wrong around the program: bad calls, a locked database, updates that come twice, anew or broken."""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import intake
from bot.abuse_limits import WRONG_CODES_A_DAY
from bot.administration import invite_with
from bot.batch import Batch
from bot.desk import Desk
from bot.flows.events import TextSent
from bot.handlers.arrivals import Arrival, telegram_address
from bot.picture_fetching import TRIES_IN_DOUBT
from bot.playground import Faults, Moment, TooManyRequests
from bot.playground.person import Person
from bot.texts import text
from storage import keystore
from storage.connection import AsyncConnection
from storage.database import BUSY_MILLISECONDS
from storage.errors import StorageBusy
from storage.handled_updates import which_were_handled
from storage.prepared import Question
from storage.set_aside import count_set_aside
from storage.tables import conversation, picture
from tests.dialogues.stage import Stage
from tests.dialogues.test_reporter_paths import STORY, with_a_code
from tests.program.ledger import harms, kept_cases
from tests.program.pupils import Crowd, Pupil, Told
from tests.program.running import until_nothing_is_left

READERS = ("sanne_de_boer", "pieter_bakker", "fatima_el_amrani", "joost_van_den_berg", "nienke_dijkstra")
STORIES = 30
LONG_ENOUGH = 300.0
"""Seconds: what may have been done already is tried again after twenty at the soonest, and several tries of one message
can go wrong in a row."""


async def crowd_reports(stage: Stage, size: int = 22, patience: float = 60.0) -> tuple[Crowd, dict[str, Person]]:
    """Readers with accounts, and pupils who have begun."""
    staff = {person: await stage.staff(person) for person in READERS}
    crowd = Crowd(stage.api, size, patience)
    crowd.begin()
    return crowd, staff


async def harms_at_rest(stage: Stage, crowd: Crowd, staff: dict[str, Person], patience: float = 60.0) -> list[str]:
    """Everyone ends, everything is said and fetched, also what nobody hears of; what went wrong."""
    await crowd.finish()
    async with asyncio.timeout(patience):
        await stage.settles()
        await until_nothing_is_left(stage.program.archive)
    return crowd.stuck + await harms(stage.program.archive, stage.api, crowd.told, staff)


async def until_told(crowd: Crowd, stories: int = STORIES) -> None:
    async with asyncio.timeout(60):
        while len(crowd.told) < stories:
            await asyncio.sleep(0.05)


async def test_nothing_is_lost_or_doubled_when_three_of_ten_calls_go_wrong(stage: Stage) -> None:
    crowd, staff = await crowd_reports(stage, size=20, patience=LONG_ENOUGH)
    stage.api.faults = faults = Faults(share=0.3, seed=11)
    await until_told(crowd, 20)
    found = await harms_at_rest(stage, crowd, staff, patience=LONG_ENOUGH)
    assert found == []
    assert {type(fault).__name__ for _, fault in faults.happened} == {
        "TooManyRequests",
        "ServerError",
        "DropConnection",
        "DropAfterDoing",
        "Hang",
    }


async def test_updates_that_come_twice_and_in_another_order_are_handled_once(stage: Stage) -> None:
    crowd, staff = await crowd_reports(stage)

    async def repeat() -> None:
        seen: set[int] = set()
        while True:
            for update in stage.api.pending_updates:
                if update["update_id"] not in seen:
                    seen.add(update["update_id"])
                    stage.api.repeat_update(update)
            stage.api.reorder_updates(reversed([update["update_id"] for update in stage.api.pending_updates]))
            await asyncio.sleep(0)

    repeating = asyncio.create_task(repeat())
    await until_told(crowd)
    repeating.cancel()
    assert await harms_at_rest(stage, crowd, staff) == []


async def test_a_program_without_memory_of_updates_keeps_words_twice(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_of_them(_source: bytes, ids: Any) -> Question:
        return which_were_handled(b"nobody's", ids)

    monkeypatch.setattr(intake, "which_were_handled", none_of_them)
    monkeypatch.setattr(intake, "remember_handled", lambda *_: None)
    pupil = Pupil(Told(stage.pupil(), "here", "2B"))
    await pupil.reports()
    await stage.settles()
    await says_twice(stage, pupil.told.person)
    assert len(await words_with_the_report(stage)) == 2


async def test_words_that_come_twice_are_kept_once(stage: Stage) -> None:
    pupil = Pupil(Told(stage.pupil(), "here", "2B"))
    await pupil.reports()
    await stage.settles()
    await says_twice(stage, pupil.told.person)
    assert len(await words_with_the_report(stage)) == 1


async def says_twice(stage: Stage, pupil: Person) -> None:
    await pupil.taps(text("offer-no"))
    await stage.settles()
    await pupil.types("het gebeurt ook bij gym")
    update = stage.api.pending_updates[0]
    await stage.settles()
    stage.api.repeat_update(update)
    await stage.settles()


async def words_with_the_report(stage: Stage) -> tuple[str, ...]:
    return (await kept_cases(stage.program.archive))[0].words


async def test_ids_that_start_anew_and_lower_are_heard(stage: Stage) -> None:
    crowd, staff = await crowd_reports(stage)
    await until_told(crowd)
    for start in (1000, 500_000, 77):
        stage.api.next_update_id = start
        await until_told(crowd, len(crowd.told) + 10)
    assert await harms_at_rest(stage, crowd, staff) == []


async def test_a_wrong_code_counts_once_however_often_it_cannot_be_stored(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, other = await with_a_code(stage.pupil()), stage.pupil("Sam")
    await stage.settles()
    database, tries = stage.program.archive.database, []

    class Busy:
        """Does everything but the commit, as often as there are guesses on a day."""

        async def write(self, job: Callable[[AsyncConnection], Awaitable[Any]]) -> Any:
            async def without_commit(connection: AsyncConnection) -> None:
                await job(connection)
                raise StorageBusy

            tries.append(job)
            return await database.write(job if len(tries) > WRONG_CODES_A_DAY else without_commit)

    monkeypatch.setattr(stage.program.intake, "_database", Busy())
    await other.types("/code dit is geen code nee")
    await other.sees_next(text("code-unknown"))
    assert len(tries) > WRONG_CODES_A_DAY
    await other.types(f"/code {code}")
    await other.sees_next(STORY)


@pytest.mark.parametrize("seconds", [86_400, 10**18])
async def test_a_day_that_telegram_asks_to_wait_makes_nobody_unheard(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    assert intake.LONGEST_DEAFNESS_SECONDS <= 180
    monkeypatch.setattr(intake, "LONGEST_DEAFNESS_SECONDS", 0.2)
    pupil = stage.pupil()
    stage.api.faults.next_call("getUpdates", TooManyRequests(seconds))
    await pupil.types("hallo")
    await stage.settles()
    assert len(stage.api.faults.happened) == 1
    await pupil.types("/start")
    await pupil.sees_button(text("about-me"))


@pytest.mark.parametrize("start", [2**63 - 2, 2**63])
async def test_words_under_ids_that_no_column_can_hold_are_kept_once_and_in_order(stage: Stage, start: int) -> None:
    pupil = Pupil(Told(stage.pupil(), "here", "2B"))
    await pupil.reports()
    await stage.settles()
    stage.api.next_update_id = start
    for words in ("een", "twee"):
        await pupil.told.person.types(words)
        repeated = stage.api.pending_updates[-1]
        await stage.settles()
        stage.api.repeat_update(repeated)
        await stage.settles()
    await stage.restarts()
    stage.api.repeat_update(repeated)
    await pupil.told.person.types("drie")
    await stage.settles()
    assert (await words_with_the_report(stage))[-3:] == ("een", "twee", "drie")
    assert not stage.api.pending_updates
    assert await count(stage, "set_aside") == 0


async def test_ids_that_the_bot_api_takes_for_no_offset_stop_nobody(stage: Stage) -> None:
    await stage.staff("sanne_de_boer")
    pupil = Pupil(Told(stage.pupil(), "here", "2B"))
    await pupil.reports()
    await stage.settles()
    stage.api.next_update_id = 2**80
    await pupil.told.person.types("/stop")
    await pupil.told.person.sees_next(text("stopped-more"))
    for words in ("een", "twee"):
        await pupil.told.person.types(words)
        await pupil.told.person.sees_next("Ik heb het doorgegeven")
    assert (await words_with_the_report(stage))[-2:] == ("een", "twee")


@pytest.mark.parametrize(
    "broken",
    [
        {"message": {"message_id": "no number", "date": 1, "chat": {"id": 0, "type": "private"}, "text": 5}},
        {"message": {"date": "yesterday", "chat": {"id": 0, "type": "private"}}},
        {"callback_query": {"id": 1, "message": {"chat": {"id": 0, "type": "private"}}}},
    ],
    ids=["a wrong message", "a message without number", "a tap without a person"],
)
async def test_an_update_that_cannot_be_read_is_set_aside_and_told(stage: Stage, broken: dict[str, Any]) -> None:
    admin = await stage.staff("bram_postma")
    unlucky, other = stage.pupil("Ties"), Pupil(Told(stage.pupil(), "here", "2B"))
    await unlucky.types("hallo")
    await stage.settles()
    part = next(iter(broken.values()))
    part.get("chat", part.get("message", {}).get("chat"))["id"] = unlucky.user_id
    stage.api.inject_raw(broken)
    await other.reports()
    await unlucky.sees(text("update-set-aside"))
    await admin.sees(text("notice-set-aside"))
    await unlucky.types("/start")
    await unlucky.sees_button(text("about-me"))
    assert await count(stage, "set_aside") == 1
    assert len(await kept_cases(stage.program.archive)) == 1


async def test_an_update_that_fails_three_times_is_set_aside_and_the_chat_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = stage.program.intake._desk.receive

    async def fails_on_poison(batch: Any, arrival: Any) -> None:
        await receive(batch, arrival)
        if getattr(arrival.event, "text", "") == "gif":
            raise RuntimeError

    monkeypatch.setattr(stage.program.intake._desk, "receive", fails_on_poison)
    unlucky, other = stage.pupil("Ties"), Pupil(Told(stage.pupil(), "here", "2B"))
    await unlucky.types("gif")
    await other.reports()
    await unlucky.sees(text("update-set-aside"))
    await unlucky.types("/start")
    await unlucky.sees_button(text("about-me"))


async def test_a_damaged_conversation_begins_anew_and_holds_up_nobody(stage: Stage) -> None:
    unlucky, other = stage.pupil("Ties"), stage.pupil()
    for pupil in (unlucky, other):
        await pupil.types("/start")
        await pupil.taps(text("about-me"))
    await stage.settles()
    await damage_conversation_of(stage, unlucky)
    await unlucky.taps("2B")
    await other.taps("2B")
    await other.sees(text("ask-story-me"))
    await unlucky.types("/start")
    await unlucky.sees_button(text("about-me"))


async def test_a_damaged_conversation_keeps_no_other_beyond_its_time(stage: Stage) -> None:
    pupils = [stage.pupil("Ties"), stage.pupil()]
    for pupil in pupils:
        await pupil.types("/start")
        await pupil.taps(text("about-me"))
    await stage.settles()
    await damage_conversation_of(stage, pupils[0])
    await stage.later(days=31)
    assert await count(stage, "conversation") == 0


async def damage_conversation_of(stage: Stage, pupil: Person) -> None:
    """One byte of what is sealed there turns over, as on a failing disk."""

    async def job(connection: AsyncConnection) -> None:
        of_chat = conversation.c.chat == stage.program.archive.vault.chat_of(telegram_address(pupil.user_id))
        found: bytes | None = await connection.scalar(select(conversation.c.sealed_state).where(of_chat))
        sealed = bytearray(found or b"")
        sealed[-1] ^= 1
        await connection.execute(conversation.update().where(of_chat).values(sealed_state=bytes(sealed)))

    await stage.program.archive.database.write(job)


async def test_an_update_whose_conversation_cannot_be_read_is_set_aside_and_holds_up_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky, other = stage.pupil("Ties"), Pupil(Told(stage.pupil(), "here", "2B"))
    await unlucky.types("/start")
    await unlucky.taps(text("about-me"))
    await stage.settles()
    chat = stage.program.archive.vault.chat_of(telegram_address(unlucky.user_id))
    load = Batch.load

    async def fails_on_poison(batch: Batch, addresses: Any, *also: Any, **how: Any) -> Any:
        if chat in addresses:
            raise KeyError
        return await load(batch, addresses, *also, **how)

    monkeypatch.setattr(Batch, "load", fails_on_poison)
    await unlucky.types("hallo")
    await other.reports()
    await unlucky.sees(text("update-set-aside"))


async def count(stage: Stage, table: str) -> int:
    connection = sqlite3.connect(f"file:{stage.database_file}?mode=ro", uri=True)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


# The database is locked


@asynccontextmanager
async def locked_by_another(file: Path) -> AsyncIterator[None]:
    """Another program writes: it takes its turn as soon as there is one, and keeps it within this block."""
    command = [
        "import sqlite3, sys",
        "lock = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)",
        "lock.execute('BEGIN IMMEDIATE')",
        "print('locked', flush=True)",
        "sys.stdin.read()",
    ]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "; ".join(command), str(file)), stdin=pipe, stdout=pipe
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"locked\n"
    try:
        yield
    finally:
        await process.communicate(b"")
    assert process.returncode == 0


async def test_what_cannot_be_stored_is_not_confirmed_and_told_once(stage: Stage) -> None:
    pupils = [stage.pupil(f"Leerling {number}") for number in range(20)]
    for pupil in pupils:
        await pupil.types("/start")
    for pupil in pupils:
        await pupil.taps(text("about-me"))
        await pupil.taps("2B")
        await pupil.sees(text("ask-story-me"))
    await stage.settles()
    async with locked_by_another(stage.database_file):
        for number, pupil in enumerate(pupils):
            await pupil.types(f"eerste {number}")
            await pupil.types(f"tweede {number}")
        for pupil in pupils:
            await pupil.sees(text("not-kept-yet"))
        await asyncio.sleep(2 * BUSY_MILLISECONDS / 1000)
        assert len(stage.api.pending_updates) == 2 * len(pupils)
    for pupil in pupils:
        await pupil.sees_button(text("contact-here"), within=20)
    await stage.settles()
    for pupil in pupils:
        assert [message.words for message in pupil.screen()].count(text("not-kept-yet")) == 1
        assert sum(text("contact-here") in message.buttons for message in pupil.screen()) <= 1


async def test_a_timer_that_was_set_on_the_chat_is_handled_and_answered_with_nothing(stage: Stage) -> None:
    pupil = Pupil(Told(stage.pupil(), "here", "2B"))
    await pupil.tells_until_the_send_screen()
    await stage.settles()
    before, handled = pupil.told.person.screen_text(), await count(stage, "handled_update")
    timer = {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}}
    chat = {"id": pupil.told.person.user_id, "type": "private"}
    stage.api.inject_raw({"message": {"message_id": 900, "date": 1, "chat": chat, **timer}})
    await stage.settles()
    assert pupil.told.person.screen_text() == before
    assert await count(stage, "handled_update") == handled + 1


async def test_what_a_damaged_database_refuses_is_not_confirmed_and_told_once(stage: Stage) -> None:
    pupil = stage.pupil()
    await stage.settles()
    renamed(stage, "handled_update", "gone")
    await pupil.types("/start")
    await pupil.sees(text("not-kept-yet"))
    await asyncio.sleep(2.5)
    assert len(stage.api.pending_updates) == 1
    renamed(stage, "gone", "handled_update")
    await pupil.sees_button(text("about-me"))
    assert [message.words for message in pupil.screen()].count(text("not-kept-yet")) == 1


def renamed(stage: Stage, table: str, to: str) -> None:
    connection = sqlite3.connect(stage.database_file, timeout=5)
    connection.execute(f"ALTER TABLE {table} RENAME TO {to}")
    connection.close()


async def test_a_crowd_goes_on_after_the_database_was_locked_for_five_seconds(stage: Stage) -> None:
    crowd, staff = await crowd_reports(stage)
    await until_told(crowd, 25)
    async with locked_by_another(stage.database_file):
        await asyncio.sleep(5)
    await until_told(crowd, len(crowd.told) + 10)
    assert await harms_at_rest(stage, crowd, staff) == []


async def test_everybody_is_answered_when_an_account_becomes_a_colleagues_and_speaks_on_at_once(stage: Stage) -> None:
    coach, pupil, other = await stage.staff("sanne_de_boer"), stage.pupil(), stage.pupil("Ties")
    await coach.blocks()
    await Pupil(Told(pupil, "here", "2B")).reports()
    await stage.settles()
    assert stage.program.house.staff.unreachable == {"sanne_de_boer"}
    await coach.unblocks()
    link = await invite_with(stage.program.archive, "henk_de_groot", stage.api.username, stage.clock.now())
    await stage.settles()
    async with locked_by_another(stage.database_file):
        await coach.opens(link)
        await coach.types("/zaken")
        await other.types("/start")
        await other.sees(text("not-kept-yet"))
    await other.sees_button(text("about-me"))
    await coach.sees("Henk")
    await stage.settles()
    assert coach.last_message.words == text("staff-no-cases")


# Pictures


async def at_the_pictures(stage: Stage, contact: str = "here") -> Pupil:
    """A pupil who is asked for pictures; one without contact in the chat has not sent the report yet."""
    pupil = Pupil(Told(stage.pupil(), contact, "2B"))
    await pupil.tells_until_the_send_screen()
    if pupil.told.is_linked:
        await pupil.sends()
        await pupil.told.person.taps(text("offer-yes"))
    else:
        await pupil.told.person.taps(text("send-more"))
    await pupil.told.person.taps(text("nude-no"))
    await pupil.told.person.sees(text("ask-pictures"))
    return pupil


async def sends_after_the_pictures(stage: Stage, person: Person) -> None:
    """There is nothing more to tell than the pictures."""
    for label in ("button-done", *["button-skip"] * 4, "send-send"):
        await stage.settles()
        await person.taps(text(label))
    await person.sees(text("thanks-keep-messages"))


def vanishes(stage: Stage) -> None:
    """The file is not there, as far as Telegram says."""
    stage.api.on_call("getFile", lambda call: stage.api.files.vanish(call.parameters["file_id"]), Moment.ARRIVED)


async def test_a_picture_of_a_draft_that_is_not_there_is_tried_for_a_day_and_its_sender_is_told(stage: Stage) -> None:
    pupil = await at_the_pictures(stage, "code")
    vanishes(stage)
    await pupil.sends_picture()
    await pupil.told.person.sees(text("picture-later"), within=20)
    await pupil.told.person.taps(text("button-done"))
    await pupil.told.person.sees(text("ask-by-whom"))
    await stage.later(hours=25)
    await pupil.told.person.sees(text("picture-not-fetched"), within=30)


async def test_of_a_picture_that_is_given_up_after_sending_the_reporter_and_who_has_the_case_are_told(
    stage: Stage,
) -> None:
    coach = await stage.staff("sanne_de_boer")
    pupil = await at_the_pictures(stage)
    vanishes(stage)
    await pupil.sends_picture()
    await coach.taps("Lezen")
    await coach.sees("Er hoort nog 1 foto bij. Die wordt nog opgehaald.")
    await coach.taps("Ik pak dit op")
    await pupil.told.person.sees(text("picture-later"), within=20)
    await stage.later(hours=25)
    await pupil.told.person.sees("Een foto die je stuurde, kon ik niet ophalen.", within=30)
    await coach.sees("Bij zaak 1 hoorde nog een foto. Die kon niet worden opgehaald")


async def test_of_a_picture_of_an_unseen_report_that_is_given_up_who_has_the_case_is_told(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    pupil = await at_the_pictures(stage, "code")
    person = pupil.told.person
    vanishes(stage)
    await pupil.sends_picture()
    await sends_after_the_pictures(stage, person)
    await coach.taps("Lezen")
    await stage.settles()
    async with asyncio.timeout(20):
        while await doubts(stage) < TRIES_IN_DOUBT:
            await asyncio.sleep(0.1)
    shown = len(person.screen())
    await stage.later(hours=25)
    await coach.sees("Bij zaak 1 hoorde nog een foto. Die kon niet worden opgehaald", within=30)
    await coach.types("/zaak 1")
    await coach.taps("Meer…")
    await coach.taps("Lezen")
    await coach.sees("Er hoorde nog 1 foto bij.")
    await stage.settles()
    assert len(person.screen()) == shown


async def doubts(stage: Stage) -> int:
    async with stage.program.archive.database.reading() as connection:
        return int(await connection.scalar(select(picture.c.doubts)) or 0)


async def test_a_picture_under_way_when_an_unseen_report_is_sent_is_not_told_to_its_chat(stage: Stage) -> None:
    pupil = await at_the_pictures(stage, "code")
    person = pupil.told.person
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def wait(_call: Any) -> None:
        under_way.set()
        await go_on.wait()

    stage.api.on_call("downloadFile", wait, Moment.ARRIVED)
    await pupil.sends_picture()
    await under_way.wait()
    await sends_after_the_pictures(stage, person)
    go_on.set()
    async with asyncio.timeout(10):
        while "wanted" in (await kept_cases(stage.program.archive))[0].pictures:
            await asyncio.sleep(0.02)
    await stage.settles()
    await asyncio.sleep(0.3)
    assert not any(text("small-remove") in message.buttons for message in person.screen())
    assert len((await kept_cases(stage.program.archive))[0].pictures) == 1


async def test_updates_without_an_id_are_each_set_aside_once_and_stop_nobody(stage: Stage) -> None:
    first = await stage.program.intake.take_in([{"message": {"text": "one"}}])
    again = await stage.program.intake.take_in([{"message": {"text": "one"}}, {"message": {"text": "two"}}, "rubbish"])
    assert (first, again) == (None, None)
    async with stage.program.archive.database.reading() as connection:
        assert await count_set_aside(connection) == 3


# What the program remembers of a chat


async def test_a_conversation_that_another_program_took_away_is_not_gone_on_with(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil.types("/start")
    await pupil.taps(text("about-me"))
    await pupil.sees_button(text("class-unknown"))
    await stage.settles()
    with sqlite3.connect(stage.database_file) as other:
        other.execute("DELETE FROM conversation")
    said = [message.words for message in pupil.screen()]
    await pupil.taps(text("class-unknown"))
    await stage.settles()
    assert [message.words for message in pupil.screen()] == said
    await pupil.types("/start")
    await pupil.sees_button(text("about-me"))


async def test_words_that_come_twice_are_thought_through_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    pupil = Pupil(Told(stage.pupil(), "here", "2B"))
    await pupil.reports()
    await stage.settles()
    heard: list[Any] = []
    receive = Desk.receive

    async def hears(desk: Desk, batch: Batch, arrival: Arrival) -> None:
        heard.append(arrival.event)
        await receive(desk, batch, arrival)

    monkeypatch.setattr(Desk, "receive", hears)
    await says_twice(stage, pupil.told.person)
    assert heard.count(TextSent("het gebeurt ook bij gym")) == 1


def erase_all_keys_from_outside(stage: Stage) -> None:
    with sqlite3.connect(stage.folder / "school.keys.sqlite3") as other:
        other.execute("DELETE FROM wrapped_key")


async def at_the_contact_question(stage: Stage) -> Person:
    pupil = stage.pupil()
    await pupil.types("/start")
    await pupil.taps(text("about-me"))
    await pupil.taps(text("class-unknown"))
    await pupil.sees_button(text("button-stop"))
    await pupil.types(STORY)
    await pupil.sees_button(text("contact-here"))
    await stage.settles()
    return pupil


def shows_the_story(pupil: Person) -> bool:
    return any(STORY in message.words for message in pupil.screen() if message.from_bot)


async def test_nothing_comes_of_a_draft_whose_key_another_program_erased(stage: Stage) -> None:
    pupil = await at_the_contact_question(stage)
    erase_all_keys_from_outside(stage)
    await pupil.taps(text("contact-here"))
    await stage.settles()
    assert not shows_the_story(pupil)
    await pupil.types("/start")
    await pupil.sees_button(text("about-me"))


async def test_twin_without_asking_for_the_remembered_key_an_erased_draft_is_shown(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil = await at_the_contact_question(stage)
    erase_all_keys_from_outside(stage)
    monkeypatch.setattr(keystore, "remember_rows_of", lambda *_: True)
    await pupil.taps(text("contact-here"))
    await stage.settles()
    assert shows_the_story(pupil)
