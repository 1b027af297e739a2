"""A picture on which somebody may be naked: the card says what not to do with it and asks whether there is one."""

from datetime import timedelta

import pytest

from bot.batch import Batch
from bot.flows.events import CommandGiven
from bot.spoken import spoken
from bot.staff.rooms import StaffRooms
from bot.told_of_pictures import heed_pictures
from casework.case_commands import EstablishFact, MarkDone
from casework.case_events import CaseClosed, FactEstablished, StepOpened
from casework.naked_pictures import PICTURE_TOLD
from casework.report import AdditionKind
from storage import reports
from tests.staff.case_desk import COACH, CaseDesk, read_by_coach
from tests.staff.case_desks import Desks, to_view, views_behind_more
from tests.staff.parents import notes_of

SAID = "De melder zegt: op een foto is iemand bloot."
NOT_TO_KEEP = "Kijk niet naar die foto, bewaar hem niet en print hem niet, ook niet als bewijs."
HELD_BACK = "Kijk niet naar dat beeld, bewaar of print het niet en stuur het aan niemand."
WARNING = "nooit de foto waarop misschien iemand bloot is"
QUESTION = "Bloot beeld van een leerling?"
WITH_THE_QUESTION = ("splitting", "noordhoek", "oplossingsgericht", "het-sticht")


async def says_naked(desk: CaseDesk, number: int, held_from: tuple[str, ...] = (), *, heeded: bool = True) -> None:
    """The reporter said so; `heeded`: to a program that has the case know it."""

    async def tell(batch: Batch) -> None:
        (report,) = await reports.reports_of_case(batch.connection, desk.vault, number)
        sealer = await batch.sealer(report.id)
        assert sealer is not None
        kind, day = AdditionKind.PICTURE, batch.now.date()
        await reports.add_told(batch.connection, batch.changes, sealer, report.id, kind, SAID, day, held_from)
        if heeded:
            await heed_pictures(batch, desk.house, desk.office, number)

    await desk.transact(tell)


async def answers_it(desk: CaseDesk, number: int, *answers: str) -> None:
    """The coach opens the question from the card, and answers."""
    await desk.open_card(COACH, number)
    await desk.tap(COACH, QUESTION)
    await desk.answers(COACH, *answers)


@pytest.mark.parametrize("protocol", WITH_THE_QUESTION)
async def test_a_naked_picture_brings_that_question_first_and_the_bot_answers_nothing_itself(
    desks: Desks, protocol: str
) -> None:
    desk, number = await desks.with_case(protocol)
    await desk.open_card(COACH, number)
    assert QUESTION not in desk.labels(COACH)
    assert NOT_TO_KEEP not in desk.last(COACH).text
    await says_naked(desk, number)
    await desk.open_card(COACH, number)
    assert NOT_TO_KEEP in desk.last(COACH).text
    assert desk.labels(COACH)[0] == QUESTION
    assert "naked_picture" not in (await desk.case(number)).facts()
    await desk.tap(COACH, QUESTION)
    await desk.answers(COACH, "Ja", "Overslaan")
    assert (await desk.case(number)).facts()["naked_picture"] is True
    await desk.open_card(COACH, number)
    assert NOT_TO_KEEP not in desk.last(COACH).text
    assert QUESTION not in desk.labels(COACH)


@pytest.mark.parametrize("protocol", WITH_THE_QUESTION)
async def test_every_view_of_the_card_says_what_not_to_do_with_the_picture(desks: Desks, protocol: str) -> None:
    desk, number = await desks.with_case(protocol)
    await says_naked(desk, number)
    seen = await views_behind_more(desk, number)
    assert len(seen) > 2
    assert [view for view, text in seen.items() if NOT_TO_KEEP not in text] == []
    await to_view(desk, number, QUESTION, person=COACH)
    await desk.answers(COACH, "Ja", "Overslaan")
    seen = await views_behind_more(desk, number)
    assert [view for view, text in seen.items() if HELD_BACK not in text] == []


@pytest.mark.parametrize("protocol", WITH_THE_QUESTION)
async def test_a_yes_counts_at_once_and_the_card_says_what_it_holds_back_while_the_note_is_still_asked(
    desks: Desks, protocol: str
) -> None:
    desk, number = await desks.with_case(protocol)
    await says_naked(desk, number)
    await answers_it(desk, number, "Ja")
    assert (await desk.case(number)).facts()["naked_picture"] is True
    assert "Dit antwoord staat nu in de zaak." in desk.texts(COACH)[-2]
    await desk.open_card(COACH, number)
    assert HELD_BACK in desk.last(COACH).text
    await desk.send(COACH, CommandGiven("taken"))
    await desk.tap(COACH, "Weggooien")
    assert (await desk.case(number)).facts()["naked_picture"] is True
    assert "Je antwoord staat in de zaak en blijft daar staan." in desk.last(COACH).text


async def test_the_note_of_a_yes_that_counted_at_once_is_added_to_it_and_not_said_twice(desks: Desks) -> None:
    desk, number = await desks.with_case("het-sticht")
    await says_naked(desk, number)
    await answers_it(desk, number, "Ja", "in de groepsapp")
    assert "Antwoord: Ja\n\nin de groepsapp" in await notes_of(desk, number)
    said = [one for one in (await desk.case_file(number)).events if isinstance(one, FactEstablished)]
    assert [one.fact for one in said if one.fact == "naked_picture"] == ["naked_picture"]


async def test_a_no_opens_the_work_only_with_the_last_question(desks: Desks) -> None:
    desk, number = await desks.with_case("het-sticht")
    await says_naked(desk, number)
    await answers_it(desk, number, "Nee")
    assert "naked_picture" not in (await desk.case(number)).facts()


@pytest.mark.parametrize(
    ("protocol", "step", "task", "hint"),
    [
        ("noordhoek", None, "om berichten, foto's en opnamen te bewaren", "wissen en blokkeren beter"),
        ("het-sticht", "3", "zo veel mogelijk bewijs en print de berichten", "blokkeerd of er"),
    ],
)
async def test_until_it_is_answered_nobody_is_asked_to_keep_anything_and_yes_takes_that_away(
    desks: Desks, protocol: str, step: str | None, task: str, hint: str
) -> None:
    desk, number = await desks.with_case(protocol)
    if step is not None:
        await desk.happens(number, StepOpened(at=desk.now, by=COACH, step=step))
    await desk.open_card(COACH, number)
    assert task in desk.last(COACH).text and WARNING not in desk.last(COACH).text
    await says_naked(desk, number)
    await desk.open_card(COACH, number)
    (kept,) = [line for line in desk.last(COACH).text.splitlines() if task in line]
    assert "Leg eerst vast of er een bloot beeld is (tot dan wacht dit: " in kept
    assert hint not in desk.last(COACH).text
    assert not [label for label in desk.labels(COACH) if label.startswith("Gedaan") and "bewijs" in label.lower()]
    await desk.does(number, EstablishFact("naked_picture", value=True))
    await desk.open_card(COACH, number)
    assert task not in desk.last(COACH).text
    assert WARNING not in desk.last(COACH).text


@pytest.mark.parametrize(
    ("protocol", "step", "done", "of_the_file"),
    [("het-sticht", "3", "collect_evidence", True), ("noordhoek", None, "keep_evidence", False)],
)
async def test_after_a_later_yes_the_card_says_what_to_do_with_what_was_kept_before(
    desks: Desks, protocol: str, step: str | None, done: str, *, of_the_file: bool
) -> None:
    desk, number = await desks.with_case(protocol)
    if step is not None:
        await desk.happens(number, StepOpened(at=desk.now, by=COACH, step=step))
    await desk.does(number, MarkDone(done, desk.now.date()))
    await desk.open_card(COACH, number)
    assert "Bel de politie" not in desk.last(COACH).text
    await desk.does(number, EstablishFact("naked_picture", value=True))
    await desk.open_card(COACH, number)
    shown = desk.last(COACH).text
    assert "Kijk er niet meer naar, kopieer het niet en geef of stuur het aan niemand" in shown
    assert "Bel de politie (0900-8844)" in shown and "helpwanted.nl" in shown
    assert ("in het dossier zou komen, vervalt" in shown) is of_the_file
    await desk.does(number, EstablishFact("naked_picture", value=False, note="note"))
    await desk.open_card(COACH, number)
    assert "Bel de politie" not in desk.last(COACH).text


async def test_a_case_from_before_knows_it_with_the_first_sweep_and_no_more_than_once(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await says_naked(desk, number, heeded=False)
    await desk.open_card(COACH, number)
    assert WARNING in desk.last(COACH).text
    again = StaffRooms(desk.house, desk.office).look_again
    for _ in range(2):
        await desk.transact(lambda batch: again(batch, number))
        events = (await desk.case_file(number)).events
        told = [one for one in events if isinstance(one, FactEstablished) and one.fact == PICTURE_TOLD]
        assert [(one.value, one.by) for one in told] == [(True, "reporter")]
    await desk.open_card(COACH, number)
    assert WARNING not in desk.last(COACH).text
    assert "tot dan wacht dit" in desk.last(COACH).text
    await desk.does(number, EstablishFact("naked_picture", value=False))
    await desk.transact(lambda batch: again(batch, number))
    await desk.open_card(COACH, number)
    assert "tot dan wacht dit" not in desk.last(COACH).text


async def test_what_is_held_from_somebody_is_not_in_the_case_before_it_is_clear(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await says_naked(desk, number, held_from=(COACH,))
    assert PICTURE_TOLD not in (await desk.case(number)).facts()


async def test_the_report_for_the_file_does_not_say_what_a_reporter_told(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await says_naked(desk, number)
    await desk.open_card(COACH, number)
    for label in ("Meer", "Begeleidingsverslag", "Als tekst"):
        await desk.tap(COACH, label)
    assert "bloot" not in desk.last(COACH).text


async def test_after_no_the_evidence_is_asked_for_as_ever(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await says_naked(desk, number)
    await answers_it(desk, number, "Nee", "Overslaan")
    await desk.open_card(COACH, number)
    assert "om berichten, foto's en opnamen te bewaren" in desk.last(COACH).text
    assert WARNING not in desk.last(COACH).text and NOT_TO_KEEP not in desk.last(COACH).text


async def test_what_is_held_from_somebody_stays_off_their_card(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await says_naked(desk, number, held_from=(COACH,))
    await desk.open_card(COACH, number)
    assert NOT_TO_KEEP not in desk.last(COACH).text


async def test_where_the_protocol_asks_it_of_what_happens_online_it_is_asked_there(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await says_naked(desk, number)
    await desk.does(number, EstablishFact("online", value=True))
    await desk.open_card(COACH, number)
    assert NOT_TO_KEEP in desk.last(COACH).text
    await desk.tap(COACH, QUESTION)
    assert "Wat is er online gebeurd?" in desk.last(COACH).text


async def test_the_tips_for_the_talk_tell_to_keep_no_naked_picture(desks: Desks) -> None:
    desk, number = await desks.with_case("het-sticht")
    await desk.happens(number, StepOpened(at=desk.now, by=COACH, step="2"))
    await desk.open_card(COACH, number)
    assert "om alles te bewaren" not in desk.last(COACH).text
    assert "Zeg dat niemand die bewaart of doorstuurt." in desk.last(COACH).text
    (tip,) = [line for line in desk.last(COACH).text.splitlines() if "tips om berichten te bewaren" in line]
    assert "maar nooit een blote foto" in tip


@pytest.mark.parametrize("protocol", WITH_THE_QUESTION)
async def test_a_story_that_speaks_of_one_in_words_brings_the_question_too(desks: Desks, protocol: str) -> None:
    desk = await desks.opened(protocol)
    number = await desk.open_case(read_by_coach(desk.now), story="ze sturen een naaktfoto van mij rond")
    await desk.take_up(number)
    await desk.transact(lambda batch: heed_pictures(batch, desk.house, desk.office, number))
    await desk.open_card(COACH, number)
    assert NOT_TO_KEEP in desk.last(COACH).text
    assert desk.labels(COACH)[0] == QUESTION
    case = await desk.case(number)
    assert case.facts()[PICTURE_TOLD] is True and "naked_picture" not in case.facts()


async def writes(desk: CaseDesk, number: int, words: str, kind: str, held_from: tuple[str, ...] = ()) -> bool:
    """Whether the case knows of a picture once this was told with its report."""

    async def tell(batch: Batch) -> None:
        (report,) = await reports.reports_of_case(batch.connection, desk.vault, number)
        sealer = await batch.sealer(report.id)
        assert sealer is not None
        await reports.add_told(
            batch.connection, batch.changes, sealer, report.id, kind, words, batch.now.date(), held_from
        )
        await heed_pictures(batch, desk.house, desk.office, number)

    await desk.transact(tell)
    return (await desk.case(number)).facts().get(PICTURE_TOLD) is True


@pytest.mark.parametrize("kind", ["reporter", "more", "wish", "where", "by_whom", "since_when"])
async def test_so_does_whatever_its_reporter_writes_later(desks: Desks, kind: str) -> None:
    desk, number = await desks.with_case("noordhoek")
    assert not await writes(desk, number, "ze schelden mij uit", kind)
    assert not await writes(desk, number, "mijn coach heeft een blote foto van mij", kind, held_from=(COACH,))
    await desk.open_card(COACH, number)
    assert NOT_TO_KEEP not in desk.last(COACH).text
    assert await writes(desk, number, "er gaat een blote foto van mij rond", kind)
    await desk.open_card(COACH, number)
    assert NOT_TO_KEEP in desk.last(COACH).text


@pytest.mark.parametrize("kind", ["school", "answered", "concern"])
async def test_what_the_school_wrote_or_the_bot_put_into_words_says_nothing_of_one(desks: Desks, kind: str) -> None:
    desk, number = await desks.with_case("noordhoek")
    assert not await writes(desk, number, "Gaat er een blote foto rond?", kind)


ASKED = "Leg vast of er een bloot beeld is"


@pytest.mark.parametrize("protocol", WITH_THE_QUESTION)
async def test_until_it_is_answered_it_stands_first_under_what_is_to_do_now(desks: Desks, protocol: str) -> None:
    desk, number = await desks.with_case(protocol)
    await says_naked(desk, number)
    await desk.open_card(COACH, number)
    shown = desk.last(COACH).text
    (line,) = [one for one in shown.splitlines() if one.startswith("• ") and ASKED in one]
    assert shown.index("Nu te doen") < shown.index(line)
    assert shown[shown.index("Nu te doen") :].splitlines()[1] == line and "maandag 23 november" in line
    assert [one.due_on for one in await desk.duties() if spoken(one.what) == ASKED] == [desk.now.date()]
    await answers_it(desk, number, "Ja", "Overslaan")
    assert [one for one in await desk.duties() if spoken(one.what) == ASKED] == []


async def test_who_has_the_case_is_reminded_of_it_and_it_cannot_be_postponed(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await says_naked(desk, number)
    desk.now += timedelta(days=1)
    await desk.sweep()
    (reminded,) = [one for one in desk.chats[COACH] if one.text.startswith("Te laat") and ASKED in one.text]
    assert "Dit moest maandag 23 november* klaar zijn." in reminded.text
    assert not [label for label in desk.labels(COACH) if "tel uit" in label]


async def test_before_a_case_is_closed_it_is_named_among_what_is_not_done(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await says_naked(desk, number)
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", "Sluiten: Het was", person=COACH)
    shown = desk.last(COACH).text
    assert f"• {ASKED}" in shown[shown.index("Let op, dit is nog niet gedaan:") :].splitlines()


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ((), HELD_BACK),
        (("keep_evidence",), "Kijk er niet meer naar, kopieer het niet en geef of stuur het aan niemand"),
    ],
)
async def test_what_not_to_do_with_it_stays_on_the_card_of_a_closed_case(
    desks: Desks, done: tuple[str, ...], said: str
) -> None:
    desk, number = await desks.with_case("noordhoek")
    await desk.does(number, *(MarkDone(one, desk.now.date()) for one in done))
    await desk.does(number, EstablishFact("naked_picture", value=True))
    await desk.happens(number, CaseClosed(at=desk.now, by=COACH, outcome="not_bullying"))
    await desk.open_card(COACH, number)
    assert (await desk.case(number)).is_closed
    assert said in desk.last(COACH).text


async def test_a_closed_case_without_such_a_picture_says_nothing_of_one(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await desk.happens(number, CaseClosed(at=desk.now, by=COACH, outcome="not_bullying"))
    await desk.open_card(COACH, number)
    assert "bloot" not in desk.last(COACH).text
