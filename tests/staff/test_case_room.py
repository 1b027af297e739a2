"""A case on its card, from taken up to closed, by taps only."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.batch import Batch
from bot.flows.case_answers import Act
from bot.flows.events import CommandGiven
from bot.staff.card_scene import CardScene
from bot.staff.case_start import beginning
from casework.case_commands import AddPupil, CloseWith, IdentifyVictim, MarkDone, RecordConsent, Skip
from casework.case_events import ConsentGiven, ConsentRefused
from casework.case_offers import GateOffer, GateQuestionAsk, StepOffer
from casework.case_view import card
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from casework.report import AboutWhom, AdditionKind, Contact, Report
from casework.report_facts import facts_of_report
from storage import cases, reports
from storage.dues import DueKind
from tests.casework.cases import PlainDays, Walk
from tests.staff.case_desk import COACH, COORDINATOR, PUPIL, CaseDesk, read_by_coach
from tests.staff.case_desks import MONDAY, told_by_the_victim


def on(desk: CaseDesk, day: date) -> None:
    desk.now = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)


async def to_step_2(desk: CaseDesk, mediation: str = "Ja") -> int:
    number = await told_by_the_victim(desk)
    await desk.tap(COACH, "Gedaan: Praat met de gepeste")
    await desk.answers(COACH, "Vandaag", "het was een goed gesprek")
    await desk.tap(COACH, "Gedaan: Spreek")
    await desk.answers(COACH, "Ja", "dat mag", "Ja", "ook goed", mediation, "hm")
    return number


async def with_one_who_bullies(desk: CaseDesk, mediation: str = "Ja") -> int:
    number = await to_step_2(desk, mediation)
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, "Zou pesten", "Bram", "Dezelfde klas")
    return number


async def to_step_4(desk: CaseDesk) -> int:
    number = await with_one_who_bullies(desk)
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    await desk.tap(COACH, "Gedaan: Houd het bemiddelingsgesprek")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    return number


async def test_a_whole_case_goes_from_taken_up_to_closed_by_taps(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    assert (await desk.case(number)).step_key == "4"
    on(desk, date(2026, 12, 7))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.answers(COACH, "Ja, met iedereen", "Het gaat goed", "Vandaag", "Overslaan")
    assert "Wanneer?" in desk.last(COACH).text
    await desk.answers(COACH, "4 weken")
    on(desk, date(2027, 1, 4))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk nog een keer")
    await desk.answers(COACH, "Ja, met iedereen", "Het is gestopt", "Vandaag", "Overslaan")
    await desk.tap(COACH, "Mag het dicht?")
    await desk.answers(COACH, "Ja", "Ja, dit klopt", "de ouders zijn al gebeld", "Ja, sluit de zaak")
    case = await desk.case(number)
    assert case.outcome == "resolved"
    assert not (await desk.case_file(number)).is_open
    assert await desk.due_instants(), "what is to be typed over is asked for until somebody has done it"
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Verslagen om over te nemen")
    while ticks := [label for label in desk.labels(COACH) if label.startswith("Ingevoerd")]:
        await desk.tap(COACH, ticks[0])
    assert await desk.due_instants() == []
    assert "gesloten" in desk.last(COACH).text
    heard = [words for words in desk.texts(PUPIL) if "nieuwe stap" not in words]
    assert len(heard) == 2


async def test_no_card_or_notice_holds_a_name_or_what_was_written(desk: CaseDesk) -> None:
    await to_step_4(desk)
    for text in (*desk.texts(COACH), *desk.texts(COORDINATOR)):
        for secret in ("Bram", "goed gesprek", "dat mag", "story"):
            assert secret not in text


async def test_a_button_never_holds_more_than_64_bytes_nor_a_name(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Overdragen")
    data = [button.data for shown in desk.chats[COACH] for button in shown.buttons]
    assert all(len(one.encode()) <= 64 and "visser" not in one and "Bram" not in one for one in data)


async def test_buttons_of_actions_fit_on_a_phone_and_never_look_as_if_it_was_done_already(desk: CaseDesk) -> None:
    number = await with_one_who_bullies(desk)
    await desk.open_card(COACH, number)
    labels = desk.labels(COACH)
    for view in ("Meer", "Overslaan, uitstellen", "Iets overslaan"):
        await desk.tap(COACH, view)
        labels += desk.labels(COACH)
    of_actions = [label for label in labels if label.startswith(("Gedaan: ", "Mag dit? ", "Overslaan: "))]
    assert {"Gedaan: Praat met wie pest", "Overslaan: Bel ouders gepeste leerling"} <= set(of_actions)
    assert [label for label in of_actions if len(label) > 40] == []
    assert [label for label in labels if "✓" in label] == []


async def test_an_unknown_victim_keeps_the_case_at_step_0_with_its_duty(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    assert "Zoek via de berichten uit om welke leerling het gaat" in desk.last(COACH).text
    assert [str(line.what) for line in await desk.duties()] == ["Zoek via de berichten uit om welke leerling het gaat"]
    assert not any(label.startswith("Gedaan: Leg vast") for label in desk.labels(COACH))


async def test_a_pupil_whom_nobody_can_ask_about_is_no_dead_end(desk: CaseDesk) -> None:
    report = Report(AboutWhom.ME, "2B", "ze lachen", Contact.NONE)
    number = await desk.open_case(read_by_coach(desk.now, facts=facts_of_report(report)), contact=Contact.NONE)
    await desk.take_up(number)
    assert "De melder wil geen contact" in desk.last(COACH).text
    assert "Zoek via de berichten" not in desk.last(COACH).text
    assert "Vraag rustig door" not in desk.last(COACH).text
    await desk.tap(COACH, "De zaak anders sluiten…")
    await desk.tap(COACH, "Sluiten: Het was niet vast te stellen")
    await desk.answers(COACH, "niemand herkent het", "Ja, sluit de zaak")
    assert (await desk.case(number)).is_closed


async def test_seven_weeks_are_refused_with_the_reason_and_asked_again(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    on(desk, date(2026, 12, 7))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.answers(COACH, "Ja, met iedereen", "Het gaat goed", "Vandaag", "Overslaan")
    assert [label for label in desk.labels(COACH) if label[0].isdigit()] == [
        "1 week",
        *(f"{n} weken" for n in range(2, 7)),
    ]
    await desk.types(COACH, "25 januari")
    assert "hooguit 6 weken" in desk.last(COACH).text
    assert (await desk.case(number)).chosen == {}
    await desk.tap(COACH, "6 weken")
    assert (await desk.case(number)).chosen == {"second_evaluation": date(2027, 1, 18)}


async def test_refusing_mediation_opens_the_separate_talks(desk: CaseDesk) -> None:
    number = await with_one_who_bullies(desk, mediation="Nee")
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    labels = desk.labels(COACH)
    assert any(label.startswith("Gedaan: Vertel aan gepeste leerling") for label in labels)
    assert not any(label.startswith("Gedaan: Houd het bemiddelingsgesprek") for label in labels)
    assert (await desk.case(number)).step_key == "3"


async def test_not_stopped_announces_step_5_to_the_coordinator_who_acknowledges(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    on(desk, date(2026, 12, 7))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.answers(COACH, "Ja, met iedereen", "Het is niet gestopt", "Vandaag", "Overslaan")
    card = desk.last(COACH).text
    assert "Het is niet gestopt. Nu volgt Stap 5: Opschalen naar de leerlingcoördinator." in card
    assert "Mag het dicht?" not in card
    assert "Mag het dicht?" not in desk.labels(COACH)
    await desk.tap(COACH, "Verder naar Stap 5")
    assert "De zaak gaat naar Stap 5: Opschalen naar de leerlingcoördinator. Klopt dat?" in desk.last(COACH).text
    await desk.answers(COACH, "Ja, dit klopt")
    assert [text for text in desk.texts(COORDINATOR) if "Stap 5 is nu aan jou" in text]
    assert not (await desk.case(number)).acknowledged
    await desk.tap(COORDINATOR, "Open de kaart")
    await desk.tap(COORDINATOR, "Ik pak dit op")
    assert (await desk.case(number)).acknowledged


async def test_a_gate_answer_against_the_evaluation_is_refused_and_asked_again(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    on(desk, date(2026, 12, 7))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.answers(COACH, "Ja, met iedereen", "Het is niet gestopt", "Vandaag", "Overslaan")
    await desk.tap(COACH, "Verder naar Stap 5")
    await desk.answers(COACH, "Nee, terug", "Ja")
    assert "is hierop nee vastgelegd" in desk.last(COACH).text
    assert not (await desk.case(number)).is_closed


async def test_a_stale_card_changes_nothing_and_becomes_a_fresh_one(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.open_card(COACH, number)
    card, button = desk.find(COACH, "Ik pak dit op")
    await desk.tap_data(COACH, button.data, card.id)
    events = (await desk.case_file(number)).events
    await desk.tap_data(COACH, button.data, card.id)
    assert (await desk.case_file(number)).events == events
    assert desk.toasts[-1] == "toast-card-renewed"
    assert "Ik pak dit op" not in desk.labels(COACH)


async def test_a_double_tap_on_the_last_answer_marks_it_done_once(desk: CaseDesk) -> None:
    number = await with_one_who_bullies(desk)
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    await desk.answers(COACH, "Vandaag")
    shown, button = desk.find(COACH, "Overslaan")
    await desk.tap_data(COACH, button.data, shown.id)
    await desk.tap_data(COACH, button.data, shown.id)
    assert len((await desk.case(number)).done["talk_bullies"]) == 1


async def test_a_day_that_is_none_or_still_to_come_is_asked_again_kindly(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Een andere leerling", "Noor", "Dezelfde klas")
    await desk.tap(COACH, "Gedaan: Leg vast")
    for words in ("31 februari", "overmorgen", "0-0", "=1", "d1"):
        await desk.types(COACH, words)
        assert "Die dag begrijp ik niet" in desk.last(COACH).text
    await desk.types(COACH, "24-11")
    assert "moet nog komen" in desk.last(COACH).text
    await desk.types(COACH, "20 november")
    assert "Dat is voor de melding." in desk.last(COACH).text
    await desk.answers(COACH, "20 november", "Overslaan")
    assert (await desk.case(number)).done["intake"][0].on == date(2026, 11, 20)


async def test_a_note_is_sealed_and_the_event_holds_only_its_reference(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    files = b"".join(path.read_bytes() for path in Path(str(desk.database.engine.url.database)).parent.iterdir())
    assert b"goed gesprek" not in files
    assert "goed gesprek" not in repr((await desk.case_file(number)).events)


async def test_what_was_written_with_an_answer_that_is_refused_is_not_kept(desk: CaseDesk) -> None:
    number = await with_one_who_bullies(desk)
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    await desk.types(COACH, "Vandaag")
    before = await desk.transact(lambda batch: cases.notes_of(batch.connection, desk.vault, number))
    await desk.does(number, CloseWith("quarrel", reason="ruzie"))
    await desk.types(COACH, "hij lacht erom")
    after = await desk.transact(lambda batch: cases.notes_of(batch.connection, desk.vault, number))
    assert after == before


async def test_who_may_not_read_the_case_can_do_nothing_with_its_buttons(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    revision = len((await desk.case_file(number)).events)
    for data in (f"v1:s.0:card:{number}", f"v1:s.0:card-ack:{number}.{revision}"):
        await desk.tap_data(COORDINATOR, data)
        assert desk.toasts[-1] == "toast-not-your-case"
    assert desk.texts(COORDINATOR) == []
    assert len((await desk.case_file(number)).events) == revision


async def test_made_up_buttons_are_old_buttons_and_one_of_the_newest_card_brings_the_card(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    revision = len((await desk.case_file(number)).events)
    for subject in ("", "x", "1.x", f"999.{revision}"):
        await desk.tap_data(COACH, f"v1:s.0:card-done:{subject}")
        assert desk.toasts[-1] == "toast-old-button"
    await desk.tap_data(COACH, f"v1:s.0:card-done:{number}.{revision}.99")
    assert desk.toasts[-1] == "toast-card-renewed"
    assert f"Zaak {number} · " in desk.last(COACH).text


async def test_handing_over_tells_the_colleague_who_may_then_read_it(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Overdragen")
    await desk.answers(COACH, "Karin Visser", "ik ben een week weg")
    assert "is nu aan jou" in desk.last(COORDINATOR).text
    await desk.tap(COORDINATOR, "Open de kaart")
    await desk.tap(COORDINATOR, "Ik pak dit op")
    case = await desk.case(number)
    assert case.handed_to == COORDINATOR
    assert case.acknowledged


async def test_closing_as_a_quarrel_needs_a_written_reason(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Overslaan, uitstellen")
    await desk.tap(COACH, "De zaak anders")
    await desk.tap(COACH, "Sluiten: Het was ruzie")
    assert "reden" in desk.last(COACH).text
    await desk.answers(COACH, "ze hadden allebei schuld", "Ja, sluit de zaak")
    assert (await desk.case(number)).outcome == "quarrel"


async def test_log_text_can_be_copied_and_is_ticked_for_the_step(desk: CaseDesk) -> None:
    await to_step_2(desk)
    await desk.tap(COACH, "Verslagen om over te nemen")
    texts = [shown for shown in desk.chats[COACH] if not shown.message.protected and "Feiten" in shown.text]
    assert texts
    assert any("het was een goed gesprek" in shown.text for shown in texts)
    agreed = next(shown.text for shown in desk.chats[COACH] if "Houd het bemiddelingsgesprek: ja" in shown.text)
    assert "In eigen woorden: “dat mag”" in agreed
    await desk.tap(COACH, "Ingevoerd (Stap 0)")
    await desk.tap(COACH, "Ingevoerd (Stap 1)")
    assert not any("verslag" in label for label in desk.labels(COACH))


async def test_taken_lists_the_duties_of_who_asks(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    await desk.send(COACH, CommandGiven("taken"))
    assert f"Zaak {number}" in desk.last(COACH).text
    await desk.send(COORDINATOR, CommandGiven("taken"))
    assert "geen taken" in desk.last(COORDINATOR).text


async def test_names_and_notes_tell_what_the_report_says_of_staff_and_of_a_picture(desk: CaseDesk) -> None:
    about = {"subjects": frozenset({"joost_van_den_berg"}), "facts": {"offender_class": "staff", "category": "sexual"}}
    number = await desk.open_case(read_by_coach(desk.now), **about)

    async def tell(batch: Batch) -> None:
        (report,) = await reports.reports_of_case(batch.connection, desk.vault, number)
        sealer = await batch.sealer(report.id)
        assert sealer is not None
        said = "De melder zegt: op een foto is iemand bloot."
        await reports.add_told(
            batch.connection, batch.changes, sealer, report.id, AdditionKind.PICTURE, said, batch.now.date()
        )

    await desk.transact(tell)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Namen en notities")
    for words in ("het gaat over meneer Van den Berg", "0900-1113111", "iemand bloot", "Kijk niet naar die foto"):
        assert words in desk.last(COACH).text


async def test_names_and_notes_are_shown_in_the_cards_place_and_taken_away_after_a_while(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    await desk.tap(COACH, "Meer")
    card = desk.last(COACH).id
    await desk.tap(COACH, "Namen en notities")
    assert desk.last(COACH).id == card
    assert "leerling 1: Bram" in desk.last(COACH).text
    assert "het was een goed gesprek" in desk.last(COACH).text
    assert desk.last(COACH).message.protected
    assert await desk.due_instants(DueKind.HIDE) == [desk.now + timedelta(minutes=15)]
    await desk.tap(COACH, "Terug naar de kaart")
    assert "Bram" not in desk.last(COACH).text
    assert await desk.due_instants(DueKind.HIDE) == []
    assert number


async def test_with_whom_something_is_to_be_done_stands_below_that_it_is_to_be_done(desk: CaseDesk) -> None:
    """P001 step 2: what comes later has its pupils there too, and not under what is to be done now."""
    number = await with_one_who_bullies(desk)
    await desk.open_card(COACH, number)
    ticks = "Praat met wie pest:\n▢ leerling 1"
    now, _, later = desk.last(COACH).text.partition("Daarna")
    assert "Praat met de leerling" in later and ticks in later and ticks not in now
    await desk.does(number, Skip("call_victim_parents", "note"))
    await desk.open_card(COACH, number)
    now, _, later = desk.last(COACH).text.partition("Daarna")
    assert "• Praat met de leerling" in now and ticks in now and ticks not in later


async def test_only_the_new_lead_can_take_a_step_up(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Overdragen")
    await desk.answers(COACH, "Karin Visser", "Overslaan")
    assert "Ik pak dit op" not in desk.labels(COACH)
    assert "nu aan een collega" in desk.last(COACH).text
    revision = len((await desk.case_file(number)).events)
    await desk.tap_data(COACH, f"v1:s.0:card-ack:{number}.{revision}", desk.last(COACH).id)
    assert "nu aan een collega" in desk.last(COACH).text
    assert not (await desk.case(number)).acknowledged
    await desk.tap(COORDINATOR, "Open de kaart")
    await desk.tap(COORDINATOR, "Ik pak dit op")
    assert (await desk.case(number)).acknowledged


async def test_each_tap_is_answered_exactly_once(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    revision = len((await desk.case_file(number)).events)
    for kind in sorted(desk.room.buttons):
        before = len(desk.toasts)
        await desk.tap_data(COACH, f"v1:s.0:{kind}:{number}.{revision}.0", None)
        assert len(desk.toasts) == before + 1, kind


async def test_skipping_and_stepping_up_need_a_written_reason(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Overslaan, uitstellen")
    await desk.tap(COACH, "Iets overslaan")
    await desk.tap(COACH, "Overslaan: Bel ouders gepeste")
    await desk.answers(COACH, "de leerling belt zelf")
    assert "call_victim_parents" in (await desk.case(number)).skipped
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Overslaan, uitstellen")
    await desk.tap(COACH, "Naar Stap 3")
    await desk.answers(COACH, "het gesprek met de anderen is al geweest", "Ja, ga naar deze stap")
    assert (await desk.case(number)).step_key == "3"


async def test_a_flow_that_is_stopped_changes_nothing_and_the_card_still_works(desk: CaseDesk) -> None:
    number = await with_one_who_bullies(desk)
    card = desk.last(COACH)
    events = (await desk.case_file(number)).events
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    await desk.tap(COACH, "Stoppen")
    assert (await desk.case_file(number)).events == events
    await desk.tap_data(COACH, card.buttons[0].data, card.id)
    assert "Wanneer was dat?" in desk.last(COACH).text


async def test_another_button_of_the_card_closes_the_question_that_was_open(desk: CaseDesk) -> None:
    await with_one_who_bullies(desk)
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    first = desk.last(COACH)
    await desk.tap(COACH, "Gedaan: Bel ouders")
    assert first.buttons == []
    assert desk.labels(COACH)


async def test_a_consent_that_was_refused_can_be_asked_again(desk: CaseDesk) -> None:
    number = await told_by_the_victim(desk)
    await desk.tap(COACH, "Gedaan: Praat met de gepeste")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    await desk.tap(COACH, "Gedaan: Spreek")
    await desk.answers(COACH, "Ja", "Overslaan", "Nee", "bang voor wraak", "Ja", "Overslaan")
    assert (await desk.case(number)).consents["talk_bullies"].answer == "refused"
    await desk.tap(COACH, "Mag dit? Praat met wie pest")
    assert "De leerling zei eerder nee. Kwam de leerling daar zelf op terug?" in desk.last(COACH).text
    await desk.answers(COACH, "Ja, nu mag het", "toch wel")
    assert (await desk.case(number)).consents["talk_bullies"].answer == "given"
    given = (await desk.case_file(number)).events[-1]
    assert isinstance(given, ConsentGiven)
    assert (given.came_back, given.reason) == (True, None)


async def test_who_asks_again_after_a_no_writes_down_why(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.does(number, IdentifyVictim("pupil", is_reporter=True), AddPupil("bully", "bully"))
    await desk.does(number, *(MarkDone(key, desk.now.date(), note="note") for key in ("intake", "talk_victim")))
    for key, given in (("call_victim_parents", True), ("talk_bullies", False), ("mediation", True)):
        await desk.does(number, RecordConsent(key, given=given))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Mag dit? Praat met wie pest")
    await desk.answers(COACH, "Nee, ik vraag het opnieuw", "het werd erger", "Nee", "nog steeds bang")
    refused = (await desk.case_file(number)).events[-1]
    assert isinstance(refused, ConsentRefused)
    assert refused.reason is not None
    assert refused.words is not None


async def test_two_names_in_one_answer_are_asked_about_once_and_each_pupil_is_added_apart(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    before = len((await desk.case(number)).pupils)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, "Zou pesten", "Tim de Vries en Joris Bos")
    assert "Zijn dit twee leerlingen? Voeg ze dan één voor één toe." in desk.last(COACH).text
    await desk.answers(COACH, "Ik typ eerst één naam")
    assert "Hoe heet de leerling?" in desk.last(COACH).text
    await desk.answers(COACH, "Tim de Vries", "Dezelfde klas")
    assert len((await desk.case(number)).pupils) == before + 1


async def test_a_name_that_looks_like_two_is_kept_whole_with_one_tap(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    before = len((await desk.case(number)).pupils)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, "Zou pesten", "Bo van der Berg en Dal", "Het is één naam", "Dezelfde klas")
    assert len((await desk.case(number)).pupils) == before + 1


async def test_with_several_pupils_the_coach_ticks_them_one_by_one(desk: CaseDesk) -> None:
    number = await to_step_2(desk)
    for name in ("Bram", "Daan"):
        await desk.tap(COACH, "Meer")
        await desk.tap(COACH, "Leerling toevoegen")
        await desk.answers(COACH, "Zou pesten", name, "Dezelfde klas")
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    await desk.answers(COACH, "leerling 2", "Vandaag", "Overslaan")
    assert "✓ leerling 2" in desk.last(COACH).text
    assert "▢ leerling 1" in desk.last(COACH).text
    assert (await desk.case(number)).step_key == "2"
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    assert "die pesten (leerling 1)" in desk.last(COACH).text and "Wanneer was dat?" in desk.last(COACH).text
    await desk.answers(COACH, "Gisteren")
    assert "Dat is voor de melding." in desk.last(COACH).text
    await desk.answers(COACH, "Gisteren", "Overslaan")
    assert (await desk.case(number)).step_key == "3"


def test_after_a_known_no_only_the_questions_that_are_still_open_are_asked() -> None:
    """A gate with two questions, of which a look back answered the second one with "no"."""
    lead, next_step = RoleExpr(role="first_contact"), StepOffer("b", "Stap B", "Verder", RoleExpr(role="head"))
    questions = (GateQuestionAsk("calm", "Is het rustig?", None), GateQuestionAsk("over", "Is het over?", False))
    gate = GateOffer("Mag het dicht?", questions, lead, True, "b", next_step)
    case = Walk(shipped_protocol("kluiverboom")).case
    at_gate = replace(card(case, PlainDays(), MONDAY.date()), gate=gate)
    scene = CardScene(number=1, revision=1, card=at_gate, pupils={}, today=MONDAY.date())
    given = beginning(Act.GATE, scene, ())
    assert given["gate"] == {"over": False}
    assert [fact for fact, _ in given["asks"]] == ["over", "calm"]
    assert "first" not in given
    all_known = replace(at_gate, gate=replace(gate, questions=questions[1:]))
    assert beginning(Act.GATE, replace(scene, card=all_known), ())["first"] == "case_confirm"


async def test_who_stops_at_the_question_for_a_day_hears_that_the_rest_is_kept_and_sees_the_card(
    desk: CaseDesk,
) -> None:
    number = await to_step_4(desk)
    on(desk, date(2026, 12, 7))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.answers(COACH, "Ja, met iedereen", "Het gaat goed", "Vandaag", "Overslaan")
    assert "Wanneer?" in desk.last(COACH).text
    await desk.send(COACH, CommandGiven("stop"))
    *_, stopped, card = desk.texts(COACH)
    assert "Wat je vóór deze vraag hebt vastgelegd, is bewaard." in stopped
    assert "niets bewaard" not in stopped and f"Zaak {number}" in card
    assert "Meer…" in desk.labels(COACH)
