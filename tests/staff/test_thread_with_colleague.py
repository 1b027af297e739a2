"""Who reads a report about a colleague and the colleague who made it write to each other; never whom it is about."""

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.staff.access import reading_of_case
from bot.staff.rooms import StaffRooms
from storage import cases
from storage.dues import DueKind
from tests.staff.staffroom import Staffroom
from tests.staff.test_intake_room import asked_to_open

OPENER, ACCUSED, BYSTANDER = "pieter_bakker", "sanne_de_boer", "henk_de_groot"
QUESTION, REPLY = "Op welke dag zag je dat?", "Dat was dinsdag in de pauze."


async def reported(room: Staffroom) -> Batch:
    """About the coach of 2B, by name, and taken up by the reader."""
    await asked_to_open(room, OPENER, "2B", "Overslaan", "Het gaat over iemand die hier werkt")
    asked = await room.says(OPENER, "mevrouw De Boer")
    for label in ("Kan wachten", "Nee", "Nee", "Openen en doorgeven"):
        asked = await room.taps(OPENER, room.button(asked, label, OPENER), None)
    return asked


async def reader_of(room: Staffroom) -> str:
    reading = reading_of_case(await room.case(1))
    return reading.taken_up_by or reading.reader or ""


async def taken_up(room: Staffroom) -> str:
    await reported(room)
    reader = await reader_of(room)
    await room.taps(reader, small_button("read", "1"))
    await room.taps(reader, small_button("taken", "1"))
    return reader


async def written(room: Staffroom, reader: str) -> Batch:
    """From the card."""
    card = await room.taps(reader, small_button("card", "1"))
    more = await room.taps(reader, room.button(card, "Meer…", reader))
    await room.taps(reader, room.button(more, "Stuur een bericht", reader))
    return await room.says(reader, QUESTION)


async def test_who_writes_to_a_colleague_reads_nothing_of_an_account_that_stays_hidden(room: Staffroom) -> None:
    reader = await taken_up(room)
    card = await room.taps(reader, small_button("card", "1"))
    more = await room.taps(reader, room.button(card, "Meer…", reader))
    asked = await room.taps(reader, room.button(more, "Stuur een bericht", reader))
    assert "De melder ziet je naam" in room.words_to(asked, reader)
    assert "account van de melder" not in room.words_to(asked, reader)


async def own_list(room: Staffroom, command: str = "zaken") -> Batch:
    return await room.commands(OPENER, command)


async def test_the_reader_writes_from_the_card_and_the_colleague_writes_back(room: Staffroom) -> None:
    reader = await taken_up(room)
    sent = await written(room, reader)
    words = room.words_to(sent, OPENER)
    assert QUESTION in words and room.house.name_of(reader) in words
    assert "Verstuurd" in room.words_to(sent, reader)
    await room.taps(OPENER, room.button(sent, "Antwoord", OPENER), None)
    kept = await room.says(OPENER, REPLY)
    assert "Je bericht staat bij zaak 1." in room.words_to(kept, OPENER)
    assert room.to(kept, reader) and REPLY not in room.words_to(kept, reader), "a notice has no content"
    assert REPLY in room.words_to(await room.taps(reader, small_button("read", "1")), reader)
    assert room.to(sent, ACCUSED) == room.to(kept, ACCUSED) == []


@pytest.mark.parametrize("command", ["zaken", "mijn"])
async def test_the_colleague_writes_first_from_the_own_list(room: Staffroom, command: str) -> None:
    reader = await taken_up(room)
    listed = await own_list(room, command)
    await room.taps(OPENER, room.button(listed, "Schrijf over melding 1", OPENER), None)
    kept = await room.says(OPENER, REPLY)
    assert room.to(kept, reader)
    assert REPLY in room.words_to(await room.taps(reader, small_button("read", "1")), reader)


async def test_what_the_colleague_wrote_is_to_be_answered_and_asked_for_until_it_is(room: Staffroom) -> None:
    reader = await taken_up(room)
    listed = await own_list(room)
    await room.taps(OPENER, room.button(listed, "Schrijf over melding 1", OPENER), None)
    await room.says(OPENER, REPLY)
    (due,) = await room.dues(DueKind.ANSWER)
    assert "Schrijf de melder terug" in room.words_to(await room.commands(reader, "taken"), reader)
    room.clock.move_to(due.at)
    reminded = await room.sweep(DueKind.ANSWER, room.thread.on_answer_due)
    assert "Stuur een bericht" in room.labels(reminded, reader)
    assert room.to(reminded, ACCUSED) == []
    await written(room, reader)
    assert await room.dues(DueKind.ANSWER) == []


async def test_neither_sees_more_than_their_role_allows(room: Staffroom) -> None:
    reader = await taken_up(room)
    sent = await written(room, reader)
    assert str(room.address(reader)["chat"]) not in room.words_to(sent, OPENER)
    assert room.labels(sent, OPENER) == ["Antwoord"]
    refused = await room.commands(OPENER, "zaak", "1")
    assert "kun jij niet openen" in room.words_to(refused, OPENER)
    report_id = (await room.report_id(1)).hex()
    for person in (ACCUSED, BYSTANDER):
        for button in (small_button("reply", report_id), small_button("write", report_id), small_button("write", "1")):
            got = await room.taps(person, button, None)
            assert QUESTION not in room.words_to(got, person)
            assert "Schrijf je bericht" not in room.words_to(got, person)


async def test_there_is_nobody_to_write_to_when_a_pupil_told_it_about_a_pupil(room: Staffroom) -> None:
    asked = await asked_to_open(room, "pieter_bakker")
    await room.taps("pieter_bakker", room.button(asked, "Openen en doorgeven", "pieter_bakker"), None)
    await room.taps(ACCUSED, small_button("read", "1"))
    await room.taps(ACCUSED, small_button("taken", "1"))
    card = await room.taps(ACCUSED, small_button("card", "1"))
    more = await room.taps(ACCUSED, room.button(card, "Meer…", ACCUSED))
    assert "Lezen" in room.labels(more, ACCUSED)
    assert "Stuur een bericht" not in room.labels(more, ACCUSED)


async def test_a_closed_report_stays_in_the_list_without_a_button(room: Staffroom) -> None:
    await taken_up(room)

    async def close(batch: Batch) -> None:
        cases.mark_closed(batch.changes, 1, batch.now.date())

    await room.in_batch(close)
    listed = await own_list(room, "mijn")
    assert "Melding 1:" in room.words_to(listed, OPENER)
    assert room.labels(listed, OPENER) == []


# Somebody else is named in what the colleague writes


NAMED, OF_NAMED = BYSTANDER, "Ook De Groot stond erbij en lachte mee."


async def replies(room: Staffroom, words: str) -> Batch:
    listed = await own_list(room)
    await room.taps(OPENER, room.button(listed, "Schrijf over melding 1", OPENER), None)
    return await room.says(OPENER, words)


async def read_by(room: Staffroom, person: str) -> str:
    return room.words_to(await room.taps(person, small_button("read", "1")), person)


async def answers(room: Staffroom, asked: Batch, *labels: str) -> Batch:
    for label in labels:
        asked = await room.taps(OPENER, room.button(asked, label, OPENER), None)
    return asked


async def test_who_reads_the_case_and_is_named_sees_no_word_of_it_before_it_is_answered(room: Staffroom) -> None:
    reader = await taken_up(room)
    name = room.house.name_of(reader)
    asked = await replies(room, f"{name} zag het zelf ook.")
    assert f"Gaat het over {name}?" in room.words_to(asked, OPENER)
    assert "Je bericht staat bij" not in room.words_to(asked, OPENER)
    assert room.to(asked, reader) == []
    assert "zag het zelf ook" not in await read_by(room, reader)
    kept = await answers(room, asked, "Nee, ik noem die alleen")
    assert "Je bericht staat bij zaak 1." in room.words_to(kept, OPENER)
    assert room.to(kept, reader)
    assert "zag het zelf ook" in await read_by(room, reader)
    assert [due.case_number for due in await room.dues(DueKind.ANSWER)] == [1]


async def test_who_signs_with_their_own_name_holds_nothing_up_with_it(room: Staffroom) -> None:
    reader = await taken_up(room)
    asked = await replies(room, f"{OF_NAMED} Groet, Pieter Bakker")
    kept = await answers(room, asked, "Nee, ik noem die alleen")
    assert room.to(kept, reader) and await room.dues(DueKind.ANSWER)
    assert "lachte mee" in await read_by(room, reader)


async def test_who_is_named_and_does_it_too_loses_the_case_and_never_sees_it(room: Staffroom) -> None:
    reader = await taken_up(room)
    name = room.house.name_of(reader)
    asked = await replies(room, f"{name} doet het zelf ook.")
    done = await answers(room, asked, f"Ja, {name} doet iets naars", "Nee")
    assert "Je bericht staat bij zaak 1." in room.words_to(done, OPENER)
    reading = reading_of_case(await room.case(1))
    assert reader in reading.barred and reader not in reading.may_read
    assert "kun jij niet openen" in await read_by(room, reader)
    new_reader = await reader_of(room)
    assert new_reader not in ("", reader)
    assert "doet het zelf ook" in await read_by(room, new_reader)


async def test_what_may_be_sexual_of_who_is_named_is_the_boards_at_once(room: Staffroom) -> None:
    """AX-8."""
    reader = await taken_up(room)
    asked = await replies(room, OF_NAMED)
    asked = await answers(room, asked, "Ja, meneer De Groot doet iets naars")
    assert "Gaat het over aanraken" in room.words_to(asked, OPENER)
    done = await answers(room, asked, "Weet ik niet")
    assert "0900-1113111" in room.words_to(done, OPENER)
    reading = reading_of_case(await room.case(1))
    assert reading.may_read and not {reader, NAMED}.intersection(reading.may_read)
    assert reading.facts["category"] == "sexual"
    assert "lachte mee" in await read_by(room, reading.may_read[0])


async def test_each_who_is_named_is_asked_about_and_only_whom_it_concerns_is_kept_from_it(room: Staffroom) -> None:
    reader = await taken_up(room)
    asked = await replies(room, "Meneer De Groot en mevrouw Dijkstra zagen het.")
    first = room.words_to(asked, OPENER)
    assert "Gaat het over mevrouw Dijkstra?" in first and "Gaat het over meneer De Groot?" not in first
    asked = await answers(room, asked, "Die mag dit alleen niet lezen")
    assert "Gaat het over meneer De Groot?" in room.words_to(asked, OPENER)
    await answers(room, asked, "Nee, ik noem die alleen")
    barred = reading_of_case(await room.case(1)).barred
    assert "nienke_dijkstra" in barred and NAMED not in barred
    assert "zagen het" in await read_by(room, reader)


@pytest.mark.parametrize("words", [REPLY, "Mevrouw De Boer deed het weer.", "Groet, Pieter Bakker"])
async def test_nobody_is_asked_about_who_reads_nothing_of_it_anyway_or_who_writes(room: Staffroom, words: str) -> None:
    reader = await taken_up(room)
    kept = await replies(room, words)
    assert "Gaat het over" not in room.words_to(kept, OPENER)
    assert "Je bericht staat bij zaak 1." in room.words_to(kept, OPENER)
    assert words in await read_by(room, reader)


async def test_words_whose_question_stays_open_are_told_to_who_is_not_named_and_never_lost(room: Staffroom) -> None:
    reader = await taken_up(room)
    await replies(room, OF_NAMED)
    stopped = room.words_to(await room.commands(OPENER, "stop"), OPENER)
    assert "Je bericht is bewaard. Wie erin genoemd wordt, leest het nu niet." in stopped
    assert "uiterlijk aan het eind van de eerste schooldag na je bericht" in stopped and "Gestopt" not in stopped
    (due,) = await room.dues(DueKind.HELD)
    room.clock.move_to(due.at)
    told = await room.sweep(DueKind.HELD, room.thread.on_held_due)
    assert room.to(told, reader) and room.to(told, NAMED) == []
    assert "lachte mee" in await read_by(room, reader)


async def test_who_is_not_named_reads_it_only_once_it_is_said_whom_it_is_about(room: Staffroom) -> None:
    """AX-8: it may be the board's alone."""
    reader = await taken_up(room)
    asked = await replies(room, OF_NAMED)
    assert "lachte mee" not in await read_by(room, reader)
    await answers(room, asked, "Nee, ik noem die alleen")
    assert "lachte mee" in await read_by(room, reader)


async def test_words_typed_at_the_question_are_not_taken_for_an_answer(room: Staffroom) -> None:
    reader = await taken_up(room)
    await replies(room, OF_NAMED)
    again = await room.says(OPENER, "ja hij deed mee")
    assert "Gaat het over meneer De Groot?" in room.words_to(again, OPENER)
    assert NAMED not in reading_of_case(await room.case(1)).barred
    assert room.to(again, reader) == []


# After a yes to a name, while it is asked whether it is sexual (AX-8)


async def accused(room: Staffroom) -> tuple[str, Batch]:
    """The colleague said that it is about who is named, and is asked whether it is sexual; who has the case."""
    reader = await taken_up(room)
    asked = await replies(room, OF_NAMED)
    return reader, await answers(room, asked, "Ja, meneer De Groot doet iets naars")


async def test_after_a_yes_to_a_name_nobody_hears_of_it_before_it_is_said_whether_it_is_sexual(
    room: Staffroom,
) -> None:
    reader, asked = await accused(room)
    assert "Gaat het over aanraken" in room.words_to(asked, OPENER)
    assert [person for person in room.house.school.people if person != OPENER and room.to(asked, person)] == []
    assert NAMED in reading_of_case(await room.case(1)).barred, "whom it is about loses the case at once"
    read = await read_by(room, reader)
    assert "lachte mee" not in read and "De Groot" not in read


async def test_what_is_not_sexual_is_told_to_who_has_the_case_then(room: Staffroom) -> None:
    reader, asked = await accused(room)
    kept = await answers(room, asked, "Nee")
    assert "Je bericht staat bij zaak 1." in room.words_to(kept, OPENER)
    assert room.to(kept, reader) and room.to(kept, NAMED) == []
    read = await read_by(room, reader)
    assert "lachte mee" in read and "meneer De Groot doet iets naars" in read
    assert NAMED in reading_of_case(await room.case(1)).subjects


async def test_left_unanswered_whether_it_is_sexual_the_board_has_it(room: Staffroom) -> None:
    reader, _ = await accused(room)
    await room.commands(OPENER, "stop")
    (due,) = await room.dues(DueKind.HELD)
    room.clock.move_to(due.at)
    await room.sweep(DueKind.HELD, StaffRooms(room.house, room.office).on_due[DueKind.HELD])
    reading = reading_of_case(await room.case(1))
    assert reading.may_read and not {reader, NAMED}.intersection(reading.may_read)
    assert set(reading.may_read) <= set(room.house.school.people_in_role("board"))
    assert "lachte mee" in await read_by(room, reading.may_read[0])


async def test_danger_is_not_held_back_after_a_yes(room: Staffroom) -> None:
    reader = await taken_up(room)
    asked = await replies(room, "Meneer De Groot heeft een mes en wil haar doodsteken.")
    assert room.to(asked, reader)
    await answers(room, asked, "Ja, meneer De Groot doet iets naars")
    assert "doodsteken" in await read_by(room, reader)


@pytest.mark.parametrize("said", ["Nee", "Ja"])
async def test_who_walked_away_from_whether_it_is_sexual_answers_it_for_the_same_words_later(
    room: Staffroom, said: str
) -> None:
    reader, _ = await accused(room)
    left = await room.commands(OPENER, "taken")
    asked = await room.taps(OPENER, room.button(left, "Verder gaan", OPENER), None)
    await answers(room, asked, said)
    assert ("lachte mee" in await read_by(room, reader)) is (said == "Nee")
    assert "lachte mee" in await read_by(room, await reader_of(room))


# Who stops at the question whom a message is about is asked again


async def next_morning(room: Staffroom) -> Batch:
    (due,) = await room.dues(DueKind.LEFT)
    room.clock.move_to(due.at)
    return await room.sweep(DueKind.LEFT, StaffRooms(room.house, room.office).on_due[DueKind.LEFT])


@pytest.mark.parametrize("how", ["stop", "taken", None])
async def test_the_question_whom_a_message_is_about_is_asked_again_each_morning(
    room: Staffroom, how: str | None
) -> None:
    reader = await taken_up(room)
    await replies(room, OF_NAMED)
    if how is not None:
        await room.commands(OPENER, how)
    for _ in range(2):
        said = await next_morning(room)
        assert "Bij zaak 1 ben je nog niet klaar" in room.words_to(said, OPENER)
        assert room.to(said, reader) == [] and "lachte" not in room.words_to(said, OPENER)
        assert room.labels(said, OPENER) == ([] if how is None else ["Verder gaan"])
    if how is not None:
        said = await room.taps(OPENER, room.button(said, "Verder gaan", OPENER), None)
        kept = await answers(room, said, "Nee, ik noem die alleen")
        assert "Je bericht staat bij zaak 1." in room.words_to(kept, OPENER)
        assert room.to(await next_morning(room), OPENER) == [] and await room.dues(DueKind.LEFT) == []


async def test_an_open_question_about_a_message_stands_in_the_own_list(room: Staffroom) -> None:
    await taken_up(room)
    await replies(room, OF_NAMED)
    await room.commands(OPENER, "stop")
    listed = await own_list(room, "mijn")
    assert "Bij melding 1 staat nog een vraag open: over wie je bericht gaat." in room.words_to(listed, OPENER)
    asked = await room.taps(OPENER, room.button(listed, "Verder gaan bij melding 1", OPENER), None)
    assert "Gaat het over meneer De Groot?" in room.words_to(asked, OPENER)


async def test_the_questions_of_two_messages_both_wait(room: Staffroom) -> None:
    await taken_up(room)
    for words in (OF_NAMED, "Mevrouw Dijkstra zag het ook."):
        await replies(room, words)
        await room.commands(OPENER, "stop")
    assert room.labels(await own_list(room), OPENER).count("Verder gaan bij melding 1") == 2


async def test_the_question_whom_a_kept_message_is_about_is_not_thrown_away(room: Staffroom) -> None:
    await taken_up(room)
    await replies(room, OF_NAMED)
    left = await room.commands(OPENER, "stop")
    assert room.labels(left, OPENER) == ["Verder gaan"]
    key = str(room.button(left, "Verder gaan", OPENER).data).split(":")[-1]
    refused = await room.taps(OPENER, small_button("left-throw-away", key), None)
    assert "Dit kun je niet weggooien. Je bericht bij zaak 1 is al bewaard." in room.words_to(refused, OPENER)


# Words that may be sexual, in a report that is about somebody who works here already (AX-8)

MAY_BE_SEXUAL = "Ze vertelde me vandaag dat hij haar borsten heeft aangeraakt."


async def asked_of_kind(room: Staffroom, words: str = MAY_BE_SEXUAL) -> tuple[str, Batch]:
    """The colleague wrote words that name nobody new; who has the case, and what came."""
    reader = await taken_up(room)
    return reader, await replies(room, words)


async def test_words_that_may_be_sexual_are_seen_by_nobody_before_that_is_said(room: Staffroom) -> None:
    reader, asked = await asked_of_kind(room)
    assert "Gaat het over aanraken" in room.words_to(asked, OPENER)
    assert "Je bericht staat bij" not in room.words_to(asked, OPENER)
    assert [person for person in room.house.school.people if person != OPENER and room.to(asked, person)] == []
    assert "aangeraakt" not in await read_by(room, reader)


async def test_words_that_are_not_sexual_after_all_are_told_to_who_has_the_case(room: Staffroom) -> None:
    reader, asked = await asked_of_kind(room)
    kept = await answers(room, asked, "Nee")
    assert "Je bericht staat bij zaak 1." in room.words_to(kept, OPENER)
    assert room.to(kept, reader) and "aangeraakt" in await read_by(room, reader)
    assert [due.case_number for due in await room.dues(DueKind.ANSWER)] == [1]


@pytest.mark.parametrize("said", ["Ja", "Weet ik niet"])
async def test_words_that_may_be_sexual_bring_the_case_to_the_board(room: Staffroom, said: str) -> None:
    reader, asked = await asked_of_kind(room)
    done = await answers(room, asked, said)
    assert "0900-1113111" in room.words_to(done, OPENER)
    reading = reading_of_case(await room.case(1))
    assert reading.may_read and not {reader, ACCUSED}.intersection(reading.may_read)
    assert set(reading.may_read) <= set(room.house.school.people_in_role("board"))
    assert "aangeraakt" in await read_by(room, reading.may_read[0])
    assert "aangeraakt" not in await read_by(room, reader)


async def test_of_words_that_wait_unanswered_the_board_has_the_case(room: Staffroom) -> None:
    reader, _ = await asked_of_kind(room)
    stopped = room.words_to(await room.commands(OPENER, "stop"), OPENER)
    assert "Je bericht is bewaard. Er staat nog een vraag over open." in stopped
    (due,) = await room.dues(DueKind.HELD)
    room.clock.move_to(due.at)
    await room.sweep(DueKind.HELD, StaffRooms(room.house, room.office).on_due[DueKind.HELD])
    reading = reading_of_case(await room.case(1))
    assert reader not in reading.may_read and "aangeraakt" in await read_by(room, reading.may_read[0])


async def test_danger_in_such_words_is_told_at_once_and_it_is_asked_all_the_same(room: Staffroom) -> None:
    reader, asked = await asked_of_kind(room, "Hij heeft haar verkracht en wil haar doodsteken met een mes.")
    assert "Gaat het over aanraken" in room.words_to(asked, OPENER)
    assert room.to(asked, reader) and "doodsteken" in await read_by(room, reader)
    await answers(room, asked, "Ja")
    assert reader not in reading_of_case(await room.case(1)).may_read


async def test_who_is_named_in_such_words_is_asked_about_first(room: Staffroom) -> None:
    reader, asked = await asked_of_kind(room, f"Meneer De Groot zag het. {MAY_BE_SEXUAL}")
    assert "Gaat het over meneer De Groot?" in room.words_to(asked, OPENER)
    asked = await answers(room, asked, "Nee, ik noem die alleen")
    assert "Gaat het over aanraken" in room.words_to(asked, OPENER)
    assert room.to(asked, reader) == [] and "aangeraakt" not in await read_by(room, reader)
    await answers(room, asked, "Nee")
    assert "aangeraakt" in await read_by(room, reader)


async def test_once_it_is_the_boards_such_words_are_asked_about_no_more(room: Staffroom) -> None:
    _, asked = await asked_of_kind(room)
    await answers(room, asked, "Ja")
    kept = await replies(room, MAY_BE_SEXUAL)
    assert "Je bericht staat bij zaak 1." in room.words_to(kept, OPENER)
