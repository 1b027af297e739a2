"""Passing on what was seen in a break: five taps, no typing, and hearing who takes it up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.flag_flow import flagged_report
from bot.flows.question import Answers
from bot.flows.small_buttons import small_button
from bot.flows.staff_flows import StaffFacts
from bot.staff.access import reading_of_case
from casework.case_events import CaseOpened
from casework.report import Report
from casework.school import School
from storage.cases import open_case_numbers
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of

GUARD = "henk_de_groot"
TAPS = ("kantine", "2B", "Duwen, slaan of schoppen", "Kan wachten", "Versturen")


async def flagged(room: Staffroom, *labels: str, person: str = GUARD) -> Batch:
    """The fixed button, then these taps; answers the last transaction."""
    batch = await room.says(person, "⚡ Flits")
    for label in labels or TAPS:
        batch = await room.taps(person, room.button(batch, label, person), None)
    return batch


def without_time(facts: StaffFacts, answers: Answers) -> Report:
    return replace(flagged_report(facts, answers), flagged_at=None)


def with_urgency(label: str) -> tuple[str, ...]:
    return (*TAPS[:3], label, TAPS[4])


async def test_five_taps_after_the_fixed_button_open_a_case_for_the_coach_of_the_class(room: Staffroom) -> None:
    sent = await flagged(room)
    assert "Zaak 1" in room.words_to(sent, "sanne_de_boer")
    assert "Lezen" in room.labels(sent, "sanne_de_boer")
    assert "gelezen door mevrouw De Boer, uiterlijk" in room.words_to(sent, GUARD)


async def test_the_notice_says_nothing_of_what_was_seen(room: Staffroom) -> None:
    words = room.words_to(await flagged(room), "sanne_de_boer")
    assert not any(seen in words for seen in ("kantine", "Duwen", "De Groot"))


async def test_the_summary_names_the_first_reader_before_it_is_sent(room: Staffroom) -> None:
    asked = await flagged(room, *TAPS[:4])
    assert "gelezen door mevrouw De Boer (mentor)" in room.words_to(asked, GUARD)


async def test_outside_school_hours_the_clock_stands_there_before_it_is_sent(tmp_path: Path) -> None:
    """Design 4.14."""
    async with staffroom_of(example_school(), tmp_path, datetime(2026, 11, 28, 13, 0, tzinfo=UTC)) as room:
        asked = await flagged(room, *TAPS[:4])
        assert "Het is 14.00. Op school leest nu niemand dit. Bel 112" in room.words_to(asked, GUARD)


async def test_what_cannot_wait_is_said_to_be_no_alarm_before_it_is_sent(room: Staffroom) -> None:
    asked = await flagged(room, *with_urgency("Nu")[:4])
    assert "Een bericht is geen alarm" in room.words_to(asked, GUARD)
    waits = await flagged(room, *TAPS[:4])
    assert "geen alarm" not in room.words_to(waits, GUARD)
    assert "Het is" not in room.words_to(waits, GUARD)


async def test_help_half_way_gives_the_question_back_with_its_buttons(room: Staffroom) -> None:
    await flagged(room, *TAPS[:2])
    helped = await room.commands(GUARD, "hulp")
    assert "Wat zag je?" in room.words_to(helped, GUARD)
    asked = await room.taps(GUARD, room.button(helped, TAPS[2], GUARD), None)
    assert "Hoe dringend" in room.words_to(asked, GUARD)


async def test_the_case_has_a_member_of_staff_as_its_reporter(room: Staffroom) -> None:
    """P001 N-16, C10."""
    await flagged(room)
    opened = (await room.case(1)).events[0]
    assert isinstance(opened, CaseOpened)
    assert opened.reporter == "staff"


async def test_the_coach_reads_what_was_seen_and_by_whom(room: Staffroom) -> None:
    await flagged(room)
    words = room.words_to(await room.taps("sanne_de_boer", small_button("read", "1")), "sanne_de_boer")
    assert all(told in words for told in ("kantine", "Duwen, slaan of schoppen", "meneer De Groot", "2B"))


async def test_the_break_guard_cannot_read_the_case_afterwards(room: Staffroom) -> None:
    await flagged(room)
    assert GUARD not in reading_of_case(await room.case(1)).may_read
    assert "kun jij niet openen" in room.words_to(await room.taps(GUARD, small_button("read", "1")), GUARD)
    assert "kun jij niet openen" in room.words_to(await room.commands(GUARD, "zaak", "1"), GUARD)


async def test_the_break_guard_hears_who_took_it_up(room: Staffroom) -> None:
    await flagged(room)
    taken = await room.taps("sanne_de_boer", small_button("taken", "1"))
    assert "mevrouw De Boer pakt het op" in room.words_to(taken, GUARD)


async def test_the_break_guard_hears_of_which_flag_it_is(room: Staffroom) -> None:
    """Where it was and when they passed it on; nothing of a pupil or of what was seen."""
    await flagged(room)
    taken = await room.taps("sanne_de_boer", small_button("taken", "1"))
    words = room.words_to(taken, GUARD)
    assert "Dit gaat over de flits van maandag 23 november, 10.00 uur: kantine (melding 1)." in words
    assert not any(said in words for said in ("2B", "Duwen"))


async def test_each_of_two_flags_is_told_apart(room: Staffroom) -> None:
    await flagged(room)
    room.clock.move_by(timedelta(hours=2))
    await flagged(room, "plein", *TAPS[1:])
    taken = await room.taps("sanne_de_boer", small_button("taken", "2"))
    words = room.words_to(taken, GUARD)
    assert "de flits van maandag 23 november, 12.00 uur: plein (melding 2)." in words
    assert words.count("melding 2") == 1 and "kantine" not in words


async def test_a_flag_of_which_the_time_was_not_kept_is_told_by_its_day(
    room: Staffroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.staff.flag_room.flagged_report", without_time)
    await flagged(room)
    taken = await room.taps("sanne_de_boer", small_button("taken", "1"))
    assert "de flits van maandag 23 november: kantine (melding 1)." in room.words_to(taken, GUARD)


async def test_what_cannot_wait_is_to_be_read_today_and_the_notice_says_so(room: Staffroom) -> None:
    sent = await flagged(room, *with_urgency("Nu"))
    words = room.words_to(sent, "sanne_de_boer")
    assert "maandag 23 november" in words
    assert "kan niet wachten" in words
    (due,) = await room.dues(DueKind.ACKNOWLEDGE)
    assert due.at == datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


async def test_what_cannot_wait_goes_to_somebody_who_is_there_today(tmp_path: Path) -> None:
    """Mevrouw El Amrani, coach of 1B, is not there on Fridays."""
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    async with staffroom_of(example_school(), tmp_path, friday) as room:
        sent = await flagged(room, "plein", "1B", *with_urgency("Nu")[2:])
        assert room.to(sent, "fatima_el_amrani") == []
        assert "vrijdag 27 november" in room.words_to(sent, "joost_van_den_berg")


async def test_who_stands_in_is_named_as_that_before_it_is_sent(tmp_path: Path) -> None:
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    async with staffroom_of(example_school(), tmp_path, friday) as room:
        asked = await flagged(room, "plein", "1B", *with_urgency("Nu")[2:4])
        words = room.words_to(asked, GUARD)
        assert "meneer Van den Berg (neemt waar voor mevrouw El Amrani)" in words


async def test_after_school_nobody_is_promised_to_read_it_today(tmp_path: Path) -> None:
    evening = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
    async with staffroom_of(example_school(), tmp_path, evening) as room:
        assert "maandag 23 november" not in room.words_to(await flagged(room, *with_urgency("Nu")), "sanne_de_boer")


async def test_an_unknown_class_goes_to_who_reads_those(room: Staffroom) -> None:
    sent = await flagged(room, "plein", "Weet ik niet", *TAPS[2:])
    assert "Zaak 1" in room.words_to(sent, "nienke_dijkstra")


async def test_a_double_tap_on_send_opens_one_case(room: Staffroom) -> None:
    asked = await flagged(room, *TAPS[:4])
    button = room.button(asked, "Versturen", GUARD)
    await room.taps(GUARD, button, None)
    again = await room.taps(GUARD, button, None)
    assert again.rows == []
    async with room.archive.database.reading() as connection:
        assert await open_case_numbers(connection) == [1]


async def test_stopping_half_way_sends_nothing(room: Staffroom) -> None:
    await flagged(room, *TAPS[:3])
    stopped = await room.commands(GUARD, "stop")
    assert "niets verstuurd" in room.words_to(stopped, GUARD)
    assert await room.dues(DueKind.ACKNOWLEDGE) == []


async def test_a_coach_flags_too_and_reads_their_own_class(room: Staffroom) -> None:
    sent = await flagged(room, person="sanne_de_boer")
    assert "Lezen" in room.labels(sent, "sanne_de_boer")


async def test_when_nobody_can_read_it_the_guard_and_the_admin_hear_so(room: Staffroom) -> None:
    for person in room.house.school.people:
        if person not in (GUARD, "bram_postma"):
            room.house.staff.set_unreachable(person)
    room.house.staff.set_unreachable("pieter_bakker")
    sent = await flagged(room)
    assert "niemand" in room.words_to(sent, GUARD)
    assert "als beheerder" in room.words_to(sent, "bram_postma")


def large_school() -> School:
    """40 classes and 25 places."""
    school = example_school()
    classes = {
        f"{year}{letter}": {"label": f"{year}{letter}", "coach": "sanne_de_boer"}
        for year in range(1, 6)
        for letter in "ABCDEFGH"
    }
    places = [f"plek {number}" for number in range(25)]
    described = school.model_dump(mode="json", exclude={"people", "classes", "hours"})
    people = {key: person.model_dump(mode="json", exclude={"id"}) for key, person in school.people.items()}
    return School.model_validate({**described, "classes": classes, "places": places, "people": people})


@pytest.mark.parametrize("label", ["5H", "1A", "Weet ik niet"])
async def test_five_taps_are_enough_in_a_school_of_forty_classes_and_25_places(tmp_path: Path, label: str) -> None:
    async with staffroom_of(large_school(), tmp_path) as room:
        sent = await flagged(room, "plek 24", label, *TAPS[2:])
        assert "Dank je wel. Dit is zaak 1." in room.words_to(sent, GUARD)
