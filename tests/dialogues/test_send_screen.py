"""What stands on the screen before sending is what is sent and who reads it, in words that frighten nobody."""

from datetime import UTC, datetime

import pytest

from bot.playground.person import Person
from tests.dialogues.stage import Stage

IN_THE_HOLIDAY = datetime(2026, 12, 22, 10, 0, tzinfo=UTC)
AT_NIGHT = datetime(2026, 11, 23, 21, 14, tzinfo=UTC)
CLOCK_AT_NIGHT = "Het is 22.14. Op school leest nu niemand dit. Bel 112 of 113."


async def pupil_at(stage: Stage, moment: datetime) -> Person:
    pupil = stage.pupil()
    await stage.move_to(moment)
    return pupil


async def reports(pupil: Person, story: str, contact: str) -> None:
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types(story)
    await pupil.taps(contact)


async def sends(pupil: Person) -> tuple[str, str]:
    """What stands on the send screen, and what is said once it was sent."""
    before = (await pupil.sees_next("Dit ga je versturen")).words
    await pupil.taps("✅ Versturen")
    return before, (await pupil.sees_next("Dank je wel")).words


async def test_who_names_the_mentor_is_not_asked_whether_the_mentor_may_know_them(stage: Stage) -> None:
    coach, other, pupil = await stage.staff("sanne_de_boer"), await stage.staff("pieter_bakker"), stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types("Mijn mentor schreeuwt tegen me")
    await pupil.sees("Mag degene die dit leest, weten wie je bent?")
    await pupil.does_not_see("Mag de mentor")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees("Gaat het over mevrouw De Boer (mentor)?")
    await pupil.taps("Ja, mevrouw De Boer doet iets naars")
    await pupil.sees_next("Gaat het over aanraken")
    await pupil.taps("Nee")
    await pupil.sees("👤 meneer Bakker (vervangt mevrouw De Boer) leest het als eerste.")
    await pupil.taps("✅ Versturen")
    await other.sees("Zaak 1")
    await stage.settles()
    await coach.does_not_see("Zaak 1")


async def test_a_sentence_where_a_name_was_asked_for_goes_to_the_story_with_a_yes(stage: Stage) -> None:
    pupil, told = stage.pupil(), "het is die lange van gym die altijd schreeuwt"
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.taps("Iemand die hier werkt doet naar tegen mij")
    await pupil.sees_next("Wie is het?")
    await pupil.types(told)
    assert told in (await pupil.sees_next("Het is wel meer dan een naam.")).words
    await pupil.taps("Ja, zet het bij het verhaal")
    await pupil.sees_next("Wil je alleen de naam typen?")
    await pupil.taps("Liever geen naam")
    for question in ("Gaat het over aanraken", "Gaat het ook over de directie?"):
        await pupil.sees_next(question)
        await pupil.taps("Nee")
    await pupil.taps("Geen contact")
    shown = await pupil.sees_next("Dit ga je versturen")
    assert f"Iemand die hier werkt doet naar tegen mij\n{told}" in shown.words
    assert "Wie het doet" not in shown.words


async def test_the_name_that_is_sent_stands_on_the_send_screen_and_can_be_changed(stage: Stage) -> None:
    pupil = stage.pupil()
    await reports(pupil, "Ze schelden me uit", "Mijn naam")
    await pupil.types("Noor uit 2B")
    await pupil.sees("Contact: met je naam (Noor uit 2B)")
    await pupil.taps("Iets veranderen")
    await pupil.taps("Contact met school")
    await pupil.taps("Mijn naam")
    await pupil.sees_next("Hoe heet je?")
    await pupil.types("Noortje")
    await pupil.sees("Contact: met je naam (Noortje)")


async def test_what_was_told_more_before_sending_stands_on_the_send_screen(stage: Stage) -> None:
    pupil = stage.pupil()
    await reports(pupil, "Ze schelden me uit", "Een code")
    await pupil.taps("Eerst meer vertellen")
    await pupil.taps("Ik heb geen foto")
    await pupil.sees("Wie doet dit?")
    await pupil.types("Jongens uit 2C")
    await pupil.taps("Op het plein")
    await pupil.taps("Al maanden")
    await pupil.sees("Wat zou jou helpen?")
    await pupil.taps("Overslaan")
    for told in ("Wie doet het: Jongens uit 2C", "Waar: Op het plein", "Sinds wanneer: Al maanden"):
        assert told in (await pupil.sees_next("Dit ga je versturen")).words


async def test_yes_where_a_button_is_asked_for_is_not_taken_for_a_part_of_the_story(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types("Ze schelden me uit")
    await pupil.sees_next("Mag de mentor weten wie je bent?")
    await pupil.types("Ja")
    await pupil.sees_next("Bedoel je de knop? Tik er dan op. Er is nog niets gekozen of verstuurd.")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees_next("Dit ga je versturen")
    await pupil.types("oké verstuur maar")
    await pupil.sees_next("Dat heb ik bij je verhaal gezet.")
    await pupil.types("verstuur maar!")
    await pupil.sees_next("Bedoel je de knop? Tik er dan op. Er is nog niets gekozen of verstuurd.")
    await stage.settles()
    await pupil.does_not_see("Dank je wel")


async def test_whoever_is_left_out_never_hears_of_it(stage: Stage) -> None:
    coach, other, pupil = await stage.staff("sanne_de_boer"), await stage.staff("pieter_bakker"), stage.pupil()
    await reports(pupil, "Ik word buitengesloten", "Geen contact")
    await pupil.taps("Iemand mag dit niet lezen")
    await pupil.taps("Niet mevrouw De Boer (mentor)")
    await pupil.sees("👤 meneer Bakker (vervangt mevrouw De Boer) leest het als eerste.")
    await pupil.taps("✅ Versturen")
    await other.sees("Zaak 1")
    await stage.settles()
    await coach.does_not_see("Zaak 1")


async def test_in_a_holiday_the_reading_date_and_that_school_is_closed_are_said_before_sending(stage: Stage) -> None:
    await stage.staff("sanne_de_boer")
    pupil = await pupil_at(stage, IN_THE_HOLIDAY)
    await reports(pupil, "Ze schelden me uit in de app", "Antwoord mij hier")
    await pupil.sees("Let op: school is dicht. Vanaf maandag 4 januari is er weer iemand.")
    await pupil.sees("Dat gebeurt uiterlijk dinsdag 5 januari")
    await pupil.taps("✅ Versturen")
    await pupil.sees("Uiterlijk dinsdag 5 januari leest mevrouw De Boer het.")


async def test_help_now_in_a_holiday_names_the_clock_and_the_numbers_at_every_screen(stage: Stage) -> None:
    pupil = await pupil_at(stage, IN_THE_HOLIDAY)
    await pupil.starts("k-2B")
    await pupil.taps("🆘 Ik heb nu hulp nodig")
    clock = "Het is 11.00. Op school leest nu niemand dit. Bel 112 of 113."
    await pupil.sees_next(clock)
    await pupil.types("Ze staan voor de deur")
    await pupil.sees_next(clock)
    await pupil.taps("Antwoord mij hier")
    await pupil.sees_next(clock)
    await pupil.taps("✅ Versturen")
    await pupil.sees_next(clock)


@pytest.mark.parametrize(
    "told",
    [
        "Ik word bedreigd",
        "Ze dreigen dat ze mijn broertje pakken",
        "Ze sturen een naaktfoto van mij rond",
        "Ik word elke dag geslagen",
    ],
)
async def test_what_is_serious_is_sent_at_night_with_the_clock_and_the_numbers(stage: Stage, told: str) -> None:
    pupil = await pupil_at(stage, AT_NIGHT)
    await reports(pupil, told, "Antwoord mij hier")
    for words in await sends(pupil):
        assert CLOCK_AT_NIGHT in words


async def test_what_is_serious_is_sent_in_school_hours_without_the_clock(stage: Stage) -> None:
    pupil = stage.pupil()
    await reports(pupil, "Ik word bedreigd", "Antwoord mij hier")
    await sends(pupil)
    await pupil.does_not_see("Bel bij gevaar")


async def test_what_can_wait_is_sent_at_night_without_the_clock(stage: Stage) -> None:
    pupil = await pupil_at(stage, AT_NIGHT)
    await reports(pupil, "Ik word buitengesloten", "Antwoord mij hier")
    await sends(pupil)
    await pupil.does_not_see("Op school leest nu niemand dit")


async def test_what_staff_do_that_may_be_sexual_is_sent_at_night_with_the_clock(stage: Stage) -> None:
    pupil = await pupil_at(stage, AT_NIGHT)
    await pupil.starts("k-2B")
    for answer in (
        "Over mij",
        "Iemand die hier werkt doet naar tegen mij",
        "Liever geen naam",
        "Weet ik niet",
        "Geen contact",
    ):
        await pupil.taps(answer)
    shown = await pupil.sees_next("Dit ga je versturen")
    assert CLOCK_AT_NIGHT in shown.words and shown.words.count("0800-0188") == 1


async def test_danger_that_is_told_after_sending_brings_the_clock_and_the_numbers(stage: Stage) -> None:
    pupil = await pupil_at(stage, AT_NIGHT)
    await reports(pupil, "Ik word buitengesloten", "Antwoord mij hier")
    await pupil.taps("✅ Versturen")
    await pupil.taps("Ja, ik vertel meer")
    await pupil.taps("Ik heb geen foto")
    await pupil.sees_next("Wie doet dit?")
    await pupil.types("jongens uit 3A, ik wil niet meer leven")
    await pupil.sees_next(CLOCK_AT_NIGHT)
    await pupil.sees_next("Waar gebeurt het?")


async def test_words_that_say_that_somebody_should_be_dead_bring_the_clock_and_the_numbers(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types("Ze zeggen elke dag dat ik dood moet")
    await pupil.sees("Bel bij gevaar 112 of 113.")


async def test_the_confidants_line_holds_no_coach_and_reads_on_a_day_that_somebody_is_there(stage: Stage) -> None:
    """Lotte Jansen works on Monday, Tuesday and Thursday: what comes on Tuesday evening is hers by Thursday."""
    lotte, coach, pupil = await stage.staff("lotte_jansen"), await stage.staff("sanne_de_boer"), stage.pupil()
    await stage.move_to(datetime(2026, 11, 24, 18, 0, tzinfo=UTC))
    await reports(pupil, "Ik durf het niet te zeggen", "Antwoord mij hier")
    await pupil.taps("Liever naar de vertrouwenspersoon")
    screen = await pupil.sees_next("👤 mevrouw Jansen (vertrouwenspersoon) leest het als eerste.")
    assert "uiterlijk donderdag 26 november" in screen.words
    assert "meneer Kok" in screen.words
    assert "De Boer" not in screen.words
    await pupil.taps("✅ Versturen")
    await lotte.sees("alleen voor de vertrouwenspersoon")
    await stage.move_to(datetime(2026, 11, 27, 16, 0, tzinfo=UTC))
    await stage.settles()
    await coach.does_not_see("Zaak 1")
