"""A colleague who doubts about a colleague keeps it, with the entry to make; what is more goes to others.

P002 A002-1, C22: no code knows the school, its track gives it to the colleague who reported.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.staff.access import may_open, reading_of_case
from bot.staff.case_acts import CaseActs
from bot.staff.case_people import deputies_of, lead_of, people_for
from bot.staff.duty_book import DutyBook
from casework.case_commands import EstablishFact
from casework.protocol_model import RoleExpr
from casework.track_moves import track_asked
from casework.wording import Refusal
from storage.dues import DueKind
from tests.staff.staffroom import Staffroom
from tests.staff.test_intake_room import asked_to_open
from tests.test_ways_of_reports import room_with

OPENER, ACCUSED, MANAGEMENT, BOARD = "karin_visser", "sanne_de_boer", "marieke_smit", "joost_van_den_berg"
CONFIDANT = "lotte_jansen"
TO_THE_NAME = ("2B", "Overslaan", "Het gaat over iemand die hier werkt")
KEEP, HAND = "Openen, ik pak het op", "Openen en doorgeven"
DOUBT = "Twijfel je of dit een incident is?"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with room_with("noordhoek", tmp_path) as made:
        yield made


async def named(room: Staffroom, *labels: str, opener: str = OPENER) -> Batch:
    """About the coach of the class by name, up to what these answers bring."""
    await asked_to_open(room, opener, *TO_THE_NAME)
    asked = await room.says(opener, "mevrouw De Boer")
    for label in ("Kan wachten", *labels):
        asked = await room.taps(opener, room.button(asked, label, opener), None)
    return asked


async def kept(room: Staffroom) -> Batch:
    asked = await named(room, "Nee", "Nee", "Ja")
    return await room.taps(OPENER, room.button(asked, KEEP, OPENER), None)


async def does(room: Staffroom, label: str, *answers: str, person: str = OPENER) -> Batch:
    """A button of the card, and what is asked on it."""
    shown = await room.taps(person, small_button("card", "1"))
    shown = await room.taps(person, room.button(shown, label, person))
    for answer in answers:
        shown = await room.taps(person, room.button(shown, answer, person), None)
    return shown


async def stepped_up(room: Staffroom) -> Batch:
    await kept(room)
    return await steps_up(room)


async def steps_up(room: Staffroom) -> Batch:
    """All that the step asks, and on to the next one."""
    await does(room, "Gedaan: Zet je twijfel in SOM", "Vandaag", "Overslaan")
    await does(room, "Gedaan: Spreek je collega erop aan", "Vandaag", "Overslaan")
    await does(room, "Uitkomst: Moet het MT dit weten?", "Ja, het MT moet dit weten", "Vandaag", "Overslaan")
    return await does(room, "Verder naar Gedrag van een medewerker", "Ja, dit klopt")


async def heard_by(room: Staffroom, batch: Batch) -> set[str]:
    return {person for person in room.house.school.people if room.to(batch, person)}


async def test_who_doubts_keeps_it_and_nobody_else_hears_of_it(room: Staffroom) -> None:
    asked = await named(room, "Nee", "Nee")
    assert DOUBT in room.words_to(asked, OPENER)
    asked = await room.taps(OPENER, room.button(asked, "Ja", OPENER), None)
    assert "Deze zaak houd je zelf." in room.words_to(asked, OPENER)
    assert "dan geef je de zaak door aan mevrouw Smit" in room.words_to(asked, OPENER)
    sent = await room.taps(OPENER, room.button(asked, KEEP, OPENER), None)
    assert await heard_by(room, sent) == {OPENER}
    assert "pakt het op" not in room.words_to(sent, OPENER), "nobody tells them what they do themselves"
    case, reading = room.office.folded(await room.case(1)), reading_of_case(await room.case(1))
    assert (case.step_key, case.facts()["track"], case.acknowledged) == ("doubt", "staff_doubt", True)
    assert (reading.may_read, reading.barred) == ((OPENER,), frozenset({ACCUSED}))
    assert lead_of(room.house, case, reading) == (OPENER,)
    assert await room.dues(DueKind.ACKNOWLEDGE) == []


async def test_the_entry_is_their_duty_with_a_text_that_says_it_is_a_doubt(room: Staffroom) -> None:
    words = room.words_to(await kept(room), OPENER)
    assert "Zet in SOM wat je zag en dat je twijfelt, uiterlijk" in words
    draft = room.words_to(await does(room, "Tekst voor het dossier"), OPENER)
    assert draft.count("dossier") == 0, "R-14: in SOM and nowhere else"
    assert "Protocol sociale media, twijfel (SOM)" in draft and "Waarom je twijfelt:" in draft
    assert "De Boer" not in draft
    reading = reading_of_case(await room.case(1))
    own = RoleExpr(role="staff_any", of="reporter")
    assert deputies_of(room.house, reading, (OPENER,), own) == (), "nobody else saw it"
    assert [due.case_number for due in await room.dues(DueKind.DUTY)] != []


async def test_the_card_asks_first_for_what_the_protocol_puts_first(room: Staffroom) -> None:
    words = room.words_to(await kept(room), OPENER)
    now, later = words.partition("Daarna")[0], words.partition("Daarna")[2]
    assert "• Zet in SOM wat je zag en dat je twijfelt" in now
    assert "• Spreek je collega erop aan" in later
    assert "Schrijf alleen op wat je zelf zag." in now


async def entered_text(room: Staffroom, person: str) -> str:
    """What "Meer…" still shows of the entry."""
    shown = await does(room, "Meer…", person=person)
    shown = await room.taps(person, room.button(shown, "Ingevoerde teksten…", person))
    (label,) = [one for one in room.labels(shown, person) if one.startswith("23 november: ")]
    return room.words_to(await room.taps(person, room.button(shown, label, person)), person)


async def test_what_was_entered_stays_readable_also_for_who_gets_the_case(room: Staffroom) -> None:
    await kept(room)
    await does(room, "Gedaan: Zet je twijfel in SOM", "Vandaag")
    await room.says(OPENER, "Ik zag een bericht in de groepsapp")
    title = "Over de medewerker om wie het gaat.\nProtocol sociale media, twijfel (SOM)\n[Dit is al ingevoerd.]"
    own = await entered_text(room, OPENER)
    assert title in own and "Ik zag een bericht in de groepsapp" in own
    await does(room, "Gedaan: Spreek je collega erop aan", "Vandaag", "Overslaan")
    await does(room, "Uitkomst: Moet het MT dit weten?", "Ja, het MT moet dit weten", "Vandaag", "Overslaan")
    await does(room, "Verder naar Gedrag van een medewerker", "Ja, dit klopt")
    await room.taps(MANAGEMENT, small_button("taken", "1"))
    assert "Ik zag een bericht in de groepsapp" in await entered_text(room, MANAGEMENT)


async def test_an_entry_that_is_enough_ends_it_and_nobody_else_ever_heard(room: Staffroom) -> None:
    await kept(room)
    await does(room, "Gedaan: Zet je twijfel in SOM", "Vandaag", "Overslaan")
    await does(room, "Gedaan: Spreek je collega erop aan", "Vandaag", "Overslaan")
    await does(room, "Uitkomst: Moet het MT dit weten?", "De melding in SOM is genoeg", "Vandaag", "Overslaan")
    closed = await does(room, "Is hiermee genoeg gedaan?", "Ja", "Ja, dit klopt")
    case = await room.case(1)
    assert not case.is_open and room.office.folded(case).outcome == "stays_noted"
    assert await heard_by(room, closed) == {OPENER}
    assert "afgerond" not in room.words_to(closed, OPENER)


async def test_more_than_a_doubt_is_the_managements_and_its_reporter_hears_who_has_it(room: Staffroom) -> None:
    sent = await stepped_up(room)
    case, reading = room.office.folded(await room.case(1)), reading_of_case(await room.case(1))
    assert (case.step_key, reading.reader, reading.kept_by) == ("staff", MANAGEMENT, None)
    assert reading.may_read == (MANAGEMENT,)
    assert await heard_by(room, sent) == {OPENER, MANAGEMENT}
    assert "Zaak 1 is nu bij mevrouw Smit." in room.words_to(sent, OPENER)
    assert "mevrouw Smit" in room.words_to(sent, OPENER) and "Lezen" in room.labels(sent, MANAGEMENT)
    refused = await room.commands(OPENER, "zaak", "1")
    assert "kun jij niet openen" in room.words_to(refused, OPENER)
    own = room.words_to(await room.commands(OPENER, "mijn"), OPENER)
    assert "Melding 1: verstuurd. Straks leest mevrouw Smit het." in own
    taken = await room.taps(MANAGEMENT, small_button("taken", "1"))
    assert "mevrouw Smit pakt het op" in room.words_to(taken, OPENER)


async def test_what_they_have_themselves_stands_among_their_cases_and_not_below_them(room: Staffroom) -> None:
    await kept(room)
    words = room.words_to(await room.commands(OPENER, "zaken"), OPENER)
    assert "Zaak 1 · Twijfel" in words and "Melding 1" not in words


async def test_nobody_writes_to_themselves_as_the_reporter(room: Staffroom) -> None:
    await kept(room)
    story = await room.taps(OPENER, small_button("read", "1"))
    assert "Stuur een bericht" not in room.labels(story, OPENER)
    nobody = await room.taps(OPENER, small_button("write", "1"), None)
    assert "Er is niemand aan wie je kunt schrijven" in room.words_to(nobody, OPENER)


@pytest.mark.parametrize("said", ["Ja", "Weet ik niet"])
async def test_what_may_be_sexual_is_the_boards_at_once_and_is_not_asked_for_a_doubt(
    room: Staffroom, said: str
) -> None:
    """AX-8."""
    asked = await named(room, said)
    assert DOUBT not in room.words_to(asked, OPENER)
    await room.taps(OPENER, room.button(asked, HAND, OPENER), None)
    assert reading_of_case(await room.case(1)).may_read == (BOARD,)


@pytest.mark.parametrize("said", ["Ja", "Weet ik niet"])
async def test_a_doubted_management_is_left_out_and_no_doubt_is_asked_for(room: Staffroom, said: str) -> None:
    asked = await named(room, "Nee", said)
    assert DOUBT not in room.words_to(asked, OPENER)
    await room.taps(OPENER, room.button(asked, HAND, OPENER), None)
    reading = reading_of_case(await room.case(1))
    assert reading.reader == BOARD and MANAGEMENT in reading.barred


@pytest.mark.parametrize("said", ["Nee", "Weet ik niet"])
async def test_without_a_doubt_the_management_reads_it(room: Staffroom, said: str) -> None:
    asked = await named(room, "Nee", "Nee", said)
    await room.taps(OPENER, room.button(asked, HAND, OPENER), None)
    reading = reading_of_case(await room.case(1))
    assert (reading.reader, reading.kept_by) == (MANAGEMENT, None)


async def learned(room: Staffroom, fact: str, value: str | bool) -> Batch:
    async def work(batch: Batch) -> None:
        case = await room.office.case(batch, 1)
        assert case is not None
        acts = CaseActs(room.house, room.office, DutyBook(room.house, room.office))
        done = await acts.perform(batch, case, EstablishFact(fact, value), OPENER)
        assert not isinstance(done, Refusal), done

    return await room.in_batch(work)


async def test_a_management_that_may_be_in_it_after_all_is_passed_by(room: Staffroom) -> None:
    """AX-12: nor does it go to a first contact, with whom the line begins."""
    await kept(room)
    sent = await learned(room, "management_in_doubt", True)
    reading, case = reading_of_case(await room.case(1)), room.office.folded(await room.case(1))
    assert (reading.may_read, reading.kept_by) == ((BOARD,), None)
    assert lead_of(room.house, case, reading) == (BOARD,)
    assert await heard_by(room, sent) == {OPENER, BOARD}


async def test_a_doubt_that_turns_out_sexual_is_the_boards_at_once(room: Staffroom) -> None:
    """AX-8, AX-12: nobody speaks to the colleague about it any more, and the board decides about the track today."""
    await kept(room)
    sent = await learned(room, "category", "sexual")
    reading, case = reading_of_case(await room.case(1)), room.office.folded(await room.case(1))
    assert (reading.may_read, reading.kept_by) == ((BOARD,), None)
    assert await heard_by(room, sent) >= {BOARD} and ACCUSED not in await heard_by(room, sent)
    assert not may_open(await room.case(1), OPENER)
    own = RoleExpr(role="staff_any", of="reporter")
    assert people_for(room.house, case, reading, own) == (BOARD,)
    asked = track_asked(case)
    assert asked is not None and asked.track == "staff_offender"


# By a confidant


async def test_a_confidant_who_saw_it_keeps_a_doubt_as_the_colleague_who_reports(room: Staffroom) -> None:
    asked = await named(room, "Nee", opener=CONFIDANT)
    assert "Van wie heb je dit gehoord?" in room.words_to(asked, CONFIDANT)
    for label in ("Ik zag of hoorde het zelf", "Nee", "Ja"):
        asked = await room.taps(CONFIDANT, room.button(asked, label, CONFIDANT), None)
    sent = await room.taps(CONFIDANT, room.button(asked, KEEP, CONFIDANT), None)
    reading = reading_of_case(await room.case(1))
    assert (reading.kept_by, reading.via_confidant, reading.may_read) == (CONFIDANT, False, (CONFIDANT,))
    assert await heard_by(room, sent) == {CONFIDANT}


async def test_what_a_confidant_saw_and_does_not_doubt_is_the_managements_at_once(room: Staffroom) -> None:
    """A002-6."""
    asked = await named(room, "Nee", "Ik zag of hoorde het zelf", "Nee", "Nee", opener=CONFIDANT)
    sent = await room.taps(CONFIDANT, room.button(asked, HAND, CONFIDANT), None)
    reading = reading_of_case(await room.case(1))
    assert (reading.reader, reading.may_read, reading.via_confidant) == (MANAGEMENT, (MANAGEMENT,), False)
    assert await heard_by(room, sent) == {CONFIDANT, MANAGEMENT}
    story = room.words_to(await room.taps(MANAGEMENT, small_button("read", "1")), MANAGEMENT)
    assert "Zelf gezien of gehoord." in story and "De melder is mevrouw Jansen" in story
    own = room.words_to(await room.commands(CONFIDANT, "mijn"), CONFIDANT)
    assert "Melding 1" in own


async def test_what_a_pupil_told_a_confidant_stays_on_that_line_and_is_asked_for_no_doubt(room: Staffroom) -> None:
    asked = await named(room, "Nee", "Een leerling, in vertrouwen", opener=CONFIDANT)
    assert DOUBT not in room.words_to(asked, CONFIDANT)
    sent = await room.taps(CONFIDANT, room.button(asked, KEEP, CONFIDANT), None)
    reading = reading_of_case(await room.case(1))
    assert (reading.via_confidant, reading.kept_by, reading.may_read) == (True, None, (CONFIDANT,))
    assert await heard_by(room, sent) == {CONFIDANT}
