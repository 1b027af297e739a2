"""Erasing a case: its keys first, then its rows. Only its number stays, so that it is never given again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select, text, update

from casework.calendar import local_date
from storage.acts import write_act
from storage.changes import Changes
from storage.connection import AsyncConnection, AsyncEngine
from storage.conversations import keep_what_is_about_others, keys_of_talks_about
from storage.database import Database
from storage.dues import DueKind, add_due, bring_all_forward
from storage.set_aside import set_aside_from
from storage.tables import (
    case_event,
    case_file,
    case_note,
    case_reader,
    due,
    outbox,
    picture,
    report,
    report_code,
    reporter,
    set_aside,
    told,
)
from storage.vault import Vault


async def erase_case(database: Database, vault: Vault, number: int, now: datetime) -> bool:
    """Destroy the keys of a case and take its rows away, for ever; False when there is no such case.

    The keys go first: from then on nothing of it can be read, nor from an older copy of the data. What its linked
    reporters sent and could not be handled goes too, for nobody knows whether it belonged to this case. What staff left
    halfway, or are typing, about other cases stays, under a key of its own. Screens that show a case are cleared with
    the next sweep, of other cases too: that is one more tap for them.
    """
    async with database.reading() as connection:
        keys = await keys_of_case(connection, vault, number)
        aside = await set_aside_from(connection, vault, await _chats_of_reporters(connection, number))
    if not keys:
        return False
    given_up = await database.write(lambda connection: _rescue_other_talks(connection, vault, number, now))
    await vault.keys.erase(list(dict.fromkeys((*keys, *given_up, *aside))))

    async def job(connection: AsyncConnection) -> None:
        await forget_case(connection, vault, number, now)
        await connection.execute(delete(set_aside).where(set_aside.c.id.in_(aside)))
        await bring_all_forward(connection, DueKind.HIDE, now)

    await database.write(job)
    await leave_no_trace(database.engine)
    return True


async def _rescue_other_talks(connection: AsyncConnection, vault: Vault, number: int, now: datetime) -> list[bytes]:
    """The keys of the talks that are about this case too are erased by the sweep, should a crash come in between."""
    given_up = await keep_what_is_about_others(connection, vault, str(number), local_date(now))
    changes = Changes()
    for key_id in given_up:
        add_due(changes, DueKind.ERASE_KEY, now, key_id)
    await changes.flush(connection)
    return given_up


async def cases_closed_before(connection: AsyncConnection, day: date) -> list[int]:
    """The numbers of the cases that were closed before `day`, a date in Europe/Amsterdam, and not erased since."""
    query = select(case_file.c.number).where(case_file.c.closed_on < day, case_file.c.is_open.is_(False))
    return list((await connection.execute(query)).scalars())


async def keys_of_case(connection: AsyncConnection, vault: Vault, number: int) -> list[bytes]:
    """The ids of every key that seals something of the case: its own, its reports', pictures' and notes', and those
    of what staff are typing about it."""
    own = select(case_file.c.key_id).where(case_file.c.number == number)
    of_reports = select(report.c.key_id).where(report.c.case_number == number)
    of_pictures = select(picture.c.key_id).where(picture.c.owner.in_(_reports_of(number)))
    of_notes = select(case_note.c.key_id).where(case_note.c.case_number == number)
    found: list[bytes] = []
    for query in (own, of_reports, of_pictures, of_notes):
        found.extend((await connection.execute(query)).scalars())
    if found:
        found.extend(await keys_of_talks_about(connection, vault, str(number)))
    return found


async def forget_case(connection: AsyncConnection, vault: Vault, number: int, now: datetime) -> None:
    """Take away every row of the case whose keys were erased, and write down that it was."""
    reports = list((await connection.execute(_reports_of(number))).scalars())
    for table, column in (
        (picture, picture.c.owner),
        (told, told.c.report_id),
        (reporter, reporter.c.report_id),
        (report_code, report_code.c.report_id),
    ):
        await connection.execute(delete(table).where(column.in_(reports)))
    for table in (case_event, case_note, case_reader, due, report):
        await connection.execute(delete(table).where(table.c.case_number == number))
    await _forget_outgoing(connection, number, reports)
    closed = {"is_open": False, "closed_on": None}
    await connection.execute(update(case_file).where(case_file.c.number == number).values(closed))
    await write_act(connection, vault, "erased", number, None, now)


async def _forget_outgoing(connection: AsyncConnection, number: int, reports: Sequence[Any]) -> None:
    """What its keys sealed goes; the ids of what was sent stay, so that it still leaves the screens."""
    of_case = or_(outbox.c.case_number == number, outbox.c.key_id.in_(reports))
    await connection.execute(delete(outbox).where(of_case, outbox.c.key_id.is_not(None)))
    await connection.execute(update(outbox).where(of_case).values(case_number=None))


async def leave_no_trace(engine: AsyncEngine) -> None:
    """Empty the write-ahead log, as far as no reader holds it: what was erased lies in no free page after that."""
    if engine.dialect.name != "sqlite":
        return
    async with engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


async def _chats_of_reporters(connection: AsyncConnection, number: int) -> set[bytes]:
    """The chats of those who reported and can be reached there: no row says who sent the others (design 4.8)."""
    query = select(reporter.c.chat).where(reporter.c.report_id.in_(_reports_of(number)))
    return set((await connection.execute(query)).scalars())


def _reports_of(number: int) -> Select[tuple[bytes]]:
    return select(report.c.id).where(report.c.case_number == number)
