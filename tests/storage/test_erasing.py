from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.batch import Batch
from bot.flows.conversation import Conversation
from bot.flows.left_talks import walked_away
from bot.flows.words import Message
from casework.report import Contact
from storage import cases, reports
from storage.claims import mark_sent
from storage.dues import DueKind
from storage.erasing import erase_case, forget_case, keys_of_case, leave_no_trace
from storage.outbox import waiting_rows
from storage.people import tie_account
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


COACH = "sanne_de_boer"


def typed(about: int, words: str) -> Conversation:
    """A note that is being typed on the card of a case."""
    return Conversation("done", "d", "case_note", 3, {"case_note": words}, path=("case_day",), subject=str(about))


async def talks(room: Staffroom, *left: Conversation, open_now: Conversation | None = None) -> bytes | None:
    """Their writer walked away from these conversations; answers the id of the key that seals them."""
    address = room.address(COACH)
    chat, keys = room.archive.vault.chat_of(address), list[bytes | None]()

    async def work(batch: Batch) -> None:
        tie_account(batch.changes, batch.vault, room.house.person_hash(COACH), address, batch.now)
        talk = Conversation()
        for one in left:
            talk = walked_away(replace(one, left=talk.left, revision=talk.revision + 1))
        batch.put_talk(chat, talk if open_now is None else replace(open_now, left=talk.left))
        keys.append(batch.draft_key(chat))

    await room.in_batch(work, address)
    return keys[0]


async def talk_now(room: Staffroom) -> Conversation:
    found: list[Conversation] = []

    async def work(batch: Batch) -> None:
        found.append(batch.talk_of(room.archive.vault.chat_of(room.address(COACH))))

    await room.in_batch(work, room.address(COACH))
    return found[0]


async def erased_whole(room: Staffroom, number: int) -> None:
    assert await erase_case(room.archive.database, room.archive.vault, number, room.clock.now())


async def test_what_was_left_halfway_about_another_case_stays_when_a_case_is_erased(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number, other = await room.reported(), await room.reported()
        key = await talks(room, typed(number, "over de een"), typed(other, "over de ander"))
        before = await talk_now(room)
        await erased_whole(room, number)
        left = list((await talk_now(room)).left.values())
        assert left == [one for one in before.left.values() if one["subject"] == str(other)]
        assert [one["answers"] for one in left] == [{"case_note": "over de ander"}]
        assert key is not None and await room.archive.vault.keys.get([key]) == {}


async def test_what_is_being_typed_about_another_case_goes_on_where_it_was(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number, other = await room.reported(), await room.reported()
        await talks(room, typed(number, "over de een"), open_now=typed(other, "over de ander"))
        await erased_whole(room, number)
        assert await talk_now(room) == typed(other, "over de ander")


async def test_of_the_case_itself_nothing_that_was_typed_is_left_open_or_waiting(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number, other = await room.reported(), await room.reported()
        await talks(room, typed(other, "over de ander"), open_now=typed(number, "over de een"))
        await erased_whole(room, number)
        now = await talk_now(room)
        assert (now.is_open, now.answers, len(now.left)) == (False, {}, 1)
        await talks(room, typed(number, "nog iets"), open_now=typed(number, "over de een"))
        await erased_whole(room, other)
        assert len((await talk_now(room)).left) == 1


async def test_a_conversation_about_nothing_else_goes_with_its_key(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported()
        key = await talks(room, typed(number, "een"), open_now=typed(number, "twee"))
        await erased_whole(room, number)
        assert await talk_now(room) == Conversation()
        assert key is not None and await room.archive.vault.keys.get([key]) == {}


async def test_after_a_crash_between_keeping_the_others_and_erasing_the_key_is_erased_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number, other = await room.reported(), await room.reported()
        key = await talks(room, typed(number, "over de een"), typed(other, "over de ander"))

        async def crash(_keys: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(room.archive.vault.keys, "erase", crash)
            with pytest.raises(KeyboardInterrupt):
                await erased_whole(room, number)
        assert [one.subject for one in await room.dues(DueKind.ERASE_KEY)] == [key]
        await erased_whole(room, number)
        assert len((await talk_now(room)).left) == 1
