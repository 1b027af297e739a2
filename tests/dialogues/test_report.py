"""The record of a case on real phones: texts for each pupil's file, and the whole report as text and as a PDF."""

import io

from pypdf import PdfReader

from bot.playground.messages import ChatMessage
from bot.playground.person import Person
from storage.acts import first_broken_act
from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import AtCases, with_two_pupils_named


async def with_a_talk_written_down(stage: Stage) -> tuple[Person, AtCases]:
    """Noor is bullied and Bram is said to bully; the coach wrote down the talk with Noor."""
    coach, at_cases = await with_two_pupils_named(stage, "Bram Oosterhuis")
    await at_cases.marks_held("Leg vast wat er is gemeld", "Elke dag in de groepsapp. #let x = *1* \\ $y$ 😀")
    await at_cases.marks_held("Praat met de gepeste leerling", "Bram stuurde foto’s rond")
    return coach, at_cases


def document(message: ChatMessage, stage: Stage) -> bytes:
    return stage.api.files.by_id(message.content["document"]["file_id"]).content


async def test_the_report_comes_as_a_pdf_that_goes_after_fifteen_minutes(stage: Stage) -> None:
    coach, at_cases = await with_a_talk_written_down(stage)
    for tap in ("Meer…", "Begeleidingsverslag", "Als PDF"):
        await at_cases.taps(tap)
    shown = await coach.sees(
        "Begeleidingsverslag van zaak 1, zonder de namen die de bot kent. Lees het na: er kan nog een naam in staan."
    )
    assert shown.kind == "document"
    assert not shown.protected, "it is there to be filed"
    assert shown.content["document"]["file_name"] == "begeleidingsverslag-zaak-1.pdf"
    assert shown.content["document"]["mime_type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(document(shown, stage)))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Elke dag in de groepsapp. #let x = *1* \\ $y$ (emoji)" in text.replace("\n", " ")
    assert "[leerling 1] stuurde foto’s rond" in text.replace("\n", " ")
    for name in ("Bram", "Noor", "Sanne", "Boer"):
        assert name not in text
    await stage.later(minutes=14)
    await stage.settles()
    assert shown in coach.screen()
    await stage.later(minutes=2)
    await stage.settles()
    assert shown not in coach.screen()
    assert [call.error for call in stage.api.refused_calls] == []
    async with stage.program.archive.database.reading() as connection:
        assert await first_broken_act(connection, stage.program.archive.vault) is None


async def test_the_report_can_be_taken_away_with_a_tap_and_asked_for_again(stage: Stage) -> None:
    coach, at_cases = await with_a_talk_written_down(stage)
    for tap in ("Meer…", "Begeleidingsverslag", "Als PDF"):
        await at_cases.taps(tap)
    shown = await coach.sees("Dit verdwijnt na 15 minuten.")
    await at_cases.taps("Haal dit verslag nu weg")
    await stage.settles()
    assert shown not in coach.screen()
    await at_cases.taps("Als PDF")
    await coach.sees("Dit verdwijnt na 15 minuten.")


async def test_nothing_of_the_report_is_kept_on_disk(stage: Stage) -> None:
    coach, at_cases = await with_a_talk_written_down(stage)
    for tap in ("Meer…", "Begeleidingsverslag", "Als PDF"):
        await at_cases.taps(tap)
    await coach.sees("Dit verdwijnt na 15 minuten.")
    await stage.settles()
    kept = b"".join(path.read_bytes() for path in stage.folder.rglob("*") if path.is_file())
    for words in (b"%PDF", b"groepsapp", b"Bram"):
        assert words not in kept


async def test_the_report_as_text_stands_in_the_cards_place_and_goes_after_fifteen_minutes(stage: Stage) -> None:
    coach, at_cases = await with_a_talk_written_down(stage)
    for tap in ("Meer…", "Begeleidingsverslag", "Als tekst"):
        await at_cases.taps(tap)
    shown = await coach.sees("STAP 0: MELDING EN INTAKE")
    assert shown.protected
    await coach.sees("Notitie: [leerling 1] stuurde foto’s rond")
    await coach.does_not_see("Bram stuurde")
    await stage.later(minutes=16)
    await coach.no_longer_sees("STAP 0: MELDING EN INTAKE")


async def test_texts_to_type_over_say_whose_file_and_hold_no_name(stage: Stage) -> None:
    coach, at_cases = await with_a_talk_written_down(stage)
    await at_cases.taps("Verslagen om over te nemen")
    text = await coach.sees("Voor het dossier van de gepeste leerling.")
    assert not text.protected
    await coach.sees("Door wie: een andere leerling, voor zover nu bekend")
    await coach.sees("want er staat een naam van een andere leerling in")
    await stage.settles()
    from_bot = [message for message in coach.screen() if message.from_bot]
    assert [message.words for message in from_bot if "Bram" in message.words] == []
    await at_cases.taps("Van wie is welk dossier?")
    names = await coach.sees("leerling 1: Bram Oosterhuis")
    assert names.protected
    await stage.later(minutes=16)
    await coach.no_longer_sees("Bram Oosterhuis")
