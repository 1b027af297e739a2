from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder

from bot.clock import SystemClock
from bot.flows.events import (
    CommandGiven,
    MessageEdited,
    OptionTapped,
    OtherKind,
    OtherSent,
    PictureKind,
    PictureSent,
    TextSent,
    UnknownTap,
)
from bot.handlers import register_all
from bot.handlers.arrivals import Arrival, ArrivalTray, GroupArrival, telegram_address
from bot.playground import LocalBotApi, serve
from bot.transport import AiohttpRequest

TOKEN = "4242424242:AAEkBvN2mWq8x1YyTQm3v9cZr7LpUoJhGfA"
FILE = {"file_id": "f1", "file_unique_id": "u1", "file_size": 7}
CHAT = {"id": 5, "type": "private", "first_name": "Noor"}
USER = {"id": 5, "is_bot": False, "first_name": "Noor"}


class Reading:
    def __init__(self, application: Application[Any, Any, Any, Any, Any, Any], tray: ArrivalTray) -> None:
        self.application, self.tray = application, tray

    async def reads(self, kind: str, content: dict[str, Any]) -> Arrival | GroupArrival | None:
        await self.application.process_update(Update.de_json({"update_id": 1, kind: content}, self.application.bot))
        return self.tray.take()

    async def message(self, **content: Any) -> Any:
        found = await self.reads("message", {"message_id": 3, "date": 1, "chat": CHAT, "from": USER, **content})
        assert isinstance(found, Arrival) and found.address == telegram_address(5) and found.message == 3
        return found.event


@pytest.fixture
async def reading() -> AsyncIterator[Reading]:
    async with serve(LocalBotApi(SystemClock(), TOKEN)) as root:
        bot = Bot(TOKEN, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot", request=AiohttpRequest())
        application = ApplicationBuilder().bot(bot).updater(None).build()
        tray = ArrivalTray()
        register_all(application, tray)
        async with application:
            yield Reading(application, tray)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("hoi", TextSent("hoi")),
        ("<b>&", TextSent("<b>&")),
        ("/", TextSent("/")),
        ("/melden", CommandGiven("melden")),
        ("/Melden@meldmaatje_bot", CommandGiven("melden")),
        ("/start k-2B", CommandGiven("start", "k-2B")),
        ("/code  appel boot ", CommandGiven("code", "appel boot")),
        ("/code\nappel boot", CommandGiven("code", "appel boot")),
        ("/zaak nieuw", CommandGiven("zaak", "nieuw")),
        ("/-( niet leuk", TextSent("/-( niet leuk")),
        ("عربي", TextSent("عربي")),
    ],
)
async def test_text_is_words_or_a_command(reading: Reading, text: str, event: object) -> None:
    assert await reading.message(text=text) == event


async def test_a_photo_is_a_picture_in_its_largest_size(reading: Reading) -> None:
    sizes = [{**FILE, "file_id": str(side), "width": side, "height": side} for side in (90, 800, 320)]
    assert await reading.message(photo=sizes, caption="kijk") == PictureSent("800", PictureKind.PHOTO, 7, "kijk")


async def test_an_image_sent_as_a_file_is_a_picture(reading: Reading) -> None:
    document = {**FILE, "mime_type": "image/png"}
    assert await reading.message(document=document) == PictureSent("f1", PictureKind.FILE, 7, "")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"document": {**FILE, "mime_type": "application/pdf"}}, OtherKind.FILE),
        ({"document": FILE}, OtherKind.FILE),
        (
            {
                "animation": {**FILE, "width": 1, "height": 1, "duration": 1},
                "document": {**FILE, "mime_type": "image/gif"},
            },
            OtherKind.ANIMATION,
        ),
        ({"video": {**FILE, "width": 1, "height": 1, "duration": 1}}, OtherKind.VIDEO),
        ({"video_note": {**FILE, "length": 1, "duration": 1}}, OtherKind.VIDEO),
        ({"voice": {**FILE, "duration": 1}}, OtherKind.VOICE),
        ({"audio": {**FILE, "duration": 1}}, OtherKind.VOICE),
        (
            {
                "sticker": {
                    **FILE,
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                    "type": "regular",
                }
            },
            OtherKind.STICKER,
        ),
        ({"location": {"latitude": 1.0, "longitude": 1.0}}, OtherKind.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "S"}}, OtherKind.CONTACT),
        ({"dice": {"emoji": "🎲", "value": 3}}, OtherKind.OTHER),
        ({}, OtherKind.OTHER),
    ],
)
async def test_everything_else_is_known_by_its_kind(reading: Reading, content: dict[str, Any], kind: OtherKind) -> None:
    assert await reading.message(**content) == OtherSent(kind, "")


@pytest.mark.parametrize(
    "service",
    [
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"pinned_message": {"message_id": 2, "date": 0, "chat": CHAT}},
        {"pinned_message": {"message_id": 2, "date": 1, "chat": CHAT, "text": "Ze schelden me uit"}},
        {"write_access_allowed": {}},
        {"write_access_allowed": {"from_request": True}},
        {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🏀"}}},
        {"users_shared": {"request_id": 1, "users": [{"user_id": 7}]}},
        {"connected_website": "school.nl"},
    ],
    ids=lambda service: next(iter(service)),
)
async def test_what_telegram_tells_of_the_chat_itself_is_nothing_that_somebody_said(
    reading: Reading, service: dict[str, Any]
) -> None:
    told = {"message_id": 3, "date": 1, "chat": CHAT, "from": USER, **service}
    assert await reading.reads("message", told) is None


async def test_an_edited_message_says_which_and_what(reading: Reading) -> None:
    edited = {"message_id": 3, "date": 1, "edit_date": 2, "chat": CHAT, "from": USER, "text": "anders"}
    found = await reading.reads("edited_message", edited)
    assert found == Arrival(telegram_address(5), MessageEdited(3, "anders"))


@pytest.mark.parametrize(
    ("data", "event"),
    [("v1:d1.3:about:me", OptionTapped("d1", 3, "about", "me")), ("v0:whatever", UnknownTap()), ("", UnknownTap())],
)
async def test_a_tap_is_read_from_its_data(reading: Reading, data: str, event: object) -> None:
    message = {"message_id": 8, "date": 1, "chat": CHAT}
    query = {"id": "q", "from": USER, "chat_instance": "1", "message": message, "data": data}
    found = await reading.reads("callback_query", query)
    assert isinstance(found, Arrival) and (found.tap, found.tapped_message) == ("q", 8)
    assert found.event == event


async def test_a_tap_by_another_account_than_the_chats_is_no_answer(reading: Reading) -> None:
    message = {"message_id": 8, "date": 1, "chat": CHAT}
    somebody_else = {**USER, "id": 6}
    query = {"id": "q", "from": somebody_else, "chat_instance": "1", "message": message, "data": "v1:d1.3:about:me"}
    found = await reading.reads("callback_query", query)
    assert isinstance(found, Arrival) and found.event == UnknownTap()


async def test_a_tap_on_a_message_that_is_out_of_reach_still_comes_from_its_person(reading: Reading) -> None:
    query = {"id": "q", "from": USER, "chat_instance": "1", "data": "x"}
    found = await reading.reads("callback_query", query)
    assert found == Arrival(telegram_address(5), UnknownTap(), tap="q")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_whatever_is_said_in_a_group_or_channel_is_not_read(reading: Reading, kind: str) -> None:
    message = {"message_id": 3, "date": 1, "chat": {"id": -7, "type": kind, "title": "2B"}, "text": "hoi"}
    update = "channel_post" if kind == "channel" else "message"
    assert await reading.reads(update, message) == GroupArrival(-7)


async def test_a_person_who_blocks_the_bot_is_no_event(reading: Reading) -> None:
    member = {"user": {"id": 42, "is_bot": True, "first_name": "bot"}, "status": "member"}
    gone = {**member, "status": "kicked", "until_date": 0}
    change = {"chat": CHAT, "from": USER, "date": 1, "old_chat_member": member, "new_chat_member": gone}
    assert await reading.reads("my_chat_member", change) is None


async def test_what_a_handler_raises_is_raised_by_the_tray_and_forgotten_after_that(reading: Reading) -> None:
    reading.tray.put_failure(ValueError("unreadable"))
    with pytest.raises(ValueError, match="unreadable"):
        reading.tray.take()
    assert reading.tray.take() is None
