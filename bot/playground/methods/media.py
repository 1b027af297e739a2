"""Pictures and documents that the bot sends: uploaded now, or known by their id."""

from pathlib import PurePosixPath
from typing import Any

from bot.playground.errors import BadRequest, EntityTooLarge
from bot.playground.files import MAX_DOCUMENT
from bot.playground.formatting import caption_text
from bot.playground.methods.call_input import CallInput, Upload
from bot.playground.state import BotApiState

Json = dict[str, Any]

ATTACHED = "attach://"


def media_content(state: BotApiState, call: CallInput, media: Json) -> Json:
    """The part of a Message that an InputMediaPhoto or InputMediaDocument becomes."""
    caption = caption_part(media)
    if media["type"] == "photo":
        return photo_content(state, call, media["media"]) | caption | spoiler_part(media)
    return document_content(state, call, media["media"]) | caption


def photo_content(state: BotApiState, call: CallInput, reference: str) -> Json:
    upload = _upload(call, reference)
    if upload is None:
        return {"photo": state.files.photo(reference)}
    return {"photo": state.files.add_photo(_content(upload))}


def document_content(state: BotApiState, call: CallInput, reference: str) -> Json:
    upload = _upload(call, reference)
    if upload is None:
        stored = state.files.by_id(reference)
        if stored.kind != "documents":
            raise BadRequest("wrong file identifier/HTTP URL specified")
        return {"document": stored.reference()}
    return {"document": add_document(state, _content(upload), upload.name, upload.mime_type)}


def add_document(state: BotApiState, content: bytes, name: str, mime: str, size: int | None = None) -> Json:
    """Keep a file as a document and give its Document object."""
    suffix = PurePosixPath(name).suffix
    stored = state.files.add(content, "documents", suffix, size, file_name=name, mime_type=mime)
    return stored.reference()


def caption_part(given: Any) -> Json:
    """The caption fields of a Message, parsed. Raises BadRequest when the caption is too long."""
    caption = caption_text(given.get("caption"), given.get("parse_mode"), given.get("caption_entities"))
    part: Json = {"caption": caption.text} if caption.text else {}
    if caption.entities:
        part["caption_entities"] = caption.entities
    return part


def spoiler_part(given: Any) -> Json:
    return {"has_media_spoiler": True} if given.get("has_spoiler") else {}


def _upload(call: CallInput, reference: str) -> Upload | None:
    """The upload that is meant; None when `reference` is the id of a file that is known already."""
    if not reference:
        raise BadRequest("there is no file in the request")
    if reference.startswith(("http://", "https://")):
        raise BadRequest("failed to get HTTP URL content")
    if not reference.startswith(ATTACHED):
        return None
    upload = call.uploads.get(reference.removeprefix(ATTACHED))
    if upload is None:
        raise BadRequest(f"there is no upload for {reference}")
    return upload


def _content(upload: Upload) -> bytes:
    if not upload.content:
        raise BadRequest("file must be non-empty")
    if len(upload.content) > MAX_DOCUMENT:
        raise EntityTooLarge()
    return upload.content
