"""Whole lines through two other protocols, from a pupil's phone, over HTTP: only taps and words of people."""

from datetime import UTC, date, datetime
from pathlib import Path

from bot.playground.person import Person
from casework.protocol import shipped_protocol_text
from tests.dialogues.stage import Stage, staged
from tests.dialogues.test_whole_line import AtCases, pupil_is_known, taken_up_by_coach


async def on_their_phone(stage: Stage, person: Person) -> AtCases:
    return AtCases(stage, person)


async def morning_of(stage: Stage, day: date) -> None:
    await stage.move_to(datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC))


async def names_who_bullies(coach: AtCases) -> None:
    for part in ("Meer…", "Leerling toevoegen", "Zou pesten"):
        await coach.taps(part)
    await coach.types("Bram")
    await coach.taps("Dezelfde klas")


async def not_solved(coach: AtCases) -> None:
    """The three questions, one by one (P000 A000-3)."""
    await coach.taps("Is het opgelost?")
    await coach.coach.sees("dat het is opgelost?")
    await coach.taps("Ja")
    await coach.coach.sees("Zegt de andere kant dat ook?")
    await coach.taps("Nee")
    await coach.coach.sees("Zie je het ook aan hun houding en gedrag?")
    await coach.taps("Nee")
    await coach.taps("Ja, dit klopt")


async def to_step_3b(coach: AtCases) -> None:
    """P000, with one pupil on the other side."""
    await pupil_is_known(coach)
    await names_who_bullies(coach)
    await coach.taps("Gedaan: Vraag wat de leerling wil")
    await coach.notes_agreement("Mijn moeder mag het weten")
    await coach.notes_agreement()
    await coach.marks_held("Gedaan: Houd het herstelgesprek")
    await not_solved(coach)
    await coach.coach.sees("Stap 1: Afspraken maken")
    await coach.concludes("Uitkomst: Stel vast", "Ja, dit is pesten")
    await coach.coach.sees("Stap 2: Het is pesten")
    await coach.marks_held("Gedaan: Zet het in Somtoday")
    await coach.marks_held("Gedaan: Houd het herstelgesprek")
    await not_solved(coach)
    await coach.coach.sees("Stap 2: Samen opletten")
    await coach.taps("Meer…")
    await coach.taps("Het gaat weer mis")
    for part in ("Uitkomst: Gaat de zaak naar Stap 3?", "Ja, het pesten gaat door", "Vandaag"):
        await coach.taps(part)
    await coach.types("Ze deden het weer in de pauze")
    await coach.coach.sees("Stap 3: Het pesten gaat door")
    await coach.taps("Ik pak dit op")
    await coach.marks_held("Gedaan: Houd het herstelgesprek")
    await coach.coach.sees("Voorstel: 2 weken (afspraak van de school).")
    await coach.taps("1 week")
    await morning_of(coach.stage, date(2026, 11, 30))
    await coach.types("/zaak 1")
    await coach.concludes("Uitkomst: Kijk terug", "Ja, met iedereen gesproken", "Het gaat nog niet goed")
    await coach.marks_held("Gedaan: Bespreek met het team")
    await coach.concludes("Uitkomst: Wat volgt er nu?", "Er komt een MDO")
    await not_solved(coach)


async def test_the_restorative_line_goes_to_weekly_talks_and_is_closed_by_the_coordinator(tmp_path: Path) -> None:
    """P000, steps 1a to 3b."""
    async with staged(tmp_path, protocol_text=shipped_protocol_text("splitting")) as stage:
        karin = AtCases(stage, await stage.staff("karin_visser"))
        coach, pupil = await taken_up_by_coach(stage)
        await to_step_3b(coach)
        await karin.coach.sees("Zaak 1: Stap 3 is nu aan jou.")
        await karin.taps("Open de kaart")
        await karin.taps("Ik pak dit op")
        await karin.marks_held("Gedaan: Geef een passende straf")
        await karin.marks_held("Gedaan: Praat na schooltijd")
        await morning_of(stage, date(2026, 12, 7))
        await karin.coach.sees("Praat met de leerling die pest over de goede momenten")
        await karin.types("/zaak 1")
        await karin.marks_held("Gedaan: Praat over goede momenten")
        await morning_of(stage, date(2026, 12, 14))
        await karin.types("/zaak 1")
        await karin.marks_held("Gedaan: Praat over goede momenten")
        await karin.taps("Voortaan om de week")
        await karin.taps("Ja, vanaf nu zo")
        await karin.types("/taken")
        await karin.coach.sees("goede momenten. Uiterlijk maandag 4 januari")
        await morning_of(stage, date(2027, 1, 4))
        await karin.types("/zaak 1")
        await karin.marks_held("Gedaan: Praat over goede momenten")
        await karin.marks_held("Gedaan: Doe groepsoefeningen")
        await karin.taps("Is het opgelost?")
        for _ in range(3):
            await karin.taps("Ja")
        await karin.taps("Ja, dit klopt")
        await karin.types("Alleen wat is aangevinkt moest nog, de leerlingen zijn tevreden")
        await karin.taps("Ja, sluit de zaak")
        await karin.coach.sees("Deze zaak is gesloten: Het is opgelost.")
        await pupil.sees("afgerond")
        assert stage.api.unknown_methods == []
        assert [call.error for call in stage.api.refused_calls] == []


async def test_the_solution_focused_line_runs_with_a_support_group(tmp_path: Path) -> None:
    """P003: a group of seven, in the pupil's own words, beside step 1."""
    async with staged(tmp_path, protocol_text=shipped_protocol_text("oplossingsgericht")) as stage:
        coach, pupil = await taken_up_by_coach(stage)
        await pupil_is_known(coach)
        await names_who_bullies(coach)
        await coach.marks_held("Gedaan: Leg de melding vast")
        await coach.concludes("Uitkomst: Wie zijn erbij", "Iedereen zit in dezelfde klas")
        await coach.marks_held("Gedaan: Praat met gepeste leerling")
        for part in ("Meer…", "Maatregelen en middelen", "Bekijk: Steungroepaanpak", "Mag dit? Steungroepaanpak"):
            await coach.taps(part)
        await coach.notes_agreement("Dat wil ik wel, als niemand straf krijgt")
        for part in ("Meer…", "Maatregelen en middelen", "Bekijk: Steungroepaanpak", "Start: Steungroepaanpak"):
            await coach.taps(part)
        for part in ("Verder", "7", "Vandaag", "Overslaan"):
            await coach.taps(part)
        await coach.coach.sees("Loopt: ")
        await coach.coach.does_not_see("straf krijgt")
        for action in ("Maak samen de groep", "Praat met de groep"):
            await coach.marks_held(f"Gedaan: {action}")
        await morning_of(stage, date(2026, 11, 30))
        await coach.coach.sees("Vraag de gepeste leerling hoe het nu gaat")
        await coach.types("/zaak 1")
        await coach.marks_held("Gedaan: Vraag hoe het nu gaat")
        await coach.marks_held("Gedaan: Praat met ieder van de groep")
        await coach.concludes("Uitkomst: Nog een keer?", "Het is zo goed")
        for part in ("Bekijk: Steungroepaanpak", "Klaar: Steungroepaanpak", "Vandaag", "Overslaan"):
            await coach.taps(part)
        await coach.taps("Mag je met de anderen praten?")
        await coach.notes_agreement()
        await coach.marks_held("Gedaan: Praat met wie pest")
        await coach.marks_held("Gedaan: Leg de afspraken vast")
        await coach.taps("2 weken")
        await morning_of(stage, date(2026, 12, 14))
        await coach.types("/zaak 1")
        for part in ("Uitkomst: Kijk apart terug", "Ja, met iedereen gesproken", "Het is opgelost", "Vandaag"):
            await coach.taps(part)
        await coach.types("ze gaan weer gewoon met elkaar om")
        for part in ("Mag het dicht?", "Ja", "Ja, dit klopt"):
            await coach.taps(part)
        await coach.coach.sees("Deze zaak is gesloten: Het pesten is gestopt.")
        await pupil.sees("afgerond")
        await pupil.does_not_see("teungroep")
        assert stage.api.unknown_methods == []
        assert [call.error for call in stage.api.refused_calls] == []
