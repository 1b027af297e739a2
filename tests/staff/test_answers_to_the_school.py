"""What a reporter answered to the school's own questions, in the report of the case."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.case_report.making import written_report
from bot.case_report.words import Section, WrittenReport, paragraphs
from casework.calendar import local_date
from casework.protocol import shipped_protocol
from casework.report import AboutWhom, AdditionKind, Contact
from storage import reports
from tests.casework.schools import example_school
from tests.staff.case_desk import CaseDesk, open_desk, read_by_coach
from tests.staff.test_case_reports import MONDAY

TALK, MESSAGE = (
    "Kun je hier met je leerkracht over praten?",
    "Wat voor bericht was het? Je hoeft het hier niet te sturen.",
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


async def asked_in(desk: CaseDesk) -> Section:
    return (await report_of(desk)).sections[0]


async def test_they_stand_in_the_report_below_the_question_and_as_told_only(desk: CaseDesk) -> None:
    await a_case(desk)
    await answers(desk, MESSAGE, "Een groepsapp over Noor Vink")
    section = await asked_in(desk)
    assert section.title == "Vragen van school aan de melder" and "niet nagegaan" in section.opened
    (entry,) = section.entries
    assert entry.what == MESSAGE
    assert entry.quotes[0].text == "Een groepsapp over [iemand die het meldde]"


async def test_a_pupil_whom_a_witness_named_is_named_in_none_of_it_before_anybody_confirmed_who_it_is(
    desk: CaseDesk,
) -> None:
    await a_case(desk, about=AboutWhom.SOMEONE_ELSE, victim_name="Fatima Yilmaz")
    await answers(desk, MESSAGE, "Een groepsapp over Fatima")
    (entry,) = (await asked_in(desk)).entries
    assert entry.quotes[0].text == "(Hier staat een antwoord met een naam erin. Het staat bij de melding zelf.)"


async def test_what_is_sensitive_or_held_from_somebody_does_not(desk: CaseDesk) -> None:
    await a_case(desk)
    await answers(desk, TALK, "Nee")
    await answers(desk, MESSAGE, "Een leraar stuurde het", "sanne_de_boer")
    words = "\n".join(paragraphs(await report_of(desk)))
    assert "Vragen van school" not in words and TALK not in words and "stuurde het" not in words
