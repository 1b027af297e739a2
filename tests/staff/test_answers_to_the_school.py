"""Whoever reads the report of a case reads nothing of what its reporters answered to the school's own questions."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.case_report.making import written_report
from bot.case_report.words import WrittenReport, paragraphs
from casework.calendar import local_date
from casework.protocol import shipped_protocol
from casework.report import AdditionKind, Contact
from storage import reports
from tests.casework.schools import example_school
from tests.staff.case_desk import CaseDesk, open_desk, read_by_coach
from tests.staff.test_case_reports import MONDAY

TALK, MESSAGE = (
    "Kun je hier met je leerkracht over praten?",
    "Wat voor bericht was het? Het hier sturen hoeft niet.",
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[CaseDesk]:
    made = await open_desk(tmp_path, example_school(), shipped_protocol("het-sticht"), MONDAY)
    yield made
    await made.database.close()
    await made.vault.keys.close()


async def a_case(desk: CaseDesk, **report: object) -> int:
    by_name = {"contact": Contact.NAME, "reporter_name": "Noor Vink"}
    return await desk.open_case(read_by_coach(desk.now), **{**by_name, **report})


async def answers(desk: CaseDesk, question: str, words: str, *held_from: str) -> None:
    async def job(batch: Batch) -> None:
        (stored,) = await reports.reports_of_case(batch.connection, batch.vault, 1)
        sealer = await batch.sealer(stored.id)
        assert sealer is not None
        kind, day = AdditionKind.INTAKE, local_date(batch.now)
        await reports.add_told(
            batch.connection, batch.changes, sealer, stored.id, kind, words, day, held_from, question=question
        )

    await desk.transact(job)


async def report_of(desk: CaseDesk) -> WrittenReport:
    case_file = await desk.case_file(1)
    async with desk.database.reading() as connection:
        return await written_report(desk.house, connection, case_file)


@pytest.mark.parametrize(("question", "words"), [(TALK, "Nee, liever niet"), (MESSAGE, "Een groepsapp over mij")])
async def test_what_a_reporter_answered_stands_in_none_of_the_report(desk: CaseDesk, question: str, words: str) -> None:
    await a_case(desk)
    await answers(desk, question, words)
    written = "\n".join(paragraphs(await report_of(desk)))
    assert question not in written and words not in written
