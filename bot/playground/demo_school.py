"""The demo's school: who holds the four phones, and what is behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.playground import LocalBotApi
from bot.playground.page_view import DutyRow, Inspection, OutboxRow, Phone
from bot.playground.person import Person
from bot.spoken import spoken
from bot.staff.duty_book import DutyLine, open_duties
from bot.texts import text
from casework.school import CONFIDANT, FIRST_CONTACT, STAFF_ANY, School
from storage import outbox
from storage.outbox import OutboxState, RecentRow

ROWS_SHOWN = 30
TOKEN = "1000000001:demo-token-of-the-local-bot-api-00"  # noqa: S105 - opens nothing but the local Bot API

_STATES = {
    OutboxState.WAITING: "waiting",
    OutboxState.CLAIMED: "sending",
    OutboxState.SENT: "sent",
    OutboxState.FAILED: "failed",
}


@dataclass(frozen=True)
class DemoPeople:
    """The people of the demo: the pupil, and every member of staff by the id in the school's file."""

    pupil: Person
    staff: dict[str, Person]


def school_file() -> Path:
    """The example school: beside the program's folders in a checkout."""
    return Path(str(files("bot"))).parent / "examples" / "school.yaml"


def people_of(api: LocalBotApi, school: School) -> DemoPeople:
    pupil = api.person(text("demo-pupil"))
    return DemoPeople(pupil, {person: api.person(known.name) for person, known in school.people.items()})


def phones_of(people: DemoPeople, school: School) -> Sequence[Phone]:
    """A pupil, a break guard, the pupil's coach and the confidant, in this order."""
    coach = school.people_in_role(FIRST_CONTACT)[0]
    classes = ", ".join(school.classes[class_id].label for class_id in school.classes_of(coach))
    first_class = school.classes[school.classes_of(coach)[0]].label
    guard, confidant = school.break_guards[0], school.people_in_role(CONFIDANT)[0]
    coach_role = text("demo-coach-role", title=school.role_title(FIRST_CONTACT), classes=classes)
    return (
        Phone("pupil", people.pupil, text("demo-pupil"), text("demo-pupil-role", label=first_class)),
        _staff_phone("pauzewacht", people, school, guard, school.role_title(STAFF_ANY)),
        _staff_phone("coach", people, school, coach, coach_role),
        _staff_phone("vertrouwenspersoon", people, school, confidant, school.role_title(CONFIDANT)),
    )


def _staff_phone(phone_id: str, people: DemoPeople, school: School, person: str, role: str) -> Phone:
    return Phone(phone_id, people.staff[person], school.people[person].name, role)


async def inspect(connection: AsyncConnection, house: House) -> Inspection:
    """The open duties and the newest rows of the outbox, without anything that somebody wrote."""
    duties = [_duty_row(house, line) for line in await open_duties(connection, house)]
    rows = [_outbox_row(house, row) for row in await outbox.recent_rows(connection, ROWS_SHOWN)]
    return Inspection(duties, rows)


def _duty_row(house: House, line: DutyLine) -> DutyRow:
    who = ", ".join(house.name_of(person) for person in line.who)
    return DutyRow(text("demo-about-case", number=line.case), spoken(line.what), who, line.due_on, line.late)


def _outbox_row(house: House, row: RecentRow) -> OutboxRow:
    person = house.staff.person_at(row.chat)
    to = house.name_of(person) if person is not None else text("demo-reporter")
    about = text("demo-about-case", number=row.case_number) if row.case_number else text("demo-about-talk")
    return OutboxRow(to, about, _STATES[row.state], row.created_at)  # type: ignore[arg-type]  # one of its four words
