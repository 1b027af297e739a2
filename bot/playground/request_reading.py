"""A call's parameters and files, out of the query and a form, multipart or JSON body."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request
from starlette.types import Receive, Scope

from bot.playground.contract import METHODS
from bot.playground.errors import BadRequest, EntityTooLarge
from bot.playground.files import MAX_DOCUMENT
from bot.playground.methods.call_input import Upload
from bot.playground.methods.media import ATTACHED

MAX_BODY = MAX_DOCUMENT + 1024 * 1024

Given = dict[str, Any]
Uploads = dict[str, Upload]


async def read_request(scope: Scope, receive: Receive, method: str) -> tuple[Given, Uploads]:
    """What came with the request, untyped. Raises BadRequest for a body that cannot be read."""
    given = _pairs(scope["query_string"])
    content_type = Headers(scope=scope).get("content-type", "")
    if content_type.startswith("multipart/form-data"):
        fields, uploads = await _read_multipart(Request(scope, receive), method)
        return given | fields, uploads
    body = await _read_body(receive)
    if content_type.startswith("application/json"):
        return given | _json_object(body), {}
    return given | _pairs(body), {}


async def _read_body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        event = await receive()
        parts.append(event.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY:
            raise EntityTooLarge()
        if not event.get("more_body"):
            return b"".join(parts)


async def _read_multipart(request: Request, method: str) -> tuple[Given, Uploads]:
    given: Given = {}
    uploads: Uploads = {}
    async with request.form(max_part_size=MAX_BODY) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                content = await value.read()
                mime_type = value.content_type or "application/octet-stream"
                uploads[name] = Upload(value.filename or name, mime_type, content)
                if name in METHODS.get(method, {}) or f"{name}!" in METHODS.get(method, {}):
                    given[name] = f"{ATTACHED}{name}"
            else:
                given[name] = value
    return given, uploads


def _pairs(encoded: bytes) -> Given:
    if not encoded:
        return {}
    try:
        return dict(parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise BadRequest("strings must be encoded in UTF-8") from None


def _json_object(body: bytes) -> Given:
    try:
        opened = json.loads(body or b"{}")
    except ValueError:
        raise BadRequest("can't parse JSON object") from None
    if not isinstance(opened, dict):
        raise BadRequest("object expected as the body")
    return opened
