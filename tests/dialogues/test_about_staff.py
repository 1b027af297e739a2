"""Somebody who works at the school is reported: who reads it, who never hears of it, and what the reporter is told."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.person import Person
from casework.school import RoleSetting
from tests.dialogues.stage import Stage, example_school, staged
from tests.dialogues.test_whole_line import AtCases

COACH, DEPUTY, HEAD = "sanne_de_boer", "pieter_bakker", "marieke_smit"
BOARD, BOARDS_DEPUTY = "bea_bos", "cor_ster"
SEXUAL = "Gaat het over aanraken op een manier die niet fijn is?"
INSPECTORATE, SEXUAL_VIOLENCE = "Vertrouwensinspectie: 0900-1113111 (schooldagen 8-17 uur)", "0800-0188 (dag en nacht)"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The example school with a board of its own, whose people do nothing else at the school."""
    school = example_school()
    like = school.people["karin_visser"]
    people = {
        person: like.model_copy(update={"id": person, "name": name, "title": title, "deputy": None})
        for person, name, title in ((BOARD, "Bea Bos", "mevrouw Bos"), (BOARDS_DEPUTY, "Cor Ster", "meneer Ster"))
    }
    board = RoleSetting(title="bestuur", holders=(BOARD,), deputy=BOARDS_DEPUTY)
    changes = {"people": {**school.people, **people}, "roles": {**school.roles, "board": board}}
    async with staged(tmp_path, school.model_copy(update=changes)) as made:
        yield made


async def all_staff(stage: Stage) -> dict[str, Person]:
    return {person: await stage.staff(person) for person in stage.plan.school.people}


async def begins(reporter: Person, about: str = "Over mij") -> None:
    await reporter.starts("k-2B")
    await reporter.taps(about)
    told_by_pupil = about == "Over mij"
    await reporter.taps(f"Iemand die hier werkt doet naar tegen {'mij' if told_by_pupil else 'iemand'}")
    await reporter.sees_next("Wie is het?")


async def heard_in(stage: Stage, staff: dict[str, Person], days: int) -> set[str]:
    """Everybody to whom case 1 was ever shown, when nobody takes it up for so many days."""
    await stage.settles()
    for _ in range(days):
        await stage.later(days=1)
        await stage.settles()
    return {person for person, one in staff.items() if re.search(r"[Zz]aak 1\b", one.screen_text())}


async def test_a_coach_accused_by_name_never_hears_of_it(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    before = len(staff[COACH].screen())
    await begins(pupil)
    await pupil.types("mevrouw De Boer")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Nee")
    await pupil.sees_next("Met de directie bedoelen we: mevrouw Smit.")
    await pupil.taps("Nee")
    await pupil.sees_next("Mag degene die dit leest, weten wie je bent?")
    await pupil.taps("Antwoord mij hier")
    screen = (await pupil.sees_next("Dit ga je versturen")).words
    assert "👤 mevrouw Visser (leerlingcoördinator) leest het als eerste." in screen
    assert (
        "Je zei dat het gaat over mevrouw De Boer. Diegene leest dit niet en krijgt hier geen bericht over." in screen
    )
    await pupil.taps("✅ Versturen")
    heard = await heard_in(stage, staff, 20)
    assert {"karin_visser", DEPUTY} <= heard
    assert COACH not in heard
    assert staff[COACH].screen()[before:] == []


async def test_nobody_named_is_read_by_the_head_and_never_by_the_mentor(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await begins(pupil)
    await pupil.taps("Liever geen naam")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Nee")
    await pupil.sees_next("Gaat het ook over de directie?")
    await pupil.taps("Nee")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees_next("👤 mevrouw Smit (vestigingsdirecteur) leest het als eerste.")
    await pupil.sees("We weten niet wie het is. Gaat het over iemand die hierboven staat?")
    await pupil.sees(INSPECTORATE)
    await pupil.taps("✅ Versturen")
    heard = await heard_in(stage, staff, 20)
    assert heard <= {HEAD, "ruud_mulder", BOARD, BOARDS_DEPUTY, stage.plan.school.admin}
    assert {HEAD, BOARD} <= heard


async def test_a_doubted_management_never_hears_of_it(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await begins(pupil)
    await pupil.taps("Liever geen naam")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Nee")
    await pupil.sees_next("Gaat het ook over de directie?")
    await pupil.taps("Ja")
    await pupil.taps("Antwoord mij hier")
    screen = (await pupil.sees_next("👤 mevrouw Bos (bestuur) leest het als eerste.")).words
    assert "Dit lezen zij niet: mevrouw Smit" in screen
    await pupil.taps("✅ Versturen")
    heard = await heard_in(stage, staff, 20)
    assert {BOARD, BOARDS_DEPUTY} <= heard
    assert not {HEAD, COACH, DEPUTY} & heard


@pytest.mark.parametrize("said", ["Ja", "Weet ik niet"])
async def test_sexual_conduct_goes_to_the_board_and_to_nobody_else_however_late(stage: Stage, said: str) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await begins(pupil)
    await pupil.types("meneer Bakker")
    await pupil.sees_next(SEXUAL)
    await pupil.taps(said)
    await pupil.sees_next("Mag degene die dit leest, weten wie je bent?")
    await pupil.taps("Antwoord mij hier")
    screen = await pupil.sees_next("👤 mevrouw Bos (bestuur) leest het als eerste.")
    assert "Lukt dat niet, dan leest meneer Ster (bestuur) het." in screen.words
    assert "Liever naar de vertrouwenspersoon" not in screen.buttons
    assert INSPECTORATE in screen.words
    await pupil.taps("✅ Versturen")
    thanks = (await pupil.sees_next("Dank je wel. Het is verstuurd.")).words
    assert INSPECTORATE in thanks
    assert SEXUAL_VIOLENCE in thanks
    await pupil.taps("Nee, zo is het goed")
    await pupil.types("/hulp")
    shown = (await pupil.sees_next("Kindertelefoon")).words
    assert INSPECTORATE in shown
    assert SEXUAL_VIOLENCE in shown
    heard = await heard_in(stage, staff, 20)
    assert heard == {BOARD, BOARDS_DEPUTY, stage.plan.school.admin}
    assert staff[stage.plan.school.admin].screen_text().count("seksuele") == 0


async def test_the_board_reads_what_was_answered_and_the_reporter_hears_that_it_is_taken_up(stage: Stage) -> None:
    board, pupil = await stage.staff(BOARD), stage.pupil()
    await begins(pupil)
    await pupil.types("meneer Bakker")
    await pupil.taps("Weet ik niet")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees_next("Dit ga je versturen")
    await pupil.types("hij komt steeds heel dicht bij me staan")
    await pupil.sees_next("Dat heb ik bij je verhaal gezet.")
    await pupil.taps("✅ Versturen")
    at_cases = AtCases(stage, board)
    await at_cases.taps("Lezen")
    await board.sees("hij komt steeds heel dicht bij me staan")
    await board.sees("zulke berichten of foto’s? Antwoord: weet ik niet.")
    await board.sees("meneer Bakker")
    await at_cases.taps("Ik pak dit op")
    await pupil.sees("Goed nieuws: mevrouw Bos pakt het op.")


async def test_a_parent_is_asked_and_told_the_same_as_u(stage: Stage) -> None:
    staff, parent = await all_staff(stage), stage.pupil("Vader")
    await begins(parent, "Ik ben een ouder")
    await parent.sees("Goed dat u dit vertelt. Wie is het?")
    await parent.types("de mentor")
    await parent.sees_next(SEXUAL)
    await parent.taps("Ja")
    await parent.taps("Antwoord mij hier")
    await parent.taps("Overslaan")
    screen = (await parent.sees_next("👤 mevrouw Bos (bestuur) leest het als eerste.")).words
    assert "Daarom kunt u hier de vertrouwenspersoon niet kiezen." in screen
    assert "U zei dat het gaat over mevrouw De Boer. Diegene leest dit niet" in screen
    await parent.taps("✅ Versturen")
    assert INSPECTORATE in (await parent.sees_next("Dank u wel.")).words
    assert not re.search(r"\b(je|jij|jou|jouw)\b", (await parent.sees("Dank u wel.")).words)
    heard = await heard_in(stage, staff, 5)
    assert COACH not in heard
    assert BOARD in heard


async def test_a_colleague_without_an_account_reports_a_colleague_the_same_way(stage: Stage) -> None:
    staff, colleague = await all_staff(stage), stage.pupil("Collega")
    await begins(colleague, "Over iemand anders")
    await colleague.types("Pieter Bakker")
    await colleague.taps("Ja")
    await colleague.taps("Mijn naam")
    await colleague.types("Els van natuurkunde")
    await colleague.sees_next("👤 mevrouw Bos (bestuur) leest het als eerste.")
    await colleague.taps("✅ Versturen")
    heard = await heard_in(stage, staff, 5)
    assert BOARD in heard
    assert not {DEPUTY, COACH, HEAD} & heard


async def test_a_name_in_the_story_that_is_answered_with_yes_goes_to_the_board_when_it_is_sexual(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types("mijn mentor stuurt me rare foto's")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees_next("Gaat het over mevrouw De Boer?")
    await pupil.taps("Ja")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Ja")
    await pupil.sees_next("👤 mevrouw Bos (bestuur) leest het als eerste.")
    await pupil.taps("✅ Versturen")
    assert await heard_in(stage, staff, 3) <= {BOARD, BOARDS_DEPUTY, stage.plan.school.admin}


async def test_behind_a_code_it_is_the_same_and_nothing_leads_from_the_chat_to_the_case(stage: Stage) -> None:
    staff, pupil, elsewhere = await all_staff(stage), stage.pupil(), stage.pupil("Ander toestel")
    await begins(pupil)
    await pupil.types("meneer Bakker")
    await pupil.taps("Ja")
    await pupil.taps("Een code")
    await pupil.taps("✅ Versturen")
    thanks = (await pupil.sees("Je code is:")).words
    assert INSPECTORATE in thanks
    await stage.settles()
    await pupil.types("/hulp")
    assert "0900-1113111" not in (await pupil.sees_next("Kindertelefoon")).words
    await pupil.types("/mijn")
    await pupil.sees_next("Hier staan geen meldingen.")
    code = re.search(r"Je code is: (.+)", thanks)
    assert code is not None
    await elsewhere.types(f"/code {code[1]}")
    await elsewhere.sees_next("Je melding is aangekomen.")
    await elsewhere.types("/hulp")
    assert INSPECTORATE in (await elsewhere.sees_next("Kindertelefoon")).words
    assert await heard_in(stage, staff, 3) <= {BOARD, BOARDS_DEPUTY, stage.plan.school.admin}


async def test_the_files_do_not_hold_what_was_answered(stage: Stage) -> None:
    await all_staff(stage)
    for contact in ("Antwoord mij hier", "Een code", "Geen contact"):
        pupil = stage.pupil(contact)
        await begins(pupil)
        await pupil.types("meneer Bakker")
        await pupil.taps("Ja")
        await pupil.taps(contact)
        await pupil.taps("✅ Versturen")
        await stage.settles()
    kept = b"".join(file.read_bytes() for file in sorted(stage.folder.glob("school*.sqlite3*")))
    said = ("seksuele opmerkingen, of zulke", "Antwoord: ja", "told-sexual", "ask-sexual", "staff_who", "Bakker")
    assert not [words for words in said if words.encode() in kept]


@pytest.mark.parametrize("known", [True, False], ids=["as it is", "without the facts"])
async def test_the_facts_alone_keep_it_from_a_mentor_whom_nobody_names(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    """The twin: with the facts switched off the mentor who is accused gets it."""
    if not known:
        monkeypatch.setattr("bot.flows.reading_plan.facts_told", lambda _: {})
    staff, pupil = await all_staff(stage), stage.pupil()
    await begins(pupil)
    await pupil.taps("Liever geen naam")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Nee")
    await pupil.sees_next("Gaat het ook over de directie?")
    await pupil.taps("Nee")
    await pupil.taps("Antwoord mij hier")
    await pupil.taps("✅ Versturen")
    heard = await heard_in(stage, staff, 0)
    assert heard == ({HEAD} if known else {COACH})
