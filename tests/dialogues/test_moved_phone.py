"""A report of one of the staff is of a person, not of a phone: its thread goes along when the account moves."""

from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_off_the_screen import tied
from tests.dialogues.test_whole_line import AtCases, pupil_reports

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
