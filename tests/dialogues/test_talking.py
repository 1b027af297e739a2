"""The talk after sending: what a reporter answers reaches whoever wrote, and is answered in time."""

import re
from datetime import UTC, datetime

import pytest

from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_out_of_reach import case_taken_up
from tests.dialogues.test_reporter_paths import picture
from tests.dialogues.test_whole_line import AtCases, pupil_reports


async def is_to_answer(stage: Stage, handler: Person, *, by: datetime) -> None:
    """Who handles case 1 hears that its reporter waits for an answer, and once more at the instant `by`."""
    await handler.sees("Nieuw bericht bij zaak 1. De melder wacht op antwoord.")
    await stage.move_to(by)
    await handler.sees("Bij zaak 1 wacht de melder nog op antwoord.")


async def test_an_answer_typed_while_the_offer_to_tell_more_still_stands_is_a_message_to_be_answered(
    stage: Stage,
) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    at_cases = AtCases(stage, coach)
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.sees("Wil je nog iets vertellen?")
    await at_cases.taps("Lezen")
    await at_cases.taps("Ik pak dit op")
    await at_cases.taps("Stuur een bericht")
    await at_cases.types("Kom je morgen langs?")
    await pupil.sees("Kom je morgen langs?")
    await stage.settles()
    await pupil.types("Ja graag, hoe laat?")
    await is_to_answer(stage, coach, by=datetime(2026, 11, 25, 16, 0, tzinfo=UTC))


async def test_what_is_told_more_before_the_school_has_written_asks_for_no_answer(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await AtCases(stage, coach).taps("Lezen")
    await pupil.sees("Je melding is gelezen")
    await pupil.types("Ze zitten in 2C")
    await coach.sees("Bij zaak 1 is meer verteld.")
    await coach.does_not_see("wacht op antwoord")


async def test_words_under_a_film_and_under_a_picture_reach_the_coach_though_neither_is_kept(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    at_cases = AtCases(stage, coach)
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await at_cases.taps("Lezen")
    await pupil.taps("Nee, zo is het goed")
    await pupil.sends_video(caption="hier zie je wie het doet")
    await pupil.sees("Een filmpje kan ik niet bewaren.")
    await pupil.sends_picture(picture(), "en dit was gisteren")
    await pupil.sees("is er iemand bloot op te zien?")
    await coach.sees("Nieuw bericht bij zaak 1.")
    await at_cases.taps("Lezen")
    for words in ("hier zie je wie het doet", "en dit was gisteren"):
        await coach.sees(words)


async def test_a_coach_who_read_it_and_then_passes_it_on_makes_no_liar_of_the_bot(stage: Stage) -> None:
    coach, deputy = await stage.staff("sanne_de_boer"), await stage.staff("pieter_bakker")
    pupil, at_cases = stage.pupil(), AtCases(stage, coach)
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await at_cases.taps("Lezen")
    await pupil.sees("Je melding is gelezen door mevrouw De Boer.")
    await at_cases.taps("Niet voor mij")
    await pupil.sees("Je melding gaat naar iemand anders. Uiterlijk dinsdag 24 november leest meneer Bakker die.")
    await pupil.does_not_see("nog niet gelezen")
    await deputy.sees("Zaak 1: er is een melding voor jou.")


@pytest.mark.parametrize("contact", ["Antwoord mij hier", "Een code"])
async def test_what_was_read_and_not_taken_up_is_said_to_be_read_by_who_did_and_to_wait_for_the_next(
    stage: Stage, contact: str
) -> None:
    coach, deputy = await stage.staff("sanne_de_boer"), await stage.staff("pieter_bakker")
    pupil = stage.pupil()
    await pupil_reports(pupil, contact=contact)
    await pupil.taps("✅ Versturen")
    await pupil.sees("Dank je wel")
    code = re.search(r"Je code is: (.+)", pupil.screen_text())
    await AtCases(stage, coach).taps("Lezen")
    await stage.move_to(datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    await coach.sees("Zaak 1 ligt nu bij meneer Bakker, omdat niemand de zaak heeft opgepakt.")
    await coach.does_not_see("de dag om te lezen voorbij is")
    look = "/mijn" if code is None else f"/code {code[1]}"
    await pupil.types(look)
    await pupil.sees_next(
        "gelezen door mevrouw De Boer. Nu ligt die bij meneer Bakker, om uiterlijk donderdag 26 november te lezen."
    )
    await AtCases(stage, deputy).taps("Lezen")
    await stage.settles()
    await pupil.types(look)
    await pupil.sees_next("gelezen door meneer Bakker.")


async def test_a_parent_is_addressed_as_u_all_the_way_and_known_to_the_reader_as_a_parent(stage: Stage) -> None:
    coach, parent = await stage.staff("sanne_de_boer"), stage.pupil("Moeder")
    await parent.starts("k-2B")
    await parent.taps("Ik ben een ouder")
    await parent.sees("Typ het in uw eigen woorden")
    await parent.types("Mijn zoon durft niet meer naar school")
    await parent.taps("Antwoord mij hier")
    await parent.taps("Overslaan")
    await parent.sees("U meldt als ouder")
    await parent.taps("✅ Versturen")
    await AtCases(stage, coach).taps("Lezen")
    await coach.sees("De melder is een ouder of verzorger.")
    await parent.sees("Uw melding is gelezen door mevrouw De Boer.")
    await parent.does_not_see("je melding")


async def test_who_needs_help_now_is_read_as_such(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await stage.move_to(datetime(2026, 11, 23, 21, 14, tzinfo=UTC))
    await pupil.starts("k-2B")
    await pupil.taps("🆘 Ik heb nu hulp nodig")
    await pupil.sees("Het is 22.14. Op school leest nu niemand dit. Bel 112 of 113.")
    await pupil.types("Ze staan bij mijn huis")
    await pupil.taps("Antwoord mij hier")
    await pupil.taps("✅ Versturen")
    await pupil.sees_next("Het is 22.14. Op school leest nu niemand dit. Bel 112 of 113.")
    await coach.sees("Zaak 1 kan niet wachten: er is een melding voor jou.")
    assert "huis" not in coach.screen_text()


async def test_that_it_cannot_wait_goes_along_to_the_next_reader(stage: Stage) -> None:
    await stage.staff("sanne_de_boer")
    deputy, pupil = await stage.staff("pieter_bakker"), stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("🆘 Ik heb nu hulp nodig")
    await pupil.types("Ze wachten bij de poort")
    await pupil.taps("Antwoord mij hier")
    await pupil.taps("✅ Versturen")
    await pupil.sees("Dank je wel")
    await stage.move_to(datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    await deputy.sees("Zaak 1 kan niet wachten: er is een melding voor jou.")


async def test_a_message_about_a_colleague_of_the_coach_is_a_message_to_be_answered(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    coach = at_cases.coach
    await pupil.types("meneer Bakker deed niks, kan iemand mij bellen?")
    await stage.settles()
    await coach.does_not_see("Nieuw bericht bij zaak 1")
    await pupil.taps("Ja, meneer Bakker doet iets naars")
    await pupil.sees_next("Gaat het over aanraken")
    await stage.settles()
    await coach.does_not_see("Nieuw bericht bij zaak 1")
    await pupil.taps("Nee")
    await is_to_answer(stage, coach, by=datetime(2026, 11, 25, 16, 0, tzinfo=UTC))


async def test_a_message_that_names_a_colleague_is_to_be_answered_also_when_it_is_never_cleared_up(
    stage: Stage,
) -> None:
    at_cases, pupil = await case_taken_up(stage)
    coach = at_cases.coach
    await pupil.types("meneer Bakker deed niks, kan iemand mij bellen?")
    await stage.move_to(datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    await is_to_answer(stage, coach, by=datetime(2026, 11, 27, 16, 0, tzinfo=UTC))


async def test_a_message_that_names_the_coach_is_asked_of_another_as_long_as_that_is_not_cleared_up(
    stage: Stage,
) -> None:
    at_cases, pupil = await case_taken_up(stage)
    coach, deputy = at_cases.coach, await stage.staff("pieter_bakker")
    await pupil.types("mevrouw De Boer deed niks, kan iemand mij bellen?")
    await stage.move_to(datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    await is_to_answer(stage, deputy, by=datetime(2026, 11, 27, 16, 0, tzinfo=UTC))
    await coach.does_not_see("wacht op antwoord")
    await coach.does_not_see("nog op antwoord")
