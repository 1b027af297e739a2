"""Promise 4, AX-12: whoever is named or left out hears nothing, however late everybody else is."""

import sqlite3
from contextlib import closing

import pytest

from bot.playground.person import Person
from bot.texts import text
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import AtCases, pupil_reports, taken_up, with_two_pupils_named

BAKKER = "pieter_bakker"
DE_BOER = "sanne_de_boer"


async def all_staff(stage: Stage) -> dict[str, Person]:
    return {person: await stage.staff(person) for person in stage.plan.school.people}


async def reports(stage: Stage, pupil: Person, story: str, said: str = "Ja", left_out: tuple[str, ...] = ()) -> None:
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.sees("Wat is er gebeurd?")
    await pupil.types(story)
    await pupil.taps("Antwoord mij hier")
    await pupil.sees("Gaat het over")
    await answers_whom(pupil, said)
    if said == "Ja":
        await pupil.sees_next("Gaat het over aanraken")
        await pupil.taps("Nee")
    for name in left_out:
        await pupil.taps("Iemand mag dit niet lezen")
        await pupil.taps(f"Niet {name}")
    await pupil.taps("✅ Versturen")
    await stage.settles()


async def answers_whom(pupil: Person, said: str) -> None:
    """The button that begins with this word: what it is about them is said on it."""
    await pupil.taps(next(label for label in pupil.buttons if label.startswith(said)))


async def days_pass(stage: Stage, days: int) -> None:
    for _ in range(days):
        await stage.later(days=1)
        await stage.settles()


@pytest.mark.parametrize(
    ("story", "accused"),
    [
        ("mijn mentor scheldt me uit", DE_BOER),
        ("meneer Bakker scheldt me uit", BAKKER),
        ("Bram Postma scheldt me uit", "bram_postma"),
    ],
    ids=["the coach", "the deputy", "the admin"],
)
async def test_whoever_it_is_about_hears_nothing_when_nobody_takes_it_up(
    stage: Stage, story: str, accused: str
) -> None:
    staff = await all_staff(stage)
    before = len(staff[accused].screen())
    await reports(stage, stage.pupil(), story)
    await days_pass(stage, 25)
    assert staff[accused].screen()[before:] == []
    heard = [person for person, one in staff.items() if "Zaak 1" in one.screen_text()]
    assert len(heard) > 3


async def test_a_coach_whom_it_is_about_is_told_nothing_as_the_deputy_of_who_is_late(stage: Stage) -> None:
    staff = await all_staff(stage)
    before = len(staff[DE_BOER].screen())
    pupil = stage.pupil()
    above = (
        "mevrouw Visser (leerlingcoördinator)",
        "mevrouw Hoekstra (vervangt mevrouw Visser)",
        "mevrouw Smit (vestigingsdirecteur)",
        "meneer Mulder (vervangt mevrouw Smit)",
    )
    await reports(stage, pupil, "mijn mentor scheldt me uit", left_out=above)
    at_cases = AtCases(stage, staff[BAKKER])
    await at_cases.taps("Lezen")
    await at_cases.taps("Ik pak dit op")
    await pupil.types("het gebeurt weer")
    await days_pass(stage, 25)
    assert "Te laat" in staff[BAKKER].screen_text()
    assert staff[DE_BOER].screen()[before:] == []
    await staff[DE_BOER].types("/zaak 1")
    await staff[DE_BOER].types("/zaken")
    await staff[DE_BOER].types("/taken")
    await stage.settles()
    assert "Zaak 1 ·" not in staff[DE_BOER].screen_text()


async def test_the_deputy_of_who_is_late_hears_of_it_as_long_as_it_is_not_about_them(stage: Stage) -> None:
    staff = await all_staff(stage)
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await taken_up(AtCases(stage, staff[DE_BOER]), pupil)
    await days_pass(stage, 25)
    assert "zaak 1" in staff[BAKKER].screen_text()


async def test_break_guards_hear_nothing_of_a_case_however_late_it_is(stage: Stage) -> None:
    staff = await all_staff(stage)
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await taken_up(AtCases(stage, staff[DE_BOER]), pupil)
    guards = [staff[person] for person in stage.plan.school.break_guards]
    before = [len(guard.screen()) for guard in guards]
    await days_pass(stage, 25)
    assert [len(guard.screen()) for guard in guards] == before


@pytest.mark.parametrize("said", ["Ja", "Nee"])
async def test_a_message_that_names_the_coach_waits_for_the_answer_whether_it_is_about_them(
    stage: Stage, said: str
) -> None:
    coach, deputy = await stage.staff(DE_BOER), await stage.staff(BAKKER)
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.taps("Nee, zo is het goed")
    await taken_up(AtCases(stage, coach), pupil)
    await stage.settles()
    before = len(coach.screen())
    await pupil.types("eigenlijk scheldt mevrouw De Boer me zelf uit")
    await pupil.sees("Gaat het over")
    await stage.settles()
    assert len(coach.screen()) == before
    assert "doorgegeven aan mevrouw De Boer" not in pupil.screen_text()
    await answers_whom(pupil, said)
    if said == "Ja":
        await pupil.sees_next("Gaat het over aanraken")
        await stage.settles()
        assert len(coach.screen()) == before
        await pupil.taps("Nee")
    await stage.settles()
    reader = deputy if said == "Ja" else coach
    assert "Zaak 1" in reader.screen_text() or "zaak 1" in reader.screen_text()
    await AtCases(stage, reader).taps("Lezen")
    await reader.sees("me zelf uit")
    await stage.settles()
    await stage.program.sweep.run_once()
    assert ("me zelf uit" in coach.screen_text()) == (said == "Nee")


async def accused_in_the_middle_of(stage: Stage, *taps: str) -> Person:
    """A coach who has taken the case up and is accused while a question about it stands open."""
    await stage.staff(BAKKER)
    coach, at_cases = await with_two_pupils_named(stage, "Roosje de Wit")
    pupil = stage.pupil()
    for tap in taps:
        await at_cases.taps(tap)
    await pupil.types("/stop")
    await stage.settles()
    await pupil.types("mevrouw De Boer doet zelf mee")
    await pupil.taps("Ja, mevrouw De Boer doet iets naars")
    await stage.settles()
    return coach


def notes_in(stage: Stage) -> int:
    with closing(sqlite3.connect(stage.database_file)) as data:
        return int(data.execute("SELECT count(*) FROM case_note").fetchone()[0])


async def test_whoever_is_accused_in_the_middle_of_a_flow_writes_nothing_more_into_the_case(stage: Stage) -> None:
    coach = await accused_in_the_middle_of(stage, "Leg vast wat er is gemeld", "Vandaag")
    notes = notes_in(stage)
    await coach.types("De leerling liegt altijd")
    await stage.settles()
    assert notes_in(stage) == notes
    assert text("staff-case-not-yours") in [message.words for message in coach.screen()]


async def test_whoever_is_accused_in_the_middle_of_naming_a_pupil_names_nobody(stage: Stage) -> None:
    coach = await accused_in_the_middle_of(stage, "Meer…", "Leerling toevoegen", "Zou pesten")
    notes = notes_in(stage)
    await coach.types("Zwartje Piest")
    await coach.taps("Dezelfde klas (2B)")
    await stage.settles()
    assert notes_in(stage) == notes
    assert text("staff-case-not-yours") in [message.words for message in coach.screen()]


def test_who_cannot_open_a_case_is_not_told_to_ask_around_about_it() -> None:
    assert text("staff-case-not-yours") == "Deze zaak kun jij niet openen."
