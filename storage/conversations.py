"""Conversations: one row for each chat, sealed with the key of its draft as soon as there is one."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select, update

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.errors import SealBroken
from storage.instants import from_stored, to_stored
from storage.keystore import new_key
from storage.prepared import Question, filled_up, numbered, places
from storage.sealing import Sealer, place_of
from storage.tables import account
from storage.tables import conversation as table
from storage.vault import Address, Vault, sealer_of

log = logging.getLogger("meldmaatje.conversations")

DRAFT_KEPT = timedelta(days=30)
ENDED_KEPT = timedelta(hours=48)
_WITHOUT_PHONE = "none"


def address_without_phone(person_id: str) -> Address:
    """Where that waits until this member of staff has a phone again: on no channel, so that nothing is said there."""
    return {"channel": _WITHOUT_PHONE, "chat": person_id}


def is_without_phone(address: Address) -> bool:
    """Whether nobody is reached here."""
    return bool(address) and address["channel"] == _WITHOUT_PHONE


class ConversationRow(NamedTuple):
    """The row itself, with what is sealed in it."""

    chat: bytes
    sealed_address: bytes
    key_id: bytes | None
    sealed_state: bytes
    touched_at: int


@dataclass
class StoredConversation:
    """A conversation as the database knows it. `key_id` is the draft's key, which is also the draft's id; `touched_at`
    (UTC) is when something last came from this chat, None when that left no row. One that is `lost` may have no
    `address`: who speaks there brings it. `row` is what was read or written last, None when there is no row."""

    chat: bytes
    address: Address
    state: dict[str, Any] | None
    key_id: bytes | None
    is_new: bool
    lost: bool = False
    touched_at: datetime | None = None
    row: ConversationRow | None = None


def conversations_of(chats: Sequence[bytes]) -> Question:
    """Asks for the conversations of these chats; `opened` reads the rows of the answer."""
    wanted = filled_up(chats)
    return Question(_of_chats(len(wanted)), numbered("chat", wanted))


@cache
def _of_chats(count: int) -> Select[Any]:
    return select(*_COLUMNS).where(table.c.chat.in_(places("chat", count)))


async def opened(
    vault: Vault, rows: Iterable[Any], sealers: dict[bytes, Sealer]
) -> tuple[dict[bytes, StoredConversation], dict[bytes, Sealer]]:
    """The conversations in these rows, and the sealers of their drafts.

    `sealers` are those that are known already. A conversation whose key was erased, or whose row is damaged, comes
    back `lost` and empty: one row that does not open keeps nobody else waiting.
    """
    found = [ConversationRow(*row) for row in rows]
    missing = {row.key_id for row in found if row.key_id is not None} - sealers.keys()
    known = {**sealers, **(await vault.sealers(missing))} if missing else sealers
    return {row.chat: _opened(vault, row, known) for row in found}, known


_COLUMNS = (table.c.chat, table.c.sealed_address, table.c.key_id, table.c.sealed_state, table.c.touched_at)


def _opened(vault: Vault, row: ConversationRow, sealers: dict[bytes, Sealer]) -> StoredConversation:
    sealer = vault.conversations if row.key_id is None else sealers.get(row.key_id)
    key_id, touched_at = None if sealer is None else row.key_id, from_stored(row.touched_at)
    found = StoredConversation(row.chat, {}, None, key_id, is_new=False, lost=True, touched_at=touched_at, row=row)
    try:
        found.address = vault.open_address(row.sealed_address, "conversation", row.chat)
        found.state = None if sealer is None else sealer.open_json(row.sealed_state, _place(row.chat))
    except SealBroken:
        log.error("conversation-damaged")
        found.address = {}
        return found
    found.lost = sealer is None
    return found


def keep_conversation(
    changes: Changes,
    vault: Vault,
    stored: StoredConversation,
    draft: Sealer | None,
    touched_at: datetime,
    kept_for: timedelta,
) -> None:
    """Write the conversation as it is now, sealed with its draft's key when it has one; erased after `kept_for`."""
    sealed_state = (draft or vault.conversations).seal_json(stored.state, _place(stored.chat))
    values = {
        "key_id": stored.key_id,
        "sealed_state": sealed_state,
        "touched_at": to_stored(touched_at),
        "expires_at": to_stored(touched_at + kept_for),
    }
    if stored.is_new:
        sealed_address = vault.seal_address(stored.address, "conversation", stored.chat)
        channel = stored.address["channel"]
        changes.insert(table, {"chat": stored.chat, "channel": channel, "sealed_address": sealed_address, **values})
        stored.is_new = False
    else:
        sealed_address = b"" if stored.row is None else stored.row.sealed_address
        changes.update(table, {"chat": stored.chat}, values)
    stored.row = ConversationRow(stored.chat, sealed_address, stored.key_id, sealed_state, to_stored(touched_at))


async def keys_of_talks_about(connection: AsyncConnection, vault: Vault, subject: str) -> list[bytes]:
    """The keys of the conversations of staff, and of nobody else, whose `subject` this is, or that of one that was left
    and waits in them."""
    return [one.key_id for one in await _talks_about(connection, vault, subject) if one.key_id is not None]


async def keep_what_is_about_others(
    connection: AsyncConnection, vault: Vault, subject: str, today: date
) -> list[bytes]:
    """What staff left or are typing about anything else than `subject` gets a key of its own, synced before it is
    written; what is about that is not in it. Answers the keys that seal nothing any more but what is to be erased.
    """
    given_up: list[bytes] = []
    for one in await _talks_about(connection, vault, subject):
        kept = _without(one.state or {}, subject)
        if kept is None or one.key_id is None or one.row is None:
            continue
        key = new_key("draft")
        await vault.keys.add([key], today)
        sealed = sealer_of(key).seal_json(kept, _place(one.chat))
        which = (table.c.chat == one.chat) & (table.c.key_id == one.key_id)
        await connection.execute(update(table).where(which).values(key_id=key.id, sealed_state=sealed))
        given_up.append(one.key_id)
    return given_up


async def _talks_about(connection: AsyncConnection, vault: Vault, subject: str) -> list[StoredConversation]:
    of_staff = or_(table.c.chat.in_(select(account.c.chat)), table.c.channel == _WITHOUT_PHONE)
    query = select(*_COLUMNS).where(table.c.key_id.is_not(None), of_staff)
    found, _ = await opened(vault, (await connection.execute(query)).all(), {})
    return [one for one in found.values() if one.state is not None and subject in _subjects(one.state)]


def _without(state: dict[str, Any], subject: str) -> dict[str, Any] | None:
    """The state of a conversation without what is about `subject`, as a chat at rest when that is what is open in it;
    None when nothing else is left in it."""
    left = {key: one for key, one in state.get("left", {}).items() if one.get("subject") != subject}
    if state.get("subject") != subject:
        return {**state, "left": left}
    if not left and not state.get("aside"):
        return None
    at_rest: dict[str, Any] = {name: state[name] for name in ("inbox", "address_form", "aside") if name in state}
    return {**at_rest, "path": [], "revision": state["revision"] + 1, "left": left}


def _subjects(state: dict[str, Any]) -> set[Any]:
    return {state.get("subject"), *(one.get("subject") for one in state.get("left", {}).values())}


@dataclass(frozen=True)
class Expired:
    """A conversation whose time is over. `state` is None when nothing was told in it, or its key is erased."""

    chat: bytes
    address: Address
    key_id: bytes | None
    state: dict[str, Any] | None


async def expired(connection: AsyncConnection, vault: Vault, now: int, most: int = 500) -> list[Expired]:
    """The conversations that expired before `now` (as stored)."""
    query = select(*_COLUMNS).where(table.c.expires_at <= now).order_by(table.c.expires_at).limit(most)
    rows = (await connection.execute(query)).all()
    known, _ = await opened(vault, rows, {})
    found = [(row, known[row.chat]) for row in rows]
    return [Expired(row.chat, one.address, row.key_id, None if row.key_id is None else one.state) for row, one in found]


def forget_conversation(changes: Changes, chat: bytes) -> None:
    changes.delete(table, {"chat": chat})


def _place(chat: bytes) -> str:
    return place_of("conversation", chat, "sealed_state")
