"""A notice becomes a story for a while, for its readers and nobody else; somebody takes it up."""

from datetime import timedelta

import pytest

from bot.batch import Batch
from bot.case_subjects import CaseSubjects
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, phrase
from bot.outcome import Refused
from bot.reading import reading_from_data
from bot.staff.access import reading_of_case
from casework.case_events import CaseClosed
from casework.report import Contact
from storage import outbox, reports
from storage.dues import DueKind
from tests.staff.staffroom import NOTICE, PUPIL, Staffroom, message_of

STORY = "ze schelden mij uit"


async def read(room: Staffroom, number: int, person: str) -> Batch:
    return await room.taps(person, small_button("read", str(number)))


async def test_a_notice_holds_a_number_and_a_date_and_no_content(room: Staffroom) -> None:
    await room.reported(reporter_name="Noor", contact=Contact.NAME)
    words = room.words_to(room.notice, "sanne_de_boer")
    assert "Zaak 1" in words
    assert "dinsdag 24 november" in words
    assert STORY not in words
    assert "Noor" not in words


async def test_a_tap_shows_the_story_in_the_place_of_the_notice_protected_and_sealed(room: Staffroom) -> None:
    number = await room.reported()
    shown = await read(room, number, "sanne_de_boer")
    (row,) = room.to(shown, "sanne_de_boer")
    assert row.payload["do"] == "edit"
    assert row.payload["id"] == NOTICE
    assert message_of(row).protected
    assert row.key_id == (await room.case(number)).key_id
    assert STORY in room.words_to(shown, "sanne_de_boer")


async def test_its_removal_is_due_in_the_transaction_that_shows_it(room: Staffroom) -> None:
    number = await room.reported()
    await read(room, number, "sanne_de_boer")
    (due,) = await room.dues(DueKind.HIDE)
    assert timedelta(minutes=14) < due.at - room.clock.now() <= timedelta(minutes=15)


async def test_after_its_time_the_notice_is_back_with_its_button(room: Staffroom) -> None:
    number = await room.reported()
    await read(room, number, "sanne_de_boer")
    room.clock.move_by(timedelta(minutes=16))
    hidden = await room.sweep(DueKind.HIDE, room.reading.on_hide_due)
    (row,) = room.to(hidden, "sanne_de_boer")
    assert row.payload["id"] == NOTICE
    assert STORY not in room.words_to(hidden, "sanne_de_boer")
    assert "Lezen" in room.labels(hidden, "sanne_de_boer")


async def test_hiding_it_at_once_leaves_nothing_due(room: Staffroom) -> None:
    number = await room.reported()
    shown = await read(room, number, "sanne_de_boer")
    hidden = await room.taps("sanne_de_boer", room.button(shown, "Verberg nu", "sanne_de_boer"))
    assert STORY not in room.words_to(hidden, "sanne_de_boer")
    assert await room.dues(DueKind.HIDE) == []


@pytest.mark.parametrize("person", ["pieter_bakker", "karin_visser", "henk_de_groot", "bram_postma"])
@pytest.mark.parametrize("kind", ["read", "page", "hide", "pictures", "taken", "pass", "write"])
async def test_who_does_not_read_the_case_sees_nothing_of_it(room: Staffroom, person: str, kind: str) -> None:
    number = await room.reported()
    shown = await room.taps(person, small_button(kind, str(number)))
    assert STORY not in room.words_to(shown, person)
    assert "kun jij niet openen" in room.words_to(shown, person)
    assert await room.dues(DueKind.HIDE) == []


async def test_a_coach_the_report_is_about_never_reads_it(room: Staffroom) -> None:
    number = await room.reported(subjects=frozenset({"sanne_de_boer"}))
    assert room.to(room.notice, "sanne_de_boer") == []
    shown = await read(room, number, "sanne_de_boer")
    assert STORY not in room.words_to(shown, "sanne_de_boer")


async def test_an_unknown_case_answers_as_one_of_somebody_else(room: Staffroom) -> None:
    shown = await read(room, 99, "sanne_de_boer")
    assert "kun jij niet openen" in room.words_to(shown, "sanne_de_boer")


async def test_the_first_reading_is_told_to_the_reporter_once(room: Staffroom) -> None:
    number = await room.reported()
    first = await room.delivered(await read(room, number, "sanne_de_boer"))
    again = await room.delivered(await read(room, number, "sanne_de_boer"))
    assert "gelezen" in room.words_to(first, PUPIL)
    assert room.to(again, PUPIL) == []


async def test_what_was_refused_to_be_shown_is_read_by_nobody(room: Staffroom) -> None:
    number = await room.reported()
    shown = await read(room, number, "sanne_de_boer")
    refused = await room.delivered(shown, Refused())
    assert "gelezen" not in room.words_to(refused, PUPIL)
    assert reading_from_data((await room.case(number)).reading).seen_by == ()
    again = await room.delivered(await read(room, number, "sanne_de_boer"))
    assert "gelezen" in room.words_to(again, PUPIL)


async def test_what_is_held_from_the_reader_is_not_shown(room: Staffroom) -> None:
    number = await room.reported()
    await room.tells(number, "wish", "ik wil niet dat zij het leest", held_from=("sanne_de_boer",))
    await room.tells(number, "where", "in de kleedkamer")
    words = room.words_to(await read(room, number, "sanne_de_boer"), "sanne_de_boer")
    assert "in de kleedkamer" in words
    assert "ik wil niet dat zij het leest" not in words


async def test_taking_it_up_is_told_to_the_reporter_and_opens_the_card(room: Staffroom) -> None:
    number = await room.reported()
    shown = await read(room, number, "sanne_de_boer")
    taken = await room.taps("sanne_de_boer", room.button(shown, "Ik pak dit op", "sanne_de_boer"))
    assert "mevrouw De Boer pakt het op" in room.words_to(taken, PUPIL)
    assert f"Zaak {number} · " in room.words_to(taken, "sanne_de_boer")
    case = await room.case(number)
    assert reading_of_case(case).taken_up_by == "sanne_de_boer"
    assert room.office.folded(case).acknowledged
    assert await room.dues(DueKind.ACKNOWLEDGE) == []


async def test_a_double_tap_takes_up_once(room: Staffroom) -> None:
    number = await room.reported()
    await room.taps("sanne_de_boer", small_button("taken", str(number)))
    events = (await room.case(number)).events
    again = await room.taps("sanne_de_boer", small_button("taken", str(number)))
    assert [toast.key for toast in again.toasts] == ["toast-already-yours"]
    assert room.to(again, PUPIL) == []
    assert (await room.case(number)).events == events


async def test_who_comes_second_hears_who_has_it(room: Staffroom) -> None:
    number = await room.reported()
    await room.taps("sanne_de_boer", small_button("pass", str(number)))
    await room.taps("pieter_bakker", small_button("taken", str(number)))
    late = await room.taps("sanne_de_boer", small_button("taken", str(number)))
    assert "meneer Bakker heeft dit al opgepakt" in room.words_to(late, "sanne_de_boer")


async def test_passing_it_on_brings_it_to_the_deputy_at_once(room: Staffroom) -> None:
    number = await room.reported()
    passed = await room.taps("sanne_de_boer", small_button("pass", str(number)))
    assert "Zaak 1" in room.words_to(passed, "pieter_bakker")
    assert "meneer Bakker" in room.words_to(passed, PUPIL)
    assert "Zaak 1 ligt nu bij meneer Bakker" in room.words_to(passed, "sanne_de_boer")
    assert "Niet voor mij, of ik kan niet" not in room.labels(passed, "sanne_de_boer")


async def test_passing_on_twice_changes_nothing_more(room: Staffroom) -> None:
    number = await room.reported()
    await room.taps("sanne_de_boer", small_button("pass", str(number)))
    again = await room.taps("sanne_de_boer", small_button("pass", str(number)))
    assert [toast.key for toast in again.toasts] == ["toast-not-with-you"]
    assert again.rows == []


async def test_a_long_story_has_pages_that_take_each_others_place(room: Staffroom) -> None:
    story = "\n".join(f"regel {number} van het verhaal" for number in range(400))
    number = await room.reported(story=story)
    first = await read(room, number, "sanne_de_boer")
    assert "regel 0 " in room.words_to(first, "sanne_de_boer")
    second = await room.taps("sanne_de_boer", room.button(first, "Verder ›", "sanne_de_boer"))
    (row,) = room.to(second, "sanne_de_boer")
    assert row.payload["id"] == NOTICE
    assert "regel 0 " not in room.words_to(second, "sanne_de_boer")
    assert "‹ Vorige" in room.labels(second, "sanne_de_boer")


async def test_turning_a_page_of_a_story_that_was_put_away_shows_nothing(room: Staffroom) -> None:
    number = await room.reported()
    turned = await room.taps("sanne_de_boer", small_button("page", f"{number}.1"))
    assert turned.rows == []
    assert [toast.key for toast in turned.toasts] == ["toast-old-button"]


async def test_after_the_key_of_a_case_is_erased_its_story_still_leaves_the_screen(room: Staffroom) -> None:
    number = await room.reported()
    await read(room, number, "sanne_de_boer")
    await room.archive.vault.keys.erase([(await room.case(number)).key_id])
    room.clock.move_by(timedelta(minutes=16))
    hidden = await room.sweep(DueKind.HIDE, room.reading.on_hide_due)
    (row,) = room.to(hidden, "sanne_de_boer")
    assert row.payload["id"] == NOTICE
    assert room.labels(hidden, "sanne_de_boer") == []


async def test_who_loses_a_case_loses_it_from_the_screen_too(room: Staffroom) -> None:
    number = await room.reported()
    await read(room, number, "sanne_de_boer")
    report_id = await room.report_id(number)

    async def named(batch: Batch) -> None:
        await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
        assert stored is not None
        await CaseSubjects(room.house, room.office).clear_up(batch, stored, "sanne_de_boer", is_subject=True)
        await room.reading.hide_from(batch, number, "sanne_de_boer")

    hidden = await room.in_batch(named)
    assert STORY not in room.words_to(hidden, "sanne_de_boer")
    assert room.labels(hidden, "sanne_de_boer") == []


async def test_who_keeps_a_case_of_which_they_may_not_see_something_keeps_its_card(room: Staffroom) -> None:
    number = await room.reported()
    await read(room, number, "sanne_de_boer")
    card = room.to(await room.commands("sanne_de_boer", "zaak", str(number)), "sanne_de_boer")[-1]
    hidden = await room.in_batch(lambda batch: room.reading.hide_from(batch, number, "sanne_de_boer"))
    assert room.to(hidden, "sanne_de_boer"), "the story goes from their screen"
    assert not any(row.target_row == card.id for row in room.to(hidden, "sanne_de_boer"))


async def test_what_stands_on_the_screen_of_another_reader_stays(room: Staffroom) -> None:
    number = await room.reported()
    await read(room, number, "sanne_de_boer")
    hidden = await room.in_batch(lambda batch: room.reading.hide_from(batch, number, "pieter_bakker"))
    assert hidden.rows == [] and len(await room.dues(DueKind.HIDE)) == 1


async def test_what_is_still_to_be_said_of_a_case_goes_but_not_what_is_said_with_the_loss_itself(
    room: Staffroom,
) -> None:
    number = await room.reported()
    shown = await read(room, number, "sanne_de_boer")
    address = room.address("sanne_de_boer")
    await room.keeps_reading(number, subjects=("sanne_de_boer",))

    async def loses(batch: Batch) -> None:
        batch.say(address, Message((phrase("notice-gone", number=number),)), case_number=number)
        await room.reading.hide_from(batch, number, "sanne_de_boer")

    said = await room.in_batch(loses)
    async with room.archive.database.reading() as connection:
        left = {row.id for row in await outbox.waiting_rows(connection, room.archive.vault)}
    before = {row.id for row in [*room.to(room.notice, "sanne_de_boer"), *room.to(shown, "sanne_de_boer")]}
    assert len(before) == 2 and not before & left
    assert said.withdrawn == before, "what the delivery has claimed already is not said either"
    assert {row.id for row in room.to(said, "sanne_de_boer")} <= left
    assert STORY not in room.words_to(said, "sanne_de_boer")
    assert [row.payload["do"] for row in room.to(said, "sanne_de_boer")] == ["send", "edit"]


async def joined(room: Staffroom, this: int, other: int) -> None:
    """Case `this` was closed as double of `other`, and its report went along."""
    report = await room.report_id(this)

    async def work(batch: Batch) -> None:
        case = await room.office.case(batch, this)
        assert case is not None
        closed = CaseClosed(at=batch.now, by="sanne_de_boer", outcome="double", other_case=str(other))
        await room.office.add_events(batch, case, (closed,))
        reports.move_to_case(batch.changes, report, other)

    await room.in_batch(work)


async def test_a_notice_of_a_case_that_was_joined_opens_the_one_in_which_it_goes_on(room: Staffroom) -> None:
    other = await room.reported(story="het gaat over gym")
    this = await room.reported()
    await joined(room, this, other)
    shown = room.words_to(await read(room, this, "sanne_de_boer"), "sanne_de_boer")
    assert f"Zaak {this} hoort nu bij zaak {other}." in shown
    assert STORY in shown and "het gaat over gym" in shown
    room.clock.move_by(timedelta(minutes=16))
    hidden = await room.sweep(DueKind.HIDE, room.reading.on_hide_due)
    assert STORY not in room.words_to(hidden, "sanne_de_boer")


async def test_writing_from_such_a_notice_goes_to_the_reports_of_the_case_that_goes_on(room: Staffroom) -> None:
    other, this = await room.reported(contact=Contact.NONE), await room.reported()
    await joined(room, this, other)
    asked = await room.taps("sanne_de_boer", small_button("write", str(this)))
    assert f"Zaak {this} hoort nu bij zaak {other}." in room.words_to(asked, "sanne_de_boer")
    assert "niemand" not in room.words_to(asked, "sanne_de_boer")


async def test_who_may_not_open_the_case_that_goes_on_reads_nothing_of_it(room: Staffroom) -> None:
    other, this = await room.reported(story="het gaat over gym"), await room.reported()
    await room.keeps_reading(this, invited=("pieter_bakker",))
    await joined(room, this, other)
    words = room.words_to(await read(room, this, "pieter_bakker"), "pieter_bakker")
    assert words.startswith(f"Zaak {this} hoort nu bij een andere zaak. Die kun jij niet openen.")
    assert str(other) not in words.replace(f"Zaak {this}", "")
