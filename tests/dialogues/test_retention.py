"""A closed case is kept as long as the school agreed, and is gone after that."""

import sqlite3
from contextlib import closing

import pytest

from bot.batch import Batch
from bot.handlers.arrivals import Arrival
from bot.reporter_desk import ReporterDesk
from storage.erasing import erase_case
from tests.dialogues.stage import Stage
from tests.dialogues.test_sealed import copy_of, opened_with_the_master_key
from tests.dialogues.test_whole_line import AtCases, pupil_reports, taken_up


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of a reporter with BREEKT in them cannot be handled."""
    receive = ReporterDesk.receive

    async def fails_on_poison(self: ReporterDesk, batch: Batch, arrival: Arrival) -> None:
        if "BREEKT" in str(arrival.event):
            raise KeyError
        await receive(self, batch, arrival)

    monkeypatch.setattr(ReporterDesk, "receive", fails_on_poison)


@pytest.mark.usefixtures("poison")
async def test_what_could_not_be_handled_is_gone_with_its_key_when_its_term_is_over(stage: Stage) -> None:
    await stage.pupil().types("BREEKT mijn hele verhaal")
    await stage.settles()
    older = copy_of(stage, "older.sqlite3")
    await stage.later(days=29)
    for file in (stage.database_file, older):
        assert b"BREEKT" in await opened_with_the_master_key(stage, file)
    await stage.later(days=2)
    await stage.settles()
    await stage.program.sweep.run_once()
    for file in (stage.database_file, older):
        assert b"BREEKT" not in await opened_with_the_master_key(stage, file)


@pytest.mark.usefixtures("poison")
async def test_what_a_reporter_sent_that_could_not_be_handled_goes_with_their_case_and_nobody_elses(
    stage: Stage,
) -> None:
    await stage.staff("sanne_de_boer")
    for name in ("Noor", "Daan"):
        pupil = stage.pupil(name)
        await pupil_reports(pupil)
        await pupil.taps("✅ Versturen")
        await stage.settles()
        await pupil.types(f"BREEKT wat {name} nog vertelde")
        await pupil.sees("kon ik niet lezen")
    older, archive = copy_of(stage, "older.sqlite3"), stage.program.archive
    assert await erase_case(archive.database, archive.vault, 1, stage.clock.now())
    for file in (stage.database_file, older):
        kept = await opened_with_the_master_key(stage, file)
        assert b"BREEKT wat Noor" not in kept and b"BREEKT wat Daan" in kept


async def test_a_closed_case_is_erased_when_its_term_is_over_and_an_open_one_is_not(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    at_cases = AtCases(stage, coach)
    for name in ("Noor", "Daan"):
        pupil = stage.pupil(name)
        await pupil_reports(pupil)
        await pupil.taps("✅ Versturen")
        await stage.settles()
    await taken_up(at_cases, stage.pupil("Daan"))
    await at_cases.taps("Meer…")
    await at_cases.taps("Overslaan, uitstellen of sluiten…")
    await at_cases.taps("De zaak anders sluiten")
    await at_cases.taps("ruzie")
    await at_cases.types("Ze maakten ruzie om een bal")
    await at_cases.taps("Ja, sluit de zaak")
    await stage.settles()
    assert _cases_with_events(stage) == {1, 2}
    await stage.later(days=729)
    assert _cases_with_events(stage) == {1, 2}
    await stage.later(days=3)
    assert _cases_with_events(stage) == {1}


def _cases_with_events(stage: Stage) -> set[int]:
    with closing(sqlite3.connect(stage.database_file)) as data:
        return {number for (number,) in data.execute("SELECT DISTINCT case_number FROM case_event")}
