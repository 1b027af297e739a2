"""What reporters of a case answered to the school's own questions, for the report of that case."""

from bot.case_report.words import AnswerToSchool
from bot.house import House
from casework.report import AdditionKind
from storage import reports
from storage.cases import CaseFile
from storage.connection import AsyncConnection


async def answers_to_school(
    house: House, connection: AsyncConnection, case_file: CaseFile
) -> tuple[AnswerToSchool, ...]:
    """In the order in which they came. The report may be read by many, parents among them: left out are answers to a
    question that the protocol of the case calls sensitive, and what is held from anybody."""
    protocol = house.protocols[case_file.protocol_hash]
    sensitive = {question.label for question in protocol.intake if question.sensitive}
    stored = await reports.reports_of_case(connection, house.vault, case_file.number)
    sealers = await house.vault.sealers({one.id for one in stored})
    found = []
    for one in stored:
        told = await reports.told_with(connection, sealers[one.id], one.id) if one.id in sealers else []
        found += [line for line in told if line.kind == AdditionKind.INTAKE and not line.held_from]
    return tuple(
        AnswerToSchool(line.told_on, line.question, line.text) for line in found if line.question not in sensitive
    )
