"""The question at the end of a step: the look back says that it stopped, and the coach wants to look once more."""

from dataclasses import replace
from datetime import date

from bot.flows.case_answers import Act
from bot.flows.case_questions import CaseFacts
from bot.flows.events import CommandGiven
from bot.flows.gate_flow import DECISION
from bot.flows.question import Scene
from bot.spoken import spoken
from bot.staff.card_scene import CardScene
from bot.staff.case_start import beginning
from casework.case_offers import GateOffer
from casework.case_view import card
from casework.gate_offers import LookAgainOffer
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from tests.casework.cases import PlainDays, Walk
from tests.staff.case_desk import COACH, CaseDesk
from tests.staff.case_desks import MONDAY, on
from tests.staff.test_closing import looked_back

STAYS = "De zaak blijft open, in deze stap. Dit komt opnieuw: Kijk nog een keer kort terug. Klopt dat?"


async def to_the_gate(desk: CaseDesk) -> int:
    number = await looked_back(desk)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Mag het dicht?")
    return number


async def test_the_coach_looks_once_more_and_chooses_when(desk: CaseDesk) -> None:
    number = await to_the_gate(desk)
    assert [label for label in desk.labels(COACH) if label in ("Ja", "Nee", "We kijken nog een keer")] == [
        "Ja", "Nee", "We kijken nog een keer",
    ]  # fmt: skip
    await desk.answers(COACH, "We kijken nog een keer")
    assert STAYS in desk.last(COACH).text
    assert "nog niet gedaan" not in desk.last(COACH).text
    await desk.answers(COACH, "Ja, dit klopt")
    assert "Wanneer?" in desk.last(COACH).text
    await desk.answers(COACH, "6 weken")
    case = await desk.case(number)
    assert (case.step_key, case.is_closed) == ("4", False)
    assert case.chosen["second_evaluation"] == date(2027, 2, 15)
    assert "15 februari" in desk.last(COACH).text
    assert "Mag het dicht?" not in desk.labels(COACH)
    on(desk, date(2027, 2, 15))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk nog een keer")
    await desk.answers(COACH, "Ja, met iedereen", "Het is gestopt", "Vandaag", "Overslaan")
    await desk.tap(COACH, "Mag het dicht?")
    assert "We kijken nog een keer" in desk.labels(COACH)


async def test_who_goes_back_from_it_answers_the_question_anew(desk: CaseDesk) -> None:
    number = await to_the_gate(desk)
    await desk.answers(COACH, "We kijken nog een keer", "Nee, terug naar de vraag")
    assert "Is het pesten gestopt?" in desk.last(COACH).text
    await desk.answers(COACH, "We kijken nog een keer", "Terug", "Nee")
    assert "De zaak gaat naar Stap 5" in desk.last(COACH).text
    await desk.answers(COACH, "Ja, dit klopt")
    assert (await desk.case(number)).step_key == "5"


async def test_who_walks_away_from_it_goes_on_where_they_were(desk: CaseDesk) -> None:
    number = await to_the_gate(desk)
    await desk.answers(COACH, "We kijken nog een keer")
    await desk.send(COACH, CommandGiven("taken"))
    assert (await desk.case(number)).last_answer((await desk.case(number)).step.actions[1]) == "stopped"
    await desk.tap(COACH, "Verder")
    said = desk.last(COACH).text
    assert "Je koos al: We kijken nog een keer" in said and STAYS in said
    await desk.answers(COACH, "Ja, dit klopt")
    assert "Wanneer?" in desk.last(COACH).text


async def test_where_it_was_not_stopped_only_the_next_step_follows(desk: CaseDesk) -> None:
    number = await looked_back(desk, "not_stopped")
    await desk.open_card(COACH, number)
    assert "Mag het dicht?" not in desk.labels(COACH)
    await desk.tap(COACH, "Verder naar Stap 5")
    assert "We kijken nog een keer" not in desk.labels(COACH)


def test_a_decision_without_questions_has_the_same_answer() -> None:
    again = LookAgainOffer("follow", "We blijven volgen", "Ga na of het is gestopt")
    at_gate = card(Walk(shipped_protocol("kluiverboom")).case, PlainDays(), MONDAY.date())
    scene = CardScene(number=1, revision=1, card=at_gate, pupils={}, today=MONDAY.date())
    facts = CaseFacts(spoken, MONDAY.date(), (), lambda answers: None)
    shown = []
    for offered in (None, again):
        gate = GateOffer("Is deze zaak klaar?", (), RoleExpr(role="first_contact"), True, None, look_again=offered)
        given = beginning(Act.DECISION, _at(scene, gate), ())
        options = DECISION.questions["case_passed"].options(Scene(given, facts))
        shown.append([spoken(option.label) for option in options])
    assert shown == [["Ja", "Nee"], ["Ja", "Nee", "We blijven volgen"]]


def _at(scene: CardScene, gate: GateOffer) -> CardScene:
    return replace(scene, card=replace(scene.card, gate=gate))
