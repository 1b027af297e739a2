"""Somebody who should hear it has blocked the bot: another hears it in their place, and who waits is told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.batch import Batch
from bot.flows.words import phrase
from bot.outcome import Done, Refused
from bot.playground import Moment
from bot.playground.errors import BadRequest
from bot.playground.person import Person
from bot.spoken import spoken
from storage.connection import AsyncConnection
from storage.errors import StorageBusy
from storage.outbox import OutboxRow
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


async def test_who_waits_hears_it_too_when_it_could_not_be_stored_at_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_cases, pupil = await case_taken_up(stage)
    await stage.staff("pieter_bakker")
    fails_once(stage, monkeypatch)
    await at_cases.coach.blocks()
    await pupil.types("kan iemand mij bellen")
    await pupil.sees("mevrouw De Boer is nu niet te bereiken via deze chat.")


def fails_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first transaction that marks somebody as out of reach cannot be committed."""
    real, left = stage.program.delivery._when_marked, [StorageBusy()]

    async def when_marked(connection: AsyncConnection, row: OutboxRow, outcome: Done | Refused) -> Batch | None:
        made = await real(connection, row, outcome)
        if left:
            raise left.pop()
        return made

    monkeypatch.setattr(stage.program.delivery, "_when_marked", when_marked)


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


async def test_with_nobody_left_for_a_case_that_was_taken_up_the_admin_hears_it_each_school_day(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    admin = await stage.staff(stage.plan.school.admin)
    await at_cases.coach.blocks()
    for month, day, hour in ((11, 23, 10), (12, 3, 9), (12, 4, 9)):
        before = len(admin.screen())
        await stage.move_to(datetime(2026, month, day, hour, tzinfo=UTC))
        await stage.settles()
        heard = [message.words for message in admin.screen()[before:]]
        assert len(heard) == 1 and heard[0].startswith("Zaak 1: er is een melding die nu niemand kan lezen.")
    assert "groepsapp" not in admin.screen_text()
    told = pupil.screen_text()
    assert told.count("Op dit moment is er niemand op school die met je melding verder kan.") == 1


async def test_when_the_admin_turns_out_to_be_out_of_reach_who_waits_hears_once_that_nobody_knows(stage: Stage) -> None:
    admin, pupil = await stage.staff(stage.plan.school.admin), stage.pupil()
    await stage.settles()
    await admin.blocks()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.sees(spoken(phrase("report-nobody-left-at-all")))
    for _ in range(3):
        await stage.later(days=1)
        await stage.settles()
    assert pupil.screen_text().count(spoken(phrase("report-nobody-left-at-all"))) == 1


async def test_when_somebody_is_there_again_the_reporter_hears_who(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    coach = at_cases.coach
    await stage.staff(stage.plan.school.admin)
    await coach.blocks()
    await stage.move_to(datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    await pupil.sees("Op dit moment is er niemand op school die met je melding verder kan.")
    await coach.unblocks()
    await coach.types("/zaken")
    await stage.move_to(datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    await coach.sees("Te laat: zaak 1")
    await pupil.sees("Er is weer iemand die met je melding verder kan: mevrouw De Boer.")


def refused_to(stage: Stage, words: str, *people: Person) -> None:
    """From now on Telegram refuses every message to these people with these words."""
    numbers = {person.user_id for person in people}

    async def refuse(call: Any) -> None:
        if int(call.parameters["chat_id"]) in numbers:
            raise BadRequest(words)

    stage.api.on_call("sendMessage", refuse, Moment.ARRIVED)


NOBODY_THERE = ("have no rights to send a message", "user not found", "INPUT_USER_DEACTIVATED", "USER_IS_BLOCKED")
NOT_THIS_MESSAGE = ("can't parse entities", "message is too long", "BUTTON_DATA_INVALID", "SOMETHING_NEW")


@pytest.mark.parametrize("words", [*NOBODY_THERE, *NOT_THIS_MESSAGE])
async def test_a_report_whose_notice_is_refused_goes_to_the_next_and_the_pupil_hears_it(
    stage: Stage, words: str
) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    deputy = await stage.staff("pieter_bakker")
    await stage.settles()
    refused_to(stage, words, coach)
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await deputy.sees_button("Lezen")
    await pupil.sees("meneer Bakker")
    assert stage.program.house.staff.unreachable == ({"sanne_de_boer"} if words in NOBODY_THERE else frozenset())


async def test_with_every_notice_refused_the_pupil_hears_that_it_is_asked_again(stage: Stage) -> None:
    staff = [await stage.staff(one) for one in ("sanne_de_boer", "pieter_bakker", stage.plan.school.admin)]
    pupil = stage.pupil()
    await stage.settles()
    refused_to(stage, "BUTTON_DATA_INVALID", *staff)
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.sees(spoken(phrase("report-all-asked", read="no")))


async def test_a_message_to_the_coach_that_is_refused_is_told_to_who_stands_in(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    deputy = await stage.staff("pieter_bakker")
    await stage.settles()
    refused_to(stage, "BUTTON_DATA_INVALID", at_cases.coach)
    await pupil.types("kan iemand mij bellen")
    await deputy.sees("Bij zaak 1 wacht iets.")
    assert not stage.program.house.staff.unreachable


async def test_when_what_stands_in_gets_is_refused_too_the_admin_hears_it_and_it_ends_there(stage: Stage) -> None:
    at_cases, pupil = await case_taken_up(stage)
    deputy, admin = await stage.staff("pieter_bakker"), await stage.staff(stage.plan.school.admin)
    await stage.settles()
    refused_to(stage, "BUTTON_DATA_INVALID", at_cases.coach, deputy)
    await pupil.types("kan iemand mij bellen")
    await admin.sees("Zaak 1: er is een melding die nu niemand kan lezen.")
    await stage.settles()
    assert admin.screen_text().count("die nu niemand kan lezen") == 1
