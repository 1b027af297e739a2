"""The pupil of whom the school said "dit is de leerling zelf" sees the steps of the case; nobody else who reported."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.batch import Batch
from bot.staff.case_acts import CaseActs
from bot.staff.duty_book import DutyBook
from casework.case_commands import (
    AddPupil,
    CloseWith,
    Command,
    IdentifyVictim,
    JoinCase,
    MarkDone,
    RecordConsent,
)
from casework.wording import Refusal
from storage import reports
from tests.casework.schools import example_school
from tests.staff.staffroom import staffroom_of
from tests.test_reporter_desk import NOOR, SAM, Reception, reception_in

COACH = "sanne_de_boer"
NEW_STEP = "Er is een nieuwe stap in jouw melding. Kijk met /mijn."
AGREED = tuple(
    RecordConsent(one, given=True, words="w") for one in ("call_victim_parents", "talk_bullies", "mediation")
)


class School:
    """Pupils at the reporters' desk, and a coach who works on their cases."""

    def __init__(self, reception: Reception) -> None:
        self.pupils, self.room = reception, reception.room
        self.acts = CaseActs(self.room.house, self.room.office, DutyBook(self.room.house, self.room.office))

    async def does(self, *commands: Command, number: int = 1, person: str = COACH) -> Batch:
        """What the coach, or somebody else, does to a case, in one transaction."""

        async def work(batch: Batch) -> None:
            for command in commands:
                case_file = await self.room.office.case(batch, number)
                assert case_file is not None
                done = await self.acts.perform(batch, case_file, command, person)
                assert not isinstance(done, Refusal), (command, done)

        return await self.room.in_batch(work)

    async def report_of(self, number: int = 1) -> str:
        return (await self.room.report_id(number)).hex()

    async def confirms(self, number: int = 1) -> Batch:
        """The coach says "dit is de leerling zelf"; what had to be laid down is done, so that step 1 begins."""
        themselves = IdentifyVictim(await self.report_of(number), is_reporter=True)
        return await self.does(themselves, MarkDone("intake", self.today, note="n"), number=number)

    async def status(self, who: Any = NOOR) -> str:
        return self.pupils.said(await self.pupils.commands("mijn", who=who), who)

    @property
    def today(self) -> Any:
        return self.room.clock.now().date()


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with staffroom_of(example_school(), tmp_path) as room:
        yield School(reception_in(room))


async def test_the_own_list_shows_the_steps_once_the_school_confirmed_who_it_is(school: School) -> None:
    await school.pupils.sent()
    assert "Nu, sinds" not in await school.status()
    await school.confirms()
    told = await school.status()
    assert "Nu, sinds maandag 23 november: Iemand van school praat met jou over wat er gebeurt." in told
    assert "Hierna: Iemand van school gaat verder met wat jullie samen hebben afgesproken." in told


async def test_what_was_done_with_the_pupil_is_told_with_its_day(school: School) -> None:
    await school.pupils.sent()
    await school.confirms()
    await school.does(MarkDone("talk_victim", school.today, note="n"), *AGREED)
    told = await school.status()
    assert "Dit is gedaan:\n– maandag 23 november: Iemand van school praatte met jou." in told


async def test_the_same_sentence_stands_once_a_day_whatever_it_is_said_for(tmp_path: Path) -> None:
    """A talk in the protocol's own words, and a consent for a means, which is asked in a talk without words of its own
    (P003 A003-3)."""
    async with staffroom_of(example_school(), tmp_path, protocol="oplossingsgericht") as room:
        school = School(reception_in(room))
        await school.pupils.sent()
        await school.does(
            IdentifyVictim(await school.report_of(), is_reporter=True),
            MarkDone("talk_victim", school.today, note="n"),
            RecordConsent("support_group", given=True, words="w"),
            RecordConsent("talk_bullies", given=True, words="w"),
        )
        monday = "– maandag 23 november: Iemand van school praatte met jou."
        assert (await school.status()).count(monday) == 1
        room.clock.move_to(room.clock.now() + timedelta(days=1))
        await school.does(RecordConsent("support_group", given=False, words="w"))
        told = await school.status()
        assert told.count(monday) == 1, "the day before it stays"
        assert told.count("– dinsdag 24 november: Iemand van school praatte met jou.") == 1


async def test_the_day_on_which_somebody_asks_how_it_goes_is_told(school: School) -> None:
    await school.pupils.sent()
    await school.confirms()
    talked = MarkDone("talk_victim", school.today, note="n")
    both = (MarkDone("talk_bullies", school.today, note="n"), MarkDone("mediation", school.today, note="n"))
    await school.does(talked, *AGREED, AddPupil("B", "bully"), *both)
    assert "Uiterlijk maandag 7 december vraagt iemand van school je hoe het gaat." in await school.status()


async def test_a_new_step_is_said_once_in_the_transaction_of_the_step(school: School) -> None:
    await school.pupils.sent()
    batch = await school.confirms()
    assert school.pupils.said(batch, NOOR).count(NEW_STEP) == 1
    batch = await school.does(MarkDone("talk_victim", school.today, note="n"))
    assert NEW_STEP not in school.pupils.said(batch, NOOR)
    batch = await school.does(*AGREED)
    assert school.pupils.said(batch, NOOR).count(NEW_STEP) == 1


async def test_who_muted_the_report_hears_of_no_step(school: School) -> None:
    await school.pupils.sent()
    await school.status()
    await school.pupils.taps("Geen berichten meer over melding 1")
    assert NEW_STEP not in school.pupils.said(await school.confirms(), NOOR)
    assert "Nu, sinds" in await school.status()


async def test_behind_a_code_the_steps_stand_in_the_status_and_nothing_is_sent(school: School) -> None:
    code = await school.pupils.coded()
    batch = await school.confirms()
    assert school.pupils.said(batch, NOOR) == ""
    told = school.pupils.said(await school.pupils.commands("code", code))
    assert "Nu, sinds maandag 23 november: Iemand van school praat met jou" in told


async def test_without_contact_nothing_is_sent(school: School) -> None:
    await school.pupils.sent("Geen contact")
    batch = await school.confirms()
    assert school.pupils.said(batch, NOOR) == ""


async def test_another_reporter_of_the_same_case_sees_no_steps_and_hears_of_none(school: School) -> None:
    await school.pupils.sent()
    await school.pupils.commands("melden", "k-2B", SAM)
    await school.pupils.taps("Over iemand anders", SAM)
    await school.pupils.types("Noor wordt uitgescholden", SAM)
    await school.pupils.taps("Antwoord mij hier", SAM)
    await school.pupils.taps("Overslaan", SAM)
    await school.pupils.taps("✅ Versturen", SAM)
    await moved(school, 2, 1)
    batch = await school.confirms()
    assert NEW_STEP in school.pupils.said(batch, NOOR)
    assert school.pupils.said(batch, SAM) == ""
    assert "Nu, sinds" not in await school.status(SAM)


async def moved(school: School, number: int, to: int) -> None:
    """The report of one case goes along to another, as joining them does."""
    report_id = await school.room.report_id(number)

    async def work(batch: Batch) -> None:
        reports.move_to_case(batch.changes, report_id, to)

    await school.room.in_batch(work)


async def test_each_victim_of_joined_cases_sees_their_own_and_not_the_steps_of_the_other(school: School) -> None:
    await school.pupils.sent()
    await school.pupils.commands("melden", "k-2B", SAM)
    await school.pupils.taps("Over mij", SAM)
    await school.pupils.types("ze lachen mij uit", SAM)
    await school.pupils.taps("Antwoord mij hier", SAM)
    await school.pupils.taps("✅ Versturen", SAM)
    await school.confirms(1)
    await school.confirms(2)
    await school.does(MarkDone("talk_victim", school.today, note="n"), number=2)
    await school.does(JoinCase("2"), number=1)
    await moved(school, 2, 1)
    await school.does(CloseWith("double", reason="n", other_case="1"), number=2)
    noor, sam = await school.status(), await school.status(SAM)
    assert "Iemand van school praat met jou over wat er gebeurt" in noor and "Dit is gedaan" not in noor
    assert "School werkt verder aan je melding." in sam and "Hierna" not in sam
    assert "– maandag 23 november: Iemand van school praatte met jou." in sam
    batch = await school.does(MarkDone("talk_victim", school.today, note="n"), *AGREED)
    assert NEW_STEP in school.pupils.said(batch, NOOR) and NEW_STEP in school.pupils.said(batch, SAM)
    assert "praatte met jou" in await school.status()


async def test_who_turns_out_not_to_be_the_pupil_sees_the_steps_no_longer(school: School) -> None:
    await school.pupils.sent()
    await school.confirms()
    await school.does(IdentifyVictim("note", is_reporter=False))
    assert "Nu, sinds" not in await school.status()
    batch = await school.does(MarkDone("talk_victim", school.today, note="n"), *AGREED)
    assert NEW_STEP not in school.pupils.said(batch, NOOR)


async def test_nothing_of_the_steps_is_told_once_it_is_about_staff(school: School) -> None:
    await school.pupils.sent()
    await school.confirms()
    assert "Nu, sinds" in await school.status()
    await school.room.keeps_reading(1, subjects=("ruud_mulder",))
    assert "Nu, sinds" not in await school.status()


async def test_a_closed_case_is_over_and_tells_only_what_was_done(school: School) -> None:
    await school.pupils.sent()
    await school.confirms()
    await school.does(MarkDone("talk_victim", school.today, note="n"))
    closing = next(one.key for one in school.room.house.protocol.outcomes_by_hand("1") if one.key != "double")
    batch = await school.does(CloseWith(closing, reason="n"))
    assert NEW_STEP not in school.pupils.said(batch, NOOR)
    told = await school.status()
    assert "afgerond" in told and "praatte met jou" in told and "Nu, sinds" not in told
