"""The bot's side over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import json
import re
from typing import Any

from starlette.types import Receive, Scope, Send

from bot.playground.calls import Call, Calls, Moment
from bot.playground.errors import BotApiError, NotFound, TooManyCalls, Unauthorized
from bot.playground.faults import (
    DropAfterDoing,
    DropConnection,
    Fault,
    Faults,
    Hang,
    ServerError,
    TooManyRequests,
)
from bot.playground.methods import METHOD_HANDLERS
from bot.playground.methods.call_input import CallInput
from bot.playground.parameters import read_parameters
from bot.playground.request_reading import Given, Uploads, read_request
from bot.playground.state import BotApiState

DOWNLOAD = "downloadFile"
DROP_CONNECTION = "drop_connection"

_BOT_PATH = re.compile(r"/bot([^/]+)/([A-Za-z]+)/?")
_FILE_PATH = re.compile(r"/file/bot([^/]+)/(.+)")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_METHOD_NAMES = {name.lower(): name for name in METHOD_HANDLERS}
_JSON = b"application/json"
_PROXY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class _NoAnswer(Exception):
    """The connection is to end without an answer."""


class _ServerFailure(BotApiError):
    """A failure of the server itself."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code


class _ProxyError(_ServerFailure):
    """A failure between bot and Bot API, told by a page that is not JSON."""


class Doorway:
    """Whether calls pass, or wait because the server hangs."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()
        self.closing = asyncio.Event()

    def hang(self) -> None:
        self._open.clear()

    def resume(self) -> None:
        self._open.set()

    async def pass_through(self, receive: Receive) -> None:
        """Wait while the server hangs. A caller that gives up meanwhile was never heard."""
        if not self._open.is_set() and await self._gives_up(receive):
            raise _NoAnswer
        if self.closing.is_set():
            raise _NoAnswer

    async def _gives_up(self, receive: Receive) -> bool:
        opened = asyncio.create_task(self._open.wait())
        gone = asyncio.create_task(_gone(receive))
        await asyncio.wait([opened, gone], return_when=asyncio.FIRST_COMPLETED)
        opened.cancel()
        gone.cancel()
        return gone.done() and not self._open.is_set()


class BotApiHttp:
    """The ASGI application that the bot talks to."""

    def __init__(self, state: BotApiState, doorway: Doorway) -> None:
        self._state = state
        self._doorway = doorway
        self.faults = Faults()
        self.unknown_methods: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._answer(scope, receive, send)
        except _NoAnswer:
            await _drop(scope)
        except _ProxyError as error:
            await _send(send, error.code, _PROXY_PAGE, b"text/html")
        except BotApiError as error:
            await _send(send, error.code, json.dumps(error.body()).encode())

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if (to_file := _FILE_PATH.fullmatch(path)) is not None:
            self._check_token(to_file[1])
            await self._download(to_file[2], receive, send)
            return
        to_method = _BOT_PATH.fullmatch(path)
        if to_method is None:
            raise NotFound
        self._check_token(to_method[1])
        await self._call(to_method[2], scope, receive, send)

    def _check_token(self, token: str) -> None:
        if token == self._state.token:
            return
        raise Unauthorized if _TOKEN.fullmatch(token) else NotFound

    async def _call(self, asked: str, scope: Scope, receive: Receive, send: Send) -> None:
        method = _METHOD_NAMES.get(asked.lower(), asked)
        given, uploads = await read_request(scope, receive, method)
        call = self._calls.arrived(method, given, self._state.clock.now())
        fault = await self._begin(call, receive)
        try:
            result = await self._do(method, given, uploads)
        except BotApiError as error:
            call.error = error.description
            code, body = error.code, error.body()
        else:
            code, body = 200, {"ok": True, "result": result}
        await self._calls.reach(call, Moment.DONE)
        _fail_after(fault)
        await _send(send, code, json.dumps(body).encode())
        if method == "getUpdates":
            self._state.updates.reached_the_bot()
        await self._calls.reach(call, Moment.ANSWERED)

    async def _do(self, method: str, given: Given, uploads: Uploads) -> Any:
        handler = METHOD_HANDLERS.get(method)
        if handler is None:
            self.unknown_methods.append(method)
            raise NotFound("method not found")
        return await handler(self._state, CallInput(read_parameters(method, given), uploads))

    async def _download(self, path: str, receive: Receive, send: Send) -> None:
        call = self._calls.arrived(DOWNLOAD, {"file_path": path}, self._state.clock.now())
        fault = await self._begin(call, receive)
        stored = self._state.files.by_path(path)
        if stored is None:
            call.error = "Not Found"
            raise NotFound
        await self._calls.reach(call, Moment.DONE)
        _fail_after(fault)
        await _send(send, 200, stored.content, b"application/octet-stream")
        await self._calls.reach(call, Moment.ANSWERED)

    @property
    def _calls(self) -> Calls:
        return self._state.calls

    async def _begin(self, call: Call, receive: Receive) -> Fault | None:
        """Everything that may happen to a call before it is done; gives the fault that comes after."""
        await self._calls.reach(call, Moment.ARRIVED)
        await self._doorway.pass_through(receive)
        fault = self.faults.choose(call.method)
        if fault is not None:
            call.error = type(fault).__name__
            await self._fail_before(fault)
        return fault

    async def _fail_before(self, fault: Fault) -> None:
        match fault:
            case TooManyRequests(retry_after):
                raise TooManyCalls(retry_after)
            case ServerError(code, as_page):
                raise _ProxyError(code) if as_page else _ServerFailure(code)
            case DropConnection():
                raise _NoAnswer
            case Hang(seconds, does_it):
                await self._hang(seconds)
                if not does_it:
                    raise _NoAnswer
            case DropAfterDoing():
                return

    async def _hang(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._doorway.closing.wait()
        except TimeoutError:
            return


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _fail_after(fault: Fault | None) -> None:
    if isinstance(fault, DropAfterDoing | Hang):
        raise _NoAnswer


async def _drop(scope: Scope) -> None:
    """End the connection without an answer; needs the server of `serving`, which knows the connection."""
    scope["state"][DROP_CONNECTION]()
    # The server notices the end of the connection in the next turns of the loop.
    for _ in range(3):
        await asyncio.sleep(0)


async def _send(send: Send, code: int, body: bytes, content_type: bytes = _JSON) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": code, "headers": headers})
    await send({"type": "http.response.body", "body": body})
