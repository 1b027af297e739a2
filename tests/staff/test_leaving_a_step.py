"""Going on to another step out of order: what is dropped is named, and one "yes" after the reason brings it there."""

from datetime import date

from bot.staff.card_scene import CardScene
from bot.staff.case_closing import work_dropped
from casework.case import applied
from casework.case_commands import Acknowledge, AddPupil, EstablishFact, MarkDone, RecordOutcome
from casework.case_events import StepOpened
from casework.case_view import card
from casework.duties import duties
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk
from tests.staff.case_desk import COACH, CaseDesk
from tests.staff.case_desks import Desks, on, to_view

REASON = "Het gesprek is al geweest."
HEAD = "Let op, dit is nog niet gedaan."
STAYS = "Dit blijft staan, ook na deze stap:"
CALLS = ("Vertel de ouders van de gepeste leerling", "Vertel de ouders van de leerling die het deed")


async def asked_for_the_reason(desk: CaseDesk, number: int) -> str:
    """The first other step of the card; answers the words of the question."""
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "Naar ", person=COACH)
    return desk.last(COACH).text


async def test_what_is_open_is_named_before_the_reason_and_before_the_last_tap(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    asked = await asked_for_the_reason(desk, number)
    lines = [line for line in asked.splitlines() if line.startswith("• ")]
    assert HEAD in asked
    assert {"• Vraag de leerling wat hij of zij zelf wil", "• Zet de melding in SOM"} <= set(lines)
    before = (await desk.case(number)).step_key
    await desk.answers(COACH, REASON)
    assert (await desk.case(number)).step_key == before
    last = desk.last(COACH).text
    assert all(line in last for line in lines)
    assert f"“{REASON}”" in last
    assert desk.labels(COACH)[:2] == ["Ja, ga naar deze stap", "Nee, blijf in deze stap"]
    await desk.answers(COACH, "Ja, ga naar deze stap")
    assert (await desk.case(number)).step_key != before


async def test_a_no_after_the_reason_leaves_the_case_in_its_step(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    events = len((await desk.case_file(number)).events)
    await asked_for_the_reason(desk, number)
    await desk.answers(COACH, REASON, "Nee, blijf in deze stap")
    assert len((await desk.case_file(number)).events) == events
    assert any("De zaak blijft in deze stap." in text for text in desk.texts(COACH))


async def before_the_parents_are_told(desks: Desks) -> tuple[CaseDesk, int]:
    """P004, step 5: both homes are to hear what goes on."""
    desk, number = await desks.with_case("het-sticht")
    await desk.happens(number, StepOpened(at=desk.now, by=COACH, step="5", reason="note"))
    return desk, number


async def leaves(desk: CaseDesk, number: int) -> None:
    await asked_for_the_reason(desk, number)
    await desk.answers(COACH, REASON, "Ja, ga naar deze stap")


async def test_who_must_be_told_is_not_dropped_but_named_as_what_stays(desks: Desks) -> None:
    """P004 N-52."""
    desk, number = await before_the_parents_are_told(desks)
    asked = await asked_for_the_reason(desk, number)
    dropped, _, stays = asked.partition(STAYS)
    assert all(call in stays and call not in dropped for call in CALLS)
    await desk.answers(COACH, REASON)
    assert STAYS in desk.last(COACH).text


async def test_what_was_carried_over_from_a_step_before_is_named_as_what_stays_too(desks: Desks) -> None:
    """P004: who left step 5 early still tells both homes, also when step 6 is left."""
    desk, number = await before_the_parents_are_told(desks)
    await leaves(desk, number)
    asked = await asked_for_the_reason(desk, number)
    dropped, _, stays = asked.partition(STAYS)
    assert all(call in stays and call not in dropped for call in CALLS)
    named = {line.removeprefix("• ") for line in stays.splitlines() if line.startswith("• ")}
    await desk.answers(COACH, REASON, "Ja, ga naar deze stap")
    case = await desk.case(number)
    assert case.step_key == "7"
    assert named == {duty.label for duty in duties(case, desk.house.calendar) if duty.action and duty.step != "7"}


async def test_what_was_answered_with_not_yet_is_not_named_as_not_done(desks: Desks) -> None:
    """P004, step 3: whether you know who does it can be answered once more."""
    desk, number = await desks.with_case("het-sticht")
    await desk.happens(number, StepOpened(at=desk.now, by=COACH, step="3"))
    await desk.does(number, MarkDone("collect_evidence", desk.now.date()))
    question = "• Leg vast of je weet wie het doet"
    assert question in await asked_for_the_reason(desk, number)
    await desk.does(number, RecordOutcome("found_out", desk.now.date(), "not_known"))
    await desk.open_card(COACH, number)
    assert "✓ Leg vast of je weet wie het doet (maandag 23 november): Nee, nog niet" in desk.last(COACH).text
    assert question not in await asked_for_the_reason(desk, number)


async def test_it_is_reminded_of_until_it_was_told_or_somebody_says_why_not(desks: Desks) -> None:
    desk, number = await before_the_parents_are_told(desks)
    await leaves(desk, number)
    assert (await desk.case(number)).step_key == "6"
    on(desk, date(2026, 12, 1))
    await desk.sweep_at_once()
    assert all(any(call in text for text in desk.texts(COACH)) for call in CALLS)
    await desk.does(number, MarkDone("tell_bully_parents", date(2026, 12, 1)))
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "Iets overslaan", person=COACH)
    await desk.tap(COACH, "Overslaan: Bel ouders")
    await desk.answers(COACH, "De ouders waren er al bij.")
    assert "tell_victim_parents" in (await desk.case(number)).skipped
    before = len(desk.texts(COACH))
    on(desk, date(2026, 12, 2))
    await desk.sweep_at_once()
    assert not any(call in text for text in desk.texts(COACH)[before:] for call in CALLS)


async def test_nobody_is_reminded_of_telling_a_home_that_is_not_safe(desks: Desks) -> None:
    desk, number = await before_the_parents_are_told(desks)
    await desk.does(number, EstablishFact("home_unsafe", value=True, note="note"))
    asked = await asked_for_the_reason(desk, number)
    assert not any(call in asked for call in CALLS)
    await desk.answers(COACH, REASON, "Ja, ga naar deze stap")
    before = len(desk.texts(COACH))
    on(desk, date(2026, 12, 1))
    await desk.sweep_at_once()
    assert not any(call in text for text in desk.texts(COACH)[before:] for call in CALLS)


async def test_who_led_the_step_is_reminded_of_it_also_when_others_lead_the_next(desks: Desks) -> None:
    """P002 N-33: the mentor tells the CSV and the zorgteam, also when the MT goes on with it already."""
    desk, number = await desks.with_case("noordhoek")
    await leaves(desk, number)
    assert (await desk.case(number)).step_key == "A2"
    before = len(desk.texts(COACH))
    on(desk, date(2026, 12, 1))
    await desk.sweep_at_once()
    assert any("Meld het bij het MT, de CSV en het zorgteam" in text for text in desk.texts(COACH)[before:])


def test_talks_that_go_on_under_the_next_step_are_not_named_as_dropped() -> None:
    """P000 A000-4: the weekly talks of step 3 are those of step 4."""
    walk = Walk(shipped_protocol("splitting"), start="3b").does(Acknowledge(), AddPupil("B", "bully"))
    scene = CardScene(1, 1, card(walk.case, walk.calendar, walk.today), {"B": "bully"}, today=walk.today)
    assert "good_moments" in {duty.action for duty in scene.card.duties}
    after = applied(walk.case, StepOpened(at=walk.now, by="mentor", step="4", reason="note"))
    dropped = work_dropped(scene, after, walk.calendar)
    assert "• " in dropped and "goede momenten" not in dropped
