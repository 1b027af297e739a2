"""What the school itself asks a reporter, from the offer to tell more to the reader's story, over HTTP."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.playground.person import Person
from casework.protocol import shipped_protocol_text
from casework.school_file import load_school
from tests.dialogues.stage import EXAMPLE_SCHOOL, Stage, staged
from tests.dialogues.test_reporter_paths import picture
from tests.dialogues.test_whole_line import AtCases, pupil_reports

TALK, ONLINE = "Kun je hier met je leerkracht over praten?", "Gebeurt het op internet of via een telefoon?"
MESSAGE = "Wat voor bericht was het?"
CLOSED = "Dit staat nog niet bij je melding: je code is niet meer open"
LEADS = "ruud_mulder"
"""Who stands in for the management under this protocol."""
HET_STICHT, NOORDHOEK = shipped_protocol_text("het-sticht"), shipped_protocol_text("noordhoek")


async def tells_more(pupil: Person, contact: str = "Antwoord mij hier") -> None:
    await pupil_reports(pupil, contact=contact)
    await pupil.taps("✅ Versturen")
    await pupil.sees("Wil je nog iets vertellen?")
    await pupil.taps("Ja, ik vertel meer")
    await pupil.sees(TALK)


async def test_answers_reach_the_reader_with_the_schools_question_and_stay_when_the_pupil_leaves(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
        await tells_more(pupil)
        await pupil.taps("Ja")
        await pupil.sees(ONLINE)
        await pupil.taps("Ja")
        await pupil.sees(MESSAGE)
        await pupil.types("Een groepsapp over mij")
        await pupil.sees("Is het er nog?")
        await pupil.taps("Snel weg")
        await AtCases(stage, coach).taps("Lezen")
        await coach.sees("Antwoord op de vraag van school: “Wat voor bericht was het?")
        for words in (f"“{TALK}”", f"“{ONLINE}”", "Een groepsapp over mij"):
            await coach.sees(words)


async def test_of_a_choice_that_was_changed_the_reader_sees_the_last_answer_only(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
        await tells_more(pupil)
        await pupil.taps("Overslaan")
        await pupil.sees(ONLINE)
        await pupil.taps("Nee")
        await pupil.sees("Gebeurde het op school")
        await pupil.taps("← Terug")
        await pupil.sees_next(ONLINE)
        await pupil.taps("Ja")
        await pupil.sees(MESSAGE)
        await stage.settles()
        await AtCases(stage, coach).taps("Lezen")
        story = (await coach.sees(f"“{ONLINE}”")).words
        assert story.count(ONLINE) == 1
        assert re.search(r"\):\s+Ja\b", story.partition(ONLINE)[2])


async def test_a_no_to_the_teacher_brings_it_to_the_management_and_takes_it_from_the_teacher(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        coach, head = await stage.staff("sanne_de_boer"), await stage.staff(LEADS)
        pupil = stage.pupil()
        await pupil_reports(pupil)
        await pupil.taps("✅ Versturen")
        at_coach = AtCases(stage, coach)
        await at_coach.taps("Lezen")
        await coach.sees("Ze schelden me elke dag uit")
        await pupil.taps("Ja, ik vertel meer")
        await pupil.taps("Nee")
        await pupil.sees("Goed dat je dit zegt. Je mentor leest vanaf nu niet meer wat je vertelt.")
        await pupil.sees("Je melding gaat naar iemand anders.")
        await pupil.sees(ONLINE)
        await stage.settles()
        await coach.does_not_see("Ze schelden me elke dag uit")
        await coach.does_not_see(f"“{TALK}”")
        await AtCases(stage, head).taps("Lezen")
        await head.sees("Ze schelden me elke dag uit")
        await head.sees(f"“{TALK}”")


async def test_by_another_protocol_it_goes_to_its_confidant(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=NOORDHOEK) as stage:
        await stage.staff("sanne_de_boer")
        confidants = stage.plan.school.people_in_role("confidant")
        confidant, pupil = await stage.staff(confidants[0]), stage.pupil()
        await pupil_reports(pupil)
        await pupil.taps("✅ Versturen")
        await pupil.taps("Ja, ik vertel meer")
        await pupil.sees("Kun je hier met je mentor over praten?")
        await pupil.taps("Nee")
        await pupil.sees("Je melding gaat naar iemand anders.")
        await AtCases(stage, confidant).taps("Lezen")
        await confidant.sees("Ze schelden me elke dag uit")


@pytest.mark.parametrize("start", ["2026-11-24T20:00+00:00", "2026-11-25T09:00+00:00", "2026-11-26T09:00+00:00"])
async def test_while_the_confidant_is_away_the_pupil_hears_to_whom_they_can_go(tmp_path: Path, start: str) -> None:
    school = load_school((EXAMPLE_SCHOOL.parent / "schools/noordhoek.yaml").read_text("utf-8"), "noordhoek.yaml")
    async with staged(tmp_path, school, NOORDHOEK, datetime.fromisoformat(start)) as stage:
        for person in ("bas_willems", "annet_driessen", "linda_maas"):
            await stage.staff(person)
        pupil = stage.pupil()
        await pupil.starts("k-P1A")
        await pupil.taps("Over mij")
        await pupil.types("Ze schelden me elke dag uit")
        await pupil.taps("Antwoord mij hier")
        await pupil.taps("✅ Versturen")
        await pupil.taps("Ja, ik vertel meer")
        await pupil.taps("Nee")
        heard = await pupil.sees("Je mentor leest vanaf nu niet meer wat je vertelt.")
        await pupil.sees("leest mevrouw Driessen die")
        today = "Dan kun je nu al naar de CSV" in heard.words
        assert today is ("25T09" in start)
        assert ("Vandaag is mevrouw Maas (coördinator Sociale Veiligheid) er." in heard.words) is today
        assert ("Op woensdag 25 november is mevrouw Maas" in heard.words) is ("24T20" in start)


async def test_whoever_took_it_up_keeps_it_after_a_no_to_the_teacher(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        coach, deputy = await stage.staff("sanne_de_boer"), await stage.staff("pieter_bakker")
        await stage.staff(LEADS)
        pupil = stage.pupil()
        await pupil_reports(pupil)
        await pupil.taps("✅ Versturen")
        await AtCases(stage, coach).taps("Niet voor mij")
        await AtCases(stage, deputy).taps("Lezen")
        await AtCases(stage, deputy).taps("Ik pak dit op")
        await pupil.sees("pakt het op")
        await pupil.taps("Ja, ik vertel meer")
        await pupil.taps("Nee")
        await pupil.sees("Je mentor leest vanaf nu niet meer wat je vertelt.")
        await pupil.does_not_see("pakt het op. Je melding gaat naar iemand anders. Uiterlijk maandag")
        await AtCases(stage, deputy).taps("Lezen")
        await deputy.sees(f"“{TALK}”")


async def test_who_reported_with_a_code_is_asked_too_and_sees_the_questions_with_the_answers(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        await stage.staff("sanne_de_boer")
        await stage.staff(LEADS)
        pupil = stage.pupil()
        await pupil_reports(pupil, contact="Een code")
        await pupil.taps("✅ Versturen")
        await pupil.sees("Je code is: ")
        found = re.search(r"Je code is: (.+)", pupil.screen_text())
        assert found is not None
        await pupil.types(f"/code {found[1]}")
        await pupil.taps("Meer vertellen")
        await pupil.sees(TALK)
        await pupil.taps("Nee")
        await pupil.sees("Je melding gaat naar iemand anders.")
        await pupil.sees(ONLINE)
        await pupil.taps("Ja")
        await pupil.sees(MESSAGE)
        await pupil.types("/stop")
        await pupil.types(f"/code {found[1]}")
        await pupil.sees(ONLINE)
        await pupil.taps("Meer vertellen")
        await pupil.sees(MESSAGE)


async def test_a_case_under_way_stays_on_the_questions_of_its_version(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        await stage.staff("sanne_de_boer")
        await stage.staff(LEADS)
        pupil = stage.pupil()
        await tells_more(pupil)
        other = HET_STICHT.replace(ONLINE, "Gaat het over iets online?").replace('version: "1"', 'version: "2"')
        stage.plan = replace(stage.plan, protocol_text=other)
        await stage.restarts()
        await pupil.taps("Ja")
        await pupil.sees(ONLINE)
        newcomer = stage.pupil("Bo")
        await tells_more(newcomer)
        await newcomer.taps("Ja")
        await newcomer.sees("Gaat het over iets online?")


@pytest.mark.parametrize("words", ["/stop", "/terug"])
async def test_back_and_stop_work_as_everywhere(tmp_path: Path, words: str) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        await stage.staff("sanne_de_boer")
        pupil = stage.pupil()
        await tells_more(pupil)
        await pupil.taps("Ja")
        await pupil.sees(ONLINE)
        await pupil.types(words)
        await pupil.sees(TALK if words == "/terug" else "Gestopt. Wat je al verstuurde, is bij school.")


async def test_a_teacher_who_took_it_up_already_loses_it_and_the_management_takes_it_up_anew(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        coach, head = await stage.staff("sanne_de_boer"), await stage.staff(LEADS)
        pupil = stage.pupil()
        await pupil_reports(pupil)
        await pupil.taps("✅ Versturen")
        for part in ("Lezen", "Ik pak dit op"):
            await AtCases(stage, coach).taps(part)
        await pupil.sees("mevrouw De Boer pakt het op")
        await pupil.taps("Ja, ik vertel meer")
        await pupil.taps("Nee")
        await pupil.sees("Je melding gaat naar iemand anders.")
        for part in ("Lezen", "Ik pak dit op"):
            await AtCases(stage, head).taps(part)
        await pupil.sees("meneer Mulder pakt het op")
        await head.sees("De leerling wil er niet met de leerkracht over praten. Jullie beslissen")
        await coach.types("/zaken")
        await coach.sees("Je hebt geen open zaken.")
        await coach.does_not_see("Ze schelden me elke dag uit")


async def test_a_no_to_the_teacher_once_the_code_closed_asks_for_the_code_once(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        await stage.staff("sanne_de_boer")
        pupil = stage.pupil()
        await opens_with_code(stage, pupil)
        await pupil.taps("Meer vertellen")
        await pupil.sees_next(TALK)
        await stage.later(minutes=16)
        await pupil.taps("Nee")
        await asks_for_the_code_once(stage, pupil)


async def test_a_picture_taken_back_once_the_code_closed_asks_for_the_code_once(stage: Stage) -> None:
    await stage.staff("sanne_de_boer")
    pupil = stage.pupil()
    await opens_with_code(stage, pupil)
    await pupil.taps("Meer vertellen")
    await pupil.taps("Nee, niemand is bloot")
    await pupil.sends_picture(picture())
    await pupil.sees("Ik haal de foto op.")
    await pupil.types("/terug")
    await stage.settles()
    await stage.later(minutes=16)
    await pupil.taps("Ja, iemand is bloot")
    await asks_for_the_code_once(stage, pupil)


async def opens_with_code(stage: Stage, pupil: Person) -> None:
    """A report that was sent with a code, and that the pupil opened with it."""
    await pupil_reports(pupil, contact="Een code")
    await pupil.taps("✅ Versturen")
    code = re.search(r"Je code is: (.+)", (await pupil.sees("Je code is:")).words)
    assert code is not None
    await stage.settles()
    await pupil.types(f"/code {code[1]}")
    await pupil.sees("Je melding is aangekomen.")


async def asks_for_the_code_once(stage: Stage, pupil: Person) -> None:
    await pupil.sees(CLOSED)
    await stage.settles()
    assert [message.words for message in pupil.screen() if CLOSED in message.words] == [
        f"{CLOSED}. Typ /code met je vijf woorden erachter, en stuur het dan nog een keer."
    ]


# An answer that names somebody who works here, and one that shows danger


OF_BAKKER = "meneer Bakker stuurde het door"


async def at_message(pupil: Person) -> None:
    for asked in (TALK, ONLINE):
        await pupil.sees(asked)
        await pupil.taps("Ja")
    await pupil.sees(MESSAGE)


async def names_colleague(stage: Stage) -> tuple[Person, Person]:
    """The coach took the report up; the pupil answered a question of the school and is asked about who is named."""
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    for part in ("Lezen", "Ik pak dit op"):
        await AtCases(stage, coach).taps(part)
    await pupil.taps("Ja, ik vertel meer")
    await at_message(pupil)
    await pupil.types(OF_BAKKER)
    await pupil.sees("Gaat het over meneer Bakker?")
    return coach, pupil


async def test_an_answer_that_names_a_colleague_waits_for_a_yes_and_then_for_whether_it_is_sexual(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        coach, pupil = await names_colleague(stage)
        await pupil.taps("Ja, meneer Bakker doet iets naars")
        await pupil.sees("Gaat het over aanraken")
        await stage.settles()
        await AtCases(stage, coach).taps("Lezen")
        await coach.does_not_see(OF_BAKKER)
        await pupil.taps("Nee")
        await pupil.sees("Is het er nog?")
        await AtCases(stage, coach).taps("Lezen")
        await coach.sees(OF_BAKKER)
        await coach.sees(f"“{MESSAGE}")


@pytest.mark.parametrize("said", ["Ja", "left open"])
async def test_what_is_or_may_be_sexual_in_such_an_answer_is_the_boards(tmp_path: Path, said: str) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        board = await stage.staff(stage.plan.school.people_in_role("board")[0])
        coach, pupil = await names_colleague(stage)
        await pupil.taps("Ja, meneer Bakker doet iets naars")
        await pupil.sees("Gaat het over aanraken")
        if said == "Ja":
            await pupil.taps(said)
        else:
            await pupil.types("/stop")
            await stage.later(days=3)
        await stage.settles()
        await AtCases(stage, board).taps("Lezen")
        await board.sees(OF_BAKKER)
        await board.sees(f"“{MESSAGE}")
        await coach.does_not_see(OF_BAKKER)


async def test_danger_in_an_answer_makes_the_case_pressing(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=HET_STICHT) as stage:
        coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
        await pupil_reports(pupil)
        await pupil.taps("✅ Versturen")
        for part in ("Lezen", "Ik pak dit op"):
            await AtCases(stage, coach).taps(part)
        await pupil.taps("Ja, ik vertel meer")
        await at_message(pupil)
        await pupil.types("ze willen me doodsteken met een mes")
        await stage.settles()
        await coach.sees("kan niet wachten")
        await coach.types("/taken")
        await coach.sees("lees wat er later is verteld")
