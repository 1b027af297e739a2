"""The outbox: everything that is to be said or changed in a chat, in order, until it is done.

A row is claimed, sent, then marked (`claims`). A payload is sealed with the key of
what it shows, so that erasing that key erases it here too. A row that was sent keeps the channel's message
id for 48 hours: later rows may change or take away what it sent. What else stands in its chat because of it, only the
quick exit needs: the ids of that are sealed in it.

What is said of a case often follows at once on what somebody wrote in another chat. So that no row leads from that
chat to the case (design 4.8), the number of a row of a case is drawn, and its case is forgotten when it is done; the
order of rows is sealed with them. So is the number of a row that may be held: what thanks for a report, and may tell
its code, is said when its person is back, for as long as the channel's message ids are kept.
"""

import itertools
import logging
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.errors import SealBroken
from storage.instants import from_stored, to_stored
from storage.school_said import withdraw_said
from storage.sealing import Sealer, place_of
from storage.tables import outbox as table
from storage.vault import Vault

log = logging.getLogger("meldmaatje.outbox")

MESSAGE_IDS_KEPT = timedelta(hours=48)
_HOUR = timedelta(hours=1) // timedelta(microseconds=1)
_DAY = 24 * _HOUR
_BELOW_ALL_NUMBERS = 10**15
"""Row numbers begin at the microseconds since 1970, so that none of this year or later is below this. Numbers that
are drawn are."""


class OutboxState(IntEnum):
    WAITING = 0
    CLAIMED = 1
    SENT = 2
    FAILED = 3
    HELD = 4
    """It was refused, and is said when its person is back."""


NOT_DONE = table.c.state.in_([OutboxState.WAITING, OutboxState.CLAIMED])


@dataclass(frozen=True)
class OutboxRow:
    """One thing to do in one chat. `payload` holds the address and what to do; `target_row` is the earlier row
    whose message it changes; rows are done in the order of their `place`."""

    id: int
    place: int
    chat: bytes
    payload: dict[str, Any]
    key_id: bytes | None
    target_row: int | None
    case_number: int | None
    attempts: int


class RowNumbers:
    """Ids and places for outbox rows: they rise, and are not used again after old rows are gone."""

    def __init__(self, first: int, first_place: int | None = None) -> None:
        self._numbers = itertools.count(first)
        self._places = itertools.count(first if first_place is None else first_place)

    @classmethod
    async def after(cls, connection: AsyncConnection, vault: Vault, now: datetime) -> "RowNumbers":
        """Those that come after all that stand in the outbox."""
        highest = await connection.scalar(select(func.max(table.c.id)))
        last = max(highest or 0, to_stored(now))
        places = (row.place for row in await waiting_rows(connection, vault))
        return cls(last + 1, max(places, default=last) + 1)

    def next(self) -> int:
        return next(self._numbers)

    def drawn(self) -> int:
        """An id that tells nothing of when the row was made."""
        return _drawn()

    def next_place(self) -> int:
        return next(self._places)


def _drawn() -> int:
    return secrets.randbelow(_BELOW_ALL_NUMBERS)


def add_row(changes: Changes, vault: Vault, row: OutboxRow, sealer: Sealer | None, now: datetime) -> None:
    """Put a row in the outbox, sealed with `sealer` (that of `row.key_id`) or the outbox's own."""
    changes.insert(
        table,
        {
            "id": row.id,
            "chat": row.chat,
            "key_id": row.key_id,
            "sealed_payload": (sealer or vault.outgoing).seal_json({"at": row.place, **row.payload}, _bound_to(row.id)),
            "state": OutboxState.WAITING,
            "lease_until": 0,
            "not_before": 0,
            "attempts": 0,
            "target_row": row.target_row,
            "message": None,
            "case_number": row.case_number,
            "created_at": _made_at(row, now),
        },
    )


def _made_at(row: OutboxRow, now: datetime) -> int:
    """An exact instant on a row with a case number would lead to the chat that spoke at that instant; one on a row of
    an unseen report to the case (design 4.8): it has the end of its day, as what `blur_chat` leaves."""
    at = to_stored(now)
    if row.payload.get("secret"):
        return _end_of_day(at)
    return at if row.case_number is None else at - at % _HOUR


def _end_of_day(at: int) -> int:
    return at + -at % _DAY


async def waiting_rows(connection: AsyncConnection, vault: Vault) -> list[OutboxRow]:
    """All rows that are not done, in their order; a row whose key was erased, or that is damaged, is left out."""
    return await _in_order(vault, (await connection.execute(select(table).where(NOT_DONE))).all())


@dataclass(frozen=True)
class WaitingInChat:
    """The rows of one chat that are not done, in their order; `unreadable` are the ids of those that nobody can read,
    `perhaps_sent` of those that may stand there already: they are being sent, or were tried before."""

    rows: list[OutboxRow]
    unreadable: set[int]
    perhaps_sent: set[int]


async def waiting_in_chat(connection: AsyncConnection, vault: Vault, chat: bytes) -> WaitingInChat:
    """As `waiting_rows`, of one chat."""
    found = (await connection.execute(select(table).where(table.c.chat == chat, NOT_DONE))).all()
    rows = await _in_order(vault, found)
    perhaps_sent = {one.id for one in found if one.attempts or one.state == OutboxState.CLAIMED}
    return WaitingInChat(rows, {one.id for one in found} - {row.id for row in rows}, perhaps_sent)


async def _in_order(vault: Vault, rows: Sequence[Any]) -> list[OutboxRow]:
    sealers = await vault.sealers({row.key_id for row in rows if row.key_id is not None})
    opened = [_opened(vault, row, sealers) for row in rows]
    return sorted((row for row in opened if row is not None), key=lambda row: row.place)


def _opened(vault: Vault, row: Any, sealers: dict[bytes, Sealer]) -> OutboxRow | None:
    sealer = vault.outgoing if row.key_id is None else sealers.get(row.key_id)
    if sealer is None:
        return None
    try:
        payload = sealer.open_json(row.sealed_payload, _bound_to(row.id))
    except SealBroken:
        log.error("row-damaged")
        return None
    # A row of an older program has no place: its number told the order, and those of places begin higher.
    place = payload.pop("at", row.id)
    return OutboxRow(row.id, place, row.chat, payload, row.key_id, row.target_row, row.case_number, row.attempts)


async def forget_unreadable_rows(connection: AsyncConnection, vault: Vault) -> None:
    """Take away what was to be said when its key is erased: nobody can say it any more, and it tells of a chat."""
    used = await keys_in_use(connection)
    gone = used - (await vault.sealers(used)).keys()
    for key_id in gone:
        await connection.execute(delete(table).where(table.c.key_id == key_id))


async def keys_in_use(connection: AsyncConnection) -> set[bytes]:
    """The keys that seal what is still to be said."""
    query = select(table.c.key_id).where(NOT_DONE, table.c.key_id.is_not(None))
    return set((await connection.execute(query.distinct())).scalars())


LEFT_WHEN_DONE = {"sealed_payload": None, "key_id": None, "lease_until": 0, "not_before": 0, "case_number": None}
"""What is left of a row that is done. Rows claimed together had one lease: it would lead from a chat to a case, as
would the case's own number beside the number of the channel's message."""


def sealed_messages(vault: Vault, chat: bytes, messages: Sequence[int]) -> bytes | None:
    """The channel's ids of messages in a chat, for a row that is done; None without any. They are bound to the chat,
    because the number of such a row may change."""
    return vault.outgoing.seal_json(list(messages), _of_chat(chat)) if messages else None


def keep_on_screen(changes: Changes, vault: Vault, chat: bytes, messages: Sequence[int], now: datetime) -> None:
    """These messages stand, or may stand, in a chat, and no row may tell what they are or when they came there.

    What says so looks like any row that was done and blurred (`blur_chat`), and is forgotten as those are.
    """
    if not messages:
        return
    changes.insert(
        table,
        {
            "id": _drawn(),
            "chat": chat,
            **LEFT_WHEN_DONE,
            "sealed_payload": sealed_messages(vault, chat, messages),
            "state": OutboxState.SENT,
            "attempts": 0,
            "target_row": None,
            "message": None,
            "created_at": _end_of_day(to_stored(now)),
        },
    )


async def release_held(connection: AsyncConnection, vault: Vault, chat: bytes) -> list[OutboxRow]:
    """Whoever is reached in this chat is back: the rows that were held for them are to be done, in their order."""
    held = and_(table.c.chat == chat, table.c.state == OutboxState.HELD)
    rows = (await connection.execute(select(table).where(held))).all()
    if not rows:
        return []
    await connection.execute(update(table).where(held).values(state=OutboxState.WAITING))
    return await _in_order(vault, rows)


def forget_held(changes: Changes, chat: bytes) -> None:
    """What is held for this chat is not said any more."""
    changes.delete(table, {"chat": chat, "state": OutboxState.HELD})


async def withdraw(connection: AsyncConnection, row_ids: Collection[int]) -> None:
    """These rows are not said any more. One that is being sent at this moment is not sent again."""
    await withdraw_said(connection, row_ids)
    these = table.c.id.in_(row_ids)
    await connection.execute(delete(table).where(these, table.c.state == OutboxState.WAITING))
    being_sent = update(table).where(these, table.c.state == OutboxState.CLAIMED)
    await connection.execute(being_sent.values({**LEFT_WHEN_DONE, "state": OutboxState.FAILED}))


async def messages_of_rows(connection: AsyncConnection, row_ids: Iterable[int]) -> dict[int, tuple[bytes, int | None]]:
    """The chat and the channel's message id (None while not sent) of each of these rows that still exists."""
    query = select(table.c.id, table.c.chat, table.c.message).where(table.c.id.in_(list(row_ids)))
    return {row.id: (row.chat, row.message) for row in await connection.execute(query)}


async def message_of_row(connection: AsyncConnection, row_id: int) -> int | None:
    """The channel's message id of this row; None while it is not sent, and once the row is forgotten."""
    found: int | None = await connection.scalar(select(table.c.message).where(table.c.id == row_id))
    return found


async def messages_in_chat(connection: AsyncConnection, vault: Vault, chat: bytes, since: datetime) -> list[int]:
    """The channel's ids of all messages that the outbox knows of in a chat since an instant."""
    query = select(table.c.message, table.c.sealed_payload).where(
        table.c.chat == chat, table.c.state == OutboxState.SENT, table.c.created_at >= to_stored(since)
    )
    rows = (await connection.execute(query)).all()
    further = (_opened_messages(vault, chat, row.sealed_payload) for row in rows if row.sealed_payload is not None)
    return [*(row.message for row in rows if row.message is not None), *itertools.chain.from_iterable(further)]


def _opened_messages(vault: Vault, chat: bytes, sealed: bytes) -> list[int]:
    try:
        messages: list[int] = vault.outgoing.open_json(sealed, _of_chat(chat))
    except SealBroken:
        log.error("row-damaged")
        return []
    return messages


@dataclass(frozen=True)
class RecentRow:
    """What may be shown of a row to whoever looks on."""

    chat: bytes
    state: OutboxState
    case_number: int | None
    created_at: datetime


async def recent_rows(connection: AsyncConnection, most: int) -> list[RecentRow]:
    """The newest rows, newest first; those of a case lie at the beginning of their hour. What is done and may not tell
    when that was (`blur_chat`) is no news and left out."""
    query = select(table.c.chat, table.c.state, table.c.case_number, table.c.created_at)
    tells = or_(table.c.created_at % _DAY != 0, table.c.state != OutboxState.SENT)
    rows = await connection.execute(query.where(tells).order_by(table.c.created_at.desc()).limit(most))
    return [RecentRow(row.chat, OutboxState(row.state), row.case_number, from_stored(row.created_at)) for row in rows]


async def blur_chat(connection: AsyncConnection, chat: bytes) -> None:
    """Neither the numbers nor the times of what was sent to this chat tell any more when that was.

    The messages can still be taken away; nothing else refers to these rows once the conversation is forgotten. So
    the end of the day is told: with its beginning they would be forgotten while the quick exit needs them. A row
    that is not done keeps its number, by which it is claimed and marked, until `blur_what_is_done`.
    """
    of_chat, since_midnight = table.c.chat == chat, table.c.created_at % _DAY
    end_of_day = table.c.created_at - since_midnight + _DAY
    await connection.execute(update(table).where(of_chat, since_midnight > 0).values(created_at=end_of_day))
    await _renumber(connection, of_chat)


async def blur_what_is_done(connection: AsyncConnection) -> None:
    """As `blur_chat`, for rows that were done since: they are those whose time is a whole day."""
    await _renumber(connection, table.c.created_at % _DAY == 0)


async def _renumber(connection: AsyncConnection, which: ColumnElement[bool]) -> None:
    done = table.c.state.in_([OutboxState.SENT, OutboxState.FAILED])
    telling = and_(which, done, table.c.id >= _BELOW_ALL_NUMBERS)
    for row_id in (await connection.execute(select(table.c.id).where(telling))).scalars().all():
        await connection.execute(update(table).where(table.c.id == row_id).values(id=_drawn()))


async def forget_old_rows(connection: AsyncConnection, now: datetime) -> None:
    """Take away rows that were done 48 hours ago, but for those whose message is still to be changed; and those that
    were held for as long."""
    old = table.c.created_at < to_stored(now - MESSAGE_IDS_KEPT)
    not_done = table.alias()
    needed = select(not_done.c.target_row).where(
        not_done.c.state.in_([OutboxState.WAITING, OutboxState.CLAIMED]), not_done.c.target_row.is_not(None)
    )
    gone = and_(table.c.state >= OutboxState.SENT, old, table.c.id.not_in(needed))
    await connection.execute(delete(table).where(gone))


def _of_chat(chat: bytes) -> str:
    return place_of("outbox", chat, "sealed_payload")


def _bound_to(row_id: int) -> str:
    return place_of("outbox", row_id, "sealed_payload")
