import pytest
from sqlalchemy import select

from bot.archive import Archive
from storage.changes import Changes
from storage.one_hop import Answer, OneHopConnection, Statement
from storage.tables import case_reader, handled_update
from tests.rooms import read, write

ROWS = [{"case_number": number, "person": b"p" * 16} for number in range(20)]


async def kept(archive: Archive) -> list[int]:
    async def look(connection):  # type: ignore[no-untyped-def]  # a look at one table
        return list((await connection.execute(select(case_reader.c.case_number).order_by("case_number"))).scalars())

    found: list[int] = await read(archive, look)
    return found


async def test_changes_of_one_table_keep_their_order(archive: Archive) -> None:
    def work(changes: Changes) -> None:
        changes.insert(case_reader, ROWS[1])
        changes.delete(case_reader, {"case_number": 1})
        changes.insert(case_reader, ROWS[1])
        changes.update(case_reader, {"case_number": 1}, {"case_number": 2})
        changes.insert(case_reader, ROWS[3])

    await write(archive, work)
    assert await kept(archive) == [2, 3]


async def test_a_column_may_be_both_looked_for_and_changed(archive: Archive) -> None:
    await write(archive, lambda changes: changes.insert(case_reader, ROWS[1]))
    await write(archive, lambda changes: changes.update(case_reader, ROWS[1], {"case_number": 9}))
    assert await kept(archive) == [9]


async def test_rows_of_one_kind_are_written_with_one_statement_and_all_with_one_trip(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    trips: list[list[str]] = []
    trip = OneHopConnection.trip

    async def seen(self: OneHopConnection, statements: list[Statement], **how: bool) -> list[Answer]:
        trips.append([statement.sql.partition(" ")[0] for statement in statements])
        return await trip(self, statements, **how)

    monkeypatch.setattr(OneHopConnection, "trip", seen)

    def work(changes: Changes) -> None:
        for number, row in enumerate(ROWS):
            changes.insert(case_reader, row)
            changes.insert(handled_update, {"source": b"s" * 8, "update_id": number, "handled_at": 1})

    await write(archive, work)
    assert trips == [["BEGIN", "INSERT", "INSERT"]]


async def test_what_was_flushed_is_not_written_twice(archive: Archive) -> None:
    async def job(connection):  # type: ignore[no-untyped-def]  # a job
        changes = Changes()
        changes.insert(case_reader, ROWS[1])
        await changes.flush(connection)
        await changes.flush(connection)

    await archive.database.write(job)
    assert await kept(archive) == [1]
