"""Reports: what one reporter told, once, sealed with a key of its own."""

import os
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, select, update

from casework.report import AboutWhom, AdditionKind, Contact, Report, ReportStatus, Urgency
from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.sealing import Sealer, place_of
from storage.tables import report as table
from storage.tables import report_code, reporter, told
from storage.vault import Address, Vault


@dataclass(frozen=True)
class StoredReport:
    """A report with what the database knows about it. Its id is the id of its key."""

    id: bytes
    case_number: int
    report: Report
    status: ReportStatus
    received_on: date


@dataclass(frozen=True)
class Asked:
    """Why words about somebody who works here and is not named are held: it is asked whether they are about them.

    `question` tells in which conversation. They are held from `people` for that, and from who is `named` in them for
    another reason; from those `besides` as long as nobody said whether they are about who is named. `said` is a yes
    that was given already, while it is asked what kind it is; `accused` are those of whom it was said by name, person
    ids or what stands for one.
    """

    question: str
    people: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    said: str = ""
    accused: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    @property
    def held_from(self) -> tuple[str, ...]:
        """Everybody from whom they are held, once each."""
        return tuple(dict.fromkeys((*self.named, *self.people, *self.besides)))


@dataclass(frozen=True)
class Told:
    """Something told after the report, or said in its thread; `place` orders them. What the school wrote `waits` as
    long as it could not be brought to its reporter's own chat. `held_from` are all who may not see it yet, those of
    `asked` among them. `knows_asked`: the program that kept it asks whether words are about somebody who works here.
    `by` is who of the staff wrote it to the reporter; None for all else, and where the program did not keep it yet.
    `question` is how the school put what it answers, where that is a question of its own."""

    id: bytes
    place: int
    kind: str
    text: str
    told_on: date
    held_from: tuple[str, ...] = ()
    waits: bool = False
    asked: Asked | None = None
    knows_asked: bool = True
    by: str | None = None
    question: str = ""


@dataclass(frozen=True)
class Reporter:
    """Where the reporter of a linked report is reached. One of the staff, whose keyed hash `person` is, is reached at
    the account that they have by then, and not at `address`."""

    report_id: bytes
    chat: bytes
    address: Address
    muted: bool
    person: bytes | None

    @property
    def in_own_chat(self) -> bool:
        """Whether they are reached in the chat where they reported, as nobody of the staff is."""
        return self.person is None


def add_report(changes: Changes, sealer: Sealer, stored: StoredReport) -> None:
    """`sealer` is that of the report's own key."""
    changes.insert(
        table,
        {
            "id": stored.id,
            "case_number": stored.case_number,
            "key_id": stored.id,
            "sealed_body": sealer.seal_json(report_to_data(stored.report), _body(stored.id)),
            "contact": stored.report.contact.value,
            "status": stored.status.value,
            "received_on": stored.received_on,
        },
    )


def change_report(changes: Changes, sealer: Sealer, report_id: bytes, report: Report) -> None:
    """Store another body for the report, such as one with a subject more."""
    sealed = sealer.seal_json(report_to_data(report), _body(report_id))
    changes.update(table, {"id": report_id}, {"sealed_body": sealed})


def set_status(changes: Changes, report_id: bytes, status: ReportStatus) -> None:
    changes.update(table, {"id": report_id}, {"status": status.value})


def move_to_case(changes: Changes, report_id: bytes, case_number: int) -> None:
    """From now on the report belongs to this case; its key, thread, pictures and reporter stay its own."""
    changes.update(table, {"id": report_id}, {"case_number": case_number})


async def reports_of_case(connection: AsyncConnection, vault: Vault, case_number: int) -> list[StoredReport]:
    """The reports of a case whose keys still exist."""
    rows = (await connection.execute(select(table).where(table.c.case_number == case_number))).all()
    return await _opened(vault, rows)


async def cases_without_contact(connection: AsyncConnection) -> frozenset[int]:
    """The cases with a report that cannot be answered."""
    query = select(table.c.case_number).where(table.c.contact == Contact.NONE.value)
    return frozenset((await connection.execute(query)).scalars())


async def report_by_id(connection: AsyncConnection, vault: Vault, report_id: bytes) -> StoredReport | None:
    rows = (await connection.execute(select(table).where(table.c.id == report_id))).all()
    return next(iter(await _opened(vault, rows)), None)


async def is_report(connection: AsyncConnection, key_id: bytes) -> bool:
    """Whether this key seals a report that was sent."""
    return await connection.scalar(select(table.c.id).where(table.c.id == key_id)) is not None


async def is_unseen(connection: AsyncConnection, report_id: bytes) -> bool:
    """Whether this is a report that nothing links to a chat; False for what is no report."""
    contact = await connection.scalar(select(table.c.contact).where(table.c.id == report_id))
    return contact is not None and not Contact(contact).linked


async def any_unseen_since(connection: AsyncConnection, day: date) -> bool:
    """Whether a report that nothing links to a chat was received on `day` or later."""
    unseen = [contact.value for contact in Contact if not contact.linked]
    query = select(table.c.id).where(table.c.contact.in_(unseen), table.c.received_on >= day).limit(1)
    return await connection.scalar(query) is not None


async def any_code(connection: AsyncConnection, today: date) -> bool:
    """Whether there is any report that a code still opens."""
    query = select(report_code.c.code).where(report_code.c.expires_on >= today).limit(1)
    return await connection.scalar(query) is not None


async def _opened(vault: Vault, rows: Any) -> list[StoredReport]:
    sealers = await vault.sealers({row.key_id for row in rows})
    return [
        StoredReport(
            row.id,
            row.case_number,
            report_from_data(sealers[row.key_id].open_json(row.sealed_body, _body(row.id))),
            ReportStatus(row.status),
            row.received_on,
        )
        for row in rows
        if row.key_id in sealers
    ]


def add_reporter(
    changes: Changes, vault: Vault, report_id: bytes, address: Address, person: bytes | None = None
) -> None:
    """`person` is the keyed hash of a reporter who is of the staff."""
    changes.insert(
        reporter,
        {
            "report_id": report_id,
            "chat": vault.chat_of(address),
            "channel": address["channel"],
            "sealed_address": vault.seal_address(address, "reporter", report_id),
            "muted": False,
            "person": person,
        },
    )


def set_muted(changes: Changes, report_id: bytes, muted: bool) -> None:
    changes.update(reporter, {"report_id": report_id}, {"muted": muted})


async def reporters_of_case(connection: AsyncConnection, vault: Vault, case_number: int) -> list[Reporter]:
    """The reporters of a case who can be reached in their own chat."""
    query = select(reporter).join(table, table.c.id == reporter.c.report_id).where(table.c.case_number == case_number)
    return [_reporter(vault, row) for row in await connection.execute(query)]


async def reporter_of(connection: AsyncConnection, vault: Vault, report_id: bytes) -> Reporter | None:
    row = (await connection.execute(select(reporter).where(reporter.c.report_id == report_id))).one_or_none()
    return None if row is None else _reporter(vault, row)


def _reporter(vault: Vault, row: Any) -> Reporter:
    address = vault.open_address(row.sealed_address, "reporter", row.report_id)
    return Reporter(row.report_id, row.chat, address, row.muted, row.person)


@dataclass(frozen=True)
class OwnReportRow:
    """A linked report as its own chat finds it again."""

    report_id: bytes
    chat: bytes
    case_number: int
    status: ReportStatus
    muted: bool


async def give_to_person(connection: AsyncConnection, chat: bytes, person: bytes) -> None:
    """What was reported from this chat before it was an account is this person's, also when the account moves."""
    of_chat = (reporter.c.chat == chat, reporter.c.person.is_(None))
    await connection.execute(update(reporter).where(*of_chat).values(person=person))


async def reports_of_chats(connection: AsyncConnection, chats: list[bytes]) -> list[OwnReportRow]:
    """The linked reports of these chats, oldest case first; those of staff belong to no chat."""
    return await _own_reports(connection, and_(reporter.c.chat.in_(chats), reporter.c.person.is_(None)))


async def reports_of_person(connection: AsyncConnection, person: bytes) -> list[OwnReportRow]:
    """The linked reports of one of the staff, by their keyed hash, oldest case first."""
    return await _own_reports(connection, reporter.c.person == person)


async def _own_reports(connection: AsyncConnection, which: ColumnElement[bool]) -> list[OwnReportRow]:
    query = (
        select(reporter.c.report_id, reporter.c.chat, reporter.c.muted, table.c.case_number, table.c.status)
        .join(table, table.c.id == reporter.c.report_id)
        .where(which)
        .order_by(table.c.case_number)
    )
    return [
        OwnReportRow(row.report_id, row.chat, row.case_number, ReportStatus(row.status), row.muted)
        for row in await connection.execute(query)
    ]


def add_code(changes: Changes, vault: Vault, code: str, report_id: bytes, expires_on: date) -> None:
    row = {"code": vault.code_of(code), "report_id": report_id, "expires_on": expires_on}
    changes.insert(report_code, row)


async def report_of_code(connection: AsyncConnection, vault: Vault, code: str, today: date) -> bytes | None:
    """The id of the report that this (normalised) code opens; None for an unknown or expired one."""
    query = select(report_code.c.report_id).where(
        report_code.c.code == vault.code_of(code), report_code.c.expires_on >= today
    )
    found: bytes | None = await connection.scalar(query)
    return found


async def forget_old_codes(connection: AsyncConnection, today: date) -> None:
    await connection.execute(delete(report_code).where(report_code.c.expires_on < today))


async def add_told(
    connection: AsyncConnection,
    changes: Changes,
    sealer: Sealer,
    report_id: bytes,
    kind: AdditionKind | str,
    text: str,
    told_on: date,
    held_from: tuple[str, ...] = (),
    asked: Asked | None = None,
    by: str | None = None,
    question: str = "",
) -> bytes:
    """Add something to a report; `held_from` are the people who may not see it until that is cleared up. Where it is
    `asked` whether it is about somebody who works here, that says who they are. `by` is who of the staff wrote it,
    `question` how the school put what it answers."""
    await changes.flush(connection)
    last = await connection.scalar(select(func.max(told.c.place)).where(told.c.report_id == report_id))
    held = held_from if asked is None else asked.held_from
    one = Told(os.urandom(16), (last or 0) + 1, str(kind), text, told_on, held, asked=asked, by=by, question=question)
    changes.insert(
        told,
        {
            "id": one.id,
            "report_id": report_id,
            "place": one.place,
            "kind": one.kind,
            "sealed_text": _sealed_told(sealer, one),
            "told_on": told_on,
        },
    )
    return one.id


async def take_back_answer(
    connection: AsyncConnection, changes: Changes, sealer: Sealer, report_id: bytes, kind: str, question: str
) -> None:
    """Remove what was told as the answer to this question of the school, for another answer that comes instead; not
    where something is asked about it."""
    await changes.flush(connection)
    for one in await told_with(connection, sealer, report_id):
        if (one.kind, one.question) == (kind, question) and one.asked is None:
            changes.delete(told, {"id": one.id})


def release_told(changes: Changes, sealer: Sealer, one: Told, held_from: tuple[str, ...]) -> None:
    """Store from whom it is held now; nothing is asked about it any more."""
    _keep_told(changes, sealer, replace(one, held_from=held_from, asked=None))


def hold_told(changes: Changes, sealer: Sealer, one: Told, asked: Asked) -> None:
    """Store what is asked about it now, and from whom it is held for that."""
    _keep_told(changes, sealer, replace(one, held_from=asked.held_from, asked=asked))


def set_waits(changes: Changes, sealer: Sealer, one: Told, *, waits: bool) -> None:
    """Store whether it still has to be brought to its reporter."""
    _keep_told(changes, sealer, replace(one, waits=waits))


def _keep_told(changes: Changes, sealer: Sealer, one: Told) -> None:
    changes.update(told, {"id": one.id}, {"sealed_text": _sealed_told(sealer, one)})


def _sealed_told(sealer: Sealer, one: Told) -> bytes:
    asked = None if one.asked is None else asdict(one.asked)
    body = {"text": one.text, "held_from": list(one.held_from), "waits": one.waits, "asked": asked, "by": one.by}
    body |= {"question": one.question} if one.question else {}
    return sealer.seal_json(body, place_of("told", one.id, "sealed_text"))


async def told_with(connection: AsyncConnection, sealer: Sealer, report_id: bytes) -> list[Told]:
    """Everything told or said with this report, in order."""
    rows = await connection.execute(select(told).where(told.c.report_id == report_id).order_by(told.c.place))
    return [_told(sealer, row) for row in rows]


def _told(sealer: Sealer, row: Any) -> Told:
    body = sealer.open_json(row.sealed_text, place_of("told", row.id, "sealed_text"))
    waits, asked = body.get("waits", False), _asked_from_data(body.get("asked"))
    held_from, knows_asked = tuple(body["held_from"]), "asked" in body
    place, kind, text, by = row.place, row.kind, body["text"], body.get("by")
    question = body.get("question", "")
    return Told(row.id, place, kind, text, row.told_on, held_from, waits, asked, knows_asked, by, question)


def _asked_from_data(data: dict[str, Any] | None) -> Asked | None:
    if data is None:
        return None
    lists = {name: tuple(data.get(name, ())) for name in ("people", "named", "accused", "besides")}
    return Asked(**{**data, **lists})


def report_to_data(report: Report) -> dict[str, Any]:
    """JSON-able; `report_from_data` is its inverse."""
    flagged_at = None if report.flagged_at is None else report.flagged_at.isoformat()
    data = {**asdict(report), "flagged_at": flagged_at}
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in data.items()}


def report_from_data(data: dict[str, Any]) -> Report:
    return Report(
        **{
            **data,
            "about": AboutWhom(data["about"]),
            "contact": Contact(data["contact"]),
            "urgency": Urgency(data["urgency"]),
            "ready_sentences": tuple(data["ready_sentences"]),
            "subjects": frozenset(data["subjects"]),
            "excluded": frozenset(data["excluded"]),
            "flagged_at": datetime.fromisoformat(data["flagged_at"]) if data.get("flagged_at") else None,
        }
    )


def _body(report_id: bytes) -> str:
    return place_of("report", report_id, "sealed_body")
