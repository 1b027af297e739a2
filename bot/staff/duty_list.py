"""What is open for whom, for lists: the duties of the cases, those that closed cases left, and messages to answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import Reading, can_be_told, reading_from_data
from bot.staff.access import handler_of
from bot.staff.card_scene import duty_untold, duty_words, of_pupils
from bot.staff.case_people import lead_of, responsible_for
from bot.staff.case_terms import terms_for
from casework.calendar import local_date
from casework.case import Case
from casework.duties import duties
from casework.protocol_model import Intervention
from storage import cases, dues
from storage.cases import CaseFile
from storage.connection import AsyncConnection
from storage.dues import Due, DueKind


@dataclass(frozen=True)
class DutyLine:
    """An open duty as a list shows it: `who` are ids of people, `due_on` is a day in Europe/Amsterdam."""

    case: int
    what: Words
    who: tuple[str, ...]
    due_on: date
    late: bool
    step: str = ""


async def open_duties(connection: AsyncConnection, house: House) -> list[DutyLine]:
    """Every duty of every case, soonest first; for lists, nothing is changed.

    A closed case is among them as long as it left something to do: an entry to type over, a message to answer.
    """
    waiting = await dues.dues_of_kind(connection, DueKind.ANSWER)
    left = (*await dues.dues_of_kind(connection, DueKind.DUTY), *waiting)
    numbers = {*await cases.open_case_numbers(connection), *(due.case_number for due in left if due.case_number)}
    lines: list[DutyLine] = []
    for number in sorted(numbers):
        case_file = await cases.case_by_number(connection, house.vault, number)
        if case_file is not None:
            lines += _lines_of(house, case_file)
            lines += await _answers_of(house, case_file, [due for due in waiting if due.case_number == number])
    return sorted(lines, key=lambda line: (line.due_on, line.case))


def _lines_of(house: House, case_file: CaseFile) -> Iterator[DutyLine]:
    case, reading = _opened(house, case_file)
    today = local_date(house.clock.now())
    means = {one.key: one for one in case.protocol.interventions}
    for duty in duties(case, house.calendar, terms_for(house, case, reading)):
        who = responsible_for(house, case, reading, duty)
        step = case.part(duty.step).label
        ends = duty.kind == "intervention" and duty.step in means
        what = duty_untold(duty) if duty.kind == "track" else duty_words(duty, today, means, case.pupils)
        if ends:
            what = of_pupils(phrase("card-means-ends", what=_name(means[duty.step])), duty.pupils, case.pupils)
        yield DutyLine(case_file.number, what, who, duty.due_on, duty.due_on < today, step)


def _name(means: Intervention) -> str:
    return means.short or means.label


async def _answers_of(house: House, case_file: CaseFile, waiting: Sequence[Due]) -> list[DutyLine]:
    """A message of a reporter waits for an answer; its row moves on once it was late."""
    if not waiting:
        return []
    sealer = (await house.vault.sealers({case_file.key_id}))[case_file.key_id]
    case, reading = _opened(house, case_file)
    handler = handler_of(reading)
    told = handler is not None and can_be_told(house, reading, handler)
    who = (handler,) if told and handler is not None else lead_of(house, case, reading)
    what = phrase("taken-answer")
    details: list[Mapping[str, int]] = [due.detail(sealer) or {} for due in waiting]
    return [
        DutyLine(case_file.number, what, who, local_date(due.at), bool(detail.get("times")), case.step.label)
        for due, detail in zip(waiting, details, strict=True)
    ]


def _opened(house: House, case_file: CaseFile) -> tuple[Case, Reading]:
    return house.folded(case_file), reading_from_data(case_file.reading)
