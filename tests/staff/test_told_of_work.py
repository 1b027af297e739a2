"""Who has something to do in what just began hears it at once, and in whose place it was taken up hears that."""

from datetime import date

from bot.flows.words import phrase
from bot.reading import reading_from_data
from bot.spoken import spoken
from bot.staff.case_telling import CaseTelling, change_of
from casework.case_commands import EstablishFact, StartIntervention
from casework.case_events import StepOpened
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import HEAD, TEAM_LEAD, Desks, may_read_too

WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)
BEGUN = "er is iets afgesproken. Jij hebt daarin ook iets te doen. Het staat op de kaart."


async def _sent_home(desks: Desks) -> tuple[CaseDesk, int]:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    started = StartIntervention("external_time_out", WEDNESDAY, FRIDAY, participants=("bully",))
    await desk.does(number, started, person=HEAD)
    return desk, number


async def test_who_has_work_by_the_start_of_a_means_hears_it_at_once_and_not_which_it_is(desks: Desks) -> None:
    """P001 A001-2, T-19: the mentor tells the victim, the team lead has the talk before the return."""
    desk, number = await _sent_home(desks)
    for person in (COACH, TEAM_LEAD):
        assert desk.texts(person)[-1] == f"Zaak {number}: {BEGUN}"
    assert not [text for text in desk.texts(HEAD) if BEGUN in text], "who started it knows it"


async def test_the_victim_is_told_on_the_first_day_of_a_measure(desks: Desks) -> None:
    """P001 A001-2."""
    desk, _ = await _sent_home(desks)
    told = [line for line in await desk.duties() if "dat er een maatregel is" in spoken(line.what)]
    assert [(line.who, line.due_on) for line in told] == [((COACH,), WEDNESDAY)]


async def test_who_has_work_in_a_step_that_waits_for_others_hears_it_when_it_begins(desks: Desks) -> None:
    """P001 step 6: the coordinator brings it to the team; after that the mentor looks back with everybody."""
    desk, number = await in_step(desks, "5")
    before = await desk.case(number)
    await desk.happens(number, StepOpened(at=desk.now, by=COORDINATOR, step="6"))
    case_file = await desk.case_file(number)
    change = change_of(before, case_file.events[-1:], COORDINATOR)
    told = CaseTelling(desk.house).to_tell(case_file, reading_from_data(case_file.reading), change)
    assert told[COACH][0] == phrase("case-notice-work", step="Stap 6")
    assert COORDINATOR not in told


async def test_whose_place_was_taken_in_a_step_hears_that_it_was_taken_up(desks: Desks) -> None:
    """P001 step 7: the team lead was asked to take it up, and the deputy brought it there and did."""
    desk, number = await in_step(desks, "7")
    await may_read_too(desk, number, TEAM_LEAD)
    await may_read_too(desk, number, COORDINATOR)
    await desk.take_up(number, COORDINATOR)
    assert desk.texts(TEAM_LEAD)[-1] == f"Zaak {number}: mevrouw Visser heeft Stap 7 opgepakt."


async def in_step(desks: Desks, last: str) -> tuple[CaseDesk, int]:
    """The coach brought the case to step 5, and from there the coordinator."""
    desk, number = await desks.with_case("kluiverboom")
    for step in ("4", "5", "6", "7"):
        if step <= last:
            by = COACH if step < "6" else COORDINATOR
            await desk.happens(number, StepOpened(at=desk.now, by=by, step=step))
    return desk, number
