"""The key store: a database of its own that holds only wrapped keys, so that erasing a key erases for ever.

It is written and synced before what its keys seal, and only its newest backup is kept. Unwrapped keys are
not cached beyond one call: a batch asks for all its keys in one statement, and unwrapping costs microseconds. The
rows that were used last are remembered, wrapped as they are (`recent_keys.py`): the transaction that goes on with one
asks the store whether it is still there, because another process may erase it, and keeps nothing when it is not.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    delete,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from storage.connection import AsyncConnection, AsyncEngine, create_async_engine
from storage.errors import KeyStoreBusy, KeyStoreFault, KeyStoreMissing, SealBroken, WrongMasterKey
from storage.one_hop import make_sqlite_engine
from storage.prepared import Question, ask, filled_up, numbered, places, remember_rows_of
from storage.recent_keys import RecentKeys, WrappedRow
from storage.sealing import KEY_LENGTH, MasterKey, Purpose, Sealer, place_of

KEY_ID_LENGTH = 16
BUSY_SECONDS = 10
_IDS_IN_ONE_STATEMENT = 500
_CHECK_ANCHOR = "master-key-check"

keystore_metadata = MetaData()

# Without a rowid the rows lie in the order of their random ids: nothing tells which keys were made together.
wrapped_key = Table(
    "wrapped_key",
    keystore_metadata,
    Column("id", LargeBinary(KEY_ID_LENGTH), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("created_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

anchor = Table(
    "anchor",
    keystore_metadata,
    Column("name", String(64), primary_key=True),
    Column("sealed_value", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

_DELETE_KEY = delete(wrapped_key).where(wrapped_key.c.id == bindparam("erased_id"))
_INSERT_KEY = insert(wrapped_key)
_UPDATE_ANCHOR = (
    update(anchor).where(anchor.c.name == bindparam("known_name")).values(sealed_value=bindparam("new_value"))
)
_SELECT_ANCHOR = select(anchor.c.sealed_value).where(anchor.c.name == bindparam("known_name"))
_DELETE_ANCHOR = delete(anchor).where(anchor.c.name == bindparam("known_name"))

_TRUNCATE = Question(text("PRAGMA wal_checkpoint(TRUNCATE)"), {})


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that is not yet stored: a random 16-byte id, what it is for, and 32 bytes that never print."""

    id: bytes
    kind: str
    key: bytes = field(repr=False)


def new_key(kind: str) -> NewKey:
    """A fresh random key of a kind such as "report", "picture" or "note" (at most 32 characters)."""
    return NewKey(id=os.urandom(KEY_ID_LENGTH), kind=kind, key=os.urandom(KEY_LENGTH))


class KeyStore:
    """Wrapped keys and a few sealed anchors (head of the log of acts, the day's abuse key)."""

    def __init__(self, engine: AsyncEngine, master: MasterKey) -> None:
        self._engine = engine
        self._wrapper: Sealer = master.sealer(Purpose.WRAP)
        self._connection: AsyncConnection | None = None
        self._one_at_a_time = asyncio.Lock()
        self._recent = RecentKeys()

    @classmethod
    async def open(cls, url: str, master: MasterKey, *, may_be_new: bool = True) -> "KeyStore":
        """Opens the migrated store at a SQLAlchemy async URL.

        Raises `WrongMasterKey` for another key than the store was first opened with, `KeyStoreMissing` for a new
        store where there must be one already, `KeyStoreFault` when it has no tables, `KeyStoreBusy` when another
        program holds it.
        """
        store = cls(make_keystore_engine(url), master)
        try:
            await store._check_master_key(may_be_new=may_be_new)
        except BaseException:
            await store.close()
            raise
        return store

    async def add(self, keys: Sequence[NewKey], created_on: date, anchors: Mapping[str, bytes] | None = None) -> None:
        """Stores wrapped keys, and anchors beside them, in one transaction that is synced on return.

        `created_on` is a date only, so that no instant links a key to a conversation.
        """
        if not keys and not anchors:
            return
        rows = [self._row_of(key, created_on) for key in keys]
        with _typed_errors():
            async with self._connected() as connection, connection.begin():
                if rows:
                    await connection.execute(_INSERT_KEY, rows)
                for name, value in (anchors or {}).items():
                    await self._put_anchor(connection, name, value)
            self._recent.remember((row["id"], row["kind"], row["wrapped"]) for row in rows)

    async def get(self, ids: Iterable[bytes]) -> dict[bytes, bytes]:
        """The 32-byte keys by id; unknown and erased ones are absent; `SealBroken` for a changed row."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        with _typed_errors():
            async with self._connected() as connection:
                answers = await ask(connection, *(_keys_with(some) for some in _slices(wanted)))
                rows: list[WrappedRow] = [(*row,) for answer in answers for row in answer]
                self._recent.forget(wanted)
                self._recent.remember(rows)
        return self._unwrapped(rows)

    def expect(self, ids: Collection[bytes], connection: AsyncConnection) -> dict[bytes, bytes] | None:
        """The keys of `ids` as they are remembered; None when they have to be read, as on another database than SQLite.

        The open transaction of `connection` asks for them before it is committed. It raises RememberedWrongly, and
        keeps nothing, when one of them is not there any more. `SealBroken` as `get`.
        """
        rows = self._recent.rows_of(ids)
        if not rows or len(rows) < len(ids) or self._connection is None:
            return None
        is_put_off = remember_rows_of(self._connection, connection, _keys_with(list(ids)), rows)
        return self._unwrapped(rows) if is_put_off else None

    async def erase(self, ids: Iterable[bytes]) -> None:
        """Destroys keys: on return they are gone from the file, its free pages and its write-ahead log.

        Raises `KeyStoreBusy` when a reader kept the log from being truncated; the keys are then deleted,
        and calling again finishes it.
        """
        erased = list(dict.fromkeys(ids))
        rows = [{"erased_id": key_id} for key_id in erased]
        if not rows:
            return
        with _typed_errors():
            async with self._connected() as connection, connection.begin():
                self._recent.forget(erased)
                await connection.execute(_DELETE_KEY, rows)
            await self._leave_no_trace()

    async def set_anchor(self, name: str, value: bytes) -> None:
        """Stores a small sealed value under a name (at most 64 characters), replacing an older one."""
        with _typed_errors():
            async with self._connected() as connection, connection.begin():
                await self._put_anchor(connection, name, value)

    async def get_anchor(self, name: str) -> bytes | None:
        """The value of an anchor, or None; raises `SealBroken` when it was changed or moved."""
        with _typed_errors():
            async with self._connected() as connection:
                [rows] = await ask(connection, Question(_SELECT_ANCHOR, {"known_name": name}))
        return self._wrapper.open(rows[0][0], _place_of_anchor(name)) if rows else None

    async def erase_anchor(self, name: str) -> None:
        """Destroys an anchor, with the promises and errors of `erase`."""
        with _typed_errors():
            async with self._connected() as connection, connection.begin():
                await connection.execute(_DELETE_ANCHOR, {"known_name": name})
            await self._leave_no_trace()

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
        await self._engine.dispose()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        """The one connection; getting it from the pool each time would take longer than reading a key."""
        async with self._one_at_a_time:
            if self._connection is None:
                self._connection = await self._engine.connect()
            try:
                yield self._connection
            except DBAPIError as failure:
                if failure.connection_invalidated:
                    self._connection = None
                raise

    def _unwrapped(self, rows: Iterable[WrappedRow]) -> dict[bytes, bytes]:
        return {key_id: self._wrapper.open(wrapped, _place_of_key(key_id, kind)) for key_id, kind, wrapped in rows}

    def _row_of(self, key: NewKey, created_on: date) -> dict[str, Any]:
        wrapped = self._wrapper.seal(key.key, _place_of_key(key.id, key.kind))
        return {"id": key.id, "kind": key.kind, "wrapped": wrapped, "created_on": created_on}

    async def _put_anchor(self, connection: AsyncConnection, name: str, value: bytes) -> None:
        sealed = self._wrapper.seal(value, _place_of_anchor(name))
        changed = await connection.execute(_UPDATE_ANCHOR, {"known_name": name, "new_value": sealed})
        if changed.rowcount == 0:
            await connection.execute(insert(anchor), {"name": name, "sealed_value": sealed})

    async def _check_master_key(self, *, may_be_new: bool) -> None:
        try:
            known = await self.get_anchor(_CHECK_ANCHOR)
        except SealBroken:
            raise WrongMasterKey from None
        if known is None and not may_be_new:
            raise KeyStoreMissing
        if known is None:
            await self.set_anchor(_CHECK_ANCHOR, b"known")

    async def _leave_no_trace(self) -> None:
        if self._engine.dialect.name != "sqlite":
            return
        async with self._connected() as connection:
            [[(busy, *_)]] = await ask(connection, _TRUNCATE)
        if busy:
            raise KeyStoreBusy


def make_keystore_engine(url: str) -> AsyncEngine:
    """The engine of the key store, with one connection and the durable, forgetting settings of SQLite."""
    options: dict[str, Any] = {"hide_parameters": True, "pool_size": 1, "max_overflow": 0, "pool_reset_on_return": None}
    if make_url(url).get_backend_name() != "sqlite":
        return create_async_engine(url, **options)
    engine = make_sqlite_engine(url, **options)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """FULL: synced before `add` returns. secure_delete: erased bytes become zeros. WAL: one sync a commit."""
    # The driver begins before a write, with the write lock, where waiting works; a lone read begins nothing.
    connection.isolation_level = "IMMEDIATE"
    cursor = connection.cursor()
    for setting in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


@contextmanager
def _typed_errors() -> Iterator[None]:
    """Replaces SQLAlchemy's errors, whose texts quote statements, by our own."""
    try:
        yield
    except OperationalError as error:
        if "no such table" in str(error.orig):
            raise KeyStoreFault from None
        raise KeyStoreBusy from None
    except DatabaseError:
        raise KeyStoreFault from None


def _keys_with(ids: list[bytes]) -> Question:
    wanted = filled_up(ids)
    return Question(_select_keys(len(wanted)), numbered("id", wanted))


@cache
def _select_keys(count: int) -> Select[Any]:
    columns = (wrapped_key.c.id, wrapped_key.c.kind, wrapped_key.c.wrapped)
    return select(*columns).where(wrapped_key.c.id.in_(places("id", count)))


def _slices(ids: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(ids), _IDS_IN_ONE_STATEMENT):
        yield ids[start : start + _IDS_IN_ONE_STATEMENT]


def _place_of_key(key_id: bytes, kind: str) -> str:
    return place_of("wrapped_key", key_id, kind)


def _place_of_anchor(name: str) -> str:
    return place_of("anchor", name, "sealed_value")
