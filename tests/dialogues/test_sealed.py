"""What people wrote is sealed: it opens in its own place, as long as its key is there, and leads to nobody."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot import reporter_desk
from bot.administration import invite_with
from bot.archive import open_archive
from bot.handlers.arrivals import telegram_address
from bot.playground import DropAfterDoing, TooManyRequests
from bot.playground.person import Person
from bot.texts import text
from storage import erasing
from storage.errors import SealBroken
from storage.keystore import KeyStore
from storage.sealing import Purpose, Sealer, place_of
from tests.dialogues.stage import MASTER, TOKEN, Stage
from tests.dialogues.test_whole_line import AtCases, with_two_pupils_named
from tests.program.ledger import kept_cases
from tests.program.links import cases_led_to, rows_of
from tests.program.pupils import Pupil, Told
from tests.program.secrets_sought import found_in, of_number, of_school, of_told, of_words


def files_of(folder: Path) -> bytes:
    """The data, the key store and their logs, as they lie on the disk."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("school*.sqlite3*")))


def copy_of(stage: Stage, name: str) -> Path:
    """A copy of the data as somebody could have made it for safety."""
    to = stage.folder / name
    source, target = sqlite3.connect(stage.database_file), sqlite3.connect(to)
    source.backup(target)
    source.close()
    target.close()
    return to


async def report(stage: Stage, contact: str, name: str = "Noor", pictures: int = 0) -> Told:
    told = Told(stage.pupil(name), contact, "2B", with_pictures=pictures)
    await Pupil(told).reports()
    await stage.settles()
    return told


# In the files


async def everything_told(stage: Stage) -> tuple[list[Told], list[bytes]]:
    coach = await stage.staff("sanne_de_boer")
    told = [await report(stage, contact, contact, 1) for contact in ("here", "name", "code", "none")]
    sought = [piece for one in told for piece in of_told(one)]
    sought += [*of_number(coach.user_id), *of_school(stage.plan.school), *of_words([TOKEN])]
    return told, sought


async def test_files_hold_nothing_of_what_was_told(stage: Stage) -> None:
    _, sought = await everything_told(stage)
    assert found_in(files_of(stage.folder), sought) == []


async def test_files_of_a_program_that_does_not_seal_give_it_away(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seal(_: Sealer, plain: bytes, place: str) -> bytes:
        return b"\x01" + bytes(12) + plain + bytes(16)

    def unseal(_: Sealer, sealed: bytes, place: str) -> bytes:
        return sealed[13:-16]

    monkeypatch.setattr(Sealer, "seal", seal)
    monkeypatch.setattr(Sealer, "open", unseal)
    told, sought = await everything_told(stage)
    found = found_in(files_of(stage.folder), sought)
    for one in told:
        assert one.story.encode() in found
    assert str(told[0].person.user_id).encode() in found


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("report", "sealed_body"),
        ("told", "sealed_text"),
        ("picture", "sealed_content"),
        ("conversation", "sealed_state"),
        ("case_file", "sealed_reading"),
        ("reporter", "sealed_address"),
    ],
)
async def test_a_sealed_value_in_another_row_does_not_open(stage: Stage, table: str, column: str) -> None:
    for name in ("Noor", "Ties"):
        await report(stage, "here", name, pictures=1)
    connection = sqlite3.connect(stage.database_file, isolation_level=None)
    connection.row_factory = sqlite3.Row
    rows = connection.execute(f'SELECT * FROM "{table}" WHERE {column} IS NOT NULL').fetchall()
    sealers = await every_sealer(stage)
    own, other = rows[0], rows[1]
    for sealed, row, opens in ((own, own, True), (own, other, False), (other, own, False)):
        assert _opens(sealers, table, column, sealed[column], row) is opens
    connection.close()


async def every_sealer(stage: Stage) -> list[Sealer]:
    """All that the master key opens by now."""
    vault = stage.program.archive.vault
    connection = sqlite3.connect(stage.folder / "school.keys.sqlite3")
    ids = [key_id for (key_id,) in connection.execute("SELECT id FROM wrapped_key").fetchall()]
    connection.close()
    keys = await vault.keys.get(ids)
    return [*map(Sealer, keys.values()), *map(vault.master.sealer, Purpose)]


def _opens(sealers: list[Sealer], table: str, column: str, sealed: bytes, row: sqlite3.Row) -> bool:
    """Whether `sealed` opens in the place of `row`, with any of the keys."""
    id_column = {"case_file": "number", "conversation": "chat", "reporter": "report_id"}.get(table, "id")
    for sealer in sealers:
        try:
            sealer.open(sealed, place_of(table, row[id_column], column))
        except SealBroken:
            continue
        return True
    return False


# Erasing


async def erase(stage: Stage, number: int) -> None:
    """As `meldmaatje erase` does it beside the running program."""
    archive = await open_archive(stage.plan.database_url, MASTER)
    try:
        async with archive.database.reading() as connection:
            keys = await erasing.keys_of_case(connection, archive.vault, number)
        await archive.vault.keys.erase(keys)

        async def forget(connection: Any) -> None:
            await erasing.forget_case(connection, archive.vault, number, stage.clock.now())

        await archive.database.write(forget)
        await erasing.leave_no_trace(archive.database.engine)
    finally:
        await archive.close()


async def opened_with_the_master_key(stage: Stage, data: Path) -> bytes:
    """Everything in a data file that opens with the keys that are in the key store now."""
    connection = sqlite3.connect(data)
    connection.row_factory = sqlite3.Row
    sealers = await every_sealer(stage)
    found = []
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for column in [name for name, value in dict(row).items() if name.startswith("sealed") and value]:
                found += _plain(sealers, table, column, row)
    connection.close()
    return b"\n".join(found)


def _plain(sealers: list[Sealer], table: str, column: str, row: sqlite3.Row) -> list[bytes]:
    ids: list[object] = [value for value in tuple(row) if isinstance(value, bytes | int)]
    if table == "case_event":
        ids = [f"{row['case_number']}.{row['place']}"]
    found = []
    for sealer in sealers:
        for row_id in ids:
            try:
                found.append(sealer.open(row[column], place_of(table, row_id, column)))
            except SealBroken:
                continue
    return found


async def test_nothing_of_an_erased_case_opens_nor_from_an_older_copy(stage: Stage) -> None:
    first = await report(stage, "name", "Noor", pictures=1)
    second = await report(stage, "name", "Ties", pictures=1)
    older = copy_of(stage, "older.sqlite3")
    before = await opened_with_the_master_key(stage, older)
    for told in (first, second):
        assert found_in(before, of_words([told.story, *told.additions, told.name or ""]))
    await erase(stage, 1)
    for file in (stage.database_file, older):
        opened = await opened_with_the_master_key(stage, file)
        assert found_in(opened, of_words([first.story, *first.additions, first.name or ""])) == []
        assert second.story.encode() in opened
    assert [kept.number for kept in await kept_cases(stage.program.archive)] == [2]


TYPED = "Zwartje Piest"


async def naming_a_pupil(stage: Stage) -> AtCases:
    """A coach in the middle of a flow about case 1, with a name typed in it."""
    _, coach = await with_two_pupils_named(stage, "Roosje de Wit")
    for tap in ("Meer…", "Leerling toevoegen", "Zou pesten"):
        await coach.taps(tap)
    await coach.types(TYPED)
    await stage.settles()
    return coach


async def test_what_staff_type_in_a_flow_is_there_while_it_is_open(stage: Stage) -> None:
    await naming_a_pupil(stage)
    assert TYPED.encode() in await opened_with_the_master_key(stage, stage.database_file)


async def test_what_staff_typed_in_a_flow_that_is_open_opens_no_more_when_its_case_is_erased(stage: Stage) -> None:
    coach = await naming_a_pupil(stage)
    older = copy_of(stage, "older.sqlite3")
    await erase(stage, 1)
    for file in (stage.database_file, older):
        assert TYPED.encode() not in await opened_with_the_master_key(stage, file)
    await coach.types("/zaken")
    await coach.coach.sees(text("staff-no-cases"))


async def test_what_staff_typed_in_a_flow_opens_from_no_older_copy_once_the_flow_is_over_and_its_case_erased(
    stage: Stage,
) -> None:
    coach = await naming_a_pupil(stage)
    older = copy_of(stage, "older.sqlite3")
    await coach.taps("Dezelfde klas")
    await stage.settles()
    await stage.program.sweep.run_once()
    assert TYPED.encode() in await opened_with_the_master_key(stage, stage.database_file)
    await erase(stage, 1)
    for file in (stage.database_file, older):
        assert TYPED.encode() not in await opened_with_the_master_key(stage, file)


@pytest.mark.parametrize("leaves", ["/zaken", "Leerling toevoegen"])
async def test_what_staff_typed_in_a_flow_that_waits_for_them_opens_no_more_when_its_case_is_erased(
    stage: Stage, leaves: str
) -> None:
    coach = await naming_a_pupil(stage)
    await (coach.types(leaves) if leaves.startswith("/") else coach.taps(leaves))
    await coach.coach.sees("Je was nog niet klaar met")
    await stage.settles()
    older = copy_of(stage, "older.sqlite3")
    assert TYPED.encode() in await opened_with_the_master_key(stage, stage.database_file)
    await erase(stage, 1)
    await stage.program.sweep.run_once()
    for file in (stage.database_file, older):
        assert TYPED.encode() not in await opened_with_the_master_key(stage, file)


@pytest.mark.parametrize("leaves", ["/stop", "Weggooien"])
async def test_what_staff_typed_in_a_flow_and_threw_away_opens_from_no_older_copy(stage: Stage, leaves: str) -> None:
    coach = await naming_a_pupil(stage)
    if leaves == "Weggooien":
        await coach.types("/zaken")
    older = copy_of(stage, "older.sqlite3")
    await (coach.types(leaves) if leaves.startswith("/") else coach.taps(leaves))
    await stage.settles()
    await stage.program.sweep.run_once()
    for file in (stage.database_file, older):
        assert TYPED.encode() not in await opened_with_the_master_key(stage, file)


async def test_a_report_of_somebody_who_works_at_the_school_by_now_is_still_there_after_their_flows(
    stage: Stage,
) -> None:
    await stage.staff("sanne_de_boer")
    told = await report(stage, "here")
    link = await invite_with(stage.program.archive, "henk_de_groot", stage.api.username, stage.clock.now())
    await told.person.opens(link)
    await told.person.types("/flits")
    await stage.settles()
    await told.person.types("/stop")
    await stage.settles()
    await stage.program.sweep.run_once()
    assert told.story.encode() in await opened_with_the_master_key(stage, stage.database_file)


async def test_an_older_copy_gives_a_case_away_whose_keys_were_not_erased(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def erase_nothing(*_: Any) -> None:
        return

    first = await report(stage, "name")
    older = copy_of(stage, "older.sqlite3")
    monkeypatch.setattr(KeyStore, "erase", erase_nothing)
    await erase(stage, 1)
    assert first.story.encode() in await opened_with_the_master_key(stage, older)


async def test_everybody_can_go_on_after_a_case_was_erased_beside_the_running_program(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    await report(stage, "here", "Noor")
    await coach.sees_button(text("small-read"))
    await erase(stage, 1)
    await stage.pupil("Noor").types("hoe gaat het")
    await stage.pupil("Noor").types("/start")
    await stage.pupil("Noor").sees_button(text("about-me"))
    await report(stage, "here", "Ties")
    await coach.taps(text("small-read"))
    await stage.settles()


# Who reported


def led_to(stage: Stage, person: Person, *copies: Path) -> dict[int, list[str]]:
    chat = stage.program.archive.vault.chat_of({"channel": "telegram", "chat": person.user_id})
    keys = stage.folder / "school.keys.sqlite3"
    return cases_led_to(rows_of(stage.database_file, keys, *copies), chat)


@pytest.mark.parametrize("contact", ["code", "none"])
async def test_no_row_leads_from_the_chat_of_an_unseen_reporter_to_the_case(stage: Stage, contact: str) -> None:
    await stage.staff("sanne_de_boer")
    told = await report(stage, contact, pictures=1)
    await stage.program.sweep.run_once()
    assert led_to(stage, told.person) == {}


async def test_a_row_leads_from_the_chat_of_a_reporter_who_wants_an_answer_to_the_case(stage: Stage) -> None:
    told = await report(stage, "here")
    assert led_to(stage, told.person).keys() == {1}


async def test_no_older_copy_leads_from_the_draft_of_an_unseen_reporter_to_the_case(stage: Stage) -> None:
    told, older = await _sent_with_a_copy_of_the_draft(stage)
    assert led_to(stage, told.person, older) == {}


async def test_an_unseen_report_that_keeps_the_key_of_its_draft_is_given_away(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporter_desk, "is_anonymous", lambda _: False)
    told, older = await _sent_with_a_copy_of_the_draft(stage)
    assert led_to(stage, told.person, older).keys() == {1}


async def _sent_with_a_copy_of_the_draft(stage: Stage) -> tuple[Told, Path]:
    await stage.staff("sanne_de_boer")
    pupil = Pupil(Told(stage.pupil(), "code", "2B"))
    await pupil.tells_until_the_send_screen()
    await stage.settles()
    older = copy_of(stage, "draft.sqlite3")
    await pupil.sends()
    await stage.settles()
    await stage.program.sweep.run_once()
    return pupil.told, older


async def test_a_code_opens_the_report_from_another_account(stage: Stage) -> None:
    told = await report(stage, "code")
    other = stage.pupil("Zus")
    await other.types(f"/code {told.code}")
    await other.sees(text("code-opened"))
    await other.types("er is nog iets")
    await stage.settles()
    await stage.program.sweep.run_once()
    assert (await kept_cases(stage.program.archive))[0].words == ("er is nog iets",)
    assert led_to(stage, other) == {}
    assert led_to(stage, told.person) == {}


def test_copies_are_made_of_the_whole_file(tmp_path: Path) -> None:
    """The search for links finds what it is for: two rows that share an id."""
    file = tmp_path / "made.sqlite3"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE conversation (chat BLOB, key_id BLOB)")
    connection.execute("CREATE TABLE report (id BLOB, case_number INTEGER)")
    connection.execute("INSERT INTO conversation VALUES (?, ?)", (b"c" * 16, b"k" * 16))
    connection.execute("INSERT INTO report VALUES (?, 7)", (b"k" * 16,))
    connection.commit()
    connection.close()
    copied = tmp_path / "copied.sqlite3"
    shutil.copy(file, copied)
    assert cases_led_to(rows_of(copied), b"c" * 16) == {7: ["conversation", "report"]}


async def at_the_send_screen(stage: Stage) -> Person:
    noor = stage.pupil()
    await noor.starts("k-2B")
    await noor.taps("Over mij")
    await noor.sees("Wat is er gebeurd?")
    await noor.types("Ze sluiten me buiten")
    await stage.settles()
    return noor


async def test_after_an_unseen_report_no_row_of_the_chat_tells_when_it_was_sent(stage: Stage) -> None:
    coach, noor = await stage.staff("sanne_de_boer"), await at_the_send_screen(stage)
    await noor.taps("Geen contact")
    await noor.taps("✅ Versturen")
    await noor.sees("Dank je wel")
    await stage.settles()
    assert_untraceable(stage, noor, coach)


async def test_nor_stands_the_number_of_the_words_of_thanks_in_it_which_comes_before_that_of_a_notice(
    stage: Stage,
) -> None:
    noor = await at_the_send_screen(stage)
    await noor.taps("Geen contact")
    await noor.taps("✅ Versturen")
    thanks = await noor.sees("Dank je wel")
    await stage.settles()
    with closing(sqlite3.connect(stage.database_file)) as data:
        numbers = {number for (number,) in data.execute("SELECT message FROM outbox")}
    assert numbers
    assert thanks.message_id not in numbers


async def test_nor_when_the_bot_was_blocked_before_the_words_of_thanks_arrived(stage: Stage) -> None:
    coach, noor = await stage.staff("sanne_de_boer"), await at_the_send_screen(stage)
    await noor.taps("Geen contact")
    await noor.sees_button("✅ Versturen")
    stage.api.faults.next_call("sendMessage", TooManyRequests(1))
    await noor.taps("✅ Versturen")
    noor.chat.blocked = True
    await stage.settles()
    assert "Dank je wel" not in noor.screen_text()
    assert_untraceable(stage, noor, coach)


async def test_nor_when_the_last_question_was_not_marked_as_sent_yet(stage: Stage) -> None:
    coach, noor = await stage.staff("sanne_de_boer"), await at_the_send_screen(stage)
    stage.api.faults.next_call("sendMessage", DropAfterDoing())
    await noor.taps("Geen contact")
    await noor.taps("✅ Versturen")
    await noor.sees("Dank je wel")
    await stage.settles()
    await stage.program.sweep.run_once()
    assert_untraceable(stage, noor, coach)


def chat_of(stage: Stage, person: Person) -> bytes:
    return stage.program.house.vault.chat_of(telegram_address(person.user_id))


def assert_untraceable(stage: Stage, noor: Person, coach: Person) -> None:
    """Neither the time nor the number of a row of the pupil's chat tells when the report was sent."""
    chat = chat_of(stage, noor)
    with closing(sqlite3.connect(stage.database_file)) as data:
        rows = data.execute("SELECT id, created_at FROM outbox WHERE chat = ?", (chat,)).fetchall()
        notices = data.execute("SELECT id FROM outbox WHERE chat = ?", (chat_of(stage, coach),)).fetchall()
    day = 24 * 3600 * 10**6
    assert rows
    assert notices
    assert all(created_at % day == 0 for _, created_at in rows)
    assert all(abs(row_id - notice) > 1000 for row_id, _ in rows for (notice,) in notices)
