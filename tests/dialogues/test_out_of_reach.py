"""Somebody who should hear it has blocked the bot: another hears it in their place, and who waits is told."""

from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import AtCases, pupil_reports, taken_up


async def case_taken_up(stage: Stage) -> tuple[AtCases, Person]:
    """A pupil's report of 2B that its coach took up; no question is open on the pupil's side."""
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    at_cases = AtCases(stage, coach)
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await stage.settles()
    await pupil.types("/stop")
    await taken_up(at_cases, pupil)
    await stage.settles()
    return at_cases, pupil


async def test_a_message_that_the_coach_cannot_get_is_told_at_once_to_who_stands_in(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    deputy = await stage.staff("pieter_bakker")
    await at_cases.coach.blocks()
    await stage.settles()
    await pupil.types("ik wil niet meer leven, kan iemand mij nu bellen")
    await deputy.sees("Bij zaak 1 wacht iets. Wie de zaak heeft, is nu niet te bereiken via de bot.")
    assert "bellen" not in deputy.screen_text()
    await pupil.sees("mevrouw De Boer is nu niet te bereiken via deze chat.")
    await pupil.sees("Ik heb het ook laten weten aan meneer Bakker.")
    await deputy.taps("Lezen")
    await deputy.sees("kan iemand mij nu bellen")


async def test_who_waits_hears_once_that_the_coach_is_out_of_reach(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    deputy = await stage.staff("pieter_bakker")
    await at_cases.coach.blocks()
    for words in ("kan iemand mij bellen", "hallo?", "ben je er nog"):
        await pupil.types(words)
        await stage.settles()
    assert pupil.screen_text().count("niet te bereiken via deze chat") == 1
    assert deputy.screen_text().count("Bij zaak 1 wacht iets") == 1
    assert deputy.screen_text().count("Nieuw bericht bij zaak 1") == 2


async def test_when_who_stands_in_blocked_the_bot_too_the_next_on_the_line_hears_it(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    deputy, last = await stage.staff("pieter_bakker"), await stage.staff("nienke_dijkstra")
    for gone in (at_cases.coach, deputy):
        await gone.blocks()
    await stage.settles()
    await pupil.types("kan iemand mij bellen")
    await last.sees("Bij zaak 1 wacht iets.")


async def test_a_coach_who_blocked_the_bot_while_only_a_screen_was_cleared_is_stood_in_for_once(stage: Stage) -> None:
    at_cases, _ = await case_taken_up(stage)
    deputy = await stage.staff("pieter_bakker")
    await at_cases.coach.blocks()
    for _ in range(3):
        await stage.later(days=1)
        await stage.settles()
    assert deputy.screen_text().count("Bij zaak 1 wacht iets") == 1
