"""Promise 15: the log of acts says who did what to a case, and shows when a line was changed."""

from pathlib import Path

import pytest
from sqlalchemy import update

from bot.archive import Archive, open_archive
from storage.acts import first_broken_act, who_did, write_act
from storage.tables import act
from tests.dialogues.stage import MASTER, Stage
from tests.dialogues.test_whole_line import AtCases, pupil_reports, taken_up
from tests.rooms import NOW


async def test_who_read_a_case_and_took_it_up_stands_in_the_log(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await taken_up(AtCases(stage, coach), pupil)
    await stage.settles()
    archive, house = stage.program.archive, stage.program.house
    async with archive.database.reading() as connection:
        done = await who_did(connection, archive.vault, 1)
        assert await first_broken_act(connection, archive.vault) is None
    her = house.person_hash("sanne_de_boer")
    assert done[0] == ("report_sent", None)
    assert {("read", her), ("taken_up", her)} <= set(done)


@pytest.fixture
async def archive(tmp_path: Path) -> Archive:
    return await open_archive(f"sqlite+aiosqlite:///{tmp_path / 'school.sqlite3'}", MASTER)


async def test_an_entry_that_was_changed_or_moved_shows(archive: Archive) -> None:
    for _ in range(2):
        await archive.database.write(lambda one: write_act(one, archive.vault, "read", 7, b"p" * 16, NOW))
    async with archive.database.reading() as connection:
        other = (await connection.execute(act.select().where(act.c.place == 1))).one().sealed_entry
    statement = update(act).where(act.c.place == 2).values(sealed_entry=other)
    await archive.database.write(lambda connection: connection.execute(statement))
    async with archive.database.reading() as connection:
        assert await first_broken_act(connection, archive.vault) == 2
    await archive.close()
