"""The Bot API library that the bot is built on gets along with everything that is handed out here."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.playground import LocalBotApi, Person, ServerError, TooManyRequests, serve
from tests.playground.conftest import TOKEN
from tests.playground.demo_school import picture
from tests.playground.test_files import sends_every_other_kind


@pytest.fixture
async def library(api: LocalBotApi) -> AsyncIterator[Bot]:
    async with serve(api) as base_url:
        client = Bot(TOKEN, base_url=f"{base_url}/bot", base_file_url=f"{base_url}/file/bot")
        async with client:
            yield client


async def test_every_kind_of_update_is_understood(library: Bot, api: LocalBotApi, noor: Person) -> None:
    message = await noor.types("/melden nu")
    await noor.edits(message, "/melden later")
    await noor.sends_picture(picture(), "Kijk", spoiler=True)
    await noor.sends_file(b"x", "a.pdf", "application/pdf")
    await sends_every_other_kind(noor)
    await noor.blocks()
    await noor.unblocks()
    await (await noor.adds_bot_to_group()).says("Hoi")
    await (await noor.adds_bot_to_channel()).says("Hoi")
    updates = await library.get_updates(allowed_updates=Update.ALL_TYPES)
    assert len(updates) == len(api.pending_updates)
    kinds = [update.to_dict().keys() - {"update_id"} for update in updates]
    assert all(len(kind) == 1 for kind in kinds)
    assert updates[3].message is not None
    assert updates[3].message.photo[-1].width == 640


async def test_what_it_sends_is_accepted(library: Bot, noor: Person) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="j")]])
    sent = await library.send_message(
        noor.user_id,
        "<b>Hoi</b>",
        parse_mode="HTML",
        reply_markup=buttons,
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.entities[0].type == "bold"
    edited = await sent.edit_text("Dag", reply_markup=buttons)
    assert isinstance(edited, type(sent))
    assert edited.edit_date is not None
    await library.send_message(noor.user_id, "Menu", reply_markup=ReplyKeyboardMarkup([["Flits"]]))
    await library.send_message(noor.user_id, "Weg", reply_markup=ReplyKeyboardRemove())
    photo = await library.send_photo(noor.user_id, picture(), caption="Foto", has_spoiler=True)
    await photo.edit_media(InputMediaPhoto(picture(50, 50), has_spoiler=True))
    album = await library.send_media_group(noor.user_id, [InputMediaPhoto(picture()), InputMediaPhoto(picture(80, 80))])
    await library.send_document(noor.user_id, b"log", filename="log.txt")
    await library.delete_messages(noor.user_id, [message.message_id for message in album])
    await library.set_my_commands([("melden", "Vertel wat er is gebeurd")])
    assert [message.kind for message in noor.screen()[1:]] == ["text", "text", "text", "photo", "document"]


async def test_files_are_downloaded(library: Bot, noor: Person) -> None:
    message = await noor.sends_file(b"bytes", "a.txt", "text/plain")
    file = await library.get_file(message.content["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"bytes"


async def test_refusals_arrive_as_the_librarys_own_errors(library: Bot, api: LocalBotApi, noor: Person) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await library.send_message(noor.user_id, " ")
    api.next_call("sendMessage", TooManyRequests(3), ServerError())
    with pytest.raises(RetryAfter):
        await library.send_message(noor.user_id, "Hoi")
    with pytest.raises(NetworkError):
        await library.send_message(noor.user_id, "Hoi")
    await noor.blocks()
    with pytest.raises(Forbidden):
        await library.send_message(noor.user_id, "Hoi")
    with pytest.raises(InvalidToken):
        await library.send_dice(noor.user_id)
