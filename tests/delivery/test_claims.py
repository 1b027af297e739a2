"""A row is done by whoever claimed it; what nobody can read or somebody took away holds nothing up."""

import asyncio
import sqlite3

from sqlalchemy import delete

from storage.claims import LEASE, claim_rows, release_claims
from storage.tables import outbox
from tests.post_office import Office, heard, idle, words
from tests.rooms import NOW, fresh_key


async def test_rows_left_by_an_earlier_run_are_taken_up_even_when_claimed(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("left")))
    await office.archive.database.write(lambda connection: claim_rows(connection, [batch.rows[0].id], NOW))
    await office.delivers()
    assert heard(noor) == ["left"]


async def test_however_often_the_program_stops_a_row_waits_no_longer_for_it(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("left")))
    for _ in range(3):
        await office.archive.database.write(lambda connection: claim_rows(connection, [batch.rows[0].id], NOW))
        await office.archive.database.write(release_claims)
    assert [row.attempts for row in await office.rows()] == [1]


async def test_a_row_that_another_program_has_claimed_is_left_alone(office: Office) -> None:
    noor = await office.person()
    async with office.running() as delivery:
        batch = await office.puts((noor, words("theirs")), (noor, words("ours")))
        await office.archive.database.write(lambda connection: claim_rows(connection, [batch.rows[0].id], NOW))
        delivery.add(batch.rows)
        await asyncio.sleep(0.2)
        assert not delivery.is_idle
    assert heard(noor) == []


async def test_a_claim_ends_with_its_lease(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("again")))
    row = batch.rows[0].id
    write = office.archive.database.write
    assert await write(lambda connection: claim_rows(connection, [row], NOW)) == {row}
    assert await write(lambda connection: claim_rows(connection, [row], NOW)) == set()
    office.clock.move_by(LEASE)
    assert await write(lambda connection: claim_rows(connection, [row], office.clock.now())) == {row}


async def test_a_row_that_was_taken_away_meanwhile_is_not_sent_and_holds_nothing_up(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("taken away")), (noor, words("after")))
    async with office.running() as delivery:
        await idle(delivery)
        noor_said = heard(noor)
        gone = await office.puts((noor, words("gone")), (noor, words("there")))
        statement = delete(outbox).where(outbox.c.id == gone.rows[0].id)
        await office.archive.database.write(lambda connection: connection.execute(statement))
        delivery.add(gone.rows)
        await idle(delivery)
    assert noor_said == ["taken away", "after"] and len(batch.rows) == 2
    assert heard(noor) == ["taken away", "after", "there"]


async def test_a_row_whose_key_was_erased_is_never_sent_and_holds_nothing_up(office: Office) -> None:
    noor = await office.person()
    key, _ = await fresh_key(office.archive.vault)
    await office.puts((noor, words("erased")), key_id=key.id)
    await office.puts((noor, words("after")))
    await office.archive.vault.keys.erase([key.id])
    await office.delivers()
    assert heard(noor) == ["after"]
    assert [row.state for row in await office.rows()] == [2]


async def test_a_damaged_row_is_never_sent_and_holds_nobody_up(office: Office) -> None:
    noor, ties = await office.person(), await office.person("Ties")
    await office.puts((noor, words("damaged")))
    statement = outbox.update().values(sealed_payload=b"\x01" + bytes(40))
    await office.archive.database.write(lambda connection: connection.execute(statement))
    await office.puts((noor, words("after")), (ties, words("other")))
    await office.delivers()
    assert heard(noor) == ["after"] and heard(ties) == ["other"]


async def test_when_the_database_is_busy_nothing_is_lost_from_memory(office: Office) -> None:
    noor = await office.person()
    async with office.running() as delivery:
        batch = await office.puts((noor, words("late")))
        file = office.archive.database.engine.url.database or ""
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("begin immediate")
        delivery.add(batch.rows)
        await asyncio.sleep(1.8)
        assert heard(noor) == []
        other.execute("rollback")
        await idle(delivery)
    assert heard(noor) == ["late"]
