"""How a card reads: each sentence once and whole, who has to do it, and a button for what it asks."""

from datetime import date

import pytest

from bot.flows.case_questions import interval_option
from bot.flows.events import CommandGiven
from bot.spoken import spoken
from casework.case_commands import (
    AddPupil,
    EstablishFact,
    IdentifyVictim,
    MarkDone,
    OpenStep,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
)
from casework.case_events import ActionDone, FactEstablished, OutcomeRecorded, StepOpened
from casework.report import AboutWhom
from tests.staff.case_desk import COACH, CaseDesk, read_by_coach
from tests.staff.case_desks import Desks, on, to_view
from tests.staff.test_means_room import to_step_6

TODAY = date(2026, 11, 23)


async def held_the_talk(desk: CaseDesk, number: int) -> None:
    """P000, step 1: nothing is left but whether it is solved."""
    wishes = (RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk"))
    await desk.does(number, *wishes)
    await desk.does(number, *(MarkDone(key, TODAY) for key in ("inform_parents", "restorative_talk")))


async def test_a_duty_that_is_a_question_keeps_its_own_mark_on_the_card_and_in_lists(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await held_the_talk(desk, number)
    await desk.open_card(COACH, number)
    assert "• Is het opgelost? Uiterlijk dinsdag 24 november" in desk.last(COACH).text
    await desk.send(COACH, CommandGiven("taken"))
    assert "Stap 1: Is het opgelost? Uiterlijk dinsdag 24 november." in desk.last(COACH).text


async def test_a_reminder_of_a_question_keeps_that_mark_too(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await held_the_talk(desk, number)
    for day in (date(2026, 11, 24), date(2026, 11, 25)):
        on(desk, day)
        await desk.sweep()
    told = "\n".join(desk.texts(COACH))
    assert "Te laat: zaak 1, Stap 1. Is het opgelost? Dit moest dinsdag 24 november" in told
    assert "?." not in told
    assert "?," not in told


async def test_a_consent_whose_name_is_a_question_is_not_asked_twice_on_its_button(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await desk.does(number, MarkDone("talk_victim", TODAY))
    await desk.open_card(COACH, number)
    assert "Mag je met de anderen praten?" in desk.labels(COACH)


async def test_while_nobody_of_the_other_side_was_added_the_card_says_how_and_offers_it(desks: Desks) -> None:
    desk, _ = await desks.with_case("splitting")
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.does(number, IdentifyVictim("pupil", is_reporter=True))
    wishes = (RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk"))
    await desk.does(number, *wishes)
    await desk.open_card(COACH, number)
    assert "nog geen andere leerling bij deze zaak" in desk.last(COACH).text
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, "Zou pesten", "Bram", "Dezelfde klas")
    assert "nog geen andere leerling bij deze zaak" not in desk.last(COACH).text
    assert "Leerling toevoegen" not in desk.labels(COACH)


async def where_everybody_is_heard(desk: CaseDesk, answer: str) -> int:
    """P002, list A point 5: nobody but the pupil to whom it happens was added."""
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.does(number, IdentifyVictim("pupil", is_reporter=True))
    found = OutcomeRecorded(at=desk.now, by=COACH, action="find_names", on=TODAY, answer=answer)
    known = FactEstablished(at=desk.now, by=COACH, fact="offender_known", value=answer == "known")
    await desk.happens(number, StepOpened(at=desk.now, by=COACH, step="A2"), found, known)
    await desk.open_card(COACH, number)
    return number


async def test_where_everybody_involved_is_heard_the_card_asks_for_the_other_pupils(desks: Desks) -> None:
    desk, _ = await desks.with_case("noordhoek")
    number = await where_everybody_is_heard(desk, "known")
    heard = ActionDone(at=desk.now, by=COACH, action="hear_pupils", on=TODAY, participants=("pupil",))
    for events in ((), (heard,)):
        await desk.happens(number, *events)
        await desk.open_card(COACH, number)
        assert "nog geen andere leerling bij deze zaak" in desk.last(COACH).text
        assert "Leerling toevoegen" in desk.labels(COACH)
    await desk.does(number, AddPupil("bully", "bully"))
    await desk.open_card(COACH, number)
    assert "nog geen andere leerling bij deze zaak" not in desk.last(COACH).text


async def test_who_is_not_known_is_not_asked_for_by_what_reaches_everybody_involved(desks: Desks) -> None:
    desk, _ = await desks.with_case("noordhoek")
    await where_everybody_is_heard(desk, "not_known")
    assert "nog geen andere leerling bij deze zaak" not in desk.last(COACH).text


async def test_a_case_that_closes_while_who_does_it_is_known_and_was_not_added_says_so(desks: Desks) -> None:
    """P003, step 1 looks back with everybody involved."""
    desk, _ = await desks.with_case("oplossingsgericht")
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.does(number, IdentifyVictim("pupil", is_reporter=True))
    said = "• Jullie weten wie het doet, maar er staat nog geen andere leerling bij deze zaak."
    assert said not in await asked_before_closing(desk, number)
    await desk.happens(number, FactEstablished(at=desk.now, by=COACH, fact="offender_known", value=True))
    assert said in await asked_before_closing(desk, number)
    await desk.does(number, AddPupil("bully", "bully"))
    assert said not in await asked_before_closing(desk, number)


async def asked_before_closing(desk: CaseDesk, number: int) -> str:
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", person=COACH)
    await desk.tap(COACH, "Sluiten: Het was ruzie")
    return desk.last(COACH).text


async def test_a_refused_talk_leaves_the_card_once_the_consultation_goes_on_without_it(desks: Desks) -> None:
    """P003, C29."""
    desk, number = await desks.with_case("oplossingsgericht")
    heard = (RecordOutcome("who_is_involved", TODAY, "same_class"), MarkDone("talk_victim", TODAY))
    await desk.does(number, MarkDone("log_signal", TODAY), *heard, RecordConsent("talk_bullies", given=False))
    await desk.open_card(COACH, number)
    assert "Bespreek wat wel kan" in desk.last(COACH).text
    await desk.does(number, RecordOutcome("consult_apc_step_1", TODAY, "go_on", note="note"))
    await desk.open_card(COACH, number)
    assert "Bespreek wat wel kan" not in desk.last(COACH).text
    assert "Gedaan: Leg de afspraken vast" in desk.labels(COACH)


async def test_what_anybody_of_the_staff_may_do_the_coach_may_start(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Meer", "Maatregelen", "Bekijk: Lokaal 008, een lesuur", person=COACH)
    assert "Start: Lokaal 008, een lesuur" in desk.labels(COACH)
    assert "pauzewacht" not in desk.last(COACH).text


async def test_what_waits_for_the_decision_about_home_is_said_once_with_its_day(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, EstablishFact("home_unsafe", value=True))
    await desk.open_card(COACH, number)
    assert desk.last(COACH).text.count("thuis misschien niet veilig") == 1
    assert "de aandachtsfunctionaris. Uiterlijk maandag 23 november." in desk.last(COACH).text


async def test_a_signal_is_said_once(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, ReportSignal())
    await desk.open_card(COACH, number)
    assert desk.last(COACH).text.count("misgaat") == 1
    assert "Signaal afgehandeld" in desk.labels(COACH)


async def test_with_whom_something_was_done_is_listed_only_where_it_is_asked_for(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await desk.open_card(COACH, number)
    assert "als dat nodig is:" not in desk.last(COACH).text


async def test_several_who_are_asked_or_may_decide_are_joined_as_one_says_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Meer", "Maatregelen", "Bekijk: Lokaal 008, langer", person=COACH)
    assert "Hierover beslist: leerlingcoördinator of " in desk.last(COACH).text


async def test_a_case_about_the_same_has_a_way_to_end_that_can_be_read_on_its_button(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders sluiten", person=COACH)
    assert "Hoort bij een andere zaak" in desk.labels(COACH)
    assert "uitkomst" not in desk.last(COACH).text


async def test_what_runs_without_a_last_day_gets_one_and_is_not_prolonged(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Meer", "Maatregelen", "Bekijk: SOVA-training", "Start: SOVA", person=COACH)
    await desk.answers(COACH, "▢ leerling 1", "Verder", "Vandaag", "Overslaan")
    assert "✓ SOVA-training, sociale vaardigheden (leerling 1), begonnen (maandag 23 november)" in desk.last(COACH).text
    await desk.tap(COACH, "Bekijk: SOVA-training")
    assert "Tot wanneer: SOVA-training (leerling 1)" in desk.labels(COACH)
    assert not any(label.startswith("Verleng: SOVA") for label in desk.labels(COACH))


async def test_a_step_that_the_protocol_gives_to_others_says_to_whom(desks: Desks) -> None:
    """P000, step 6 is the head's."""
    desk, number = await desks.with_case("splitting")
    await to_step_6(desk, number)
    await desk.open_card(COACH, number)
    assert "Deze stap is nu aan: vestigingsdirecteur" in desk.last(COACH).text


async def test_where_only_a_new_signal_goes_on_that_stands_on_the_card(desks: Desks) -> None:
    """P000, the end of step 2: the next one begins when it goes wrong again."""
    desk, number = await desks.with_case("splitting")
    await held_the_talk(desk, number)
    await desk.does(
        number, OpenStep("1b", "note"), *(MarkDone(key, TODAY) for key in ("make_agreements", "discuss_agreements"))
    )
    await desk.does(number, RecordOutcome("establish", TODAY, "bullying"))
    await desk.does(number, RecordConsent("restorative_talk_2a", given=True), OpenStep("2b", "note"))
    await desk.does(number, *(MarkDone(key, TODAY) for key in ("ask_pupils", "ask_all_parents", "ask_staff")))
    await desk.open_card(COACH, number)
    assert "Het gaat weer mis" in desk.labels(COACH)


@pytest.mark.parametrize(
    ("days", "words"), [(7, "Elke week"), (14, "Om de week"), (21, "Elke 3 weken"), (1, "Elke dag")]
)
def test_what_stands_on_a_button_begins_with_a_capital(days: int, words: str) -> None:
    assert spoken(interval_option(days)) == words


async def test_an_entry_that_was_not_typed_over_in_time_is_late_on_the_card(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, MarkDone("intake", TODAY, note="note"))
    await desk.open_card(COACH, number)
    assert "1 verslag staat klaar om over te nemen, uiterlijk maandag 30 november*." in desk.last(COACH).text
    on(desk, date(2026, 12, 1))
    await desk.open_card(COACH, number)
    assert "1 verslag staat klaar om over te nemen, uiterlijk maandag 30 november* (te laat)." in desk.last(COACH).text


@pytest.mark.parametrize("protocol", ["noordhoek", "het-sticht", "splitting", "kluiverboom", "oplossingsgericht"])
async def test_only_where_the_pupil_may_have_reported_it_is_asked_to_confirm_that(desks: Desks, protocol: str) -> None:
    desk, _ = await desks.with_case(protocol)
    asked = "Is de melder zelf de leerling?"
    for about, reporter, wanted in (
        (AboutWhom.ME, {}, True),
        (AboutWhom.SOMEONE_ELSE, {}, False),
        (AboutWhom.SOMEONE_ELSE, {"facts": {"reporter": "staff"}}, False),
    ):
        number = await desk.open_case(read_by_coach(desk.now), about=about, **reporter)
        await desk.take_up(number)
        assert (asked in desk.last(COACH).text) is wanted, (about, reporter, desk.last(COACH).text)
