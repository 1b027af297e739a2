from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import prepared
from storage.connection import AsyncConnection
from storage.database import Database
from storage.errors import KeyStoreBusy, KeyStoreFault, RememberedWrongly, SealBroken, WrongMasterKey
from storage.keystore import KeyStore, NewKey, keystore_metadata, make_keystore_engine, new_key
from storage.sealing import MasterKey

MASTER = MasterKey(bytes(range(32)))
TODAY = date(2026, 11, 20)


@pytest.fixture
async def url(tmp_path: Path) -> str:
    url = f"sqlite+aiosqlite:///{tmp_path / 'school.keys.sqlite3'}"
    engine = make_keystore_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(keystore_metadata.create_all)
    await engine.dispose()
    return url


def everything_on_disk(tmp_path: Path) -> bytes:
    return b"".join(path.read_bytes() for path in tmp_path.iterdir())


async def run(url: str, statement: str, **values: object) -> None:
    engine = make_keystore_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text(statement), values)
    await engine.dispose()


async def test_keys_come_back_after_the_store_is_closed_and_opened(url: str) -> None:
    report, picture = new_key("report"), new_key("picture")
    store = await KeyStore.open(url, MASTER)
    await store.add([report, picture], TODAY)
    await store.close()

    store = await KeyStore.open(url, MASTER)
    found = await store.get([report.id, picture.id, picture.id, b"unknown-unknown-"])
    await store.close()
    assert found == {report.id: report.key, picture.id: picture.key}


async def test_more_keys_than_fit_in_one_statement_come_back(url: str) -> None:
    store = await KeyStore.open(url, MASTER)
    keys = [new_key("note") for _ in range(1201)]
    await store.add(keys, TODAY)
    assert await store.get(key.id for key in keys) == {key.id: key.key for key in keys}
    await store.close()


async def test_the_files_hold_no_key_in_the_clear(url: str, tmp_path: Path) -> None:
    store = await KeyStore.open(url, MASTER)
    key = new_key("report")
    await store.add([key], TODAY, {"abuse": b"the key of the day"})
    raw = everything_on_disk(tmp_path)
    await store.close()
    assert key.id in raw
    assert key.key not in raw
    assert b"the key of the day" not in raw


async def test_an_erased_key_leaves_no_trace_in_any_file(url: str, tmp_path: Path) -> None:
    store = await KeyStore.open(url, MASTER)
    erased, kept = new_key("report"), new_key("report")
    await store.add([erased, kept], TODAY)
    await store.erase([erased.id, b"unknown-unknown-"])
    raw = everything_on_disk(tmp_path)
    assert erased.id not in raw
    assert kept.id in raw
    assert await store.get([erased.id, kept.id]) == {kept.id: kept.key}
    await store.close()


async def test_a_key_erased_by_another_process_is_gone_at_once(url: str) -> None:
    store, other = await KeyStore.open(url, MASTER), await KeyStore.open(url, MASTER)
    key = new_key("report")
    await store.add([key], TODAY)
    assert await store.get([key.id]) == {key.id: key.key}
    await other.erase([key.id])
    assert await store.get([key.id]) == {}
    await store.close()
    await other.close()


async def test_a_failing_batch_adds_none_of_its_keys(url: str) -> None:
    store = await KeyStore.open(url, MASTER)
    first, second = new_key("report"), new_key("report")
    await store.get([first.id])
    await store.add([second], TODAY)
    with pytest.raises(KeyStoreFault):
        await store.add([first, second], TODAY)
    assert await store.get([first.id]) == {}
    await store.close()


async def test_the_wrong_master_key_is_refused_at_opening(url: str) -> None:
    await (await KeyStore.open(url, MASTER)).close()
    with pytest.raises(WrongMasterKey):
        await KeyStore.open(url, MasterKey(bytes(32)))


async def test_a_store_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyStoreFault):
        await KeyStore.open(f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}", MASTER)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.sqlite3").write_bytes(b"Beste mentor, " * 100)
    with pytest.raises(KeyStoreFault):
        await KeyStore.open(f"sqlite+aiosqlite:///{tmp_path / 'letter.sqlite3'}", MASTER)


async def test_a_wrapped_key_moved_to_another_row_does_not_open(url: str) -> None:
    store = await KeyStore.open(url, MASTER)
    mine, theirs = new_key("report"), new_key("report")
    await store.add([mine, theirs], TODAY)
    await run(
        url,
        "UPDATE wrapped_key SET wrapped = (SELECT wrapped FROM wrapped_key WHERE id = :theirs) WHERE id = :mine",
        mine=mine.id,
        theirs=theirs.id,
    )
    with pytest.raises(SealBroken):
        await store.get([mine.id])
    await store.close()


async def test_anchors_are_replaced_and_erased_without_trace(url: str, tmp_path: Path) -> None:
    store = await KeyStore.open(url, MASTER)
    assert await store.get_anchor("head") is None
    await store.set_anchor("head", b"one")
    await store.set_anchor("head", b"two")
    await store.add([], TODAY, {"head": b"three", "abuse-key-of-the-day": b"secret"})
    assert await store.get_anchor("head") == b"three"
    await store.erase_anchor("abuse-key-of-the-day")
    assert await store.get_anchor("abuse-key-of-the-day") is None
    assert b"abuse-key-of-the-day" not in everything_on_disk(tmp_path)
    await store.close()


async def test_a_store_that_another_program_holds_is_a_passing_failure(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.keystore.BUSY_SECONDS", 0)
    store = await KeyStore.open(url, MASTER)
    key = new_key("report")
    holder = make_keystore_engine(url)
    async with holder.connect() as connection:
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(KeyStoreBusy):
            await store.add([key], TODAY)
        await connection.rollback()
    await store.add([key], TODAY)
    await holder.dispose()
    await store.close()


async def test_an_erasure_that_a_reader_holds_up_says_so_and_can_be_repeated(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.keystore.BUSY_SECONDS", 0)
    store = await KeyStore.open(url, MASTER)
    key = new_key("report")
    await store.add([key], TODAY)
    reader = make_keystore_engine(url)
    async with reader.connect() as connection:
        await connection.exec_driver_sql("BEGIN")
        await connection.exec_driver_sql("SELECT count(*) FROM wrapped_key")
        with pytest.raises(KeyStoreBusy):
            await store.erase([key.id])
        await connection.rollback()
    await store.erase([key.id])
    assert key.id not in everything_on_disk(tmp_path)
    await reader.dispose()
    await store.close()


# Going on with a key that is remembered


@pytest.fixture
async def store(url: str) -> AsyncIterator[KeyStore]:
    store = await KeyStore.open(url, MASTER)
    yield store
    await store.close()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database.at(f"sqlite+aiosqlite:///{tmp_path / 'school.sqlite3'}")
    await database.write(lambda connection: connection.execute(text("CREATE TABLE said (words TEXT)")))
    yield database
    await database.close()


async def goes_on_with(store: KeyStore, database: Database, *keys: NewKey) -> dict[bytes, bytes] | None:
    """What the store expects of these keys, in a transaction that writes one word for each."""

    async def job(connection: AsyncConnection) -> dict[bytes, bytes] | None:
        expected = store.expect([key.id for key in keys], connection)
        for key in keys:
            await connection.execute(text("INSERT INTO said VALUES (:words)"), {"words": key.kind})
        return expected

    found: dict[bytes, bytes] | None = await database.write(job)
    return found


async def said(database: Database) -> list[str]:
    async with database.reading() as connection:
        return list((await connection.execute(text("SELECT words FROM said ORDER BY words"))).scalars())


async def erased_by_another_process(url: str, key: NewKey) -> None:
    other = await KeyStore.open(url, MASTER)
    await other.erase([key.id])
    await other.close()


async def test_keys_that_were_used_are_gone_on_with_unread(store: KeyStore, database: Database) -> None:
    added, read = new_key("added"), new_key("read")
    assert await goes_on_with(store, database, added) is None
    await store.add([added, read], TODAY)
    assert await goes_on_with(store, database, added, read) == {added.id: added.key, read.id: read.key}
    assert await said(database) == ["added", "added", "read"]


async def test_what_has_to_be_read_is_not_expected(url: str, store: KeyStore, database: Database) -> None:
    key = new_key("report")
    await store.add([key], TODAY)
    reopened = await KeyStore.open(url, MASTER)
    assert await goes_on_with(reopened, database, key) is None
    assert await reopened.get([key.id]) == {key.id: key.key}
    assert await goes_on_with(reopened, database, key) == {key.id: key.key}
    await reopened.close()


async def test_nothing_is_kept_of_what_follows_from_a_key_that_another_process_erased(
    url: str, store: KeyStore, database: Database
) -> None:
    erased, kept = new_key("erased"), new_key("kept")
    await store.add([erased, kept], TODAY)
    await erased_by_another_process(url, erased)
    with pytest.raises(RememberedWrongly):
        await goes_on_with(store, database, erased, kept)
    assert await said(database) == []
    assert await store.get([erased.id, kept.id]) == {kept.id: kept.key}
    assert await goes_on_with(store, database, erased) is None
    assert await goes_on_with(store, database, kept) == {kept.id: kept.key}
    assert await said(database) == ["erased", "kept"]


async def test_a_key_that_is_erased_here_is_expected_no_more(store: KeyStore, database: Database) -> None:
    key = new_key("report")
    await store.add([key], TODAY)
    await store.erase([key.id])
    assert await goes_on_with(store, database, key) is None


async def test_a_key_that_is_erased_meanwhile_is_not_gone_on_with(store: KeyStore, database: Database) -> None:
    key = new_key("report")
    await store.add([key], TODAY)
    with pytest.raises(RememberedWrongly):

        async def job(connection: AsyncConnection) -> None:
            assert store.expect([key.id], connection) == {key.id: key.key}
            await store.erase([key.id])
            await connection.execute(text("INSERT INTO said VALUES ('erased')"))

        await database.write(job)
    assert await said(database) == []


async def test_a_store_that_is_closed_confirms_nothing(store: KeyStore, database: Database) -> None:
    key = new_key("report")
    await store.add([key], TODAY)

    async def job(connection: AsyncConnection) -> None:
        assert store.expect([key.id], connection) == {key.id: key.key}
        await store.close()

    with pytest.raises(RememberedWrongly):
        await database.write(job)


async def test_where_threads_may_not_share_a_connection_the_key_is_read(
    store: KeyStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "CAN_SHARE", False)
    key = new_key("report")
    await store.add([key], TODAY)
    assert await goes_on_with(store, database, key) is None
