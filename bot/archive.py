"""Opening the two databases: the data and the key store beside it."""

from dataclasses import dataclass
from functools import partial

from storage import facts
from storage.database import Database
from storage.keystore import KeyStore, make_keystore_engine
from storage.locations import keys_url_of
from storage.schema import upgrade_data, upgrade_keys
from storage.sealing import MasterKey
from storage.vault import Vault


@dataclass(frozen=True)
class Archive:
    """The opened databases."""

    database: Database
    vault: Vault

    async def close(self) -> None:
        await self.database.close()
        await self.vault.keys.close()


async def open_archive(database_url: str, master: MasterKey) -> Archive:
    """Open both databases, brought to the newest tables.

    Raises WrongMasterKey, SchemaTooNew and other storage errors; KeyStoreMissing for data that was used before beside a
    key store that was not: the bot would take every report for erased, and forget what is due for it.
    """
    keys_url = keys_url_of(database_url)
    await _upgrade_keys(keys_url)
    database = Database.at(database_url)
    try:
        await upgrade_data(database.engine)
        async with database.reading() as connection:
            is_fresh = await facts.is_fresh(connection)
        keys = await KeyStore.open(keys_url, master, may_be_new=is_fresh)
    except BaseException:
        await database.close()
        raise
    archive = Archive(database, Vault(master, keys))
    try:
        await database.write(partial(facts.check_master_key, master=master))
    except BaseException:
        await archive.close()
        raise
    return archive


async def _upgrade_keys(url: str) -> None:
    engine = make_keystore_engine(url)
    try:
        await upgrade_keys(engine)
    finally:
        await engine.dispose()
