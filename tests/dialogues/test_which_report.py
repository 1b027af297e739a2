"""Words that may be meant for a report behind a code go into no report of the same chat without asking."""

import asyncio
import sqlite3

from bot.playground.person import Person
from storage import reports
from tests.dialogues.stage import Stage
from tests.dialogues.test_reporter_paths import picture, with_a_code
from tests.dialogues.test_whole_line import pupil_reports

SECRET = "het was in de kleedkamer, zeg niet dat ik het ben"
FIRST, NEXT = "Ze deden het weer", "In de pauze"


async def told_to(stage: Stage, number: int) -> list[str]:
    """What was told afterwards to the report of this case."""
    archive = stage.program.archive
    async with archive.database.reading() as connection:
        (stored,) = await reports.reports_of_case(connection, archive.vault, number)
        sealer = (await archive.vault.sealers({stored.id}))[stored.id]
        return [one.text for one in await reports.told_with(connection, sealer, stored.id)]


async def with_own(stage: Stage) -> Person:
    """A pupil whose report 1 is answered in the chat."""
    await stage.staff("sanne_de_boer")
    pupil = stage.pupil()
    await reported_here(stage, pupil)
    return pupil


async def reported_here(stage: Stage, pupil: Person) -> None:
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.sees_next("Wil je nog iets vertellen?")
    await pupil.types("/stop")
    await stage.settles()


async def with_both(stage: Stage) -> tuple[Person, str]:
    """A pupil whose report 1 is answered in the chat, and whose report 2 has this code."""
    pupil = await with_own(stage)
    return pupil, await with_a_code(pupil)


async def opened(stage: Stage, pupil: Person, code: str) -> None:
    await pupil.types(f"/code {code}")
    await pupil.sees("Je melding")
    await stage.settles()


async def with_a_code_that_was_open(stage: Stage, **since: float) -> tuple[Person, str]:
    """A pupil with both, who opened the code so long ago."""
    pupil, code = await with_both(stage)
    await opened(stage, pupil, code)
    await stage.later(**since)
    return pupil, code


async def told_too_late(stage: Stage) -> tuple[Person, str]:
    """A pupil with both, whose code was open until a moment ago, and who is asked where what they typed belongs."""
    pupil, code = await with_a_code_that_was_open(stage, minutes=16)
    await types_and_is_asked(pupil)
    return pupil, code


async def types_and_is_asked(pupil: Person) -> None:
    await pupil.types(SECRET)
    await pupil.sees_next("Waar hoort dit bij?")


async def says_where_it_belongs_and_goes_on(pupil: Person) -> None:
    """The first words are asked about and meant for report 1; then there are more words."""
    await pupil.types(FIRST)
    await pupil.taps("Bij melding 1")
    await pupil.sees_next("Ik heb het doorgegeven aan mevrouw De Boer.")
    await pupil.types(NEXT)


async def is_not_asked(pupil: Person) -> None:
    await pupil.types("In de pauze weer")
    await pupil.sees_next("Ik heb het doorgegeven aan mevrouw De Boer.")


async def nothing_was_told(stage: Stage) -> bool:
    await stage.settles()
    return await told_to(stage, 1) == await told_to(stage, 2) == []


async def test_words_after_the_code_was_closed_reach_no_report_before_their_writer_says_which(stage: Stage) -> None:
    await told_too_late(stage)
    assert await nothing_was_told(stage)


async def test_words_right_after_an_unseen_report_reach_no_report_under_a_name_without_asking(stage: Stage) -> None:
    pupil, _ = await with_both(stage)
    await types_and_is_asked(pupil)
    assert await nothing_was_told(stage)


async def test_the_own_list_closes_what_a_code_opened(stage: Stage) -> None:
    pupil, code = await with_both(stage)
    await opened(stage, pupil, code)
    await pupil.types("/mijn")
    await pupil.sees_next("Dit zijn je meldingen")
    await types_and_is_asked(pupil)
    await stage.settles()
    assert await told_to(stage, 2) == []


async def test_words_for_the_report_behind_the_code_wait_until_it_is_open_again(stage: Stage) -> None:
    pupil, code = await told_too_late(stage)
    await pupil.taps("Bij een melding met een code of zonder contact")
    await pupil.sees_next("Ik heb dit bewaard, maar nog niet doorgegeven.")
    await opened(stage, pupil, code)
    await pupil.taps("Bij een melding met een code of zonder contact")
    await pupil.sees_next("Ik heb het doorgegeven aan mevrouw De Boer.")
    await stage.settles()
    assert (await told_to(stage, 1), await told_to(stage, 2)) == ([], [SECRET])


async def test_words_for_the_report_of_the_chat_are_passed_on_and_the_next_are_not_asked_about(stage: Stage) -> None:
    pupil, _ = await with_a_code_that_was_open(stage, hours=2)
    await says_where_it_belongs_and_goes_on(pupil)
    await stage.settles()
    assert (await told_to(stage, 1), await told_to(stage, 2)) == ([FIRST, NEXT], [])


async def test_the_answer_where_words_belong_can_be_typed_too(stage: Stage) -> None:
    pupil, _ = await told_too_late(stage)
    await pupil.types("Bij melding 1")
    await pupil.sees_next("Ik heb het doorgegeven aan mevrouw De Boer.")
    await stage.settles()
    assert await told_to(stage, 1) == [SECRET]


async def test_words_can_be_for_each_report_of_the_chat_and_their_writer_hears_for_which(stage: Stage) -> None:
    pupil = await with_own(stage)
    await reported_here(stage, pupil)
    await with_a_code(pupil)
    await types_and_is_asked(pupil)
    await pupil.taps("Bij melding 1")
    said = (await pupil.sees_next("Ik heb het doorgegeven aan mevrouw De Boer.")).words
    assert "Dit gaat over melding 1, van maandag 23 november." in said
    await stage.settles()
    assert (await told_to(stage, 1), await told_to(stage, 2)) == ([SECRET], [])


async def test_a_name_in_words_for_the_report_of_the_chat_is_still_asked_about(stage: Stage) -> None:
    pupil, _ = await with_a_code_that_was_open(stage, hours=2)
    await pupil.types("mevrouw De Boer deed het ook")
    await pupil.taps("Bij melding 1")
    await pupil.sees_next("Gaat het over")


async def test_a_picture_after_the_code_was_closed_is_asked_about_too(stage: Stage) -> None:
    pupil, _ = await with_a_code_that_was_open(stage, minutes=16)
    await pupil.sends_picture(picture())
    await pupil.sees_next("Bij welke melding hoort hij?")
    await pupil.taps("Bij melding 1")
    await pupil.sees_next("bloot")


async def test_what_waits_for_the_question_goes_with_stopping(stage: Stage) -> None:
    pupil, _ = await told_too_late(stage)
    await pupil.types("/stop")
    await pupil.sees_next("Gestopt. Er is niets bewaard.")
    assert await nothing_was_told(stage)


async def test_what_waits_for_the_question_still_waits_when_its_writer_opens_the_code(stage: Stage) -> None:
    pupil, code = await told_too_late(stage)
    await pupil.types("/code")
    await pupil.sees_next("Typ /code met je vijf woorden erachter.")
    await pupil.types("/code een twee drie vier vijf")
    await pupil.sees("Deze code ken ik niet.")
    await opened(stage, pupil, code)
    assert await nothing_was_told(stage)
    await pupil.taps("Bij een melding met een code of zonder contact")
    await pupil.sees_next("Ik heb het doorgegeven aan mevrouw De Boer.")
    await stage.settles()
    assert (await told_to(stage, 1), await told_to(stage, 2)) == ([], [SECRET])


async def test_with_the_code_open_words_can_still_be_for_the_report_of_the_chat(stage: Stage) -> None:
    pupil, code = await told_too_late(stage)
    await opened(stage, pupil, code)
    await pupil.taps("Bij melding 1")
    await pupil.sees_next("Ik heb het doorgegeven aan mevrouw De Boer.")
    await stage.settles()
    assert (await told_to(stage, 1), await told_to(stage, 2)) == ([SECRET], [])


async def test_a_name_in_words_for_the_report_behind_the_code_is_still_asked_about(stage: Stage) -> None:
    pupil, code = await with_a_code_that_was_open(stage, minutes=16)
    await pupil.types("mevrouw De Boer deed het ook")
    await pupil.sees_next("Waar hoort dit bij?")
    await opened(stage, pupil, code)
    await pupil.taps("Bij een melding met een code of zonder contact")
    await pupil.sees_next("Gaat het over")
    await pupil.taps("Nee, ik noem die alleen")
    await stage.settles()
    told = (await told_to(stage, 1), await told_to(stage, 2))
    assert told == ([], ["mevrouw De Boer deed het ook"])


async def test_a_picture_can_be_for_the_report_behind_the_code_once_that_is_open(stage: Stage) -> None:
    pupil, code = await with_a_code_that_was_open(stage, minutes=16)
    await pupil.sends_picture(picture())
    await pupil.sees_next("Bij welke melding hoort hij?")
    await opened(stage, pupil, code)
    await pupil.taps("Bij een melding met een code of zonder contact")
    await pupil.sees_next("bloot")


async def test_words_of_which_nobody_says_where_they_belong_go_after_two_days_and_their_writer_hears_it(
    stage: Stage,
) -> None:
    pupil, _ = await told_too_late(stage)
    await stage.later(hours=49)
    await pupil.sees("is niet doorgegeven. Het is nu weggegooid.")
    assert await nothing_was_told(stage)


async def test_words_that_wait_for_the_question_are_sealed_with_the_key_of_no_report(stage: Stage) -> None:
    await told_too_late(stage)
    await stage.settles()
    connection = sqlite3.connect(stage.database_file)
    kept = connection.execute("SELECT key_id FROM conversation").fetchall()
    known = connection.execute("SELECT key_id FROM report").fetchall()
    connection.close()
    assert len(kept) == 1 and kept[0] not in known


async def test_after_a_restart_words_that_may_be_for_the_code_are_still_asked_about(stage: Stage) -> None:
    pupil, code = await with_both(stage)
    await opened(stage, pupil, code)
    await stage.restarts()
    await pupil.types("/hulp")
    await pupil.sees_next("Kindertelefoon")
    await types_and_is_asked(pupil)
    assert await nothing_was_told(stage)


async def test_after_a_restart_words_after_a_report_without_contact_are_still_asked_about(stage: Stage) -> None:
    pupil = await with_own(stage)
    await pupil_reports(pupil, contact="Geen contact")
    await pupil.taps("✅ Versturen")
    await pupil.sees("kan je niets terugzeggen")
    await stage.restarts()
    await types_and_is_asked(pupil)
    assert await nothing_was_told(stage)


async def test_after_a_restart_nobody_is_asked_where_nothing_unseen_was_sent(stage: Stage) -> None:
    pupil = await with_own(stage)
    await stage.restarts()
    await is_not_asked(pupil)


async def test_after_a_restart_who_did_nothing_here_for_half_a_day_is_not_asked(stage: Stage) -> None:
    pupil, _ = await with_a_code_that_was_open(stage, hours=13)
    await stage.restarts()
    await is_not_asked(pupil)


async def test_after_a_restart_what_was_answered_once_is_not_asked_again(stage: Stage) -> None:
    pupil, code = await with_both(stage)
    await opened(stage, pupil, code)
    await stage.restarts()
    await says_where_it_belongs_and_goes_on(pupil)
    await stage.settles()
    assert await told_to(stage, 1) == [FIRST, NEXT]


async def test_a_code_and_words_that_wait_together_go_to_the_report_behind_the_code(stage: Stage) -> None:
    pupil, code = await with_both(stage)
    await stage.settles()
    lock = sqlite3.connect(stage.database_file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    await pupil.types(f"/code {code}")
    await pupil.types(SECRET)
    await asyncio.sleep(2)
    lock.execute("ROLLBACK")
    lock.close()
    await stage.settles()
    assert (await told_to(stage, 1), await told_to(stage, 2)) == ([], [SECRET])
