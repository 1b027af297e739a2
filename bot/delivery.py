"""The outbox reaches people: in order within a chat, at the allowed pace, at least once.

A row is claimed in one transaction, sent, and marked in the next; marks and claims of all chats share their
transactions. The pace is kept before claiming, so that no lease runs while a row waits for its turn.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, takewhile

from bot.batch import Batch
from bot.chat_queues import ChatQueues
from bot.clock import Clock
from bot.marking import Mark, mark, mark_plainly
from bot.outcome import Done, Later, Refused, Untouched
from bot.pace import Pace
from bot.row_sender import Result, RowSender, messages_of
from bot.telegram_channel import TelegramChannel
from storage import claims, outbox
from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.database import Database
from storage.errors import TransientStorageError
from storage.outbox import OutboxRow
from storage.vault import Vault

log = logging.getLogger("meldmaatje.delivery")

_LONGEST_SLEEP_SECONDS = 60.0
TIMES_DONE_UNMARKED = 3
"""How often this run does again what it cannot mark as done: each time may be one more message."""


@dataclass(frozen=True)
class _Claims:
    """The ids of the rows that are ours to send now, and of those that somebody took away meanwhile."""

    claimed: set[int]
    gone: set[int]


_Claimed = tuple[_Claims, dict[int, int], list[Batch]]
"""The rows that are claimed, the messages that earlier runs sent for their target rows, and what else was made."""

WhenMarked = Callable[[AsyncConnection, OutboxRow, Done | Refused], Awaitable[Batch | None]]


class Delivery:
    """Sends what stands in the outbox. `when_marked` runs in the transaction that marks a row as refused, or as done
    when it showed a report for the first time; what it makes is handed to `committed` after the commit."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        channel: TelegramChannel,
        clock: Clock,
        pace: Pace,
        when_marked: WhenMarked,
        committed: Callable[[Batch], None],
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._pace = pace
        self._when_marked = when_marked
        self._committed = committed
        self._queues = ChatQueues(pace)
        self._sender = RowSender(database, vault, channel, clock)
        self._results: list[Result] = []
        self._not_passed_on: set[int] = set()
        self._not_marked: Counter[int] = Counter()
        self._wake = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()

    async def resume(self) -> None:
        """Take up what an earlier run left undone; call it once, before `run`."""
        await self._database.write(claims.release_claims)
        await self._database.write(partial(outbox.forget_unreadable_rows, vault=self._vault))
        async with self._database.reading() as connection:
            self.add(await outbox.waiting_rows(connection, self._vault))

    def add(self, rows: Iterable[OutboxRow]) -> None:
        """Rows that were just committed."""
        self._queues.add(rows)
        self._wake.set()

    def take_back(self, row_ids: Collection[int]) -> None:
        """Rows that were just withdrawn: those that wait are forgotten, one under way is not tried again."""
        self._queues.take_back(row_ids)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return self._queues.is_empty and not self._results

    async def run(self) -> None:
        """Send until cancelled."""
        try:
            while True:
                await self._wait_for_work()
                await self._cycle()
        finally:
            for task in self._sending:
                task.cancel()

    async def _wait_for_work(self) -> None:
        self._wake.clear()
        wait = 0.0 if self._results else self._queues.seconds_until_ready(_LONGEST_SLEEP_SECONDS)
        if wait <= 0:
            await asyncio.sleep(0)
            return
        self._pace.forget_quiet_chats()
        # Not wait_for: before Python 3.12 it can lose a cancellation, and then the program never stops.
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._wake.wait()

    async def _cycle(self) -> None:
        chosen = self._queues.choose()
        results, self._results = self._results, []
        if not chosen and not results:
            await asyncio.sleep(0.005)
            return
        try:
            found, messages, batches = await self._database.write(self._marking_and_claiming(results, chosen))
        except Exception as failure:
            # Whatever went wrong, the rows must not be lost from memory.
            await self._after_failure(failure, results, chosen)
            return
        self._marked(results)
        self._sender.remember(messages)
        if found.gone:
            self._queues.take_back(found.gone)
        for key, rows in chosen.items():
            self._start(key, rows, found)
        for batch in batches:
            self._committed(batch)

    def _marked(self, results: list[Result]) -> None:
        for result in results:
            self._settle(result)
        self._queues.let_go({result.row.chat for result in results})

    def _marking_and_claiming(
        self, results: list[Result], chosen: dict[bytes, list[OutboxRow]]
    ) -> Callable[[AsyncConnection], Awaitable[_Claimed]]:
        rows = list(chain.from_iterable(chosen.values()))
        targets = self._sender.unknown_targets(rows)

        async def job(connection: AsyncConnection) -> _Claimed:
            changes = Changes()
            for result in results:
                mark(changes, self._vault, result.row, result.outcome, self._clock.now())
            await changes.flush(connection)
            passed_on = [one for one in results if one.row.id not in self._not_passed_on]
            batches = [await self._follow(connection, one) for one in passed_on]
            found = await self._claim(connection, [row.id for row in rows])
            messages = await messages_of(connection, targets) if targets else {}
            return found, messages, [batch for batch in batches if batch is not None]

        return job

    async def _follow(self, connection: AsyncConnection, result: Result) -> Batch | None:
        match result.outcome:
            case Refused() as refused:
                return await self._when_marked(connection, result.row, refused)
            case Done() as done if result.row.payload.get("first_read"):
                return await self._when_marked(connection, result.row, done)
        return None

    async def _claim(self, connection: AsyncConnection, ids: list[int]) -> _Claims:
        claimed = await claims.claim_rows(connection, ids, self._clock.now()) if ids else set()
        missed = [row_id for row_id in ids if row_id not in claimed]
        left = await claims.rows_left(connection, missed) if missed else set()
        return _Claims(claimed, gone=set(missed) - left)

    async def _after_failure(
        self, failure: Exception, results: list[Result], chosen: dict[bytes, list[OutboxRow]]
    ) -> None:
        log.warning("outbox-not-written %s", type(failure))
        self._queues.let_go(chosen)
        if isinstance(failure, TransientStorageError):
            self._results[:0] = results
        else:
            for key in {one.row.chat for one in results}:
                await self._mark_alone(key, [one for one in results if one.row.chat == key])
        await asyncio.sleep(0.5)

    async def _mark_alone(self, key: bytes, results: list[Result]) -> None:
        """Mark the rows of one chat, so that a fault in one chat holds up no other."""
        ended = {one.row.id for one in results if isinstance(one.outcome, Done | Refused)}
        try:
            _, _, batches = await self._database.write(self._marking_and_claiming(results, {}))
        except TransientStorageError:
            self._results.extend(results)
        except Exception as failure:
            log.error("chat-not-marked %s", type(failure))
            if ended - self._not_passed_on:
                # Marked without what follows: a case that cannot be passed on now is moved by its due row.
                self._not_passed_on |= ended
                self._results.extend(results)
            else:
                await self._mark_one_by_one(key, results)
        else:
            self._marked(results)
            for batch in batches:
                self._committed(batch)

    async def _mark_one_by_one(self, key: bytes, results: list[Result]) -> None:
        """Mark what can be marked of one chat, each as far as it can be."""
        left: list[Result] = []
        for place, result in enumerate(results):
            try:
                is_marked = await self._is_marked(result, mark) or await self._is_marked(result, mark_plainly)
            except TransientStorageError:
                self._results.extend([*left, *results[place:]])
                return
            if is_marked:
                self._settle(result)
            else:
                left.append(result)
        done_again = [result for result in left if self._is_done_again(result)]
        # What cannot be marked stays claimed: at the end of its lease it is done again.
        self._queues.let_go({key}, after=claims.LEASE.total_seconds() if done_again else 0.0)

    async def _is_marked(self, result: Result, mark_it: Mark) -> bool:
        async def job(connection: AsyncConnection) -> None:
            changes = Changes()
            mark_it(changes, self._vault, result.row, result.outcome, self._clock.now())
            await changes.flush(connection)

        try:
            await self._database.write(job)
        except TransientStorageError:
            raise
        except Exception as failure:
            log.error("row-not-marked %s", type(failure))
            return False
        return True

    def _is_done_again(self, result: Result) -> bool:
        """Whether a row that cannot be marked is done once more; if not, this run leaves it alone."""
        if isinstance(result.outcome, Untouched):
            return True
        row = result.row
        self._not_marked[row.id] += 1
        if self._not_marked[row.id] < TIMES_DONE_UNMARKED:
            return True
        log.error("row-given-up")
        self.take_back({row.id})
        return False

    def _start(self, key: bytes, rows: list[OutboxRow], found: _Claims) -> None:
        there = [row for row in rows if row.id not in found.gone]
        ours = list(takewhile(lambda row: row.id in found.claimed, there))
        if ours:
            task = asyncio.create_task(self._send_in_order(ours))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        elif there:
            log.error("row-not-free")
            self._queues.let_go({key}, after=claims.LEASE.total_seconds())
        else:
            self._queues.let_go({key})

    async def _send_in_order(self, rows: list[OutboxRow]) -> None:
        """Send these rows; when one must be tried later, those behind it wait too."""
        results: list[Result] = []
        must_wait = False
        for row in rows:
            left_alone = must_wait or not self._queues.holds(row)
            outcome = Untouched() if left_alone else await self._sender.send(row, results)
            must_wait = must_wait or isinstance(outcome, Later)
            results.append(Result(row, outcome))
        self._results.extend(results)
        self._wake.set()

    def _settle(self, result: Result) -> None:
        """After the mark is committed: what is remembered of the row follows what happened."""
        self._queues.settle(result.row, result.outcome)
        if isinstance(result.outcome, Done | Refused):
            self._sender.forget(result.row)
            self._not_marked.pop(result.row.id, None)
