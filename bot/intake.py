"""The loop: a batch of updates -> handlers -> one transaction -> the next offset.

The Bot API forgets an update when it is asked for a higher offset. So the offset moves only after the
commit. It is sent once, without waiting, to confirm what was stored; after that the API is asked without an
offset, so that ids that start anew and lower are heard too.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Protocol

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.batch import Batch
from bot.clock import Clock
from bot.handlers.arrivals import Arrival, ArrivalTray, GroupArrival, telegram_address
from bot.handlers.essentials import read_update
from bot.long_poll import MOST_UPDATES, POLL_SECONDS
from bot.recent_talks import RecentTalks
from bot.transport import seconds_to_wait
from storage.connection import AsyncConnection
from storage.database import Database
from storage.errors import RememberedWrongly, TransientStorageError
from storage.handled_updates import remember_handled, which_were_handled
from storage.outbox import RowNumbers
from storage.set_aside import set_update_aside
from storage.vault import Vault

log = logging.getLogger("meldmaatje.intake")

TRIES = 3
LOOKS_AGAIN_SECONDS = 0.3
LONGEST_PAUSE_SECONDS = 15.0
LONGEST_DEAFNESS_SECONDS = 120.0
"""Telegram keeps an update for a day: whatever wait it asks for, it is asked again after this."""
_HIGHEST_STORED = 2**63 - 1
_HASH_BYTES = 6
_HASHES = 2**48

RawUpdate = dict[str, Any]
Source = Callable[[int | None, int], Awaitable[list[Any]]]
"""Asks the channel for updates: (offset, seconds to wait) -> raw updates; raises TelegramError."""


class Desk(Protocol):
    """Where arrivals are received, within the open transaction of a batch."""

    async def receive(self, batch: Batch, arrival: Arrival) -> None: ...

    async def receive_set_aside(self, batch: Batch, chat: int | None) -> None: ...


class Aftermath(Protocol):
    """What follows once a batch is committed, or while it cannot be."""

    def committed(self, batch: Batch) -> None: ...

    def leave_group(self, chat: int) -> None: ...

    def tell_not_kept_yet(self, address: Any) -> None: ...


@dataclass
class _Item:
    """One update on its way in; `failure` names why it cannot be read."""

    update_id: int
    raw: Any
    arrival: Arrival | GroupArrival | None = None
    failure: str | None = None

    @property
    def remembered_as(self) -> int:
        """The number by which the database knows that it was handled."""
        return self.update_id if self.update_id <= _HIGHEST_STORED else _below_all_hashes(self.update_id)


class Intake:
    """Takes updates in. `source_name` tells this bot's numbering of updates from another's."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        tray: ArrivalTray,
        source: Source,
        source_name: bytes,
        database: Database,
        vault: Vault,
        numbers: RowNumbers,
        clock: Clock,
        desk: Desk,
        aftermath: Aftermath,
    ) -> None:
        self._application = application
        self._tray = tray
        self._source = source
        self._source_name = source_name
        self._database = database
        self._vault = vault
        self._numbers = numbers
        self._clock = clock
        self._desk = desk
        self._aftermath = aftermath
        self._told_not_kept: set[int] = set()
        self._recent = RecentTalks()

    async def run(self) -> None:
        """Take updates in until cancelled."""
        offset: int | None = None
        pause = 0.0
        while True:
            try:
                updates = await self._source(offset, 0 if offset is not None else POLL_SECONDS)
            except TelegramError as failure:
                pause = _longer(pause, failure)
                # An offset that is refused would be refused for ever; what is asked for again is known already.
                offset = None if isinstance(failure, BadRequest) else offset
                log.warning("updates-not-fetched %s", type(failure))
                await asyncio.sleep(pause)
                continue
            pause = 0.0
            try:
                offset = await self.take_in(updates) if updates else None
            except TransientStorageError:
                # Asked again without an offset: what comes meanwhile is seen, and its sender told, too.
                offset = None
                await asyncio.sleep(LOOKS_AGAIN_SECONDS)

    async def take_in(self, updates: Iterable[Any]) -> int | None:
        """Handle a batch durably; answers the offset that confirms it.

        Never raises on what people sent. Raises TransientStorageError when it cannot be stored now, and whatever else
        the databases raise; those who sent it were told, once for each time that the database cannot be written.
        """
        items = _in_order([await self._read(raw) for raw in updates])
        for group in {item.arrival.chat for item in items if isinstance(item.arrival, GroupArrival)}:
            self._aftermath.leave_group(group)
        if self._told_not_kept:
            self._tell_not_kept_yet(items)
        try:
            await self._store(items)
        except Exception as failure:
            # Busy or damaged: either way it is not kept, and nothing of it is confirmed.
            log.warning("not-kept-yet %s", type(failure))
            self._tell_not_kept_yet(items)
            raise
        self._told_not_kept.clear()
        newest = max(item.update_id for item in items)
        return newest + 1 if newest >= 0 else None

    async def _read(self, raw: Any) -> _Item:
        item = _Item(_id_of(raw), raw)
        try:
            update = read_update(raw, self._application.bot)
            await self._application.process_update(update)
            item.arrival = self._tray.take()
        except Exception as failure:
            # Whatever is wrong with one update, the others of its batch must be handled.
            log.error("update-not-readable %s", type(failure))
            item.failure = type(failure).__name__
        return item

    async def _store(self, items: list[_Item]) -> None:
        """Store the items together; when that fails one by one, so that one of them spoils no other."""
        try:
            await self._commit(items)
        except TransientStorageError:
            raise
        except Exception as failure:
            # Any kind of failure leads to the same: nothing is confirmed until it is stored or set aside.
            log.error("batch-failed %s", type(failure))
            for item in items:
                await self._store_alone(item)

    async def _store_alone(self, item: _Item) -> None:
        """Three failures set the update aside; it is never dropped."""
        for _ in range(TRIES):
            try:
                await self._commit([item])
            except TransientStorageError:
                raise
            except Exception as failure:
                # Whatever is wrong with one update, the others of its batch must be handled.
                log.error("update-failed %s", type(failure))
                reason = type(failure).__name__
            else:
                return
        # What is set aside is read no more: whatever it touched may be what fails.
        await self._commit([replace(item, failure=reason, arrival=None)])

    def _tell_not_kept_yet(self, items: list[_Item]) -> None:
        for item in items:
            if isinstance(item.arrival, Arrival) and item.arrival.address["chat"] not in self._told_not_kept:
                self._told_not_kept.add(item.arrival.address["chat"])
                self._aftermath.tell_not_kept_yet(item.arrival.address)

    async def _commit(self, items: list[_Item]) -> None:
        async def job(connection: AsyncConnection) -> Batch:
            batch = Batch(connection, self._vault, self._clock.now(), self._numbers)
            for item in await self._fresh(batch, items):
                await self._handle(batch, item)
            await batch.flush()
            return batch

        try:
            batch = await self._database.write(job)
        except RememberedWrongly:
            # What was remembered is forgotten by now, so that it is read.
            batch = await self._database.write(job)
        self._recent.remember(batch.talks_kept, [item.remembered_as for item in items], batch.now)
        self._aftermath.committed(batch)

    async def _fresh(self, batch: Batch, items: list[_Item]) -> list[_Item]:
        """The items that were not handled before, each once; the conversations of all are loaded."""
        chats = {
            batch.chat_of(item.arrival.address): item.arrival.address
            for item in items
            if isinstance(item.arrival, Arrival)
        }
        updates = [item.remembered_as for item in items]
        handled = which_were_handled(self._source_name, updates)
        remembered, are_new = self._recent.take(chats, batch.now), self._recent.are_new(updates)
        [rows] = await batch.load(chats, handled, remembered=remembered, expects_nothing=are_new)
        seen = {update_id for (update_id,) in rows}
        return _first_of_each([item for item in items if item.remembered_as not in seen])

    async def _handle(self, batch: Batch, item: _Item) -> None:
        if item.failure is not None:
            key_id = batch.make_key("set_aside")
            sealer = batch.known_sealer(key_id)
            sender = _sender_of(item.raw)
            chat = None if sender is None else self._vault.chat_of(telegram_address(sender))
            set_update_aside(batch.changes, key_id, sealer, item.raw, item.failure, batch.now, chat)
            await self._desk.receive_set_aside(batch, sender)
        elif isinstance(item.arrival, Arrival):
            await self._desk.receive(batch, item.arrival)
        remember_handled(batch.changes, self._source_name, item.remembered_as, batch.now)


def _in_order(items: list[_Item]) -> list[_Item]:
    """The items as they happened: by their ids, but a numbering that starts anew lower comes after the one before.

    Ids of one numbering lie close together in a batch, those of two numberings far apart.
    """
    if len(items) == 1:
        return items
    place = {item.update_id: at for at, item in reversed(list(enumerate(items)))}
    groups: list[list[int]] = []
    for update_id in sorted(place):
        if groups and update_id - groups[-1][-1] <= MOST_UPDATES:
            groups[-1].append(update_id)
        else:
            groups.append([update_id])
    groups.sort(key=lambda group: min(place[update_id] for update_id in group))
    rank = {update_id: at for at, update_id in enumerate(chain.from_iterable(groups))}
    return sorted(items, key=lambda item: rank[item.update_id])


def _first_of_each(items: list[_Item]) -> list[_Item]:
    return list({item.update_id: item for item in reversed(items)}.values())[::-1]


def _id_of(raw: Any) -> int:
    """The update's id; one that has none gets a number below zero from what it holds, so that it is set aside once."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    if isinstance(update_id, int) and update_id >= 0:
        return update_id
    return -1 - _hash_of(repr(raw))


def _below_all_hashes(update_id: int) -> int:
    """A number for an id that no column can hold, below those of updates that have no id."""
    return -1 - _HASHES - _hash_of(str(update_id))


def _hash_of(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode("utf-8", "replace")).digest()[:_HASH_BYTES])


def _sender_of(raw: Any) -> int | None:
    """The private chat that an unreadable update came from, as far as that can be told."""
    if not isinstance(raw, dict):
        return None
    for part in raw.values():
        if not isinstance(part, dict):
            continue
        message = part.get("message") if isinstance(part.get("message"), dict) else part
        chat = message.get("chat") if isinstance(message, dict) else None
        if isinstance(chat, dict) and chat.get("type") == "private" and isinstance(chat.get("id"), int):
            return int(chat["id"])
    return None


def _longer(pause: float, failure: TelegramError) -> float:
    if isinstance(failure, RetryAfter):
        return min(seconds_to_wait(failure), LONGEST_DEAFNESS_SECONDS)
    shortest = 0.25 if isinstance(failure, NetworkError) else 2.0
    return min(LONGEST_PAUSE_SECONDS, max(shortest, pause * 2))
