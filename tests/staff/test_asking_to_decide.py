"""Asking somebody with another role: first whether to, then exactly that question there, and the answer comes back."""

from dataclasses import replace

from bot.spoken import spoken
from bot.staff.card_scene import Asked, CardScene
from bot.staff.means_room import asked_about
from casework.case_commands import Acknowledge, AddPupil, EstablishFact, OpenStep
from casework.case_view import card
from casework.gate_offers import GateOffer, GateQuestionAsk, StepOffer
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from casework.school import School
from tests.casework.cases import Walk
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import HEAD, TEAM_LEAD, Desks, may_read_too
from tests.staff.test_fact_room import asks
from tests.staff.test_means_room import page_of
from tests.staff.test_series_on_card import at_step_7


async def asked_for_room_008(desk: CaseDesk, number: int) -> None:
    await page_of(desk, number, "Lokaal 008, langer")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COACH, "Vraag leerlingcoördinator")


async def test_nobody_reads_along_before_it_was_said_that_they_will(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await page_of(desk, number, "Lokaal 008, langer")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    assert "leest deze zaak daarna mee" in desk.last(COACH).text
    assert desk.texts(COORDINATOR) == []
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    assert "Beantwoord de vraag" in desk.labels(COORDINATOR)


async def test_who_decides_can_say_no_with_a_reason_and_who_asked_hears_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asked_for_room_008(desk, number)
    await desk.tap(COORDINATOR, "Beantwoord de vraag")
    assert "Langer naar lokaal 008" in desk.last(COORDINATOR).text
    await desk.answers(COORDINATOR, "Nee, dit doen we niet", "de klas is daar te vol voor")
    assert "Het antwoord is nee." in desk.last(COACH).text
    assert "te vol" not in desk.last(COACH).text
    assert "room_008_longer" not in (await desk.case(number)).runs
    assert not any("er is iets besloten" in text for text in desk.texts(COACH))
    await desk.open_card(COACH, number)
    assert "Besloten op maandag 23 november: Langer naar lokaal 008" in desk.last(COACH).text
    assert "te vol" not in desk.last(COACH).text
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Namen en notities")
    label = (await desk.case(number)).protocol.intervention("room_008_longer").label
    assert f"{label}\n\nde klas is daar te vol voor" in desk.last(COACH).text


async def test_after_a_yes_it_is_started_and_who_asked_hears_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asked_for_room_008(desk, number)
    await desk.tap(COORDINATOR, "Beantwoord de vraag")
    await desk.answers(COORDINATOR, "Ja, dit doen we", "▢ leerling 1", "Verder", "Vandaag", "1 week", "Overslaan")
    assert (await desk.case(number)).runs["room_008_longer"]
    assert desk.last(COACH).text == f"Zaak {number}: mevrouw Visser heeft je vraag beantwoord."


async def test_the_button_opens_the_question_itself_also_when_the_case_went_on(desks: Desks) -> None:
    """P000 A000-13: whether safety cannot be kept is the teamleider's to say."""
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Zijn er duidelijke signalen")
    await desk.tap(COACH, "Vraag bouwcoördinator")
    await desk.does(number, EstablishFact("online", value=True))
    await desk.tap(TEAM_LEAD, "Beantwoord de vraag")
    assert desk.last(TEAM_LEAD).text.startswith(f"Zaak {number}:\n\nZijn er duidelijke signalen")
    await desk.answers(TEAM_LEAD, "Nee", "er is niets van gebleken")
    assert (await desk.case(number)).facts()["safety_signal"] is False
    assert "heeft je vraag beantwoord" in desk.last(COACH).text


async def test_a_question_that_needs_no_answer_any_more_says_so(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Zijn er duidelijke signalen")
    await desk.tap(COACH, "Vraag bouwcoördinator")
    events = len((await desk.case_file(number)).events)
    for places in ("9.9.9", "3.0.0", "1.99.0"):
        await desk.tap_data(TEAM_LEAD, f"v1:s.0:card-answer:{number}.{events}.{places}")
        assert "al beantwoord, of hij is niet meer nodig" in desk.last(TEAM_LEAD).text


async def test_who_was_asked_by_the_protocol_itself_is_not_offered_to_be_asked_again(desks: Desks) -> None:
    """P004: an offence is the board's to report, and the board hears of it at once."""
    described = example_school().model_dump()
    described["roles"]["management"] = {"title": "schoolleiding", "holders": [HEAD]}
    desk, number = await desks.with_case("het-sticht", school=School.model_validate(described))
    await at_step_7(desk, number)
    await may_read_too(desk, number, HEAD)
    await desk.does(number, EstablishFact("possible_offence", value=True, note="note"), person=HEAD)
    assert "board_charges" in (await desk.case(number)).triggered
    await page_of(desk, number, "Aangifte door")
    assert not any(label.startswith("Vraag ") for label in desk.labels(COACH))


async def signal_of_unsafety(desk: CaseDesk, number: int, person: str) -> None:
    await may_read_too(desk, number, person)
    await desk.does(number, EstablishFact("safety_signal", value=True, note="note"), person=person)


async def test_who_may_open_a_step_hears_it_once_what_it_waits_for_was_established_by_somebody_else(
    desks: Desks,
) -> None:
    """P000 A000-13: clear signals that school is not safe are said by several, step 5 is the teamleider's to open."""
    desk, number = await desks.with_case("splitting")
    assert "mag nu ook beginnen" not in desk.last(COACH).text
    await signal_of_unsafety(desk, number, COORDINATOR)
    assert f"Zaak {number}: Stap 5 mag nu beginnen. Jij beslist of dat gebeurt." in desk.last(TEAM_LEAD).text
    assert not any("Stap 7" in text for text in desk.texts(HEAD))
    await desk.tap(TEAM_LEAD, "Open de kaart")
    assert "Stap 5 mag nu ook beginnen: School is niet veilig genoeg. Dat beslis jij." in desk.last(TEAM_LEAD).text
    await desk.tap(TEAM_LEAD, "Naar Stap 5")
    await desk.answers(TEAM_LEAD, "het kan zo niet langer", "Ja")
    assert (await desk.case(number)).step_key == "5"


async def test_the_card_names_who_may_open_a_step_that_its_reader_may_not(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await signal_of_unsafety(desk, number, COORDINATOR)
    await desk.open_card(COACH, number)
    told = "Stap 5 mag nu ook beginnen: School is niet veilig genoeg. Dat beslist: bouwcoördinator ("
    assert f"{told}{desk.house.name_of(TEAM_LEAD)})." in desk.last(COACH).text
    assert not any(label.startswith("Naar Stap 5") for label in desk.labels(COACH))


async def test_who_would_be_asked_is_named_before_they_are(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Zijn er duidelijke signalen")
    assert f"Tik om het te vragen aan {desk.house.name_of(TEAM_LEAD)}." in desk.last(COACH).text


async def test_who_may_open_a_step_hears_it_once_and_not_again_in_each_later_step(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await signal_of_unsafety(desk, number, COORDINATOR)
    await desk.does(number, OpenStep("1b", reason="note"))
    assert sum("mag nu beginnen" in text for text in desk.texts(TEAM_LEAD)) == 1


def test_who_is_asked_at_the_end_of_a_step_reads_where_a_case_that_was_not_solved_goes() -> None:
    """P001 T-21: after "het is niet gestopt" nobody is asked whether the case may be closed."""
    walk = Walk(shipped_protocol("kluiverboom"), start="6").does(Acknowledge(), AddPupil("B", "bully"))
    asked = GateQuestionAsk("stopped", "Is het gestopt?", known=False)
    step = StepOffer("7", "Stap 7", "Weer samen om tafel", RoleExpr(role="year_coordinator"))
    gate = GateOffer("Mag het dicht?", (asked,), RoleExpr(role="year_coordinator"), True, "7", step)
    shown = replace(card(walk.case, walk.calendar, walk.today), gate=gate)
    scene = CardScene(1, 1, shown, {"B": "bully"}, today=walk.today)
    found = asked_about(scene, walk.protocol, (Asked.GATE.value, 0))
    assert found is not None and spoken(found[1]) == "Verder naar Stap 7"
