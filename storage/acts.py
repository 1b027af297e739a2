"""The chained log of acts: who did what to which case, so that a changed, removed or cut line shows.

Each line holds a sealed entry, which also tells who it was, its hash, and a link made from the line before it
with a key that is not in the database. The head of the chain is kept in the key store, so that lines cut off at
the end show too.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from storage.connection import AsyncConnection
from storage.instants import to_stored
from storage.sealing import Purpose, Sealer, place_of
from storage.tables import act as table
from storage.vault import Vault

HEAD = "act-head"
_FIRST = b"\x00" * 32


async def write_act(
    connection: AsyncConnection, vault: Vault, kind: str, case_number: int | None, person: bytes | None, now: datetime
) -> None:
    """Add a line: what kind of act, on which case, by whom (keyed hash; None for a reporter or the bot)."""
    last = (await connection.execute(select(table).order_by(table.c.place.desc()).limit(1))).one_or_none()
    place = 1 if last is None else last.place + 1
    at = to_stored(now)
    sealed_entry = _sealed_entry(vault, place, at, kind, case_number, person)
    entry_hash = hashlib.sha256(sealed_entry).digest()
    previous = _FIRST if last is None else last.link
    row = {
        "place": place,
        "at": at,
        "case_number": case_number,
        "kind": kind,
        "sealed_entry": sealed_entry,
        "entry_hash": entry_hash,
        "link": vault.master.chain_link(previous, _line(place, at, case_number, kind, entry_hash)),
    }
    await connection.execute(insert(table), row)


async def keep_head(connection: AsyncConnection, vault: Vault) -> None:
    """Keep the number and the link of the newest line in the key store.

    A head whose own line is gone or changed stays as it is: moved, it would hide that lines were cut off.
    """
    last = (await connection.execute(select(table).order_by(table.c.place.desc()).limit(1))).one_or_none()
    known = await vault.keys.get_anchor(HEAD)
    if last is None or (known is not None and not await _goes_on_from(connection, known)):
        return
    head = _head(last.place, last.link)
    if head != known:
        await vault.keys.set_anchor(HEAD, head)


async def _goes_on_from(connection: AsyncConnection, head: bytes) -> bool:
    link = await connection.scalar(select(table.c.link).where(table.c.place == _place_in(head)))
    return link is not None and _head(_place_in(head), link) == head


def _head(place: int, link: bytes) -> bytes:
    return place.to_bytes(8, "big") + link


def _place_in(head: bytes) -> int:
    return int.from_bytes(head[:8], "big")


async def first_broken_act(connection: AsyncConnection, vault: Vault) -> int | None:
    """The place of the first line that was changed, removed or cut; None when the chain is whole."""
    # Before the lines: a program that runs meanwhile may keep a head that is ahead of what is read here.
    head = await vault.keys.get_anchor(HEAD)
    previous, expected = _FIRST, 1
    links: dict[int, bytes] = {}
    for row in await connection.execute(select(table).order_by(table.c.place)):
        line = _line(row.place, row.at, row.case_number, row.kind, row.entry_hash)
        is_whole = hashlib.sha256(row.sealed_entry).digest() == row.entry_hash
        if row.place != expected or not is_whole or vault.master.chain_link(previous, line) != row.link:
            return expected
        previous, expected = row.link, expected + 1
        links[row.place] = row.link
    if head is None:
        return None
    place = _place_in(head)
    return None if links.get(place) == head[8:] else min(place, expected)


async def who_did(connection: AsyncConnection, vault: Vault, case_number: int) -> list[tuple[str, bytes | None]]:
    """What was done to a case and by whom (keyed hash; None for a reporter or the bot), in order.

    Raises SealBroken for an entry that was changed or stands in another line.
    """
    query = select(table).where(table.c.case_number == case_number).order_by(table.c.place)
    found = []
    for row in await connection.execute(query):
        _, _, kind, _, person = _sealer(vault).open_json(row.sealed_entry, _place(row.place))
        found.append((kind, None if person is None else bytes.fromhex(person)))
    return found


async def cases_of_act(
    connection: AsyncConnection, vault: Vault, kind: str, person: bytes, among: Collection[int]
) -> list[int]:
    """The cases of `among` in which this person (keyed hash) did such an act, by number.

    Raises SealBroken for an entry that was changed or stands in another line.
    """
    query = select(table).where(table.c.kind == kind)
    found = set()
    for row in await connection.execute(query):
        if row.case_number in among:
            _, _, _, _, who = _sealer(vault).open_json(row.sealed_entry, _place(row.place))
            found |= {row.case_number} if who == person.hex() else set()
    return sorted(found)


def _sealed_entry(vault: Vault, place: int, at: int, kind: str, case_number: int | None, person: bytes | None) -> bytes:
    entry: list[Any] = [place, at, kind, case_number, None if person is None else person.hex()]
    return _sealer(vault).seal_json(entry, _place(place))


def _sealer(vault: Vault) -> Sealer:
    return vault.master.sealer(Purpose.PERSON)


def _place(place: int) -> str:
    return place_of("act", place, "sealed_entry")


def _line(place: int, at: int, case_number: int | None, kind: str, entry_hash: bytes) -> bytes:
    return f"{place}|{at}|{case_number}|{kind}|".encode() + entry_hash
