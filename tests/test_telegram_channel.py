from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.case_report.document import Document
from bot.flows.words import Button, Message
from bot.outgoing import EraseChat, ShowReport, TakeAway
from tests.post_office import Office, heard, post_office, words


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with post_office(tmp_path) as opened:
        yield opened


async def test_a_long_text_comes_in_pieces_with_the_buttons_under_the_last(office: Office) -> None:
    noor = await office.person()
    text = "\n".join(["😀 woord " * 20] * 60)
    await office.puts((noor, words(text, buttons=((Button("Ja", "v1:a:1:b:c"),),))))
    await office.delivers()
    pieces = [message for message in noor.screen() if message.from_bot]
    assert len(pieces) > 2 and all(len(piece.words.encode("utf-16-le")) <= 8192 for piece in pieces)
    assert "".join("".join(piece.words.split()) for piece in pieces) == "".join(text.split())
    assert [bool(piece.buttons) for piece in pieces] == [False] * (len(pieces) - 1) + [True]


async def test_a_protected_message_is_sent_protected_and_a_menu_as_the_fixed_keyboard(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("kept here", protected=True)), (noor, words("menu", menu=(("A", "B"), ("C",)))))
    await office.delivers()
    shown = [message for message in noor.screen() if message.from_bot]
    assert shown[0].protected
    assert not shown[1].protected
    assert noor.keyboard == ["A", "B", "C"]


@pytest.mark.parametrize("answer", [{}, True, None, [], {"message_id": "7"}, {"message_id": 2**63}])
async def test_words_of_which_the_answer_says_nothing_are_said_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    noor = await office.person()
    call_raw, answers = office.calls.call_raw, [answer]

    async def says_nothing_once(url: str, params: Any, read_timeout: float | None = None) -> Any:
        return answers.pop() if answers else await call_raw(url, params, read_timeout)

    monkeypatch.setattr(office.calls, "call_raw", says_nothing_once)
    await office.puts((noor, words("hallo")))
    await office.delivers()
    assert heard(noor) == ["hallo"] and [row.state for row in await office.rows()] == [2]


async def test_what_is_too_old_to_delete_is_covered(office: Office) -> None:
    noor = await office.person()
    shown = await office.puts((noor, words("story")))
    await office.delivers()
    office.clock.move_by(timedelta(hours=49))
    await office.puts((noor, TakeAway(Message(("weg",)))), target_row=shown.rows[0].id)
    await office.delivers()
    assert heard(noor) == ["weg"]


async def test_what_is_fresh_is_deleted_and_deleting_it_twice_is_done(office: Office) -> None:
    noor = await office.person()
    shown = await office.puts((noor, words("story")))
    await office.delivers()
    away = (noor, TakeAway(Message(("weg",))))
    await office.puts(away, away, target_row=shown.rows[0].id)
    await office.delivers()
    assert heard(noor) == [] and {row.state for row in await office.rows()} == {2}


async def test_the_quick_exit_takes_everything_away_by_the_hundred(office: Office) -> None:
    noor = await office.person()
    own = await noor.types("help")
    await office.puts(*[(noor, words(str(number))) for number in range(130)])
    await office.delivers()
    await office.puts((noor, EraseChat((own.message_id,))))
    await office.delivers()
    assert heard(noor) == [] and own not in noor.screen()
    assert len(office.api.calls.to("deleteMessages")) == 2


async def test_the_quick_exit_takes_away_what_it_can_around_what_is_too_old(office: Office) -> None:
    noor = await office.person()
    old = [await noor.types(str(number)) for number in range(150)]
    office.clock.move_by(timedelta(hours=49))
    new = [await noor.types(str(number)) for number in range(60)]
    await office.puts((noor, EraseChat(tuple(message.message_id for message in (*old, *new)))))
    await office.delivers()
    assert not set(noor.screen()) & set(new)
    assert len(office.api.calls.to("deleteMessages")) < 30


REPORT = ShowReport(12, "sanne", Message(("het verslag",), ((Button("Weg", "v1:s.0:x:1"),),)), Message(("lukt niet",)))


async def test_a_report_is_made_when_it_is_shown_and_comes_in_the_place_of_the_message_before_it(
    office: Office,
) -> None:
    asked: list[tuple[int, str]] = []

    async def made(number: int, person: str) -> Document | None:
        asked.append((number, person))
        return Document("verslag.pdf", b"%PDF-1.7 made now")

    office.channel = office.channel_with(made)
    sanne = await office.person()
    coming = await office.puts((sanne, words("komt", protected=True)))
    await office.puts((sanne, REPORT), target_row=coming.rows[0].id)
    assert b"made now" not in b"".join([row.sealed_payload for row in await office.rows()])
    await office.delivers()
    (shown,) = [message for message in sanne.screen() if message.from_bot]
    assert asked == [(12, "sanne")]
    assert (shown.kind, shown.words, shown.buttons, shown.protected) == ("document", "het verslag", ["Weg"], True)
    document = shown.content["document"]
    assert (document["file_name"], document["mime_type"]) == ("verslag.pdf", "application/pdf")
    assert office.api.files.by_id(document["file_id"]).content == b"%PDF-1.7 made now"


async def test_a_report_that_is_delivered_twice_is_one_document_on_the_screen(office: Office) -> None:
    async def made(_number: int, _person: str) -> Document | None:
        return Document("verslag.pdf", b"%PDF-1.7")

    office.channel = office.channel_with(made)
    sanne = await office.person()
    coming = await office.puts((sanne, words("komt", protected=True)))
    await office.puts((sanne, REPORT), (sanne, REPORT), target_row=coming.rows[0].id)
    await office.delivers()
    assert [message.kind for message in sanne.screen() if message.from_bot] == ["document"]
    assert {row.state for row in await office.rows()} == {2}


async def test_a_report_that_cannot_be_made_is_told_in_its_place(office: Office) -> None:
    sanne = await office.person()
    coming = await office.puts((sanne, words("komt", protected=True)))
    await office.puts((sanne, REPORT), target_row=coming.rows[0].id)
    await office.delivers()
    assert heard(sanne) == ["lukt niet"]


async def test_a_report_that_is_too_old_to_delete_is_covered(office: Office) -> None:
    async def made(_number: int, _person: str) -> Document | None:
        return Document("verslag.pdf", b"%PDF-1.7")

    office.channel = office.channel_with(made)
    sanne = await office.person()
    coming = await office.puts((sanne, words("komt", protected=True)))
    await office.puts((sanne, REPORT), target_row=coming.rows[0].id)
    await office.delivers()
    office.clock.move_by(timedelta(hours=49))
    away = TakeAway(Message(("weg",)), is_picture=True)
    await office.puts((sanne, away), target_row=coming.rows[0].id)
    await office.delivers()
    (shown,) = [message for message in sanne.screen() if message.from_bot]
    assert (shown.kind, shown.words) == ("photo", "weg")
