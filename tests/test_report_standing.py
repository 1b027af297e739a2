"""Who has it, in what is told to whoever sent a report."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.reading import reading_from_data
from casework.case_commands import Acknowledge, AddPupil, CloseWith, HandOver, MarkDone, OpenStep
from casework.case_events import StepOpened
from tests.casework.schools import example_school
from tests.staff.staffroom import staffroom_of
from tests.test_pupil_steps import AGREED, COACH, School
from tests.test_reporter_desk import reception_in

COORDINATOR = "karin_visser"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with staffroom_of(example_school(), tmp_path) as room:
        yield School(reception_in(room))


async def to_step_5(school: School) -> None:
    """The coach took it up; P001 step 5 is the year coordinator's."""
    await school.does(Acknowledge())
    await school.confirms()
    talked = (MarkDone(one, school.today, note="n") for one in ("talk_bullies", "mediation"))
    await school.does(MarkDone("talk_victim", school.today, note="n"), *AGREED, AddPupil("B", "bully"), *talked)
    await school.does(OpenStep("5", "reason"))


async def told_behind_a_code_in_step_5(school: School) -> str:
    """The year coordinator took it up; what its pupil reads with the code."""
    code = await school.pupils.coded()
    await to_step_5(school)
    await school.does(Acknowledge(), person=COORDINATOR)
    return school.pupils.said(await school.pupils.commands("code", code))


async def test_who_took_up_the_present_step_has_it_and_not_who_took_up_the_report(school: School) -> None:
    await school.pupils.sent()
    await school.does(Acknowledge())
    assert "Melding 1: wordt opgepakt door mevrouw De Boer." in await school.status()
    await to_step_5(school)
    await school.does(Acknowledge(), person=COORDINATOR)
    told = await school.status()
    assert "Melding 1: wordt opgepakt door mevrouw Visser." in told
    assert "Dit mag ook gelezen worden door mevrouw De Boer." in told


async def test_while_nobody_took_up_the_present_step_it_is_told_whose_it_is(school: School) -> None:
    await school.pupils.sent()
    await to_step_5(school)
    told = await school.status()
    assert "Melding 1: ligt nu bij mevrouw Visser, om op te pakken." in told
    assert "Dit mag ook gelezen worden door mevrouw De Boer." in told


async def test_neither_who_took_up_an_earlier_step_nor_the_report_has_it_in_a_step_of_somebody_else(
    school: School,
) -> None:
    """P001 step 5 is the year coordinator's, step 7 the team lead's."""
    await school.pupils.sent()
    await to_step_5(school)
    await school.does(Acknowledge(), person=COORDINATOR)
    opened = StepOpened(at=school.room.clock.now(), by=COORDINATOR, step="7")

    async def goes_on(batch: Batch) -> None:
        case_file = await school.room.office.case(batch, 1)
        assert case_file is not None
        await school.room.office.add_events(batch, case_file, (opened,))

    await school.room.in_batch(goes_on)
    told = await school.status()
    assert "wordt opgepakt" not in told
    assert "Melding 1: ligt nu bij meneer Mulder, om op te pakken." in told


async def test_behind_a_code_it_is_told_whose_it_is_to_take_up(school: School) -> None:
    code = await school.pupils.coded()
    await to_step_5(school)
    told = school.pupils.said(await school.pupils.commands("code", code))
    assert "Je melding ligt nu bij mevrouw Visser, om op te pakken." in told and "wordt opgepakt" not in told


async def test_who_got_the_step_from_somebody_has_it_once_they_take_it_up(school: School) -> None:
    await school.pupils.sent()
    await to_step_5(school)
    await school.does(Acknowledge(), HandOver("ruud_mulder"), person=COORDINATOR)
    assert "ligt nu bij meneer Mulder, om op te pakken" in await school.status()
    await school.does(Acknowledge(), person="ruud_mulder")
    assert "wordt opgepakt door meneer Mulder" in await school.status()


async def test_behind_a_code_it_is_told_too(school: School) -> None:
    assert "Je melding wordt opgepakt door mevrouw Visser." in await told_behind_a_code_in_step_5(school)


async def test_who_may_not_read_the_case_any_more_is_not_named(school: School) -> None:
    await school.pupils.sent()
    await to_step_5(school)
    await school.does(Acknowledge(), person=COORDINATOR)
    await school.room.keeps_reading(1, subjects=(COORDINATOR,))
    told = await school.status()
    assert "wordt opgepakt door mevrouw De Boer" in told and "Visser" not in told


async def test_behind_a_code_everybody_is_named_who_may_read_it_besides(school: School) -> None:
    assert "Dit mag ook gelezen worden door mevrouw De Boer." in await told_behind_a_code_in_step_5(school)


async def test_behind_a_code_nobody_is_named_any_more_once_it_is_closed(school: School) -> None:
    code = await school.pupils.coded()
    await school.does(Acknowledge(), CloseWith("quarrel", "reason"))
    told = school.pupils.said(await school.pupils.commands("code", code))
    assert "Je melding is afgerond." in told and "ook gelezen" not in told


async def test_what_was_read_stays_read_when_the_case_goes_to_somebody_else(school: School) -> None:
    await school.pupils.sent("Antwoord mij hier")
    await school.room.keeps_reading(1, via_confidant=True, reader="lotte_jansen")
    await school.room.taps("lotte_jansen", small_button("read", "1"))
    await school.does(Acknowledge(), person="lotte_jansen")

    async def shares(batch: Batch) -> None:
        case_file = await school.room.office.case(batch, 1)
        assert case_file is not None
        reading = reading_from_data(case_file.reading)
        moved = replace(reading.with_reader(COACH, school.today), via_confidant=False, taken_up_by=None)
        await school.room.office.keep_reading(batch, case_file, moved)

    await school.room.in_batch(shares)
    told = await school.status()
    assert "Melding 1: gelezen door mevrouw Jansen. Nu ligt die bij mevrouw De Boer" in told
    assert "verstuurd" not in told
