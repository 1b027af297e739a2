"""Who may not see a case any more loses it from the screen, and gets nothing of it that was still on its way."""

import asyncio

from bot.administration import invite_with
from bot.playground import DropAfterDoing
from bot.playground.faults import TooManyRequests
from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import AtCases, pupil_is_known, pupil_reports, taken_up

STORY = "Ze schelden me elke dag uit in de groepsapp"
NOTES = "Zaak 1: namen en notities"


async def reported(stage: Stage) -> tuple[Person, Person]:
    """A coach with a notice of a report of 2B, and its pupil; a deputy is there too."""
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await stage.staff("pieter_bakker")
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await stage.settles()
    await pupil.types("/stop")
    await stage.settles()
    return coach, pupil


async def accuses(pupil: Person) -> None:
    await pupil.types("mevrouw De Boer doet zelf mee")
    await pupil.sees("Gaat het over mevrouw De Boer?")
    await pupil.taps("Ja, mevrouw De Boer doet iets naars")


async def test_a_story_that_waits_for_its_turn_never_reaches_who_is_named_by_then(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    stage.api.faults.next_call("editMessageText", TooManyRequests(3))
    await coach.taps("Lezen")
    await asyncio.sleep(0.3)
    await accuses(pupil)
    await stage.settles()
    shown = [call for call in stage.api.calls if STORY in str(call.parameters) and call.error is None]
    assert [call for call in shown if call.parameters.get("chat_id") == coach.user_id] == []
    assert STORY not in coach.screen_text()


async def test_who_is_named_loses_the_story_from_the_screen_before_any_sweep(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    await taken_up(AtCases(stage, coach), pupil)
    await coach.sees(STORY)
    await accuses(pupil)
    await stage.settles()
    assert STORY not in coach.screen_text()


async def test_what_is_being_sent_at_that_moment_is_not_sent_again_and_goes_too(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    stage.api.faults.next_call("editMessageText", DropAfterDoing())
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await accuses(pupil)
    await stage.settles()
    assert STORY not in coach.screen_text()


async def tied(stage: Stage, person: str, phone: Person) -> None:
    """The phone belongs to this member of staff from now on."""
    await phone.opens(await invite_with(stage.program.archive, person, stage.api.username, stage.clock.now()))
    await stage.settles()


async def test_a_phone_that_becomes_a_colleagues_shows_nothing_of_what_its_owner_read(stage: Stage) -> None:
    coach, _ = await reported(stage)
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await tied(stage, "henk_de_groot", coach)
    await stage.program.sweep.run_once()
    await stage.settles()
    assert STORY not in coach.screen_text()


async def test_the_phone_that_somebody_leaves_shows_nothing_of_what_they_read(stage: Stage) -> None:
    coach, _ = await reported(stage)
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await tied(stage, "sanne_de_boer", stage.api.person("Sanne nieuw"))
    await stage.program.sweep.run_once()
    await stage.settles()
    assert STORY not in coach.screen_text()


async def test_who_is_named_loses_the_story_from_a_former_phone_too(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    await coach.taps("Lezen")
    await coach.sees(STORY)
    await tied(stage, "sanne_de_boer", stage.api.person("Sanne nieuw"))
    await accuses(pupil)
    await stage.settles()
    assert STORY not in coach.screen_text()


async def test_who_is_named_loses_the_notes_from_a_former_phone_too(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    at_cases = AtCases(stage, coach)
    await taken_up(at_cases, pupil)
    await pupil_is_known(at_cases)
    await at_cases.marks_held("Leg vast wat er is gemeld", "elke dag in de gang")
    for tap in ("Meer…", "Namen en notities"):
        await at_cases.taps(tap)
    await coach.sees(NOTES)
    await tied(stage, "sanne_de_boer", stage.api.person("Sanne nieuw"))
    await accuses(pupil)
    await stage.settles()
    assert NOTES not in coach.screen_text()


async def test_who_only_may_not_read_it_loses_it_and_the_next_one_gets_it(stage: Stage) -> None:
    coach, pupil = await reported(stage)
    deputy = await stage.staff("pieter_bakker")
    await taken_up(AtCases(stage, coach), pupil)
    await coach.sees(STORY)
    await pupil.types("mevrouw De Boer mag dit niet weten")
    await pupil.taps("Die mag dit alleen niet lezen", on=await pupil.sees("Gaat het over mevrouw De Boer?"))
    await stage.settles()
    assert STORY not in coach.screen_text()
    assert "mag dit niet weten" not in coach.screen_text()
    await pupil.sees("Uiterlijk dinsdag 24 november leest meneer Bakker die.")
    await AtCases(stage, deputy).taps("Lezen")
    await deputy.sees("mevrouw De Boer mag dit niet weten")
    await coach.types("/zaak 1")
    await coach.sees("Deze zaak kun jij niet openen.")
