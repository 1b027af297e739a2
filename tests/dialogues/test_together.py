"""Parents, colleagues who watch, and two reports about the same: whole talks through the real program over HTTP."""

from datetime import UTC, datetime

from bot.playground import DropAfterDoing
from bot.playground.person import Person
from storage import reports
from storage.acts import first_broken_act
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import (
    AtCases,
    pupil_is_known,
    pupil_reports,
    taken_up_by_coach,
    with_two_pupils_named,
)


async def with_names(stage: Stage) -> tuple[Person, AtCases]:
    """Noor is bullied and Roosje is said to bully; the coach spoke to both, and the parents may be called."""
    coach, at_cases = await with_two_pupils_named(stage, "Roosje de Wit", "Een andere klas", "1A")
    await at_cases.marks_held("Leg vast wat er is gemeld")
    await at_cases.marks_held("Praat met de gepeste leerling")
    await at_cases.taps("Spreek de stappen af")
    for _ in range(3):
        await at_cases.notes_agreement()
    return coach, at_cases


async def test_a_coach_calls_the_parents_and_mails_a_text_without_another_name(stage: Stage) -> None:
    coach, at_cases = await with_names(stage)
    await at_cases.reaches_parents("Bel ouders gepeste leerling", "Ze willen graag een gesprek")
    for tap in ("Meer…", "Samen met anderen…", "Tekst voor ouders"):
        await at_cases.taps(tap)
    await at_cases.types("Beste ouders, gisteren deed roosje weer mee. Ik spreek haar morgen.")
    await coach.sees("Hier staat “roosje”. Zo heet misschien iemand anders in deze zaak")
    await at_cases.taps("Ik pas de tekst aan")
    await at_cases.types("Beste ouders, gisteren deed iemand weer mee. Ik spreek diegene morgen.")
    text = await coach.sees("Ik spreek diegene morgen.")
    await coach.sees("Hierboven staat je tekst voor de ouders van de gepeste leerling.")
    copy = next(
        one for one in coach.screen() if one.from_bot and one.words.startswith("Beste ouders, gisteren deed iemand")
    )
    assert not copy.protected
    assert "roosje" not in copy.words.casefold()
    assert text
    for tap in ("Ja: Bel", "Vandaag", "Mail", "Overslaan"):
        await at_cases.taps(tap)
    await coach.sees("Zaak 1 ·")
    await stage.later(minutes=16)
    await stage.settles()
    assert copy not in coach.screen()
    for tap in ("Meer…", "Namen en notities"):
        await at_cases.taps(tap)
    await coach.sees("Ze willen graag een gesprek")
    assert [call.error for call in stage.api.refused_calls] == []
    async with stage.program.archive.database.reading() as connection:
        assert await first_broken_act(connection, stage.program.archive.vault) is None


async def test_no_copy_of_a_text_for_parents_outlasts_its_term_when_the_answer_of_the_channel_got_lost(
    stage: Stage,
) -> None:
    coach, at_cases = await with_names(stage)
    for tap in ("Meer…", "Samen met anderen…", "Tekst voor ouders"):
        await at_cases.taps(tap)
    await stage.settles()
    stage.api.faults.next_call("sendMessage", DropAfterDoing())
    await at_cases.types("Beste ouders, uw kind werd gisteren geslagen.")
    await stage.settles()
    assert copies(coach) == 1
    await stage.later(minutes=16)
    await stage.settles()
    assert copies(coach) == 0


def copies(coach: Person) -> int:
    return sum(message.from_bot and "gisteren geslagen" in message.words for message in coach.screen())


async def test_two_reports_about_the_same_are_joined_and_both_reporters_are_answered(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    noor, witness, at_cases = stage.pupil(), stage.pupil("Mees"), AtCases(stage, coach)
    for pupil in (noor, witness):
        await pupil_reports(pupil)
        await pupil.taps("✅ Versturen")
        await stage.settles()
    await coach.types("/zaak 1")
    await at_cases.taps("Ik pak dit op")
    await noor.sees("mevrouw De Boer pakt het op")
    await witness.does_not_see("pakt het op")
    await coach.types("/zaak 2")
    for tap in ("Meer…", "Samen met anderen…", "Hoort bij een andere zaak", "Zaak 1 ·", "Ja, dit is hetzelfde"):
        await at_cases.taps(tap)
    await coach.sees("Deze zaak is gesloten: Deze zaak hoort bij een andere zaak.")
    await stage.settles()
    await witness.does_not_see("afgerond")
    async with stage.program.archive.database.reading() as connection:
        joined = await reports.reports_of_case(connection, stage.program.archive.vault, 1)
    assert len(joined) == 2
    assert {one.status.value for one in joined} == {"taken_up"}
    await coach.types("/zaak 1")
    await coach.sees("Zaak 2 hoort hierbij.")
    for place, words in enumerate(("Fijn dat je dit zegt", "Knap dat je dit zag")):
        await at_cases.taps("Meer…")
        await at_cases.taps("Lezen")
        await at_cases.taps("Stuur een bericht")
        asked = await coach.sees("Bij zaak 1 horen meer meldingen.")
        listed = [one for one in asked.buttons if one.startswith("Melding ")]
        await at_cases.taps(listed[place])
        await at_cases.types(words)
        await stage.settles()
        await coach.types("/zaak 1")
    heard = [
        (words in noor.screen_text(), words in witness.screen_text())
        for words in ("Fijn dat je dit zegt", "Knap dat je dit zag")
    ]
    assert sorted(heard) == [(False, True), (True, False)]
    for tap in ("Meer…", "Overslaan, uitstellen of sluiten…", "De zaak anders sluiten…", "Sluiten: Het was ruzie"):
        await at_cases.taps(tap)
    await at_cases.types("Ze hebben het samen uitgepraat")
    await at_cases.taps("Ja, sluit de zaak")
    for pupil in (noor, witness):
        await pupil.sees("afgerond")


async def test_a_colleague_who_watches_sees_something_and_the_coach_hears_it_at_once(stage: Stage) -> None:
    guard = await stage.staff("henk_de_groot")
    at_cases, _ = await taken_up_by_coach(stage)
    coach, at_yard = at_cases.coach, AtCases(stage, guard)
    await pupil_is_known(at_cases)
    for step in ("Stap 1", "Stap 2", "Stap 3", "Stap 4"):
        await at_cases.taps("Meer…")
        await at_cases.taps("Overslaan, uitstellen of sluiten…")
        await at_cases.taps(f"Naar {step}")
        await at_cases.types("het gesprek was al geweest")
        await at_cases.taps("Ja, ga naar deze stap")
    await at_cases.taps("Meer…")
    await at_cases.taps("Samen met anderen…")
    await at_cases.taps("Wie kijkt mee?")
    for tap in ("▢ Henk de Groot", "Verder", "▢ fietsenstalling", "Verder", "1 week"):
        await at_cases.taps(tap)
    await guard.sees("Wil je tot en met maandag 30 november extra opletten? Waar: fietsenstalling.")
    for secret in ("Zaak 1", "groepsapp", "gepest", "2B"):
        await guard.does_not_see(secret)
    await at_yard.taps("Ik zag iets")
    await at_yard.taps("Duwen, slaan of schoppen")
    await at_yard.taps("Nu")
    await guard.sees("Dank je wel. Je melding gaat nu meteen naar mevrouw De Boer.")
    await coach.sees("Zaak 1: er is gemeld dat het misgaat")
    await guard.types("/zaak 1")
    await guard.sees("Deze zaak kun jij niet openen.")
    await guard.does_not_see("groepsapp")
    await stage.move_to(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    await guard.sees("De periode waarin je extra oplette, is voorbij.")
