from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.archive import Archive
from storage.changes import Changes
from storage.pictures import (
    PictureState,
    WantedPicture,
    count_kept,
    give_up_picture,
    keep_picture,
    move_pictures,
    picture_content,
    pictures_of,
    remove_picture,
    try_picture_later,
    want_picture,
    wanted_pictures,
)
from storage.sealing import Sealer
from storage.tables import picture as table
from tests.rooms import NOW, fresh_key, read, write

DRAFT, REPORT = b"d" * 16, b"r" * 16
NOOR = {"channel": "telegram", "chat": 5}


async def want(archive: Archive) -> tuple[bytes, Sealer]:
    key, sealer = await fresh_key(archive.vault, "picture")
    await write(archive, lambda changes: want_picture(changes, sealer, key.id, DRAFT, "file-1", NOOR))
    return key.id, sealer


async def wanted(archive: Archive, after: timedelta = timedelta(0)) -> list[WantedPicture]:
    found: list[WantedPicture] = await read(
        archive, lambda connection: wanted_pictures(connection, archive.vault, NOW + after)
    )
    return found


async def keep(archive: Archive, picture: bytes, sealer: Sealer) -> bool:
    kept: bool = await archive.database.write(
        lambda connection: keep_picture(connection, sealer, picture, b"image bytes", {"sha256": "x"})
    )
    return kept


async def content(archive: Archive, picture: bytes) -> bytes | None:
    found: bytes | None = await read(archive, lambda connection: picture_content(connection, archive.vault, picture))
    return found


async def states(archive: Archive, owner: bytes) -> list[PictureState]:
    return [state for _, state in await read(archive, lambda connection: pictures_of(connection, owner))]


async def test_a_wanted_picture_knows_where_it_is_and_whom_to_tell(archive: Archive) -> None:
    picture, _ = await want(archive)
    (one,) = await wanted(archive)
    assert (one.id, one.owner, one.source, one.sender) == (picture, DRAFT, "file-1", NOOR)


async def test_a_kept_picture_is_not_fetched_again_and_forgets_its_source(archive: Archive) -> None:
    picture, sealer = await want(archive)
    assert await keep(archive, picture, sealer)
    assert await wanted(archive) == [] and await content(archive, picture) == b"image bytes"
    assert not await keep(archive, picture, sealer)
    assert await read(archive, lambda connection: count_kept(connection, DRAFT)) == 1


async def test_a_picture_removed_while_it_is_fetched_is_not_kept(archive: Archive) -> None:
    picture, sealer = await want(archive)
    await write(archive, lambda changes: remove_picture(changes, picture))
    assert not await keep(archive, picture, sealer)
    assert await content(archive, picture) is None and await states(archive, DRAFT) == [PictureState.REMOVED]


async def test_a_removed_picture_leaves_no_content(archive: Archive) -> None:
    picture, sealer = await want(archive)
    await keep(archive, picture, sealer)
    await write(archive, lambda changes: remove_picture(changes, picture))
    assert await content(archive, picture) is None


async def test_a_picture_whose_key_was_erased_cannot_be_read(archive: Archive) -> None:
    picture, sealer = await want(archive)
    await keep(archive, picture, sealer)
    await archive.vault.keys.erase([picture])
    assert await content(archive, picture) is None


async def fails(archive: Archive, now: datetime, *, in_doubt: bool, not_before: datetime = NOW) -> None:
    """The one picture that is wanted is tried once more, in vain."""
    (one,) = await wanted(archive)
    failed = one.failed(now, in_doubt=in_doubt)
    await archive.database.write(lambda connection: try_picture_later(connection, failed, not_before))


async def test_how_long_a_picture_is_doubted_is_kept_and_counted_anew_after_another_failure(archive: Archive) -> None:
    await want(archive)
    for _ in range(2):
        await fails(archive, NOW, in_doubt=True)
    (one,) = await wanted(archive)
    since = one.doubted_since
    assert (one.attempts, one.doubts) == (2, 2) and since is not None and NOW <= since <= NOW + timedelta(hours=1)
    await fails(archive, NOW + timedelta(hours=3), in_doubt=False)
    await fails(archive, NOW + timedelta(hours=4), in_doubt=True)
    (one,) = await wanted(archive)
    assert (one.attempts, one.doubts, one.doubted_since) == (4, 1, since)


async def test_a_picture_that_is_fetched_no_more_keeps_no_instant_of_its_tries(archive: Archive) -> None:
    picture, sealer = await want(archive)
    await fails(archive, NOW, in_doubt=True)
    await keep(archive, picture, sealer)
    row = await read(archive, lambda connection: connection.execute(select(table)))
    (kept,) = row.all()
    assert (kept.not_before, kept.doubted_since) == (0, None)


async def test_a_picture_that_failed_is_tried_later_behind_those_not_tried(archive: Archive) -> None:
    first, _ = await want(archive)
    later = NOW + timedelta(minutes=1)
    await fails(archive, NOW, in_doubt=False, not_before=later)
    assert await wanted(archive) == []
    second, _ = await want(archive)
    assert [one.id for one in await wanted(archive, timedelta(minutes=1))] == [second, first]


@pytest.mark.parametrize("state", [PictureState.GONE, PictureState.REFUSED])
async def test_a_picture_that_was_given_up_is_given_up_once(archive: Archive, state: PictureState) -> None:
    picture, _ = await want(archive)
    assert await archive.database.write(lambda connection: give_up_picture(connection, picture, state))
    assert not await archive.database.write(lambda connection: give_up_picture(connection, picture, state))
    assert await wanted(archive) == [] and await states(archive, DRAFT) == [state]


async def test_pictures_move_with_their_report_and_forget_their_sender(archive: Archive) -> None:
    await want(archive)

    def work(changes: Changes) -> None:
        move_pictures(changes, DRAFT, REPORT)

    await write(archive, work)
    (one,) = await wanted(archive)
    assert one.owner == REPORT and one.sender is None and await states(archive, DRAFT) == []
