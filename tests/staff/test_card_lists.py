"""What a card shows first, and what stands behind "Meer…": the reader's own, and few enough to choose from."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.batch import Batch
from bot.reading import reading_from_data
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    EstablishFact,
    IdentifyVictim,
    RecordConsent,
    RecordOutcome,
)
from casework.case_events import StepOpened
from casework.protocol_file import shipped_protocol_ids
from casework.school import RoleSetting, School
from storage import reports
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CaseDesk, read_by_coach
from tests.staff.case_desks import HEAD, Desks, may_read_too, to_view, views_behind_more
from tests.staff.test_means_room import to_step_6

VIEWS = ("Ook mogelijk", "Samen met anderen", "Overslaan, uitstellen", "Voor een collega")
WORRYING = "Bram pest mij en ik durf niet naar huis, want mijn vader slaat mij. Soms wil ik dood."


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
async def test_no_list_is_longer_than_a_screen(desks: Desks, protocol: str) -> None:
    desk, number = await desks.with_case(protocol)
    await to_view(desk, number, "Meer", person=COACH)
    more = desk.labels(COACH)
    assert len(more) <= 11
    for view in (one for one in VIEWS if any(label.startswith(one) for label in more)):
        await to_view(desk, number, "Meer", view, person=COACH)
        assert len(desk.labels(COACH)) <= 11, view


def with_management(person: str) -> School:
    school = example_school()
    management = RoleSetting(title="schoolleiding", holders=(person,))
    return school.model_copy(update={"roles": {**school.roles, "management": management}})


CHARGES = "Gedaan: Doe of steun de aangifte"


async def test_what_may_be_done_stands_on_the_card_once_who_could_stop_it_agreed(desks: Desks) -> None:
    """P004 A004-3: in step 8 the family decides whether charges are pressed."""
    desk, number = await desks.with_case("het-sticht", school=with_management(HEAD))
    await desk.happens(number, StepOpened(at=desk.now, by=HEAD, step="8"))
    await may_read_too(desk, number, HEAD)
    await desk.does(number, Acknowledge(), RecordConsent("press_charges", given=True), person=HEAD)
    await desk.open_card(HEAD, number)
    assert CHARGES not in desk.labels(HEAD)
    await desk.does(number, RecordOutcome("pupil_on_charges", desk.now.date(), "wants", note="note"), person=HEAD)
    await desk.open_card(HEAD, number)
    assert CHARGES in desk.labels(HEAD)
    assert not [line for line in await desk.duties() if "aangifte" in str(line.what)]
    await desk.tap(HEAD, "Meer")
    assert CHARGES not in desk.labels(HEAD)
    assert not [label for label in desk.labels(HEAD) if label.startswith("Ook mogelijk")]
    await desk.open_card(HEAD, number)
    await desk.tap(HEAD, CHARGES)
    await desk.answers(HEAD, "Vandaag", "Overslaan")
    await desk.open_card(HEAD, number)
    assert CHARGES not in desk.labels(HEAD)


async def test_a_no_of_the_pupil_keeps_it_off_the_card(desks: Desks) -> None:
    desk, number = await desks.with_case("het-sticht", school=with_management(HEAD))
    await desk.happens(number, StepOpened(at=desk.now, by=HEAD, step="8"))
    await may_read_too(desk, number, HEAD)
    await desk.does(number, Acknowledge(), RecordConsent("press_charges", given=True), person=HEAD)
    said = RecordOutcome("pupil_on_charges", desk.now.date(), "does_not_want", note="note")
    await desk.does(number, said, person=HEAD)
    await desk.open_card(HEAD, number)
    assert CHARGES not in desk.labels(HEAD)


async def test_a_long_list_is_turned_page_by_page_and_loses_nothing(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_step_6(desk, number)
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "Iets uitstellen", person=COACH)
    seen = set(desk.labels(COACH))
    while "Verder ›" in desk.labels(COACH):
        await desk.tap(COACH, "Verder ›")
        seen |= set(desk.labels(COACH))
    offered = {label for label in seen if label.startswith("Uitstellen")}
    lines = [line for line in await desk.duties() if line.case == number]
    assert 0 < len(offered) <= len(lines)
    assert "Terug naar de kaart" in seen


async def test_what_a_colleague_has_to_do_is_marked_and_stands_apart(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_step_6(desk, number)
    await desk.open_card(COACH, number)
    assert not any(label.startswith("Uitkomst") for label in desk.labels(COACH))
    assert "• vestigingsdirecteur: " in desk.last(COACH).text
    await desk.tap(COACH, "Voor een collega")
    assert any(label.startswith("Uitkomst") for label in desk.labels(COACH))
    assert "\nvestigingsdirecteur: " in desk.last(COACH).text


async def test_taking_up_works_on_an_older_card_while_nobody_did(desks: Desks) -> None:
    desk, _ = await desks.with_case("kluiverboom")
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.open_card(COACH, number)
    card, button = desk.find(COACH, "Ik pak dit op")
    await desk.does(number, EstablishFact("online", value=True))
    await desk.tap_data(COACH, button.data, card.id)
    assert (await desk.case(number)).acknowledged
    assert "Ik pak dit op" not in desk.labels(COACH)
    assert desk.toasts[-1] is None


async def a_worrying_case(desk: CaseDesk, **report: Any) -> int:
    number = await desk.open_case(read_by_coach(desk.now), **{"story": WORRYING, **report})
    await desk.open_card(COACH, number)
    return number


async def test_words_about_an_unsafe_home_bring_that_question_first(desks: Desks) -> None:
    """The words point at something else as well; nothing of them stands on the card."""
    desk, _ = await desks.with_case("kluiverboom")
    number = await a_worrying_case(desk)
    assert "kan betekenen dat een leerling thuis niet veilig is" in desk.last(COACH).text
    assert "slaat" not in desk.last(COACH).text
    assert desk.labels(COACH)[:2] == ["Lezen", "Thuis misschien niet veilig?"]
    await desk.tap(COACH, "Thuis misschien niet veilig?")
    await desk.answers(COACH, "Ja", "dat zei de leerling")
    assert (await desk.case(number)).facts()["home_unsafe"] is True
    assert "kan betekenen dat" not in desk.last(COACH).text
    assert "Daarom wacht alles wat naar ouders gaat" in desk.last(COACH).text


async def test_every_view_of_the_card_says_that_words_may_mean_an_unsafe_home(desks: Desks) -> None:
    desk, _ = await desks.with_case("kluiverboom")
    number = await a_worrying_case(desk)
    await desk.take_up(number)
    seen = await views_behind_more(desk, number)
    assert len(seen) > 2
    assert [view for view, text in seen.items() if "kan betekenen dat een leerling thuis" not in text] == []


async def test_after_no_it_is_asked_again_only_about_what_is_told_later(desks: Desks) -> None:
    desk, _ = await desks.with_case("kluiverboom")
    number = await a_worrying_case(desk)
    await desk.does(number, EstablishFact("home_unsafe", value=False))
    await desk.open_card(COACH, number)
    assert "kan betekenen dat" not in desk.last(COACH).text
    desk.now = desk.now.replace(day=24)
    for held_from, asked in (((COACH,), False), ((), True)):
        await tells_more(desk, number, held_from)
        await desk.open_card(COACH, number)
        assert ("kan betekenen dat" in desk.last(COACH).text) is asked


async def test_what_is_told_on_the_day_of_a_no_asks_about_home_again_at_once(desks: Desks) -> None:
    desk, _ = await desks.with_case("kluiverboom")
    number = await a_worrying_case(desk)
    await tells_more(desk, number, ())
    await desk.does(number, EstablishFact("home_unsafe", value=False))
    await desk.open_card(COACH, number)
    assert "kan betekenen dat" not in desk.last(COACH).text
    await tells_more(desk, number, (COACH,))
    await desk.open_card(COACH, number)
    assert "kan betekenen dat" not in desk.last(COACH).text
    await tells_more(desk, number, ())
    await desk.open_card(COACH, number)
    assert "kan betekenen dat een leerling thuis niet veilig is" in desk.last(COACH).text
    await desk.does(number, EstablishFact("home_unsafe", value=False))
    await desk.open_card(COACH, number)
    assert "kan betekenen dat" not in desk.last(COACH).text


async def test_an_answer_of_before_the_order_was_kept_counts_by_its_day(desks: Desks) -> None:
    desk, _ = await desks.with_case("kluiverboom")
    number = await a_worrying_case(desk)
    await desk.does(number, EstablishFact("home_unsafe", value=False))

    async def as_before(batch: Batch) -> None:
        file = await desk.office.case(batch, number)
        assert file is not None
        await desk.office.keep_reading(batch, file, replace(reading_from_data(file.reading), home_heard=None))

    await desk.transact(as_before)
    await tells_more(desk, number, ())
    await desk.open_card(COACH, number)
    assert "kan betekenen dat" not in desk.last(COACH).text
    desk.now += timedelta(days=1)
    await tells_more(desk, number, ())
    await desk.open_card(COACH, number)
    assert "kan betekenen dat" in desk.last(COACH).text


async def tells_more(desk: CaseDesk, number: int, held_from: tuple[str, ...]) -> None:
    async def job(batch: Any) -> None:
        (stored,) = await reports.reports_of_case(batch.connection, desk.vault, number)
        sealer = await batch.sealer(stored.id)
        text = "thuis is het niet veilig"
        day = desk.now.date()
        await reports.add_told(batch.connection, batch.changes, sealer, stored.id, "more", text, day, held_from)

    await desk.transact(job)


async def test_what_staff_note_about_an_unsafe_home_brings_that_question_too(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Leg vast wat er is gemeld")
    await desk.answers(COACH, "Vandaag", "Bram durft niet naar huis, want zijn vader slaat hem")
    assert "kan betekenen dat een leerling thuis niet veilig is" in desk.last(COACH).text
    assert "slaat" not in desk.last(COACH).text
    assert desk.labels(COACH)[:2] == ["Namen en notities", "Thuis misschien niet veilig?"]
    await desk.tap(COACH, "Thuis misschien niet veilig?")
    await desk.answers(COACH, "Nee", "het gaat over vroeger, toen sloeg zijn vader hem")
    await desk.open_card(COACH, number)
    assert "kan betekenen dat" not in desk.last(COACH).text


async def test_a_note_of_the_same_day_after_a_no_asks_about_home_again(desks: Desks) -> None:
    desk, _ = await desks.with_case("kluiverboom")
    number = await a_worrying_case(desk)
    await desk.take_up(number)
    await desk.does(number, EstablishFact("home_unsafe", value=False), IdentifyVictim("pupil", is_reporter=True))
    desk.now += timedelta(minutes=20)
    await desk.open_card(COACH, number)
    assert "kan betekenen dat" not in desk.last(COACH).text
    await desk.tap(COACH, "Gedaan: Leg vast wat er is gemeld")
    await desk.answers(COACH, "Vandaag", "is bang voor haar vader")
    assert "kan betekenen dat een leerling thuis niet veilig is" in desk.last(COACH).text


async def test_an_ordinary_story_asks_nothing_about_home(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, AddPupil("another", "bystander"))
    await desk.open_card(COACH, number)
    assert "thuis" not in desk.last(COACH).text
    assert "Thuis misschien niet veilig?" not in desk.labels(COACH)
