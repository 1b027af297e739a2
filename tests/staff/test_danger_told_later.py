"""What cannot wait and is told after sending shapes the term, the card, the lists and the notices as it would have done
before."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.effects import ClearUpSubject
from bot.flows.small_buttons import small_button
from bot.flows.words import phrase
from bot.spoken import spoken
from bot.staff.access import reading_of_case
from bot.staff.card_scene import case_button
from bot.staff.case_people import responsible_for
from bot.staff.duty_book import DutyBook, standing_duties
from casework.case_commands import Acknowledge, CloseWith, Command, EstablishFact, HandOver
from casework.report import Contact
from casework.school_file import load_school
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of
from tests.staff.test_thread_room import answered
from tests.staff.test_track_on_card import performed
from tests.test_case_subjects import (
    COACH,
    CONFIDANT,
    COORDINATOR,
    DEPUTY,
    QUESTION,
    named,
    taken_up,
    with_report,
)
from tests.test_words_of_somebody import told_afterwards

READER, HEAD, SUBJECT = "ellen_schouten", "vera_lindhout", "hamza_toufik"
KLOKHUIS = Path("examples/schools/oplossingsgericht.yaml").read_text(encoding="utf-8")
FACTS = {"offender_class": "staff", "category": "other"}
DANGER, GRAVE = "ik wil dood", "ze hebben me weer in elkaar geslagen"
CANNOT_WAIT = "Dit kan niet wachten: lees wat er later is verteld en doe er iets mee, uiterlijk maandag 23 november"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


@pytest.fixture
async def klokhuis(tmp_path: Path) -> AsyncIterator[Staffroom]:
    """A report about a colleague by name: the coach read it and took it up, and the step is the head's."""
    school = load_school(KLOKHUIS, "oplossingsgericht.yaml")
    async with staffroom_of(school, tmp_path, protocol="oplossingsgericht") as opened:
        about = {"victim_class": "h3a", "facts": FACTS, "subjects": frozenset({SUBJECT})}
        number = await opened.reported(contact=Contact.CODE, **about)
        await taken_up(opened, number, READER)
        yield opened


async def card(room: Staffroom, person: str, number: int = 1) -> str:
    return room.words_to(await room.commands(person, "zaak", str(number)), person)


async def tasks(room: Staffroom, person: str) -> str:
    return room.words_to(await room.commands(person, "taken"), person)


async def does(room: Staffroom, number: int, command: Command, person: str = COACH) -> None:
    _, refused = await performed(room, number, command, person)
    assert refused is None, refused


@pytest.mark.parametrize("words", [DANGER, GRAVE])
async def test_who_has_yet_to_read_it_has_it_for_the_first_day_on_which_they_can(room: Staffroom, words: str) -> None:
    number = await room.reported()
    assert reading_of_case(await room.case(number)).read_by == "2026-11-24"
    assert "kan niet wachten" not in await card(room, COACH)
    await room.tells(number, "more", words)
    assert reading_of_case(await room.case(number)).read_by == "2026-11-23"
    assert "Dit kan niet wachten." in await card(room, COACH)
    assert "uiterlijk maandag 23 november" in await card(room, COACH)
    (due,) = await room.dues(DueKind.ACKNOWLEDGE)
    assert due.at == room.house.calendar.closes_at(date(2026, 11, 23))


async def test_the_card_says_before_and_after_sending_alike_that_it_cannot_wait(room: Staffroom) -> None:
    before, later = await room.reported(story=DANGER), await room.reported()
    await room.tells(later, "more", DANGER)
    shown = [(await card(room, COACH, one)).partition("\n")[2] for one in (before, later)]
    assert shown[0] == shown[1] and "Dit kan niet wachten." in shown[0]


@pytest.mark.parametrize("words", [DANGER, GRAVE])
async def test_in_a_running_case_it_is_the_first_thing_on_the_card_and_in_the_list_until_it_is_answered(
    room: Staffroom, words: str
) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await room.tells(number, "reporter", words)
    shown = await room.commands(COACH, "zaak", str(number))
    now = room.words_to(shown, COACH).partition("Nu te doen")[2]
    assert CANNOT_WAIT in now.splitlines()[1] and "Lezen" in room.labels(shown, COACH)
    assert words not in now and CANNOT_WAIT.partition(",")[0] in await tasks(room, COACH)
    await answered(room, number)
    assert "kan niet wachten" not in await card(room, COACH) + await tasks(room, COACH)


@pytest.mark.parametrize("words", [DANGER, GRAVE])
async def test_the_work_of_the_step_is_for_that_day_too_also_once_the_school_wrote_back(
    room: Staffroom, words: str
) -> None:
    number = await room.reported()
    await taken_up(room, number)
    assert "uiterlijk maandag 30 november" in await card(room, COACH)
    await room.tells(number, "reporter", words)
    await answered(room, number)
    shown = await card(room, COACH)
    assert "uiterlijk maandag 23 november" in shown and "30 november" not in shown


async def test_what_can_wait_changes_nothing_on_the_card(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    before = await card(room, COACH)
    await room.tells(number, "reporter", "het gaat nog door")
    assert await card(room, COACH) == before


async def test_who_cannot_be_answered_is_looked_at_until_who_has_the_case_does_something(room: Staffroom) -> None:
    number = await room.reported(contact=Contact.NONE)
    await taken_up(room, number)
    await room.tells(number, "more", DANGER)
    assert CANNOT_WAIT in await card(room, COACH)
    await room.taps(COACH, small_button("read", str(number)))
    assert CANNOT_WAIT in await card(room, COACH)
    await does(room, number, HandOver(DEPUTY, None))
    assert CANNOT_WAIT in await card(room, DEPUTY)
    await does(room, number, Acknowledge(), DEPUTY)
    assert "kan niet wachten" not in await card(room, DEPUTY)


async def test_doing_something_else_does_not_answer_who_can_be_answered(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await room.tells(number, "reporter", DANGER)
    await does(room, number, EstablishFact("online", value=True))
    assert CANNOT_WAIT in await card(room, COACH)


async def test_it_is_reminded_of_as_long_as_nobody_does_anything(room: Staffroom) -> None:
    number = await room.reported(contact=Contact.NONE)
    await taken_up(room, number)
    reminded = room.words_to(await told_in_the_evening(room, number, "more"), COACH)
    assert "Vandaag: zaak 1" in reminded and "kan niet wachten" in reminded and "dood" not in reminded


async def test_who_is_asked_for_an_answer_is_not_reminded_of_it_besides(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    reminded = room.words_to(await told_in_the_evening(room, number, "reporter"), COACH)
    assert "Vandaag: zaak 1" in reminded and "kan niet wachten" not in reminded


async def told_in_the_evening(room: Staffroom, number: int, kind: str) -> Batch:
    """Danger is told once the school is closed; the reminders of the next morning."""
    room.clock.move_to(room.house.calendar.closes_at(date(2026, 11, 23)))
    await room.tells(number, kind, DANGER)
    room.clock.move_to(room.house.calendar.opens_at(date(2026, 11, 24)))
    return await room.sweep(DueKind.DUTY, DutyBook(room.house, room.office).on_duty_due)


@pytest.mark.parametrize(("kind", "notice"), [("reporter", "Nieuw bericht bij zaak 1"), ("more", "is meer verteld")])
async def test_who_has_the_work_of_the_step_hears_it_without_content_and_has_it_on_the_card(
    klokhuis: Staffroom, kind: str, notice: str
) -> None:
    told = await klokhuis.tells(1, kind, "hij heeft een mes")
    for person in (READER, HEAD):
        words = klokhuis.words_to(told, person)
        assert notice in words and "kan niet wachten" in words and "mes" not in words
    read = await klokhuis.taps(HEAD, klokhuis.button(told, "Lezen", HEAD))
    assert "hij heeft een mes" in klokhuis.words_to(read, HEAD)
    assert CANNOT_WAIT in await card(klokhuis, HEAD) and CANNOT_WAIT in await card(klokhuis, READER)
    assert "kan niet wachten" in await tasks(klokhuis, HEAD)


async def test_what_can_wait_is_told_to_who_took_it_up_only(klokhuis: Staffroom) -> None:
    told = await klokhuis.tells(1, "reporter", "het gaat nog door")
    assert klokhuis.to(told, READER) and not klokhuis.to(told, HEAD)


@pytest.mark.parametrize("left_out", ["subjects", "excluded"])
async def test_whom_it_is_about_or_who_is_left_out_hears_nothing(klokhuis: Staffroom, left_out: str) -> None:
    await klokhuis.keeps_reading(1, **{left_out: (HEAD,)})
    told = await klokhuis.tells(1, "reporter", "hij heeft een mes")
    assert klokhuis.to(told, HEAD) == [] and klokhuis.to(told, SUBJECT) == [] and klokhuis.to(told, READER)
    assert HEAD not in reading_of_case(await klokhuis.case(1)).may_read
    assert "kan niet wachten" not in await tasks(klokhuis, HEAD)


async def test_from_whom_the_words_are_held_nothing_shows_until_they_are_free(klokhuis: Staffroom) -> None:
    told = await klokhuis.tells(1, "reporter", "mevrouw Lindhout heeft een mes", (HEAD,))
    assert klokhuis.to(told, HEAD) == [] and klokhuis.to(told, READER)
    assert "kan niet wachten" not in await tasks(klokhuis, HEAD) + await card(klokhuis, HEAD)


async def test_what_a_confidant_hears_stays_on_that_line(room: Staffroom) -> None:
    number = await room.reported(via_confidant=True)
    await taken_up(room, number, CONFIDANT)
    told = await room.tells(number, "reporter", DANGER)
    heard = {one for one in room.house.school.people if room.to(told, one)}
    assert heard == {CONFIDANT}
    assert CANNOT_WAIT in await card(room, CONFIDANT)


async def test_to_whom_a_step_was_handed_has_no_more_time_for_it_than_the_danger_leaves(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await does(room, number, HandOver(COORDINATOR, None))
    assert "oppakt, uiterlijk dinsdag 24 november" in await card(room, COORDINATOR)
    told = await room.tells(number, "reporter", DANGER)
    assert len(room.to(told, COORDINATOR)) == 1
    assert "oppakt, uiterlijk maandag 23 november" in await card(room, COORDINATOR)


async def test_a_closed_case_asks_nothing_any_more(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await room.tells(number, "reporter", DANGER)
    await does(room, number, CloseWith("not_established", "note"))
    assert "kan niet wachten" not in await card(room, COACH)


async def test_who_gets_it_from_whom_it_is_about_hears_that_it_cannot_wait(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await room.tells(number, "reporter", DANGER)
    passed = await named(room, number, COACH)
    reader = reading_of_case(await room.case(number)).reader or ""
    assert "kan niet wachten" in room.words_to(passed, reader) and reader != COACH
    assert "uiterlijk maandag 23 november" in room.words_to(passed, reader)


async def test_what_was_told_before_the_taking_up_is_the_first_work_after_it(tmp_path: Path) -> None:
    school = load_school(KLOKHUIS, "oplossingsgericht.yaml")
    async with staffroom_of(school, tmp_path, protocol="oplossingsgericht") as room:
        about = {"victim_class": "h3a", "facts": FACTS, "subjects": frozenset({SUBJECT})}
        number = await room.reported(contact=Contact.CODE, **about)
        told = await room.tells(number, "reporter", DANGER)
        for person in (READER, HEAD):
            assert "kan niet wachten" in room.words_to(told, person) and "dood" not in room.words_to(told, person)
        assert room.to(told, SUBJECT) == []
        assert "lees wat er later" not in await card(room, READER)
        await taken_up(room, number, READER)
        assert CANNOT_WAIT in await card(room, HEAD) and CANNOT_WAIT in await card(room, READER)


async def test_what_can_wait_says_nothing_of_it_at_the_taking_up(klokhuis: Staffroom) -> None:
    assert "kan niet wachten" not in await card(klokhuis, HEAD) + await card(klokhuis, READER)


async def test_writing_back_before_it_is_taken_up_is_enough(room: Staffroom) -> None:
    number = await room.reported()
    await room.tells(number, "reporter", DANGER)
    await answered(room, number)
    await taken_up(room, number)
    assert "kan niet wachten" not in await card(room, COACH)


OF_DEPUTY = "meneer Bakker heeft een mes"


async def responsible(room: Staffroom, number: int) -> set[str]:
    """Whom it is asked to look at what was told."""
    case_file = await room.case(number)
    case, reading = room.office.folded(case_file), reading_of_case(case_file)
    standing = [one for one in standing_duties(room.house, case, reading) if one.kind == "pressing"]
    return {person for duty in standing for person in responsible_for(room.house, case, reading, duty)}


async def test_who_got_the_case_from_a_colleague_is_not_asked_to_read_what_is_held_from_them(room: Staffroom) -> None:
    """AX-12."""
    number = await room.reported()
    await taken_up(room, number)
    await room.tells(number, "reporter", OF_DEPUTY, held_from=(DEPUTY,))
    assert await responsible(room, number) == {COACH}
    await does(room, number, HandOver(DEPUTY, None))
    assert await responsible(room, number) == set()
    assert "later is verteld" not in await card(room, DEPUTY) + await tasks(room, DEPUTY)


@pytest.mark.parametrize("told_after", ["", "het gaat nog door"])
async def test_once_it_is_not_about_them_it_is_asked_of_them_too(room: Staffroom, told_after: str) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await room.tells(number, "reporter", OF_DEPUTY, held_from=(DEPUTY,))
    if told_after:
        await room.tells(number, "reporter", told_after)
    await does(room, number, HandOver(DEPUTY, None))
    said = ClearUpSubject(DEPUTY, is_subject=False)
    afterwards = told_afterwards(room)
    await with_report(room, number, lambda batch, one: afterwards.clear_up(batch, one, said, QUESTION))
    assert await responsible(room, number) == {DEPUTY}


async def test_what_else_they_may_read_is_asked_of_them(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await room.tells(number, "reporter", DANGER)
    await room.tells(number, "reporter", OF_DEPUTY, held_from=(DEPUTY,))
    await does(room, number, HandOver(DEPUTY, None))
    assert await responsible(room, number) == {DEPUTY}


@pytest.mark.parametrize("accused", [COACH, DEPUTY])
async def test_whom_it_is_about_is_not_asked_to_look_though_they_had_it(room: Staffroom, accused: str) -> None:
    """AX-12."""
    number = await room.reported()
    await taken_up(room, number)
    await does(room, number, HandOver(DEPUTY, None))
    await room.tells(number, "reporter", DANGER)
    await named(room, number, accused)
    assert accused not in await responsible(room, number)
    assert "later is verteld" not in await card(room, accused) + await tasks(room, accused)


async def shown_to_put_off(room: Staffroom) -> Batch:
    """The list on the card of what can be put off."""
    shown = await room.commands(COACH, "zaak", "1")
    for part in ("Meer", "Overslaan, uitstellen", "Iets uitstellen"):
        label = next(one for one in room.labels(shown, COACH) if one.startswith(part))
        shown = await room.taps(COACH, room.button(shown, label, COACH))
    return shown


async def test_an_older_button_puts_off_what_it_names_though_something_stands_before_it_by_now(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    shown = await shown_to_put_off(room)
    label = next(one for one in room.labels(shown, COACH) if one.startswith("Uitstellen"))
    older = room.button(shown, label, COACH)
    await room.tells(number, "reporter", DANGER)
    asked = room.words_to(await room.taps(COACH, older), COACH)
    assert "om welke leerling" in label.casefold() and "om welke leerling" in asked
    assert "kan niet wachten" not in asked


async def test_a_button_that_names_nothing_any_more_brings_the_card_and_puts_nothing_off(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    by_place = case_button("postpone", number, len((await room.case(number)).events), 0)
    renewed = await room.taps(COACH, by_place)
    (toast,) = (spoken(phrase(one.key)) for one in renewed.toasts if one.key)
    assert "De kaart was veranderd" in toast and "Nu te doen" in room.words_to(renewed, COACH)
