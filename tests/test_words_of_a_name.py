"""New words that name somebody who works here: who hears them between a yes and whether it is sexual (AX-8, AX-12)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.effects import ClearUpSubject, TellStaff
from bot.flows.reading_plan import UNKNOWN_COACH
from bot.flows.small_buttons import small_button
from bot.held_words import HeldWords
from bot.staff.access import reading_of_case
from casework.calendar import local_date
from casework.report import Urgency
from storage import reports
from storage.reports import StoredReport
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of
from tests.test_case_subjects import (
    ANSWERED,
    BOARD,
    COACH,
    CONFIDANT,
    COORDINATOR,
    DEPUTY,
    HEAD,
    QUESTION,
    taken_up,
    told_sexual,
    with_report,
)
from tests.test_words_of_somebody import closed_case, sees, told_afterwards, told_not_sexual, unanswered, who_hears

NAMED = "meneer Bakker appt mij steeds"
OF_BOTH = "meneer Bakker en mevrouw Visser lachen mij uit"
IN_DANGER = "meneer Bakker heeft een mes en wil me doodsteken"
SEXUAL = "hij wil dat ik naaktfoto's stuur"
ACCUSED = "ja, meneer Bakker doet iets naars"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def wrote(room: Staffroom, number: int, words: str = NAMED, *, until_kind: bool = False) -> Batch:
    """The reporter wrote this, and is asked whether it is about who is named in it; or whether it is sexual."""
    afterwards = told_afterwards(room)

    async def work(batch: Batch, stored: StoredReport) -> None:
        sealer, today = batch.known_sealer(stored.id), local_date(batch.now)
        told = TellStaff(words, None, until_clear=not until_kind, until_kind=until_kind)
        held = await afterwards.held_from(batch, stored, told, QUESTION)
        await reports.add_told(batch.connection, batch.changes, sealer, stored.id, "reporter", words, today, *held)
        await room.thread.reporter_wrote(batch, number, stored.id)

    return await with_report(room, number, work)


async def answered(room: Staffroom, number: int, person: str = DEPUTY, said: str = "yes") -> Batch:
    """The reporter answered whether it is about this person."""
    afterwards = told_afterwards(room)
    is_yes = said == "yes"
    effect = ClearUpSubject(person, is_yes, said == "bullied", said != "unread", asks_kind=is_yes)
    return await with_report(room, number, lambda batch, one: afterwards.clear_up(batch, one, effect, QUESTION))


async def read_by(room: Staffroom, person: str, number: int) -> str:
    return room.words_to(await room.taps(person, small_button("read", str(number))), person)


async def test_after_a_yes_to_a_name_nobody_hears_of_it_before_it_is_said_whether_it_is_sexual(
    room: Staffroom,
) -> None:
    """AX-8: the board's at once, with no go-between."""
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    assert (await answered(room, number)).rows == []
    assert reading_of_case(await room.case(number)).taken_up_by == COACH
    await room.keeps_reading(number, invited=(HEAD, COORDINATOR))
    for person in (COACH, COORDINATOR, HEAD):
        read = await read_by(room, person, number)
        assert NAMED not in read and ACCUSED not in read and "Bakker" not in read
    assert "offender_class" not in room.office.folded(await room.case(number)).facts()
    heard = await told_sexual(room, number)
    assert [one for one in room.house.school.people if "er is een melding" in room.words_to(heard, one)] == [BOARD]
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    read = await read_by(room, BOARD, number)
    assert NAMED in read and ACCUSED in read and ANSWERED.text in read


async def test_without_the_waiting_who_has_the_case_would_hear_of_it_first(
    room: Staffroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: only what waits for the kind keeps it from who has the case."""

    async def waits_for_nothing(*_: object, **__: object) -> bool:
        return False

    monkeypatch.setattr(HeldWords, "wait_for_kind", waits_for_nothing)
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    assert COACH in who_hears(room, await answered(room, number))


async def test_whom_it_is_about_loses_the_case_at_the_yes(room: Staffroom) -> None:
    """AX-12: that waits for nothing."""
    number = await room.reported()
    await taken_up(room, number)
    await room.keeps_reading(number, invited=(DEPUTY,))
    await wrote(room, number)
    await answered(room, number)
    assert DEPUTY not in reading_of_case(await room.case(number)).may_read
    assert not await sees(room, DEPUTY, number, NAMED)


async def test_what_is_not_sexual_is_told_to_who_has_the_case_with_what_was_answered(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    await answered(room, number)
    heard = await told_not_sexual(room, number)
    assert set(who_hears(room, heard)) == {COACH, HEAD}
    assert room.words_to(heard, COACH).count("zaak 1") + room.words_to(heard, COACH).count("Zaak 1") == 1
    read = await read_by(room, COACH, number)
    assert NAMED in read and ACCUSED in read and "Antwoord: nee." in read
    assert room.office.folded(await room.case(number)).facts()["offender_class"] == "staff"
    assert (await unanswered(room)).rows == []


async def test_left_unanswered_whether_it_is_sexual_the_board_has_it(room: Staffroom) -> None:
    """A doubt counts as yes."""
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    await answered(room, number)
    assert BOARD in who_hears(room, await unanswered(room))
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    read = await read_by(room, BOARD, number)
    assert NAMED in read and ACCUSED in read and "Daar is nog geen antwoord op." in read


@pytest.mark.parametrize("sexual", [True, False])
async def test_who_had_the_case_and_is_accused_is_followed_once_the_kind_is_said(room: Staffroom, sexual: bool) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number, "mevrouw De Boer knijpt mij")
    waiting = await answered(room, number, COACH)
    assert who_hears(room, waiting) in ([], [COACH])
    reading = reading_of_case(await room.case(number))
    assert (reading.reader, reading.taken_up_by, reading.may_read) == (None, None, ())
    await (told_sexual if sexual else told_not_sexual)(room, number)
    follows = reading_of_case(await room.case(number)).reader
    assert follows is not None and (follows == BOARD) is sexual
    assert await sees(room, follows, number, "mevrouw De Boer knijpt mij")
    assert not await sees(room, COACH, number, "mevrouw De Boer knijpt mij")


async def test_a_case_that_cannot_wait_goes_to_the_next_at_the_yes_when_who_had_it_is_accused(room: Staffroom) -> None:
    number = await room.reported(urgency=Urgency.NOW)
    await taken_up(room, number, reading_of_case(await room.case(number)).reader or "")
    reader = reading_of_case(await room.case(number)).taken_up_by or ""
    await wrote(room, number, f"{room.house.name_of(reader)} knijpt mij")
    await answered(room, number, reader)
    follows = reading_of_case(await room.case(number)).reader
    assert follows not in (None, reader)


@pytest.mark.parametrize("sexual", [True, False])
async def test_a_no_to_the_first_contact_brings_it_to_nobody_before_it_is_said_whether_it_is_sexual(
    room: Staffroom, sexual: bool
) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number, "mevrouw De Boer knijpt mij")
    await answered(room, number, COACH)
    passed = await with_report(room, number, told_afterwards(room).pass_contact_by)
    assert who_hears(room, passed) == []
    assert reading_of_case(await room.case(number)).may_read == ()
    await (told_sexual if sexual else told_not_sexual)(room, number)
    follows = reading_of_case(await room.case(number)).reader
    assert follows not in (None, COACH) and (follows == BOARD) is sexual


async def test_danger_is_not_held_back(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    assert COACH in who_hears(room, await wrote(room, number, IN_DANGER))
    assert await sees(room, COACH, number, IN_DANGER)
    await answered(room, number)
    assert await sees(room, COACH, number, IN_DANGER)


async def test_a_chosen_confidant_hears_it_at_once(room: Staffroom) -> None:
    number = await room.reported(via_confidant=True)
    await taken_up(room, number, CONFIDANT)
    await wrote(room, number)
    assert "Bij zaak 1" in room.words_to(await answered(room, number), CONFIDANT) or CONFIDANT in who_hears(
        room, await answered(room, number)
    )
    assert await sees(room, CONFIDANT, number, NAMED)


async def test_what_goes_to_the_board_whatever_is_answered_waits_for_nothing(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number, "mevrouw Smit knijpt mij")
    assert BOARD in who_hears(room, await answered(room, number, HEAD))
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)


async def test_of_two_who_are_named_each_yes_waits_and_a_no_frees_only_that_one(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number, OF_BOTH)
    await answered(room, number, COORDINATOR)
    assert who_hears(room, await answered(room, number, DEPUTY, "no")) == []
    assert not await sees(room, COACH, number, OF_BOTH)
    await told_not_sexual(room, number)
    assert await sees(room, COACH, number, OF_BOTH)
    assert COORDINATOR in reading_of_case(await room.case(number)).subjects
    assert DEPUTY not in reading_of_case(await room.case(number)).subjects


async def test_both_may_be_accused_before_it_is_said_whether_it_is_sexual(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number, OF_BOTH)
    for person in (COORDINATOR, DEPUTY):
        assert who_hears(room, await answered(room, number, person)) == []
    await told_not_sexual(room, number)
    read = await read_by(room, COACH, number)
    assert ACCUSED in read and "mevrouw Visser doet iets naars" in read

    async def named_in_report(batch: Batch, stored: StoredReport) -> None:
        assert stored.report.subjects == {COORDINATOR, DEPUTY}

    await with_report(room, number, named_in_report)


async def test_a_coach_of_whom_nobody_knows_which_waits_too(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number, "een mentor knijpt mij")
    assert [one for one in who_hears(room, await answered(room, number, UNKNOWN_COACH)) if one != COACH] == []
    await told_sexual(room, number)
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)


@pytest.mark.parametrize("accused", [DEPUTY, COACH])
async def test_a_yes_that_is_taken_back_before_the_next_answer_holds_nothing_any_more(
    room: Staffroom, accused: str
) -> None:
    number = await room.reported()
    await taken_up(room, number)
    words = f"{room.house.name_of(accused)} lacht mij uit"
    await wrote(room, number, words)
    await answered(room, number, accused)
    await answered(room, number, accused, "no")
    reader = reading_of_case(await room.case(number)).reader or ""
    assert reader and await sees(room, reader, number, words)
    assert BOARD not in who_hears(room, await unanswered(room))


@pytest.mark.parametrize("said", ["sexual", "not sexual", "left open"])
async def test_of_a_closed_case_they_wait_as_well_and_are_told_to_somebody(room: Staffroom, said: str) -> None:
    number = await closed_case(room)
    await wrote(room, number)
    assert who_hears(room, await answered(room, number)) == []
    assert not await sees(room, COACH, number, NAMED)
    if said == "not sexual":
        assert who_hears(room, await told_not_sexual(room, number)) == [COACH]
        assert await sees(room, COACH, number, NAMED)
        return
    if said == "sexual":
        await told_sexual(room, number)
    assert who_hears(room, await unanswered(room)) == [BOARD]
    assert [one for one in (COACH, HEAD, BOARD) if await sees(room, one, number, NAMED)] == [BOARD]


# Words that may make it sexual, in a case that is about staff already


async def about_bakker(room: Staffroom) -> int:
    number = await room.reported(subjects=frozenset({DEPUTY}))
    await taken_up(room, number, reading_of_case(await room.case(number)).reader or "")
    return number


@pytest.mark.parametrize("sexual", [True, False])
async def test_words_that_may_make_it_sexual_wait_until_that_is_said(room: Staffroom, sexual: bool) -> None:
    number = await about_bakker(room)
    reader = reading_of_case(await room.case(number)).taken_up_by or ""
    assert who_hears(room, await wrote(room, number, SEXUAL, until_kind=True)) == []
    assert not await sees(room, reader, number, SEXUAL)
    heard = await (told_sexual if sexual else told_not_sexual)(room, number)
    has_it = BOARD if sexual else reader
    assert has_it in who_hears(room, heard)
    assert await sees(room, has_it, number, SEXUAL)
    assert await sees(room, reader, number, SEXUAL) is not sexual


async def test_of_somebody_without_a_name_they_wait_for_the_management_too(room: Staffroom) -> None:
    number = await room.reported(facts={"offender_class": "staff"})
    await taken_up(room, number, HEAD)
    assert who_hears(room, await wrote(room, number, SEXUAL, until_kind=True)) == []
    assert not await sees(room, HEAD, number, SEXUAL)
    assert BOARD in who_hears(room, await unanswered(room))
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)


async def test_danger_is_told_at_once_though_it_may_be_sexual(room: Staffroom) -> None:
    number = await about_bakker(room)
    reader = reading_of_case(await room.case(number)).taken_up_by or ""
    assert reader in who_hears(room, await wrote(room, number, "hij verkracht me en heeft een mes", until_kind=True))
    room.clock.move_by(timedelta(days=2))
    assert await sees(room, reader, number, "hij verkracht me en heeft een mes")


async def test_before_the_answer_to_a_name_nobody_sees_it_for_whom_it_would_wait_after_a_yes(room: Staffroom) -> None:
    """AX-8: a view that was open before the yes would keep the words."""
    number = await room.reported()
    await taken_up(room, number)
    await room.keeps_reading(number, invited=(HEAD, COORDINATOR))
    await wrote(room, number)
    for person in (COACH, COORDINATOR, HEAD, DEPUTY):
        assert not await sees(room, person, number, NAMED)


async def test_a_no_to_the_name_frees_it_at_once_for_who_has_the_case(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    assert who_hears(room, await answered(room, number, said="no")) == [COACH]
    assert await sees(room, COACH, number, NAMED)
    assert (await unanswered(room)).rows == []


async def test_of_two_names_both_noes_free_it(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number, OF_BOTH)
    await answered(room, number, DEPUTY, said="no")
    assert not await sees(room, COACH, number, OF_BOTH)
    await answered(room, number, COORDINATOR, said="no")
    assert await sees(room, COACH, number, OF_BOTH)


async def test_a_name_left_unanswered_holds_it_for_a_school_day_from_all_but_who_is_named(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await room.keeps_reading(number, invited=(DEPUTY,))
    await wrote(room, number)
    assert COACH in who_hears(room, await unanswered(room))
    assert await sees(room, COACH, number, NAMED)
    assert not await sees(room, DEPUTY, number, NAMED)


async def test_a_yes_after_that_takes_it_off_the_screens_where_it_stands(room: Staffroom) -> None:
    """Who still has the case gets the notice back, and keeps what was to be said of it."""
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    await unanswered(room)
    assert NAMED in await read_by(room, COACH, number)
    gone = room.words_to(await answered(room, number), COACH)
    assert gone == f"Zaak {number}. Tik op Lezen om te zien wat er is verteld."
    assert not await sees(room, COACH, number, NAMED)


async def test_in_what_is_about_staff_already_another_name_is_held_as_well(room: Staffroom) -> None:
    number = await room.reported(facts={"offender_class": "staff"}, subjects=frozenset({"karin_visser"}))
    reader = reading_of_case(await room.case(number)).reader or ""
    await taken_up(room, number, reader)
    await wrote(room, number, OF_BOTH)
    assert not await sees(room, reader, number, OF_BOTH)
    await answered(room, number, DEPUTY, said="no")
    assert await sees(room, reader, number, OF_BOTH)


async def test_what_the_board_gets_whatever_is_answered_and_what_is_sexual_already_waits_for_no_name(
    room: Staffroom,
) -> None:
    number = await room.reported(facts={"offender_class": "staff", "category": "sexual"})
    await taken_up(room, number, BOARD)
    await wrote(room, number)
    assert await sees(room, BOARD, number, NAMED)
    other = await room.reported()
    await taken_up(room, other)
    await wrote(room, other, "mevrouw Smit knijpt mij")
    assert await sees(room, COACH, other, "mevrouw Smit knijpt mij")
