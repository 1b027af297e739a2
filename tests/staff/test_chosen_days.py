"""A day that somebody in the case chose is nobody's agreement, and nobody is asked to choose it any more."""

from datetime import date

from casework.case_commands import ChooseDate, MarkDone, RecordConsent, RecordOutcome
from casework.protocol import load_protocol, shipped_protocol_text
from tests.staff.case_desk import COACH, CaseDesk
from tests.staff.case_desks import MONDAY, Desks, on, to_view

LOOK_BACK = "Kijk met iedere leerling apart terug"
SCHOOLS = "Deze datum is een afspraak van de school."
CHOOSE = "Kies de dag zodra de afspraken er zijn."


async def agreed_on(desk: CaseDesk, number: int) -> None:
    """P003, step 1: the agreements are noted, and the look back is in two weeks."""
    today = MONDAY.date()
    await desk.does(number, MarkDone("log_signal", today), RecordOutcome("who_is_involved", today, "same_class"))
    await desk.does(number, MarkDone("talk_victim", today), RecordConsent("talk_bullies", given=True))
    await desk.does(number, MarkDone("talk_bullies", today), MarkDone("agreements_step_1", today))


async def line_of(desk: CaseDesk, number: int) -> str:
    await desk.open_card(COACH, number)
    return next(line for line in desk.last(COACH).text.splitlines() if LOOK_BACK in line)


async def test_until_it_is_chosen_the_card_says_so_and_then_shows_the_day_as_it_is(desks: Desks) -> None:
    """P003 A003-4."""
    desk, number = await desks.with_case("oplossingsgericht")
    await agreed_on(desk, number)
    assert (await line_of(desk, number)).endswith("*")
    await desk.does(number, ChooseDate("look_back_step_1", weeks=2))
    assert (await line_of(desk, number)).endswith("maandag 7 december")
    on(desk, date(2026, 12, 7))
    await desk.open_card(COACH, number)
    assert CHOOSE not in desk.last(COACH).text


async def test_a_tip_about_the_day_in_the_words_of_a_school_is_over_once_it_is_chosen(desks: Desks) -> None:
    own = shipped_protocol_text("oplossingsgericht").replace(f"label: {CHOOSE}", "label: Prik samen een moment.")
    desk, number = await desks.with_case(load_protocol(own, "own.yaml"))
    await agreed_on(desk, number)
    on(desk, date(2026, 12, 7))
    await desk.open_card(COACH, number)
    assert "Prik samen een moment." in desk.last(COACH).text
    await desk.does(number, ChooseDate("look_back_step_1", on=date(2026, 12, 7)))
    await desk.open_card(COACH, number)
    assert LOOK_BACK in desk.last(COACH).text
    assert "Prik samen een moment." not in desk.last(COACH).text


async def test_reminders_of_a_chosen_day_call_it_no_agreement_of_the_school(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await agreed_on(desk, number)
    await desk.does(number, ChooseDate("look_back_step_1", weeks=2))
    for day in (date(2026, 12, 7), date(2026, 12, 8)):
        on(desk, day)
        await desk.sweep_at_once()
    said = [text for text in desk.texts(COACH) if LOOK_BACK in text]
    [today] = [text for text in said if text.startswith(f"Vandaag: zaak {number}")]
    assert "afspraak van de school" not in today
    assert "Dit moest maandag 7 december klaar zijn." in said[-1]


async def _types_the_look_back(desk: CaseDesk, number: int, day: str) -> str:
    """What the coach reads between the answer and the new card."""
    await desk.open_card(COACH, number)
    before = len(desk.texts(COACH))
    await desk.tap(COACH, "Datum: ")
    await desk.types(COACH, day)
    return "\n".join(desk.texts(COACH)[before:-1])


async def test_a_typed_day_without_school_is_said_to_become_the_next_school_day(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await agreed_on(desk, number)
    said = await _types_the_look_back(desk, number, "5-12")
    assert "zaterdag 5 december, is geen schooldag. Het wordt maandag 7 december." in said


async def test_a_typed_school_day_is_not_said_to_move(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await agreed_on(desk, number)
    assert "geen schooldag" not in await _types_the_look_back(desk, number, "7-12")


async def test_a_day_to_which_a_duty_is_put_off_is_said_to_move_too(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await agreed_on(desk, number)
    await desk.does(number, ChooseDate("look_back_step_1", weeks=2))
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "Iets uitstellen", person=COACH)
    await desk.tap(COACH, "Uitstellen: ")
    await desk.answers(COACH, "12-12", "er is een studiedag")
    assert "zaterdag 12 december, is geen schooldag. Het wordt maandag 14 december." in "\n".join(desk.texts(COACH))
