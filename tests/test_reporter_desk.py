from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select, update

from bot.abuse_limits import WRONG_CODES_A_DAY, AbuseLimits
from bot.batch import Batch
from bot.code_sessions import ASKED_FOR, SESSION_KEPT, CodeSessions
from bot.flows.callback_data import read_button_data
from bot.flows.events import CommandGiven, Event, OptionTapped, PictureKind, PictureSent, TextSent
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, phrase
from bot.handlers.arrivals import Arrival, telegram_address
from bot.reading import reading_from_data
from bot.reporter_desk import ReporterDesk
from bot.reporter_evidence import LARGEST_BYTES, MOST_PICTURES, ReporterEvidence
from bot.reporter_telling import ReporterTelling
from bot.spoken import spoken, spoken_message
from casework.naked_pictures import PICTURE_TOLD
from casework.report import ReportStatus
from storage import reports
from storage.codes import normalise
from storage.outbox import OutboxRow
from storage.reports import Told
from storage.sealing import place_of
from storage.tables import (
    act,
    case_reader,
    conversation,
    due,
    picture,
    report,
    report_code,
    reporter,
    school_said,
    told,
)
from storage.vault import Address
from tests.casework.schools import example_school
from tests.staff.staffroom import MONDAY_TEN, Staffroom, buttons_of, message_of, staffroom_of

NOOR, SAM = telegram_address(5), telegram_address(6)


@dataclass
class Reception:
    """The reporters' desk with real databases: what a reporter does goes in, rows come out."""

    room: Staffroom
    sessions: CodeSessions
    desk: ReporterDesk
    screen: list[OutboxRow] = field(default_factory=list)

    async def sends(self, event: Event, who: Address = NOOR) -> Batch:
        arrival = Arrival(who, event, message=9, tap="tap" if isinstance(event, OptionTapped) else None)
        batch = await self.room.in_batch(lambda batch: self.desk.receive(batch, arrival), who)
        for remember in batch.after:
            remember()
        self.screen.extend(batch.rows)
        return batch

    async def types(self, words: str, who: Address = NOOR) -> Batch:
        return await self.sends(TextSent(words), who)

    async def commands(self, name: str, argument: str = "", who: Address = NOOR) -> Batch:
        return await self.sends(CommandGiven(name, argument), who)

    async def taps(self, label: str, who: Address = NOOR) -> Batch:
        return await self.sends(read_button_data(self.button(label, who).data), who)

    async def picture(self, size: int | None = 1000, who: Address = NOOR) -> Batch:
        return await self.sends(PictureSent("file", PictureKind.PHOTO, size), who)

    def button(self, label: str, who: Address) -> Button:
        chat = self.room.archive.vault.chat_of(who)
        newest_first = (row for row in reversed(self.screen) if row.chat == chat)
        found = (one for row in newest_first for one in buttons_of(row) if spoken(one.label) == label)
        return next(found)

    def said(self, batch: Batch, who: Address | str = NOOR) -> str:
        rows = [row for row in self.room.to(batch, who) if "message" in row.payload]
        return "\n".join(spoken_message(message_of(row)) for row in rows)

    async def to_send(self, contact: str = "Antwoord mij hier", story: str = "ze schelden mij uit") -> None:
        await self.commands("melden", "k-2B")
        await self.taps("Over mij")
        await self.types(story)
        await self.taps(contact)

    async def sent(self, contact: str = "Antwoord mij hier", **about: str) -> Batch:
        await self.to_send(contact, **about)
        return await self.taps("✅ Versturen")

    async def with_picture(self) -> None:
        """On the send screen again, with one picture in the draft."""
        await self.taps("Eerst meer vertellen")
        await self.taps("Nee, niemand is bloot")
        await self.picture()
        await self.taps("Klaar")
        for _ in range(4):
            await self.taps("Overslaan")

    async def coded(self, **about: str) -> str:
        """A report with a code was sent; the code."""
        batch = await self.sent("Een code", **about)
        return normalise(next(line for line in self.said(batch).splitlines() if normalise(line))) or ""

    async def all(self, table: Table) -> list[Any]:
        async with self.room.archive.database.reading() as connection:
            return list((await connection.execute(select(table))).all())

    async def told(self, number: int = 1) -> list[Told]:
        vault = self.room.archive.vault
        async with self.room.archive.database.reading() as connection:
            (stored, *_) = await reports.reports_of_case(connection, vault, number)
            sealer = (await vault.sealers({stored.id}))[stored.id]
            return await reports.told_with(connection, sealer, stored.id)


def reception_in(room: Staffroom) -> Reception:
    """The reporters' desk beside the rooms of the staff."""
    sessions = CodeSessions()

    async def hide_from(batch: Batch, number: int, person: str) -> None:
        await room.reading.hide_from(batch, number, person)

    desk = ReporterDesk(
        room.house,
        room.office,
        ReporterEvidence(),
        sessions,
        AbuseLimits(),
        room.thread.reporter_wrote,
        hide_from,
    )
    return Reception(room, sessions, desk)


@pytest.fixture
async def reception(tmp_path: Path) -> AsyncIterator[Reception]:
    async with staffroom_of(example_school(), tmp_path) as room:
        yield reception_in(room)


async def test_a_linked_report_keeps_the_key_of_its_draft_and_its_chat(reception: Reception) -> None:
    await reception.to_send()
    (draft,) = await reception.all(conversation)
    await reception.taps("✅ Versturen")
    (stored,) = await reception.all(report)
    (tied,) = await reception.all(reporter)
    assert stored.id == stored.key_id == draft.key_id
    assert tied.report_id == stored.id and tied.chat == draft.chat


@pytest.mark.parametrize("contact", ["Een code", "Geen contact"])
async def test_nothing_links_an_unseen_report_to_its_chat(reception: Reception, contact: str) -> None:
    await reception.to_send(contact)
    await reception.with_picture()
    (draft,) = await reception.all(conversation)
    await reception.taps("✅ Versturen")
    (stored,) = await reception.all(report)
    (kept,) = await reception.all(picture)
    assert stored.key_id != draft.key_id
    assert await reception.all(conversation) == [] and await reception.all(reporter) == []
    assert kept.owner == stored.id and kept.sealed_sender is None
    assert draft.key_id in [row.subject for row in await reception.all(due) if row.kind == "erase_key"]


async def test_no_instant_of_an_unseen_report_is_that_of_its_chat(reception: Reception) -> None:
    await reception.sent("Een code")
    assert [row.at % 3_600_000_000 for row in await reception.all(act)] == [0]


async def test_the_row_that_brings_the_code_is_secret_and_sealed_with_no_key_of_the_report(
    reception: Reception,
) -> None:
    batch = await reception.sent("Een code")
    (thanks,) = [row for row in reception.room.to(batch, NOOR) if row.payload.get("secret")]
    assert thanks.key_id is None and thanks.case_number is None


async def test_the_code_opens_status_and_thread_from_another_account(reception: Reception) -> None:
    code = await reception.coded()
    opened = await reception.commands("code", code.upper(), SAM)
    assert spoken_status(reception, opened)
    told = await reception.types("het gaat nog door", SAM)
    assert "doorgegeven" in reception.said(told, SAM)
    assert [one.text for one in await reception.told()] == ["het gaat nog door"]


def spoken_status(reception: Reception, batch: Batch) -> bool:
    return "code" in reception.said(batch, SAM).lower() and "ken ik niet" not in reception.said(batch, SAM)


@pytest.mark.parametrize(
    ("story", "numbers"),
    [
        ("ik wil niet meer leven", ("112 of 113", "Alarmnummer", "113 Zelfmoordpreventie")),
        ("mijn vader slaat mij thuis", ("112 of 113", "Veilig Thuis: 0800-2000")),
        ("hij heeft me in elkaar geslagen", ("112 of 113", "0900-8844")),
    ],
)
async def test_own_words_of_danger_behind_a_code_stand_there_with_the_clock_and_the_numbers(
    reception: Reception, story: str, numbers: tuple[str, ...]
) -> None:
    code = await reception.coded(story=story)
    shown = reception.said(await reception.commands("code", code, SAM), SAM)
    assert all(shown.count(one) == 1 for one in ("Het is 10.00", *numbers))
    assert max(shown.index(one) for one in numbers) < shown.index(story)


async def test_several_kinds_told_apart_bring_the_numbers_of_each_once_behind_a_code(reception: Reception) -> None:
    code = await reception.coded(story="mijn vader slaat mij thuis")
    await reception.commands("code", code, SAM)
    for words in ("help", "ik wil dood", "help", "mijn moeder slaat mij ook", "ze hebben me in elkaar geslagen"):
        await reception.types(words, SAM)
    shown = reception.said(await reception.commands("code", code, SAM), SAM)
    numbers = ("Het is 10.00", "Alarmnummer", "113 Zelfmoordpreventie", "0800-2000", "0900-8844")
    assert all(shown.count(one) == 1 for one in numbers)


async def test_what_points_at_no_danger_or_was_written_by_the_school_brings_no_numbers(reception: Reception) -> None:
    code = await reception.coded()
    await reception.room.tells(1, "school", "wil je dood?")
    assert "112" not in reception.said(await reception.commands("code", code, SAM), SAM)


async def test_a_code_is_stored_only_as_a_keyed_hash(reception: Reception) -> None:
    code = await reception.coded()
    (row,) = await reception.all(report_code)
    assert row.code == reception.room.archive.vault.code_of(code) and len(row.code) == 16


async def test_wrong_codes_are_limited_and_a_right_one_after_that_too(reception: Reception) -> None:
    code = await reception.coded()
    for _ in range(WRONG_CODES_A_DAY):
        await reception.commands("code", "dit is geen code nee", SAM)
    refused = await reception.commands("code", code, SAM)
    assert reception.sessions.report_in(reception.room.archive.vault.chat_of(SAM), refused.now) is None
    reception.room.clock.move_by(timedelta(days=1))
    await reception.commands("code", code, SAM)
    assert reception.sessions.report_in(reception.room.archive.vault.chat_of(SAM), refused.now) is not None


async def test_wrong_codes_of_one_batch_each_count(reception: Reception) -> None:
    code = await reception.coded()
    wrong = Arrival(SAM, CommandGiven("code", "dit is geen code nee"), message=9)
    right = Arrival(SAM, CommandGiven("code", code), message=10)

    async def guesses(batch: Batch) -> None:
        for arrival in (*[wrong] * WRONG_CODES_A_DAY, right):
            await reception.desk.receive(batch, arrival)

    batch = await reception.room.in_batch(guesses, SAM)
    assert spoken(phrase("code-too-many-tries")) in reception.said(batch, SAM)
    assert reception.sessions.report_in(reception.room.archive.vault.chat_of(SAM), batch.now) is None


async def test_after_a_quarter_of_an_hour_the_code_is_asked_for_again(reception: Reception) -> None:
    code = await reception.coded()
    await reception.commands("code", code, SAM)
    reception.room.clock.move_by(SESSION_KEPT)
    await reception.types("is er iemand?", SAM)
    assert await reception.told() == []


async def test_a_new_report_begun_while_a_code_is_open_gets_its_own_pictures(reception: Reception) -> None:
    code = await reception.coded()
    await reception.commands("code", code)
    await reception.to_send("Een code")
    await reception.with_picture()
    (draft,) = await reception.all(conversation)
    (wanted,) = await reception.all(picture)
    assert wanted.owner == draft.key_id


async def test_what_is_added_to_a_new_report_never_lands_in_the_one_a_code_opened(reception: Reception) -> None:
    code = await reception.coded()
    await reception.commands("code", code)
    await reception.sent()
    await reception.taps("Ja, ik vertel meer")
    await reception.taps("Ik heb geen foto")
    await reception.types("een jongen uit de derde")
    assert await reception.told(1) == []
    assert [one.text for one in await reception.told(2)] == ["een jongen uit de derde"]


async def test_a_picture_for_a_code_that_closed_meanwhile_is_not_kept_elsewhere(reception: Reception) -> None:
    code = await reception.coded()
    await reception.commands("code", code, SAM)
    await reception.taps("Meer vertellen", SAM)
    await reception.taps("Nee, niemand is bloot", SAM)
    reception.room.clock.move_by(SESSION_KEPT)
    refused = await reception.picture(who=SAM)
    assert "/code" in reception.said(refused, SAM)
    assert await reception.all(picture) == []


async def test_a_picture_behind_a_code_keeps_no_sender(reception: Reception) -> None:
    code = await reception.coded()
    await reception.commands("code", code, SAM)
    await reception.taps("Meer vertellen", SAM)
    await reception.taps("Nee, niemand is bloot", SAM)
    await reception.picture(who=SAM)
    (wanted,) = await reception.all(picture)
    (stored,) = await reception.all(report)
    assert wanted.owner == stored.id and wanted.sealed_sender is None


async def test_each_addition_is_stored_as_it_comes(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Ja, ik vertel meer")
    await reception.taps("Ik heb geen foto")
    await reception.types("een jongen uit de derde")
    assert [(one.kind, one.text) for one in await reception.told()] == [("by_whom", "een jongen uit de derde")]
    await reception.types("bij de fietsen")
    assert [one.kind for one in await reception.told()] == ["by_whom", "where"]


async def test_an_addition_that_names_staff_is_held_until_it_is_clear(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Ja, ik vertel meer")
    await reception.taps("Ik heb geen foto")
    await reception.types("mijn mentor zag het")
    assert await _named(reception) == [("sanne_de_boer",)]
    await reception.taps("Nee, ik noem die alleen")
    assert (await reception.told())[0].held_from == ()


async def _named(reception: Reception) -> list[tuple[str, ...]]:
    """Of each line that waits, from whom it is held because they are named in it; it is held from them at least."""
    told = await reception.told()
    assert all(one.asked is not None and set(one.asked.named) <= set(one.held_from) for one in told)
    return [one.asked.named for one in told if one.asked is not None]


async def test_clearing_one_person_up_leaves_it_held_from_the_other(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Ja, ik vertel meer")
    await reception.taps("Ik heb geen foto")
    other = "pieter_bakker"
    name = reception.room.house.school.people[other].name
    await reception.types(f"mijn mentor en {name} zagen het")
    assert await _named(reception) == [("sanne_de_boer", other)]
    await reception.taps("Nee, ik noem die alleen")
    assert [len(one) for one in await _named(reception)] == [1]
    await reception.taps("Nee, ik noem die alleen")
    assert (await reception.told())[0].held_from == ()


async def tells_by_whom(reception: Reception, words: str) -> Batch:
    await reception.taps("Ja, ik vertel meer")
    await reception.taps("Ik heb geen foto")
    return await reception.types(words)


async def test_an_addition_about_a_teacher_is_held_from_who_reads_it_until_it_is_clear(reception: Reception) -> None:
    await reception.sent()
    held = await tells_by_whom(reception, "een leraar zag het")
    held_from = set((await reception.told())[0].held_from)
    assert {"sanne_de_boer", "pieter_bakker"} <= held_from and "marieke_smit" not in held_from
    assert reception.room.to(held, "sanne_de_boer") == []
    await reception.taps("Nee, ik noem die alleen")
    assert (await reception.told())[0].held_from == ()
    await reception.types("bij de fietsen")
    assert [one.held_from for one in await reception.told()] == [(), ()]


async def test_an_addition_about_a_teacher_moves_it_to_who_may_read_it(reception: Reception) -> None:
    await reception.sent()
    await tells_by_whom(reception, "een leraar slaat me")
    waits = await reception.taps("Ja, en de directie mag dit niet lezen")
    assert "Uiterlijk" not in reception.said(waits)
    moved = await reception.taps("Nee")
    assert "Uiterlijk" in reception.said(moved)
    assert reception.room.to(moved, "sanne_de_boer") == []
    readers = {row.person for row in await reception.all(case_reader)}
    by_hash = reception.room.house.person_hash
    assert not {by_hash("sanne_de_boer"), by_hash("marieke_smit")} & readers and readers
    told = await reception.told()
    assert [one.held_from for one in told] == [()] * len(told)
    assert "Het gaat om iemand die hier werkt, zonder naam." in {one.text for one in told}


async def test_a_teacher_in_the_words_of_a_name_that_is_accused_is_held_from_nobody_else(reception: Reception) -> None:
    await reception.sent()
    await tells_by_whom(reception, "meneer Bakker, een gymleraar")
    assert {"sanne_de_boer", "pieter_bakker"} <= set((await reception.told())[0].held_from)
    await reception.taps("Ja, meneer Bakker doet iets naars")
    assert {"sanne_de_boer", "pieter_bakker", "marieke_smit"} <= set((await reception.told())[0].held_from)
    await reception.taps("Nee")
    assert [one.held_from for one in await reception.told()] == [("pieter_bakker",), ("pieter_bakker",), ()]


async def test_what_is_typed_while_it_is_asked_is_kept_and_held_until_it_is_answered(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Nee, zo is het goed")
    await reception.types("een leraar scheldt me uit")
    again = await reception.types("die leraar trekt aan mijn haar")
    assert "niet bewaard" not in reception.said(again)
    assert "Gaat het over iemand die hier op school werkt?" in reception.said(again)
    held, beside = await reception.told()
    assert (held.text, beside.text) == ("een leraar scheldt me uit", "die leraar trekt aan mijn haar")
    assert "sanne_de_boer" in beside.held_from and beside.held_from == held.held_from
    await reception.taps("Nee, ik noem die alleen")
    assert [one.held_from for one in await reception.told()] == [(), ()]
    # One answer was given to both, so that this is no third.
    assert "Gaat het over" in reception.said(await reception.types("een docent pest mij ook"))


async def test_what_is_typed_while_it_is_asked_about_a_name_is_held_from_them(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Nee, zo is het goed")
    await reception.types("mevrouw De Boer scheldt me uit")
    await reception.types("en ze trekt aan mijn haar")
    assert await _named(reception) == [("sanne_de_boer",)] * 2
    await reception.taps("Nee, ik noem die alleen")
    assert [one.held_from for one in await reception.told()] == [(), ()]


async def test_in_a_thread_a_no_holds_for_the_words_that_it_was_asked_about(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Nee, zo is het goed")
    asked = await reception.types("ik zei het tegen een leraar")
    assert "Gaat het over iemand die hier op school werkt?" in reception.said(asked)
    await reception.taps("Nee, ik noem die alleen")
    again = await reception.types("een leraar pest mij ook")
    assert "Gaat het over iemand die hier op school werkt?" in reception.said(again)
    assert "sanne_de_boer" in (await reception.told())[1].held_from
    await reception.taps("Nee, ik noem die alleen")
    light = await reception.types("die leraar deed niks")
    assert "Gaat het over" not in reception.said(light)
    assert [one.held_from for one in await reception.told()] == [(), (), ()]
    serious = await reception.types("de gymleraar zit steeds aan mijn billen")
    assert "Gaat het over" in reception.said(serious)
    assert "sanne_de_boer" in (await reception.told())[3].held_from


async def test_behind_a_code_a_no_holds_for_the_words_that_it_was_asked_about(reception: Reception) -> None:
    code = await reception.coded()
    await reception.commands("code", code, SAM)
    asked = await reception.types("ik zei het tegen een leraar", SAM)
    assert "Gaat het over iemand die hier op school werkt?" in reception.said(asked, SAM)
    await reception.taps("Nee, ik noem die alleen", SAM)
    again = await reception.types("een leraar pest mij ook", SAM)
    assert "Gaat het over iemand die hier op school werkt?" in reception.said(again, SAM)
    assert "sanne_de_boer" in (await reception.told())[1].held_from
    await reception.taps("Nee, ik noem die alleen", SAM)
    light = await reception.types("die leraar deed niks", SAM)
    assert "Gaat het over" not in reception.said(light, SAM)


async def as_stored_before_it_was_asked(reception: Reception) -> None:
    """The report and what was told with it, as a program kept it that did not ask about somebody who works here."""
    report_id = await reception.room.report_id(1)

    async def work(batch: Batch) -> None:
        sealer = await batch.sealer(report_id)
        assert sealer is not None
        stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
        assert stored is not None
        body = {name: value for name, value in reports.report_to_data(stored.report).items() if name != "staff_asked"}
        sealed_report = sealer.seal_json(body, place_of("report", report_id, "sealed_body"))
        batch.changes.update(report, {"id": report_id}, {"sealed_body": sealed_report})
        for one in await reports.told_with(batch.connection, sealer, report_id):
            line = {"text": one.text, "held_from": [], "waits": False}
            sealed = sealer.seal_json(line, place_of("told", one.id, "sealed_text"))
            batch.changes.update(told, {"id": one.id}, {"sealed_text": sealed})

    await reception.room.in_batch(work)


async def sent_of_teachers(reception: Reception) -> None:
    """A report in which somebody who works here is spoken of twice, and it was said that it is not about them."""
    await reception.to_send(story="mijn gymleraar zag dat ze me uitlachen")
    await reception.taps("Nee, ik noem die alleen")
    await reception.taps("✅ Versturen")
    await tells_by_whom(reception, "een docent weet wie")
    await reception.taps("Nee, ik noem die alleen")
    await reception.commands("stop")


async def test_what_was_sent_before_it_was_asked_about_teachers_counts_as_no_answer(reception: Reception) -> None:
    """AX-12: the words that come after are asked about, and who has the case does not see them before."""
    await sent_of_teachers(reception)
    await as_stored_before_it_was_asked(reception)
    asked = await reception.types("de conciërge lacht me ook uit")
    assert "Gaat het over iemand die hier op school werkt?" in reception.said(asked)
    assert "sanne_de_boer" in (await reception.told())[-1].held_from
    await reception.taps("Nee, ik noem die alleen")
    again = await reception.types("de amanuensis ook")
    assert "Gaat het over iemand die hier op school werkt?" in reception.said(again)
    await reception.taps("Nee, ik noem die alleen")
    assert "Gaat het over" not in reception.said(await reception.types("de bibliothecaris ook"))


async def test_what_was_answered_with_no_before_sending_counts_as_an_answer(reception: Reception) -> None:
    """The twin: the same words, of which it was asked."""
    await sent_of_teachers(reception)
    assert "Gaat het over" not in reception.said(await reception.types("de conciërge lacht me ook uit"))


async def test_whoever_is_named_afterwards_loses_the_case_at_once_and_the_reporter_hears_who_has_it(
    reception: Reception,
) -> None:
    await reception.sent()
    await reception.taps("Ja, ik vertel meer")
    await reception.taps("Ik heb geen foto")
    await reception.types("mijn mentor doet het")
    batch = await reception.taps("Ja, mevrouw De Boer doet iets naars")
    accused = reception.room.house.person_hash("sanne_de_boer")
    assert accused not in {row.person for row in await reception.all(case_reader)}
    assert reception.room.to(batch, "sanne_de_boer") == []
    batch = await reception.taps("Nee")
    readers = {row.person for row in await reception.all(case_reader)}
    assert accused not in readers and readers
    assert reception.room.to(batch, "sanne_de_boer") == []
    assert "leest" in reception.said(batch)
    assert (await reception.told())[0].held_from == ("sanne_de_boer",)


async def test_additions_that_are_released_are_told_to_who_has_the_case(reception: Reception) -> None:
    await reception.sent()
    case = await reception.room.case(1)
    await reception.room.in_batch(lambda batch: reception.room.office.mark_read(batch, case, "sanne_de_boer"))
    await reception.taps("Ja, ik vertel meer")
    await reception.taps("Ik heb geen foto")
    held = await reception.types("mijn mentor zag het")
    assert reception.room.to(held, "sanne_de_boer") == []
    released = await reception.taps("Nee, ik noem die alleen")
    assert len(reception.room.to(released, "sanne_de_boer")) == 1


async def test_muting_stops_what_is_pushed_and_unmuting_starts_it_again(reception: Reception) -> None:
    await reception.sent()
    await reception.commands("mijn")
    await reception.taps("Geen berichten meer over melding 1")
    assert await words_pushed(reception) == 0
    await reception.commands("mijn")
    await reception.taps("Weer berichten over melding 1")
    assert await words_pushed(reception) == 1


async def words_pushed(reception: Reception) -> int:
    async def work(batch: Batch) -> None:
        await ReporterTelling(reception.room.house).tell_reporters(batch, 1, phrase("report-nobody-left"))

    return len(reception.room.to(await reception.room.in_batch(work), NOOR))


async def test_what_a_colleague_hears_of_an_own_report_leaves_no_row_of_what_the_school_said(
    reception: Reception,
) -> None:
    await reception.sent()
    chat, owner = reception.room.archive.vault.chat_of(NOOR), reception.room.house.person_hash("pieter_bakker")
    await reception.room.in_batch(lambda batch: reports.give_to_person(batch.connection, chat, owner))
    report_id = (await reception.all(report))[0].id

    async def work(batch: Batch) -> None:
        telling = ReporterTelling(reception.room.house)
        await telling.tell_reporters(batch, 1, phrase("report-nobody-left"))
        await telling.tell_reporter(batch, report_id, phrase("report-nobody-left"))

    before = len(await reception.all(school_said))
    batch = await reception.room.in_batch(work)
    assert len(reception.room.to(batch, "pieter_bakker")) == 2
    assert len(await reception.all(school_said)) == before


async def test_a_mute_button_does_nothing_from_another_account(reception: Reception) -> None:
    await reception.sent()
    await reception.commands("mijn")
    data = reception.button("Geen berichten meer over melding 1", NOOR).data
    await reception.sends(read_button_data(data), SAM)
    assert [row.muted for row in await reception.all(reporter)] == [False]


async def test_a_picture_its_reporter_removes_is_gone_with_its_key(reception: Reception) -> None:
    await reception.to_send("Een code")
    await reception.with_picture()
    (wanted,) = await reception.all(picture)
    removal = OptionTapped("s", 0, "remove", wanted.id.hex())
    other = await reception.sends(removal, SAM)
    assert (await reception.all(picture))[0].state == "wanted" and not other.erases_keys
    await reception.sends(removal)
    (removed,) = await reception.all(picture)
    assert removed.state == "removed" and removed.sealed_source is None
    assert wanted.id in [row.subject for row in await reception.all(due) if row.kind == "erase_key"]


async def test_a_picture_over_the_limit_and_one_too_many_are_refused_kindly(reception: Reception) -> None:
    await reception.to_send("Een code")
    await reception.taps("Eerst meer vertellen")
    await reception.taps("Nee, niemand is bloot")
    assert "te groot" in reception.said(await reception.picture(LARGEST_BYTES + 1))
    for _ in range(MOST_PICTURES):
        await reception.picture()
    assert str(MOST_PICTURES) in reception.said(await reception.picture())
    assert len(await reception.all(picture)) == MOST_PICTURES


async def test_a_draft_that_is_thrown_away_takes_its_key_and_pictures_along(reception: Reception) -> None:
    await reception.to_send("Een code")
    await reception.with_picture()
    (draft,) = await reception.all(conversation)
    await reception.commands("stop")
    await reception.taps("Weggooien")
    (removed,) = await reception.all(picture)
    erased = {row.subject for row in await reception.all(due) if row.kind == "erase_key"}
    assert erased == {draft.key_id, removed.id} and removed.state == "removed"
    assert [row.key_id for row in await reception.all(conversation)] == [None]


async def test_after_sending_the_talk_is_kept_48_hours_and_a_draft_30_days(reception: Reception) -> None:
    await reception.to_send()
    (draft,) = await reception.all(conversation)
    await reception.taps("✅ Versturen")
    (ended,) = await reception.all(conversation)
    assert draft.expires_at - draft.touched_at == timedelta(days=30) // timedelta(microseconds=1)
    assert ended.expires_at - ended.touched_at == timedelta(hours=48) // timedelta(microseconds=1)


async def test_who_is_said_to_undergo_it_loses_the_case_and_what_was_held_is_told(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Ja, ik vertel meer")
    await reception.taps("Ik heb geen foto")
    await reception.types("ze pesten mevrouw De Boer")
    await reception.taps("Nee, het overkomt diegene zelf")
    readers = {row.person for row in await reception.all(case_reader)}
    assert reception.room.house.person_hash("sanne_de_boer") not in readers and readers
    reading = reading_from_data((await reception.room.case(1)).reading)
    assert (reading.bullied, reading.subjects) == ("sanne_de_boer", ())
    assert (await reception.told())[0].held_from == ()


async def closed(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Nee, zo is het goed")
    await reception.room.in_batch(lambda batch: reception.room.office.set_status(batch, 1, ReportStatus.CLOSED))


async def school_writes(reception: Reception, words: str, by: str | None = None) -> None:
    async def write(batch: Batch) -> None:
        report_id = await reception.room.report_id(1)
        sealer = await batch.sealer(report_id)
        assert sealer is not None
        today = batch.now.date()
        await reports.add_told(batch.connection, batch.changes, sealer, report_id, "school", words, today, by=by)

    await reception.room.in_batch(write)


async def test_an_answer_to_the_school_after_closing_is_kept_and_told(reception: Reception) -> None:
    await closed(reception)
    await school_writes(reception, "Hoe gaat het nu?")
    batch = await reception.types("Het gaat goed")
    assert (await reception.told())[-1].text == "Het gaat goed"
    assert "Ik heb het doorgegeven aan mevrouw De Boer." in reception.said(batch)
    assert reception.room.to(batch, "sanne_de_boer")
    anew = await reception.taps("Het begint weer")
    assert "Wat is er gebeurd?" in reception.said(anew)


async def test_what_is_told_behind_a_code_says_who_has_it_in_a_row_that_leaves_nothing(reception: Reception) -> None:
    await reception.commands("code", await reception.coded())
    batch = await reception.types("het was in de pauze")
    (kept,) = [row for row in reception.room.to(batch, NOOR) if "told-kept" in str(row.payload)]
    assert "Ik heb het doorgegeven aan mevrouw De Boer." in reception.said(batch)
    assert kept.payload["secret"] and kept.key_id is None and kept.case_number is None


@pytest.mark.parametrize("contact", ["Antwoord mij hier", "Een code"])
async def test_while_nobody_may_read_it_nobody_is_named_as_who_got_it(reception: Reception, contact: str) -> None:
    """AX-12: who had it and turns out to be whom it is about does not get it."""
    if contact == "Een code":
        await reception.commands("code", await reception.coded())
    else:
        await reception.sent()
        await reception.taps("Nee, zo is het goed")
    await nobody_has_it(reception)
    batch = await reception.types("het was in de pauze")
    assert "Ik heb het bij je melding gezet. Wie je melding straks leest, leest dit ook." in reception.said(batch)
    assert "doorgegeven" not in reception.said(batch)


async def has_left_who_had_it(reception: Reception) -> None:
    """Whoever had the case is not in the school's file any more."""

    async def left(batch: Batch) -> None:
        case = await reception.room.office.case(batch, 1)
        assert case is not None
        gone = replace(reading_from_data(case.reading), reader="wim_weg", taken_up_by="wim_weg")
        await reception.room.office.keep_reading(batch, case, gone)

    await reception.room.in_batch(left)


async def test_behind_a_code_who_has_left_the_school_has_no_name(reception: Reception) -> None:
    code = await reception.coded()
    await has_left_who_had_it(reception)
    opened = reception.said(await reception.commands("code", code))
    assert "wim_weg" not in opened and "iemand van school" in opened


async def test_what_is_told_is_passed_on_to_nobody_who_has_left_the_school(reception: Reception) -> None:
    code = await reception.coded()
    await has_left_who_had_it(reception)
    await reception.commands("code", code)
    said = reception.said(await reception.types("het gebeurde weer"))
    assert "wim_weg" not in said and "Wie je melding straks leest, leest dit ook." in said


async def nobody_has_it(reception: Reception) -> None:
    async def kept(batch: Batch) -> None:
        case = await reception.room.office.case(batch, 1)
        assert case is not None
        accused = replace(reading_from_data(case.reading), subjects=("sanne_de_boer",))
        await reception.room.office.keep_reading(batch, case, accused)

    await reception.room.in_batch(kept)


async def test_words_after_closing_become_a_report_with_a_key_of_its_own(reception: Reception) -> None:
    await closed(reception)
    asked = await reception.types("Het begint weer")
    assert "niet bewaard" not in reception.said(asked)
    await reception.taps("Het begint weer")
    shown = reception.said(await reception.taps("Antwoord mij hier"))
    assert "Jij zegt: het begint weer. Eerder was dit melding 1." in shown
    assert "De melder" not in shown
    await reception.taps("✅ Versturen")
    first, second = sorted(await reception.all(report), key=lambda row: row.case_number)
    assert first.key_id != second.key_id
    assert [one.text for one in await reception.told(2)] == ["De melder zegt: het begint weer. Eerder was dit zaak 1."]


async def test_a_code_shows_the_pupils_own_words_and_not_the_bots_questions(reception: Reception) -> None:
    await reception.to_send("Een code", story="mijn gymleraar is raar")
    await reception.taps("Ja, iemand die hier werkt doet iets naars")
    await reception.taps("Liever geen naam")
    await reception.taps("Nee")
    await reception.taps("Nee")
    sent = await reception.taps("✅ Versturen")
    code = normalise(next(line for line in reception.said(sent).splitlines() if normalise(line))) or ""
    opened = reception.said(await reception.commands("code", code))
    assert "Jij schreef op maandag 23 november:\n\nmijn gymleraar is raar" in opened
    assert "Antwoord" not in opened


async def writes_to_reporter(reception: Reception, person: str, words: str) -> None:
    """Somebody of the school writes to the reporter from their card."""
    await reception.room.taps(person, small_button("write", "1"))
    await reception.room.says(person, words)


async def test_behind_a_code_each_message_says_who_wrote_it_and_on_which_day(reception: Reception) -> None:
    code = await reception.coded()
    await reception.room.taps("sanne_de_boer", small_button("read", "1"))
    await reception.room.taps("sanne_de_boer", small_button("taken", "1"))
    await writes_to_reporter(reception, "sanne_de_boer", "Zullen we morgen praten in lokaal 12?")
    reception.room.clock.move_to(MONDAY_TEN + timedelta(days=1))
    await reception.room.keeps_reading(1, taken_up_by="pieter_bakker", reader="pieter_bakker")
    await writes_to_reporter(reception, "pieter_bakker", "Ik ben er ook bij.")
    opened = reception.said(await reception.commands("code", code))
    coach, deputy = (
        "Bericht van mevrouw De Boer, maandag 23 november:",
        "Bericht van meneer Bakker, dinsdag 24 november:",
    )
    first, second = f"{coach}\n\nZullen we morgen praten in lokaal 12?", f"{deputy}\n\nIk ben er ook bij."
    assert f"{first}\n\n{second}" in opened
    assert not any(str(reception.room.address(one)["chat"]) in opened for one in ("sanne_de_boer", "pieter_bakker"))


@pytest.mark.parametrize("by", [None, "who_left"])
async def test_what_was_written_by_nobody_known_any_more_is_told_as_of_the_school(
    reception: Reception, by: str | None
) -> None:
    code = await reception.coded()
    await school_writes(reception, "Hoe gaat het nu?", by=by)
    opened = reception.said(await reception.commands("code", code))
    assert "Bericht van iemand van school, maandag 23 november:\n\nHoe gaat het nu?" in opened
    assert "who_left" not in opened


async def test_the_screen_with_the_code_can_be_left_at_once(reception: Reception) -> None:
    await reception.sent("Een code")
    arrival = Arrival(NOOR, read_button_data(reception.button("Snel weg", NOOR).data), tap="tap", tapped_message=44)
    batch = await reception.room.in_batch(lambda batch: reception.desk.receive(batch, arrival), NOOR)
    (erased,) = (row for row in batch.rows if row.payload["do"] == "erase_chat")
    assert 44 in erased.payload["messages"]


async def test_the_reporter_hears_once_who_came_to_read_it_and_sees_it_in_their_list(reception: Reception) -> None:
    await reception.sent()
    case = await reception.room.case(1)
    reading = reading_from_data(case.reading).with_invited("pieter_bakker")

    async def invite(batch: Batch) -> None:
        await reception.room.office.keep_reading(batch, case, reading)
        await reception.room.office.keep_reading(batch, case, reading)

    batch = await reception.room.in_batch(invite)
    assert reception.said(batch) == "Er helpt nog iemand mee. Je melding kan nu ook gelezen worden door meneer Bakker."
    await reception.commands("stop")
    assert "ook gelezen worden door meneer Bakker" in reception.said(await reception.commands("mijn"))


async def test_a_draft_that_waits_under_the_own_list_keeps_its_key_and_is_sent_after_words_for_another_report(
    reception: Reception,
) -> None:
    await reception.sent()
    await reception.commands("stop")
    await reception.commands("melden", "k-2B")
    await reception.taps("Over mij")
    await reception.commands("mijn")
    await reception.types("het is weer begonnen")
    assert [one.text for one in await reception.told()] == []
    await reception.taps("Bij melding 1")
    assert [one.text for one in await reception.told()] == ["het is weer begonnen"]
    await reception.types("iets heel anders")
    await reception.taps("Antwoord mij hier")
    await reception.taps("✅ Versturen")
    first, second = sorted(await reception.all(report), key=lambda one: int(one.case_number))
    assert first.key_id != second.key_id
    async with reception.room.archive.database.reading() as connection:
        stored = await reports.reports_of_case(connection, reception.room.archive.vault, 2)
    assert stored[0].report.story == "iets heel anders"


async def test_pictures_of_a_sent_report_go_with_a_tap_in_the_own_list_after_the_quick_exit(
    reception: Reception,
) -> None:
    await reception.sent()
    await with_kept_pictures(reception, 2)
    await reception.commands("snelweg")
    await reception.commands("mijn")
    batch = await reception.taps("Haal de foto’s van melding 1 weg")
    assert "Niemand op school kan nog foto’s zien" in reception.said(batch)
    assert {one.state for one in await reception.all(picture)} == {"removed"}
    assert "Haal de foto" not in str(labels_of(await reception.commands("mijn")))


async def test_pictures_of_a_report_with_a_code_go_with_a_tap_behind_it(reception: Reception) -> None:
    code = await reception.coded()
    await with_kept_pictures(reception, 1)
    await reception.commands("code", code)
    await reception.taps("Haal de foto weg")
    assert {one.state for one in await reception.all(picture)} == {"removed"}


async def test_nobody_else_takes_pictures_of_a_report_away(reception: Reception) -> None:
    await reception.sent()
    await with_kept_pictures(reception, 1)
    await reception.commands("mijn")
    tap = read_button_data(reception.button("Haal de foto van melding 1 weg", NOOR).data)
    await reception.sends(tap, SAM)
    assert {one.state for one in await reception.all(picture)} == {"kept"}


async def with_kept_pictures(reception: Reception, count: int) -> None:
    """So many pictures were fetched and kept for the report of case 1."""
    owner = await reception.room.report_id(1)

    async def work(batch: Batch) -> None:
        for number in range(count):
            await ReporterEvidence().want(batch, owner, f"file{number}", 1000, None)
        await batch.flush()
        await batch.connection.execute(update(picture).values(state="kept"))

    await reception.room.in_batch(work)


def labels_of(batch: Batch) -> list[str]:
    return [spoken(button.label) for row in batch.rows if "message" in row.payload for button in buttons_of(row)]


async def knows_of_a_naked_picture(reception: Reception, number: int) -> object:
    return reception.room.office.folded(await reception.room.case(number)).facts().get(PICTURE_TOLD)


@pytest.mark.parametrize("answer", ["Ja, iemand is bloot", "Weet ik niet"])
async def test_the_case_knows_at_once_what_its_reporter_says_of_a_naked_picture(
    reception: Reception, answer: str
) -> None:
    """AX-17."""
    await reception.to_send("Een code")
    await reception.taps("Eerst meer vertellen")
    await reception.taps(answer)
    await reception.taps("Verder zonder foto")
    for _ in range(4):
        await reception.taps("Overslaan")
    await reception.taps("✅ Versturen")
    assert await knows_of_a_naked_picture(reception, 1) is True
    code = await reception.coded()
    assert await knows_of_a_naked_picture(reception, 2) is None
    await reception.commands("code", code, SAM)
    await reception.taps("Meer vertellen", SAM)
    await reception.taps(answer, SAM)
    assert await knows_of_a_naked_picture(reception, 2) is True


@pytest.mark.parametrize(
    "story", ["ze sturen een naaktfoto van mij rond in de groepsapp", "er gaat een blote foto van mij rond"]
)
async def test_the_case_knows_of_a_naked_picture_that_its_reporter_wrote_about(
    reception: Reception, story: str
) -> None:
    """AX-17."""
    await reception.sent(story=story)
    assert await knows_of_a_naked_picture(reception, 1) is True
    await reception.sent(story="ze hebben een foto van mij rondgestuurd")
    assert await knows_of_a_naked_picture(reception, 2) is None


async def test_the_case_knows_of_a_naked_picture_that_its_reporter_writes_about_later(reception: Reception) -> None:
    await reception.sent()
    await reception.taps("Nee, zo is het goed")
    assert await knows_of_a_naked_picture(reception, 1) is None
    await reception.types("ze hebben nu ook een blote foto van mij in de groepsapp gezet")
    assert await knows_of_a_naked_picture(reception, 1) is True


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("mijn mentor zag een blote foto van mij", ("Nee, ik noem die alleen",)),
        ("meneer Bakker zag een blote foto van mij, mijn mentor ook", ("Nee, ik noem die alleen",) * 2),
        ("een leraar zag een blote foto van mij", ("Nee, ik noem die alleen",)),
        ("een leraar heeft een blote foto van mij", ("Ja, en de directie mag dit niet lezen", "Weet ik niet")),
    ],
)
async def test_words_of_a_naked_picture_that_are_held_are_known_once_it_is_clear_whom_they_are_about(
    reception: Reception, words: str, answers: tuple[str, ...]
) -> None:
    await reception.sent()
    await tells_by_whom(reception, words)
    assert await knows_of_a_naked_picture(reception, 1) is None
    for answer in answers:
        await reception.taps(answer)
    assert await knows_of_a_naked_picture(reception, 1) is True


async def test_a_case_whose_reporter_says_that_nobody_is_naked_knows_of_no_such_picture(reception: Reception) -> None:
    await reception.to_send("Een code")
    await reception.with_picture()
    await reception.taps("✅ Versturen")
    assert await knows_of_a_naked_picture(reception, 1) is None


# The own list, asked for while more is told to the report behind a code


async def telling_behind_a_code(reception: Reception, *taps: str) -> None:
    """Report 1 has a code, report 2 is of the chat; more is being told to report 1 when the own list is asked for."""
    code = await reception.coded()
    await reception.sent()
    await reception.commands("stop")
    await reception.commands("code", code)
    for label in ("Meer vertellen", *taps):
        await reception.taps(label)
    await reception.commands("mijn")


async def told_to_both(reception: Reception) -> tuple[list[str], list[str]]:
    of_code, own = await reception.told(1), await reception.told(2)
    return [one.text for one in of_code], [one.text for one in own]


@pytest.mark.parametrize("taps", [(), ("Ik heb geen foto",)])
async def test_words_below_the_own_list_are_asked_about_while_more_is_told_behind_a_code(
    reception: Reception, taps: tuple[str, ...]
) -> None:
    await telling_behind_a_code(reception, *taps)
    asked = reception.said(await reception.types("een jongen uit de derde"))
    assert "Waar hoort dit bij?" in asked and "Dat heb ik erbij gezet" not in asked
    assert await told_to_both(reception) == ([], [])


async def test_words_below_the_own_list_reach_the_report_behind_the_code_without_typing_it_again(
    reception: Reception,
) -> None:
    await telling_behind_a_code(reception)
    await reception.types("een jongen uit de derde")
    said = reception.said(await reception.taps("Bij een melding met een code of zonder contact"))
    assert "doorgegeven" in said
    assert await told_to_both(reception) == (["een jongen uit de derde"], [])


async def test_words_below_the_own_list_reach_the_report_of_the_chat_that_was_chosen(reception: Reception) -> None:
    await telling_behind_a_code(reception)
    await reception.types("een jongen uit de derde")
    await reception.taps("Bij melding 2")
    assert await told_to_both(reception) == ([], ["een jongen uit de derde"])


async def test_who_goes_on_with_the_question_behind_the_code_is_still_telling_there(reception: Reception) -> None:
    await telling_behind_a_code(reception)
    await reception.taps("Ik heb geen foto")
    await reception.types("een jongen uit de derde")
    assert await told_to_both(reception) == (["een jongen uit de derde"], [])


async def test_long_after_the_own_list_words_still_reach_no_report_without_asking(reception: Reception) -> None:
    await telling_behind_a_code(reception)
    reception.room.clock.move_by(ASKED_FOR + SESSION_KEPT)
    assert "Waar hoort dit bij?" in reception.said(await reception.types("een jongen uit de derde"))
    assert await told_to_both(reception) == ([], [])


async def test_without_a_report_of_the_chat_asking_for_the_list_does_not_stop_the_telling(reception: Reception) -> None:
    code = await reception.coded()
    await reception.commands("code", code, SAM)
    for label in ("Meer vertellen", "Ik heb geen foto"):
        await reception.taps(label, SAM)
    await reception.commands("mijn", who=SAM)
    await reception.types("een jongen uit de derde", SAM)
    assert [one.text for one in await reception.told(1)] == ["een jongen uit de derde"]
