"""The transport against a real server on loopback that answers the way the Bot API and bad networks do."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import TCPConnector, web
from telegram import Bot, InputFile
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.transport import AiohttpRequest, DownloadGone, DownloadTooLarge, seconds_to_wait

TOKEN = "123456789:AAExampleExampleExampleExampleExample"


class Server:
    """What the loopback server was sent, and where it is."""

    def __init__(self) -> None:
        self.root = ""
        self.forms: list[dict[str, Any]] = []
        self.in_between: tuple[int, str] | None = None

    def method(self, name: str) -> str:
        return f"{self.root}/bot{TOKEN}/{name}"

    def file(self, name: str) -> str:
        return f"{self.root}/file/bot{TOKEN}/{name}"


KNOWN = web.AppKey("known", Server)


def refusal(status: int, description: str, **parameters: Any) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return web.json_response(body, status=status)


async def answer_method(request: web.Request) -> web.StreamResponse:
    form = {key: value async for key, value in _fields(request)}
    request.app[KNOWN].forms.append(form)
    if (in_between := request.app[KNOWN].in_between) is not None:
        return web.Response(status=in_between[0], text=in_between[1], content_type="text/html")
    match request.match_info["method"]:
        case "getUpdates":
            return web.json_response({"ok": True, "result": [{"update_id": 7, "odd": {"thing": [1]}}]})
        case "busy":
            return refusal(429, "Too Many Requests: retry after 3", retry_after=json.loads(form.get("asks", "3")))
        case "crowded":
            return refusal(429, "Too Many Requests")
        case "blocked":
            return refusal(403, "Forbidden: bot was blocked by the user")
        case "bad":
            return refusal(400, "Bad Request: message is not modified")
        case "rejected":
            return refusal(401, "Unauthorized")
        case "unknown":
            return refusal(404, "Not Found")
        case "twice":
            return refusal(409, "Conflict: terminated by other getUpdates request")
        case "page":
            return web.Response(status=502, text=f"<h1>Bad gateway for /bot{TOKEN}/page</h1>")
        case "garbled":
            return web.Response(text=f'{{"ok":true,"result":"{TOKEN}')
        case "nothing":
            return web.json_response({"ok": True})
        case "moved":
            raise web.HTTPFound("https://example.org/")
        case "dropped":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        case "slow":
            await asyncio.sleep(5)
            return web.json_response({"ok": True, "result": True})
        case _:
            return web.json_response({"ok": True, "result": _message(form)})


async def _fields(request: web.Request) -> AsyncIterator[tuple[str, Any]]:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            yield name, (value.filename, value.content_type, value.file.read())
        else:
            yield name, value


def _message(form: dict[str, Any]) -> dict[str, Any]:
    chat = {"id": int(form.get("chat_id", 1)), "type": "private"}
    return {"message_id": 5, "date": 1, "chat": chat, "text": form.get("text", "")}


async def answer_file(request: web.Request) -> web.StreamResponse:
    match request.match_info["name"]:
        case "gone":
            return refusal(404, "Not Found")
        case "elsewhere":
            return web.Response(status=404, text="<h1>This page does not exist</h1>", content_type="text/html")
        case "failing":
            return web.Response(status=500)
        case "announced":
            return web.Response(body=b"x" * 2001)
        case "endless":
            response = web.StreamResponse()
            await response.prepare(request)
            for _ in range(1000):
                await response.write(b"x" * 1000)
            return response
        case "cut":
            response = web.StreamResponse(headers={"Content-Length": "1000"})
            await response.prepare(request)
            await response.write(b"x" * 10)
            assert request.transport is not None
            request.transport.abort()
            return response
        case _:
            return web.Response(body=b"picture")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    application = web.Application(client_max_size=8 * 1024 * 1024)
    known = Server()
    application[KNOWN] = known
    application.router.add_post("/bot{token}/{method}", answer_method)
    application.router.add_get("/file/bot{token}/{name}", answer_file)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    known.root = f"http://{host}:{port}"
    yield known
    await runner.cleanup()


@pytest.fixture
async def transport() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(read_timeout=2.0)
    yield request
    await request.shutdown()


async def test_updates_come_back_as_the_plain_json_that_was_sent(server: Server, transport: AiohttpRequest) -> None:
    updates = await transport.call_raw(
        server.method("getUpdates"), {"offset": 8, "allowed_updates": ["message"], "skipped": None}
    )
    assert updates == [{"update_id": 7, "odd": {"thing": [1]}}]
    assert server.forms == [{"offset": "8", "allowed_updates": '["message"]'}]


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("blocked", Forbidden),
        ("bad", BadRequest),
        ("rejected", InvalidToken),
        ("unknown", InvalidToken),
        ("twice", Conflict),
        ("page", NetworkError),
        ("garbled", NetworkError),
        ("nothing", NetworkError),
        ("moved", NetworkError),
        ("dropped", NetworkError),
    ],
)
async def test_each_failure_has_the_type_that_ptb_gives_it_and_never_holds_the_token(
    server: Server, transport: AiohttpRequest, method: str, error: type[Exception]
) -> None:
    with pytest.raises(error) as raised:
        await transport.call_raw(server.method(method), {})
    assert type(raised.value) is error
    seen: BaseException | None = raised.value
    while seen is not None:
        assert TOKEN not in repr(seen) + str(seen)
        seen = seen.__context__ or seen.__cause__


@pytest.mark.parametrize("body", ["<h1>Not allowed here</h1>", '{"error":"forbidden"}', '{"ok":false}', "[]"])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429, 500])
async def test_an_error_of_something_in_between_says_nothing_about_the_person_and_may_pass(
    server: Server, transport: AiohttpRequest, status: int, body: str
) -> None:
    server.in_between = status, body
    with pytest.raises(NetworkError) as raised:
        await transport.call_raw(server.method("sendMessage"), {})
    assert type(raised.value) is NetworkError and body not in str(raised.value)


async def test_too_many_requests_without_a_time_may_pass(server: Server, transport: AiohttpRequest) -> None:
    with pytest.raises(NetworkError) as raised:
        await transport.call_raw(server.method("crowded"), {})
    assert type(raised.value) is NetworkError


async def test_too_many_requests_says_how_long_to_wait(
    server: Server, transport: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(RetryAfter) as raised:
        await transport.call_raw(server.method("busy"), {})
    assert raised.value.retry_after == timedelta(seconds=3)


@pytest.mark.parametrize("asks", ["2", '"2"', '" 2 "', "2.5"])
async def test_a_wait_is_understood_however_it_is_written(server: Server, transport: AiohttpRequest, asks: str) -> None:
    with pytest.raises(RetryAfter) as raised:
        await transport.call_raw(server.method("busy"), {"asks": asks})
    assert seconds_to_wait(raised.value) == float(asks.strip('" '))


@pytest.mark.parametrize("asks", ['"soon"', "null", "[2]", "{}", "true", "-3", "NaN", '"²"'])
async def test_a_wait_that_cannot_be_understood_is_a_failure_that_may_pass(
    server: Server, transport: AiohttpRequest, asks: str
) -> None:
    with pytest.raises(NetworkError):
        await transport.call_raw(server.method("busy"), {"asks": asks})


async def test_a_slow_answer_times_out(server: Server, transport: AiohttpRequest) -> None:
    with pytest.raises(TimedOut):
        await transport.call_raw(server.method("slow"), {}, read_timeout=0.1)


async def test_who_is_not_reached_in_time_is_told_from_who_does_not_answer_in_time(
    server: Server, transport: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody(*_args: Any, **_how: Any) -> None:
        await asyncio.sleep(5)

    monkeypatch.setattr(TCPConnector, "_create_connection", nobody)
    impatient = AiohttpRequest(connect_timeout=0.05, pool_timeout=0.05)
    with pytest.raises(NetworkError) as raised:
        await impatient.call_raw(server.method("sendMessage"), {})
    await impatient.shutdown()
    assert type(raised.value) is NetworkError


async def test_a_closed_port_is_a_network_error(transport: AiohttpRequest) -> None:
    with pytest.raises(NetworkError):
        await transport.call_raw(f"http://127.0.0.1:9/bot{TOKEN}/getMe", {})


async def test_a_bot_sends_text_with_emoji_and_signs_unchanged(server: Server, transport: AiohttpRequest) -> None:
    text = "Dank je wel 🙂 <b>&amp; + % ‮"
    bot = Bot(TOKEN, base_url=f"{server.root}/bot", request=transport)
    message = await bot.send_message(12, text)
    assert message.text == text
    assert server.forms[-1]["text"] == text


async def test_a_bot_uploads_a_picture_beside_its_fields(server: Server, transport: AiohttpRequest) -> None:
    picture = bytes(range(256)) * 8000
    bot = Bot(TOKEN, base_url=f"{server.root}/bot", request=transport)
    await bot.send_photo(12, InputFile(picture, filename="bewijs.png"), caption="Zaak 3 🙂", protect_content=True)
    sent = server.forms[-1]
    assert sent["photo"] == ("bewijs.png", "image/png", picture)
    assert (sent["caption"], sent["protect_content"], sent["chat_id"]) == ("Zaak 3 🙂", "true", "12")


async def test_a_file_is_downloaded_whole(server: Server, transport: AiohttpRequest) -> None:
    assert await transport.download(server.file("small")) == b"picture"
    assert await transport.retrieve(server.file("small")) == b"picture"


@pytest.mark.parametrize("name", ["announced", "endless"])
async def test_a_file_over_the_limit_is_cut_off_for_good(server: Server, transport: AiohttpRequest, name: str) -> None:
    with pytest.raises(DownloadTooLarge):
        await transport.download(server.file(name), limit=2000)
    assert await transport.download(server.file("small"), limit=2000) == b"picture"


async def test_retrieve_keeps_the_limit_too(
    server: Server, transport: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.LARGEST_DOWNLOAD", 2000)
    with pytest.raises(DownloadTooLarge):
        await transport.retrieve(server.file("endless"))


async def test_a_file_that_is_gone_is_told_apart_from_one_that_fails_now(
    server: Server, transport: AiohttpRequest
) -> None:
    with pytest.raises(DownloadGone):
        await transport.download(server.file("gone"))
    for name in ("failing", "cut", "elsewhere"):
        with pytest.raises(NetworkError):
            await transport.download(server.file(name))


async def test_a_hundred_calls_run_at_once(server: Server, transport: AiohttpRequest) -> None:
    calls = (transport.call_raw(server.method("echo"), {"text": str(number)}) for number in range(100))
    answers = await asyncio.gather(*calls)
    assert [answer["text"] for answer in answers] == [str(number) for number in range(100)]


async def test_after_shutdown_nothing_is_sent_until_it_is_initialized_again(
    server: Server, transport: AiohttpRequest
) -> None:
    await transport.initialize()
    await transport.shutdown()
    with pytest.raises(NetworkError):
        await transport.call_raw(server.method("echo"), {})
    assert server.forms == []
    await transport.initialize()
    await transport.call_raw(server.method("echo"), {})
    assert len(server.forms) == 1


async def test_a_hanging_call_is_cancelled_at_once(server: Server, transport: AiohttpRequest) -> None:
    call = asyncio.create_task(transport.call_raw(server.method("slow"), {}))
    await asyncio.sleep(0.05)
    call.cancel()
    async with asyncio.timeout(4):
        with pytest.raises(asyncio.CancelledError):
            await call
        await transport.shutdown()
