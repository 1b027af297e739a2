"""HTTP to the Bot API for python-telegram-bot, over aiohttp.

No error that leaves this module holds an address, because the address holds the bot's token.
"""

import io
import json
import os
from collections.abc import Mapping
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

LARGEST_DOWNLOAD = 20 * 1024 * 1024
SLOWEST_DOWNLOAD_SECONDS = 120.0
CONNECTION_POOL_SIZE = 256
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}

# python-telegram-bot tells times as timedelta when asked so, and warns of its older way when it is not.
os.environ.setdefault("PTB_TIMEDELTA", "1")


LONGEST_WAIT_ASKED_SECONDS = 3600.0
"""No wait that is asked for is longer: one absurd number must not silence the bot."""


def seconds_to_wait(failure: RetryAfter) -> float:
    """How long the Bot API asked to wait, at most an hour."""
    after = failure.retry_after
    seconds = float(after) if isinstance(after, int | float) else after.total_seconds()
    return min(seconds, LONGEST_WAIT_ASKED_SECONDS)


class DownloadTooLarge(TelegramError):
    """The file is larger than the limit; trying again will not help."""


class DownloadGone(TelegramError):
    """Nothing is at this address, which may have expired: with a fresh one for the same file it may be there."""


class AiohttpRequest(BaseRequest):
    """One keep-alive session for all calls, uploads and downloads; all timeouts are seconds."""

    def __init__(
        self,
        read_timeout: float = 10.0,
        write_timeout: float = 10.0,
        connect_timeout: float = 5.0,
        pool_timeout: float = 5.0,
        media_write_timeout: float = 60.0,
        connection_pool_size: int = CONNECTION_POOL_SIZE,
    ) -> None:
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._media_write_timeout = media_write_timeout
        self._connection_pool_size = connection_pool_size
        self._session: aiohttp.ClientSession | None = None
        self._is_shut_down = False

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        self._is_shut_down = False
        self._open_session()

    async def shutdown(self) -> None:
        self._is_shut_down = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call_raw(self, url: str, params: Mapping[str, Any], read_timeout: float | None = None) -> Any:
        """The `result` of a Bot API method as plain JSON, nothing parsed into telegram objects.

        Raises the errors that the methods of `telegram.Bot` raise: RetryAfter, Forbidden, BadRequest,
        InvalidToken, Conflict, TimedOut, NetworkError. `read_timeout` must exceed a long poll's timeout.
        """
        data = RequestData([RequestParameter(name, value, None) for name, value in params.items()])
        seconds = self._read_timeout if read_timeout is None else read_timeout
        payload = await self._request_wrapper(url, "POST", request_data=data, read_timeout=seconds)
        answer = self.parse_json_payload(payload)
        if "result" not in answer:
            raise NetworkError("Invalid server response")
        return answer["result"]

    async def download(self, url: str, limit: int = LARGEST_DOWNLOAD) -> bytes:
        """A file's bytes.

        Raises DownloadTooLarge (for good), DownloadGone (at this address), TimedOut or NetworkError.
        """
        failure: TelegramError
        try:
            status, content = await self._exchange("GET", url, None, {}, self._download_timeout(), limit)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = _failure_of(error)
        else:
            if status == 200:
                return content
            # The Bot API answers 404 when the path has expired and 400 when the file is not available.
            is_gone = status in (400, 404, 410) and _is_the_bot_apis(content)
            failure = DownloadGone("Gone") if is_gone else NetworkError(f"Download failed ({status})")
        raise failure

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        has_files = request_data is not None and request_data.contains_files
        timeout = _timeout_of(
            _given_or(read_timeout, self._read_timeout),
            _given_or(write_timeout, self._media_write_timeout if has_files else self._write_timeout),
            _given_or(connect_timeout, self._connect_timeout),
            _given_or(pool_timeout, self._pool_timeout),
        )
        if method == "GET":
            timeout = self._download_timeout()
        body, headers = _body_of(request_data)
        try:
            status, payload = await self._exchange(method, url, body, headers, timeout, LARGEST_DOWNLOAD)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = _failure_of(error)
        else:
            if status < 300 or _is_the_bot_apis(payload):
                return status, payload
            # A page of something in between says nothing about the person or the bot: it may pass.
            failure = NetworkError(f"Not an answer of the Bot API ({status})")
        # Raised outside the handler, so that aiohttp's error and its address do not travel along.
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """As in the base class, but what cannot be read is neither logged nor quoted, and may be retried."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise NetworkError("Invalid server response")
        parameters = answer.get("parameters")
        if isinstance(parameters, dict) and "retry_after" in parameters:
            parameters["retry_after"] = _seconds_of(parameters["retry_after"])
        return answer

    async def _exchange(
        self,
        method: str,
        url: str,
        body: bytes | aiohttp.FormData | None,
        headers: dict[str, str],
        patience: aiohttp.ClientTimeout,
        limit: int,
    ) -> tuple[int, bytes]:
        session = self._open_session()
        # A redirect would carry the token elsewhere.
        async with session.request(
            method, url, data=body, headers=headers, timeout=patience, allow_redirects=False
        ) as response:
            return response.status, await _read_at_most(response, limit)

    def _open_session(self) -> aiohttp.ClientSession:
        if self._is_shut_down:
            raise NetworkError("The transport is shut down")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connection_pool_size, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "meldmaatje"},
            )
        return self._session

    def _download_timeout(self) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(
            total=SLOWEST_DOWNLOAD_SECONDS, sock_connect=self._connect_timeout, sock_read=self._read_timeout
        )


def _seconds_of(asked: Any) -> float | None:
    """A wait as it is meant, also when it is written as digits, at most an hour; None for what means no wait."""
    digits = asked.strip() if isinstance(asked, str) else ""
    seconds = float(digits) if digits.isascii() and digits.isdecimal() else asked
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return min(seconds, LONGEST_WAIT_ASKED_SECONDS) if is_number and seconds > 0 else None


def _given_or(given: ODVInput[float], default: float) -> float | None:
    return default if isinstance(given, DefaultValue) else given


def _timeout_of(
    read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp has no limit for writing, so the whole call gets one; without one part there is no whole."""
    if read is None or write is None or connect is None or pool is None:
        return aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=read)
    return aiohttp.ClientTimeout(
        total=read + write + connect + pool, connect=pool + connect, sock_connect=connect, sock_read=read
    )


def _body_of(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        return request_data.url_encoded_parameters().encode("ascii"), _FORM
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        # aiohttp sends bytes in one piece, which holds up the loop; a stream goes in pieces.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=content_type)
    return form, {}


async def _read_at_most(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        response.close()
        raise DownloadTooLarge("File is too large")
    content = bytearray()
    async for chunk in response.content.iter_any():
        content += chunk
        if len(content) > limit:
            response.close()
            raise DownloadTooLarge("File is too large")
    return bytes(content)


def _failure_of(error: Exception) -> NetworkError:
    # Who was not reached did nothing; who was, and did not answer in time, may have.
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ConnectionTimeoutError):
        return TimedOut()
    return NetworkError(type(error).__name__)


def _is_the_bot_apis(payload: bytes) -> bool:
    """Whether an error came from the Bot API, which says that it is none and describes it."""
    try:
        answer = AiohttpRequest.parse_json_payload(payload)
    except NetworkError:
        return False
    return answer.get("ok") is False and isinstance(answer.get("description"), str)
