"""What the buttons and the text box of a phone on the page do."""

from contextlib import suppress
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.playground.errors import BadRequest, NotOnScreen
from bot.playground.page_view import Phone

MOST_MEGABYTES = 25
MOST_FILES = 10
_MEGABYTE = 1024 * 1024


class NothingToSend(ValueError):
    """An empty text, or no file at all."""


class TooLarge(ValueError):
    """A file that is larger than the page sends."""

    megabytes = MOST_MEGABYTES


async def start(phone: Phone, body: dict[str, Any]) -> None:
    """Press Start; `payload` is what the link carried."""
    await phone.person.starts(str(body.get("payload", "")))


async def send_text(phone: Phone, body: dict[str, Any]) -> None:
    words = str(body.get("text", "")).strip()
    if not words:
        raise NothingToSend
    await phone.person.types(words)


async def press(phone: Phone, body: dict[str, Any]) -> None:
    """Tap a button: by `label`, or exactly by `message_id`, `row` and `column`.

    Raises NotOnScreen when it is not there any more.
    """
    if "label" in body:
        await phone.person.taps(str(body["label"]), within=0)
        return
    message = phone.person.chat.messages.get(body.get("message_id", 0))
    if message is None:
        raise NotOnScreen("the message is gone")
    try:
        button = message.button_rows[int(body["row"])][int(body["column"])]
    except (LookupError, TypeError, ValueError):
        raise NotOnScreen("the button is gone") from None
    await phone.person.presses(message, button)


async def send_files(phone: Phone, request: Request) -> None:
    """Send every file of the multipart body: pictures as photos, several as an album, the rest as files."""
    if int(request.headers.get("content-length", "0")) > MOST_FILES * MOST_MEGABYTES * _MEGABYTE:
        raise TooLarge
    async with request.form(max_files=MOST_FILES) as form:
        uploads = [upload for _, upload in form.multi_items() if isinstance(upload, UploadFile)]
        files = [(upload.filename or "", upload.content_type or "", await _bytes(upload)) for upload in uploads]
        caption = str(form.get("caption", ""))
    if not files:
        raise NothingToSend
    pictures = [content for _, kind, content in files if kind.startswith("image/") and kind != "image/gif"]
    if len(pictures) == len(files) > 1:
        with suppress(BadRequest):
            await phone.person.sends_album(pictures, caption)
            return
    for name, kind, content in files:
        await _send_one(phone, name, kind, content, caption)


async def _send_one(phone: Phone, name: str, kind: str, content: bytes, caption: str) -> None:
    """A picture that Telegram would not take as a photo goes as a file, as the app offers it."""
    if kind.startswith("image/") and kind != "image/gif":
        with suppress(BadRequest):
            await phone.person.sends_picture(content, caption)
            return
    await phone.person.sends_file(content, name, kind or "application/octet-stream", caption=caption)


async def _bytes(upload: UploadFile) -> bytes:
    if (upload.size or 0) > MOST_MEGABYTES * _MEGABYTE:
        raise TooLarge
    return await upload.read()
