"""A deputy decides while the holder is there: the question says for whom, and the holder hears of it."""

from casework.case_events import Acknowledged, StepOpened
from tests.staff.case_desk import COACH, CaseDesk
from tests.staff.case_desks import HEAD, TEAM_LEAD, Desks, may_read_too

FOR_THE_HEAD = "Hierover beslist mevrouw Smit (vestigingsdirecteur). Jij doet dit nu als vervanger."
TOLD = "heeft als vervanger iets besloten waarover jij beslist."


async def at_the_head(desks: Desks) -> tuple[CaseDesk, int]:
    """P001, step 8, which both the head and the deputy read."""
    desk, number = await desks.with_case("kluiverboom")
    await desk.happens(number, StepOpened(at=desk.now, by=COACH, step="8"), Acknowledged(at=desk.now, by=HEAD))
    for person in (TEAM_LEAD, HEAD):
        await may_read_too(desk, number, person)
    return desk, number


async def test_who_only_stands_in_is_told_for_whom_and_that_person_hears_it_without_content(desks: Desks) -> None:
    desk, number = await at_the_head(desks)
    await desk.open_card(TEAM_LEAD, number)
    await desk.tap(TEAM_LEAD, "Uitkomst: Komt er een schorsing?")
    assert FOR_THE_HEAD in desk.last(TEAM_LEAD).text
    assert not any(TOLD in text for text in desk.texts(HEAD))
    await desk.answers(TEAM_LEAD, "Er komt geen schorsing", "Vandaag", "het is te vroeg")
    (told,) = [text for text in desk.texts(HEAD) if TOLD in text]
    assert told.startswith(f"Zaak {number}: meneer Mulder ") and "schorsing" not in told


async def test_who_holds_the_role_is_told_nothing_of_that(desks: Desks) -> None:
    desk, number = await at_the_head(desks)
    await desk.open_card(HEAD, number)
    await desk.tap(HEAD, "Uitkomst: Komt er een schorsing?")
    assert "als vervanger" not in desk.last(HEAD).text
    await desk.answers(HEAD, "Er komt geen schorsing", "Vandaag", "het is te vroeg")
    assert not any(TOLD in text for text in (*desk.texts(HEAD), *desk.texts(TEAM_LEAD)))
