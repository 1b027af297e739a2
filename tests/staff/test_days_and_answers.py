"""Days and answers that a card asks for: the right question, a way back, and the answer's own words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.batch import Batch
from bot.flows.conversation import Conversation
from bot.flows.events import CommandGiven, Event, OptionTapped, TextSent
from bot.flows.words import phrase
from bot.spoken import spoken
from bot.staff.case_start import _options
from casework.case_commands import MarkDone, RecordConsent, RecordOutcome
from casework.case_events import ActionDone, StepOpened
from casework.case_offers import actions_now
from casework.protocol import load_protocol
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CaseDesk, read_by_coach
from tests.staff.case_desks import HEAD, Desks, may_read_too, on, to_view
from tests.staff.test_case_room import to_step_4
from tests.staff.test_means_room import page_of

TODAY = date(2026, 11, 23)


async def test_a_look_back_without_one_talk_ticked_is_asked_about_before_its_outcome(desk: CaseDesk) -> None:
    """P001 A001-4: everybody is spoken to apart."""
    number = await to_step_4(desk)
    on(desk, date(2026, 12, 7))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    assert "nog niet dat je met iemand hebt gesproken" in desk.last(COACH).text
    await desk.answers(COACH, "Nee, nog niet")
    assert "evaluate" not in (await desk.case(number)).done
    await desk.does(number, MarkDone("evaluate", TODAY, participants=tuple((await desk.case(number)).pupils)))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.answers(COACH, "Het gaat goed", "Vandaag", "Overslaan")
    assert (await desk.case(number)).done["evaluate"][-1].answer == "going_well"


async def test_a_second_look_back_asks_for_its_own_talks(desks: Desks) -> None:
    """P003 A003-4: what was ticked for the first one says nothing of the second."""
    desk, number = await desks.with_case("oplossingsgericht")
    done = ("talk_victim", "talk_bully", "agreements_step_1")
    await desk.happens(number, *(ActionDone(at=desk.now, by=COACH, action=key, on=TODAY) for key in done))
    await desk.does(number, MarkDone("look_back_step_1", TODAY, participants=tuple((await desk.case(number)).pupils)))
    await desk.open_card(COACH, number)
    assert not any(label.startswith("Gesproken: Kijk apart terug") for label in desk.labels(COACH))
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.answers(COACH, "Het gaat beter", "Vandaag", "Overslaan")
    await desk.open_card(COACH, number)
    assert any(label.startswith("Gesproken: Kijk apart terug") for label in desk.labels(COACH))
    (offer,) = (one for one in actions_now(await desk.case(number)) if one.key == "look_back_step_1")
    assert [ticked for _, ticked in offer.ticks] == [False] * 3
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    assert "nog niet dat je met iemand hebt gesproken" in desk.last(COACH).text


async def _after_the_mediation(desk: CaseDesk, number: int) -> None:
    """P001, step 3: what is left is to agree on the day of looking back."""
    await desk.does(number, *(MarkDone(key, TODAY) for key in ("intake", "talk_victim")))
    wishes = ("call_victim_parents", "talk_bullies", "mediation")
    await desk.does(number, *(RecordConsent(key, given=True) for key in wishes))
    await desk.does(number, *(MarkDone(key, TODAY) for key in ("talk_bullies", "mediation")))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Spreek het terugkijken af")


async def test_an_agreement_asks_for_the_day_to_come_which_is_reminded_of_until_it_is_done(desks: Desks) -> None:
    """P001 T-12."""
    desk, number = await desks.with_case("kluiverboom")
    await _after_the_mediation(desk, number)
    assert "Wanneer kijken jullie terug?" in desk.last(COACH).text
    assert "Die dag komt op de kaart" in desk.last(COACH).text
    assert {"1 week", "Het blijft maandag 7 december"} <= set(desk.labels(COACH))
    await desk.types(COACH, "20-11")
    assert "Kies een dag die nog komt." in desk.last(COACH).text
    await desk.types(COACH, "8-12")
    assert "dus uiterlijk maandag 7 december" in desk.last(COACH).text
    await desk.answers(COACH, "2-12", "in lokaal 12")
    case = await desk.case(number)
    assert [one.on for one in case.done["fix_evaluation"]] == [TODAY]
    assert case.chosen["evaluation"] == date(2026, 12, 2)
    await desk.open_card(COACH, number)
    assert any(
        "Kijk met iedere leerling apart terug" in line and "woensdag 2 december" in line
        for line in desk.last(COACH).text.splitlines()
    )
    for day in (date(2026, 12, 2), date(2026, 12, 3)):
        on(desk, day)
        await desk.sweep_at_once()
    said = [text for text in desk.texts(COACH) if "Kijk met iedere leerling apart terug" in text]
    assert any(text.startswith(f"Vandaag: zaak {number}") for text in said)
    assert "Dit moest woensdag 2 december klaar zijn." in said[-1]


async def _left_open(desk: CaseDesk, number: int, **changes: Any) -> None:
    """The coach's chat as another version of the program left it: an agreement that was made, at its note."""
    answers = {"act": "done", "what": "fix_evaluation", "about": "Spreek af", "case_day": TODAY.isoformat()}
    talk = Conversation("case-done", "d1", "case_note", 1, answers, subject=str(number))
    told = replace(talk, **{**changes, "answers": {**answers, **changes.get("answers", {})}})

    async def job(batch: Batch) -> None:
        address = desk.address(COACH)
        chat = desk.vault.chat_of(address)
        await batch.load({chat: address})
        batch.put_talk(chat, told)

    await desk.transact(job)


async def test_an_agreement_that_an_older_program_began_keeps_its_day_with_the_note(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await _after_the_mediation(desk, number)
    await _left_open(desk, number, answers={"case_agreed": "2026-12-02"})
    await desk.types(COACH, "in lokaal 12")
    case = await desk.case(number)
    assert [one.on for one in case.done["fix_evaluation"]] == [TODAY]
    assert "evaluation" not in case.chosen
    await to_view(desk, number, "Meer", person=COACH)
    await desk.tap(COACH, "Namen en notities")
    assert "Afgesproken dag: woensdag 2 december. in lokaal 12" in desk.last(COACH).text


@pytest.mark.parametrize(
    "event", [TextSent("hallo"), OptionTapped("d1", 1, "long_gone", "today")], ids=["words", "tap"]
)
async def test_a_question_that_a_newer_version_asks_no_more_gives_way_to_the_first(desks: Desks, event: Event) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await _after_the_mediation(desk, number)
    await _left_open(desk, number, question="long_gone", path=("also_gone", "case_pupils"))
    await desk.send(COACH, event)
    assert "Wanneer was dat?" in desk.last(COACH).text
    await desk.answers(COACH, "Vandaag", "Overslaan")
    assert [one.on for one in (await desk.case(number)).done["fix_evaluation"]] == [TODAY]


async def test_one_can_stop_or_begin_something_else_at_a_question_that_is_asked_no_more(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await _left_open(desk, number, question="long_gone", path=("also_gone", "case_pupils"))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: ")
    assert "Wanneer was dat?" in desk.last(COACH).text
    await _left_open(desk, number, question="long_gone", path=("also_gone", "case_pupils"))
    await desk.send(COACH, CommandGiven("stop"))
    assert desk.last(COACH).text == spoken(phrase("staff-stopped"))


async def test_an_agreement_may_leave_the_day_on_the_card_as_it_is(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await _after_the_mediation(desk, number)
    await desk.answers(COACH, "Het blijft maandag 7 december", "Overslaan")
    case = await desk.case(number)
    assert [one.on for one in case.done["fix_evaluation"]] == [TODAY]
    assert "evaluation" not in case.chosen


async def test_an_agreed_day_can_be_changed_on_the_card(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await _after_the_mediation(desk, number)
    await desk.answers(COACH, "1 week", "Overslaan")
    assert (await desk.case(number)).chosen["evaluation"] == date(2026, 11, 30)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Datum: Kijk apart terug")
    await desk.types(COACH, "1-12")
    assert (await desk.case(number)).chosen["evaluation"] == date(2026, 12, 1)


async def test_once_the_look_back_was_held_an_agreement_asks_for_no_day_of_it(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await _after_the_mediation(desk, number)
    await desk.does(number, RecordOutcome("evaluate", TODAY, "going_well"))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Spreek het terugkijken af")
    assert "Wanneer was dat?" in desk.last(COACH).text


async def test_a_measure_that_is_to_begin_too_far_ahead_is_refused_with_the_last_day(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await page_of(desk, number, "Lokaal 008, een lesuur")
    await desk.tap(COACH, "Start: Lokaal 008, een lesuur")
    await desk.answers(COACH, "▢ leerling 1", "Verder", "12-1")
    assert "Zo ver vooruit leggen we geen begin vast. Kies maandag 4 januari of eerder." in desk.last(COACH).text


async def test_one_can_go_back_to_the_consent_before_and_answer_it_anew(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Vraag wat de leerling wil")
    await desk.answers(COACH, "Nee", "liever niet", "Terug", "Terug", "Ja", "toch wel", "Nee", "Overslaan")
    consents = (await desk.case(number)).consents
    assert [consents[key].answer for key in ("inform_parents", "restorative_talk")] == ["given", "refused"]
    await to_view(desk, number, "Meer", "Namen en notities", person=COACH)
    assert "Verbeterd in hetzelfde gesprek: het antwoord was toch ja." in desk.last(COACH).text


async def test_what_a_pupil_may_be_asked_waits_until_somebody_knows_who_it_is(desks: Desks) -> None:
    desk, _ = await desks.with_case("oplossingsgericht")
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    assert not any(label.startswith("Mag dit?") for label in desk.labels(COACH))


async def test_without_another_open_case_nothing_can_be_joined(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Meer", "Samen met anderen", person=COACH)
    assert "Hoort bij een andere zaak" not in desk.labels(COACH)
    await desk.open_case(read_by_coach(desk.now))
    await to_view(desk, number, "Meer", "Samen met anderen", person=COACH)
    assert "Hoort bij een andere zaak" in desk.labels(COACH)


async def test_a_step_has_its_title_on_its_button_as_far_as_that_goes(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", person=COACH)
    steps = [label for label in desk.labels(COACH) if label.startswith("Naar ")]
    assert steps
    assert all(": " in label and len(label) <= 40 for label in steps)


async def test_with_whom_something_was_done_stands_on_its_line(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, *(MarkDone(key, TODAY) for key in ("intake", "talk_victim")))
    wishes = ("call_victim_parents", "talk_bullies", "mediation")
    await desk.does(number, *(RecordConsent(key, given=True) for key in wishes))
    await desk.does(number, MarkDone("talk_bullies", TODAY, participants=("other",)))
    await desk.open_card(COACH, number)
    assert "(maandag 23 november): leerling 2" in desk.last(COACH).text
    assert "(maandag 23 november): leerling 1" not in desk.last(COACH).text


def test_an_answer_too_long_for_its_button_stands_there_as_far_as_it_goes() -> None:
    """No "Antwoord 2": the words of the answer itself, whole above the buttons."""
    wanted = "We bellen toch en vertellen dat eerst aan de leerling"
    given = _options(["a", "b"], ["We bellen nu niet", wanted])
    assert [option[2] for option in given["options"]] == ["We bellen nu niet", "We bellen toch en vertellen dat eerst…"]
    assert given["listed"] == [wanted]


async def test_an_answered_question_shows_itself_and_the_whole_answer_and_no_other_answer(desks: Desks) -> None:
    """P003 [A002-13]: who goes to the police. The answers that fit no button stand above the buttons until then."""
    school = example_school()
    roles = {**school.roles, "management": school.roles["head"]}
    desk, number = await desks.with_case("noordhoek", school=school.model_copy(update={"roles": roles}))
    await may_read_too(desk, number, HEAD)
    await desk.happens(number, StepOpened(at=desk.now, by=HEAD, step="A3", reason="note"))
    families = "De leerling of de ouders doen een melding"
    for tapped, answer in (("De school gaat", "De school gaat niet naar de politie"), ("De leerling of", families)):
        await desk.open_card(HEAD, number)
        await desk.tap(HEAD, "Uitkomst: Naar de politie")
        question = desk.last(HEAD)
        assert families in question.text
        await desk.tap(HEAD, tapped)
        assert question.text.splitlines()[-1] == f"➜ {answer}"
        assert question.text.count(families) == (answer == families)
        assert "Wat is de uitkomst?" in question.text


async def test_all_at_once_is_no_answer_where_the_protocol_lets_one_who_bullies_into_a_talk(desks: Desks) -> None:
    """AX-5; a school's own maximum (P001 A001-15)."""
    fewer = "steps: [{key: '3', actions: [{key: mediation, participants: {max_bullies: 1}}]}]"
    own = load_protocol(f"extends: kluiverboom\nid: ours\n{fewer}", "ours.yaml")
    desk, number = await desks.with_case(own)
    await desk.does(number, *(MarkDone(key, TODAY) for key in ("intake", "talk_victim")))
    wishes = ("call_victim_parents", "talk_bullies", "mediation")
    await desk.does(number, *(RecordConsent(key, given=True) for key in wishes), MarkDone("talk_bullies", TODAY))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Houd het bemiddelingsgesprek")
    assert {"leerling 1", "leerling 2"} <= set(desk.labels(COACH))
    assert "Met allemaal" not in desk.labels(COACH)
    await desk.answers(COACH, "leerling 2", "Vandaag", "Overslaan")
    assert "Houd het bemiddelingsgesprek:\n▢ leerling 1\n✓ leerling 2" in desk.last(COACH).text
    await desk.tap(COACH, "Gedaan: Houd het bemiddelingsgesprek")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    assert [entry.participants for entry in (await desk.case(number)).done["mediation"]] == [("other",), ("bully",)]
