from datetime import timedelta

import pytest

from bot.archive import Archive
from storage.dues import (
    Due,
    DueKind,
    add_due,
    bring_forward,
    cancel_dues,
    done,
    dues_of_kind,
    dues_until,
    put_off,
    still_there,
)
from storage.errors import SealBroken
from tests.rooms import NOW, fresh_key, read, write

HOUR = timedelta(hours=1)


async def due_now(archive: Archive, most: int = 10, after: timedelta = timedelta(0)) -> list[Due]:
    return list(await read(archive, lambda connection: dues_until(connection, NOW + after, most)))


async def test_what_is_due_comes_oldest_first_and_nothing_before_its_time(archive: Archive) -> None:
    def work(changes):  # type: ignore[no-untyped-def]  # a few rows
        for hours in (2, -1, -5, -3):
            add_due(changes, DueKind.DUTY, NOW + hours * HOUR, str(hours).encode())

    await write(archive, work)
    assert [due.subject for due in await due_now(archive)] == [b"-5", b"-3", b"-1"]
    assert [due.subject for due in await due_now(archive, most=1)] == [b"-5"]


async def test_keys_that_wait_to_be_erased_stand_in_the_way_of_no_duty(archive: Archive) -> None:
    def work(changes):  # type: ignore[no-untyped-def]  # a few rows
        for number in range(5):
            add_due(changes, DueKind.ERASE_KEY, NOW - 9 * HOUR, bytes([number]))
        add_due(changes, DueKind.DUTY, NOW, b"duty")

    await write(archive, work)
    assert [due.subject for due in await due_now(archive, most=2)] == [b"duty"]
    assert len(await read(archive, lambda connection: dues_of_kind(connection, DueKind.ERASE_KEY))) == 5


async def test_the_detail_opens_with_its_key_alone(archive: Archive) -> None:
    _, sealer = await fresh_key(archive.vault)
    _, other = await fresh_key(archive.vault)
    await write(
        archive, lambda changes: add_due(changes, DueKind.DUTY, NOW, b"s", detail={"step": "een"}, sealer=sealer)
    )
    (due,) = await due_now(archive)
    assert due.detail(sealer) == {"step": "een"} and b"een" not in (due.sealed_detail or b"")
    with pytest.raises(SealBroken):
        due.detail(other)


async def test_a_due_that_is_put_off_is_due_an_hour_later(archive: Archive) -> None:
    await write(archive, lambda changes: add_due(changes, DueKind.DUTY, NOW, b"s"))
    (due,) = await due_now(archive)
    await archive.database.write(lambda connection: put_off(connection, due, NOW))
    assert await due_now(archive) == []
    assert len(await due_now(archive, after=HOUR)) == 1


async def test_what_was_cancelled_or_done_is_not_there_any_more(archive: Archive) -> None:
    def work(changes):  # type: ignore[no-untyped-def]  # a few rows
        for subject in (b"cancelled", b"done", b"left"):
            add_due(changes, DueKind.HIDE, NOW, subject)
        add_due(changes, DueKind.DUTY, NOW, b"cancelled")

    await write(archive, work)
    known = await due_now(archive)
    await write(archive, lambda changes: cancel_dues(changes, DueKind.HIDE, b"cancelled"))
    (of_done,) = [due for due in known if due.subject == b"done"]
    await write(archive, lambda changes: done(changes, of_done))
    left = await read(archive, lambda connection: still_there(connection, known))
    assert {(due.kind, due.subject) for due in left} == {(DueKind.HIDE, b"left"), (DueKind.DUTY, b"cancelled")}


async def test_bringing_forward_never_moves_back(archive: Archive) -> None:
    def work(changes):  # type: ignore[no-untyped-def]  # a few rows
        add_due(changes, DueKind.HIDE, NOW + HOUR, b"s")
        add_due(changes, DueKind.HIDE, NOW - HOUR, b"s")

    await write(archive, work)
    await archive.database.write(lambda connection: bring_forward(connection, DueKind.HIDE, b"s", NOW))
    assert [due.at for due in await due_now(archive)] == [NOW - HOUR, NOW]
