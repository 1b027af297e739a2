"""Telling on the very day of the agreements how it went: asked once, never refused."""

from datetime import date

from casework.case_commands import MarkDone, ReportSignal
from tests.staff.case_desk import COACH, CaseDesk
from tests.staff.case_desks import on
from tests.staff.test_case_room import to_step_4

ASKED = (
    "Het terugkijken staat op de kaart voor maandag 7 december, dus over 14 dagen. Eerder mag. "
    "Hebben jullie nu al teruggekeken?"
)
SPOKEN = "Heb je met iedereen over wie dit gaat gepraat?"


async def test_who_looks_back_on_the_day_of_the_agreements_is_asked_once_and_may(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    assert ASKED in desk.last(COACH).text
    await desk.answers(COACH, "Ja, nu al")
    assert SPOKEN in desk.last(COACH).text
    await desk.answers(COACH, "Ja, met iedereen", "Het is niet gestopt", "Vandaag", "Overslaan")
    case = await desk.case(number)
    assert [done.answer for done in case.done["evaluate"]] == [None, "not_stopped"]


async def test_who_did_not_mean_it_keeps_the_day_that_it_has(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.answers(COACH, "Nee, dat komt nog")
    assert "evaluate" not in (await desk.case(number)).done
    assert f"Zaak {number}" in desk.last(COACH).text
    assert date(2026, 12, 7) in {duty.due_on for duty in await desk.duties()}


async def test_who_ticked_a_talk_is_not_asked_whether_it_is_early(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    victim = (await desk.case(number)).victim
    assert victim is not None
    await desk.does(number, MarkDone("evaluate", date(2026, 11, 23), participants=(victim,)))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    assert "Eerder mag" not in desk.last(COACH).text
    await desk.answers(COACH, "Ja, met iedereen", "Het gaat goed", "Vandaag", "Overslaan")
    assert (await desk.case(number)).last_answer((await desk.case(number)).step.actions[0]) == "going_well"


async def test_in_the_second_week_nothing_is_asked(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    on(desk, date(2026, 11, 30))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    assert SPOKEN in desk.last(COACH).text


async def test_after_a_signal_nothing_is_asked(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    await desk.does(number, ReportSignal())
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    assert SPOKEN in desk.last(COACH).text
