"""A full run of the started program: its files and its logs, at their most talkative, tell nothing."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.texts import text
from casework.school_file import load_school
from tests.program.ledger import kept_cases
from tests.program.pupils import Pupil, Told
from tests.program.running import EXAMPLE_SCHOOL, KEY_TEXT, READERS, START_SECONDS, ProgramAtWork, program_in
from tests.program.secrets_sought import found_in, of_bytes, of_number, of_school, of_told, of_words

pytestmark = pytest.mark.program

CONTACTS = ("here", "name", "code", "none")
ANSWER = "dank je, morgen praten we xqantwoord"
NEWS = "er is nog iets xqnieuws"


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[ProgramAtWork]:
    async with program_in(tmp_path, MELDMAATJE_LOG_LEVEL="DEBUG") as made:
        yield made


async def full_run(program: ProgramAtWork) -> list[Told]:
    """Reports in every kind of contact with pictures, a thread, a code, a coach who reads and answers."""
    await program.start()
    await program.asks()
    await program.invite(*READERS)
    told = [Told(program.api.person(f"Leerling {one}"), one, "2B", with_pictures=1) for one in CONTACTS]
    await asyncio.gather(*(Pupil(one).reports() for one in told))
    other = program.api.person("Zus")
    await other.types(f"/code {told[2].code}")
    await other.sees(text("code-opened"))
    await other.types(NEWS)
    coach = program.staff["sanne_de_boer"]
    await coach.taps(text("small-read"))
    await coach.sees("xq", within=START_SECONDS)
    await program.come_to_rest()
    return told


def copy_of_files(program: ProgramAtWork, to: Path) -> None:
    """The files as they lie there while the program runs: data, write-ahead log, key store, logs."""
    to.mkdir()
    for file in program.folder.iterdir():
        if file.is_file():
            shutil.copy(file, to / file.name)


async def test_files_and_logs_of_a_full_run_hold_nothing_of_it(program: ProgramAtWork, tmp_path: Path) -> None:
    told = await full_run(program)
    copy_of_files(program, tmp_path / "running")
    assert await program.stop() == 0
    copy_of_files(program, tmp_path / "stopped")
    people = [*(one.person for one in told), *program.staff.values(), program.api.person("Zus")]
    sought = [piece for one in told for piece in of_told(one)]
    sought += [piece for person in people for piece in of_number(person.user_id)]
    sought += [*of_school(load_school(EXAMPLE_SCHOOL.read_text(encoding="utf-8"), "school.yaml"))]
    sought += of_words([program.token, program.token.partition(":")[2], KEY_TEXT, NEWS])
    sought += [piece for content in await pictures_seen(program, told) for piece in of_bytes(content)]
    for folder in ("running", "stopped"):
        for file in (tmp_path / folder).iterdir():
            assert found_in(file.read_bytes(), sought) == [], file.name
    assert {"school.sqlite3-wal", "school.keys.sqlite3", "log.txt"} <= {
        file.name for file in (tmp_path / "running").iterdir()
    }
    assert (program.folder / "log.txt").read_text().count(" DEBUG ") > 100


async def pictures_seen(program: ProgramAtWork, told: list[Told]) -> list[bytes]:
    """The pictures as they came from the Bot API, and as they are kept."""
    from storage import pictures

    came = [program.api.files.by_id(picture).content for one in told for picture in one.picture_ids]
    archive = await program.open_archive()
    try:
        kept = []
        async with archive.database.reading() as connection:
            for one in await kept_cases(archive):
                for picture, _ in await pictures.pictures_of(connection, one.report.id):
                    kept.append(await pictures.picture_content(connection, archive.vault, picture) or b"")
    finally:
        await archive.close()
    assert len(kept) == len(came) == len(told)
    return came + kept
