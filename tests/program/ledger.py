"""Comparing what was told with what is kept: every harm that a crash could do has its sentence here."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.archive import Archive
from bot.playground import LocalBotApi
from bot.playground.person import Person
from bot.reading import reading_from_data
from storage import cases, reports, tables
from storage.connection import AsyncConnection
from storage.outbox import OutboxState
from storage.pictures import PictureState
from storage.reports import StoredReport
from storage.sealing import place_of
from tests.program.pupils import Told


@dataclass(frozen=True)
class Kept:
    """One case with its report, opened with the master key. `pictures` are fingerprints of what came."""

    number: int
    reader: str | None
    report: StoredReport
    words: tuple[str, ...]
    pictures: tuple[str, ...]


async def kept_cases(archive: Archive) -> list[Kept]:
    """Every case that came from a report, in the order of its number."""
    async with archive.database.reading() as connection:
        numbers = await cases.open_case_numbers(connection)
        return [kept for number in numbers for kept in await _kept_of(connection, archive, number)]


async def _kept_of(connection: AsyncConnection, archive: Archive, number: int) -> list[Kept]:
    case = await cases.case_by_number(connection, archive.vault, number)
    assert case is not None
    reader = reading_from_data(case.reading).reader
    kept = []
    for report in await reports.reports_of_case(connection, archive.vault, number):
        sealer = (await archive.vault.sealers({report.id}))[report.id]
        told = await reports.told_with(connection, sealer, report.id)
        pictures = await _fingerprints(connection, archive, report.id)
        kept.append(Kept(number, reader, report, tuple(one.text for one in told), pictures))
    return kept


async def _fingerprints(connection: AsyncConnection, archive: Archive, owner: bytes) -> tuple[str, ...]:
    query = select(tables.picture).where(tables.picture.c.owner == owner)
    found = []
    for row in await connection.execute(query):
        if row.state != PictureState.KEPT.value:
            found.append(row.state)
            continue
        sealer = (await archive.vault.sealers({row.key_id}))[row.key_id]
        story = sealer.open_json(row.sealed_story, place_of("picture", row.id, "sealed_story"))
        assert sealer.open(row.sealed_content, place_of("picture", row.id, "sealed_content"))
        found.append(story["sha256"])
    return tuple(sorted(found))


async def harms(
    archive: Archive, api: LocalBotApi, everyone: Sequence[Told], staff: dict[str, Person] | None = None
) -> list[str]:
    """What went wrong, one sentence each; empty when nothing was lost, doubled or left untold."""
    kept = await kept_cases(archive)
    sent = [told for told in everyone if told.thanked]
    found = []
    if len(kept) != len(sent):
        found.append(f"{len(sent)} pupils were thanked, {len(kept)} cases are there")
    by_story: dict[str, list[Kept]] = {}
    for one in kept:
        by_story.setdefault(one.report.report.story, []).append(one)
    for told in sent:
        found += _harms_of(api, told, by_story.get(told.story, []))
        found += await _broken_code(archive, told)
    found += [f"the story of {told.person.name} was cut short" for told in everyone if not told.finished]
    found += _missing_notices(kept, staff or {})
    return found + await _left_behind(archive)


def _harms_of(api: LocalBotApi, told: Told, kept: list[Kept]) -> list[str]:
    who = told.person.name
    if len(kept) != 1:
        return [f"the report of {who} is there {len(kept)} times"]
    one, found = kept[0], []
    if one.report.report.reporter_name != told.name:
        found.append(f"the name of {who} is not with the report")
    words = Counter(one.words)
    found += [f"words of {who} are there {words[said]} times" for said in told.additions if words[said] != 1]
    came = sorted(hashlib.sha256(api.files.by_id(picture).content).hexdigest() for picture in told.picture_ids)
    if list(one.pictures) != came:
        found.append(f"{len(came)} pictures of {who} became {one.pictures}")
    return found


async def _broken_code(archive: Archive, told: Told) -> list[str]:
    if told.code is None:
        return []
    async with archive.database.reading() as connection:
        opens = await reports.report_of_code(connection, archive.vault, told.code, datetime.now(UTC).date())
    return [] if opens else [f"the code of {told.person.name} opens nothing"]


def _missing_notices(kept: list[Kept], staff: dict[str, Person]) -> list[str]:
    found = []
    for one in kept:
        if one.reader in staff and not has_notice(staff[one.reader], one.number):
            found.append(f"nobody was told of case {one.number}")
    return found


def has_notice(person: Person, number: int) -> bool:
    """Whether this member of staff was offered the case to read, on a message that is or was on the screen."""
    ending = f":read:{number}"
    everything = [*person.screen(), *person.deleted_messages]
    contents = [content for message in everything for content in (message.content, *message.earlier)]
    rows = [row for content in contents for row in content.get("reply_markup", {}).get("inline_keyboard", [])]
    return any(button.get("callback_data", "").endswith(ending) for row in rows for button in row)


async def _left_behind(archive: Archive) -> list[str]:
    async with archive.database.reading() as connection:
        unsent = select(func.count()).where(tables.outbox.c.state != OutboxState.SENT)
        waiting = await connection.scalar(unsent)
        aside = await connection.scalar(select(func.count()).select_from(tables.set_aside))
    return [f"{waiting} rows were never sent"] * bool(waiting) + [f"{aside} updates were set aside"] * bool(aside)
