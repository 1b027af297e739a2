"""Accounts of staff: an invitation ties one, once; whoever loses it hears so."""

from bot.administration import invite_with
from bot.playground.person import Person
from bot.texts import text
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import pupil_reports, taken_up_by_coach

COACH = "sanne_de_boer"


async def link_for(stage: Stage, person: str) -> str:
    return await invite_with(stage.program.archive, person, stage.api.username, stage.clock.now())


async def opens(stage: Stage, someone: Person, link: str) -> None:
    await someone.opens(link)
    await stage.settles()


async def about_to_write(stage: Stage) -> tuple[Person, Person]:
    """A coach who took a pupil's case up and is asked for the words of a message to that pupil."""
    at_cases, pupil = await taken_up_by_coach(stage)
    await at_cases.coach.taps("Stuur een bericht")
    await stage.settles()
    return at_cases.coach, pupil


async def test_an_older_link_takes_no_account_over_once_another_was_made(stage: Stage) -> None:
    first, second = await link_for(stage, COACH), await link_for(stage, COACH)
    coach, stranger, pupil = stage.api.person("Sanne"), stage.api.person("Iemand anders"), stage.pupil()
    await opens(stage, coach, second)
    await opens(stage, stranger, first)
    assert stranger.last_message.words == text("invitation-unknown")
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await coach.sees_button(text("small-read"))


async def test_whoever_loses_their_account_to_a_new_link_hears_so_there(stage: Stage) -> None:
    coach, _ = await about_to_write(stage)
    other = stage.api.person("Nieuwe telefoon")
    await opens(stage, other, await link_for(stage, COACH))
    assert coach.last_message.words == text("account-moved", name="Sanne de Boer", admin="meneer Postma")
    await coach.types("/zaken")
    await stage.settles()
    assert "Zaak 1" not in coach.last_message.words


async def test_whoever_opens_a_new_link_at_the_same_account_hears_of_no_move(stage: Stage) -> None:
    coach = await stage.staff(COACH)
    before = len(coach.screen())
    await opens(stage, coach, await link_for(stage, COACH))
    heard = [message.words for message in coach.screen()[before:] if message.from_bot]
    assert len(heard) == 1 and "Sanne" in heard[0]


async def test_what_was_open_at_an_account_that_moved_is_written_on_by_nobody(stage: Stage) -> None:
    coach, pupil = await about_to_write(stage)
    await opens(stage, stage.api.person("Nieuwe telefoon"), await link_for(stage, COACH))
    await coach.types("Kom je morgen langs?")
    await stage.settles()
    assert "Kom je morgen langs?" not in pupil.screen_text()
    await coach.types("/start")
    await coach.sees_button(text("about-me"))
