"""What the card offers to whom: only what would be accepted from this reader, or a way to ask who decides."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.case_commands import AddPupil, CloseWith, HandOver, JoinCase, MarkDone, RecordConsent, Skip
from casework.protocol import shipped_protocol
from casework.wording import Refusal
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk, open_desk, read_by_coach
from tests.staff.case_desks import Desks, may_read_too
from tests.staff.test_means_room import to_step_6
from tests.staff.test_pupil_classes import COACH_1B, MONDAY

OF_THE_LEAD = (
    "Leerling toevoegen",
    "Overdragen",
    "Hoort bij een andere zaak",
    "De zaak anders sluiten",
    "Iets overslaan",
)
LISTS = (
    ("Voor een collega",),
    ("Meer", "Ook mogelijk in deze stap"),
    ("Meer", "Samen met anderen"),
    ("Meer", "Overslaan, uitstellen of sluiten"),
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[CaseDesk]:
    opened = await open_desk(tmp_path, example_school(), shipped_protocol("kluiverboom"), MONDAY)
    await opened.tie(*opened.house.school.people)
    yield opened
    await opened.database.close()
    await opened.vault.keys.close()


async def read_by_another(desk: CaseDesk) -> int:
    """The mentor of another class was asked to read along."""
    number = await desk.open_case(read_by_coach(desk.now, invited=(COACH_1B,)))
    await desk.take_up(number)
    return number


async def test_who_only_reads_the_case_can_do_nothing_to_it(desk: CaseDesk) -> None:
    number = await read_by_another(desk)
    today = desk.now.date()
    for command in (
        MarkDone("intake", today),
        Skip("intake", "reason"),
        RecordConsent("talk_bullies", given=True),
        AddPupil("B", "bully"),
        HandOver(COACH_1B),
        JoinCase("2"),
        CloseWith("not_true", "reason"),
    ):
        refused = await desk.perform(number, command, COACH_1B)
        assert isinstance(refused, Refusal), command
        assert refused.key in ("refusal-not-your-role", "refusal-not-the-lead")


async def offered(desk: CaseDesk, person: str, number: int) -> str:
    """What stands on all buttons of the card, and in the lists behind them."""
    found: list[str] = []
    for views in LISTS:
        await desk.open_card(person, number)
        for view in views:
            if any(label.startswith(view) for label in desk.labels(person)):
                found += desk.labels(person)
                await desk.tap(person, view)
        found += desk.labels(person)
    return "\n".join(found)


async def test_the_card_offers_a_reader_nothing_that_would_be_refused(desk: CaseDesk) -> None:
    number, _ = await read_by_another(desk), await read_by_another(desk)
    for_the_lead, for_a_reader = await offered(desk, COACH, number), await offered(desk, COACH_1B, number)
    assert all(one in for_the_lead for one in (*OF_THE_LEAD, "Gedaan:"))
    assert not [one for one in (*OF_THE_LEAD, "Gedaan:") if one in for_a_reader]


async def test_who_gave_the_case_away_reads_it_and_does_nothing_to_it(desk: CaseDesk) -> None:
    number = await read_by_another(desk)
    await desk.does(number, HandOver(COORDINATOR))
    refused = await desk.perform(number, MarkDone("intake", desk.now.date()), COACH)
    assert isinstance(refused, Refusal)
    assert "Gedaan:" not in await offered(desk, COACH, number)
    assert "Gedaan:" in await offered(desk, COORDINATOR, number)
    await desk.does(number, AddPupil("B", "bully"), person=COORDINATOR)


async def test_what_a_colleague_does_is_listed_for_who_has_the_case_and_not_for_who_reads_it(desks: Desks) -> None:
    """P000 step 6: the head decides about suspension; the coordinator reads the case and has no part in that step."""
    desk, number = await desks.with_case("splitting")
    await to_step_6(desk, number)
    await may_read_too(desk, number, COORDINATOR)
    for person, is_listed in ((COACH, True), (COORDINATOR, False)):
        await desk.open_card(person, number)
        assert any(label.startswith("Voor een collega") for label in desk.labels(person)) is is_listed
