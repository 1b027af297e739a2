"""Sealing: what people wrote is kept only as AES-256-GCM text that opens in its own place and nowhere else.

Pure cryptography: no database, no clock. One master key comes from the settings; every use has a subkey of
its own (HKDF-SHA256), so that a value sealed for one use never opens in another.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
from enum import StrEnum
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic_core import to_json

from storage.errors import MasterKeyError, SealBroken, WrongMasterKey

KEY_LENGTH = 32
HASH_LENGTH = 16
_NONCE_LENGTH = 12
_TAG_LENGTH = 16
_VERSION = b"\x01"
_SHORTEST_SEALED = len(_VERSION) + _NONCE_LENGTH + _TAG_LENGTH
_CHECK_TEXT = b"meldmaatje knows this key"

HashKind = Literal["address", "code"]


class Purpose(StrEnum):
    """What a subkey of the master key is for; the text is part of its derivation and never changes."""

    WRAP = "wrap"
    CONVERSATION = "conversation"
    OUTBOX = "outbox"
    PERSON = "person"
    ADDRESS_HASH = "address-hash"
    CODE_HASH = "code-hash"
    ACT_CHAIN = "act-chain"
    CHECK = "check"


_PURPOSE_OF_HASH: dict[HashKind, Purpose] = {
    "address": Purpose.ADDRESS_HASH,
    "code": Purpose.CODE_HASH,
}


def place_of(table: str, row_id: object, column: str) -> str:
    """The place a sealed value is bound to, `table:row id:column`; a row id of bytes is written as hex."""
    row = row_id.hex() if isinstance(row_id, bytes) else row_id
    return f"{table}:{row}:{column}"


class Sealer:
    """Seals and opens with one 32-byte key; cheap to make, cheaper to keep.

    Nonces are random: one key may seal 2**32 values before a repeat becomes thinkable, far more than a
    school writes.
    """

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_LENGTH:
            raise MasterKeyError
        self._cipher = AESGCM(key)

    def __repr__(self) -> str:
        return "Sealer(key hidden)"

    def seal(self, plain: bytes, place: str) -> bytes:
        """`plain` sealed and bound to `place` (see `place_of`): version byte, nonce, ciphertext, tag."""
        nonce = os.urandom(_NONCE_LENGTH)
        return _VERSION + nonce + self._cipher.encrypt(nonce, plain, _VERSION + place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed in this `place`; raises `SealBroken` for any other place, key or byte."""
        if len(sealed) < _SHORTEST_SEALED or sealed[:1] != _VERSION:
            raise SealBroken
        nonce = sealed[1 : 1 + _NONCE_LENGTH]
        try:
            return self._cipher.decrypt(nonce, sealed[1 + _NONCE_LENGTH :], _VERSION + place.encode())
        except InvalidTag:
            raise SealBroken from None

    def seal_text(self, text: str, place: str) -> bytes:
        return self.seal(text.encode(), place)

    def open_text(self, sealed: bytes, place: str) -> str:
        return self.open(sealed, place).decode()

    def seal_json(self, value: Any, place: str) -> bytes:
        """`value` (whatever `json.dumps` takes, with texts as keys) sealed as compact JSON.

        Raises ValueError for text that is no Unicode.
        """
        return self.seal(to_json(value), place)

    def open_json(self, sealed: bytes, place: str) -> Any:
        return json.loads(self.open(sealed, place))


class MasterKey:
    """The school's one secret, kept only as the subkeys derived from it."""

    __slots__ = ("_hashes", "_sealers", "_subkeys")

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_LENGTH:
            raise MasterKeyError
        self._subkeys = {purpose: _derive(key, purpose) for purpose in Purpose}
        self._sealers = {purpose: Sealer(subkey) for purpose, subkey in self._subkeys.items()}
        # Beginning a hash takes longer than the hash: each is begun once, and copied.
        self._hashes = {
            kind: hmac.new(self._subkeys[purpose], digestmod=hashlib.sha256)
            for kind, purpose in _PURPOSE_OF_HASH.items()
        }

    @classmethod
    def from_text(cls, text: str) -> "MasterKey":
        """The key from urlsafe base64 of 32 bytes; raises `MasterKeyError`, which never quotes the text."""
        try:
            key = base64.b64decode(text.strip().encode("ascii"), altchars=b"-_", validate=True)
        except (binascii.Error, UnicodeEncodeError):
            key = b""
        return cls(key)

    def __repr__(self) -> str:
        return "MasterKey(hidden)"

    def sealer(self, purpose: Purpose) -> Sealer:
        """The sealer of one purpose; always the same object."""
        return self._sealers[purpose]

    def keyed_hash(self, kind: HashKind, value: str) -> bytes:
        """16 bytes by which a person's address or a code is found again without being stored."""
        begun = self._hashes[kind].copy()
        begun.update(value.encode())
        return begun.digest()[:HASH_LENGTH]

    def chain_link(self, previous: bytes, entry: bytes) -> bytes:
        """The 32-byte link of the log of acts that binds a (sealed, hashed) `entry` to all before it."""
        message = len(previous).to_bytes(4, "big") + previous + entry
        return hmac.digest(self._subkeys[Purpose.ACT_CHAIN], message, hashlib.sha256)

    def check_value(self) -> bytes:
        """What a database stores to recognise its key; it tells nothing about the key."""
        return hmac.digest(self._subkeys[Purpose.CHECK], _CHECK_TEXT, hashlib.sha256)

    def verify(self, stored_check_value: bytes) -> None:
        """Raises `WrongMasterKey` unless the stored check value was made with this key."""
        if not hmac.compare_digest(stored_check_value, self.check_value()):
            raise WrongMasterKey


def keyed_hash_with(key: bytes, value: str) -> bytes:
    """16 bytes of HMAC-SHA256 under a given key, such as the abuse key that is thrown away daily."""
    return hmac.digest(key, value.encode(), hashlib.sha256)[:HASH_LENGTH]


def new_master_key_text() -> str:
    """A fresh master key as the settings want it: urlsafe base64 of 32 random bytes."""
    return base64.urlsafe_b64encode(os.urandom(KEY_LENGTH)).decode("ascii")


def _derive(key: bytes, purpose: Purpose) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=KEY_LENGTH, salt=None, info=f"meldmaatje/1/{purpose}".encode())
    return derivation.derive(key)
