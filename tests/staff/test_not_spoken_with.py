"""Telling how it went while somebody was not spoken with: the card asks, and no file tells of a talk that was not."""

from datetime import date

from casework.case_commands import AddPupil, MarkDone
from casework.log_entries import log_entries
from casework.log_texts import Names, log_texts
from tests.staff.case_desk import COACH, CaseDesk
from tests.staff.case_desks import on
from tests.staff.test_case_room import to_step_4

TALKED = date(2026, 12, 7)
CONCLUDED = date(2026, 12, 14)
ASKED = "Op de kaart staat nog niet dat je met leerling 1 en leerling 2 hebt gepraat. Heb je dat al gedaan?"


async def _spoken_with_the_victim(desk: CaseDesk) -> tuple[int, str]:
    """Two pupils bully; only the one who is bullied was spoken with. Answers the case and that pupil."""
    number = await to_step_4(desk)
    await desk.does(number, AddPupil("another", "bully"))
    victim = (await desk.case(number)).victim
    assert victim is not None
    on(desk, TALKED)
    await desk.does(number, MarkDone("evaluate", TALKED, participants=(victim,)))
    on(desk, CONCLUDED)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    return number, victim


async def _files(desk: CaseDesk, number: int) -> list[tuple[str | None, date, bool]]:
    """Each file that the look back is in: its pupil, the day, and whether the pupil was in a talk."""
    case_file = await desk.case_file(number)
    case = desk.office.folded(case_file)
    entry = next(one for one in log_entries(case) if one.id == "evaluate/evaluation/1")
    found = log_texts(case, case_file.events, entry, {}, Names({}))
    return [(one.file.pupil, one.on, one.with_own) for one in found]


async def test_who_tells_how_it_went_hears_with_whom_nobody_spoke_yet(desk: CaseDesk) -> None:
    number, _ = await _spoken_with_the_victim(desk)
    assert ASKED in desk.last(COACH).text
    assert desk.labels(COACH)[:3] == ["Ja, met iedereen gesproken", "Nee, nog niet", "Nee, toch de uitkomst"]
    await desk.answers(COACH, "Nee, nog niet")
    assert (await desk.case(number)).last_answer((await desk.case(number)).step.actions[0]) is None


async def test_a_yes_ticks_them_so_that_card_and_files_tell_with_whom_it_was(desk: CaseDesk) -> None:
    number, victim = await _spoken_with_the_victim(desk)
    await desk.answers(COACH, "Ja, met iedereen", "Het gaat goed", "Vandaag", "Overslaan")
    case = await desk.case(number)
    _, talks, concluded = case.done["evaluate"]
    assert {victim, *talks.participants} == set(case.pupils)
    assert (talks.on, concluded.answer) == (CONCLUDED, "going_well")
    others = [(pupil, CONCLUDED, True) for pupil in case.pupils if pupil != victim]
    assert await _files(desk, number) == [(victim, TALKED, True), *others]


async def test_who_concludes_without_them_keeps_it_out_of_their_files(desk: CaseDesk) -> None:
    """P001 step 4: the hint lets the mentor look back with the pupil to whom it happens alone."""
    number, victim = await _spoken_with_the_victim(desk)
    await desk.answers(COACH, "Nee, toch de uitkomst", "Het gaat goed", "Vandaag", "Overslaan")
    assert (await desk.case(number)).done["evaluate"][-1].answer == "going_well"
    assert await _files(desk, number) == [(victim, TALKED, True)]


async def test_all_spoken_with_at_once_are_ticked_too(desk: CaseDesk) -> None:
    number = await to_step_4(desk)
    on(desk, TALKED)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    assert "Nee, toch de uitkomst" not in desk.labels(COACH)
    await desk.answers(COACH, "Ja, met iedereen", "Het gaat goed", "Vandaag", "Overslaan")
    case = await desk.case(number)
    assert set(case.done["evaluate"][0].participants) == set(case.pupils)
    assert all(with_own for _, _, with_own in await _files(desk, number))
