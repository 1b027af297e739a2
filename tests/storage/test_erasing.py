from pathlib import Path

from sqlalchemy import func, select

from bot.batch import Batch
from bot.flows.words import Message
from casework.report import Contact
from storage import cases, reports
from storage.erasing import forget_case, keys_of_case, leave_no_trace
from storage.outbox import mark_sent, waiting_rows
from storage.tables import case_event, due, outbox, picture, report, report_code, reporter, told
from tests.casework.schools import example_school
from tests.rooms import write
from tests.staff.staffroom import PUPIL, Staffroom, staffroom_of


async def erase(room: Staffroom, number: int) -> None:
    archive = room.archive
    async with archive.database.reading() as connection:
        keys = await keys_of_case(connection, archive.vault, number)
    await archive.vault.keys.erase(keys)
    await archive.database.write(lambda connection: forget_case(connection, archive.vault, number, room.clock.now()))
    await leave_no_trace(archive.database.engine)


async def count(room: Staffroom, table) -> int:  # type: ignore[no-untyped-def]  # any table
    async with room.archive.database.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


def is_in_files(sealed: bytes, folder: Path) -> bool:
    return any(sealed in file.read_bytes() for file in folder.iterdir())


async def test_after_erasing_no_row_of_the_case_is_left_and_no_other_case_is_touched(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number, other = await room.reported(), await room.reported()
        await room.tells(number, "where", "op het plein")
        await erase(room, number)
        assert [await count(room, table) for table in (report, reporter, told, report_code, picture)] == [1, 1, 0, 0, 0]
        async with room.archive.database.reading() as connection:
            assert await cases.case_by_number(connection, room.archive.vault, number) is None
            assert await reports.reports_of_case(connection, room.archive.vault, number) == []
            assert await cases.open_case_numbers(connection) == [other]
            numbers = set((await connection.execute(select(case_event.c.case_number))).scalars())
            waiting = set((await connection.execute(select(due.c.case_number))).scalars())
        assert numbers == {other} and waiting - {None} == {other}


async def test_the_number_of_an_erased_case_is_never_given_again(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported()
        await erase(room, number)
        assert await room.reported() == number + 1


async def test_what_the_keys_sealed_leaves_the_outbox_and_what_was_sent_can_still_be_taken_away(
    tmp_path: Path,
) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported()
        report_id = await room.report_id(number)
        sent: list[int] = []

        async def work(batch: Batch) -> None:
            await batch.sealer(report_id)
            batch.say(PUPIL, Message(("antwoord",)), key_id=report_id)
            sent.append(batch.say(room.address("sanne_de_boer"), Message(("plaatje",)), case_number=number))

        await room.in_batch(work)
        await write(room.archive, lambda changes: mark_sent(changes, sent[0], 55))
        await erase(room, number)
        async with room.archive.database.reading() as connection:
            rows = (await connection.execute(select(outbox))).all()
            waiting = await waiting_rows(connection, room.archive.vault)
        assert [row for row in rows if row.key_id is not None or row.case_number is not None] == []
        assert 55 in [row.message for row in rows]
        assert all(row.payload["to"] != dict(PUPIL) for row in waiting)


async def test_nothing_of_it_is_left_in_the_file_or_its_log(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported(reporter_name="Noor", contact=Contact.NAME)
        async with room.archive.database.reading() as connection:
            sealed = await connection.scalar(select(report.c.sealed_body))
        assert sealed is not None and is_in_files(sealed, tmp_path)
        await erase(room, number)
        assert not is_in_files(sealed, tmp_path)
