import io
from typing import Any

import pytest
from PIL import Image

from bot.playground import LocalBotApi, Person
from bot.playground.errors import BadRequest
from tests.playground.caller import Caller


def picture(width: int = 640, height: int = 480, kind: str = "PNG", **saved: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, kind, **saved)
    return written.getvalue()


def with_metadata() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "GeheimeCamera"
    return picture(kind="JPEG", exif=exif)


async def test_a_photo_comes_in_several_sizes_and_without_metadata(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    await noor.sends_picture(with_metadata(), caption="Kijk")
    message = api.pending_updates[-1]["message"]
    sizes = [(size["width"], size["height"]) for size in message["photo"]]
    assert sizes == [(90, 68), (320, 240), (640, 480)]
    assert message["caption"] == "Kijk"
    file = await bot.ok("getFile", file_id=message["photo"][-1]["file_id"])
    status, content = await bot.downloads(file["file_path"])
    assert status == 200
    assert len(content) == file["file_size"]
    assert Image.open(io.BytesIO(content)).format == "JPEG"
    assert b"GeheimeCamera" not in content


async def test_a_document_keeps_its_bytes_and_its_name(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    await noor.sends_file(with_metadata(), "scherm.jpg", "image/jpeg")
    document = api.pending_updates[-1]["message"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("scherm.jpg", "image/jpeg")
    file = await bot.ok("getFile", file_id=document["file_id"])
    assert (await bot.downloads(file["file_path"]))[1] == with_metadata()


async def test_files_above_20_megabytes_cannot_be_fetched(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    message = await noor.sends_file(b"x", "groot.png", "image/png", size=20 * 1024 * 1024 + 1)
    refusal = await bot.refused("getFile", file_id=message.content["document"]["file_id"])
    assert refusal == (400, "Bad Request: file is too big")


async def test_a_file_that_vanished_is_told(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    message = await noor.sends_picture(picture())
    size = message.content["photo"][-1]
    path = (await bot.ok("getFile", file_id=size["file_id"]))["file_path"]
    api.files.vanish(size["file_id"])
    refusal = await bot.refused("getFile", file_id=size["file_id"])
    assert refusal == (400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    assert (await bot.downloads(path))[0] == 404
    assert (await bot.refused("getFile", file_id="niets"))[1] == "Bad Request: invalid file_id"


async def test_the_bot_uploads_a_photo_with_spoiler_and_sends_it_again_by_its_id(bot: Caller, noor: Person) -> None:
    status, answer = await bot.uploads(
        "sendPhoto",
        {"beeld": ("x.png", picture(), "image/png")},
        chat_id=noor.user_id,
        photo="attach://beeld",
        has_spoiler=True,
        protect_content=True,
    )
    assert status == 200
    assert noor.last_message.spoiler
    assert noor.last_message.protected
    file_id = answer["result"]["photo"][-1]["file_id"]
    again = await bot.ok("sendPhoto", chat_id=noor.user_id, photo=file_id, caption="Weer")
    assert again["photo"] == answer["result"]["photo"]


async def test_a_photo_part_may_carry_the_file_itself(bot: Caller, noor: Person) -> None:
    status, _ = await bot.uploads("sendPhoto", {"photo": ("x.png", picture(), "image/png")}, chat_id=noor.user_id)
    assert status == 200
    assert noor.last_message.kind == "photo"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "IMAGE_PROCESS_FAILED"),
        (picture()[:60], "IMAGE_PROCESS_FAILED"),
        (picture(2000, 20), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
    ],
)
async def test_what_is_no_picture_cannot_be_sent_as_a_photo(
    bot: Caller, noor: Person, content: bytes, reason: str
) -> None:
    status, answer = await bot.uploads("sendPhoto", {"photo": ("x.png", content, "image/png")}, chat_id=noor.user_id)
    assert (status, answer["description"]) == (400, f"Bad Request: {reason}")


async def test_a_person_can_send_broken_bytes_as_a_photo_only_on_purpose(
    bot: Caller, api: LocalBotApi, noor: Person
) -> None:
    broken = picture()[:60]
    with pytest.raises(BadRequest):
        await noor.sends_picture(broken)
    message = await noor.sends_picture(broken, untouched=True)
    path = (await bot.ok("getFile", file_id=message.content["photo"][-1]["file_id"]))["file_path"]
    assert (await bot.downloads(path))[1] == broken


async def test_the_bot_sends_a_document(bot: Caller, noor: Person) -> None:
    status, answer = await bot.uploads(
        "sendDocument",
        {"document": ("zaak.txt", b"log", "text/plain")},
        chat_id=noor.user_id,
        caption="Voor Somtoday",
    )
    assert status == 200
    assert answer["result"]["document"]["file_name"] == "zaak.txt"
    assert noor.last_message.words == "Voor Somtoday"
    too_long = {"document": answer["result"]["document"]["file_id"], "caption": "a" * 1025}
    refusal = await bot.refused("sendDocument", chat_id=noor.user_id, **too_long)
    assert refusal == (400, "Bad Request: message caption is too long")


async def test_an_album_is_several_messages_of_one_group(bot: Caller, noor: Person) -> None:
    media = [{"type": "photo", "media": f"attach://p{n}", "has_spoiler": True} for n in range(2)]
    files = {f"p{n}": (f"{n}.png", picture(100 + n, 100), "image/png") for n in range(2)}
    status, answer = await bot.uploads("sendMediaGroup", files, chat_id=noor.user_id, media=media)
    assert status == 200
    assert len({message["media_group_id"] for message in answer["result"]}) == 1
    assert [message.spoiler for message in noor.screen()[1:]] == [True, True]
    _, answer = await bot.uploads("sendMediaGroup", files, chat_id=noor.user_id, media=media[:1])
    assert answer["description"] == "Bad Request: there must be 2 to 10 media to send an album"


async def test_a_persons_album_arrives_as_separate_messages(api: LocalBotApi, noor: Person) -> None:
    await noor.sends_album([picture(), picture(300, 300)], caption="Twee")
    first, second = (update["message"] for update in api.pending_updates[-2:])
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption"] == "Twee"
    assert "caption" not in second


async def test_a_photo_is_replaced_by_another_and_its_caption_changed(bot: Caller, noor: Person) -> None:
    _, sent = await bot.uploads("sendPhoto", {"photo": ("x.png", picture(), "image/png")}, chat_id=noor.user_id)
    call: dict[str, Any] = {"chat_id": noor.user_id, "message_id": sent["result"]["message_id"]}
    status, answer = await bot.uploads(
        "editMessageMedia",
        {"nieuw": ("y.png", picture(50, 50), "image/png")},
        media={"type": "photo", "media": "attach://nieuw", "caption": "Nieuw"},
        **call,
    )
    assert status == 200
    assert answer["result"]["photo"][-1]["width"] == 50
    await bot.ok("editMessageCaption", caption="Anders", **call)
    assert noor.last_message.words == "Anders"
    refusal = await bot.refused("editMessageText", text="x", **call)
    assert refusal == (400, "Bad Request: there is no text in the message to edit")


async def test_a_text_is_replaced_by_a_document_and_stays_protected(bot: Caller, noor: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=noor.user_id, text="Komt eraan", protect_content=True)
    status, answer = await bot.uploads(
        "editMessageMedia",
        {"nieuw": ("zaak.pdf", b"%PDF-1.7", "application/pdf")},
        media={"type": "document", "media": "attach://nieuw", "caption": "Hier is het"},
        chat_id=noor.user_id,
        message_id=sent["message_id"],
    )
    assert status == 200, answer
    shown = noor.last_message
    assert (shown.message_id, shown.kind, shown.words, shown.protected) == (
        sent["message_id"],
        "document",
        "Hier is het",
        True,
    )
    assert "text" not in answer["result"]


async def sends_every_other_kind(person: Person) -> None:
    """Than words, a picture and a file."""
    await person.sends_voice()
    await person.sends_video()
    await person.sends_video_note()
    await person.sends_animation()
    await person.sends_audio()
    await person.sends_sticker()
    await person.sends_location()
    await person.sends_contact()


async def test_every_other_kind_of_message_reaches_the_bot(api: LocalBotApi, noor: Person) -> None:
    await sends_every_other_kind(noor)
    kinds = [message.kind for message in noor.screen()[1:]]
    assert kinds == [
        "voice",
        "video",
        "video_note",
        "animation",
        "audio",
        "sticker",
        "location",
        "contact",
    ]
    animation = api.pending_updates[4]["message"]
    assert animation["document"]["file_id"] == animation["animation"]["file_id"]
