"""Every track of a protocol can be begun in the chat, or reached from another one, and begins as a replay does."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.playground.demo_school import school_file
from bot.school_on_disk import open_school
from bot.staff.access import reading_of_case
from bot.staff.case_people import lead_of
from casework.case import Case
from casework.case_commands import ChangeTrack
from casework.case_offers import tracks_to_go
from casework.conditions import Condition, Scalar
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.protocol_model import Protocol, Track
from casework.report import AboutWhom, Contact
from casework.tracks import is_the_reporters
from tests.staff.staffroom import MONDAY_TEN, Staffroom, staffroom_of
from tests.staff.test_track_on_card import moved, performed

MENTOR, COLLEAGUE, OF_THE_TEAM = "bas_willems", "emre_kaya", "mieke_jacobs"
PATTERN, BREACH = "Zie je een patroon rond een leerling?", "Gaat het om een bericht, beeld of opname"
FOR_ONESELF, FOR_ANOTHER = "Openen, ik pak het op", "Openen en doorgeven"


def demo_room(protocol: str, folder: Path, at: datetime = MONDAY_TEN) -> AbstractAsyncContextManager[Staffroom]:
    return staffroom_of(open_school(school_file(protocol)).school, folder, at, protocol=protocol)


async def asked_to_open(room: Staffroom, person: str, answers: dict[str, str], *first: str) -> Batch:
    """Up to the last question of a new case: for each of `first` a tap, or what is typed where no button says so; and
    then the answer to each question with a key of `answers` in it, "Weet ik niet" to any other."""
    batch = await room.says(person, "➕ Nieuwe zaak")
    for said in first:
        is_label = said in room.labels(batch, person)
        tap = room.taps(person, room.button(batch, said, person), None) if is_label else room.says(person, said)
        batch = await tap
    while not any(label.startswith("Openen") for label in room.labels(batch, person)):
        question = room.words_to(batch, person)
        said = next((said for asked, said in answers.items() if asked in question), "Weet ik niet")
        batch = await room.taps(person, room.button(batch, said, person), None)
    return batch


async def opened(room: Staffroom, person: str, class_label: str, answers: dict[str, str]) -> tuple[str, str, Batch]:
    """What the send screen said, the button under it, and what came of it."""
    asked = await asked_to_open(room, person, answers, class_label, "Overslaan", "Buitengesloten", "Kan wachten")
    label = next(one for one in room.labels(asked, person) if one.startswith("Openen"))
    return room.words_to(asked, person), label, await room.taps(person, room.button(asked, label, person), None)


async def folded(room: Staffroom, number: int = 1) -> Case:
    return room.office.folded(await room.case(number))


@pytest.mark.parametrize("days", [0, 2])
async def test_a_pattern_that_the_mentor_sees_is_the_mentors_and_is_told_to_the_care_team(
    days: int, tmp_path: Path
) -> None:
    """P002 N-35, C23: the same track, lead and receivers as when it is played back; also on the day on which one of the
    care team is not there."""
    async with demo_room("noordhoek", tmp_path, MONDAY_TEN + timedelta(days=days)) as room:
        screen, label, sent = await opened(room, MENTOR, "P1A", {PATTERN: "Ja"})
        case, reading = await folded(room), reading_of_case(await room.case(1))
        assert (case.facts()["track"], case.step_key) == ("pattern", "pattern")
        assert lead_of(room.house, case, reading) == (MENTOR,)
        assert label == FOR_ONESELF
        for person in room.house.school.people_in_role("support_team"):
            assert room.house.name_of(person) in screen
            assert room.to(sent, person), person
            assert person in reading.may_read


async def test_a_pattern_that_somebody_else_sees_goes_to_the_care_team(tmp_path: Path) -> None:
    """P002 N-35."""
    async with demo_room("noordhoek", tmp_path) as room:
        _, label, _ = await opened(room, COLLEAGUE, "P1A", {PATTERN: "Ja"})
        assert label == FOR_ANOTHER
        assert (await folded(room)).facts()["track"] == "pattern"
        assert reading_of_case(await room.case(1)).reader in room.house.school.people_in_role("support_team")


async def test_a_pattern_that_one_of_the_care_team_sees_stays_with_them_as_a_pattern(tmp_path: Path) -> None:
    async with demo_room("noordhoek", tmp_path) as room:
        _, label, _ = await opened(room, OF_THE_TEAM, "P1A", {PATTERN: "Ja"})
        assert label == FOR_ONESELF
        assert (await folded(room)).facts()["track"] == "pattern"


async def test_a_message_that_the_coach_saw_is_the_managements(tmp_path: Path) -> None:
    """P000 N-13: what is about a message, and not between pupils, is for the management to take up."""
    async with demo_room("splitting", tmp_path) as room:
        school_class = next(iter(room.house.school.classes.values()))
        answers = {BREACH: "Ja"}
        _, label, _ = await opened(room, school_class.coach or "", school_class.label, answers)
        case, reading = await folded(room), reading_of_case(await room.case(1))
        assert label == FOR_ANOTHER
        assert case.facts()["track"] == "about_message"
        assert "management" in room.house.school.roles_of(reading.reader or "")


async def test_what_a_confidant_hears_begins_with_the_confidant_also_where_there_is_a_pattern(tmp_path: Path) -> None:
    """P002 A002-14: nobody of the care team or of the mentor's line hears of it."""
    async with demo_room("noordhoek", tmp_path) as room:
        (confidant,) = room.house.school.people_in_role("confidant")
        await opened(room, confidant, "P1A", {PATTERN: "Ja"})
        case, reading = await folded(room), reading_of_case(await room.case(1))
        assert (case.facts()["track"], case.step_key) == ("confidant", "confidant")
        assert reading.may_read == (confidant,)


EACH_TRACK = [
    (protocol, track.key)
    for protocol in shipped_protocol_ids()
    for track in shipped_protocol(protocol).tracks
    if not is_the_reporters(track)
]
"""What is the reporter's own to go on with is begun in `test_kept_by_reporter`."""
FROM_PUPILS: tuple[dict[str, Any], ...] = (
    {},
    {"ready_sentences": ("online",)},
    {"via_confidant": True},
    {"about": AboutWhom.MY_CHILD},
    {"facts": {"offender_class": "staff", "category": "other"}},
    {"facts": {"offender_class": "staff", "category": "other", "management_in_doubt": True}},
)
"""What the flow of a reporter can tell of what decides the way."""


def wanted(condition: Condition | None) -> dict[str, Scalar]:
    """The values that a condition names, whether of all or of any of its parts."""
    if condition is None:
        return {}
    parts = (*(condition.all_of or ()), *(condition.any_of or ()))
    own = {condition.fact: condition.value} if condition.fact and isinstance(condition.value, bool | str) else {}
    return {**own, **{fact: value for part in parts for fact, value in wanted(part).items()}}


def answers_for(protocol: Protocol, track: Track) -> dict[str, str]:
    """What staff answer to the questions of the protocol, so that this track fits; whether the pupil trusts the first
    contact is not theirs to say."""
    labels = {key: one.label for key, one in protocol.facts.items()}
    labels |= {one.stores: one.label for one in protocol.intake if one.stores is not None}
    said = {fact: value for fact, value in wanted(track.when).items() if isinstance(value, bool) and fact in labels}
    return {labels[fact]: "Ja" if value else "Nee" for fact, value in said.items() if fact != "trusts_contact"}


async def begun(room: Staffroom, track: Track) -> dict[int, Case]:
    """A case for every kind of report, by its number: of pupils and parents, of a mentor and of somebody else who
    answer what the track asks for, and of a colleague whom it happens to."""
    class_id, school_class = next(iter(room.house.school.classes.items()))
    answers = answers_for(room.house.protocol, track)
    coach = school_class.coach or ""
    other = next(one.coach for one in room.house.school.classes.values() if one.coach not in (None, coach))
    for report in FROM_PUPILS:
        about = {"victim_class": class_id, "contact": Contact.HERE, **report}
        await room.reported(**about)
    for person in (coach, other or ""):
        await opened(room, person, school_class.label, answers)
    asked = await asked_to_open(room, coach, answers, "Het gaat om mijzelf", "Ze doen mij na", "Kan wachten")
    label = next(one for one in room.labels(asked, coach) if one.startswith("Openen"))
    await room.taps(coach, room.button(asked, label, coach), None)
    return {number: await folded(room, number) for number in range(1, len(FROM_PUPILS) + 4)}


@pytest.mark.parametrize(("protocol", "key"), EACH_TRACK)
async def test_each_track_is_begun_by_a_report_or_reached_from_another_track(
    protocol: str, key: str, tmp_path: Path
) -> None:
    track = next(one for one in shipped_protocol(protocol).tracks if one.key == key)
    async with demo_room(protocol, tmp_path) as room:
        cases = await begun(room, track)
        if key in [case.facts()["track"] for case in cases.values()]:
            return
        offering = [number for number, case in cases.items() if key in [one.track for one in tracks_to_go(case)]]
        assert offering, key
        number = offering[0]
        lead = lead_of(room.house, cases[number], reading_of_case(await room.case(number)))[0]
        _, refused = await performed(room, number, ChangeTrack(key, "Dit bleek."), lead)
        assert refused is None
        assert (await folded(room, number)).facts()["track"] == key


ANSWERED = [
    (protocol, track.key)
    for protocol in shipped_protocol_ids()
    for track in shipped_protocol(protocol).tracks
    if answers_for(shipped_protocol(protocol), track) and not is_the_reporters(track)
    if "offender_class" not in wanted(track.when)
]


@pytest.mark.parametrize("is_coach", [True, False])
@pytest.mark.parametrize(("protocol", "key"), ANSWERED)
async def test_what_staff_answer_decides_the_track_whoever_opens_the_case(
    protocol: str, key: str, is_coach: bool, tmp_path: Path
) -> None:
    track = next(one for one in shipped_protocol(protocol).tracks if one.key == key)
    async with demo_room(protocol, tmp_path) as room:
        school_class = next(iter(room.house.school.classes.values()))
        coaches = [one.coach for one in room.house.school.classes.values() if one.coach]
        opener = next(one for one in coaches if (one == school_class.coach) == is_coach)
        await opened(room, opener, school_class.label, answers_for(room.house.protocol, track))
        assert (await folded(room)).facts()["track"] == key


@pytest.mark.parametrize("about", [AboutWhom.ME, AboutWhom.MY_CHILD])
async def test_the_mentor_brings_what_turns_out_to_be_a_pattern_to_the_care_team(
    about: AboutWhom, tmp_path: Path
) -> None:
    """P002 N-35: whoever reported it, by the button for another way in the protocol."""
    async with demo_room("noordhoek", tmp_path) as room:
        number = await room.reported(about=about, victim_class="P1A")
        await room.taps(MENTOR, small_button("taken", str(number)))
        asked, done = await moved(room, MENTOR, number, "Een patroon")
        case, reading = await folded(room), reading_of_case(await room.case(number))
        assert (case.facts()["track"], case.step_key) == ("pattern", "pattern")
        assert lead_of(room.house, case, reading) == (MENTOR,)
        assert MENTOR in reading.may_read
        for person in room.house.school.people_in_role("support_team"):
            assert room.house.name_of(person) in room.words_to(asked, MENTOR)
            assert room.to(done, person)


async def test_what_is_about_staff_goes_to_no_care_team(tmp_path: Path) -> None:
    """AX-12: also when somebody who works here sees a pattern in it."""
    async with demo_room("noordhoek", tmp_path) as room:
        facts = {"offender_class": "staff", "category": "other", "pattern": True}
        case = await folded(room, await room.reported(victim_class="P1A", facts=facts))
        assert case.facts()["track"] == "staff_offender"
        assert "pattern" not in [one.track for one in tracks_to_go(case)]


async def test_on_the_confidants_line_a_pattern_stays_with_the_confidant(tmp_path: Path) -> None:
    """P002 A002-14: nobody else hears of it before the pupil agrees."""
    async with demo_room("noordhoek", tmp_path) as room:
        number = await room.reported(victim_class="P1A", via_confidant=True)
        (confidant,) = room.house.school.people_in_role("confidant")
        await room.taps(confidant, small_button("taken", str(number)))
        _, done = await moved(room, confidant, number, "Een patroon")
        assert reading_of_case(await room.case(number)).may_read == (confidant,)
        assert [one for one in room.house.school.people if room.to(done, one)] == [confidant]
