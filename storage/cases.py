"""Cases: what the school works on. Every event of a case is sealed with the case's key."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from casework.case_events import CaseEvent, event_from_data, event_to_data
from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.sealing import Sealer, place_of
from storage.tables import case_event, case_file, case_note, case_reader, protocol_version
from storage.vault import Vault


@dataclass(frozen=True)
class CaseFile:
    """A case as it is kept. `reading` is who may read it and why, as the office wrote it down."""

    number: int
    key_id: bytes
    protocol_hash: str
    is_open: bool
    opened_on: date
    closed_on: date | None
    reading: dict[str, Any]
    events: tuple[CaseEvent, ...]


async def next_case_number(connection: AsyncConnection) -> int:
    return int(await connection.scalar(select(func.max(case_file.c.number))) or 0) + 1


def add_case(changes: Changes, sealer: Sealer, case: CaseFile) -> None:
    """`sealer` is that of the case's own key; its events are added with it."""
    changes.insert(
        case_file,
        {
            "number": case.number,
            "key_id": case.key_id,
            "protocol_hash": case.protocol_hash,
            "is_open": case.is_open,
            "sealed_reading": sealer.seal_json(case.reading, _reading(case.number)),
            "opened_on": case.opened_on,
            "closed_on": case.closed_on,
        },
    )
    add_events(changes, sealer, case.number, 0, case.events)


def add_events(changes: Changes, sealer: Sealer, number: int, already: int, events: Sequence[CaseEvent]) -> None:
    """Add events behind the `already` ones that the case has."""
    for place, event in enumerate(events, start=already + 1):
        sealed = sealer.seal_json(event_to_data(event), _event(number, place))
        changes.insert(case_event, {"case_number": number, "place": place, "sealed_event": sealed})


def keep_reading(changes: Changes, sealer: Sealer, number: int, reading: dict[str, Any]) -> None:
    sealed = sealer.seal_json(reading, _reading(number))
    changes.update(case_file, {"number": number}, {"sealed_reading": sealed})


def mark_closed(changes: Changes, number: int, closed_on: date) -> None:
    changes.update(case_file, {"number": number}, {"is_open": False, "closed_on": closed_on})


async def set_readers(connection: AsyncConnection, changes: Changes, number: int, people: Iterable[bytes]) -> None:
    """Exactly these people (keyed hashes) find the case in their list."""
    changes.delete(case_reader, {"case_number": number})
    for person in dict.fromkeys(people):
        changes.insert(case_reader, {"case_number": number, "person": person})
    await changes.flush(connection)


async def case_by_number(connection: AsyncConnection, vault: Vault, number: int) -> CaseFile | None:
    """The case with its events; None when there is none, or when its key was erased."""
    row = (await connection.execute(select(case_file).where(case_file.c.number == number))).one_or_none()
    if row is None:
        return None
    sealer = (await vault.sealers({row.key_id})).get(row.key_id)
    return None if sealer is None else await _opened(connection, sealer, row)


async def _opened(connection: AsyncConnection, sealer: Sealer, row: Any) -> CaseFile:
    query = select(case_event).where(case_event.c.case_number == row.number).order_by(case_event.c.place)
    events = [
        event_from_data(sealer.open_json(one.sealed_event, _event(row.number, one.place)))
        for one in await connection.execute(query)
    ]
    reading = sealer.open_json(row.sealed_reading, _reading(row.number))
    return CaseFile(
        row.number,
        row.key_id,
        row.protocol_hash,
        row.is_open,
        row.opened_on,
        row.closed_on,
        reading,
        tuple(events),
    )


async def open_cases_of(connection: AsyncConnection, person: bytes) -> list[int]:
    """The numbers of the open cases that this person reads."""
    return await _cases_of(connection, person, is_open=True)


async def closed_cases_of(connection: AsyncConnection, person: bytes) -> list[int]:
    """The numbers of the closed cases that this person reads."""
    return await _cases_of(connection, person, is_open=False)


async def _cases_of(connection: AsyncConnection, person: bytes, *, is_open: bool) -> list[int]:
    query = (
        select(case_reader.c.case_number)
        .join(case_file, case_file.c.number == case_reader.c.case_number)
        .where(case_reader.c.person == person, case_file.c.is_open.is_(is_open))
        .order_by(case_reader.c.case_number)
    )
    return list((await connection.execute(query)).scalars())


async def open_case_numbers(connection: AsyncConnection) -> list[int]:
    query = select(case_file.c.number).where(case_file.c.is_open.is_(True)).order_by(case_file.c.number)
    return list((await connection.execute(query)).scalars())


def add_note(
    changes: Changes, number: int, key_id: bytes, sealer: Sealer, text: str, note_id: bytes | None = None
) -> str:
    """Seal a note of a case with a key of its own (`sealer` is that of `key_id`).

    Answers the reference (hex) that events hold; `note_id` is the one that an event holds already.
    """
    note_id = note_id or os.urandom(16)
    sealed = sealer.seal_text(text, place_of("case_note", note_id, "sealed_text"))
    changes.insert(case_note, {"id": note_id, "case_number": number, "key_id": key_id, "sealed_text": sealed})
    return note_id.hex()


async def notes_of(connection: AsyncConnection, vault: Vault, number: int) -> dict[str, str]:
    """The notes of a case by reference; those whose key was erased are absent."""
    rows = (await connection.execute(select(case_note).where(case_note.c.case_number == number))).all()
    sealers = await vault.sealers({row.key_id for row in rows})
    return {
        row.id.hex(): sealers[row.key_id].open_text(row.sealed_text, place_of("case_note", row.id, "sealed_text"))
        for row in rows
        if row.key_id in sealers
    }


async def keep_protocol(connection: AsyncConnection, protocol_hash: str, protocol_id: str, text: str) -> None:
    """Keep this version of a protocol for the cases that begin with it."""
    known = await connection.scalar(select(protocol_version.c.hash).where(protocol_version.c.hash == protocol_hash))
    if known is None:
        row = {"hash": protocol_hash, "protocol_id": protocol_id, "text": text}
        await connection.execute(protocol_version.insert(), row)


async def protocol_texts(connection: AsyncConnection) -> dict[str, str]:
    """Every kept version of a protocol: its text by hash."""
    return {row.hash: row.text for row in await connection.execute(select(protocol_version))}


def _event(number: int, place: int) -> str:
    return place_of("case_event", f"{number}.{place}", "sealed_event")


def _reading(number: int) -> str:
    return place_of("case_file", number, "sealed_reading")
