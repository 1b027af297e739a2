"""A case on the confidant's line when the pupil is asked whether the first contact may take it up (A000-22)."""

from typing import Any

import pytest

from bot.reading import Reading, reading_from_data
from casework.case_commands import AnswerGate, Command, EstablishFact, MarkDone, OpenStep, RecordOutcome
from tests.staff.case_desk import COACH, CONFIDANT, CaseDesk, read_by_coach
from tests.staff.case_desks import MONDAY, Desks

TODAY = MONDAY.date()
COACHS_STEP = {"splitting": "1a", "noordhoek": "A1"}
TALK = {
    "splitting": (MarkDone("talk_in_confidence", TODAY), RecordOutcome("agree_further", TODAY, "with_coach")),
    "noordhoek": (MarkDone("talk_confidant", TODAY), RecordOutcome("choose_way", TODAY, "with_mentor")),
}
GATE = {
    "splitting": AnswerGate({"pupil_agrees": True}),
    "noordhoek": AnswerGate({"talk_is_enough": False}),
}


async def confidants_case(desks: Desks, protocol: str, **changes: Any) -> tuple[CaseDesk, int]:
    reading = read_by_coach(MONDAY, reader=CONFIDANT, via_confidant=True, **changes)
    desk = await desks.opened(protocol)
    number = await desk.open_case(reading, via_confidant=True)
    await desk.take_up(number, CONFIDANT)
    return desk, number


async def reading_now(desk: CaseDesk, number: int) -> Reading:
    return reading_from_data((await desk.case_file(number)).reading)


@pytest.mark.parametrize("protocol", ["splitting", "noordhoek"])
async def test_the_yes_that_the_protocol_asked_hands_it_to_the_first_contact_in_the_same_act(
    desks: Desks, protocol: str
) -> None:
    desk, number = await confidants_case(desks, protocol)
    await desk.does(number, *TALK[protocol], person=CONFIDANT)
    assert desk.texts(COACH) == []
    await desk.does(number, GATE[protocol], person=CONFIDANT)
    reading = await reading_now(desk, number)
    assert (await desk.case(number)).step_key == COACHS_STEP[protocol]
    assert (reading.via_confidant, reading.reader, reading.taken_up_by) == (False, COACH, None)
    assert len(desk.texts(COACH)) == 1
    await desk.open_card(CONFIDANT, number)
    assert "blijft bij de vertrouwenspersoon" not in desk.last(CONFIDANT).text
    await desk.take_up(number, COACH)
    assert (await desk.case(number)).acknowledged


async def test_without_a_yes_of_the_pupil_the_next_step_stays_with_the_confidant(desks: Desks) -> None:
    """Neither for danger, nor because the report said that the pupil can talk with the mentor."""
    danger: tuple[Command, ...] = (
        EstablishFact("safety_signal", True, note="note"),
        OpenStep("1a", reason="note"),
    )
    alone: tuple[Command, ...] = (
        MarkDone("talk_confidant", TODAY),
        RecordOutcome("choose_way", TODAY, "without_mentor"),
        AnswerGate({"talk_is_enough": False}),
    )
    for protocol, facts, commands in (("splitting", {}, danger), ("noordhoek", {"trusts_contact": True}, alone)):
        desk, number = await confidants_case(desks, protocol, facts=facts)
        await desk.does(number, *commands, person=CONFIDANT)
        assert (await desk.case(number)).step_key == COACHS_STEP[protocol]
        assert (await reading_now(desk, number)).via_confidant
        assert desk.texts(COACH) == []
