import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from telegram.error import BadRequest, NetworkError

from bot import picture_fetching
from bot.archive import Archive
from bot.batch import Batch
from bot.clock import MovableClock
from bot.handlers.arrivals import telegram_address
from bot.picture_fetching import TRIES_IN_DOUBT, PictureFetching
from bot.transport import DownloadGone, DownloadTooLarge
from storage.outbox import RowNumbers
from storage.pictures import move_pictures, want_picture
from storage.tables import picture
from tests.rooms import NOW, fresh_key, opened, read, write

DRAFT = b"d" * 16
NOOR = telegram_address(5)


PAGE = b"<html><body>Log in on the network of the school</body></html>"


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between the tries have a test of their own."""
    monkeypatch.setattr(picture_fetching, "_pause_after", lambda *_: timedelta(seconds=0.01))


def a_picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(file, "PNG")
    return file.getvalue()


class Source:
    """Gives what the test says, one answer for each time it is asked; pauses while `closed`."""

    def __init__(self, *answers: bytes | Exception) -> None:
        self.answers = list(answers)
        self.open = asyncio.Event()
        self.open.set()
        self.asked = 0

    async def fetch(self, source: str) -> bytes:
        assert source == "file-1"
        self.asked += 1
        await self.open.wait()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Darkroom:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.clock = MovableClock(NOW)
        self.said: list[Batch] = []

    def _committed(self, batch: Batch) -> None:
        self.said.append(batch)

    async def wants(self) -> None:
        key, sealer = await fresh_key(self.archive.vault, "picture")
        await write(self.archive, lambda changes: want_picture(changes, sealer, key.id, DRAFT, "file-1", NOOR))

    @asynccontextmanager
    async def fetching(self, source: Source) -> AsyncIterator[None]:
        database, vault = self.archive.database, self.archive.vault
        fetching = PictureFetching(database, vault, RowNumbers(1), self.clock, source, self._committed)
        task = asyncio.create_task(fetching.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def row(self) -> Any:
        async def look(connection: Any) -> Any:
            return (await connection.execute(select(picture))).one()

        return await read(self.archive, look)

    async def becomes(self, state: str) -> None:
        async with asyncio.timeout(8):
            while (await self.row()).state != state:
                await asyncio.sleep(0.01)

    def keys(self) -> list[str]:
        return [row.payload["message"]["parts"][0]["key"] for batch in self.said for row in batch.rows]


@pytest.fixture
async def darkroom(tmp_path: Path) -> AsyncIterator[Darkroom]:
    async with opened(tmp_path) as archive:
        yield Darkroom(archive)


async def test_a_picture_is_kept_and_only_then_its_sender_is_told(darkroom: Darkroom) -> None:
    await darkroom.wants()
    source = Source(a_picture())
    source.open.clear()
    async with darkroom.fetching(source):
        await asyncio.sleep(0.1)
        assert darkroom.keys() == []
        source.open.set()
        await darkroom.becomes("kept")
    assert darkroom.keys() == ["picture-kept"]


async def test_a_damaged_row_keeps_no_other_picture_from_being_fetched(darkroom: Darkroom) -> None:
    await darkroom.wants()
    statement = picture.update().values(sealed_source=b"damaged")
    await darkroom.archive.database.write(lambda connection: connection.execute(statement))
    await darkroom.wants()
    async with darkroom.fetching(Source(a_picture())), asyncio.timeout(8):
        while darkroom.keys() != ["picture-kept"]:
            await asyncio.sleep(0.01)


async def test_a_picture_that_was_under_way_when_the_program_stopped_is_fetched_after_all(
    darkroom: Darkroom,
) -> None:
    await darkroom.wants()
    hanging = Source(a_picture())
    hanging.open.clear()
    async with darkroom.fetching(hanging):
        await asyncio.sleep(0.1)
    async with darkroom.fetching(Source(a_picture())):
        await darkroom.becomes("kept")
    assert darkroom.keys() == ["picture-kept"]


@pytest.mark.parametrize("failure", [NetworkError("later"), ValueError("unexpected")])
async def test_a_failure_that_may_pass_is_tried_again_and_not_at_once(darkroom: Darkroom, failure: Exception) -> None:
    await darkroom.wants()
    source = Source(failure, a_picture())
    async with darkroom.fetching(source):
        await asyncio.sleep(0.2)
        assert source.asked == 1
        await darkroom.becomes("kept")
    assert darkroom.keys() == ["picture-kept"]


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (DownloadGone("gone"), "gone", "picture-not-fetched"),
        (BadRequest("wrong file_id"), "gone", "picture-not-fetched"),
        (DownloadTooLarge("large"), "refused", "picture-refused-too-large"),
        (BadRequest("file is too big"), "refused", "picture-refused-too-large"),
        (b"%PDF-1.4", "refused", "picture-refused-not-a-picture"),
        (PAGE, "refused", "picture-refused-not-a-picture"),
    ],
)
@pytest.mark.usefixtures("quickly")
async def test_what_will_never_come_is_told_once_and_its_key_is_erased(
    darkroom: Darkroom, answer: bytes | Exception, state: str, said: str
) -> None:
    await darkroom.wants()
    async with darkroom.fetching(Source(answer)):
        await darkroom.becomes(state)
    assert darkroom.keys() == [said] and darkroom.said[-1].erases_keys


@pytest.mark.parametrize(
    "answer",
    [
        BadRequest("wrong file_id or the file is temporarily unavailable"),
        DownloadGone("gone"),
        PAGE,
        b"\xef\xbb\xbf\n  <!DOCTYPE html>",
        b'{"error": "sign in"}',
        b"",
    ],
)
@pytest.mark.usefixtures("quickly")
async def test_a_picture_that_is_there_again_a_little_later_is_kept(
    darkroom: Darkroom, answer: bytes | Exception
) -> None:
    await darkroom.wants()
    source = Source(*[answer] * (TRIES_IN_DOUBT - 1), a_picture())
    async with darkroom.fetching(source):
        await darkroom.becomes("kept")
    assert darkroom.keys() == ["picture-kept"] and source.asked == TRIES_IN_DOUBT


@pytest.mark.usefixtures("quickly")
async def test_a_file_that_is_no_picture_is_fetched_once(darkroom: Darkroom) -> None:
    await darkroom.wants()
    source = Source(b"%PDF-1.4")
    async with darkroom.fetching(source):
        await darkroom.becomes("refused")
    assert source.asked == 1


async def test_a_report_sent_unseen_while_its_picture_is_fetched_tells_nobody(darkroom: Darkroom) -> None:
    await darkroom.wants()
    source = Source(a_picture())
    source.open.clear()
    async with darkroom.fetching(source):
        await asyncio.sleep(0.1)
        await write(darkroom.archive, lambda changes: move_pictures(changes, DRAFT, b"r" * 16))
        source.open.set()
        await darkroom.becomes("kept")
    assert darkroom.keys() == []
