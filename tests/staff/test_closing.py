"""Closing a case: the question says so, what is still open is listed first, and the others hear it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.batch import Batch
from bot.flows.case_answers import Act
from bot.flows.case_questions import CaseFacts, OpenWork
from bot.flows.conversation import Conversation
from bot.flows.effects import Ask
from bot.flows.engine import advance, begin
from bot.flows.events import OptionTapped
from bot.flows.gate_flow import DECISION
from bot.flows.question import Answers, Scene
from bot.flows.words import Phrase, phrase
from bot.spoken import spoken
from bot.staff.card_home import held_work
from bot.staff.card_scene import CardScene
from bot.staff.case_start import beginning
from casework.calendar import local_date
from casework.case_commands import ChooseDate, DecideOnHome, EstablishFact, MarkDone, RecordConsent, RecordOutcome
from casework.case_events import InterventionStarted
from casework.case_offers import GateOffer
from casework.case_view import HomeLine, card
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from storage import cases, reports
from tests.casework.cases import PlainDays, Walk, at_step_4
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import MONDAY, OFFICER, Desks, may_read_too, on, to_view
from tests.staff.parents import notes_of
from tests.staff.test_case_room import to_step_4


async def looked_back(desk: CaseDesk, answer: str = "stopped") -> int:
    """P001, step 4: it went well, and there was the talk after that."""
    number = await to_step_4(desk)
    on(desk, date(2026, 12, 7))
    await desk.does(number, RecordOutcome("evaluate", date(2026, 12, 7), "going_well"))
    await desk.does(number, ChooseDate("second_evaluation", weeks=4))
    on(desk, date(2027, 1, 4))
    await desk.does(number, RecordOutcome("evaluate_again", date(2027, 1, 4), answer))
    return number


async def test_before_the_last_yes_the_card_lists_what_is_open_and_asks_why(desk: CaseDesk) -> None:
    number = await looked_back(desk)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Mag het dicht?")
    await desk.answers(COACH, "Ja")
    asked = desk.last(COACH).text
    assert "Let op, dit is nog niet gedaan:" in asked
    assert asked.index("• ") < asked.index("De zaak gaat dicht.")
    await desk.answers(COACH, "Ja, dit klopt")
    assert "Wat is de reden?" in desk.last(COACH).text
    assert not (await desk.case(number)).is_closed
    await desk.types(COACH, "het is gedaan, alleen nog niet aangevinkt")
    last = desk.last(COACH).text
    assert "Let op, dit is nog niet gedaan:" in last and "Je reden: “het is gedaan, alleen" in last
    assert not (await desk.case(number)).is_closed
    await desk.answers(COACH, "Ja, sluit de zaak")
    assert (await desk.case(number)).outcome == "resolved"


async def test_what_parents_still_wait_for_is_named_before_the_last_yes(desk: CaseDesk) -> None:
    """P001, step 3, after the parents of all the others heard what was agreed on."""
    number = await looked_back(desk)
    victim = (await desk.case(number)).victim
    assert victim is not None
    others = tuple(pupil for pupil in (await desk.case(number)).pupils if pupil != victim)
    await desk.does(number, EstablishFact("home_unsafe", value=True, pupils=(victim,)))
    await desk.does(number, MarkDone("tell_parents", date(2027, 1, 4), participants=others, channel="phone"))
    told = "Laat de ouders van alle betrokken leerlingen weten wat er is afgesproken"
    waits = f"Stap 3 wacht: {told} (de gepeste leerling)"
    await desk.open_card(COACH, number)
    assert waits in desk.last(COACH).text
    await desk.tap(COACH, "Mag het dicht?")
    await desk.answers(COACH, "Ja")
    asked = desk.last(COACH).text
    assert f"• {waits}" in asked[asked.index("Let op, dit is nog niet gedaan:") :].splitlines()


def test_what_nobody_has_to_do_towards_parents_is_not_named_as_left_undone() -> None:
    walk = at_step_4(shipped_protocol("kluiverboom")).does(EstablishFact("home_unsafe", value=True))
    shown = card(walk.case, walk.calendar, walk.today)
    held = next(offer for offer in shown.offers if offer.key == "tell_parents")
    free = replace(shown, offers=(replace(held, required=False),))
    decided = replace(shown, home=HomeLine(may_contact=False))
    scenes = [CardScene(number=1, revision=1, card=one, pupils={}, today=walk.today) for one in (shown, free, decided)]
    assert [len(list(held_work(scene))) for scene in scenes] == [3, 0, 0]


async def test_everybody_else_who_reads_the_case_hears_that_it_is_closed(desk: CaseDesk) -> None:
    number = await looked_back(desk)
    await may_read_too(desk, number, COORDINATOR)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Mag het dicht?")
    await desk.answers(COACH, "Ja", "Ja, dit klopt", "klaar", "Ja, sluit de zaak")
    assert desk.texts(COORDINATOR)[-1] == f"Zaak {number} is gesloten."
    assert not any("is gesloten." in text and "Deze zaak" not in text for text in desk.texts(COACH))


async def test_closing_with_another_outcome_lists_it_too(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", person=COACH)
    await desk.tap(COACH, "Sluiten: Het was ruzie")
    assert "Let op, dit is nog niet gedaan:" in desk.last(COACH).text


async def to_a_quarrel(desk: CaseDesk, number: int) -> None:
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", person=COACH)
    await desk.tap(COACH, "Sluiten: Het was ruzie")


async def test_what_runs_and_what_was_not_typed_over_is_named_before_the_reason_and_after_it(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    means = (await desk.case(number)).protocol.intervention("pestproject")
    began = InterventionStarted(at=desk.now, by=COACH, intervention=means.key, on=MONDAY.date())
    await desk.happens(number, began)
    await desk.does(number, MarkDone("intake", MONDAY.date(), note="note"))
    await to_a_quarrel(desk, number)
    asked = desk.last(COACH).text
    assert f"Dit loopt nog: {means.label}. Sluit je de zaak, dan stopt het." in asked
    assert "Neem over in het dossier" in asked and "Dat kan ook nog als de zaak gesloten is." in asked
    await desk.types(COACH, "ze hadden allebei schuld")
    assert f"Dit loopt nog: {means.label}" in desk.last(COACH).text
    assert not (await desk.case(number)).is_closed
    await desk.answers(COACH, "Ja, sluit de zaak")
    assert (await desk.case(number)).outcome == "quarrel"


async def test_no_at_the_last_question_leaves_the_case_open_and_the_reason_unwritten(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_a_quarrel(desk, number)
    await desk.answers(COACH, "ze hadden allebei schuld", "Nee, laat de zaak open")
    assert not (await desk.case(number)).is_closed
    assert any("De zaak blijft open." in text for text in desk.texts(COACH))
    assert "ze hadden allebei schuld" not in (await written(desk, number)).values()


async def reporter_tells(desk: CaseDesk, number: int, *held_from: str) -> None:
    async def job(batch: Batch) -> None:
        stored = (await reports.reports_of_case(batch.connection, desk.vault, number))[0]
        sealer = await batch.sealer(stored.id)
        assert sealer is not None
        day, words = local_date(desk.now), "het gaat nog steeds door"
        await reports.add_told(batch.connection, batch.changes, sealer, stored.id, "reporter", words, day, held_from)

    await desk.transact(job)


async def test_a_message_that_came_while_the_question_stood_is_named_before_the_case_can_close(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_a_quarrel(desk, number)
    await desk.answers(COACH, "ze hadden allebei schuld")
    await reporter_tells(desk, number)
    await desk.answers(COACH, "Ja, sluit de zaak")
    asked = desk.last(COACH).text
    assert not (await desk.case(number)).is_closed
    assert "er is net iets veranderd" in asked and "Er kwam net iets bij van de melder." in asked
    assert "Sluit je de zaak?" in asked and "ze hadden allebei schuld" in asked
    await desk.answers(COACH, "Ja, sluit de zaak")
    assert (await desk.case(number)).is_closed


async def test_what_is_held_from_who_closes_asks_nothing_again(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_a_quarrel(desk, number)
    await desk.answers(COACH, "ze hadden allebei schuld")
    await reporter_tells(desk, number, COACH)
    await desk.answers(COACH, "Ja, sluit de zaak")
    assert (await desk.case(number)).is_closed


async def test_a_gate_that_closes_is_asked_again_over_a_message_that_came_meanwhile(desk: CaseDesk) -> None:
    number = await looked_back(desk)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Mag het dicht?")
    await desk.answers(COACH, "Ja")
    await reporter_tells(desk, number)
    await desk.answers(COACH, "Ja, dit klopt")
    asked = desk.last(COACH).text
    assert "Er kwam net iets bij van de melder." in asked and "De zaak gaat dicht." in asked
    await desk.answers(COACH, "Ja, dit klopt", "klaar")
    await reporter_tells(desk, number)
    await desk.answers(COACH, "Ja, sluit de zaak")
    assert not (await desk.case(number)).is_closed
    await desk.answers(COACH, "Ja, sluit de zaak")
    assert (await desk.case(number)).is_closed


async def written(desk: CaseDesk, number: int) -> dict[str, str]:
    found: dict[str, str] = await desk.transact(lambda batch: cases.notes_of(batch.connection, desk.vault, number))
    return found


@pytest.mark.parametrize(
    ("closes", "step", "asked"),
    [(True, None, "Mag deze zaak dicht?"), (False, "Stap 3", "Mag de zaak verder naar Stap 3?")],
)
def test_a_decision_without_questions_asks_what_a_yes_means(closes: bool, step: str | None, asked: str) -> None:
    at_gate = replace(
        card(Walk(shipped_protocol("kluiverboom")).case, PlainDays(), MONDAY.date()),
        gate=GateOffer("Is deze zaak klaar?", (), RoleExpr(role="first_contact"), closes, None, yes_step=step),
    )
    scene = CardScene(number=1, revision=1, card=at_gate, pupils={}, today=MONDAY.date())
    question = DECISION.questions["case_passed"]
    facts = CaseFacts(spoken, MONDAY.date(), (), lambda answers: None)
    parts = question.parts(question, Scene(beginning(Act.DECISION, scene, ()), facts))
    assert [spoken(part) for part in parts] == ["Is deze zaak klaar?", asked]


def test_a_decision_that_cannot_be_no_says_so_before_a_reason_is_asked() -> None:
    at_gate = replace(
        card(Walk(shipped_protocol("kluiverboom")).case, PlainDays(), MONDAY.date()),
        gate=GateOffer("Is deze zaak klaar?", (), RoleExpr(role="first_contact"), True, None),
    )
    scene = CardScene(number=1, revision=1, card=at_gate, pupils={}, today=MONDAY.date())

    def refusal(answers: Answers) -> Phrase | None:
        return phrase("refusal-no-next-step") if answers["case_passed"] == "no" else None

    facts = CaseFacts(spoken, MONDAY.date(), (), refusal)
    begun = begin(DECISION, Conversation(), facts, **beginning(Act.DECISION, scene, ()))
    tapped = OptionTapped(begun.conversation.draft, begun.conversation.revision, "case_passed", "no")
    refused = advance(DECISION, begun.conversation, tapped, facts)
    assert refused.conversation.question == "case_passed"
    (asked,) = [one for one in refused.effects if isinstance(one, Ask)]
    assert "Er is geen volgende stap meer." in spoken(asked.message.parts[0])
    tapped = replace(tapped, revision=refused.conversation.revision, option="yes")
    assert advance(DECISION, refused.conversation, tapped, facts).conversation.question == "case_reason"


async def test_who_closes_against_what_was_recorded_reads_that_first_and_says_why(desks: Desks) -> None:
    """P000 A000-18: that it is bullying was established."""
    desk, number = await desks.with_case("splitting")
    await desk.does(number, EstablishFact("established", value=True))
    await to_view(
        desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", "Sluiten: Het was ruzie", person=COACH
    )
    told = "Let op, dit past niet bij wat in deze zaak is vastgelegd:\n• Is het pesten? Ja.\nSchrijf bij de reden op"
    assert told in desk.last(COACH).text
    await desk.types(COACH, "achteraf was het over en weer")
    assert told in desk.last(COACH).text
    await desk.answers(COACH, "Ja, sluit de zaak")
    assert (await desk.case(number)).outcome == "quarrel"
    notes = await notes_of(desk, number)
    assert (
        "De zaak is gesloten: Het was ruzie en geen pesten\n\nEerder vastgelegd: Is het pesten? Ja\n\nachteraf was het"
        in notes
    )


async def test_who_closes_by_what_was_recorded_reads_nothing_of_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(
        desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", "Sluiten: Het was ruzie", person=COACH
    )
    assert "past niet bij" not in desk.last(COACH).text


async def decided_on_home(desk: CaseDesk, number: int, *pupils: str) -> None:
    await desk.does(number, EstablishFact("home_unsafe", value=True, pupils=pupils))
    await may_read_too(desk, number, OFFICER)
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)


async def test_a_no_to_contact_with_home_is_named_as_what_stays_when_the_case_closes(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await decided_on_home(desk, number, "bully")
    await to_a_quarrel(desk, number)
    stays = "Dit blijft gelden, ook als de zaak dicht is:\n• Er is besloten: geen contact met thuis (leerling 1)."
    assert stays in desk.last(COACH).text
    await desk.types(COACH, "het was over en weer")
    assert stays in desk.last(COACH).text


async def test_a_no_that_waits_for_a_new_decision_still_stands_when_the_case_closes(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await decided_on_home(desk, number)
    await desk.does(number, EstablishFact("home_unsafe", value=False))
    await to_a_quarrel(desk, number)
    assert "• Er is besloten: geen contact met thuis.\n" in desk.last(COACH).text


async def test_a_no_of_the_pupil_to_contact_with_home_is_named_as_what_stays_until_it_was_had(desks: Desks) -> None:
    """P000 A000-8: it blocks nothing."""
    desk, number = await desks.with_case("splitting")
    await desk.does(number, RecordConsent("inform_parents", given=False), RecordConsent("restorative_talk", given=True))
    await to_a_quarrel(desk, number)
    label = "Licht de ouders in van elke leerling die aan het gesprek meedoet"
    stays = f"Dit blijft gelden, ook als de zaak dicht is:\n• {label}: de leerling wil dit liever niet."
    assert stays in desk.last(COACH).text
    await desk.does(number, MarkDone("inform_parents", MONDAY.date(), channel="phone"))
    await to_a_quarrel(desk, number)
    assert "blijft gelden" not in desk.last(COACH).text


async def test_every_question_in_a_case_begins_with_its_number_also_once_it_is_answered(desks: Desks) -> None:
    """Cards of several cases stand in one chat: an answer must not land in the wrong one unseen."""
    desk, number = await desks.with_case("splitting")
    await to_a_quarrel(desk, number)
    assert desk.last(COACH).text.startswith(f"Zaak {number}:")
    await desk.types(COACH, "ze hadden allebei schuld")
    assert desk.last(COACH).text.startswith(f"Zaak {number}:")
    answered = [text for text in desk.texts(COACH) if "Wat is de reden?" in text]
    assert answered and all(text.startswith(f"Zaak {number}:") for text in answered)


def test_a_no_that_closes_the_case_shows_what_is_open_as_any_closing() -> None:
    """P000 A000-22: the pupil keeps it with the confidant."""
    at_gate = replace(
        card(Walk(shipped_protocol("kluiverboom")).case, PlainDays(), MONDAY.date()),
        gate=GateOffer("Gaat het verder?", (), RoleExpr(role="first_contact"), False, "close", yes_step="Stap 1"),
    )
    scene = CardScene(number=1, revision=1, card=at_gate, pupils={}, today=MONDAY.date())
    given = beginning(Act.DECISION, scene, ())
    facts = CaseFacts(spoken, MONDAY.date(), (), lambda answers: None, open_work=OpenWork("• Praat", needs_why=True))
    reason = DECISION.questions["case_reason"]
    after = {
        said: [
            branch.to for branch in reason.branches if branch.when.holds(Scene({**given, "case_passed": said}, facts))
        ]
        for said in ("yes", "no")
    }
    assert (after["no"][0], after["yes"][0]) == ("case_close", None)
    parts = DECISION.questions["case_passed"].parts(DECISION.questions["case_passed"], Scene(given, facts))
    assert "Mag de zaak verder naar Stap 1?" in [spoken(part) for part in parts] and "• Praat" in parts


async def test_a_closed_card_says_what_to_do_when_it_begins_again(desk: CaseDesk) -> None:
    number = await looked_back(desk)
    await desk.open_card(COACH, number)
    assert "Begint het weer?" not in desk.last(COACH).text
    await desk.tap(COACH, "Mag het dicht?")
    await desk.answers(COACH, "Ja", "Ja, dit klopt")
    if not (await desk.case(number)).is_closed:
        await desk.types(COACH, "alles is gedaan")
        await desk.answers(COACH, "Ja, sluit de zaak")
    await desk.open_card(COACH, number)
    again = f"Begint het weer? Tik op ‘➕ Nieuwe zaak’ en schrijf erbij dat dit eerder zaak {number} was."
    assert again in desk.last(COACH).text
