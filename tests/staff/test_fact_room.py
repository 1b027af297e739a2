"""What can be established from the card: the protocol's own questions, and those about facts on which much depends."""

from datetime import date

import pytest

from bot.spoken import spoken
from bot.staff.fact_words import values_of
from casework.case_commands import EstablishFact, RecordOutcome
from casework.case_events import Acknowledged, ActionDone, FactEstablished, StepOpened
from casework.conditions import Scalar
from casework.fact_questions import answer_that_opens, counts_at_once, establishable_facts, fact_asks, question_about
from casework.protocol import Protocol, shipped_protocol, shipped_protocol_ids
from casework.protocol_model import RoleExpr
from tests.casework.cases import Walk
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import TEAM_LEAD, Desks, may_read_too, to_view
from tests.staff.parents import notes_of


async def asks(desk: CaseDesk, number: int, question: str, person: str = COACH) -> None:
    """Tap the number of this question."""
    await to_view(desk, number, "Meer", "Leg vast", person=person)
    lines = desk.last(person).text.splitlines()
    place = next(line.partition(".")[0] for line in lines if question in line)
    await desk.tap(person, f"Vraag {place}")


async def test_a_fact_is_established_with_what_is_known_now_beside_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Gebeurt het ook online?")
    await desk.answers(COACH, "Ja", "Overslaan")
    assert (await desk.case(number)).facts()["online"] is True
    await to_view(desk, number, "Meer", "Leg vast", person=COACH)
    assert "Gebeurt het ook online?\nNu: Ja." in desk.last(COACH).text


async def test_a_question_with_values_offers_them(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, EstablishFact("online", value=True))
    await asks(desk, number, "Wat is er online gebeurd?")
    labels = desk.labels(COACH)
    assert len(labels) > 4
    await desk.answers(COACH, labels[0], "Overslaan")
    assert (await desk.case(number)).facts()["online_category"]
    await to_view(desk, number, "Meer", "Leg vast", person=COACH)
    assert f"Nu: {labels[0]}." in desk.last(COACH).text


async def test_a_fact_of_another_role_is_refused_before_anything_is_asked_and_that_role_can_be_asked(
    desks: Desks,
) -> None:
    """P000 A000-13: whether safety cannot be kept is not the coach's to say."""
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Zijn er duidelijke signalen")
    assert "Hierover beslist: bouwcoördinator" in desk.last(COACH).text
    await desk.tap(COACH, "Vraag bouwcoördinator")
    assert "of jij hierover wilt beslissen: Zijn er duidelijke signalen" in desk.last(TEAM_LEAD).text
    await asks(desk, number, "Zijn er duidelijke signalen", TEAM_LEAD)
    await desk.answers(TEAM_LEAD, "Ja")
    assert "reden" in desk.last(TEAM_LEAD).text
    await desk.types(TEAM_LEAD, "er is gedreigd")
    assert (await desk.case(number)).facts()["safety_signal"] is True
    await may_read_too(desk, number, COORDINATOR)
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", person=TEAM_LEAD)
    assert any(label.startswith("Naar Stap 5") for label in desk.labels(TEAM_LEAD))


async def test_a_step_that_is_blocked_can_be_said_where_the_protocol_uses_it(desks: Desks) -> None:
    """P003: then the antipestcoördinator is asked."""
    desk, number = await desks.with_case("oplossingsgericht")
    await asks(desk, number, "Loopt deze stap vast?")
    await desk.answers(COACH, "Ja", "de leerling durft niet meer")
    case = await desk.case(number)
    assert case.facts()["step_blocked"] is True
    other, another = await desks.with_case("noordhoek")
    await to_view(other, another, "Meer", "Leg vast", person=COACH)
    assert "Loopt deze stap vast?" not in other.last(COACH).text


APC = "nienke_dijkstra"


async def test_who_is_to_be_consulted_about_a_blocked_step_hears_with_whom_and_by_when(desks: Desks) -> None:
    """P003 N-64; also whoever heard for information before that the case is in this step."""
    desk, number = await desks.with_case("oplossingsgericht")
    await asks(desk, number, "Loopt deze stap vast?")
    await desk.answers(COACH, "Ja", "de leerling durft niet meer")
    by_when = "mevrouw De Boer overlegt met jou over Stap 1, uiterlijk maandag 30 november"
    assert by_when in desk.last(APC).text
    (line,) = [one for one in await desk.duties() if "Overleg met de antipest" in str(one.what)]
    assert (line.who, line.due_on) == ((COACH,), date(2026, 11, 30))
    await desk.tap(APC, "Open de kaart")
    assert "Je hoeft niets te doen" not in desk.last(APC).text
    assert "overlegt met jou, uiterlijk maandag 30 november: Overleg met de antip" in desk.last(APC).text
    today = desk.now.date()
    await desk.does(number, RecordOutcome("consult_apc_step_1", today, "wait", note="note"))
    await desk.open_card(APC, number)
    assert "overlegt met jou" not in desk.last(APC).text
    before = len(desk.texts(APC))
    await asks(desk, number, "Loopt deze stap vast?")
    await desk.answers(COACH, "Ja", "het lukt weer niet")
    assert by_when in "".join(desk.texts(APC)[before:])


async def test_what_is_no_fact_of_this_protocol_is_not_asked(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await to_view(desk, number, "Meer", "Leg vast", person=COACH)
    assert "Hoe ernstig is het?" not in desk.last(COACH).text
    assert "Gebeurt het ook online?" in desk.last(COACH).text
    await desk.does(number, EstablishFact("online", value=True))
    assert "online_plan" in (await desk.case(number)).triggered


async def test_what_was_written_at_an_answer_stands_below_the_question_and_the_answer(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, EstablishFact("online", value=True))
    await asks(desk, number, "Wat is er online gebeurd?")
    chosen = desk.labels(COACH)[0]
    await desk.answers(COACH, chosen, "in de groepsapp")
    told = await notes_of(desk, number)
    assert f"· Wat is er online gebeurd?\n\nAntwoord: {chosen}\n\nin de groepsapp" in told


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_every_question_that_can_be_answered_can_be_read_back(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    case = Walk(protocol).case
    for ask in fact_asks(case):
        found = question_about(case, ask.fact)
        assert found is not None and {one for one, _ in values_of(found)} >= {one for one, _ in ask.values}, ask.fact
    for fact in establishable_facts(protocol):
        asked = question_about(case, fact)
        for value, words in () if asked is None else values_of(asked):
            assert spoken(words), (fact, value)
    assert question_about(case, "weather") is None


async def test_an_answer_that_opens_another_step_says_so_below_it_with_a_button_and_on_the_card(desks: Desks) -> None:
    """P000 A000-18: that it is bullying opens step 2; the case does not go there by itself."""
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Is het pesten?")
    await desk.answers(COACH, "Ja", "Overslaan")
    assert (await desk.case(number)).step_key == "1a"
    told, card = desk.chats[COACH][-2:]
    assert "Stap 2 mag nu ook beginnen: Het is pesten. Dat beslis jij." in told.text
    assert "Stap 2 mag nu ook beginnen: Het is pesten. Dat beslis jij." in card.text
    assert [spoken(button.label) for button in told.buttons] == ["Naar Stap 2: Het is pesten"]
    assert "Naar Stap 2: Het is pesten" in [spoken(button.label) for button in card.buttons]
    await desk.tap_data(COACH, told.buttons[0].data, told.id)
    assert "Naar Stap 2: Het is pesten" in desk.last(COACH).text
    await desk.answers(COACH, "het gebeurt elke week", "Ja, ga naar deze stap")
    assert (await desk.case(number)).step_key == "2a"


async def test_an_answer_that_opens_nothing_says_nothing_of_other_ways(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Is het pesten?")
    await desk.answers(COACH, "Nee", "Overslaan")
    assert not any("nog een weg" in text for text in desk.texts(COACH))
    assert "mag nu ook beginnen" not in desk.last(COACH).text


async def test_a_way_that_an_answer_opened_is_said_once_below_an_answer(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Is het pesten?")
    await desk.answers(COACH, "Ja", "Overslaan")
    await asks(desk, number, "Gebeurt het ook online?")
    await desk.answers(COACH, "Nee", "Overslaan")
    assert len([text for text in desk.texts(COACH) if "nog een weg" in text]) == 1
    assert "Stap 2 mag nu ook beginnen" in desk.last(COACH).text


async def test_who_has_the_case_hears_of_a_track_that_fits_by_their_answer(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Gaat het om een bericht, beeld of opname die niet kan")
    await desk.answers(COACH, "Ja", "Overslaan")
    told = desk.chats[COACH][-2]
    assert "past een andere route van het protocol" in told.text
    assert [spoken(button.label) for button in told.buttons] == ["Naar de route: Over een bericht, beeld…"]


async def at_the_gate_of_step_4(desks: Desks, protocol: str | Protocol = "splitting") -> tuple[CaseDesk, int]:
    desk, number = await desks.with_case(protocol)
    for person in (TEAM_LEAD, COORDINATOR):
        await may_read_too(desk, number, person)
    opened = StepOpened(at=desk.now, by=COACH, step="4")
    announced = ActionDone(at=desk.now, by=TEAM_LEAD, action="announce", on=desk.now.date())
    await desk.happens(number, opened, Acknowledged(at=desk.now, by=TEAM_LEAD), announced)
    return desk, number


async def answers_the_gate(desk: CaseDesk, number: int, person: str) -> str:
    """Nothing is solved; what is said to that."""
    await desk.open_card(person, number)
    await desk.tap(person, "Is het opgelost?")
    await desk.answers(person, "Nee", "Nee", "Nee")
    return desk.last(person).text


async def test_a_step_that_waits_for_a_signal_is_named_with_the_question_and_that_it_is_theirs_to_answer(
    desks: Desks,
) -> None:
    """P000 A000-13: step 5 begins after a signal that it is not safe."""
    desk, number = await at_the_gate_of_step_4(desks)
    told = await answers_the_gate(desk, number, TEAM_LEAD)
    assert "Stap 5 kan nog niet beginnen." in told
    assert "Zijn er duidelijke signalen dat school niet veilig is? Het antwoord moet zijn: Ja." in told
    assert "Dat kun jij vastleggen." in told
    await desk.does(number, EstablishFact("safety_signal", value=True, note="note"), person=TEAM_LEAD)
    assert "kan nog niet beginnen" not in await answers_the_gate(desk, number, TEAM_LEAD)


async def test_who_may_not_answer_that_question_hears_whose_it_is_by_role_and_name(desks: Desks) -> None:
    """At a school where only the confidants say that safety is at stake."""
    splitting = shipped_protocol("splitting")
    only_they = splitting.facts["safety_signal"].model_copy(update={"by": RoleExpr(role="confidant")})
    protocol = splitting.model_copy(update={"facts": {**splitting.facts, "safety_signal": only_they}})
    desk, number = await at_the_gate_of_step_4(desks, protocol)
    told = await answers_the_gate(desk, number, TEAM_LEAD)
    names = ", ".join(map(desk.house.name_of, desk.house.school.people_in_role("confidant")))
    assert f"Dat kan worden vastgelegd door: vertrouwenspersoon ({names})." in told


def test_a_question_that_alone_opens_no_step_is_not_named() -> None:
    splitting = shipped_protocol("splitting")
    asked = answer_that_opens(Walk(splitting).case, "5")
    assert asked is not None and (asked[0].fact, asked[1]) == ("safety_signal", True)
    assert answer_that_opens(Walk(splitting).case, "1a") is None
    known = Walk(splitting).does(EstablishFact("safety_signal", True, note="note")).case
    assert answer_that_opens(known, "5") is None
    assert answer_that_opens(Walk(shipped_protocol("kluiverboom"), victim=None).case, "1") is None


async def test_that_it_is_serious_counts_before_the_reason_is_written_which_stands_below_it_after(
    desks: Desks,
) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await asks(desk, number, "Hoe ernstig is het?")
    serious = "Ernstig, het kan niet wachten"
    await desk.answers(COACH, serious)
    assert (await desk.case(number)).facts()["severity"] == "serious"
    assert "Dit antwoord staat nu in de zaak." in desk.texts(COACH)[-2]
    await desk.answers(COACH, "met een mes gedreigd")
    assert f"Antwoord: {serious}\n\nmet een mes gedreigd" in await notes_of(desk, number)
    said = [one for one in (await desk.case_file(number)).events if isinstance(one, FactEstablished)]
    assert [one.fact for one in said].count("severity") == 1


@pytest.mark.parametrize(
    ("protocol_id", "fact", "value", "at_once"),
    [
        ("het-sticht", "naked_picture", True, True),
        ("het-sticht", "naked_picture", False, False),
        ("het-sticht", "home_unsafe", True, True),
        ("het-sticht", "home_unsafe", False, False),
        ("het-sticht", "offender_known", True, False),
        ("kluiverboom", "online_category", "unwanted_sexual", True),
        ("kluiverboom", "severity", "serious", True),
        ("kluiverboom", "recurrence", True, True),
        ("splitting", "trusts_contact", False, False),
    ],
)
def test_what_holds_back_or_weighs_more_counts_at_once_and_what_may_take_the_case_away_does_not(
    protocol_id: str, fact: str, value: Scalar, *, at_once: bool
) -> None:
    assert counts_at_once(shipped_protocol(protocol_id), fact, value) is at_once


async def test_a_way_that_an_answer_opened_which_counted_at_once_is_said_below_its_note(desks: Desks) -> None:
    desk, number = await at_the_gate_of_step_4(desks)
    await asks(desk, number, "Zijn er duidelijke signalen dat school niet veilig is?", TEAM_LEAD)
    await desk.answers(TEAM_LEAD, "Ja")
    assert (await desk.case(number)).facts()["safety_signal"] is True
    await desk.answers(TEAM_LEAD, "er is gevochten")
    assert len([text for text in desk.texts(TEAM_LEAD) if "nog een weg in het protocol" in text]) == 1
