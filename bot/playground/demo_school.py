"""The demo's schools: which there are, and what is behind the phones of one."""

from collections.abc import Sequence
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from bot.house import House
from bot.playground.page_view import DutyRow, Inspection, OutboxRow
from bot.school_on_disk import open_school
from bot.spoken import spoken
from bot.staff.duty_list import DutyLine, open_duties
from bot.staff.periodic_book import PeriodicBook, PeriodicLine
from bot.texts import text
from casework.calendar import local_date
from storage import outbox
from storage.connection import AsyncConnection
from storage.outbox import OutboxState, RecentRow

FIRST_SCHOOL = "kluiverboom"
_FILES = {
    "splitting": "schools/splitting.yaml",
    "kluiverboom": "school.yaml",
    "noordhoek": "schools/noordhoek.yaml",
    "oplossingsgericht": "schools/oplossingsgericht.yaml",
    "het-sticht": "schools/het-sticht.yaml",
}
SCHOOL_IDS = tuple(_FILES)
"""A school for each protocol that is shipped, under the protocol's id."""

ROWS_SHOWN = 30
PERIODIC_SHOWN = timedelta(weeks=6)
"""How far ahead the panel looks at what comes back for the whole school."""
TOKEN = "1000000001:demo-token-of-the-local-bot-api-00"  # noqa: S105 - opens nothing but the local Bot API

_STATES = {
    OutboxState.WAITING: "waiting",
    OutboxState.CLAIMED: "sending",
    OutboxState.SENT: "sent",
    OutboxState.FAILED: "failed",
    OutboxState.HELD: "waiting",
}


def school_file(school_id: str) -> Path:
    """The file of one of SCHOOL_IDS: beside the program's folders in a checkout. Raises KeyError for another."""
    return Path(str(files("bot"))).parent / "examples" / _FILES[school_id]


def school_choices() -> tuple[tuple[str, str], ...]:
    """The id of each school, and what it is called where one chooses. Raises StartRefused for a file that is gone."""
    return tuple((school_id, _choice(school_id)) for school_id in SCHOOL_IDS)


def _choice(school_id: str) -> str:
    opened = open_school(school_file(school_id))
    return text("playground-school-option", school=opened.school.name, protocol=opened.protocol.title)


async def inspect(connection: AsyncConnection, house: House) -> Inspection:
    """The open duties and the newest rows of the outbox, without anything that somebody wrote."""
    duties = [_duty_row(house, line) for line in await open_duties(connection, house)]
    duties += _periodic_rows(house, await PeriodicBook(house).lines(connection))
    duties.sort(key=lambda row: row.due_on)
    rows = [_outbox_row(house, row) for row in await outbox.recent_rows(connection, ROWS_SHOWN)]
    return Inspection(duties, rows)


def _duty_row(house: House, line: DutyLine) -> DutyRow:
    about = text("demo-about-case", number=line.case)
    return DutyRow(about, spoken(line.what), _names(house, line.who), line.due_on, line.late)


def _periodic_rows(house: House, lines: Sequence[PeriodicLine]) -> list[DutyRow]:
    """What comes back for the whole school and is due soon."""
    today = local_date(house.clock.now())
    about = text("demo-about-school")
    return [
        DutyRow(about, line.duty.periodic.label, _names(house, line.who), line.due_on, line.due_on < today)
        for line in lines
        if line.due_on is not None and line.due_on <= today + PERIODIC_SHOWN
    ]


def _names(house: House, people: Sequence[str]) -> str:
    return ", ".join(house.name_of(person) for person in people)


def _outbox_row(house: House, row: RecentRow) -> OutboxRow:
    person = house.staff.person_at(row.chat)
    to = house.name_of(person) if person is not None else text("demo-reporter")
    about = text("demo-about-case", number=row.case_number) if row.case_number else text("demo-about-talk")
    return OutboxRow(to, about, _STATES[row.state], row.created_at)  # type: ignore[arg-type]  # one of its four words
