"""Sealing and finding again: one place that knows which key seals what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.connection import AsyncConnection
from storage.keystore import KeyStore, NewKey
from storage.sealing import MasterKey, Purpose, Sealer, place_of

Address = Mapping[str, Any]
"""Where a person is reached: `{"channel": "telegram", "chat": 123}`."""


@dataclass(frozen=True)
class Vault:
    """The master key's sealers and the key store beside them."""

    master: MasterKey
    keys: KeyStore

    def chat_of(self, address: Address) -> bytes:
        """The keyed hash by which a chat is found; 16 bytes."""
        return self.master.keyed_hash("address", f"chat:{address['channel']}:{address['chat']}")

    def person_of(self, person_id: str) -> bytes:
        """The keyed hash by which a member of staff is found; 16 bytes."""
        return self.master.keyed_hash("address", f"person:{person_id}")

    def token_of(self, token: str) -> bytes:
        """The keyed hash of a one-time invitation; 16 bytes."""
        return self.master.keyed_hash("code", f"invitation:{token}")

    def code_of(self, code: str) -> bytes:
        """The keyed hash of a reporter's code, normalised before; 16 bytes."""
        return self.master.keyed_hash("code", f"report:{code}")

    def seal_address(self, address: Address, table: str, row: object) -> bytes:
        return self._people.seal_json(dict(address), place_of(table, row, "sealed_address"))

    def open_address(self, sealed: bytes, table: str, row: object) -> Address:
        """Raises SealBroken for a value of another row."""
        opened: Address = self._people.open_json(sealed, place_of(table, row, "sealed_address"))
        return opened

    @property
    def conversations(self) -> Sealer:
        return self.master.sealer(Purpose.CONVERSATION)

    @property
    def outgoing(self) -> Sealer:
        return self.master.sealer(Purpose.OUTBOX)

    @property
    def _people(self) -> Sealer:
        return self.master.sealer(Purpose.PERSON)

    async def sealers(self, key_ids: set[bytes]) -> dict[bytes, Sealer]:
        """The sealers of these keys; an erased key is absent."""
        return _sealers_of(await self.keys.get(key_ids))

    def expected_sealers(self, key_ids: set[bytes], connection: AsyncConnection) -> dict[bytes, Sealer] | None:
        """The sealers of these keys without reading the key store, for the open transaction of `connection`; None when
        they have to be read. See `KeyStore.expect`."""
        keys = self.keys.expect(key_ids, connection)
        return None if keys is None else _sealers_of(keys)


def _sealers_of(keys: Mapping[bytes, bytes]) -> dict[bytes, Sealer]:
    return {key_id: Sealer(key) for key_id, key in keys.items()}


def sealer_of(key: NewKey) -> Sealer:
    return Sealer(key.key)
