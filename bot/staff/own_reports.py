"""What one of the staff reported, as they find it again: how it stands, as pupils see that of theirs.

What they go on with themselves stands among their cases.
"""

from collections.abc import Collection
from dataclasses import dataclass

from bot.batch import Batch
from bot.flows.conversation import Conversation
from bot.flows.left_talks import left_about, left_buttons
from bot.flows.own_report_words import standing_lines
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Words, phrase
from bot.house import House
from bot.report_standing import standing_of
from bot.staff.access import reading_of_case
from bot.staff.opening import OPENED_BY_STAFF
from bot.staff.shown import labelled
from casework.report import Contact, Report, ReportStatus
from storage import acts, cases, reports

_MOST_LISTED = 10


@dataclass(frozen=True)
class OwnReports:
    """What one of the staff reported: a line above them and how each stands, the newest first, with a button to write
    about each that is not closed; both are empty for who reported nothing."""

    lines: tuple[Words, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class _Own:
    """A report of somebody, in the case of this number; `thread` is its id where its reporter can write."""

    number: int
    status: ReportStatus
    thread: bytes | None = None


async def own_reports_of(house: House, batch: Batch, person: str, talk: Conversation) -> OwnReports:
    """What `person` reported; with what waits of it in their chat `talk`, to go on with."""
    await batch.flush()
    linked = await reports.reports_of_person(batch.connection, house.person_hash(person))
    found = [_Own(row.case_number, row.status, row.report_id) for row in linked]
    found += await _unlinked(house, batch, person, {row.report_id for row in linked})
    found.sort(key=lambda one: one.number)
    lines: list[Words] = []
    buttons: list[Button] = []
    for own in reversed(found[-_MOST_LISTED:]):
        case = await cases.case_by_number(batch.connection, batch.vault, own.number)
        if case is not None and reading_of_case(case).kept_by == person:
            continue
        lines += standing_lines(own.number, standing_of(house, own.status, case), house.school)
        for left in () if own.thread is None else left_about(talk, own.thread.hex()):
            lines.append(phrase("own-report-left", what=left.about, number=own.number))
            buttons.append(labelled(left_buttons(left.key)[0], "own-report-go-on", number=own.number))
        if case is not None and case.is_open and own.thread is not None:
            reply = small_button("reply", own.thread.hex())
            buttons.append(labelled(reply, "own-report-write", number=own.number))
    return OwnReports((phrase("staff-own-reports"), *lines), tuple(buttons)) if lines else OwnReports()


async def _unlinked(house: House, batch: Batch, person: str, linked: Collection[bytes]) -> list[_Own]:
    """What they reported about a colleague when no row said whose it is: the log of acts tells who opened the case, and
    the report, that it is by a colleague and about one."""
    among = await reports.cases_without_contact(batch.connection)
    who = house.person_hash(person)
    opened = await acts.cases_of_act(batch.connection, batch.vault, OPENED_BY_STAFF, who, among)
    told = [one for number in opened for one in await reports.reports_of_case(batch.connection, batch.vault, number)]
    name = house.school.people[person].spoken_name
    return [
        _Own(one.case_number, one.status)
        for one in told
        if one.id not in linked and one.report.reporter_name == name and _is_about_a_colleague(one.report)
    ]


def _is_about_a_colleague(report: Report) -> bool:
    facts = report.facts
    unanswerable = report.contact is Contact.NONE
    return unanswerable and (facts.get("reporter"), facts.get("offender_class")) == ("staff", "staff")
