import pytest
from sqlalchemy import delete, update

from bot.archive import Archive
from storage.acts import first_broken_act, keep_head, write_act
from storage.connection import AsyncConnection
from storage.tables import act
from tests.rooms import NOW, read


async def five_acts(archive: Archive) -> None:
    async def job(connection: AsyncConnection) -> None:
        for kind in ("report_sent", "read", "taken_up", "answered", "closed"):
            await write_act(connection, archive.vault, kind, 7, b"p" * 16, NOW)

    await archive.database.write(job)


async def broken(archive: Archive) -> int | None:
    found: int | None = await read(archive, lambda connection: first_broken_act(connection, archive.vault))
    return found


async def keep(archive: Archive) -> None:
    await read(archive, lambda connection: keep_head(connection, archive.vault))


async def test_a_log_that_nobody_touched_is_whole(archive: Archive) -> None:
    assert await broken(archive) is None
    await five_acts(archive)
    await keep(archive)
    assert await broken(archive) is None


@pytest.mark.parametrize("change", [{"kind": "other"}, {"case_number": 8}, {"at": 1}, {"entry_hash": b"x" * 32}])
async def test_a_changed_line_shows(archive: Archive, change: dict[str, object]) -> None:
    await five_acts(archive)
    statement = update(act).where(act.c.place == 3).values(change)
    await archive.database.write(lambda connection: connection.execute(statement))
    assert await broken(archive) == 3


async def test_a_removed_line_shows(archive: Archive) -> None:
    await five_acts(archive)
    await archive.database.write(lambda connection: connection.execute(delete(act).where(act.c.place == 2)))
    assert await broken(archive) == 2


@pytest.mark.parametrize("last_left", [0, 3])
async def test_lines_cut_off_at_the_end_show_also_after_the_next_sweep_and_new_lines(
    archive: Archive, last_left: int
) -> None:
    await five_acts(archive)
    await keep(archive)
    await archive.database.write(lambda connection: connection.execute(delete(act).where(act.c.place > last_left)))
    assert await broken(archive) == last_left + 1
    await keep(archive)
    assert await broken(archive) == last_left + 1
    await five_acts(archive)
    await keep(archive)
    assert await broken(archive) is not None


async def test_the_log_goes_on_after_its_head_was_kept(archive: Archive) -> None:
    await five_acts(archive)
    await keep(archive)
    await five_acts(archive)
    assert await broken(archive) is None
    await keep(archive)
    assert await broken(archive) is None
