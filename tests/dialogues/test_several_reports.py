"""A pupil with more than one report knows of every sentence that comes unasked which of them it is about."""

from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_reporter_paths import with_a_code
from tests.dialogues.test_which_report import reported_here
from tests.dialogues.test_whole_line import AtCases

FIRST, SECOND = "Dit gaat over melding 1, van maandag 23 november.", "Dit gaat over melding 2, van dinsdag 24 november."


async def with_two(stage: Stage) -> tuple[AtCases, Person]:
    """A pupil of 2B who reported on two days; their coach."""
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await reported_here(stage, pupil)
    await stage.later(hours=24)
    await reported_here(stage, pupil)
    return AtCases(stage, coach), pupil


async def reads(at_cases: AtCases, number: int) -> None:
    await at_cases.coach.taps("Lezen", on=await at_cases.coach.sees(f"Zaak {number}: er is een melding voor jou."))
    await at_cases.stage.settles()


async def test_who_has_two_reports_hears_which_one_was_read(stage: Stage) -> None:
    at_cases, pupil = await with_two(stage)
    await reads(at_cases, 2)
    assert SECOND in (await pupil.sees_next("Je melding is gelezen door mevrouw De Boer.")).words
    await reads(at_cases, 1)
    assert FIRST in (await pupil.sees_next("Je melding is gelezen door mevrouw De Boer.")).words


async def test_who_has_two_reports_hears_which_one_is_taken_up_and_written_about(stage: Stage) -> None:
    at_cases, pupil = await with_two(stage)
    await reads(at_cases, 2)
    await at_cases.taps("Ik pak dit op")
    assert SECOND in (await pupil.sees_next("pakt het op")).words
    await at_cases.taps("Stuur een bericht")
    await at_cases.types("Kom je morgen langs?")
    assert SECOND in (await pupil.sees_next("Kom je morgen langs?")).words


async def test_what_waited_says_which_report_it_is_about(stage: Stage) -> None:
    at_cases, pupil = await with_two(stage)
    await reads(at_cases, 2)
    await at_cases.taps("Ik pak dit op")
    await pupil.types("/mijn")
    await stage.settles()
    await pupil.taps("Geen berichten meer over melding 2")
    await at_cases.taps("Stuur een bericht")
    await at_cases.types("Kom je morgen langs?")
    await stage.settles()
    await pupil.types("/mijn")
    assert (
        SECOND in (await pupil.sees_next("Dit bericht van mevrouw De Boer, dinsdag 24 november, lag nog klaar:")).words
    )


async def test_who_writes_hears_to_which_report_the_words_went(stage: Stage) -> None:
    _, pupil = await with_two(stage)
    await pupil.types("Ze deden het weer")
    assert SECOND in (await pupil.sees_next("Ik heb het doorgegeven aan mevrouw De Boer.")).words


async def test_who_has_one_report_is_told_no_number(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await reported_here(stage, pupil)
    await reads(AtCases(stage, coach), 1)
    await pupil.sees_next("Je melding is gelezen door mevrouw De Boer.")
    await pupil.does_not_see("Dit gaat over melding")


async def test_what_was_sent_with_a_code_is_not_counted_with_what_the_chat_may_see(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await with_a_code(pupil)
    await reported_here(stage, pupil)
    await reads(AtCases(stage, coach), 2)
    await pupil.sees_next("Je melding is gelezen door mevrouw De Boer.")
    await pupil.does_not_see("Dit gaat over melding")
