"""A report of one of the staff is of a person, not of a phone: its thread goes along when the account moves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.batch import Batch
from bot.flows.conversation import Conversation
from bot.playground.person import Person
from storage import reports
from storage.erasing import erase_case
from storage.outbox import RowNumbers
from storage.people import Account
from storage.tables import conversation
from tests.dialogues.stage import Stage
from tests.dialogues.test_off_the_screen import tied
from tests.dialogues.test_whole_line import AtCases, pupil_reports, with_two_pupils_named
from tests.rooms import in_batch

QUESTION = "Wat zei Roosje precies tegen Noor?"


async def flagged(stage: Stage) -> tuple[AtCases, Person]:
    """A break guard's flag about 2B, taken up by its coach."""
    coach, guard = await stage.staff("sanne_de_boer"), await stage.staff("henk_de_groot")
    await guard.types("/flits")
    await stage.settles()
    for label in ("plein", "2B", "Duwen, slaan of schoppen", "Vandaag", "Versturen"):
        await AtCases(stage, guard).taps(label)
    await stage.settles()
    at_cases = AtCases(stage, coach)
    await at_cases.taps("Lezen")
    await at_cases.taps("Ik pak dit op")
    await stage.settles()
    return at_cases, guard


async def asks(at_cases: AtCases) -> None:
    await at_cases.taps("Stuur een bericht")
    await at_cases.types(QUESTION)
    await at_cases.stage.settles()


async def test_the_thread_goes_along_to_the_new_phone_and_not_to_who_has_the_old_one(stage: Stage) -> None:
    at_cases, old = await flagged(stage)
    new = stage.api.person("Henk nieuw")
    await tied(stage, "henk_de_groot", new)
    await tied(stage, "samira_yilmaz", old)
    await asks(at_cases)
    await new.sees(QUESTION)
    await old.does_not_see(QUESTION)
    await new.taps("Antwoord")
    await new.types("Dat weet ik niet meer.")
    await at_cases.coach.sees("Nieuw bericht bij zaak 1")


async def test_what_was_written_to_somebody_without_a_phone_waits_for_the_new_one(stage: Stage) -> None:
    at_cases, old = await flagged(stage)
    await tied(stage, "samira_yilmaz", old)
    await asks(at_cases)
    await at_cases.coach.sees("de melder krijgt nu geen berichten")
    await old.does_not_see(QUESTION)
    new = stage.api.person("Henk nieuw")
    await tied(stage, "henk_de_groot", new)
    await new.sees(QUESTION)
    await new.taps("Antwoord")
    await new.types("Dat weet ik niet meer.")
    await at_cases.coach.sees("Nieuw bericht bij zaak 1")


async def test_an_old_button_on_a_phone_that_is_a_colleagues_by_now_writes_nothing(stage: Stage) -> None:
    at_cases, old = await flagged(stage)
    await asks(at_cases)
    await old.sees(QUESTION)
    await tied(stage, "samira_yilmaz", old)
    await old.taps("Antwoord")
    await stage.settles()
    assert "knop" in old.toasts[-1].text
    await at_cases.coach.does_not_see("Nieuw bericht bij zaak 1")


async def test_a_colleague_who_blocked_the_bot_gets_what_was_written_when_they_are_back(stage: Stage) -> None:
    at_cases, guard = await flagged(stage)
    await guard.blocks()
    await asks(at_cases)
    await at_cases.coach.sees("Bij zaak 1 is een bericht aan de melder niet aangekomen")
    await guard.unblocks()
    await guard.types("/flits")
    await guard.sees(QUESTION)


async def test_what_somebody_reported_before_they_had_an_account_goes_along_with_them(stage: Stage) -> None:
    coach, phone = await stage.staff("sanne_de_boer"), stage.pupil("Samira")
    at_cases = AtCases(stage, coach)
    await pupil_reports(phone)
    await phone.taps("✅ Versturen")
    await stage.settles()
    await phone.types("/stop")
    await stage.settles()
    await tied(stage, "samira_yilmaz", phone)
    await tied(stage, "henk_de_groot", phone)
    await at_cases.taps("Lezen")
    await at_cases.taps("Ik pak dit op")
    await stage.settles()
    await asks(at_cases)
    await phone.does_not_see(QUESTION)
    await phone.does_not_see("pakt het op")


async def test_a_phone_that_somebody_left_lists_none_of_their_reports(stage: Stage) -> None:
    _, old = await flagged(stage)
    await tied(stage, "henk_de_groot", stage.api.person("Henk nieuw"))
    await old.types("/mijn")
    await stage.settles()
    await old.does_not_see("Dit zijn je meldingen")


async def with_a_note_halfway(stage: Stage) -> AtCases:
    """The coach said on which day it was done, and has yet to write a note."""
    _, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    await at_cases.types("/zaak 1")
    await at_cases.taps("Gedaan: Leg vast wat er is gemeld")
    await at_cases.taps("Vandaag")
    await at_cases.coach.sees("Wil je er kort iets bij schrijven?")
    return at_cases


async def goes_on_with_it(stage: Stage, new: Person) -> None:
    there = AtCases(stage, new)
    await there.types("/zaak 1")
    await new.sees_next("Je was hier gebleven: ")
    await there.taps("Verder gaan")
    await new.sees_next("Wil je er kort iets bij schrijven?")
    await there.types("Elke dag in de pauze")
    await new.sees_next("Gedaan\n✓ Leg vast wat er is gemeld (maandag 23 november)")


@pytest.mark.parametrize("walked_on", [True, False])
async def test_what_somebody_left_halfway_goes_along_to_the_new_phone(stage: Stage, walked_on: bool) -> None:
    at_cases = await with_a_note_halfway(stage)
    if walked_on:
        await at_cases.types("/taken")
        await at_cases.coach.sees("Wat je al had geantwoord, is niet weg.")
    new = stage.api.person("Sanne nieuw")
    await tied(stage, "sanne_de_boer", new)
    await goes_on_with_it(stage, new)


async def halfway(stage: Stage, account: Account) -> list[str]:
    """The flows of what waits in the chat of this account, and of what is open there."""
    archive, found = stage.program.archive, list[Conversation]()

    async def work(batch: Batch) -> None:
        await batch.load({account.chat: account.address})
        found.append(batch.talk_of(account.chat))

    await in_batch(archive, RowNumbers(1), stage.clock.now(), work)
    waiting = [str(one["flow"]) for one in found[0].left.values()]
    return [*waiting, *([found[0].flow] if found[0].is_open else [])]


@pytest.mark.parametrize("walked_on", [True, False])
@pytest.mark.parametrize("has_new_phone", [True, False])
async def test_nothing_of_it_stays_on_a_phone_that_is_a_colleagues_by_then(
    stage: Stage, walked_on: bool, has_new_phone: bool
) -> None:
    at_cases = await with_a_note_halfway(stage)
    account = stage.program.house.staff.account_of("sanne_de_boer")
    assert account is not None
    if walked_on:
        await at_cases.types("/taken")
    await stage.settles()
    assert await halfway(stage, account) == ["case-done"]
    if has_new_phone:
        await tied(stage, "sanne_de_boer", stage.api.person("Sanne nieuw"))
    await tied(stage, "henk_de_groot", at_cases.coach)
    assert await halfway(stage, account) == []


@pytest.mark.parametrize("walked_on", [True, False])
async def test_what_was_left_on_a_phone_that_is_a_colleagues_waits_for_the_next_one_of_its_owner(
    stage: Stage, walked_on: bool
) -> None:
    at_cases = await with_a_note_halfway(stage)
    if walked_on:
        await at_cases.types("/taken")
    await tied(stage, "henk_de_groot", at_cases.coach)
    asked = at_cases.coach.screen_text().count("Wil je er kort iets bij schrijven?")
    if walked_on:
        await at_cases.taps("Verder gaan")
    await at_cases.types("wat staat hier nog")
    await stage.settles()
    assert "Er staat nu geen vraag open. Kies hieronder" in at_cases.coach.last_message.words
    assert at_cases.coach.screen_text().count("Wil je er kort iets bij schrijven?") == asked
    await stage.restarts()
    new = stage.api.person("Sanne nieuw")
    await tied(stage, "sanne_de_boer", new)
    await new.sees("Je was nog niet klaar met")
    await goes_on_with_it(stage, new)
    await tied(stage, "sanne_de_boer", stage.api.person("Sanne nog nieuwer"))
    await stage.settles()
    archive = stage.program.archive
    async with archive.database.reading() as connection:
        kept = (await connection.execute(select(conversation.c.channel))).scalars().all()
    assert set(kept) == {"telegram"}


async def test_what_waits_for_the_next_phone_goes_with_the_case_that_it_is_about(stage: Stage) -> None:
    at_cases = await with_a_note_halfway(stage)
    await tied(stage, "henk_de_groot", at_cases.coach)
    archive = stage.program.archive
    assert await erase_case(archive.database, archive.vault, 1, stage.clock.now())
    new = stage.api.person("Sanne nieuw")
    await tied(stage, "sanne_de_boer", new)
    await new.does_not_see("Je was nog niet klaar met")
    async with archive.database.reading() as connection:
        assert (await connection.execute(select(conversation).where(conversation.c.channel == "none"))).all() == []


async def test_what_waited_a_month_for_a_next_phone_is_gone_and_nobody_is_told_on_the_old_one(stage: Stage) -> None:
    at_cases = await with_a_note_halfway(stage)
    await tied(stage, "henk_de_groot", at_cases.coach)
    await stage.move_to(stage.clock.now() + timedelta(days=29))
    archive = stage.program.archive
    waiting = select(conversation.c.chat).where(conversation.c.channel == "none")
    async with archive.database.reading() as connection:
        assert len((await connection.execute(waiting)).all()) == 1
    await stage.move_to(stage.clock.now() + timedelta(days=2))
    async with archive.database.reading() as connection:
        assert (await connection.execute(waiting)).all() == []
    await at_cases.coach.does_not_see("Dat is na 30 dagen gewist")


async def test_what_was_left_stays_when_the_same_phone_gets_another_link(stage: Stage) -> None:
    at_cases = await with_a_note_halfway(stage)
    await at_cases.types("/taken")
    await tied(stage, "sanne_de_boer", at_cases.coach)
    await goes_on_with_it(stage, at_cases.coach)


async def test_a_report_made_on_the_new_phone_outlives_the_case_that_was_left_halfway(stage: Stage) -> None:
    at_cases = await with_a_note_halfway(stage)
    await at_cases.types("/taken")
    new = stage.api.person("Sanne nieuw")
    await new.starts("k-2B")
    for answer in ("Over mij", "'ze verstoppen mijn tas", "Antwoord mij hier", "✅ Versturen"):
        await (new.types(answer[1:]) if answer.startswith("'") else new.taps(answer))
    await stage.settles()
    archive = stage.program.archive
    async with archive.database.reading() as connection:
        [before] = await reports.reports_of_case(connection, archive.vault, 2)
    await tied(stage, "sanne_de_boer", new)
    await stage.settles()
    assert await erase_case(archive.database, archive.vault, 1, stage.clock.now())
    async with archive.database.reading() as connection:
        assert await reports.reports_of_case(connection, archive.vault, 2) == [before]
