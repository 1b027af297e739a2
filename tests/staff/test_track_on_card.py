"""A case that is brought to another track of its protocol from its card: who reads it then, and who hears what."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.flows.words import phrase
from bot.spoken import spoken
from bot.staff.access import reading_of_case
from bot.staff.case_acts import CaseActs
from bot.staff.case_home import home_deciders
from bot.staff.case_people import responsible_for
from bot.staff.case_terms import terms_for
from bot.staff.duty_book import DutyBook
from casework.case_commands import ChangeTrack, Command, DecideOnHome, EstablishFact, MarkDone
from casework.case_events import TrackChanged
from casework.duties import duties
from casework.report import Urgency
from casework.wording import Refusal
from storage import acts
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import PUPIL, Staffroom, staffroom_of
from tests.test_case_subjects import BOARD, COACH, COORDINATOR, DEPUTY, HEAD, named, taken_up

WAYS, TRACKS = "Overslaan, uitstellen", "Andere route"
STAFF_TRACK, NOT_TRUSTED = "Over gedrag van een medewerker", "Melding van iemand die het liever"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def begun(room: Staffroom) -> int:
    number = await room.reported()
    await taken_up(room, number)
    return number


async def performed(room: Staffroom, number: int, command: Command, person: str) -> tuple[Batch, Refusal | None]:
    cases = CaseActs(room.house, room.office, DutyBook(room.house, room.office))
    refused: list[Refusal] = []

    async def work(batch: Batch) -> None:
        case = await room.office.case(batch, number)
        assert case is not None
        done = await cases.perform(batch, case, command, person)
        refused.extend([done] if isinstance(done, Refusal) else [])

    return await room.in_batch(work), next(iter(refused), None)


async def tapped(room: Staffroom, shown: Batch, label: str, person: str) -> Batch:
    """A tap on the button that begins with these words."""
    found = [one for one in room.labels(shown, person) if one.startswith(label)]
    assert found, room.labels(shown, person)
    return await room.taps(person, room.button(shown, found[0], person))


async def listed(room: Staffroom, person: str, number: int) -> Batch:
    """The list of the tracks to which the case may go."""
    shown = await room.commands(person, "zaak", str(number))
    for label in ("Meer", WAYS, TRACKS):
        shown = await tapped(room, shown, label, person)
    return shown


async def moved(room: Staffroom, person: str, number: int, track: str) -> tuple[Batch, Batch]:
    """The question before it counts, and what came of a "yes"."""
    shown = await listed(room, person, number)
    await tapped(room, shown, track, person)
    asked = await room.says(person, "Dit bleek uit het gesprek.")
    return asked, await tapped(room, asked, "Ja, de zaak", person)


async def test_the_card_lists_the_tracks_and_says_who_will_read_before_it_counts(room: Staffroom) -> None:
    number = await begun(room)
    shown = await listed(room, COACH, number)
    assert any(label.startswith(STAFF_TRACK) for label in room.labels(shown, COACH))
    reason = await tapped(room, shown, STAFF_TRACK, COACH)
    assert "Wat is de reden?" in room.words_to(reason, COACH)
    asked = await room.says(COACH, "Het gaat over een docent.")
    assert "Wie de zaak nu leest, kan dat dan niet meer." in room.words_to(asked, COACH)
    assert "mevrouw Smit" in room.words_to(asked, COACH) or "leest deze zaak" in room.words_to(asked, COACH)
    kept = await tapped(room, asked, "Nee, laat", COACH)
    case = await room.case(number)
    assert not any(isinstance(event, TrackChanged) for event in case.events)
    assert "Zaak 1" in room.words_to(kept, COACH)


async def test_who_walks_on_before_the_last_question_hears_that_it_waits_and_nothing_happened(room: Staffroom) -> None:
    number = await begun(room)
    await tapped(room, await listed(room, COACH, number), STAFF_TRACK, COACH)
    unanswered = await room.commands(COACH, "zaken")
    assert "Je was nog niet klaar" not in room.words_to(unanswered, COACH)
    await tapped(room, await listed(room, COACH, number), STAFF_TRACK, COACH)
    await room.says(COACH, "Het gaat over een docent.")
    left = await room.commands(COACH, "zaken")
    assert "Wat je al had geantwoord, is niet weg." in room.words_to(left, COACH)
    assert not any(isinstance(event, TrackChanged) for event in (await room.case(number)).events)


async def test_who_had_it_loses_it_the_new_reader_hears_without_content_and_the_reporter_who_reads(
    room: Staffroom,
) -> None:
    number = await begun(room)
    _, done = await moved(room, COACH, number, STAFF_TRACK)
    reading = reading_of_case(await room.case(number))
    assert reading.reader is not None and reading.reader not in (COACH, COORDINATOR)
    assert COACH not in reading.may_read
    assert "Jij leest haar niet meer" in room.words_to(done, COACH)
    told = room.words_to(done, reading.reader)
    assert "er is een melding" in told and "schelden" not in told and "docent" not in told
    assert len(room.to(done, reading.reader)) == 1
    name = room.house.name_of(reading.reader)
    assert "gaat naar iemand anders" in room.words_to(done, PUPIL) and name in room.words_to(done, PUPIL)
    refused = await room.taps(COACH, small_button("read", str(number)))
    assert "kun jij niet openen" in room.words_to(refused, COACH)
    _, refusal = await performed(room, number, ChangeTrack("mentor", "note"), COACH)
    assert refusal is not None and refusal.key == "refusal-not-your-case"


async def test_what_stood_on_the_screen_of_who_had_it_goes_at_once(room: Staffroom) -> None:
    number = await begun(room)
    await room.taps(COACH, small_button("read", str(number)))
    done, _ = await performed(room, number, EstablishFact("offender_class", "staff"), COACH)
    assert "edit" in {row.payload["do"] for row in room.to(done, COACH)}
    assert "schelden" not in room.words_to(done, COACH)
    assert not room.to(await room.sweep(DueKind.HIDE, room.reading.on_hide_due), COACH)


async def test_nothing_of_the_step_that_was_left_brings_the_case_back_to_who_had_it(room: Staffroom) -> None:
    number = await begun(room)
    await moved(room, COACH, number, STAFF_TRACK)
    case = room.office.folded(await room.case(number))
    assert {duty.step for duty in duties(case, room.house.calendar)} == {"staff"}
    room.clock.move_by(timedelta(days=14))
    await room.sweep(DueKind.DUTY, DutyBook(room.house, room.office).on_duty_due)
    assert COACH not in reading_of_case(await room.case(number)).may_read


async def test_the_new_reader_takes_it_up_and_leads_the_step_for_staff(room: Staffroom) -> None:
    number = await begun(room)
    await moved(room, COACH, number, STAFF_TRACK)
    reader = reading_of_case(await room.case(number)).reader
    assert reader is not None
    read = await room.taps(reader, small_button("read", str(number)))
    await tapped(room, read, "Ik pak dit op", reader)
    case = room.office.folded(await room.case(number))
    assert (case.step_key, case.acknowledged, case.facts()["track"]) == ("staff", True, "about_staff")
    _, refusal = await performed(room, number, MarkDone("call_inspector", case.opened_at.date()), reader)
    assert refusal is None or refusal.key != "refusal-not-your-case"


async def test_a_fact_that_makes_it_about_staff_takes_it_to_who_must_have_it_at_once(room: Staffroom) -> None:
    number = await begun(room)
    done, _ = await performed(room, number, EstablishFact("offender_class", "staff"), COACH)
    reading = reading_of_case(await room.case(number))
    assert reading.reader is not None and COACH not in reading.may_read
    assert "er is een melding" in room.words_to(done, reading.reader)
    assert room.office.folded(await room.case(number)).facts()["track"] == "mentor"
    card = await room.commands(reading.reader, "zaak", str(number))
    assert "Beslis of deze zaak hoort bij" in room.words_to(card, reading.reader)
    shown = await tapped(room, card, TRACKS, reading.reader)
    assert any(label.startswith(STAFF_TRACK) for label in room.labels(shown, reading.reader))


@pytest.mark.parametrize("protocol", ["splitting", "noordhoek", "het-sticht", "oplossingsgericht", "kluiverboom"])
@pytest.mark.parametrize("stands_in", [False, True])
async def test_about_staff_without_a_name_it_leaves_the_first_contact_under_every_protocol(
    tmp_path: Path, protocol: str, stands_in: bool
) -> None:
    """AX-12: the first contact may be the one; also not as the deputy of whoever gets it."""
    school = example_school()
    instead = {"deputy": COACH} if stands_in else {}
    above = {person: school.people[person].model_copy(update=instead) for person in (HEAD, BOARD)}
    roles = {role: school.roles[role].model_copy(update=instead) for role in ("head", "board")}
    school = school.model_copy(update={"people": {**school.people, **above}, "roles": {**school.roles, **roles}})
    async with staffroom_of(school, tmp_path, protocol=protocol) as room:
        number = await room.reported()
        await taken_up(room, number)
        await room.taps(COACH, small_button("read", str(number)))
        done, refusal = await performed(room, number, EstablishFact("offender_class", "staff"), COACH)
        assert refusal is None
        reading = reading_of_case(await room.case(number))
        reader = reading.reader or ""
        assert reader in (HEAD, BOARD) and COACH not in reading.may_read
        assert "er is een melding" in room.words_to(done, reader)
        assert room.house.name_of(reader) in room.words_to(done, PUPIL)
        assert "schelden" not in room.words_to(done, COACH)
        assert not room.to(await room.sweep(DueKind.HIDE, room.reading.on_hide_due), COACH)
        book = DutyBook(room.house, room.office)
        for _ in range(12):
            room.clock.move_by(timedelta(days=2))
            swept = [
                await room.sweep(DueKind.DUTY, book.on_duty_due),
                await room.sweep(DueKind.ACKNOWLEDGE, room.office.on_acknowledge_due),
            ]
            assert [room.to(one, COACH) for one in swept] == [[], []]
        assert COACH not in reading_of_case(await room.case(number)).may_read
        opened = await room.commands(COACH, "zaak", str(number))
        assert "kun jij niet openen" in room.words_to(opened, COACH)


async def test_sexual_conduct_of_staff_that_is_established_later_is_the_boards_at_once(room: Staffroom) -> None:
    number = await begun(room)
    await performed(room, number, EstablishFact("category", "sexual"), COACH)
    done, _ = await performed(room, number, EstablishFact("offender_class", "staff"), COACH)
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    assert "er is een melding" in room.words_to(done, BOARD)
    assert room.to(done, HEAD) == []


async def test_an_accused_head_never_gets_it_on_the_track_whose_step_the_head_leads(room: Staffroom) -> None:
    number = await begun(room)
    await named(room, number, HEAD)
    reader = reading_of_case(await room.case(number)).reader
    assert reader is not None and reader != HEAD
    _, done = await moved(room, reader, number, STAFF_TRACK)
    assert room.to(done, HEAD) == []
    reading = reading_of_case(await room.case(number))
    assert HEAD not in reading.may_read


async def test_a_pupil_who_wants_another_than_the_first_contact_changes_who_reads_and_no_step(room: Staffroom) -> None:
    number = await begun(room)
    before = room.office.folded(await room.case(number))
    _, done = await moved(room, COACH, number, NOT_TRUSTED)
    after, reading = room.office.folded(await room.case(number)), reading_of_case(await room.case(number))
    assert (after.step_key, after.steps_opened) == (before.step_key, before.steps_opened)
    assert COACH not in reading.may_read and reading.reader is not None
    assert "er is een melding" in room.words_to(done, reading.reader)


async def test_back_from_the_step_for_staff_it_is_the_first_contacts_again(room: Staffroom) -> None:
    number = await begun(room)
    await moved(room, COACH, number, STAFF_TRACK)
    reader = reading_of_case(await room.case(number)).reader
    assert reader is not None
    await performed(room, number, EstablishFact("offender_class", "pupil"), reader)
    assert reading_of_case(await room.case(number)).reader == reader
    await performed(room, number, ChangeTrack("mentor", "note"), reader)
    reading = reading_of_case(await room.case(number))
    assert reading.reader == COACH and reader not in reading.may_read


async def test_it_stands_in_the_log_of_acts(room: Staffroom) -> None:
    number = await begun(room)
    await moved(room, COACH, number, STAFF_TRACK)
    found: list[tuple[str, bytes | None]] = []

    async def work(batch: Batch) -> None:
        found.extend(await acts.who_did(batch.connection, batch.vault, number))

    await room.in_batch(work)
    assert ("track_changed", room.house.person_hash(COACH)) in found


async def test_about_a_colleague_who_is_named_the_step_is_the_heads_and_the_colleague_hears_nothing(
    room: Staffroom,
) -> None:
    number = await begun(room)
    await named(room, number, DEPUTY)
    assert reading_of_case(await room.case(number)).reader == COACH
    asked, done = await moved(room, COACH, number, STAFF_TRACK)
    assert "blijft haar lezen" in room.words_to(asked, COACH) and "stopt" in room.words_to(asked, COACH)
    assert "is nu aan jou" in room.words_to(done, HEAD)
    assert room.to(done, DEPUTY) == []
    reading = reading_of_case(await room.case(number))
    assert DEPUTY not in reading.may_read and {COACH, HEAD} <= set(reading.may_read)
    _, refusal = await performed(room, number, EstablishFact("category", "sexual"), DEPUTY)
    assert refusal is not None and refusal.key == "refusal-not-your-case"


async def test_where_a_track_for_staff_has_its_own_readers_the_first_contact_loses_it(tmp_path: Path) -> None:
    """P002 A002-6: about a member of staff it is the management's."""
    async with staffroom_of(example_school(), tmp_path, protocol="noordhoek") as room:
        number = await begun(room)
        await named(room, number, DEPUTY)
        _, done = await moved(room, COACH, number, "Het gaat over gedrag")
        reading = reading_of_case(await room.case(number))
        assert COACH not in reading.may_read and DEPUTY not in reading.may_read
        assert reading.reader == HEAD and "er is een melding" in room.words_to(done, HEAD)
        assert len(room.to(done, HEAD)) == 1 and room.to(done, DEPUTY) == []


async def test_a_track_with_the_same_first_step_and_readers_changes_nothing_but_the_track(tmp_path: Path) -> None:
    """P000 N-13: what also happens online has the same line."""
    async with staffroom_of(example_school(), tmp_path, protocol="splitting") as room:
        number = await begun(room)
        before = reading_of_case(await room.case(number))
        asked, done = await moved(room, COACH, number, "Tussen leerlingen, ook online")
        assert "blijft haar lezen" in room.words_to(asked, COACH)
        assert "In de zaak staat dan ook: Gebeurt het ook online? Ja." in room.words_to(asked, COACH)
        after = reading_of_case(await room.case(number))
        assert (after.reader, after.taken_up_by, after.may_read) == (before.reader, before.taken_up_by, before.may_read)
        assert (after.track, after.facts["online"]) == ("pupils_online", True)
        assert room.to(done, PUPIL) == []


async def test_the_report_and_the_notes_tell_of_it_in_words_with_the_reason(room: Staffroom) -> None:
    number = await begun(room)
    await performed(room, number, EstablishFact("offender_class", "staff"), COACH)
    reader = reading_of_case(await room.case(number)).reader
    assert reader is not None
    await moved(room, reader, number, STAFF_TRACK)
    card = await room.commands(reader, "zaak", str(number))
    notes = room.words_to(
        await tapped(room, await tapped(room, card, "Meer", reader), "Namen en notities", reader), reader
    )
    assert f"Naar een andere route van het protocol: {STAFF_TRACK}" in notes and "Dit bleek uit het gesprek." in notes
    card = await room.commands(reader, "zaak", str(number))
    ways = await tapped(room, await tapped(room, card, "Meer", reader), "Begeleidingsverslag", reader)
    told = room.words_to(await tapped(room, ways, "Als tekst", reader), reader)
    assert f"Vanaf hier hoort de zaak bij: {STAFF_TRACK}" in told and "Dit bleek uit het gesprek." in told
    assert "Een medewerker van de school" in told


async def told_of_home(room: Staffroom) -> tuple[int, str]:
    """A case in which the officer decided that there is no contact with home; answers who that is."""
    number = await begun(room)
    await performed(room, number, EstablishFact("home_unsafe", value=True), COACH)
    [officer] = home_deciders(room.house, reading_of_case(await room.case(number)))
    _, refused = await performed(room, number, DecideOnHome(may_contact=False, reason="note"), officer)
    assert refused is None
    return number, officer


async def test_who_decided_about_home_goes_on_reading_on_the_track_for_staff_and_can_decide_anew(
    tmp_path: Path,
) -> None:
    async with staffroom_of(example_school(), tmp_path, protocol="splitting") as room:
        number, officer = await told_of_home(room)
        asked, _ = await moved(room, COACH, number, "Over een medewerker")
        name = room.house.name_of(officer)
        assert f"Over contact met thuis beslist {name}. Die blijft de zaak lezen." in room.words_to(asked, COACH)
        reading = reading_of_case(await room.case(number))
        assert COACH not in reading.may_read and officer in reading.may_read
        _, refused = await performed(room, number, DecideOnHome(may_contact=True, reason="note"), officer)
        assert refused is None


async def test_where_a_case_is_kept_apart_who_decided_about_home_hears_it_and_who_has_it_decides(
    room: Staffroom,
) -> None:
    number, officer = await told_of_home(room)
    _, done = await moved(room, COACH, number, STAFF_TRACK)
    reading = reading_of_case(await room.case(number))
    assert officer not in reading.may_read and reading.reader is not None
    assert "Wie haar nu heeft, beslist over contact met thuis." in room.words_to(done, officer)
    assert "docent" not in room.words_to(done, officer)
    assert "jij beslist van nu af aan of contact met thuis mag" in room.words_to(done, reading.reader)
    _, refused = await performed(room, number, DecideOnHome(may_contact=True, reason="note"), reading.reader)
    assert refused is None


async def test_who_decided_about_home_and_turns_out_to_be_whom_it_is_about_keeps_and_hears_nothing(
    tmp_path: Path,
) -> None:
    """AX-12."""
    async with staffroom_of(example_school(), tmp_path, protocol="splitting") as room:
        number, officer = await told_of_home(room)
        await named(room, number, officer)
        _, done = await moved(room, COACH, number, "Over een medewerker")
        assert officer not in reading_of_case(await room.case(number)).may_read
        assert room.to(done, officer) == []


async def test_an_answer_that_makes_another_track_fit_says_so_on_the_card_with_a_button_to_it(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path, protocol="splitting") as room:
        number = await begun(room)
        before = await room.commands(COACH, "zaak", str(number))
        assert "past een andere route" not in room.words_to(before, COACH)
        _, refused = await performed(room, number, EstablishFact("other_breach", value=True), COACH)
        assert refused is None
        shown = await room.commands(COACH, "zaak", str(number))
        assert "past een andere route van het protocol: Over een bericht, beeld of opname." in room.words_to(
            shown, COACH
        )
        asked = await tapped(room, shown, "Naar de route: Over een bericht", COACH)
        assert "Naar een andere route van het protocol: Over een bericht, beeld" in room.words_to(asked, COACH)
        assert "Wat is de reden?" in room.words_to(asked, COACH)


async def taken_up_by_and_when(room: Staffroom, number: int) -> tuple[str, str]:
    """Whose it is to take the case up by now, and the day on which that is due, in the words of a text."""
    case_file = await room.case(number)
    case, reading = room.office.folded(case_file), reading_of_case(case_file)
    duty = next(one for one in duties(case, room.house.calendar, terms_for(room.house, case, reading)) if one.role)
    assert duty.kind == "acknowledge"
    person, *_ = responsible_for(room.house, case, reading, duty)
    return room.house.name_of(person), spoken(phrase("case-agreed-stays", on=duty.due_on)).removeprefix("Het blijft ")


@pytest.mark.parametrize(
    ("protocol", "accused", "track"),
    [
        ("kluiverboom", None, STAFF_TRACK),
        ("kluiverboom", DEPUTY, STAFF_TRACK),
        ("noordhoek", None, "Het gaat over gedrag"),
        ("splitting", None, "Naar de vertrouwenspersoon"),
    ],
)
async def test_the_question_says_who_takes_the_case_up_anew_and_by_when(
    protocol: str, accused: str | None, track: str, tmp_path: Path
) -> None:
    async with staffroom_of(example_school(), tmp_path, protocol=protocol) as room:
        number = await begun(room)
        if accused is not None:
            await named(room, number, accused)
        asked, _ = await moved(room, COACH, number, track)
        name, day = await taken_up_by_and_when(room, number)
        assert f"Uiterlijk {day} pakt {name} de zaak opnieuw op." in room.words_to(asked, COACH)


@pytest.mark.parametrize(
    ("protocol", "track"), [("splitting", "Tussen leerlingen, ook online"), ("noordhoek", "Pesten dat niet online")]
)
async def test_a_case_that_stays_with_who_leads_it_is_not_to_be_taken_up_anew(
    protocol: str, track: str, tmp_path: Path
) -> None:
    async with staffroom_of(example_school(), tmp_path, protocol=protocol) as room:
        asked, _ = await moved(room, COACH, await begun(room), track)
        assert "opnieuw op" not in room.words_to(asked, COACH)


async def until_when(room: Staffroom, number: int, person: str) -> str:
    """What `person`, who brings the case to the track for staff, is told of who takes it up by when; that is so."""
    asked, _ = await moved(room, person, number, STAFF_TRACK)
    name, day = await taken_up_by_and_when(room, number)
    assert f"Uiterlijk {day} pakt {name} de zaak opnieuw op." in room.words_to(asked, person)
    return day


async def test_what_can_wait_is_taken_up_anew_within_the_term(room: Staffroom) -> None:
    assert await until_when(room, await begun(room), COACH) == "dinsdag 24 november"


async def test_what_was_recorded_as_serious_keeps_its_day_when_it_goes_to_somebody_else(room: Staffroom) -> None:
    number = await begun(room)
    await performed(room, number, EstablishFact("severity", "serious", note="note"), COACH)
    assert await until_when(room, number, COACH) == "maandag 23 november"


@pytest.mark.parametrize("urgency", [Urgency.NORMAL, Urgency.NOW])
async def test_what_cannot_wait_keeps_its_day_with_who_has_it_already(room: Staffroom, urgency: Urgency) -> None:
    """By what its reporter said, or by what staff recorded."""
    number = await room.reported(urgency=urgency)
    await taken_up(room, number)
    if urgency is Urgency.NORMAL:
        await performed(room, number, EstablishFact("severity", "serious", note="note"), COACH)
    await performed(room, number, EstablishFact("offender_class", "staff"), COACH)
    await taken_up(room, number, HEAD)
    assert await until_when(room, number, HEAD) == "maandag 23 november"
