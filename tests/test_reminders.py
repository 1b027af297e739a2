import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.archive import Archive
from bot.batch import Batch
from bot.clock import MovableClock
from bot.flows.conversation import Conversation
from bot.flows.left_talks import walked_away
from bot.flows.words import message_from_data, phrase
from bot.handlers.arrivals import telegram_address
from bot.reminders import DUES_AT_ONCE, Sweep, Watchdog
from casework.school import Retention
from storage import pictures
from storage.dues import Due, DueKind, add_due
from storage.errors import SealBroken
from storage.outbox import RowNumbers
from storage.tables import case_file, conversation, due, picture
from tests.rooms import NOW, in_batch, opened, read, write

HOUR = timedelta(hours=1)
KEPT = Retention(closed_case_days=730, set_aside_days=30)
NOOR = telegram_address(5)


class Sweeping:
    """A sweep over real databases that notes what it did, and fails where it is told to."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.clock = MovableClock(NOW)
        self.done: list[bytes] = []
        self.said: list[Batch] = []
        self.fails: dict[bytes, Exception] = {}
        self.numbers = RowNumbers(1)
        on_due = {DueKind.DUTY: self._on_due, DueKind.HIDE: self._on_due}
        self.looked_at: list[int] = []
        sees = (self.said.append, KEPT, self._look_again)
        self.sweep = Sweep(archive.database, archive.vault, self.numbers, self.clock, on_due, *sees)

    async def _look_again(self, _batch: Batch, number: int) -> None:
        self.looked_at.append(number)
        if number.to_bytes() in self.fails:
            raise self.fails[number.to_bytes()]

    async def _on_due(self, _batch: Batch, one: Due) -> None:
        if one.subject in self.fails:
            raise self.fails[one.subject]
        self.done.append(one.subject)

    async def expects(self, *hours_and_subjects: tuple[float, bytes], kind: DueKind = DueKind.DUTY) -> None:
        def work(changes: Any) -> None:
            for hours, subject in hours_and_subjects:
                add_due(changes, kind, NOW + hours * HOUR, subject)

        await write(self.archive, work)

    async def left(self, table: Any = due) -> int:
        found = await read(self.archive, lambda connection: connection.scalar(select(func.count()).select_from(table)))
        return int(found or 0)

    async def talk(self, talk: Conversation) -> bytes | None:
        """A conversation with a picture of its own, as a desk leaves it; answers the id of its key."""
        chat = self.archive.vault.chat_of(NOOR)

        async def work(batch: Batch) -> bytes | None:
            await batch.load({chat: NOOR})
            batch.put_talk(chat, talk)
            owner = batch.draft_key(chat)
            if owner is not None:
                one = batch.make_key("picture")
                pictures.want_picture(batch.changes, batch.known_sealer(one), one, owner, "file", NOOR)
            return owner

        keys: list[bytes | None] = []

        async def kept(batch: Batch) -> None:
            keys.append(await work(batch))

        await in_batch(self.archive, self.numbers, self.clock.now(), kept)
        return keys[0]


@pytest.fixture
async def sweeping(tmp_path: Path) -> AsyncIterator[Sweeping]:
    async with opened(tmp_path) as archive:
        yield Sweeping(archive)


async def test_what_is_due_is_done_once_oldest_first_and_the_rest_waits(sweeping: Sweeping) -> None:
    await sweeping.expects((-1, b"second"), (-2, b"first"), (1, b"later"))
    assert await sweeping.sweep.run_once() == 2
    assert await sweeping.sweep.run_once() == 0
    assert sweeping.done == [b"first", b"second"] and await sweeping.left() == 1


async def test_after_a_week_off_everything_is_caught_up_oldest_first(sweeping: Sweeping) -> None:
    subjects = [f"{number:04}".encode() for number in range(DUES_AT_ONCE * 2 + 7)]
    await sweeping.expects(*[(number / 10, subject) for number, subject in enumerate(subjects)])
    sweeping.clock.move_by(timedelta(days=7))
    await sweeping.sweep.run_once()
    assert sweeping.done == subjects


@pytest.mark.parametrize("failure", [ValueError("poison"), SealBroken()])
async def test_a_due_that_fails_is_put_off_and_stops_no_other(sweeping: Sweeping, failure: Exception) -> None:
    await sweeping.expects((-3, b"poison"), (-2, b"a"), (-1, b"b"))
    sweeping.fails[b"poison"] = failure
    await sweeping.sweep.run_once()
    assert sweeping.done[-2:] == [b"a", b"b"] and await sweeping.left() == 1
    del sweeping.fails[b"poison"]
    await sweeping.sweep.run_once()
    assert b"poison" not in sweeping.done
    sweeping.clock.move_by(HOUR)
    await sweeping.sweep.run_once()
    assert sweeping.done[-1] == b"poison" and await sweeping.left() == 0


async def test_keys_are_erased_and_their_rows_go(sweeping: Sweeping) -> None:
    keys: list[bytes] = []

    def work(batch: Batch) -> None:
        keys.append(batch.make_key("draft"))
        batch.erase_key(keys[0])

    await in_batch(sweeping.archive, sweeping.numbers, NOW, work)
    assert await sweeping.archive.vault.keys.get(keys)
    await sweeping.sweep.run_once()
    assert await sweeping.archive.vault.keys.get(keys) == {} and await sweeping.left() == 0


async def test_many_keys_to_erase_hold_up_no_duty(sweeping: Sweeping) -> None:
    await sweeping.expects(
        *[(-9, bytes([1, place % 256, place // 256])) for place in range(DUES_AT_ONCE + 1)], kind=DueKind.ERASE_KEY
    )
    await sweeping.expects((-1, b"duty"))
    await sweeping.sweep.run_once()
    assert sweeping.done == [b"duty"]


async def test_a_draft_of_30_days_goes_with_its_key_and_pictures_and_its_writer_is_told(sweeping: Sweeping) -> None:
    key = await sweeping.talk(Conversation("report", "d1", "story", 1, {"about": "me"}))
    assert key is not None
    sweeping.clock.move_by(timedelta(days=30))
    await sweeping.sweep.run_once()
    await sweeping.sweep.run_once()
    rows = [row for batch in sweeping.said for row in batch.rows]
    assert [row.payload["to"] for row in rows] == [dict(NOOR)]
    assert await sweeping.archive.vault.keys.get([key]) == {}
    assert await sweeping.left(conversation) == 0
    state = await read(sweeping.archive, lambda connection: connection.scalar(select(picture.c.state)))
    assert state == "removed"


async def test_a_draft_of_29_days_stays(sweeping: Sweeping) -> None:
    await sweeping.talk(Conversation("report", "d1", "story", 1, {"about": "me"}))
    sweeping.clock.move_by(timedelta(days=29))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 1


async def test_a_draft_that_was_stopped_goes_after_48_hours_and_says_so_in_the_form_of_its_writer(
    sweeping: Sweeping,
) -> None:
    stopped = Conversation("report", "d1", "story", 1, {"about": "parent"}, address_form="u", stopped=True)
    await sweeping.talk(stopped)
    sweeping.clock.move_by(timedelta(hours=48))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 0
    [said] = [message_from_data(row.payload["message"]) for batch in sweeping.said for row in batch.rows]
    assert said.parts == (phrase("stopped-expired"),) and said.address_form == "u"


async def test_a_draft_that_was_left_by_the_quick_exit_and_stopped_goes_after_48_hours_without_a_word(
    sweeping: Sweeping,
) -> None:
    await sweeping.talk(Conversation("report", "d1", "story", 1, {"about": "me"}, stopped=True, hidden=True))
    sweeping.clock.move_by(timedelta(hours=48))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 0
    assert [row for batch in sweeping.said for row in batch.rows] == []


async def test_a_draft_that_was_left_by_the_quick_exit_goes_after_30_days_without_a_word(sweeping: Sweeping) -> None:
    await sweeping.talk(Conversation("report", "d1", "story", 1, {"about": "me"}, hidden=True))
    sweeping.clock.move_by(timedelta(days=29))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 1
    sweeping.clock.move_by(timedelta(days=1))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 0
    assert [row for batch in sweeping.said for row in batch.rows] == []


@pytest.mark.parametrize(("stopped", "days"), [(False, 30), (True, 2)])
@pytest.mark.parametrize("flow", ["more", "which"])
async def test_a_draft_that_waits_while_the_school_is_answered_goes_when_it_would_go_alone_without_a_word(
    sweeping: Sweeping, flow: str, stopped: bool, days: int
) -> None:
    draft = Conversation("report", "d1", "contact", 1, {"about": "me"}, stopped=stopped, hidden=True)
    answering = replace(draft.setting_aside(), flow=flow, draft="d2", question=flow, answers={"story": "ja"})
    await sweeping.talk(answering)
    sweeping.clock.move_by(timedelta(days=days, hours=-1))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 1
    sweeping.clock.move_by(timedelta(hours=1))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 0
    assert [row for batch in sweeping.said for row in batch.rows] == []


async def test_what_a_member_of_staff_walked_away_from_goes_after_30_days_and_they_are_told(sweeping: Sweeping) -> None:
    left = walked_away(Conversation("case-done", "d1", "case_note", 4, {"case_day": "2026-11-23"}, path=("case_day",)))
    key = await sweeping.talk(left)
    sweeping.clock.move_by(timedelta(days=29))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 1
    sweeping.clock.move_by(timedelta(days=1))
    await sweeping.sweep.run_once()
    await sweeping.sweep.run_once()
    assert key is not None and await sweeping.archive.vault.keys.get([key]) == {}
    [said] = [message_from_data(row.payload["message"]) for batch in sweeping.said for row in batch.rows]
    assert said.parts == (phrase("staff-left-expired"),)


@pytest.mark.parametrize(
    "talk",
    [
        Conversation(revision=3),
        Conversation("more", "d1", "offer", 1, {"class": "2B"}),
    ],
)
async def test_an_ended_talk_goes_after_48_hours_without_a_word(sweeping: Sweeping, talk: Conversation) -> None:
    await sweeping.talk(talk)
    sweeping.clock.move_by(timedelta(hours=48))
    await sweeping.sweep.run_once()
    assert await sweeping.left(conversation) == 0
    assert [row for batch in sweeping.said for row in batch.rows] == []


async def test_a_sweep_that_scheduling_forgot_is_started_by_the_watchdog(sweeping: Sweeping) -> None:
    await sweeping.expects((-1, b"forgotten"))
    watching = asyncio.create_task(Watchdog(sweeping.sweep, 0.05).run())
    sweeping.clock.move_by(timedelta(minutes=-30))
    async with asyncio.timeout(30):
        while not sweeping.done:
            await asyncio.sleep(0.01)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)


async def test_two_sweeps_at_once_do_nothing_twice(sweeping: Sweeping) -> None:
    await sweeping.expects((-1, b"once"))
    await asyncio.gather(sweeping.sweep.run_once(), sweeping.sweep.run_once())
    assert sweeping.done == [b"once"]


async def with_open_cases(sweeping: Sweeping, *numbers: int) -> None:
    def work(changes: Any) -> None:
        for number in numbers:
            told = {"key_id": bytes([number]) * 16, "protocol_hash": "hash", "sealed_reading": b"", "closed_on": None}
            changes.insert(case_file, {"number": number, "is_open": number != 9, "opened_on": NOW.date(), **told})

    await write(sweeping.archive, work)


async def test_every_open_case_is_looked_at_by_the_first_sweep_and_then_once_a_day(sweeping: Sweeping) -> None:
    await with_open_cases(sweeping, 1, 2, 9)
    await sweeping.sweep.run_once()
    await sweeping.sweep.run_once()
    assert sweeping.looked_at == [1, 2]
    sweeping.clock.move_by(timedelta(days=1))
    await sweeping.sweep.run_once()
    assert sweeping.looked_at == [1, 2, 1, 2]


async def test_a_case_that_cannot_be_looked_at_stops_no_other_and_nothing_that_is_due(sweeping: Sweeping) -> None:
    await with_open_cases(sweeping, 1, 2)
    await sweeping.expects((-1, b"due"))
    sweeping.fails[bytes([1])] = SealBroken()
    await sweeping.sweep.run_once()
    assert (sweeping.looked_at, sweeping.done) == ([1, 2], [b"due"])
