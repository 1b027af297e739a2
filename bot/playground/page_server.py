"""The page with the phones, and what its buttons call; mounted beside the Bot API."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.clock import MovableClock
from bot.playground.clock_moves import ClockMoveError, wanted_moment
from bot.playground.errors import BadRequest, NotOnScreen, PersonCannot
from bot.playground.page_html import FOLDER, page_html
from bot.playground.page_push import PagePush
from bot.playground.page_view import Inspection, Phone, Phones, Picker, clock_view
from bot.playground.phone_acts import NothingToSend, TooLarge, press, send_files, send_text, start
from bot.playground.telegram_server import LocalBotApi
from bot.texts import text

ADDED = "phone"
"""In the address of a page: the id of a phone that was added to it, as often as there are."""

# A clock that jumps while a message is on its way would make the bot read it days later.
SETTLE_SECONDS = 2.0

_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)


async def _nothing() -> None:
    return


def playground_app(
    api: LocalBotApi,
    clock: MovableClock,
    phones: Phones,
    inspect: Callable[[], Awaitable[Inspection]],
    next_school_day: Callable[[date], date],
    school_name: str,
    on_clock_moved: Callable[[], Awaitable[None]] = _nothing,
    picker: Picker | None = None,
) -> Starlette:
    """The page at `/` and the Bot API beside it, to be given to `serve(api, app)`.

    `next_school_day` gives the first school day strictly after a day. `on_clock_moved` is awaited before the
    request that moved the clock is answered. `picker` lets people choose another school.
    """
    page = _Page(api, clock, phones, inspect, next_school_day, school_name, on_clock_moved, picker)
    return Starlette(routes=_routes(page, api), middleware=[Middleware(_OnlyFromHere)], exception_handlers=_failures())


def _routes(page: "_Page", api: LocalBotApi) -> list[BaseRoute]:
    """What the page asks for; whatever else there is, the Bot API answers."""
    return [
        Route("/", page.show),
        Route("/state", page.state),
        Route("/events", page.events),
        Route("/clock", page.tell_clock, methods=["GET"]),
        Route("/clock", page.move_clock, methods=["POST"]),
        Route("/school", page.choose_school, methods=["POST"]),
        Route("/phones/{phone}/pictures/{file}", page.picture),
        Route("/phones/{phone}/documents/{file}", page.document),
        Route("/phones/{phone}/{act}", page.act, methods=["POST"]),
        Mount("/page", StaticFiles(directory=FOLDER)),
        Mount("/", app=api),
    ]


def _failures() -> dict[Any, Any]:
    """What the page is answered when something that it asked for cannot be."""
    return {
        ClockMoveError: _clock_failure,
        NotOnScreen: _said("playground-no-such-button", 409),
        NothingToSend: _said("playground-nothing-to-send", 422),
        TooLarge: _too_large,
        PersonCannot: _said("playground-failed", 409),
        BadRequest: _said("playground-failed", 422),
        _UnknownSchool: _said("playground-unknown-school", 404),
        _UnknownPhone: _said("playground-unknown-phone", 404),
        _Malformed: _said("playground-failed", 400),
    }


class _UnknownPhone(LookupError):
    """There is no phone of this id."""


class _UnknownSchool(LookupError):
    """There is no school of this id."""


class _Malformed(ValueError):
    """The request holds no JSON object of the expected kind."""


class _Page:
    def __init__(
        self,
        api: LocalBotApi,
        clock: MovableClock,
        phones: Phones,
        inspect: Callable[[], Awaitable[Inspection]],
        next_school_day: Callable[[date], date],
        school_name: str,
        on_clock_moved: Callable[[], Awaitable[None]],
        picker: Picker | None,
    ) -> None:
        self._api = api
        self._clock = clock
        self._phones = phones
        self._next_school_day = next_school_day
        self._school_name = school_name
        self._on_clock_moved = on_clock_moved
        self._picker = picker
        present = picker.present if picker else None
        self._push = PagePush(self._phones, inspect, self._clock_view, lambda: api.closing, present)
        api.watch(self._push.chat_changed)

    async def show(self, request: Request) -> Response:
        wanted = request.query_params.get("school")
        if wanted is not None:
            await self._choose(wanted, again=False)
            # Without the id, so that loading the page again does not take the choice of somebody else back.
            added = urlencode([(ADDED, phone_id) for phone_id in _added(request)])
            return RedirectResponse(f"/?{added}" if added else "/", 303)
        page = page_html(self._school_name, self._api.username, self._phones.others, self._picker)
        return HTMLResponse(page, headers={"Content-Security-Policy": _CONTENT_POLICY, "Cache-Control": "no-store"})

    async def choose_school(self, request: Request) -> Response:
        wanted = (await _json(request)).get("id")
        await self._choose(wanted, again=True)
        return JSONResponse({"ok": True, "school": wanted})

    async def _choose(self, wanted: Any, *, again: bool) -> None:
        """Open the school of this id; `again` begins anew with the one that is open already."""
        if self._picker is None or wanted not in [school_id for school_id, _ in self._picker.schools]:
            raise _UnknownSchool
        if again or wanted != self._picker.present:
            await self._picker.choose(wanted)

    async def state(self, request: Request) -> Response:
        return JSONResponse(await self._push.whole_state(_added(request)))

    async def events(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._push.events(_added(request)), media_type="text/event-stream", headers=headers)

    async def tell_clock(self, _: Request) -> Response:
        return JSONResponse(self._clock_view())

    async def move_clock(self, request: Request) -> Response:
        wanted = await _json(request)
        moment = wanted_moment(wanted, self._clock.now(), self._next_school_day)
        await self._api.all_confirmed(within=SETTLE_SECONDS)
        self._clock.move_to(moment)
        await self._on_clock_moved()
        self._push.clock_moved()
        return JSONResponse(self._clock_view())

    async def act(self, request: Request) -> Response:
        phone = self._phone(request)
        match request.path_params["act"]:
            case "start":
                await start(phone, await _json(request))
            case "text":
                await send_text(phone, await _json(request))
            case "tap":
                await press(phone, await _json(request))
            case "picture":
                await send_files(phone, request)
            case _:
                return Response(status_code=404)
        return JSONResponse({"ok": True})

    async def picture(self, request: Request) -> Response:
        """The bytes of a photo, only while it is on the screen of this phone."""
        phone, file_id = self._phone(request), request.path_params["file"]
        shown = (message.content.get("photo", ()) for message in phone.person.screen())
        if not any(size["file_id"] == file_id for sizes in shown for size in sizes):
            return Response(status_code=404)
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        content = self._api.files.by_id(file_id).content
        return Response(content, media_type="image/jpeg", headers=headers)

    async def document(self, request: Request) -> Response:
        """The bytes of a document, only while it is on the screen of this phone; a PDF opens, all else is saved."""
        phone, file_id = self._phone(request), request.path_params["file"]
        shown = (message.content.get("document", {}) for message in phone.person.screen())
        found = next((one for one in shown if one.get("file_id") == file_id), None)
        if found is None:
            return Response(status_code=404)
        is_pdf = found.get("mime_type") == "application/pdf"
        headers = {
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": "inline" if is_pdf else "attachment",
        }
        media_type = "application/pdf" if is_pdf else "application/octet-stream"
        return Response(self._api.files.by_id(file_id).content, media_type=media_type, headers=headers)

    def _phone(self, request: Request) -> Phone:
        phone = next((one for one in self._phones.all if one.id == request.path_params["phone"]), None)
        if phone is None:
            raise _UnknownPhone
        return phone

    def _clock_view(self) -> dict[str, Any]:
        return clock_view(self._clock.now())


class _OnlyFromHere:
    """Refuses what other web pages in the same browser send here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _same_origin(dict(scope["headers"])):
            await Response(status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _same_origin(headers: dict[bytes, bytes]) -> bool:
    origin = headers.get(b"origin")
    return origin is None or urlsplit(origin.decode("latin-1")).netloc.encode() == headers.get(b"host")


def _added(request: Request) -> list[str]:
    return request.query_params.getlist(ADDED)


async def _json(request: Request) -> dict[str, Any]:
    opened = None
    with suppress(ValueError):
        opened = await request.json()
    if not isinstance(opened, dict):
        raise _Malformed
    return opened


def _said(key: str, status: int) -> Callable[[Request, Exception], Response]:
    def answer(_: Request, __: Exception) -> Response:
        return JSONResponse({"error": text(key)}, status)

    return answer


def _clock_failure(_: Request, error: ClockMoveError) -> Response:
    return JSONResponse({"error": text(error.key)}, 422)


def _too_large(_: Request, error: TooLarge) -> Response:
    return JSONResponse({"error": text("playground-too-large", megabytes=error.megabytes)}, 413)
