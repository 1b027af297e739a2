"""Opening a case for a pupil who came in person, and finding one's cases."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.staff.access import reading_of_case
from casework.case_events import CaseOpened
from casework.school import School
from storage import cases
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of

COACH, DEPUTY = "sanne_de_boer", "pieter_bakker"
BEFORE_OPENING = ("2B", "Overslaan", "Buitengesloten", "Kan wachten")
"""With the command or the fixed button before, and the opening after: six taps."""


async def asked_to_open(room: Staffroom, person: str, *labels: str) -> Batch:
    batch = await room.says(person, "➕ Nieuwe zaak")
    for label in labels or BEFORE_OPENING:
        batch = await room.taps(person, room.button(batch, label, person), None)
    return batch


async def opened(room: Staffroom, person: str, label: str, *labels: str) -> Batch:
    asked = await asked_to_open(room, person, *labels)
    return await room.taps(person, room.button(asked, label, person), None)


async def test_a_coach_opens_a_case_of_the_own_class_in_six_taps_and_has_it_in_hand(room: Staffroom) -> None:
    sent = await opened(room, "sanne_de_boer", "Openen, ik pak het op")
    assert "Zaak 1 · " in room.words_to(sent, "sanne_de_boer")
    case = await room.case(1)
    assert reading_of_case(case).taken_up_by == "sanne_de_boer"
    assert reading_of_case(case).may_read == ("sanne_de_boer",)
    assert room.office.folded(case).acknowledged
    assert await room.dues(DueKind.ACKNOWLEDGE) == []
    assert isinstance(case.events[0], CaseOpened)
    assert case.events[0].reporter == "witness", "there is no colleague to decide with who takes it up"


async def test_the_duties_of_a_case_taken_up_at_once_are_due(room: Staffroom) -> None:
    await opened(room, "sanne_de_boer", "Openen, ik pak het op")
    assert await room.dues(DueKind.DUTY) != []


async def test_somebody_elses_class_goes_to_its_coach(room: Staffroom) -> None:
    sent = await opened(room, "pieter_bakker", "Openen en doorgeven")
    assert "Lezen" in room.labels(sent, "sanne_de_boer")
    assert "Buitengesloten" not in room.words_to(sent, "sanne_de_boer")
    assert "gelezen door mevrouw De Boer, uiterlijk" in room.words_to(sent, "pieter_bakker")
    assert "Je hoort wie" not in room.words_to(sent, "pieter_bakker"), "they do not: the case is the pupil's"
    assert "pieter_bakker" not in reading_of_case(await room.case(1)).may_read


async def test_what_a_confidant_hears_stays_on_the_confidants_line(room: Staffroom) -> None:
    sent = await opened(room, "lotte_jansen", "Openen, ik pak het op")
    reading = reading_of_case(await room.case(1))
    assert reading.via_confidant
    assert reading.may_read == ("lotte_jansen",)
    assert room.to(sent, "sanne_de_boer") == []


async def test_the_story_and_the_name_are_read_by_who_has_it(room: Staffroom) -> None:
    await room.commands("sanne_de_boer", "zaak", "nieuw")
    asked = await room.commands("sanne_de_boer", "zaak", "nieuw")
    asked = await room.taps("sanne_de_boer", room.button(asked, "2B", "sanne_de_boer"), None)
    await room.says("sanne_de_boer", "Noor Vink")
    asked = await room.says("sanne_de_boer", "Ze durft niet naar de kantine")
    asked = await room.taps("sanne_de_boer", room.button(asked, "Vandaag", "sanne_de_boer"), None)
    assert "Noor Vink" in room.words_to(asked, "sanne_de_boer")
    await room.taps("sanne_de_boer", room.button(asked, "Openen, ik pak het op", "sanne_de_boer"), None)
    words = room.words_to(await room.taps("sanne_de_boer", small_button("read", "1")), "sanne_de_boer")
    assert "Noor Vink" in words
    assert "Ze durft niet naar de kantine" in words
    assert "Opgeschreven door mevrouw De Boer" in words


async def test_a_colleague_who_is_named_gets_nothing_before_it_is_clear(room: Staffroom) -> None:
    """AX-12: the coach of the class is named, so the opener is asked, and on yes it goes elsewhere."""
    asked = await room.commands("joost_van_den_berg", "zaak", "nieuw")
    asked = await room.taps("joost_van_den_berg", room.button(asked, "2B", "joost_van_den_berg"), None)
    asked = await room.taps("joost_van_den_berg", room.button(asked, "Overslaan", "joost_van_den_berg"), None)
    asked = await room.says("joost_van_den_berg", "juf Sanne lacht hem uit")
    asked = await room.taps("joost_van_den_berg", room.button(asked, "Kan wachten", "joost_van_den_berg"), None)
    assert "Gaat het over mevrouw De Boer?" in room.words_to(asked, "joost_van_den_berg")
    for said in ("Ja", "Nee"):
        asked = await room.taps("joost_van_den_berg", room.button(asked, said, "joost_van_den_berg"), None)
    sent = await room.taps("joost_van_den_berg", room.button(asked, "Openen en doorgeven", "joost_van_den_berg"), None)
    assert room.to(sent, "sanne_de_boer") == []
    assert "sanne_de_boer" in reading_of_case(await room.case(1)).barred


async def test_sexual_conduct_that_a_confidant_hears_of_is_read_by_the_board_and_nobody_else(room: Staffroom) -> None:
    """AX-12, and the law: at once, and with nobody in between."""
    opener, board = "lotte_jansen", "aleid_terpstra"
    asked = await asked_to_open(room, opener, "2B", "Overslaan", "Het gaat over iemand die hier werkt")
    asked = await room.says(opener, "juf Sanne")
    for label in ("Kan wachten", "Weet ik niet"):
        asked = await room.taps(opener, room.button(asked, label, opener), None)
    assert "gelezen door mevrouw Terpstra (bestuur)" in room.words_to(asked, opener)
    sent = await room.taps(opener, room.button(asked, "Openen en doorgeven", opener), None)
    assert "0900-1113111" in room.words_to(sent, opener)
    for other in ("sanne_de_boer", "pieter_bakker", "marieke_smit", "karin_visser"):
        assert room.to(sent, other) == []
    reading = reading_of_case(await room.case(1))
    assert reading.may_read == (board,)
    assert "sanne_de_boer" in reading.barred
    assert not reading.via_confidant
    story = room.words_to(await room.taps(board, small_button("read", "1")), board)
    assert "juf Sanne" in story
    assert "zulke berichten of foto’s? Antwoord: weet ik niet." in story
    assert "De melder is mevrouw Jansen" in story
    refused = await room.taps(opener, small_button("read", "1"))
    assert "kun jij niet openen" in room.words_to(refused, opener)


async def test_who_keeps_a_case_about_a_colleague_hears_whom_the_pupil_can_call(room: Staffroom) -> None:
    opener = "lotte_jansen"
    asked = await asked_to_open(room, opener, "2B", "Overslaan", "Het gaat over iemand die hier werkt")
    for label in ("Liever geen naam", "Kan wachten", "Nee", "Een leerling, in vertrouwen"):
        asked = await room.taps(opener, room.button(asked, label, opener), None)
    sent = await room.taps(opener, room.button(asked, "Openen, ik pak het op", opener), None)
    assert "0900-1113111" in room.words_to(sent, opener)
    assert reading_of_case(await room.case(1)).may_read == (opener,)
    story = room.words_to(await room.taps(opener, small_button("read", "1")), opener)
    assert "Het gaat om iemand die hier werkt, zonder naam." in story


async def test_a_break_guard_opens_no_case_and_hears_the_way(room: Staffroom) -> None:
    refused = await room.commands("henk_de_groot", "zaak", "nieuw")
    assert "Met Flits" in room.words_to(refused, "henk_de_groot")


async def test_the_list_holds_the_readers_own_open_cases_with_a_step_and_a_date(room: Staffroom) -> None:
    await room.reported()
    await room.reported(victim_class="1B")
    listed = await room.says("sanne_de_boer", "📋 Mijn zaken")
    words = room.words_to(listed, "sanne_de_boer")
    assert "Zaak 1 · " in words
    assert "november" in words
    assert "Zaak 2" not in words
    assert "schelden" not in words
    assert room.labels(listed, "sanne_de_boer") == ["Zaak 1"]


async def test_the_button_in_the_list_opens_the_card(room: Staffroom) -> None:
    await room.reported()
    listed = await room.commands("sanne_de_boer", "zaken")
    card = await room.taps("sanne_de_boer", room.button(listed, "Zaak 1", "sanne_de_boer"))
    assert "Zaak 1 · " in room.words_to(card, "sanne_de_boer")


async def test_who_has_no_cases_hears_so(room: Staffroom) -> None:
    assert "geen open zaken" in room.words_to(await room.commands("marieke_smit", "zaak"), "marieke_smit")


async def test_a_case_is_opened_by_its_number_for_its_readers_only(room: Staffroom) -> None:
    number = await room.reported()
    own = await room.commands("sanne_de_boer", "zaak", str(number))
    other = await room.commands("karin_visser", "zaak", str(number))
    assert "Zaak 1 · " in room.words_to(own, "sanne_de_boer")
    assert "kun jij niet openen" in room.words_to(other, "karin_visser")


async def test_an_argument_that_is_no_number_gets_an_example(room: Staffroom) -> None:
    for argument in ("twaalf", "-1", "²", "1" * 30):
        answered = await room.commands("sanne_de_boer", "zaak", argument)
        assert "/zaak 12" in room.words_to(answered, "sanne_de_boer")


async def test_a_pupil_who_is_named_is_known_to_the_case_by_a_sealed_note(room: Staffroom) -> None:
    asked = await room.commands("sanne_de_boer", "zaak", "nieuw")
    await room.taps("sanne_de_boer", room.button(asked, "2B", "sanne_de_boer"), None)
    asked = await room.says("sanne_de_boer", "Noor Vink")
    for label in ("Buitengesloten", "Kan wachten", "Openen, ik pak het op"):
        asked = await room.taps("sanne_de_boer", room.button(asked, label, "sanne_de_boer"), None)
    folded = room.office.folded(await room.case(1))
    async with room.archive.database.reading() as connection:
        notes = await cases.notes_of(connection, room.archive.vault, 1)
    assert folded.victim_known
    assert notes[folded.victim or ""] == "Noor Vink"


async def test_without_a_name_the_case_still_has_to_find_out_who_it_is(room: Staffroom) -> None:
    await opened(room, "sanne_de_boer", "Openen, ik pak het op")
    assert not room.office.folded(await room.case(1)).victim_known


async def test_who_would_read_it_anyway_takes_it_up_themselves(room: Staffroom) -> None:
    """A case of which nobody knows the class comes to the bullying coordinator."""
    await opened(room, "nienke_dijkstra", "Openen, ik pak het op", "Weet ik niet", *BEFORE_OPENING[1:])
    assert reading_of_case(await room.case(1)).taken_up_by == "nienke_dijkstra"


async def test_when_it_is_about_a_coach_of_an_unknown_class_no_coach_gets_it(room: Staffroom) -> None:
    """AX-12."""
    asked = await room.commands("karin_visser", "zaak", "nieuw")
    for label in ("Weet ik niet", "Overslaan"):
        asked = await room.taps("karin_visser", room.button(asked, label, "karin_visser"), None)
    asked = await room.says("karin_visser", "de mentor zet hem voor schut")
    asked = await room.taps("karin_visser", room.button(asked, "Kan wachten", "karin_visser"), None)
    assert "Gaat het over de mentor van de leerling?" in room.words_to(asked, "karin_visser")
    for said in ("Ja", "Nee"):
        asked = await room.taps("karin_visser", room.button(asked, said, "karin_visser"), None)
    taps = [label for label in room.labels(asked, "karin_visser") if label.startswith("Openen")]
    await room.taps("karin_visser", room.button(asked, taps[0], "karin_visser"), None)
    reading = reading_of_case(await room.case(1))
    coaches = {one.coach for one in room.house.school.classes.values()}
    assert reading.doubts_coach
    assert coaches.isdisjoint(reading.may_read)


async def test_whom_the_track_tells_hears_of_a_case_that_the_opener_keeps(tmp_path: Path) -> None:
    """P000 N-13: what is online between pupils is told to the management too."""
    described = example_school().model_dump()
    described["roles"]["management"] = {"title": "schoolleiding", "holders": ["marieke_smit"]}
    async with staffroom_of(School.model_validate(described), tmp_path, protocol="splitting") as room:
        answers = (
            "2B",
            "Overslaan",
            "Online gepest, in een app of een game",
            "Kan wachten",
            "Weet ik niet",
            "Openen, ik pak het op",
        )
        batch = await room.says("sanne_de_boer", "➕ Nieuwe zaak")
        for label in answers:
            batch = await room.taps("sanne_de_boer", room.button(batch, label, "sanne_de_boer"), None)
            assert "Wat is er verteld" not in room.words_to(batch, "sanne_de_boer")
        told = room.words_to(batch, "marieke_smit")
        assert "Die pakt mevrouw De Boer zelf op. Jij hoort het ook." in told and "uiterlijk" not in told
        case = room.office.folded(await room.case(1))
        assert case.facts()["track"] == "pupils_online"
        assert case.facts()["reporter"] == "witness"


async def test_who_is_bullied_at_work_tells_it_reads_nothing_of_it_and_hears_who_does(tmp_path: Path) -> None:
    """P002 list B (A002-7): a colleague who is bullied goes to the management, and leads nothing of their own case."""
    school = example_school().model_copy(update={"protocol": "noordhoek"})
    async with staffroom_of(school, tmp_path) as room:
        opener = "lotte_jansen"
        await asked_to_open(room, opener, "Het gaat om mijzelf")
        asked = await room.says(opener, "Ze doen mijn stem na in de klas")
        asked = await room.taps(opener, room.button(asked, "Kan wachten", opener), None)
        while "Openen en doorgeven" not in room.labels(asked, opener):
            asked = await room.taps(opener, room.button(asked, "Weet ik niet", opener), None)
        sent = await room.taps(opener, room.button(asked, "Openen en doorgeven", opener), None)
        case = await room.case(1)
        reading = reading_of_case(case)
        assert reading.bullied == opener
        assert opener not in reading.may_read
        assert not reading.via_confidant
        assert reading.facts["victim_class"] == "staff"
        assert room.house.name_of(reading.reader or "") in room.words_to(sent, opener)
        taken = await room.taps(reading.reader or "", small_button("taken", "1"))
        assert "pakt het op" in room.words_to(taken, opener)
        refused = await room.commands(opener, "zaak", "1")
        assert "stem na" not in room.words_to(refused, opener)


async def test_a_manager_who_is_bullied_does_not_get_their_own_case(room: Staffroom) -> None:
    opener = "marieke_smit"
    await asked_to_open(room, opener, "Het gaat om mijzelf")
    asked = await room.says(opener, "Ze roepen naar mij op het plein")
    asked = await room.taps(opener, room.button(asked, "Kan wachten", opener), None)
    await room.taps(opener, room.button(asked, "Openen en doorgeven", opener), None)
    reading = reading_of_case(await room.case(1))
    assert reading.reader not in (None, opener)
    assert opener not in reading.may_read


LATE = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(("person", "label"), [(DEPUTY, "Openen en doorgeven"), (COACH, "Openen, ik pak het op")])
async def test_what_cannot_wait_names_the_clock_and_that_it_is_no_alarm_before_and_after_it_is_opened(
    tmp_path: Path, person: str, label: str
) -> None:
    async with staffroom_of(example_school(), tmp_path, LATE) as room:
        asked = await asked_to_open(room, person, *BEFORE_OPENING[:3], "Nu")
        words = room.words_to(asked, person)
        assert "Het is 14.00. Op school leest nu niemand dit. Bel 112 of 113." in words
        assert "Een bericht is geen alarm" in words
        sent = await room.taps(person, room.button(asked, label, person), None)
        assert "Een bericht is geen alarm" in room.words_to(sent, person)


async def test_danger_in_what_was_heard_brings_them_too(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path, LATE) as room:
        await asked_to_open(room, DEPUTY, *BEFORE_OPENING[:2])
        asked = await room.says(DEPUTY, "ze zegt dat ze niet meer wil leven")
        asked = await room.taps(DEPUTY, room.button(asked, "Kan wachten", DEPUTY), None)
        assert "Een bericht is geen alarm" in room.words_to(asked, DEPUTY)


async def test_what_can_wait_has_no_alarm_and_a_clock_only_when_nobody_reads_it_now(room: Staffroom) -> None:
    words = room.words_to(await asked_to_open(room, DEPUTY), DEPUTY)
    assert "geen alarm" not in words and "Het is" not in words


async def test_what_happens_to_a_colleague_is_told_as_their_own(room: Staffroom) -> None:
    opener = "sanne_de_boer"
    asked = await asked_to_open(room, opener, "Het gaat om mijzelf")
    asked = await room.says(opener, "een collega lacht mij steeds uit")
    asked = await room.taps(opener, room.button(asked, "Kan wachten", opener), None)
    words = room.words_to(asked, opener)
    assert "Het gaat om jezelf." in words
    assert "Leerling:" not in words and "Klas:" not in words
    await room.taps(opener, room.button(asked, "Openen en doorgeven", opener), None)
    reader = reading_of_case(await room.case(1)).reader
    assert reader is not None
    story = room.words_to(await room.taps(reader, small_button("read", "1")), reader)
    assert "Het gaat over de melder zelf, die hier werkt." in story
    assert "iemand anders" not in story
