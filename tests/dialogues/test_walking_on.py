"""A member of staff who walks on before the last question: what they answered counts or waits, and is never lost."""

from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import (
    AtCases,
    pupil_is_known,
    pupil_reports,
    taken_up,
    taken_up_by_coach,
    with_two_pupils_named,
)


async def _asks_about_home(coach: AtCases) -> None:
    for part in ("Meer…", "Leg vast"):
        await coach.taps(part)
    await coach.coach.sees("Is een leerling thuis misschien niet veilig?")
    lines = coach.coach.last_message.words.splitlines()
    place = next(line.partition(".")[0] for line in lines if "thuis misschien niet veilig" in line)
    await coach.taps(f"Vraag {place}")


async def test_that_a_home_is_not_safe_counts_from_the_tap_on_and_not_from_the_last_question(stage: Stage) -> None:
    officer = await stage.staff("ilse_hoekstra")
    coach, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    await _asks_about_home(at_cases)
    await at_cases.taps("Ja: de gepeste leerling")
    await coach.sees("Dit antwoord staat nu in de zaak.")
    await officer.sees("een leerling is thuis misschien niet veilig")
    await at_cases.types("/zaak 1")
    await coach.sees_next("Je was hier gebleven: Is een leerling thuis misschien niet veilig?")
    await coach.sees("Daarom wacht alles wat naar ouders gaat")
    await coach.sees("Het gaat om: de gepeste leerling.")


async def test_the_words_that_follow_later_stand_with_what_counted_at_once(stage: Stage) -> None:
    coach, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    await _asks_about_home(at_cases)
    await at_cases.taps("Ja: de gepeste leerling")
    await at_cases.types("/zaak 1")
    await at_cases.taps("Verder gaan")
    await coach.sees_next("Wil je er kort iets bij schrijven?")
    await at_cases.types("Dat zei de leerling zelf.")
    await coach.sees_next("Daarom wacht alles wat naar ouders gaat")
    assert "Je was hier gebleven" not in coach.last_message.words
    await at_cases.taps("Meer…")
    await at_cases.taps("Namen en notities")
    shown = (await coach.sees("Dat zei de leerling zelf.")).words
    assert shown.count("Dat zei de leerling zelf.") == 1


async def _second_case(stage: Stage, coach: AtCases) -> Person:
    other = stage.pupil("Sem")
    await pupil_reports(other)
    await other.taps("✅ Versturen")
    await coach.coach.sees("Zaak 2")
    return other


async def test_a_no_of_the_pupil_is_in_the_case_though_another_case_is_opened_before_its_words(stage: Stage) -> None:
    at_cases, _ = await taken_up_by_coach(stage)
    coach = at_cases.coach
    await pupil_is_known(at_cases)
    await at_cases.marks_held("Leg vast wat er is gemeld")
    await at_cases.marks_held("Praat met de gepeste leerling")
    await at_cases.taps("Spreek de stappen af")
    await at_cases.taps("Nee")
    await coach.sees("Dit antwoord staat nu in de zaak.")
    other = await _second_case(stage, at_cases)
    await taken_up(at_cases, other)
    await at_cases.taps("Om welke leerling gaat het?")
    await coach.sees("Je was nog niet klaar met: Spreek met de leerling af")
    await at_cases.types("/zaak 1")
    await coach.sees_next("Je was hier gebleven: Spreek met de leerling af")
    assert "Gedaan: Bel ouders gepeste leerling" not in " ".join(coach.last_message.buttons)
    await at_cases.taps("Meer…")
    await at_cases.taps("Namen en notities")
    await coach.sees("Nee, liever niet.")


async def test_what_was_answered_of_a_talk_waits_and_is_gone_on_with_where_it_was_left(stage: Stage) -> None:
    coach, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    await at_cases.types("/zaak 1")
    await at_cases.taps("Gedaan: Leg vast wat er is gemeld")
    await at_cases.taps("Vandaag")
    await coach.sees("Wil je er kort iets bij schrijven?")
    await at_cases.types("/taken")
    await coach.sees("(zaak 1). Wat je al had geantwoord, is niet weg.")
    await at_cases.types("/zaak 1")
    await coach.sees_next("Je was hier gebleven: ")
    await at_cases.taps("Verder gaan")
    await coach.sees_next("Wil je er kort iets bij schrijven?")
    await at_cases.types("Elke dag in de pauze")
    await coach.sees_next("Gedaan\n✓ Leg vast wat er is gemeld (maandag 23 november)")
    assert "Je was hier gebleven" not in coach.last_message.words


async def test_what_waits_can_be_thrown_away_and_then_its_buttons_are_old(stage: Stage) -> None:
    coach, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    await at_cases.types("/zaak 1")
    await at_cases.taps("Gedaan: Leg vast wat er is gemeld")
    await at_cases.taps("Vandaag")
    await at_cases.types("/taken")
    told = await coach.sees("Je was nog niet klaar met: ")
    await coach.taps("Weggooien", on=told)
    await coach.sees("Wat je daar had geantwoord, is weg.")
    await stage.settles()
    await coach.taps("Verder gaan", on=told)
    await stage.settles()
    await at_cases.types("/zaak 1")
    await coach.sees_next("Zaak 1 · ")
    assert "Je was hier gebleven" not in coach.last_message.words
    assert "Gedaan: Leg vast wat er is gemeld" in coach.last_message.buttons


async def test_a_flash_that_was_interrupted_is_gone_on_with_from_where_it_was(stage: Stage) -> None:
    guard, coach = await stage.staff("henk_de_groot"), await stage.staff("sanne_de_boer")
    await guard.taps("⚡ Flits")
    for tap in ("fietsenstalling", "2B"):
        await guard.sees_button(tap)
        await guard.taps(tap)
    await guard.sees("Wat zag je?")
    await stage.settles()
    await guard.types("/start")
    await guard.sees("Je was nog niet klaar met: een flits. Wat je al had geantwoord, is niet weg.")
    for tap in ("Verder gaan", "Duwen, slaan of schoppen", "Vandaag", "Versturen"):
        await stage.settles()
        await guard.taps(tap)
    await guard.sees("Dit is zaak 1.")
    await AtCases(stage, coach).taps("Lezen")
    await coach.sees("Waar: fietsenstalling")


async def test_who_lost_the_case_meanwhile_goes_on_with_nothing_of_it(stage: Stage) -> None:
    await stage.staff("pieter_bakker")
    at_cases, pupil = await taken_up_by_coach(stage)
    coach = at_cases.coach
    await pupil_is_known(at_cases)
    await at_cases.taps("Gedaan: Leg vast wat er is gemeld")
    await at_cases.taps("Vandaag")
    await at_cases.types("/taken")
    told = await coach.sees("Je was nog niet klaar met: ")
    await stage.settles()
    await pupil.types("/stop")
    await pupil.types("mevrouw De Boer doet zelf mee")
    await pupil.taps("Ja, mevrouw De Boer doet iets naars", on=await pupil.sees("Gaat het over mevrouw De Boer?"))
    await stage.settles()
    await coach.taps("Verder gaan", on=told)
    await stage.settles()
    assert "Wil je er kort iets bij schrijven?" not in coach.last_message.words
    await coach.sees_next("Deze zaak kun jij niet openen.")
