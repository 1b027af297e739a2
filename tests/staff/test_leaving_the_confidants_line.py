"""A case on the confidant's line when the pupil is asked whether the first contact may take it up (A000-22)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.reading import Reading, follower, reading_from_data
from bot.spoken import spoken
from bot.staff.case_acts import CaseActs
from bot.staff.case_taking_over import let_in_by, why_nobody
from bot.staff.duty_book import DutyBook
from casework.case_commands import AnswerGate, Command, EstablishFact, HandOver, MarkDone, OpenStep, RecordOutcome
from casework.contact_agreed import LetIn
from casework.school_file import load_school
from storage.dues import DueKind
from tests.casework.schools import EXAMPLE_FILE, example_school
from tests.staff.case_desk import COACH, CONFIDANT, CaseDesk, read_by_coach
from tests.staff.case_desks import MONDAY, Desks, to_view
from tests.staff.staffroom import staffroom_of

SCHOOL_OF_NOORDHOEK = EXAMPLE_FILE.parent / "schools" / "noordhoek.yaml"
TODAY = MONDAY.date()
COACHS_STEP = {"splitting": "1a", "noordhoek": "A1"}
TALK = {
    "splitting": (MarkDone("talk_in_confidence", TODAY), RecordOutcome("agree_further", TODAY, "with_coach")),
    "noordhoek": (MarkDone("talk_confidant", TODAY), RecordOutcome("choose_way", TODAY, "with_mentor")),
}
ENOUGH = RecordOutcome("choose_way", TODAY, "enough")
"""What says nothing of the mentor."""
TRUSTS_NOT = EstablishFact("trusts_contact", False, note="note")
NO: dict[str, tuple[Command, ...]] = {
    "as the protocol asks it": (RecordOutcome("choose_way", TODAY, "without_mentor"),),
    "by itself": (TRUSTS_NOT, ENOUGH),
}
GATE = {
    "splitting": AnswerGate({"pupil_agrees": True}),
    "noordhoek": AnswerGate({"talk_is_enough": False}),
}


async def confidants_case(desks: Desks, protocol: str, **changes: Any) -> tuple[CaseDesk, int]:
    reading = read_by_coach(MONDAY, reader=CONFIDANT, via_confidant=True, **changes)
    desk = await desks.opened(protocol)
    number = await desk.open_case(reading, via_confidant=True)
    await desk.take_up(number, CONFIDANT)
    return desk, number


async def says_that_the_pupil_agrees(desk: CaseDesk, number: int) -> None:
    await desk.open_card(CONFIDANT, number)
    for label in ("Meer", "Samen met anderen", "De leerling vindt het goed", "Ja"):
        await desk.tap(CONFIDANT, label)


async def reading_now(desk: CaseDesk, number: int) -> Reading:
    return reading_from_data((await desk.case_file(number)).reading)


async def to_every_list(desk: CaseDesk, number: int) -> list[str]:
    """What stands behind "Meer…" for the confidant, with what is done together with others."""
    await to_view(desk, number, "Meer", person=CONFIDANT)
    shown = desk.labels(CONFIDANT)
    if any(label.startswith("Samen met anderen") for label in shown):
        await desk.tap(CONFIDANT, "Samen met anderen")
        shown += desk.labels(CONFIDANT)
    return shown


@pytest.mark.parametrize("protocol", ["splitting", "noordhoek"])
async def test_the_yes_that_the_protocol_asked_hands_it_to_the_first_contact_in_the_same_act(
    desks: Desks, protocol: str
) -> None:
    desk, number = await confidants_case(desks, protocol)
    await desk.does(number, *TALK[protocol], person=CONFIDANT)
    assert desk.texts(COACH) == []
    await desk.does(number, GATE[protocol], person=CONFIDANT)
    reading = await reading_now(desk, number)
    assert (await desk.case(number)).step_key == COACHS_STEP[protocol]
    assert (reading.via_confidant, reading.reader, reading.taken_up_by) == (False, COACH, None)
    assert len(desk.texts(COACH)) == 1
    await desk.open_card(CONFIDANT, number)
    assert "blijft bij de vertrouwenspersoon" not in desk.last(CONFIDANT).text
    assert not any(label.startswith("Ik pak dit op") for label in desk.labels(CONFIDANT))
    await desk.take_up(number, COACH)
    assert (await desk.case(number)).acknowledged


async def test_without_a_yes_of_the_pupil_the_next_step_stays_with_the_confidant(desks: Desks) -> None:
    """Neither for danger, nor because the report said that the pupil can talk with the mentor."""
    danger: tuple[Command, ...] = (
        EstablishFact("safety_signal", True, note="note"),
        OpenStep("1a", reason="note"),
    )
    alone: tuple[Command, ...] = (
        MarkDone("talk_confidant", TODAY),
        RecordOutcome("choose_way", TODAY, "without_mentor"),
        AnswerGate({"talk_is_enough": False}),
    )
    for protocol, facts, commands in (("splitting", {}, danger), ("noordhoek", {"trusts_contact": True}, alone)):
        desk, number = await confidants_case(desks, protocol, facts=facts)
        await desk.does(number, *commands, person=CONFIDANT)
        assert (await desk.case(number)).step_key == COACHS_STEP[protocol]
        assert (await reading_now(desk, number)).via_confidant
        assert desk.texts(COACH) == []


async def test_who_goes_on_without_the_mentor_is_said_to_stay_with_the_confidant_who_hands_the_case_over_first(
    desks: Desks,
) -> None:
    desk, number = await confidants_case(desks, "noordhoek", facts={"trusts_contact": False})
    await desk.does(number, TALK["noordhoek"][0], person=CONFIDANT)
    await desk.open_card(CONFIDANT, number)
    assert "verder zonder de mentor" not in desk.last(CONFIDANT).text
    await desk.does(number, *NO["as the protocol asks it"], person=CONFIDANT)
    await desk.open_card(CONFIDANT, number)
    assert "Die krijgt de zaak niet." in desk.last(CONFIDANT).text
    await desk.tap(CONFIDANT, "Verder naar Lijst A")
    asked = desk.last(CONFIDANT).text
    assert "De mentor krijgt de zaak niet. Jij houdt de zaak, tot je die overdraagt aan een collega." in asked
    await desk.answers(CONFIDANT, "Ja, dit klopt", "Overslaan")
    assert (await desk.case(number)).step_key == "A1" and desk.texts(COACH) == []
    await desk.open_card(CONFIDANT, number)
    assert desk.labels(CONFIDANT)[0] == "Overdragen aan een collega"
    assert "draagt die hierna over aan een collega" in desk.last(CONFIDANT).text
    await desk.does(number, HandOver("karin_visser", None), person=CONFIDANT)
    await desk.open_card("karin_visser", number)
    assert "draagt die hierna over" not in desk.last("karin_visser").text
    assert desk.labels("karin_visser")[0] != "Overdragen aan een collega"


async def test_who_joins_in_the_confidants_own_step_reads_along_until_that_step_is_left(desks: Desks) -> None:
    desk, number = await confidants_case(desks, "noordhoek")
    await says_that_the_pupil_agrees(desk, number)
    mine = desk.last(CONFIDANT)
    assert "Deze stap blijft bij de vertrouwenspersoon." in mine.text
    assert "Deze stap is nu aan een collega" not in mine.text
    assert "Praat met de leerling" in mine.text
    [told] = desk.texts(COACH)
    assert "Je hoeft nu niets te doen." in told
    await desk.tap(COACH, "Open de kaart")
    assert "Je leest mee" in desk.last(COACH).text
    assert "Deze stap blijft bij de vertrouwenspersoon." in desk.last(COACH).text
    assert "Ik pak dit op" not in desk.labels(COACH)
    await desk.does(number, TALK["noordhoek"][0], ENOUGH, GATE["noordhoek"], person=CONFIDANT)
    reading = await reading_now(desk, number)
    assert (reading.via_confidant, reading.reader) == (False, COACH)
    await desk.take_up(number, COACH)
    assert (await desk.case(number)).acknowledged


async def test_the_yes_of_the_card_is_asked_once(desks: Desks) -> None:
    desk, number = await confidants_case(desks, "noordhoek")
    await says_that_the_pupil_agrees(desk, number)
    shown = await to_every_list(desk, number)
    assert "Overdragen aan een collega" in shown
    assert not any(label.startswith("De leerling vindt het goed") for label in shown)


@pytest.mark.parametrize("said", ["on the card", "as the protocol asks it"])
async def test_a_case_whose_pupil_agreed_to_nothing_is_not_joined_with_one_whose_pupil_did(
    desks: Desks, said: str
) -> None:
    """A000-22: the first contact would read the other pupil's story without a yes."""
    desk, agreed = await confidants_case(desks, "noordhoek")
    second = read_by_coach(MONDAY, reader=CONFIDANT, via_confidant=True)
    silent = await desk.open_case(second, via_confidant=True)
    await desk.take_up(silent, CONFIDANT)
    if said == "on the card":
        await says_that_the_pupil_agrees(desk, agreed)
    else:
        await desk.does(agreed, *TALK["noordhoek"], person=CONFIDANT)
    for number in (agreed, silent):
        revision = len((await desk.case_file(number)).events)
        await desk.tap_data(CONFIDANT, f"v1:s.0:card-join:{number}.{revision}")
        assert "geen andere open zaak" in desk.last(CONFIDANT).text
        assert (await desk.case_file(number)).is_open


async def test_two_cases_of_the_confidant_whose_pupils_agreed_to_nothing_become_one(desks: Desks) -> None:
    desk, first = await confidants_case(desks, "noordhoek")
    second = await desk.open_case(read_by_coach(MONDAY, reader=CONFIDANT, via_confidant=True), via_confidant=True)
    await desk.take_up(second, CONFIDANT)
    revision = len((await desk.case_file(second)).events)
    await desk.tap_data(CONFIDANT, f"v1:s.0:card-join:{second}.{revision}")
    await desk.answers(CONFIDANT, f"Zaak {first} ·", "Ja, dit is hetzelfde")
    assert not (await desk.case_file(second)).is_open
    assert (await reading_now(desk, first)).may_read == (CONFIDANT,)


@pytest.mark.parametrize("report", [{}, {"facts": {"trusts_contact": False}}], ids=["nothing said", "not the mentor"])
@pytest.mark.parametrize("said", list(NO))
async def test_a_yes_that_was_taken_back_gives_the_case_to_nobody_of_the_first_contacts_line(
    desks: Desks, report: dict[str, Any], said: str
) -> None:
    """A000-22: the newest word of the pupil counts."""
    desk, number = await confidants_case(desks, "noordhoek", **report)
    await says_that_the_pupil_agrees(desk, number)
    assert COACH in (await reading_now(desk, number)).may_read
    told = len(desk.texts(COACH))
    await desk.does(number, TALK["noordhoek"][0], *NO[said], person=CONFIDANT)
    reading = await reading_now(desk, number)
    assert (reading.agreed, reading.may_read) == (False, (CONFIDANT,))
    await desk.does(number, GATE["noordhoek"], person=CONFIDANT)
    reading = await reading_now(desk, number)
    assert (await desk.case(number)).step_key == COACHS_STEP["noordhoek"]
    assert (reading.via_confidant, reading.reader, COACH in reading.may_read) == (True, CONFIDANT, False)
    assert len(desk.texts(COACH)) == told


async def test_after_a_no_the_pupil_may_say_yes_once_more(desks: Desks) -> None:
    desk, number = await confidants_case(desks, "noordhoek", facts={"trusts_contact": False})
    await says_that_the_pupil_agrees(desk, number)
    await desk.does(number, TRUSTS_NOT, person=CONFIDANT)
    await says_that_the_pupil_agrees(desk, number)
    assert COACH in (await reading_now(desk, number)).may_read
    await desk.does(number, TALK["noordhoek"][0], ENOUGH, GATE["noordhoek"], person=CONFIDANT)
    reading = await reading_now(desk, number)
    assert (reading.via_confidant, reading.reader, COACH in reading.may_read) == (False, COACH, True)
    await desk.take_up(number, COACH)
    assert (await desk.case(number)).acknowledged


async def test_who_reads_along_in_the_mentors_place_loses_the_case_with_the_yes_too(desks: Desks) -> None:
    """Whoever is next on the line when the mentor cannot be reached."""
    desk, number = await confidants_case(desks, "noordhoek")
    account = desk.house.staff.account_of(COACH)
    assert account is not None
    desk.house.staff.put(COACH, replace(account, unreachable=True))
    await says_that_the_pupil_agrees(desk, number)
    (let_in,) = (await reading_now(desk, number)).let_in
    assert let_in not in (COACH, CONFIDANT)
    await desk.does(number, TRUSTS_NOT, person=CONFIDANT)
    assert (await reading_now(desk, number)).may_read == (CONFIDANT,)


async def test_a_yes_in_danger_hands_over_the_step_that_is_the_first_contacts_already(desks: Desks) -> None:
    desk, number = await confidants_case(desks, "splitting", facts={"trusts_contact": False})
    danger = (EstablishFact("safety_signal", True, note="note"), OpenStep("1a", reason="note"))
    await desk.does(number, *danger, person=CONFIDANT)
    assert (await reading_now(desk, number)).via_confidant
    await says_that_the_pupil_agrees(desk, number)
    reading = await reading_now(desk, number)
    assert (reading.via_confidant, reading.reader, COACH in reading.may_read) == (False, COACH, True)


async def test_what_was_shown_to_who_read_along_goes_from_their_screen_with_the_yes(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported(via_confidant=True)
        reading = replace(reading_from_data((await room.case(number)).reading), agreed=True, let_in=(COACH,))

        async def is_let_in(batch: Batch) -> None:
            case_file = await room.office.case(batch, number)
            assert case_file is not None
            await room.office.keep_reading(batch, case_file, reading)

        await room.in_batch(is_let_in)
        await room.taps(COACH, small_button("read", str(number)))
        acts = CaseActs(room.house, room.office, DutyBook(room.house, room.office))

        async def takes_it_back(batch: Batch) -> None:
            case_file = await room.office.case(batch, number)
            assert case_file is not None
            await acts.perform(batch, case_file, TRUSTS_NOT, CONFIDANT)

        done = await room.in_batch(takes_it_back)
        assert "edit" in {row.payload["do"] for row in room.to(done, COACH)}
        assert not room.to(await room.sweep(DueKind.HIDE, room.reading.on_hide_due), COACH)


@pytest.mark.parametrize("barred", ["subjects", "excluded", "passed_by", "bullied"])
async def test_a_case_never_waits_with_somebody_who_may_not_read_it(desks: Desks, barred: str) -> None:
    desk = await desks.opened("noordhoek")
    reading = read_by_coach(MONDAY, reader=None, **{barred: COACH if barred == "bullied" else (COACH,)})
    found = follower(desk.house, reading, MONDAY)
    assert found is not None
    assert found.person in reading.with_reader(found.person, TODAY).may_read


ANNET, LINDA, MENTOR, MANAGER = "annet_driessen", "linda_maas", "bas_willems", "frank_theunissen"
"""At the example school of noordhoek the confidant, her deputy the coordinator, the pupil's mentor, one of the MT."""

TO_OTHERS = "Overdragen aan een collega"


async def annets_case(desks: Desks) -> tuple[CaseDesk, int]:
    school = load_school(SCHOOL_OF_NOORDHOEK.read_text(encoding="utf-8"), SCHOOL_OF_NOORDHOEK.name)
    facts = {"trusts_contact": False}
    reading = read_by_coach(MONDAY, reader=ANNET, via_confidant=True, class_id="P1A", facts=facts)
    desk = await desks.opened("noordhoek", school)
    number = await desk.open_case(reading, via_confidant=True, victim_class="P1A")
    await desk.take_up(number, ANNET)
    return desk, number


async def may_get_it(desk: CaseDesk, number: int) -> set[str]:
    """To whom the confidant can hand the case over, by its buttons."""
    await desk.open_card(ANNET, number)
    for label in ("Meer", "Samen met anderen", TO_OTHERS):
        await desk.tap(ANNET, label)
    names = {one.name: person for person, one in desk.house.school.people.items()}
    return {names[label] for label in desk.labels(ANNET) if label in names}


async def test_the_confidants_deputy_takes_the_case_over_and_works_on_it(desks: Desks) -> None:
    """AX-20, A002-14: she is the coordinator too."""
    desk, number = await annets_case(desks)
    assert await may_get_it(desk, number) == {LINDA}
    await desk.tap(ANNET, "Linda Maas")
    await desk.answers(ANNET, "Overslaan")
    assert (await desk.case(number)).handed_to == LINDA
    await desk.take_up(number, LINDA)
    await desk.does(number, *TALK["noordhoek"], GATE["noordhoek"], person=LINDA)
    assert (await reading_now(desk, number)).reader == MENTOR


async def test_the_others_of_the_line_may_have_it_once_the_pupil_agreed(desks: Desks) -> None:
    desk, number = await annets_case(desks)
    await desk.does(number, *TALK["noordhoek"], person=ANNET)
    found = await may_get_it(desk, number)
    assert {LINDA, MENTOR, MANAGER} <= found
    assert "wim_claassen" not in found


@pytest.mark.parametrize("leaves", [False, True])
async def test_others_than_the_mentor_may_have_it_once_the_pupil_wants_that(desks: Desks, *, leaves: bool) -> None:
    desk, number = await annets_case(desks)
    await desk.does(number, TALK["noordhoek"][0], *NO["as the protocol asks it"], person=ANNET)
    if leaves:
        await desk.does(number, GATE["noordhoek"], person=ANNET)
    found = await may_get_it(desk, number)
    assert {LINDA, MANAGER} <= found
    assert MENTOR not in found


async def test_a_no_said_by_itself_lets_nobody_else_have_it(desks: Desks) -> None:
    desk, number = await annets_case(desks)
    await desk.does(number, TALK["noordhoek"][0], *NO["by itself"], person=ANNET)
    assert await may_get_it(desk, number) == {LINDA}


async def test_that_it_stays_with_the_confidant_lets_nobody_else_have_it(desks: Desks) -> None:
    desk, number = await confidants_case(desks, "splitting", facts={"trusts_contact": False})
    stays = RecordOutcome("agree_further", TODAY, "stays_here")
    await desk.does(number, TALK["splitting"][0], stays, person=CONFIDANT)
    reading, case = await reading_now(desk, number), await desk.case(number)
    assert let_in_by(case, reading) is LetIn.NOBODY


async def test_where_the_deputy_has_no_account_that_is_said(desks: Desks) -> None:
    desk, number = await annets_case(desks)
    account = desk.house.staff.account_of(LINDA)
    assert account is not None
    desk.house.staff.put(LINDA, replace(account, unreachable=True))
    await may_get_it(desk, number)
    assert "heeft nog geen account of is nu niet te bereiken: mevrouw Maas" in desk.last(ANNET).text


async def test_where_nobody_else_may_have_it_the_cause_is_said(desks: Desks) -> None:
    desk, number = await confidants_case(desks, "splitting")
    only = {CONFIDANT: desk.house.school.people[CONFIDANT]}
    house = replace(desk.house, school=desk.house.school.model_copy(update={"people": only}))
    reading = await reading_now(desk, number)
    assert "De leerling koos" in spoken(why_nobody(house, reading, LetIn.NOBODY, CONFIDANT))
    assert "mag niemand anders deze zaak hebben" in spoken(why_nobody(house, reading, LetIn.LINE, CONFIDANT))


async def test_a_no_of_the_pupil_that_closes_the_case_is_said_to_close_it(desks: Desks) -> None:
    """P000 A000-22."""
    desk, number = await confidants_case(desks, "splitting")
    await desk.does(number, *TALK["splitting"], person=CONFIDANT)
    await desk.open_card(CONFIDANT, number)
    await desk.tap(CONFIDANT, "Gaat het verder met de coach?")
    await desk.answers(CONFIDANT, "Nee")
    asked = desk.last(CONFIDANT).text
    assert "De zaak gaat dicht. Klopt dat?" in asked and "gaat verder" not in asked
    await desk.answers(CONFIDANT, "Nee, terug naar de vraag", "Ja")
    assert "De zaak gaat verder" in desk.last(CONFIDANT).text
    assert not (await desk.case(number)).is_closed
    await desk.answers(CONFIDANT, "Nee, terug naar de vraag", "Nee", "Ja, dit klopt")
    case = await desk.case(number)
    assert case.is_closed and case.outcome == "with_confidant"
