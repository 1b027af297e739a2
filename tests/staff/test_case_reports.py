"""The report of a case in the chat: as text in the card's place, as a PDF below it; for who may read the case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.batch import Batch
from bot.case_report import making
from bot.case_report.document import Document
from bot.case_report.making import ReportDocuments
from bot.outgoing import ShowReport, TakeAway, outgoing_from_data, outgoing_to_data
from bot.reading import reading_from_data, reading_to_data
from casework.case_commands import (
    CloseWith,
    DecideOnHome,
    EstablishFact,
    HandOver,
    MarkDone,
    RecordConsent,
    ReportSignal,
)
from casework.protocol import shipped_protocol
from casework.report import AboutWhom, Contact
from storage import acts, cases, outbox
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk, open_desk, read_by_coach
from tests.staff.case_desks import told_by_the_victim

DEPUTY = "pieter_bakker"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def a_case(desk: CaseDesk, note: str = "Bram en Noor waren er, Fatima ook; mevrouw De Boer belt") -> int:
    witness = {"about": AboutWhom.SOMEONE_ELSE, "contact": Contact.NAME, "reporter_name": "Fatima Yilmaz"}
    number = await desk.open_case(read_by_coach(desk.now), **witness, victim_name="Noortje")
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Noor Vink", "Dezelfde klas")
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, "Zou pesten", "Bram Oosterhuis", "Dezelfde klas")
    await desk.tap(COACH, "Gedaan: Leg vast")
    await desk.answers(COACH, "Vandaag", note)
    return number


async def chooses(desk: CaseDesk, way: str) -> None:
    for label in ("Meer", "Begeleidingsverslag", way):
        await desk.tap(COACH, label)


async def rows(desk: CaseDesk) -> list[outbox.OutboxRow]:
    found: list[outbox.OutboxRow] = await desk.transact(lambda batch: outbox.waiting_rows(batch.connection, desk.vault))
    return found


async def test_as_text_it_stands_in_the_cards_place_without_names_and_goes_after_a_while(desk: CaseDesk) -> None:
    await a_case(desk)
    await chooses(desk, "Als tekst")
    shown = desk.last(COACH)
    assert shown.message.protected
    assert "Begeleidingsverslag zaak" in shown.text
    assert "STAP 0: MELDING EN INTAKE" in shown.text
    note = next(part for part in shown.text.split("\n\n") if part.startswith("Notitie"))
    assert note == (
        "Notitie: [leerling 1] en [de gepeste leerling] waren er, [iemand die het meldde] ook; mevrouw De [mentor] belt"
    )
    assert await desk.due_instants(DueKind.HIDE) == [desk.now + timedelta(minutes=15)]
    await desk.tap(COACH, "Terug naar de kaart")
    assert await desk.due_instants(DueKind.HIDE) == []
    assert "Notitie" not in desk.last(COACH).text


async def test_what_was_done_is_told_as_done_and_of_parents_as_parents(desk: CaseDesk) -> None:
    number = await a_case(desk)
    bully = next(pupil for pupil, party in (await desk.case(number)).pupils.items() if party == "bully")
    today = desk.now.date()
    await desk.does(
        number,
        MarkDone("talk_victim", today),
        RecordConsent("call_victim_parents", given=True),
        RecordConsent("talk_bullies", given=True),
        RecordConsent("mediation", given=False),
        MarkDone("talk_bullies", today),
        MarkDone("call_bully_parents", today, participants=(bully,), channel="phone"),
    )
    await desk.open_card(COACH, number)
    await chooses(desk, "Als tekst")
    text = desk.last(COACH).text
    assert "Met de gepeste leerling gepraat" in text
    assert "telefonisch · met de ouders van leerling 1" in text
    assert "Gedaan: Leg vast wat er is gemeld" in text
    assert "Let op: in dit verslag" not in text


async def test_what_it_tells_of_a_home_comes_with_a_warning_and_who_decided_by_that_role(desk: CaseDesk) -> None:
    number = await a_case(desk)
    await desk.tie("ilse_hoekstra")
    await desk.does(number, EstablishFact("home_unsafe", value=True))
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person="ilse_hoekstra")
    await desk.open_card(COACH, number)
    await chooses(desk, "Als tekst")
    text = desk.last(COACH).text
    assert "Ouders kunnen het dossier inzien" in text
    assert "Gevraagd: Is het voor een leerling thuis misschien niet veilig? Antwoord: ja." in text
    decided = next(part for part in text.split("\n\n") if "geen contact zoekt met thuis" in part)
    assert "door: aandachtsfunctionaris" in decided


async def test_a_long_report_goes_over_pages_forth_and_back(desk: CaseDesk) -> None:
    await a_case(desk, "een heel lang verhaal " * 90)
    await desk.tap(COACH, "Gedaan: Praat met de gepeste")
    await desk.answers(COACH, "Vandaag", "nog een lang verhaal " * 90)
    await chooses(desk, "Als tekst")
    first = desk.last(COACH).text
    await desk.tap(COACH, "Verder ›")
    assert desk.last(COACH).text != first
    await desk.tap(COACH, "‹ Vorige")
    assert desk.last(COACH).text == first


async def test_as_pdf_the_row_says_only_of_which_case_for_whom(desk: CaseDesk) -> None:
    number = await a_case(desk)
    await chooses(desk, "Als PDF")
    assert "komt hier" in desk.last(COACH).text
    assert not desk.last(COACH).message.protected, "who may read it must be able to file it"
    (row,) = [one for one in await rows(desk) if one.payload["do"] == "report"]
    report = outgoing_from_data(row.payload)
    assert isinstance(report, ShowReport)
    assert (report.case, report.person) == (number, COACH)
    assert row.target_row == desk.last(COACH).id
    assert outgoing_from_data(outgoing_to_data(report)) == report
    assert "Bram" not in repr(row.payload)
    assert await desk.due_instants(DueKind.HIDE) == [desk.now + timedelta(minutes=15)]
    kinds = await desk.transact(lambda batch: acts.who_did(batch.connection, desk.vault, number))
    assert kinds[-1] == ("report_made", desk.house.person_hash(COACH))


async def test_a_second_tap_makes_no_second_document(desk: CaseDesk) -> None:
    await a_case(desk)
    await chooses(desk, "Als PDF")
    await desk.tap(COACH, "Als PDF")
    assert desk.toasts[-1] == "toast-report-shown"
    assert len([one for one in await rows(desk) if one.payload["do"] == "report"]) == 1


async def test_the_document_is_made_of_the_case_as_it_is_then_with_a_name_that_names_nobody(desk: CaseDesk) -> None:
    number = await a_case(desk)
    made = await ReportDocuments(desk.house, desk.database).make(number, COACH)
    assert made is not None
    assert made.name == f"begeleidingsverslag-zaak-{number}.pdf"
    assert made.content.startswith(b"%PDF")


async def test_who_may_not_read_the_case_any_more_gets_no_document(desk: CaseDesk) -> None:
    number = await a_case(desk)
    documents = ReportDocuments(desk.house, desk.database)
    assert await documents.make(number, COORDINATOR) is None
    assert await documents.make(number + 1, COACH) is None

    async def bar(batch: Batch) -> None:
        case_file = await desk.office.case(batch, number)
        assert case_file is not None
        barred = reading_from_data({**reading_to_data(reading_from_data(case_file.reading)), "subjects": (COACH,)})
        cases.keep_reading(batch.changes, batch.known_sealer(case_file.key_id), number, reading_to_data(barred))

    await desk.transact(bar)
    assert await documents.make(number, COACH) is None


async def test_a_document_that_cannot_be_typeset_is_none_and_its_words_stand_in_no_log(
    desk: CaseDesk, caplog: pytest.LogCaptureFixture
) -> None:
    number = await a_case(desk)
    with patch.object(making, "typeset", side_effect=ValueError("Bram")):
        assert await ReportDocuments(desk.house, desk.database).make(number, COACH) is None
    assert "report-not-made" in caplog.text
    assert "Bram" not in caplog.text
    assert "content" not in repr(Document("a", b"secret"))


async def test_a_closed_case_still_has_its_report(desk: CaseDesk) -> None:
    await a_case(desk)
    for label in ("Meer", "Overslaan, uitstellen", "De zaak anders", "Sluiten: Het was ruzie"):
        await desk.tap(COACH, label)
    await desk.answers(COACH, "uitgepraat", "Ja, sluit de zaak")
    await chooses(desk, "Als tekst")
    assert "Hoe het nu is: Het was ruzie en geen pesten" in desk.last(COACH).text
    assert "Reden: uitgepraat" in desk.last(COACH).text


async def test_it_can_be_taken_away_before_its_time(desk: CaseDesk) -> None:
    number = await a_case(desk)
    await chooses(desk, "Als PDF")
    revision = len((await desk.case_file(number)).events)
    await desk.tap_data(COACH, f"v1:s.0:card-report-away:{number}.{revision}", 77)
    away = [outgoing_from_data(one.payload) for one in await rows(desk)][-1]
    assert isinstance(away, TakeAway)
    assert away.message_id == 77
    assert await desk.due_instants(DueKind.HIDE) == []


async def test_who_stands_in_is_called_a_deputy_and_who_has_the_role_by_its_title(desk: CaseDesk) -> None:
    await desk.tie(DEPUTY)
    number = await desk.open_case(read_by_coach(desk.now, reader=DEPUTY))
    await desk.take_up(number, DEPUTY)
    for label in ("Meer", "Begeleidingsverslag", "Als tekst"):
        await desk.tap(DEPUTY, label)
    assert "door: mentor (plaatsvervanger)" in desk.last(DEPUTY).text
    own = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(own)
    await chooses(desk, "Als tekst")
    assert "door: mentor" in desk.last(COACH).text
    assert "plaatsvervanger" not in desk.last(COACH).text


async def reported_by_name(desk: CaseDesk, note: str, **report: object) -> str:
    """The report of a case in which the coach wrote this note before anybody confirmed who the pupil is."""
    number = await desk.open_case(read_by_coach(desk.now), contact=Contact.NAME, **report)
    await desk.take_up(number)
    for label in ("Meer", "Leg vast", "Vraag 5"):
        await desk.tap(COACH, label)
    await desk.answers(COACH, "Een of meer leerlingen", note)
    await desk.open_card(COACH, number)
    await chooses(desk, "Als tekst")
    return desk.last(COACH).text


async def test_who_reported_about_themselves_is_named_in_no_note_before_anybody_confirmed_who_it_is(
    desk: CaseDesk,
) -> None:
    shown = await reported_by_name(desk, "Noor wil dat het stopt", reporter_name="Noor Vink")
    assert "Notitie: [iemand die het meldde] wil dat het stopt" in shown and "Noor" not in shown


async def test_whom_a_witness_named_is_named_in_no_note_before_anybody_confirmed_who_it_is(desk: CaseDesk) -> None:
    witness = {"about": AboutWhom.SOMEONE_ELSE, "reporter_name": "Fatima Yilmaz", "victim_name": "Noor Vink"}
    shown = await reported_by_name(desk, "Noor wil dat het stopt", **witness)
    assert "(Hier staat een notitie met een naam erin." in shown and "Noor" not in shown


async def test_a_report_says_first_that_names_which_nobody_gave_may_stand_in_it(desk: CaseDesk) -> None:
    await told_by_the_victim(desk, "noor wil dat het stopt")
    await chooses(desk, "Als tekst")
    await desk.tap(COACH, "Verder zonder naam")
    first = desk.last(COACH).text.split("\n\n")[0]
    assert "Lees dit na voordat je het bewaart of deelt" in first
    assert "De naam is niet bekend van de gepeste leerling." in first


async def test_where_every_name_is_known_it_is_only_asked_to_read_it_over(desk: CaseDesk) -> None:
    await a_case(desk)
    await chooses(desk, "Als tekst")
    first = desk.last(COACH).text.split("\n\n")[0]
    assert "Lees dit na" in first and "De naam is niet bekend" not in first


async def test_who_got_a_case_that_is_about_staff_is_called_by_their_own_title(desk: CaseDesk) -> None:
    head = "marieke_smit"
    await desk.tie(head)
    number = await a_case(desk)
    await desk.does(number, EstablishFact("offender_class", "staff"))
    await desk.take_up(number, head)
    for label in ("Meer", "Begeleidingsverslag", "Als tekst"):
        await desk.tap(head, label)
    _, handed, *after = desk.last(head).text.split("Overgedragen aan ")
    assert (handed.splitlines()[0], after) == ("vestigingsdirecteur", [])
    taken_up = next(part for part in handed.split("\n\n") if "Opgepakt" in part)
    assert "door: vestigingsdirecteur" in taken_up and "mentor" not in taken_up


async def test_who_got_a_case_from_a_colleague_is_not_called_what_that_one_is(desk: CaseDesk) -> None:
    await desk.tie(COORDINATOR)
    number = await a_case(desk)
    await desk.does(number, HandOver(COORDINATOR))
    await desk.take_up(number, COORDINATOR)
    for label in ("Meer", "Begeleidingsverslag", "Als tekst"):
        await desk.tap(COORDINATOR, label)
    handed = desk.last(COORDINATOR).text.split("Overgedragen aan ")[1]
    taken_up = next(part for part in handed.split("\n\n") if "Opgepakt" in part)
    assert handed.startswith("leerlingcoördinator") and "door: leerlingcoördinator" in taken_up


async def test_who_works_here_is_not_called_what_the_school_calls_who_looks_out_in_the_breaks(tmp_path: Path) -> None:
    guard, teacher = "henk_de_groot", "zonder_rol"
    school = example_school()
    people = {**school.people, teacher: school.people[guard].model_copy(update={"name": "Zonder Rol"})}
    desk = await open_desk(
        tmp_path, school.model_copy(update={"people": people}), shipped_protocol("kluiverboom"), MONDAY
    )
    try:
        number = await desk.open_case(read_by_coach(desk.now, invited=(guard, teacher)))
        await desk.take_up(number)
        for person in (guard, teacher):
            await desk.perform(number, ReportSignal(), person)
        await desk.open_card(COACH, number)
        await chooses(desk, "Als tekst")
        shown = desk.last(COACH).text
    finally:
        await desk.database.close()
        await desk.vault.keys.close()
    assert "door: pauzewacht" in shown
    assert "door: een medewerker van school" in shown


async def test_the_name_of_a_confirmed_pupil_is_asked_for_before_the_report_and_stays_out_of_it(desk: CaseDesk) -> None:
    number = await told_by_the_victim(desk, "Noor wil dat het stopt")
    await chooses(desk, "Als tekst")
    asked = desk.last(COACH)
    assert "Van de gepeste leerling is de naam niet bekend." in asked.text and "STAP 0" not in asked.text
    assert "Verder zonder naam" in desk.labels(COACH)
    await desk.types(COACH, "Noor Vink")
    assert "De naam is bewaard" in desk.last(COACH).text
    await desk.tap(COACH, "Als tekst")
    text = desk.last(COACH).text
    assert "[de gepeste leerling] wil dat het stopt" in text
    assert "Noor" not in text and "De naam is niet bekend" not in text
    await desk.open_card(COACH, number)
    await chooses(desk, "Als tekst")
    assert "STAP 0" in desk.last(COACH).text, "it is asked once"
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Namen en notities")
    assert "Noor Vink" in desk.last(COACH).text


async def test_a_pdf_follows_at_once_on_the_name(desk: CaseDesk) -> None:
    number = await told_by_the_victim(desk, "Noor wil dat het stopt")
    await chooses(desk, "Als PDF")
    await desk.types(COACH, "Noor Vink")
    assert "komt hier" in desk.last(COACH).text
    made = await ReportDocuments(desk.house, desk.database).make(number, COACH)
    assert made is not None


async def test_without_the_name_the_report_is_made_at_once_and_asked_for_again_next_time(desk: CaseDesk) -> None:
    number = await told_by_the_victim(desk, "Noor wil dat het stopt")
    for way, shown in (("Als tekst", "STAP 0"), ("Als PDF", "komt hier")):
        await desk.open_card(COACH, number)
        await chooses(desk, way)
        await desk.tap(COACH, "Verder zonder naam")
        assert shown in desk.last(COACH).text
    await desk.tap(COACH, "Als PDF")
    assert desk.toasts[-1] == "toast-report-shown"


async def test_turning_the_pages_of_a_report_asks_for_no_name(desk: CaseDesk) -> None:
    await told_by_the_victim(desk, "een heel lang verhaal " * 90)
    await desk.tap(COACH, "Gedaan: Praat met de gepeste")
    await desk.answers(COACH, "Vandaag", "nog een lang verhaal " * 90)
    await chooses(desk, "Als tekst")
    await desk.tap(COACH, "Verder zonder naam")
    first = desk.last(COACH).text
    await desk.tap(COACH, "Verder ›")
    assert "lang verhaal" in desk.last(COACH).text and desk.last(COACH).text != first
    await desk.tap(COACH, "‹ Vorige")
    assert desk.last(COACH).text == first


async def test_a_name_for_the_report_of_a_closed_case_is_asked_too(desk: CaseDesk) -> None:
    number = await told_by_the_victim(desk, "Noor wil dat het stopt")
    await desk.does(number, CloseWith("quarrel", "note"))
    await desk.open_card(COACH, number)
    await chooses(desk, "Als tekst")
    await desk.types(COACH, "Noor Vink")
    await desk.tap(COACH, "Als tekst")
    assert "Noor" not in desk.last(COACH).text and "STAP 0" in desk.last(COACH).text


async def test_who_may_not_read_the_case_any_more_gives_no_name(desk: CaseDesk) -> None:
    number = await told_by_the_victim(desk, "Noor wil dat het stopt")
    await chooses(desk, "Als tekst")

    async def loses(batch: Batch) -> None:
        case_file = await desk.office.case(batch, number)
        assert case_file is not None
        now = replace(reading_from_data(case_file.reading), excluded=(COACH,))
        await desk.office.keep_reading(batch, case_file, now)

    await desk.transact(loses)
    await desk.types(COACH, "Noor Vink")
    assert "kun jij niet openen" in desk.last(COACH).text
    notes = await desk.transact(lambda batch: cases.notes_of(batch.connection, desk.vault, number))
    assert "Noor Vink" not in notes.values()
