"""Who has no part in a case is told that it is for information, and who gave a step away hears who took it up."""

from dataclasses import replace
from datetime import date

from bot.reading import reading_from_data
from bot.staff.case_telling import CaseTelling, change_of
from casework.case_commands import MarkDone, RecordConsent, RecordOutcome
from tests.staff.case_desk import COACH, COORDINATOR
from tests.staff.case_desks import Desks, may_read_too


async def test_who_has_no_work_in_a_case_gets_a_card_to_read_and_nothing_to_do(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    guard = next(one for one in desk.house.school.people if desk.house.school.roles_of(one) == ("staff_any",))
    await may_read_too(desk, number, guard)
    await desk.open_card(guard, number)
    assert "ter informatie" in desk.last(guard).text
    assert set(desk.labels(guard)) == {"Lezen", "Namen en notities", "Begeleidingsverslag"}


async def test_handing_over_says_who_has_it_and_that_one_will_hear(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.open_card(COACH, number)
    for label in ("Meer", "Samen met anderen", "Overdragen"):
        await desk.tap(COACH, label)
    await desk.answers(COACH, "Karin Visser", "ik ben een week weg")
    assert "Overgedragen aan mevrouw Visser." in desk.texts(COACH)[-2]
    assert "Doe jij dat?" not in desk.last(COACH).text
    lines = [line.who for line in await desk.duties() if line.case == number]
    assert lines
    assert all(COORDINATOR in who and COACH not in who for who in lines)
    await desk.open_card(COORDINATOR, number)
    await desk.tap(COORDINATOR, "Ik pak dit op")
    assert desk.texts(COACH)[-1] == f"Zaak {number}: mevrouw Visser heeft Stap 0 opgepakt."


async def test_who_only_hears_of_it_is_told_that_it_is_for_information(desks: Desks) -> None:
    """P003 A003-2: the coordinator hears that it plays, and has nothing to do in step 1."""
    desk, number = await desks.with_case("oplossingsgericht")
    on_day = date(2026, 11, 23)
    talks = (MarkDone("talk_victim", on_day), RecordConsent("talk_bullies", given=True))
    await desk.does(number, *talks, RecordOutcome("who_is_involved", on_day, "same_class"))
    assert desk.texts(COORDINATOR) == [f"Ter informatie: zaak {number} is in Stap 1."]
    await desk.tap(COORDINATOR, "Open de kaart")
    assert "Deze stap is nu aan" not in desk.last(COORDINATOR).text
    assert not any(label.startswith(("Gedaan", "Uitkomst", "Ik pak")) for label in desk.labels(COORDINATOR))


async def test_in_which_step_a_case_is_is_said_once_to_who_only_hears_of_it(desks: Desks) -> None:
    """P002 N-36: more than one thing that is done in a step is for the same people to know."""
    desk, number = await desks.with_case("oplossingsgericht")
    on_day = date(2026, 11, 23)
    before = await desk.case(number)
    talks = (MarkDone("talk_victim", on_day), RecordConsent("talk_bullies", given=True))
    await desk.does(number, *talks, RecordOutcome("who_is_involved", on_day, "same_class"))
    case_file = await desk.case_file(number)
    change = change_of(before, case_file.events[-1:], COACH)
    telling, reading = CaseTelling(desk.house), reading_from_data(case_file.reading)
    assert COORDINATOR in telling.to_tell(case_file, replace(reading, informed=()), change)
    assert COORDINATOR not in telling.to_tell(case_file, reading, change)
