"""A deputy decides while the holder is there: the question says for whom, and the holder hears of it."""

import pytest

from bot.spoken import spoken
from casework.case_events import Acknowledged, StepOpened
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk, Shown
from tests.staff.case_desks import HEAD, TEAM_LEAD, Desks, may_read_too
from tests.staff.test_asking_to_decide import asked_for_room_008
from tests.staff.test_fact_room import asks
from tests.staff.test_means_room import page_of

DEPUTY, COVERS = "ilse_hoekstra", "pieter_bakker"
"""Of the coordinator, and of the coach."""

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


async def asked_for_room(desks: Desks) -> tuple[CaseDesk, int]:
    """P000: the coach asked the coordinator, whose deputy reads it too."""
    desk, number = await desks.with_case("splitting")
    await desk.tie(DEPUTY)
    await asked_for_room_008(desk, number)
    await may_read_too(desk, number, DEPUTY)
    assert "Beantwoord de vraag" in desk.labels(COORDINATOR)
    return desk, number


def asked_of_the_coordinator(desk: CaseDesk) -> Shown:
    return next(shown for shown in desk.chats[COORDINATOR] if "of jij hierover wilt beslissen" in shown.text)


@pytest.mark.parametrize(
    ("decides", "said"),
    [
        (DEPUTY, "wat je hier werd gevraagd, heeft mevrouw Hoekstra beantwoord. Je hoeft hier niets meer te doen."),
        (COORDINATOR, "wat je hier werd gevraagd, heb je beantwoord."),
    ],
)
async def test_what_the_holder_was_asked_says_that_it_is_answered_and_by_whom(
    desks: Desks, decides: str, said: str
) -> None:
    desk, number = await asked_for_room(desks)
    asked = asked_of_the_coordinator(desk)
    await page_of(desk, number, "Lokaal 008, langer", decides)
    await desk.tap(decides, "Start")
    assert "of jij hierover wilt beslissen" in asked.text
    await desk.answers(decides, "▢ leerling 1", "Verder", "Vandaag", "1 week", "Overslaan")
    assert (await desk.case(number)).runs["room_008_longer"]
    assert asked.text == f"Zaak {number}: {said}"
    assert [spoken(button.label) for button in asked.buttons] == ["Open de kaart"]


@pytest.mark.parametrize(
    "answers",
    [
        ("Nee, dit doen we niet", "het is te vroeg"),
        ("Ja, dit doen we", "▢ leerling 1", "Verder", "Vandaag", "1 week", "Overslaan"),
    ],
)
async def test_what_was_answered_at_the_message_itself_says_so(desks: Desks, answers: tuple[str, ...]) -> None:
    desk, number = await asked_for_room(desks)
    asked = asked_of_the_coordinator(desk)
    await desk.tap(COORDINATOR, "Beantwoord de vraag")
    await desk.answers(COORDINATOR, *answers)
    assert asked.text == f"Zaak {number}: wat je hier werd gevraagd, heb je beantwoord."


async def test_what_was_asked_stays_while_only_something_else_was_answered(desks: Desks) -> None:
    desk, number = await asked_for_room(desks)
    await asks(desk, number, "Gebeurt het ook online?", COORDINATOR)
    await desk.answers(COORDINATOR, "Ja", "Overslaan")
    assert "of jij hierover wilt beslissen" in asked_of_the_coordinator(desk).text


async def test_a_question_of_fact_says_as_well_in_whose_place_it_is_answered(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.tie(COVERS)
    await may_read_too(desk, number, COVERS)
    await asks(desk, number, "Is het pesten?", COVERS)
    assert "Hierover beslist mevrouw De Boer (mentor). Jij doet dit nu als vervanger." in desk.last(COVERS).text
    await desk.answers(COVERS, "Ja", "Overslaan")
    (told,) = [text for text in desk.texts(COACH) if TOLD in text]
    assert told.startswith(f"Zaak {number}: meneer Bakker ")


async def test_who_is_asked_a_question_of_fact_reads_nothing_of_a_deputy(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "Is het pesten?")
    assert "als vervanger" not in desk.last(COACH).text
