"""The list of one's own cases: what was given to somebody else is no longer in it as one's own."""

from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_staff_paths import to_the_coordinator
from tests.dialogues.test_whole_line import AtCases, taken_up_by_coach

ALONG = "Bij een collega, jij leest mee:"


async def listed(stage: Stage, person: Person) -> tuple[str, str]:
    """What stands in the list as one's own, and what one reads along."""
    await stage.settles()
    await person.types("/zaken")
    await stage.settles()
    own, _, along = person.last_message.words.partition(ALONG)
    return own, along


async def begun(stage: Stage) -> AtCases:
    coach, _ = await taken_up_by_coach(stage)
    return coach


async def test_a_case_that_was_handed_over_is_read_along_and_named_with_who_has_it(stage: Stage) -> None:
    karin, coach = await stage.staff("karin_visser"), await begun(stage)
    own, along = await listed(stage, coach.coach)
    assert "Zaak 1" in own and not along
    await coach.types("/zaak 1")
    for part in ("Meer…", "Samen met anderen…", "Overdragen aan een collega", "Karin Visser", "Overslaan"):
        await coach.taps(part)
    for _ in range(2):
        own, along = await listed(stage, coach.coach)
        assert "Je hebt geen open zaken." in own and "Zaak 1" not in own
        assert "Zaak 1 · Stap 0 · bij mevrouw Visser" in along
        own, along = await listed(stage, karin)
        assert "Zaak 1" in own and not along
        await AtCases(stage, karin).taps("Open de kaart")
        if "Ik pak dit op" in karin.last_message.buttons:
            await AtCases(stage, karin).taps("Ik pak dit op")


async def test_a_step_that_went_up_the_line_is_who_leads_it_now_and_read_along_by_who_had_it(stage: Stage) -> None:
    karin = await stage.staff("karin_visser")
    coach = await begun(stage)
    await to_the_coordinator(stage, coach)
    await karin.sees("Zaak 1: Stap 5 is nu aan jou.")
    own, _ = await listed(stage, karin)
    assert "Zaak 1 · Stap 5" in own
    own, along = await listed(stage, coach.coach)
    assert "Je hebt geen open zaken." in own
    assert "Zaak 1 · Stap 5 · bij mevrouw Visser" in along
    assert "Jij moet nog, uiterlijk maandag 23 november: Spreek af wanneer jullie terugkijken" in along
