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
from bot.picture_fetching import AT_ONCE, TRIES_IN_DOUBT, PictureFetching, PictureSource
from bot.transport import DownloadGone, DownloadTooLarge
from storage.outbox import RowNumbers
from storage.pictures import move_pictures, want_picture
from storage.tables import picture
from tests.rooms import NOW, fresh_key, opened, read, write

DRAFT = b"d" * 16
NOOR = telegram_address(5)
PATIENCE_SECONDS = 30.0


PAGE = b"<html><body>Log in on the network of the school</body></html>"


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between the tries have a test of their own. A fetching that begins within a pause looks again soon."""
    monkeypatch.setattr(picture_fetching, "_pause_after", lambda *_: timedelta(seconds=0.01))
    monkeypatch.setattr(picture_fetching, "LOOK_AGAIN_SECONDS", 0.05)


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
        self.asked_at: list[float] = []

    @property
    def asked(self) -> int:
        return len(self.asked_at)

    async def is_asked(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self.asked:
                await asyncio.sleep(0.01)

    async def fetch(self, source: str) -> bytes:
        assert source == "file-1"
        self.asked_at.append(asyncio.get_running_loop().time())
        await self.open.wait()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Darkroom:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.clock = MovableClock(NOW)
        self.numbers = RowNumbers(1)
        self.said: list[Batch] = []
        self.lost: list[tuple[bytes, bool]] = []
        self.sent_reports: set[bytes] = set()

    def _committed(self, batch: Batch) -> None:
        self.said.append(batch)

    async def _given_up(self, _: Batch, owner: bytes, reporter_too: bool) -> bool:
        self.lost.append((owner, reporter_too))
        return owner in self.sent_reports

    async def wants(self, source: str = "file-1") -> bytes:
        key, sealer = await fresh_key(self.archive.vault, "picture")
        await write(self.archive, lambda changes: want_picture(changes, sealer, key.id, DRAFT, source, NOOR))
        return key.id

    @asynccontextmanager
    async def fetching(self, source: PictureSource) -> AsyncIterator[None]:
        database, vault = self.archive.database, self.archive.vault
        fetching = PictureFetching(database, vault, self.numbers, self.clock, source, self._committed, self._given_up)
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
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await self.row()).state != state:
                await asyncio.sleep(0.01)

    async def was_tried(self, times: int) -> None:
        """So often, in vain."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await self.row()).attempts < times:
                await asyncio.sleep(0.01)

    async def tells(self, *keys: str) -> None:
        """What was committed is handed on a moment after it can be read."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self.said or self.keys() != list(keys):
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
        await source.is_asked()
        assert darkroom.keys() == []
        source.open.set()
        await darkroom.becomes("kept")
        await darkroom.tells("picture-kept")


async def test_a_damaged_row_keeps_no_other_picture_from_being_fetched(darkroom: Darkroom) -> None:
    await darkroom.wants()
    statement = picture.update().values(sealed_source=b"damaged")
    await darkroom.archive.database.write(lambda connection: connection.execute(statement))
    await darkroom.wants()
    async with darkroom.fetching(Source(a_picture())):
        await darkroom.tells("picture-kept")


async def test_a_picture_that_was_under_way_when_the_program_stopped_is_fetched_after_all(
    darkroom: Darkroom,
) -> None:
    await darkroom.wants()
    hanging = Source(a_picture())
    hanging.open.clear()
    async with darkroom.fetching(hanging):
        await hanging.is_asked()
    async with darkroom.fetching(Source(a_picture())):
        await darkroom.becomes("kept")
        await darkroom.tells("picture-kept")


@pytest.mark.parametrize("failure", [NetworkError("later"), ValueError("unexpected")])
async def test_a_failure_that_may_pass_is_tried_again_and_not_at_once(darkroom: Darkroom, failure: Exception) -> None:
    await darkroom.wants()
    source = Source(failure, a_picture())
    async with darkroom.fetching(source):
        await darkroom.becomes("kept")
        await darkroom.tells("picture-kept")
    first, second = source.asked_at
    assert second - first > 0.2


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (BadRequest("wrong file_id"), "gone", "picture-not-fetched"),
        (BadRequest("Invalid file_id"), "gone", "picture-not-fetched"),
        (BadRequest("Wrong remote file identifier specified: wrong string length"), "gone", "picture-not-fetched"),
        (DownloadTooLarge("large"), "refused", "picture-refused-too-large"),
        (BadRequest("file is too big"), "refused", "picture-refused-too-large"),
        (b"%PDF-1.4", "refused", "picture-refused-not-a-picture"),
    ],
)
@pytest.mark.usefixtures("quickly")
async def test_what_will_never_come_is_told_once_and_its_key_is_erased(
    darkroom: Darkroom, answer: bytes | Exception, state: str, said: str
) -> None:
    await darkroom.wants()
    source = Source(answer)
    async with darkroom.fetching(source):
        await darkroom.becomes(state)
        await darkroom.tells(said)
    assert source.asked == 1 and darkroom.keys() == [said] and darkroom.said[-1].erases_keys


@pytest.fixture(
    params=[
        BadRequest("wrong file_id or the file is temporarily unavailable"),
        BadRequest("Something that nobody heard of"),
        DownloadGone("gone"),
        PAGE,
        b"\xef\xbb\xbf\n  <!DOCTYPE html>",
        b'{"error": "sign in"}',
        b"",
    ]
)
def doubtful(request: pytest.FixtureRequest, quickly: None) -> bytes | Exception:
    """What is there instead of the picture, and may be the picture itself a little later."""
    answer: bytes | Exception = request.param
    return answer


async def test_what_may_not_be_there_is_doubted_for_a_day_and_its_sender_hears_that_first(
    darkroom: Darkroom, doubtful: bytes | Exception
) -> None:
    await darkroom.wants()
    async with darkroom.fetching(Source(doubtful)):
        await darkroom.was_tried(3 * TRIES_IN_DOUBT)
    assert (await darkroom.row()).state == "wanted" and darkroom.keys() == ["picture-later"]
    darkroom.clock.move_by(timedelta(hours=23))
    async with darkroom.fetching(Source(doubtful)):
        await darkroom.was_tried(6 * TRIES_IN_DOUBT)
    darkroom.clock.move_by(timedelta(hours=2))
    async with darkroom.fetching(Source(doubtful)):
        await darkroom.becomes("gone")
        await darkroom.tells("picture-later", "picture-not-fetched")
    assert darkroom.said[-1].erases_keys and darkroom.lost == [(DRAFT, True)]


@pytest.mark.usefixtures("quickly")
async def test_a_day_without_the_network_is_no_day_of_doubt(darkroom: Darkroom) -> None:
    await darkroom.wants()
    async with darkroom.fetching(Source(DownloadGone("gone"))):
        await darkroom.was_tried(TRIES_IN_DOUBT)
    async with darkroom.fetching(Source(NetworkError("no way there"))):
        await darkroom.was_tried(2 * TRIES_IN_DOUBT)
    darkroom.clock.move_by(timedelta(days=2))
    source = Source(NetworkError("no way there"), *[DownloadGone("gone")] * (TRIES_IN_DOUBT - 1), a_picture())
    async with darkroom.fetching(source):
        await darkroom.becomes("kept")


def test_the_pauses_between_the_tries_grow_to_ten_minutes() -> None:
    pauses = [picture_fetching._pause_after(attempts, ValueError()) for attempts in range(100)]
    assert pauses == sorted(pauses) and pauses[0] < timedelta(seconds=1)
    assert pauses[-1] == timedelta(minutes=10)


class Hanging:
    """Gives no answer, but for the one file that is there."""

    async def fetch(self, source: str) -> bytes:
        if source != "file-2":
            await asyncio.Event().wait()
        return a_picture()


async def test_a_new_picture_does_not_wait_behind_those_that_failed_before(darkroom: Darkroom) -> None:
    for _ in range(2 * AT_ONCE):
        await darkroom.wants()
    await darkroom.archive.database.write(lambda connection: connection.execute(picture.update().values(attempts=9)))
    async with darkroom.fetching(Hanging()):
        await asyncio.sleep(0.3)
        await darkroom.wants("file-2")
        await darkroom.tells("picture-kept")


async def test_of_a_picture_of_a_report_that_was_sent_only_those_hear_who_have_it(darkroom: Darkroom) -> None:
    await darkroom.wants()
    darkroom.sent_reports.add(DRAFT)
    async with darkroom.fetching(Source(BadRequest("wrong file_id"))):
        await darkroom.becomes("gone")
        await darkroom.tells()
    assert darkroom.lost == [(DRAFT, True)]


async def test_what_is_wrong_with_a_picture_of_an_unseen_report_is_told_to_those_who_have_it(
    darkroom: Darkroom,
) -> None:
    await darkroom.wants()
    await write(darkroom.archive, lambda changes: move_pictures(changes, DRAFT, b"r" * 16))
    async with darkroom.fetching(Source(b"%PDF-1.4")):
        await darkroom.becomes("refused")
        await darkroom.tells()
    assert darkroom.lost == [(b"r" * 16, False)]


async def test_what_is_wrong_with_a_picture_is_told_to_its_sender_alone(darkroom: Darkroom) -> None:
    await darkroom.wants()
    async with darkroom.fetching(Source(b"%PDF-1.4")):
        await darkroom.becomes("refused")
        await darkroom.tells("picture-refused-not-a-picture")
    assert darkroom.lost == []


async def test_a_picture_that_is_there_again_a_little_later_is_kept(
    darkroom: Darkroom, doubtful: bytes | Exception
) -> None:
    await darkroom.wants()
    source = Source(*[doubtful] * (TRIES_IN_DOUBT - 1), a_picture())
    async with darkroom.fetching(source):
        await darkroom.becomes("kept")
        await darkroom.tells("picture-kept")
    assert source.asked == TRIES_IN_DOUBT


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
        await source.is_asked()
        await write(darkroom.archive, lambda changes: move_pictures(changes, DRAFT, b"r" * 16))
        source.open.set()
        await darkroom.becomes("kept")
        await darkroom.tells()
