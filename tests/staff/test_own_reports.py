"""What one of the staff reported: they hear what becomes of it, and find it again with their cases."""

from dataclasses import replace

from sqlalchemy import delete, update

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.staff.access import reading_of_case
from casework.report import Contact
from storage import reports
from storage.tables import report, reporter
from tests.staff.staffroom import Staffroom
from tests.staff.test_flag_room import GUARD, flagged
from tests.staff.test_intake_room import opened

OPENER, READER = "karin_visser", "marieke_smit"
ABOUT_A_COLLEAGUE = ("2B", "Overslaan", "Het gaat over iemand die hier werkt", "Liever geen naam", "Kan wachten")
NOBODY_OF_THE_HEAD = ("Nee", "Nee")


async def about_a_colleague(room: Staffroom) -> Batch:
    return await opened(room, OPENER, "Openen en doorgeven", *ABOUT_A_COLLEAGUE, *NOBODY_OF_THE_HEAD)


async def own_list(room: Staffroom, person: str, command: str = "zaken") -> str:
    return room.words_to(await room.commands(person, command), person)


async def test_who_reported_a_colleague_hears_who_read_it_and_who_took_it_up(room: Staffroom) -> None:
    sent = await about_a_colleague(room)
    assert "Je hoort wie het oppakt." in room.words_to(sent, OPENER)
    read = await room.delivered(await room.taps(READER, small_button("read", "1")))
    assert "gelezen door mevrouw Smit" in room.words_to(read, OPENER)
    taken = await room.taps(READER, small_button("taken", "1"))
    assert "mevrouw Smit pakt het op" in room.words_to(taken, OPENER)
    assert OPENER not in reading_of_case(await room.case(1)).may_read


async def test_what_one_reported_stands_below_the_cases_with_who_has_it(room: Staffroom) -> None:
    await about_a_colleague(room)
    assert "Melding 1: verstuurd. Straks leest mevrouw Smit het." in await own_list(room, OPENER)
    await room.taps(READER, small_button("read", "1"))
    await room.taps(READER, small_button("taken", "1"))
    for command in ("zaken", "mijn"):
        words = await own_list(room, OPENER, command)
        assert "Wat jij zelf meldde:" in words and "Melding 1: wordt opgepakt door mevrouw Smit." in words
    assert "Zaak 1" not in await own_list(room, OPENER), "they cannot open it"


async def test_a_break_guard_finds_what_they_flagged_too(room: Staffroom) -> None:
    await flagged(room)
    assert "Melding 1: verstuurd. Straks leest mevrouw De Boer het." in await own_list(room, GUARD, "mijn")


async def test_who_reported_nothing_reads_so(room: Staffroom) -> None:
    await flagged(room)
    assert await own_list(room, OPENER, "mijn") == "Je hebt zelf niets gemeld."
    assert "meldde" not in await own_list(room, OPENER)


async def test_who_wrote_down_what_a_pupil_told_about_a_pupil_is_no_reporter(room: Staffroom) -> None:
    await opened(room, "pieter_bakker", "Openen en doorgeven")
    read = await room.delivered(await room.taps("sanne_de_boer", small_button("read", "1")))
    assert room.to(read, "pieter_bakker") == []
    assert "Melding" not in await own_list(room, "pieter_bakker", "mijn")


async def test_only_the_newest_are_listed(room: Staffroom) -> None:
    for _ in range(12):
        await flagged(room)
    words = await own_list(room, GUARD, "mijn")
    assert "Melding 12:" in words and "Melding 3:" in words and "Melding 2:" not in words


async def test_what_was_reported_about_a_colleague_before_this_list_was_there_is_found_by_who_opened_it(
    room: Staffroom,
) -> None:
    """No row said whose it is then, and nobody could be answered."""
    await about_a_colleague(room)
    await opened(room, OPENER, "Openen en doorgeven")
    report_id = await room.report_id(1)

    async def as_before(batch: Batch) -> None:
        stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
        sealer = await batch.sealer(report_id)
        assert stored is not None and sealer is not None
        sealed = replace(stored.report, contact=Contact.NONE)
        reports.change_report(batch.changes, sealer, report_id, sealed)
        await batch.connection.execute(update(report).where(report.c.id == report_id).values(contact="none"))
        await batch.connection.execute(delete(reporter).where(reporter.c.report_id == report_id))

    await room.in_batch(as_before)
    listed = await room.commands(OPENER, "mijn")
    words = room.words_to(listed, OPENER)
    assert "Melding 1: verstuurd. Straks leest mevrouw Smit het." in words
    assert "Melding 2" not in words, "what a pupil told about a pupil is the pupil's"
    assert room.labels(listed, OPENER) == [], "who reads it cannot answer there"
    assert await own_list(room, "pieter_bakker", "mijn") == "Je hebt zelf niets gemeld."
