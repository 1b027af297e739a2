"""What staff do between two other things: flag, read, take up, pass on, and the turns that a case may take."""

from datetime import UTC, datetime

from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import AtCases, pupil_is_known, pupil_reports, taken_up_by_coach


async def test_a_pauzewacht_flags_in_five_taps_and_hears_who_took_it(stage: Stage) -> None:
    coach, guard = await stage.staff("sanne_de_boer"), await stage.staff("henk_de_groot")
    await guard.taps("⚡ Flits")
    for tap in ("fietsenstalling", "2B", "Duwen, slaan of schoppen", "Vandaag", "Versturen"):
        await guard.sees_button(tap)
        await guard.taps(tap)
    await guard.sees("Je hoort wie het oppakt.")
    await coach.sees("Zaak 1 heeft haast: er is een melding voor jou.")
    await coach.does_not_see("fietsenstalling")
    at_cases = AtCases(stage, coach)
    await at_cases.taps("Lezen")
    await coach.sees("Waar: fietsenstalling")
    await at_cases.taps("Ik pak dit op")
    await guard.sees("mevrouw De Boer pakt het op")


async def test_a_case_for_a_pupil_who_came_in_person_is_open_in_six_taps(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    await coach.types("/zaak nieuw")
    for tap in ("2B", "Overslaan", "Buitengesloten", "Kan wachten", "Openen, ik pak het op"):
        await coach.sees_button(tap)
        await coach.taps(tap)
    await coach.sees("Zaak 1 is open en staat op jouw naam.")
    await coach.sees("Zaak 1 · ")
    await coach.does_not_see("Spreek met de collega")


async def test_what_was_told_stands_on_a_screen_for_fifteen_minutes(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await AtCases(stage, coach).taps("Lezen")
    shown = await coach.sees("groepsapp")
    assert shown.protected
    await stage.later(minutes=14)
    await coach.sees("groepsapp")
    await stage.later(minutes=2)
    await coach.no_longer_sees("groepsapp")
    await coach.sees("Tik op Lezen om te zien wat er is verteld.")


async def test_what_nobody_takes_up_goes_to_the_deputy_and_up_the_line_with_a_word_to_the_pupil_each_time(
    stage: Stage,
) -> None:
    for person in ("sanne_de_boer", "pieter_bakker", "karin_visser"):
        await stage.staff(person)
    admin, pupil = await stage.staff("bram_postma"), stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.sees("leest mevrouw De Boer het.")
    for day, reader in ((24, "meneer Bakker"), (26, "mevrouw Visser")):
        await stage.move_to(datetime(2026, 11, day, 16, 0, tzinfo=UTC))
        await pupil.sees(f"leest {reader} die.")
    await stage.move_to(datetime(2026, 11, 30, 16, 0, tzinfo=UTC))
    await pupil.sees("Je melding is nog niet gelezen. Ik vraag het elke schooldag opnieuw.")
    await admin.sees("er is een melding die nog niemand heeft gelezen")
    await admin.does_not_see("groepsapp")


async def confidant_reads(stage: Stage, pupil: Person) -> None:
    await pupil_reports(pupil)
    await pupil.taps("Liever naar de vertrouwenspersoon")
    await pupil.sees("mevrouw Jansen (vertrouwenspersoon) leest het als eerste.")
    await stage.settles()
    await pupil.taps("✅ Versturen")
    await pupil.sees("leest mevrouw Jansen het.")


async def test_what_went_to_the_confidant_stays_on_the_confidants_line_when_nobody_takes_it_up(stage: Stage) -> None:
    coach, lotte = await stage.staff("sanne_de_boer"), await stage.staff("lotte_jansen")
    willem, admin, pupil = await stage.staff("willem_kok"), await stage.staff("bram_postma"), stage.pupil()
    await confidant_reads(stage, pupil)
    await lotte.sees("alleen voor de vertrouwenspersoon")
    await stage.move_to(datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    await willem.sees("alleen voor de vertrouwenspersoon")
    await pupil.sees("leest meneer Kok die.")
    await stage.move_to(datetime(2026, 12, 1, 16, 0, tzinfo=UTC))
    await admin.sees("er is een melding die nog niemand heeft gelezen")
    await coach.does_not_see("Zaak 1")


async def test_the_coach_joins_the_confidant_only_when_the_pupil_agrees_and_the_pupil_hears_it(stage: Stage) -> None:
    coach, lotte, pupil = await stage.staff("sanne_de_boer"), await stage.staff("lotte_jansen"), stage.pupil()
    at_cases = AtCases(stage, lotte)
    await confidant_reads(stage, pupil)
    await at_cases.taps("Lezen")
    await at_cases.taps("Ik pak dit op")
    await at_cases.taps("Meer…")
    await at_cases.taps("Samen met anderen…")
    await at_cases.taps("Overdragen aan een collega")
    await lotte.sees("Er is nu niemand die deze zaak van je kan overnemen.")
    await stage.settles()
    await coach.does_not_see("Zaak 1")
    await at_cases.taps("De leerling vindt het goed")
    await at_cases.taps("Ja, dat heeft de leerling gezegd")
    await coach.sees("Zaak 1: er is een melding voor jou.")
    await pupil.sees("Je melding gaat naar iemand anders. Uiterlijk dinsdag 24 november leest mevrouw De Boer die.")
    with_coach = AtCases(stage, coach)
    await with_coach.taps("Lezen")
    await with_coach.taps("Ik pak dit op")
    await pupil.sees("mevrouw De Boer pakt het op.")
    await with_coach.taps("Om welke leerling gaat het?")


async def asked_and_refused_mediation(coach: AtCases) -> None:
    """From a case taken up to the separate talks: the pupil does not want to sit in one room with them."""
    await pupil_is_known(coach)
    await coach.marks_held("Leg vast wat er is gemeld")
    await coach.marks_held("Praat met de gepeste leerling")
    await coach.taps("Spreek de stappen af")
    await coach.notes_agreement()
    await coach.notes_agreement()
    await coach.taps("Nee")
    await coach.types("Ik wil niet met hen in een kamer")
    await coach.reaches_parents("Bel ouders gepeste leerling")
    await coach.adds_pupil("Bram Oosterhuis")
    await coach.marks_held("Praat met wie pest")
    await coach.reaches_parents("Bel ouders van")


async def to_the_coordinator(stage: Stage, at_cases: AtCases) -> None:
    """From a case taken up to step 5, without mediation."""
    coach = at_cases.coach
    await asked_and_refused_mediation(at_cases)
    await coach.sees("aparte gesprekken")
    card = coach.last_message
    assert "Houd het bemiddelingsgesprek" not in " ".join(card.buttons)
    await at_cases.marks_held("Gedaan: Vertel het wie pest")
    await at_cases.marks_held("Gedaan: Vertel aan gepeste leerling")
    await coach.sees("Stap 4")
    await stage.move_to(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    await at_cases.types("/zaak 1")
    await at_cases.concludes("Uitkomst: Kijk apart terug", "Ja, met iedereen gesproken", "Het is niet gestopt")
    await coach.sees("Het is niet gestopt. Nu volgt Stap 5: Opschalen naar de leerlingcoördinator.")
    await at_cases.taps("Verder naar Stap 5")
    await coach.sees("De zaak gaat naar Stap 5: Opschalen naar de leerlingcoördinator.")
    await at_cases.taps("Ja, dit klopt")


async def test_no_to_mediation_leads_to_separate_talks_and_not_stopped_to_the_coordinator(stage: Stage) -> None:
    coordinator = await stage.staff("karin_visser")
    at_cases, _ = await taken_up_by_coach(stage)
    await to_the_coordinator(stage, at_cases)
    await coordinator.sees("Zaak 1: Stap 5 is nu aan jou.")


async def test_a_quarrel_closes_the_case_with_a_reason_and_the_pupil_hears_that_it_is_done(stage: Stage) -> None:
    at_cases, pupil = await taken_up_by_coach(stage)
    coach = at_cases.coach
    for part in ("Meer…", "Overslaan, uitstellen of sluiten…", "De zaak anders sluiten…", "Sluiten: Het was ruzie"):
        await at_cases.taps(part)
    await coach.sees("Wat is de reden?")
    await at_cases.types("Ze hebben het samen uitgepraat")
    await at_cases.taps("Ja, sluit de zaak")
    await coach.sees("Deze zaak is gesloten: Het was ruzie en geen pesten.")
    await pupil.sees("Je melding is afgerond. Gaat het weer mis? Typ dan /melden.")
    await pupil.does_not_see("ruzie")
