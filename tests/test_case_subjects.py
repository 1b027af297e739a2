"""A case that turns out to be about staff after it was sent: who gets it, who loses it, and that it can be taken up."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.batch import Batch
from bot.case_subjects import CaseSubjects
from bot.flows.effects import ClearUpSomebody, ClearUpSubject, ToldSexual
from bot.flows.small_buttons import small_button
from bot.flows.words import Phrase, phrase
from bot.staff.access import reading_of_case
from bot.told_afterwards import ToldAfterwards
from casework.case_commands import Acknowledge, HandOver
from casework.case_events import FactEstablished, HandedOver
from casework.duties import duties
from casework.pressing import Pressing
from casework.report import Contact, Urgency, VictimPlace
from casework.school import School
from casework.track_moves import track_asked
from casework.wording import Refusal
from storage import cases, reports
from storage.dues import DueKind
from storage.reports import StoredReport
from tests.casework.schools import example_school
from tests.staff.staffroom import PUPIL, Staffroom, staffroom_of

COACH, DEPUTY, COORDINATOR, HEAD = "sanne_de_boer", "pieter_bakker", "karin_visser", "marieke_smit"
BOARD, BOARDS_DEPUTY, CONFIDANT = "aleid_terpstra", "wouter_hofman", "lotte_jansen"
ANSWERED = ToldSexual("Antwoord: ja.")
QUESTION = "q1"
"""The conversation in which it is asked."""


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def with_report(room: Staffroom, number: int, work: Callable[[Batch, StoredReport], Awaitable[Any]]) -> Batch:
    report_id = await room.report_id(number)

    async def in_batch(batch: Batch) -> None:
        await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
        assert stored is not None
        await work(batch, stored)

    return await room.in_batch(in_batch)


async def named(room: Staffroom, number: int, person: str) -> Batch:
    """The reporter answered that it is about this member of staff."""
    subjects = CaseSubjects(room.house, room.office)
    return await with_report(room, number, lambda batch, one: subjects.clear_up(batch, one, person, is_subject=True))


async def told_sexual(room: Staffroom, number: int, heard: list[Phrase | None] | None = None) -> Batch:
    """And that it is, or may be, sexual."""
    afterwards = ToldAfterwards(room.house, room.office, room.thread.reporter_wrote, room.reading.hide_from)

    async def work(batch: Batch, stored: StoredReport) -> None:
        said = await afterwards.tell_sexual(batch, stored, ANSWERED, QUESTION)
        if heard is not None:
            heard.append(said)

    return await with_report(room, number, work)


async def of_somebody(
    room: Staffroom, number: int, said: ClearUpSomebody, heard: list[Phrase | None], question: str = QUESTION
) -> Batch:
    """The reporter answered whether it is about somebody who works here and is not named."""
    afterwards = ToldAfterwards(room.house, room.office, room.thread.reporter_wrote, room.reading.hide_from)

    async def work(batch: Batch, stored: StoredReport) -> None:
        heard.append(await afterwards.clear_up_somebody(batch, stored, said, question))

    return await with_report(room, number, work)


async def taken_up(room: Staffroom, number: int, person: str = COACH) -> None:
    await room.taps(person, small_button("read", str(number)))
    await room.taps(person, small_button("taken", f"{number}.0"))
    assert reading_of_case(await room.case(number)).taken_up_by == person


async def nobody_takes_it_up(room: Staffroom, days: int = 20) -> set[str]:
    """Everybody who comes to read it within so many days."""
    readers: set[str] = set()
    for _ in range(days):
        room.clock.move_by(timedelta(days=1))
        await room.sweep(DueKind.ACKNOWLEDGE, room.office.on_acknowledge_due)
        readers |= set(reading_of_case(await room.case(1)).may_read)
    return readers


@pytest.mark.parametrize("by_then", ["sent", "taken up"])
async def test_sexual_conduct_goes_to_the_board_and_who_had_it_reads_it_no_more(room: Staffroom, by_then: str) -> None:
    number = await room.reported()
    if by_then == "taken up":
        await taken_up(room, number)
    await named(room, number, DEPUTY)
    moved = await told_sexual(room, number)
    assert "er is een melding" in room.words_to(moved, BOARD)
    assert "Uiterlijk" in room.words_to(moved, PUPIL) and "mevrouw Terpstra" in room.words_to(moved, PUPIL)
    for other in (COACH, DEPUTY, COORDINATOR, HEAD, CONFIDANT):
        assert [row for row in room.to(moved, other) if row.payload["do"] == "send"] == []
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    refused = await room.taps(COACH, small_button("read", str(number)))
    assert "kun jij niet openen" in room.words_to(refused, COACH)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (ClearUpSubject("?", is_subject=True), "Gaat het over een mentor? Antwoord: ja, een mentor doet iets naars."),
        (ClearUpSubject(DEPUTY, is_subject=True), "Antwoord: ja, meneer Bakker doet iets naars."),
        (ClearUpSubject(DEPUTY, is_subject=False, is_bullied=True), "Antwoord: nee, het overkomt meneer Bakker zelf."),
        (ClearUpSubject(DEPUTY, is_subject=False), None),
    ],
)
async def test_who_reads_it_sees_what_was_answered_about_a_colleague(
    room: Staffroom, said: ClearUpSubject, words: str | None
) -> None:
    number = await room.reported()
    afterwards = ToldAfterwards(room.house, room.office, room.thread.reporter_wrote, room.reading.hide_from)
    await with_report(room, number, lambda batch, stored: afterwards.clear_up(batch, stored, said, QUESTION))
    reader = reading_of_case(await room.case(number)).reader
    read = room.words_to(await room.taps(reader or "", small_button("read", str(number))), reader or "")
    assert ("Wat de melder antwoordde" in read) == (words is not None)
    assert words is None or words in read


async def test_what_stands_on_the_screen_of_who_had_it_goes_at_once(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await named(room, number, DEPUTY)
    hidden = await told_sexual(room, number)
    assert "schelden" not in room.words_to(hidden, COACH)
    assert room.to(hidden, COACH)


async def test_the_board_takes_it_up_and_works_on_it_in_the_place_of_who_led_it(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await named(room, number, DEPUTY)
    await told_sexual(room, number)
    read = await room.taps(BOARD, small_button("read", str(number)))
    assert "Antwoord: ja." in room.words_to(read, BOARD)
    taken = await room.taps(BOARD, room.button(read, "Ik pak dit op", BOARD))
    assert "mevrouw Terpstra pakt het op" in room.words_to(taken, PUPIL)
    case = await room.case(number)
    assert reading_of_case(case).taken_up_by == BOARD
    assert "Zaak 1 · " in room.words_to(await room.commands(BOARD, "zaak", "1"), BOARD)
    tasks = room.office.folded(case)
    assert tasks.acknowledged and tasks.handed_to == BOARD


async def test_without_the_board_taking_it_up_only_its_deputy_follows(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await named(room, number, DEPUTY)
    await told_sexual(room, number)
    assert await nobody_takes_it_up(room) <= {BOARD, BOARDS_DEPUTY}
    assert reading_of_case(await room.case(number)).tried == (BOARD, BOARDS_DEPUTY)


async def test_the_deputy_of_the_board_can_take_it_up_too(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await named(room, number, DEPUTY)
    await told_sexual(room, number)
    while reading_of_case(await room.case(number)).reader == BOARD:
        await nobody_takes_it_up(room, 1)
    await taken_up(room, number, BOARDS_DEPUTY)
    assert room.office.folded(await room.case(number)).handed_to == BOARDS_DEPUTY


async def test_to_whom_it_was_handed_over_loses_it_as_well(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await hands_over(room, number, COORDINATOR)
    await named(room, number, DEPUTY)
    moved = await told_sexual(room, number)
    assert room.to(moved, COORDINATOR) == []
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    assert room.office.folded(await room.case(number)).handed_to == BOARD


async def hands_over(room: Staffroom, number: int, to: str) -> None:
    acts = room.reading._acts

    async def work(batch: Batch) -> None:
        case = await room.office.case(batch, number)
        assert case is not None
        handed = await acts.perform(batch, case, HandOver(to, None), COACH)
        assert not isinstance(handed, Refusal)
        fresh = await room.office.case(batch, number)
        assert fresh is not None
        assert not isinstance(await acts.perform(batch, fresh, Acknowledge(), to), Refusal)

    await room.in_batch(work)


async def test_who_accused_took_it_up_is_followed_by_somebody_who_can_take_it_up(room: Staffroom) -> None:
    """Not sexual, and not about the management: the line of the class goes on without them."""
    number = await room.reported()
    await taken_up(room, number)
    passed = await named(room, number, COACH)
    assert room.to(passed, COACH) == []
    reader = reading_of_case(await room.case(number)).reader
    assert reader not in (None, COACH)
    await taken_up(room, number, reader or "")
    assert COACH not in reading_of_case(await room.case(number)).may_read


async def test_a_colleague_who_is_named_and_has_nothing_to_do_with_it_moves_nothing_but_for_who_hears_of_it(
    room: Staffroom,
) -> None:
    number = await room.reported()
    await taken_up(room, number)
    events = (await room.case(number)).events
    moved = await named(room, number, DEPUTY)
    assert {person for person in room.house.school.people if room.to(moved, person)} == {HEAD}
    case = await room.case(number)
    assert reading_of_case(case).taken_up_by == COACH
    assert case.events[: len(events)] == events
    assert [type(event) for event in case.events[len(events) :]] == [FactEstablished]


async def test_a_head_who_is_named_brings_it_to_the_board(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    moved = await named(room, number, HEAD)
    assert room.to(moved, HEAD) == [] and room.to(moved, COACH) == []
    assert "er is een melding" in room.words_to(moved, BOARD)
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    assert HEAD not in await nobody_takes_it_up(room)


async def test_what_a_pupil_told_the_confidant_leaves_that_line_only_when_it_is_sexual(room: Staffroom) -> None:
    number = await room.reported(via_confidant=True)
    await named(room, number, HEAD)
    assert reading_of_case(await room.case(number)).reader == CONFIDANT
    moved = await told_sexual(room, number)
    reading = reading_of_case(await room.case(number))
    assert reading.may_read == (BOARD,) and not reading.via_confidant
    assert {row.payload["do"] for row in room.to(moved, CONFIDANT)} == {"edit"}
    assert room.words_to(moved, CONFIDANT) == f"Zaak {number} ligt nu bij een ander."


async def test_what_is_done_to_a_colleague_stays_where_it_is(room: Staffroom) -> None:
    number = await room.reported(victim_class=VictimPlace.NOT_A_PUPIL.value)
    before = reading_of_case(await room.case(number)).may_read
    await named(room, number, DEPUTY)
    await told_sexual(room, number)
    assert reading_of_case(await room.case(number)).may_read == before


async def test_what_the_board_has_already_stays_in_its_hands_and_it_hears_of_the_answer(room: Staffroom) -> None:
    number = await room.reported(subjects=frozenset({HEAD}))
    await taken_up(room, number, BOARD)
    told = await told_sexual(room, number)
    assert reading_of_case(await room.case(number)).taken_up_by == BOARD
    assert "is meer verteld" in room.words_to(told, BOARD)
    assert room.to(told, PUPIL) == []


async def test_what_the_deputy_of_the_board_took_up_stays_with_them(room: Staffroom) -> None:
    number = await room.reported(subjects=frozenset({HEAD}))
    while reading_of_case(await room.case(number)).reader == BOARD:
        await nobody_takes_it_up(room, 1)
    await taken_up(room, number, BOARDS_DEPUTY)
    await told_sexual(room, number)
    assert reading_of_case(await room.case(number)).taken_up_by == BOARDS_DEPUTY


async def test_who_comes_back_with_a_code_hears_there_who_reads_it_now(room: Staffroom) -> None:
    number = await room.reported(contact=Contact.CODE)
    await named(room, number, COACH)
    heard: list[Phrase | None] = []
    await told_sexual(room, number, heard)
    (said,) = heard
    assert said is not None and said.key == "report-passed-on"
    assert dict(said.fields)["reader"] == "mevrouw Terpstra"


async def test_the_instant_at_which_an_unseen_reporter_answered_stands_in_no_event(room: Staffroom) -> None:
    number = await room.reported(contact=Contact.CODE)
    await taken_up(room, number)
    room.clock.move_by(timedelta(hours=3, minutes=17, seconds=5))
    await named(room, number, DEPUTY)
    await told_sexual(room, number)
    (handed,) = [event for event in (await room.case(number)).events if isinstance(event, HandedOver)]
    assert (handed.at.minute, handed.at.second) == (0, 0)


async def test_about_a_closed_case_the_reporter_hears_how_to_reach_the_board(room: Staffroom) -> None:
    number = await room.reported()

    async def close(batch: Batch) -> None:
        cases.mark_closed(batch.changes, number, batch.now.date())

    await taken_up(room, number)
    await room.in_batch(close)
    heard: list[Phrase | None] = []
    told = await told_sexual(room, number, heard)
    assert room.to(told, COACH) == []
    assert heard[0] is not None and heard[0].key == "sexual-afterwards"


async def test_without_a_board_the_head_gets_it(tmp_path: Path) -> None:
    described = example_school().model_dump()
    del described["roles"]["board"]
    async with staffroom_of(School.model_validate(described), tmp_path) as room:
        number = await room.reported()
        await taken_up(room, number)
        await named(room, number, DEPUTY)
        moved = await told_sexual(room, number)
        assert "er is een melding" in room.words_to(moved, HEAD)
        assert reading_of_case(await room.case(number)).may_read == (HEAD,)


async def test_when_nobody_is_left_the_admin_hears_that_there_is_one_and_nobody_keeps_it(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported()
        await taken_up(room, number)
        for person in (BOARD, BOARDS_DEPUTY):
            await named(room, number, person)
        moved = await told_sexual(room, number)
        reading = reading_of_case(await room.case(number))
        if reading.reader is None:
            assert "nog niet gelukt" in room.words_to(moved, PUPIL)
        assert not {COACH, BOARD, BOARDS_DEPUTY} & set(reading.may_read)


@pytest.mark.parametrize("protocol", ["splitting", "noordhoek", "het-sticht", "oplossingsgericht"])
async def test_under_every_protocol_sexual_conduct_moves_to_the_board(tmp_path: Path, protocol: str) -> None:
    async with staffroom_of(example_school(), tmp_path, protocol=protocol) as room:
        number = await room.reported()
        await taken_up(room, number, reading_of_case(await room.case(number)).reader or "")
        await named(room, number, DEPUTY)
        await told_sexual(room, number)
        assert reading_of_case(await room.case(number)).may_read == (BOARD,)
        await taken_up(room, number, BOARD)


async def test_without_the_fact_it_would_stay_with_the_coach(room: Staffroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the way that is found anew is what moves it."""
    monkeypatch.setattr(
        "bot.case_subjects.way_of", lambda house, reading: room.house.outline.way_of(example_school(), {}, ())
    )
    number = await room.reported()
    await taken_up(room, number)
    await named(room, number, DEPUTY)
    await told_sexual(room, number)
    assert COACH in reading_of_case(await room.case(number)).may_read


async def test_a_case_that_turns_out_to_be_about_staff_asks_today_whether_it_belongs_to_their_track(
    room: Staffroom,
) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await named(room, number, DEPUTY)
    case = room.office.folded(await room.case(number))
    assert case.facts()["offender_class"] == "staff"
    asked = track_asked(case)
    assert asked is not None and (asked.track, asked.step) == ("about_staff", "staff")
    (duty,) = [one for one in duties(case, room.house.calendar) if one.kind == "track"]
    assert duty.due_on == room.clock.now().date()
    assert case.facts()["track"] == "mentor"


async def test_sexual_conduct_that_is_told_afterwards_is_known_to_the_case_as_well(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await named(room, number, DEPUTY)
    await told_sexual(room, number)
    facts = room.office.folded(await room.case(number)).facts()
    assert (facts["offender_class"], facts["category"]) == ("staff", "sexual")


async def test_sexual_conduct_that_is_told_afterwards_cannot_wait_at_the_board(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await named(room, number, DEPUTY)
    moved = await told_sexual(room, number)
    assert f"Zaak {number} kan niet wachten" in room.words_to(moved, BOARD)
    assert reading_of_case(await room.case(number)).pressing == Pressing(Urgency.NOW, keeps_order=True)


async def learned_sexual(room: Staffroom, number: int) -> None:
    """Who has the case recorded that it is sexual, while nobody spoke of staff."""

    async def learned(batch: Batch) -> None:
        case = await room.office.case(batch, number)
        assert case is not None
        known = FactEstablished(at=batch.now, by=COACH, fact="category", value="sexual")
        await room.office.add_events(batch, case, (known,))

    await room.in_batch(learned)


@pytest.mark.parametrize("named_by", ["name", "no name"])
async def test_what_staff_recorded_as_sexual_is_the_boards_at_once_when_it_turns_out_to_be_of_staff(
    room: Staffroom, named_by: str
) -> None:
    """AX-8."""
    number = await room.reported()
    await taken_up(room, number)
    await learned_sexual(room, number)
    if named_by == "name":
        moved = await named(room, number, DEPUTY)
    else:
        moved = await of_somebody(room, number, ClearUpSomebody(is_staff=True), [])
    reading = reading_of_case(await room.case(number))
    assert reading.may_read == (BOARD,)
    assert reading.pressing.is_urgent
    assert f"Zaak {number} kan niet wachten" in room.words_to(moved, BOARD)


async def test_what_was_said_twice_is_known_once(room: Staffroom) -> None:
    number = await room.reported()
    await named(room, number, DEPUTY)
    await named(room, number, COACH)
    assert len([one for one in (await room.case(number)).events if isinstance(one, FactEstablished)]) == 1


# Somebody who works here and is not named


async def test_somebody_of_staff_moves_it_to_the_management_and_who_had_it_reads_it_no_more(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    moved = await of_somebody(room, number, ClearUpSomebody(is_staff=True), [])
    reading = reading_of_case(await room.case(number))
    assert reading.reader == HEAD and COACH not in reading.may_read
    assert "er is een melding" in room.words_to(moved, HEAD)
    assert set(room.words_to(moved, COACH).splitlines()) == {"Zaak 1: hier is niets meer te lezen."}, "story and card"
    assert not {COACH, DEPUTY} & await nobody_takes_it_up(room)


async def test_somebody_of_staff_passes_a_doubted_management_by(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    said = ClearUpSomebody(is_staff=True, management_may_read=False)
    moved = await of_somebody(room, number, said, [])
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    assert not room.words_to(moved, HEAD)
    assert HEAD not in await nobody_takes_it_up(room)


async def test_of_a_closed_case_the_reporter_hears_how_somebody_else_reads_that_it_is_about_staff(
    room: Staffroom,
) -> None:
    number = await room.reported()
    await taken_up(room, number)

    async def close(batch: Batch) -> None:
        cases.mark_closed(batch.changes, number, batch.now.date())

    await room.in_batch(close)
    heard: list[Phrase | None] = []
    await of_somebody(room, number, ClearUpSomebody(is_staff=True), heard)
    assert heard == [phrase("staff-afterwards")]


@pytest.mark.parametrize("protocol", ["splitting", "noordhoek", "het-sticht", "oplossingsgericht"])
async def test_under_every_protocol_somebody_of_staff_leaves_the_coach(tmp_path: Path, protocol: str) -> None:
    async with staffroom_of(example_school(), tmp_path, protocol=protocol) as room:
        number = await room.reported()
        await taken_up(room, number, reading_of_case(await room.case(number)).reader or "")
        await of_somebody(room, number, ClearUpSomebody(is_staff=True), [])
        reading = reading_of_case(await room.case(number))
        assert COACH not in reading.may_read and reading.reader is not None
