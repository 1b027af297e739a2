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
OVER = "Zaak 1: hier hoef je niets meer mee te doen."
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


async def names_nobody(pupil: Person, *, management: str, contact: str | None = "Antwoord mij hier") -> None:
    """From the question who it is to the send screen: nothing sexual, and so much about the management."""
    await pupil.taps("Liever geen naam")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Nee")
    await pupil.sees_next("Gaat het ook over de directie?")
    await pupil.taps(management)
    if contact is not None:
        await pupil.taps(contact)


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
    await names_nobody(pupil, management="Nee")
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
    await names_nobody(pupil, management="Ja")
    screen = (await pupil.sees_next("👤 mevrouw Bos (bestuur) leest het als eerste.")).words
    assert "Dit wordt niet gelezen door mevrouw Smit" in screen
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
    assert "Lukt dat niet, dan leest meneer Ster (vervangt mevrouw Bos) het." in screen.words
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
    await pupil.sees_next("Gaat het over mevrouw De Boer (mentor)?")
    await pupil.taps("Ja, mevrouw De Boer doet iets naars")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Ja")
    await pupil.sees_next("👤 mevrouw Bos (bestuur) leest het als eerste.")
    await pupil.taps("✅ Versturen")
    assert await heard_in(stage, staff, 3) <= {BOARD, BOARDS_DEPUTY, stage.plan.school.admin}


async def test_a_pupil_who_writes_only_of_a_teacher_is_asked_and_the_coach_never_hears_of_it(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types("mijn gymleraar scheldt me steeds uit")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees_next("Gaat het over iemand die hier op school werkt?")
    await pupil.taps("Ja, iemand die hier werkt doet iets naars")
    await pupil.sees_next("Wie is het?")
    await names_nobody(pupil, management="Nee", contact=None)
    await pupil.taps("✅ Versturen")
    heard = await heard_in(stage, staff, 20)
    assert heard <= {HEAD, "ruud_mulder", BOARD, BOARDS_DEPUTY, stage.plan.school.admin}
    assert HEAD in heard


async def test_a_teacher_who_is_told_of_later_moves_the_case_away_from_the_coach(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await took_up(stage, pupil, staff[COACH])
    await pupil.types("een leraar scheldt me ook uit")
    await pupil.sees_next("Gaat het over iemand die hier op school werkt?")
    before = len(staff[COACH].screen())
    await pupil.taps("Ja, iemand die hier werkt doet iets naars")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Nee")
    await pupil.sees("leest mevrouw Smit die.")
    await AtCases(stage, staff[HEAD]).taps("Lezen")
    await staff[HEAD].sees("een leraar scheldt me ook uit")
    await stage.settles()
    assert staff[COACH].screen()[before:] == []
    assert "een leraar" not in staff[COACH].screen_text()


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
    await names_nobody(pupil, management="Nee")
    await pupil.taps("✅ Versturen")
    heard = await heard_in(stage, staff, 0)
    assert heard == ({HEAD} if known else {COACH})


# A pupil who came in person


async def opens_case(opener: Person, *, who: str | None = None) -> None:
    """Up to the first question that follows on how urgent it is."""
    await opener.types("/zaak nieuw")
    for tap in ("2B", "Overslaan", "Het gaat over iemand die hier werkt"):
        await opener.sees_button(tap)
        await opener.taps(tap)
    await opener.sees_next("Wie is het?")
    await (opener.taps("Liever geen naam") if who is None else opener.types(who))
    await opener.sees_next("Hoe dringend is het?")
    await opener.taps("Kan wachten")


@pytest.mark.parametrize("opener", ["lotte_jansen", DEPUTY, HEAD])
async def test_sexual_conduct_that_a_pupil_tells_in_person_goes_to_the_board_and_to_nobody_else(
    stage: Stage, opener: str
) -> None:
    staff = await all_staff(stage)
    await opens_case(staff[opener], who="mevrouw De Boer")
    await staff[opener].sees_next(SEXUAL)
    await staff[opener].taps("Ja")
    screen = await staff[opener].sees_next("Dit wordt gelezen door mevrouw Bos (bestuur)")
    assert INSPECTORATE in screen.words
    assert "Openen, ik pak het op" not in screen.buttons
    before = len(staff[opener].screen())
    await staff[opener].taps("Openen en doorgeven")
    await staff[opener].sees("Die wordt gelezen door mevrouw Bos")
    await stage.settles()
    assert INSPECTORATE in "\n".join(message.words for message in staff[opener].screen()[before:])
    heard = await heard_in(stage, staff, 20)
    assert heard == {opener, BOARD, BOARDS_DEPUTY, stage.plan.school.admin}
    await staff[opener].types("/zaak 1")
    await staff[opener].sees("Deze zaak kun jij niet openen.")


async def test_nobody_named_in_person_goes_to_the_head_and_never_to_the_coach_who_wrote_it_down(stage: Stage) -> None:
    staff = await all_staff(stage)
    await opens_case(staff[COACH])
    await staff[COACH].sees_next(SEXUAL)
    await staff[COACH].taps("Nee")
    await staff[COACH].sees_next("Met de directie bedoelen we: mevrouw Smit.")
    await staff[COACH].taps("Nee")
    await staff[COACH].sees_next("Dit wordt gelezen door mevrouw Smit (vestigingsdirecteur)")
    await staff[COACH].taps("Openen en doorgeven")
    heard = await heard_in(stage, staff, 20)
    assert heard <= {COACH, HEAD, "ruud_mulder", BOARD, BOARDS_DEPUTY, stage.plan.school.admin}
    assert {HEAD, BOARD} <= heard
    await staff[COACH].types("/zaak 1")
    await staff[COACH].sees("Deze zaak kun jij niet openen.")


async def test_a_colleague_accused_in_person_never_hears_of_it(stage: Stage) -> None:
    staff = await all_staff(stage)
    before = len(staff[COACH].screen())
    await opens_case(staff["nienke_dijkstra"], who="mevrouw De Boer")
    await staff["nienke_dijkstra"].sees_next(SEXUAL)
    await staff["nienke_dijkstra"].taps("Nee")
    await staff["nienke_dijkstra"].sees_next("Gaat het ook over de directie?")
    await staff["nienke_dijkstra"].taps("Nee")
    await staff["nienke_dijkstra"].sees_next("Je zei dat het gaat over mevrouw De Boer.")
    await staff["nienke_dijkstra"].taps("Openen en doorgeven")
    heard = await heard_in(stage, staff, 20)
    assert "karin_visser" in heard
    assert staff[COACH].screen()[before:] == []


# After sending


async def took_up(stage: Stage, pupil: Person, coach: Person) -> None:
    """A report about pupils was sent, and the coach of the class has it in hand."""
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types("ze lachen me steeds uit")
    await pupil.taps("Antwoord mij hier")
    await pupil.taps("✅ Versturen")
    await pupil.taps("Nee, zo is het goed")
    at_cases = AtCases(stage, coach)
    await at_cases.taps("Lezen")
    await coach.sees("ze lachen me steeds uit")
    await at_cases.taps("Ik pak dit op")
    await pupil.sees("Goed nieuws: mevrouw De Boer pakt het op.")
    await stage.settles()


async def test_sexual_conduct_that_is_told_later_moves_the_case_to_the_board(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await took_up(stage, pupil, staff[COACH])
    await pupil.types("meneer Bakker stuurt me rare foto's")
    await pupil.sees_next("Gaat het over meneer Bakker?")
    await pupil.taps("Ja, meneer Bakker doet iets naars")
    await pupil.sees_next(SEXUAL)
    before = {person: len(one.screen()) for person, one in staff.items()}
    await pupil.taps("Ja")
    await pupil.sees("leest mevrouw Bos die.")
    await pupil.sees(INSPECTORATE)
    at_cases = AtCases(stage, staff[BOARD])
    await at_cases.taps("Lezen")
    await staff[BOARD].sees("meneer Bakker stuurt me rare foto's")
    await staff[BOARD].sees("zulke berichten of foto’s? Antwoord: ja.")
    await at_cases.taps("Ik pak dit op")
    await pupil.sees("Goed nieuws: mevrouw Bos pakt het op.")
    await stage.later(minutes=1)
    await stage.settles()
    assert "ze lachen me steeds uit" not in staff[COACH].screen_text()
    await pupil.types("dank u wel")
    for _ in range(20):
        await stage.later(days=1)
        await stage.settles()
    heard = heard_since(staff, before)
    assert heard <= {BOARD, BOARDS_DEPUTY}
    await staff[COACH].sees(OVER)
    await staff[COACH].types("/zaak 1")
    await staff[COACH].sees("Deze zaak kun jij niet openen.")
    assert DEPUTY not in heard and "Zaak 1" not in staff[DEPUTY].screen_text()


async def said_of_a_teacher(stage: Stage, pupil: Person, words: str = "een leraar zit steeds aan mij") -> None:
    """It was told later of somebody who works here, and whether that is sexual is asked and not answered yet."""
    await pupil.types(words)
    await pupil.sees_next("Gaat het over iemand die hier op school werkt?")
    await pupil.taps("Ja, iemand die hier werkt doet iets naars")
    await pupil.sees_next(SEXUAL)
    await stage.settles()


def heard_since(staff: dict[str, Person], before: dict[str, int]) -> set[str]:
    """Who heard anything since then, besides that a case they had asks nothing of them any more."""
    heard = {person: [one for one in of.screen() if one.words != OVER] for person, of in staff.items()}
    return {person for person, messages in heard.items() if len(messages) > before[person]}


@pytest.mark.parametrize("said", ["Ja", "Weet ik niet"])
@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
async def test_nobody_hears_of_a_teacher_who_is_told_of_later_before_it_is_said_whether_it_is_sexual(
    stage: Stage, said: str, restarted: bool
) -> None:
    """AX-8: the board's at once, with no go-between."""
    staff, pupil = await all_staff(stage), stage.pupil()
    await took_up(stage, pupil, staff[COACH])
    before = {person: len(one.screen()) for person, one in staff.items()}
    await said_of_a_teacher(stage, pupil)
    assert heard_since(staff, before) == set()
    if restarted:
        await stage.restarts()
    await pupil.taps(said)
    await pupil.sees("leest mevrouw Bos die.")
    await AtCases(stage, staff[BOARD]).taps("Lezen")
    await staff[BOARD].sees("een leraar zit steeds aan mij")
    await heard_in(stage, staff, 3)
    assert heard_since(staff, before) <= {BOARD, BOARDS_DEPUTY, stage.plan.school.admin}
    await staff[COACH].types("/zaak 1")
    await staff[COACH].sees("Deze zaak kun jij niet openen.")


async def test_a_teacher_of_whom_it_is_never_said_whether_it_is_sexual_comes_to_the_board_a_school_day_later(
    stage: Stage,
) -> None:
    """AX-8: who says nothing may doubt, and a doubt counts as yes."""
    staff, pupil = await all_staff(stage), stage.pupil()
    await took_up(stage, pupil, staff[COACH])
    before = {person: len(one.screen()) for person, one in staff.items()}
    await said_of_a_teacher(stage, pupil)
    await stage.restarts()
    await stage.later(hours=20)
    assert heard_since(staff, before) == set()
    await stage.later(hours=12)
    await pupil.sees("leest mevrouw Bos die.")
    await AtCases(stage, staff[BOARD]).taps("Lezen")
    await staff[BOARD].sees("een leraar zit steeds aan mij")
    await staff[BOARD].sees("zulke berichten of foto’s? Daar is nog geen antwoord op.")
    assert HEAD not in await heard_in(stage, staff, 3)
    assert heard_since(staff, before) <= {BOARD, BOARDS_DEPUTY, stage.plan.school.admin}


async def test_danger_beside_the_question_whether_it_is_sexual_brings_help_at_once(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await took_up(stage, pupil, staff[COACH])
    before = {person: len(one.screen()) for person, one in staff.items()}
    await said_of_a_teacher(stage, pupil)
    await pupil.types("en hij heeft een mes")
    await pupil.sees("112")
    await stage.settles()
    assert heard_since(staff, before) == {BOARD}
    await AtCases(stage, staff[BOARD]).taps("Lezen")
    await staff[BOARD].sees("en hij heeft een mes")
    await pupil.taps("Nee")
    await pupil.sees("leest mevrouw Smit die.")
    await stage.settles()
    assert COACH not in heard_since(staff, before)


async def test_a_no_about_one_teacher_tells_nothing_of_another_of_whom_it_was_not_answered(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await took_up(stage, pupil, staff[COACH])
    await pupil.types("een leraar scheldt me steeds uit")
    await pupil.sees_next("Gaat het over iemand die hier op school werkt?")
    await pupil.types("/start")
    await pupil.types("/stop")
    await stage.settles()
    await pupil.types("een docent zag ook wat zij deden")
    await pupil.sees_next("Gaat het over iemand die hier op school werkt?")
    await pupil.taps("Nee, ik noem die alleen")
    await AtCases(stage, staff[COACH]).taps("Lezen")
    await staff[COACH].sees("een docent zag ook wat zij deden")
    await stage.later(days=1, hours=12)
    await stage.settles()
    await AtCases(stage, staff[HEAD]).taps("Lezen")
    await staff[HEAD].sees("een leraar scheldt me steeds uit")
    assert "een leraar" not in staff[COACH].screen_text()


async def test_a_head_who_is_named_later_brings_the_case_to_the_board(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await took_up(stage, pupil, staff[COACH])
    before = len(staff[HEAD].screen())
    await pupil.types("mevrouw Smit scheldt me ook uit")
    await pupil.types("Ja, mevrouw Smit doet iets naars")
    await pupil.sees_next(SEXUAL)
    await pupil.taps("Nee")
    await pupil.sees("leest mevrouw Bos die.")
    await AtCases(stage, staff[BOARD]).taps("Lezen")
    await staff[BOARD].sees("mevrouw Smit scheldt me ook uit")
    for _ in range(20):
        await stage.later(days=1)
        await stage.settles()
    assert staff[HEAD].screen()[before:] == []
    await staff[COACH].types("/zaak 1")
    await staff[COACH].sees("Deze zaak kun jij niet openen.")


async def test_behind_a_code_it_moves_to_the_board_and_the_reporter_reads_so_there(stage: Stage) -> None:
    staff, pupil = await all_staff(stage), stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types("ze lachen me steeds uit")
    await pupil.taps("Een code")
    await pupil.taps("✅ Versturen")
    code = re.search(r"Je code is: (.+)", (await pupil.sees("Je code is:")).words)
    assert code is not None
    await stage.settles()
    await pupil.types(f"/code {code[1]}")
    await pupil.sees_next("Je melding is aangekomen.")
    await pupil.types("mevrouw De Boer zit aan me")
    await pupil.sees_next("Gaat het over mevrouw De Boer?")
    await pupil.taps("Ja, mevrouw De Boer doet iets naars")
    await pupil.sees_next(SEXUAL)
    before = len(staff[COACH].screen())
    await pupil.taps("Weet ik niet")
    await pupil.sees("leest mevrouw Bos die.")
    await pupil.sees(INSPECTORATE)
    await AtCases(stage, staff[BOARD]).taps("Lezen")
    await staff[BOARD].sees("mevrouw De Boer zit aan me")
    await stage.settles()
    assert staff[COACH].screen()[before:] == []
