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

    Raises WrongMasterKey, SchemaTooNew and other storage errors.
    """
    keys_url = keys_url_of(database_url)
    await _upgrade_keys(keys_url)
    keys = await KeyStore.open(keys_url, master)
    database = Database.at(database_url)
    try:
        await upgrade_data(database.engine)
        await database.write(partial(facts.check_master_key, master=master))
    except BaseException:
        await database.close()
        await keys.close()
        raise
    return Archive(database, Vault(master, keys))


async def _upgrade_keys(url: str) -> None:
    engine = make_keystore_engine(url)
    try:
        await upgrade_keys(engine)
    finally:
        await engine.dispose()
