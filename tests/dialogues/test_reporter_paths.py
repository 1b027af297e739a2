"""What a reporter may do on the way and afterwards, and what the bot says to it."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import AtCases, pupil_reports

STORY = "Ze schelden me elke dag uit in de groepsapp"


def picture(kind: str = "JPEG") -> bytes:
    written = BytesIO()
    Image.new("RGB", (320, 200), "red").save(written, kind)
    return written.getvalue()


async def at_the_pictures(pupil: Person) -> None:
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.taps("Ja, ik vertel meer")
    await pupil.taps("Nee, niemand is bloot")
    await pupil.sees("Stuur de foto’s maar.")


async def with_a_code(pupil: Person) -> str:
    await pupil_reports(pupil, contact="Een code")
    await pupil.taps("✅ Versturen")
    found = re.search(r"Je code is: (.+)", (await pupil.sees("Je code is:")).words)
    assert found is not None
    return found[1]


async def test_snel_weg_clears_the_screen_and_the_draft_waits(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.sees("Dit ga je versturen")
    await pupil.taps("Snel weg")
    await pupil.no_longer_sees("versturen")
    await stage.settles()
    assert [message.words for message in pupil.screen()] == ["Hoi! Alles goed. Tot later 👋"]
    await pupil.types("/start")
    await pupil.sees("Fijn dat je er weer bent.")
    await pupil.sees(STORY)


async def test_three_days_away_and_back_is_back_at_the_same_question(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.types(STORY)
    await pupil.sees("Een code")
    await stage.later(days=3)
    await pupil.types("/start")
    await pupil.sees("Fijn dat je er weer bent. Je was hier gebleven.")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees(STORY)


async def test_a_draft_is_thrown_away_after_thirty_days_and_its_writer_hears_it(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.sees("Dit ga je versturen")
    await stage.later(days=29)
    await pupil.does_not_see("weggegooid")
    await stage.later(days=2)
    await pupil.sees("Die is nu weggegooid.")
    await pupil.types("/start")
    await pupil.sees_next("Over wie gaat het?")


async def test_what_was_told_before_stopping_waits_two_days_and_its_writer_hears_that_it_goes(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.sees("Dit ga je versturen")
    await pupil.types("/stop")
    await pupil.sees("Ik bewaar alles twee dagen. Daarna gooi ik het weg.")
    await stage.later(hours=47)
    await pupil.types("/melden")
    await pupil.sees_next("Je was hier gebleven.")
    await pupil.taps("Stoppen")
    await pupil.sees("Moet alles nu al weg? Tik op Weggooien.")
    await stage.later(hours=49)
    await pupil.sees_next("Wat je had verteld, is nu weggegooid.")
    await pupil.types("/start")
    await pupil.sees_next("Over wie gaat het?")


async def test_what_was_told_before_snel_weg_waits_as_any_draft_and_goes_without_a_word(stage: Stage) -> None:
    pupil, other = stage.pupil(), stage.pupil("Ties")
    for person in (pupil, other):
        await pupil_reports(person)
        await person.sees("Dit ga je versturen")
        await person.types("/snelweg")
        await person.sees("Alles goed")
    await stage.later(days=29)
    await pupil.types("/start")
    await pupil.sees(STORY)
    await stage.later(days=2)
    await stage.settles()
    assert [message.words for message in other.screen()] == ["Hoi! Alles goed. Tot later 👋"]
    await other.types("/start")
    await other.sees_next("Over wie gaat het?")


@pytest.mark.parametrize("commands", [("/snelweg", "/stop"), ("/stop", "/snelweg")])
async def test_what_was_told_before_snel_weg_and_stop_waits_two_days_and_goes_without_a_word(
    stage: Stage, commands: tuple[str, ...]
) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.sees("Dit ga je versturen")
    for command in commands:
        await pupil.types(command)
        await stage.settles()
    await stage.later(hours=47)
    await pupil.types("/start")
    await pupil.sees_next("Fijn dat je er weer bent.")
    for command in commands:
        await pupil.types(command)
        await stage.settles()
    shown = [message.words for message in pupil.screen()]
    assert not [words for words in shown if "meld" in words or "school" in words]
    await stage.later(hours=49)
    await stage.settles()
    assert [message.words for message in pupil.screen()] == shown
    await pupil.types("/start")
    await pupil.sees_next("Over wie gaat het?")


async def test_stop_and_on_again_and_hulp_at_every_question_lose_nothing(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil.starts("k-2B")
    for answer in ("Over mij", STORY, "Antwoord mij hier"):
        await pupil.types("/hulp")
        await pupil.sees_next("Kindertelefoon: 0800-0432")
        await stage.settles()
        await pupil.types(answer)
        await stage.settles()
        await pupil.types("/stop")
        await pupil.sees_next("Je melding is nog niet verstuurd. Ik bewaar alles twee dagen.")
        await stage.settles()
        await pupil.types("Verder")
        await stage.settles()
        await pupil.taps("Verder")
        await pupil.sees_next("Fijn dat je er weer bent.")
        await stage.settles()
    await pupil.sees("Dit ga je versturen")
    await pupil.sees(STORY)


@pytest.mark.parametrize("answer", ["Ja, iemand is bloot", "Weet ik niet"])
async def test_no_picture_is_taken_where_somebody_is_or_may_be_naked(stage: Stage, answer: str) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.taps("Ja, ik vertel meer")
    await pupil.taps(answer)
    await pupil.sees("Het is niet jouw schuld")
    await pupil.sees("helpwanted.nl")
    await pupil.sends_picture(picture())
    await pupil.sees("Deze foto heb ik niet bewaard.")
    await pupil.taps("Verder zonder foto")
    await pupil.sees("Wie doet dit?")
    assert not [call for call in stage.api.calls if call.method == "getFile"]


async def test_every_wrong_kind_of_message_gets_a_kind_sentence_and_the_question_stays(stage: Stage) -> None:
    pupil = stage.pupil()
    await at_the_pictures(pupil)
    wrong = (
        (pupil.sends_sticker, "Een sticker kan ik niet lezen."),
        (pupil.sends_voice, "Naar een spraakbericht kan ik niet luisteren."),
        (pupil.sends_location, "Een locatie bewaar ik niet."),
        (pupil.sends_video, "Een filmpje kan ik niet bewaren."),
        (pupil.sends_contact, "Een contact bewaar ik niet."),
        (pupil.sends_animation, "Een bewegend plaatje kan ik niet bewaren."),
    )
    for send, said in wrong:
        await send()
        await pupil.sees_next(said)
        await pupil.sees_next("Stuur de foto’s maar.")


async def test_files_that_are_no_good_picture_are_refused_one_by_one_and_the_good_ones_kept(stage: Stage) -> None:
    pupil = stage.pupil()
    await at_the_pictures(pupil)
    await pupil.sends_file(b"%PDF-1.4 not a picture", "foto.jpg", "image/jpeg")
    await pupil.sees_next("Dit bestand is geen foto. Ik heb het niet bewaard.")
    await pupil.sends_file(picture("PNG")[:200], "foto.png", "image/png")
    await pupil.sees_next("Deze foto is niet heel aangekomen.")
    await pupil.sends_file(picture(), "groot.jpg", "image/jpeg", size=25_000_000)
    await pupil.sees_next("Deze foto is te groot.")
    await pupil.sends_album([picture(), picture("PNG")])
    await pupil.sees_next("Foto 2 is bewaard.")


async def test_a_picture_that_its_sender_takes_back_is_gone_here_and_on_every_other_screen(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await at_the_pictures(pupil)
    await pupil.sends_picture(picture())
    await pupil.sees("Foto 1 is bewaard.")
    at_cases = AtCases(stage, coach)
    await at_cases.taps("Lezen")
    await at_cases.taps("Foto’s (1)")
    await coach.sees("Zaak 1, foto 1 van 1")
    await pupil.taps("Haal deze foto weg")
    await pupil.sees("De foto is weg.")
    await pupil.no_longer_sees("Foto 1 is bewaard.")
    assert "Haal deze foto weg" not in pupil.buttons
    await stage.later(seconds=5)
    await coach.no_longer_sees("Zaak 1, foto 1 van 1")


@pytest.mark.parametrize("contact", ["Geen contact", "Een code"])
async def test_a_picture_of_an_unseen_report_is_taken_back_by_the_button_under_it(stage: Stage, contact: str) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await pupil_reports(pupil, contact=contact)
    await pupil.taps("Eerst meer vertellen")
    await pupil.taps("Nee, niemand is bloot")
    await pupil.sends_picture(picture())
    kept = await pupil.sees("Foto 1 is bewaard.")
    for label in ("Klaar", *["Overslaan"] * 4, "✅ Versturen"):
        await stage.settles()
        await pupil.taps(label)
    at_cases = AtCases(stage, coach)
    await at_cases.taps("Lezen")
    await at_cases.taps("Foto’s (1)")
    await coach.sees("Zaak 1, foto 1 van 1")
    await pupil.taps("Haal deze foto weg", on=kept)
    await pupil.sees("De foto is weg.")
    await stage.later(seconds=5)
    await coach.no_longer_sees("Zaak 1, foto 1 van 1")


async def test_a_code_opens_the_thread_from_any_account_and_nothing_else_does(stage: Stage) -> None:
    coach, pupil, other = await stage.staff("sanne_de_boer"), stage.pupil(), stage.pupil("Iemand anders")
    code = await with_a_code(pupil)
    at_cases = AtCases(stage, coach)
    await at_cases.taps("Lezen")
    await coach.sees("De melder blijft onbekend en komt terug met een code.")
    await at_cases.taps("Ik pak dit op")
    await at_cases.taps("Stuur een bericht")
    await at_cases.types("Wil je morgen met mij praten?")
    await coach.sees("ligt klaar")
    await stage.settles()
    await pupil.does_not_see("pakt het op")
    await pupil.types("/mijn")
    await pupil.sees("Hier staan geen meldingen.")
    await other.types(f"/code {code.upper()}")
    await other.sees("Wil je morgen met mij praten?")
    await other.types("Ja, in de pauze")
    await coach.sees("De melder wacht op antwoord.")


async def test_behind_a_code_a_parent_is_still_addressed_as_u(stage: Stage) -> None:
    parent = stage.pupil("Moeder")
    await parent.starts("k-2B")
    await parent.taps("Ik ben een ouder")
    await parent.sees("Typ het in uw eigen woorden")
    await parent.types("Mijn zoon durft niet meer naar school")
    await parent.taps("Een code")
    await parent.taps("Overslaan")
    await parent.taps("✅ Versturen")
    found = re.search(r"Uw code is: (.+)", (await parent.sees("Uw code is:")).words)
    assert found is not None
    await parent.types(f"/code {found[1]}")
    await parent.sees("Uw melding is aangekomen.")


async def test_after_too_many_wrong_codes_the_right_one_waits_until_tomorrow(stage: Stage) -> None:
    code = await with_a_code(stage.pupil())
    other = stage.pupil("Iemand anders")
    for _ in range(40):
        await other.types("/code aap noot mies wim zus")
        await stage.settles()
        if "te vaak" in other.last_message.words:
            break
    await other.sees("Dit was vandaag te vaak een verkeerde code.")
    await other.types(f"/code {code}")
    await stage.settles()
    await other.does_not_see("Je melding is aangekomen")
    await stage.later(days=1)
    await other.types(f"/code {code}")
    await other.sees("Je melding")


async def test_muting_a_report_stops_the_messages_and_keeps_the_list(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await pupil.taps("Nee, zo is het goed")
    await pupil.types("/mijn")
    await pupil.taps("Geen berichten meer over melding 1")
    await pupil.sees("Over deze melding stuur ik je niets meer.")
    await AtCases(stage, coach).taps("Lezen")
    await stage.settles()
    await pupil.does_not_see("Je melding is gelezen")
    await pupil.types("/mijn")
    await pupil.sees("1: gelezen door mevrouw De Boer.")


async def test_what_is_typed_where_nothing_is_open_is_kept_sealed_and_asked_about(stage: Stage) -> None:
    pupil = stage.pupil()
    await pupil_reports(pupil, contact="Geen contact")
    await pupil.taps("✅ Versturen")
    await pupil.sees("kan je niets terugzeggen")
    await pupil.types("Hij sloeg me weer")
    said = (await pupil.sees("Wat je typte heb ik bewaard. Niemand van school leest het al")).words
    assert "Waar hoort dit bij?" in said and "Typ /hulp" in said
    assert b"Hij sloeg me weer" not in stage.database_file.read_bytes()
    await pupil.taps("Bij een nieuwe melding")
    await pupil.sees("Dat bewaar ik als begin van je verhaal.")


async def test_after_closing_only_the_code_leads_back_to_a_report_with_a_code(stage: Stage) -> None:
    coach, pupil = await stage.staff("sanne_de_boer"), stage.pupil()
    code = await with_a_code(pupil)
    at_cases = AtCases(stage, coach)
    closing = ("Overslaan, uitstellen of sluiten…", "De zaak anders sluiten…", "Sluiten: Het was ruzie")
    for label in ("Lezen", "Ik pak dit op", "Meer…", *closing):
        await at_cases.taps(label)
    await at_cases.types("Ze hebben het samen uitgepraat")
    await at_cases.taps("Ja, sluit de zaak")
    await coach.sees("Deze zaak is gesloten")
    await pupil.types("Het begint weer")
    await pupil.sees("Wat je typte heb ik bewaard. Niemand van school leest het al")
    await pupil.types(f"/code {code}")
    await pupil.sees("Je melding is afgerond.")
    await pupil.taps("Bij een melding met een code of zonder contact")
    await coach.sees("De melder wacht op antwoord.")


async def test_a_tap_of_another_account_changes_nothing(stage: Stage) -> None:
    pupil, other = stage.pupil(), stage.pupil("Iemand anders")
    await pupil_reports(pupil)
    screen = await pupil.sees("Dit ga je versturen")
    button = screen.button("✅ Versturen")
    assert button is not None
    await other.types("/start")
    await other.sees("Over wie gaat het?")
    await other.forges_tap(button["callback_data"])
    await other.sees_toast("Deze knop is oud.")
    await pupil.does_not_see("Dank je wel")
    await stage.move_to(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    await pupil.taps("✅ Versturen")
    await pupil.sees("Dank je wel")
