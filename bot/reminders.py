"""What time brings: a sweep turns due rows into acts and outbox rows; a watchdog restarts a sweep that is late.

APScheduler starts the sweeps, but its wake-ups follow the wall clock and a clock that is set back can silence
it; so a second, monotonic clock looks on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from bot.batch import AFTER_SENDING, Batch
from bot.clock import Clock
from bot.flows.conversation import Conversation, conversation_from_data
from bot.flows.which_report import WHICH
from bot.flows.words import Message, phrase
from casework.calendar import local_date
from casework.school import Retention
from storage import (
    acts,
    cases,
    conversations,
    dues,
    erasing,
    handled_updates,
    outbox,
    people,
    pictures,
    reports,
    school_said,
    set_aside,
)
from storage.connection import AsyncConnection
from storage.database import Database
from storage.dues import Due, DueKind
from storage.errors import StorageError, TransientStorageError
from storage.instants import to_stored
from storage.outbox import RowNumbers
from storage.vault import Vault

log = logging.getLogger("meldmaatje.reminders")

DUES_AT_ONCE = 200
LATE_AFTER_SWEEPS = 3

OnDue = Callable[[Batch, Due], Awaitable[None]]
OnCase = Callable[[Batch, int], Awaitable[None]]
"""Called for an open case: (batch, case number)."""


class Sweep:
    """Does everything that is due, oldest first. `on_due` says what each kind brings about.

    `look_again` is called for every open case by the first sweep, and by the first one of each day after it: the
    school's file may have changed while the program was off, or an earlier program may have known less.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        numbers: RowNumbers,
        clock: Clock,
        on_due: Mapping[DueKind, OnDue],
        committed: Callable[[Batch], None],
        retention: Retention,
        look_again: OnCase | None = None,
    ) -> None:
        self._database = database
        self._vault = vault
        self._numbers = numbers
        self._clock = clock
        self._on_due = on_due
        self._committed = committed
        self._retention = retention
        self._look_again = look_again
        self._looked_on: date | None = None
        self._one_at_a_time = asyncio.Lock()
        self.finished_at = 0.0

    async def run_once(self) -> int:
        """Do all that is due now; answers how many rows that were. Raises nothing: what fails is tried again."""
        async with self._one_at_a_time:
            done = 0
            try:
                await self._look_at_open_cases()
                while more := await self._some():
                    done += more
                await self._erase_keys()
                await self._tidy()
            except StorageError as failure:
                log.warning("sweep-stopped %s", type(failure))
            self.finished_at = asyncio.get_running_loop().time()
            return done

    async def _look_at_open_cases(self) -> None:
        """Each in a transaction of its own: one that cannot be opened must not keep the others with a wrong reader."""
        today = local_date(self._clock.now())
        if self._look_again is None or self._looked_on == today:
            return
        async with self._database.reading() as connection:
            numbers = await cases.open_case_numbers(connection)
        for number in numbers:
            try:
                self._committed(await self._database.write(partial(self._look_at, self._look_again, number)))
            except TransientStorageError:
                raise
            except Exception as failure:
                log.error("case-not-looked-at %s", type(failure))
        self._looked_on = today

    async def _look_at(self, look_again: OnCase, number: int, connection: AsyncConnection) -> Batch:
        batch = Batch(connection, self._vault, self._clock.now(), self._numbers)
        await look_again(batch, number)
        await batch.finish()
        return batch

    async def _some(self) -> int:
        """One transaction with the oldest dues; a due that fails is done alone, and put off when it fails again."""
        async with self._database.reading() as connection:
            waiting = await dues.dues_until(connection, self._clock.now(), DUES_AT_ONCE)
        if not waiting:
            return 0
        try:
            self._committed(await self._database.write(self._job(waiting)))
        except TransientStorageError:
            raise
        except Exception as failure:
            # One due that cannot be done must not stop the others.
            log.error("due-failed %s", type(failure))
            for due in waiting:
                await self._alone(due)
        return len(waiting)

    async def _alone(self, due: Due) -> None:
        try:
            self._committed(await self._database.write(self._job([due])))
        except TransientStorageError:
            raise
        except Exception as failure:
            # Put off by an hour, out of the way of what can be done; it is never dropped.
            log.error("due-put-off %s %s", due.kind, type(failure))
            await self._database.write(lambda connection: dues.put_off(connection, due, self._clock.now()))

    def _job(self, waiting: Sequence[Due]) -> Callable[[AsyncConnection], Awaitable[Batch]]:
        async def job(connection: AsyncConnection) -> Batch:
            batch = Batch(connection, self._vault, self._clock.now(), self._numbers)
            for due in await dues.still_there(connection, waiting):
                dues.done(batch.changes, due)
                await self._on_due[due.kind](batch, due)
            await batch.finish()
            return batch

        return job

    async def _erase_keys(self) -> None:
        """Keys whose things are gone: erased first, then their rows; a crash in between erases them again.

        A key that seals what is still to be said waits until that is said.
        """
        async with self._database.reading() as connection:
            found = await dues.dues_of_kind(connection, DueKind.ERASE_KEY)
            in_use = await outbox.keys_in_use(connection)
        wanted = [due for due in found if due.subject not in in_use]
        if not wanted:
            return
        await self._vault.keys.erase([due.subject for due in wanted])

        async def job(connection: AsyncConnection) -> None:
            for due in wanted:
                await dues.forget(connection, due)

        await self._database.write(job)

    async def erase_keys(self) -> None:
        """Right after a commit that wants keys erased; what fails is done by the next sweep."""
        async with self._one_at_a_time:
            try:
                await self._erase_keys()
            except StorageError as failure:
                log.warning("keys-erased-later %s", type(failure))

    async def _tidy(self) -> None:
        now = self._clock.now()

        async def job(connection: AsyncConnection) -> Batch:
            batch = Batch(connection, self._vault, now, self._numbers)
            await handled_updates.forget_old_updates(connection, now)
            await outbox.forget_old_rows(connection, now)
            await outbox.blur_what_is_done(connection)
            await school_said.forget_what_is_of_no_use(connection)
            await people.forget_old_invitations(connection, now)
            await reports.forget_old_codes(connection, local_date(now))
            await self._expire_conversations(batch)
            await self._forget_what_was_set_aside(batch)
            await batch.flush()
            return batch

        self._committed(await self._database.write(job))
        await self._erase_old_cases()
        async with self._database.reading() as connection:
            await acts.keep_head(connection, self._vault)

    async def _erase_old_cases(self) -> None:
        """Closed cases go when the school's term for keeping them is over (AX-21); an open case is never touched."""
        before = local_date(self._clock.now() - timedelta(days=self._retention.closed_case_days))
        async with self._database.reading() as connection:
            numbers = await erasing.cases_closed_before(connection, before)
        for number in numbers:
            await erasing.erase_case(self._database, self._vault, number, self._clock.now())

    async def _forget_what_was_set_aside(self, batch: Batch) -> None:
        """Updates that could not be handled go with their keys when the school's term for them is over."""
        before = batch.now - timedelta(days=self._retention.set_aside_days)
        for key_id in await set_aside.set_aside_before(batch.connection, before):
            set_aside.forget_set_aside(batch.changes, key_id)
            batch.erase_key(key_id)

    async def _expire_conversations(self, batch: Batch) -> None:
        """Drafts of 30 days and ended talks of 48 hours go, with their key and pictures; a report keeps its own."""
        for expired in await conversations.expired(batch.connection, self._vault, to_stored(batch.now)):
            conversations.forget_conversation(batch.changes, expired.chat)
            if expired.key_id is None or await reports.is_report(batch.connection, expired.key_id):
                continue
            for picture_id, _ in await pictures.pictures_of(batch.connection, expired.key_id):
                pictures.remove_picture(batch.changes, picture_id)
                batch.erase_key(picture_id)
            batch.erase_key(expired.key_id)
            said = None if expired.state is None else _said_of_expired(conversation_from_data(expired.state))
            if said is not None and not conversations.is_without_phone(expired.address):
                batch.say(expired.address, said)


def _said_of_expired(talk: Conversation) -> Message | None:
    """What its writer hears of something that was never sent and is erased now; nothing shows after the quick exit."""
    if talk.left:
        return Message((phrase("staff-left-expired"),))
    if talk.hidden or talk.aside or not talk.is_open or talk.flow in AFTER_SENDING:
        return None
    if talk.flow == WHICH.id:
        words = phrase("which-expired")
    else:
        words = phrase("stopped-expired" if talk.stopped else "draft-expired")
    return Message((words,), address_form=talk.address_form)


class Watchdog:
    """Starts a sweep itself when the last one ended too long ago, by the loop's monotonic clock."""

    def __init__(self, sweep: Sweep, every_seconds: float) -> None:
        self._sweep = sweep
        self._every = every_seconds

    async def run(self) -> None:
        """Look on until cancelled."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while True:
            await asyncio.sleep(self._every)
            if loop.time() - max(began, self._sweep.finished_at) > LATE_AFTER_SWEEPS * self._every:
                log.warning("sweep-was-late")
                await self._sweep.run_once()
