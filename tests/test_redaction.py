"""What the logs hold after real libraries logged real secrets at DEBUG."""

import asyncio
import base64
import gc
import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import aiosqlite
import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.redaction import InstalledLogging, describe_exception, install_logging, watch_loop
from bot.transport import AiohttpRequest

TOKEN = "123456789:AAHplantedTokenPlantedTokenPlanted-1"
CHAT_ID = 987654321
NAME = "Noor de Geheime"
TEXT = "ze wachten mij op bij het hek"
PLANTED = [
    TOKEN,
    TOKEN.split(":")[1],
    str(CHAT_ID),
    f"{CHAT_ID:x}",
    base64.b64encode(str(CHAT_ID).encode()).decode(),
    NAME,
    TEXT,
    base64.b64encode(TEXT.encode()).decode(),
    TEXT.encode().hex(),
]
EVERYTHING = " ".join(PLANTED)


@dataclass
class Logs:
    stream: io.StringIO
    installed: InstalledLogging

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def hold_nothing_planted(self) -> bool:
        return not [planted for planted in PLANTED if planted.lower() in self.text.lower()]


@pytest.fixture
def logs(capfd: pytest.CaptureFixture[str]) -> Iterator[Logs]:
    stream = io.StringIO()
    installed = install_logging("DEBUG", [TOKEN, NAME], stream)
    yield Logs(stream, installed)
    installed.uninstall()
    printed = "".join(capfd.readouterr())
    assert not [planted for planted in PLANTED if planted in printed]


async def test_calls_of_the_telegram_bot_are_logged_without_what_they_carry(logs: Logs) -> None:
    transport = AiohttpRequest(connect_timeout=0.5)
    bot = Bot(TOKEN, base_url="http://127.0.0.1:9/bot", request=transport)
    with pytest.raises(TelegramError):
        await bot.send_message(CHAT_ID, f"{TEXT} {NAME}")
    await transport.shutdown()
    assert "telegram.Bot redacted" in logs.text
    assert logs.hold_nothing_planted()


async def test_aiosqlite_is_logged_without_statements_and_values(logs: Logs) -> None:
    async with aiosqlite.connect(":memory:") as connection:
        await connection.execute("SELECT ?", (f"{TEXT} {NAME} {CHAT_ID}",))
    assert "aiosqlite redacted" in logs.text
    assert logs.hold_nothing_planted()


async def test_sqlalchemy_echo_has_its_own_handler_and_still_tells_nothing(logs: Logs) -> None:
    engine = create_async_engine("sqlite+aiosqlite://", echo="debug")
    async with engine.connect() as connection:
        await connection.execute(text("SELECT :story, :chat"), {"story": TEXT, "chat": CHAT_ID})
        with pytest.raises(SQLAlchemyError) as raised:
            await connection.execute(text("SELECT nothing FROM nowhere WHERE a = :a"), {"a": EVERYTHING})
    logging.getLogger("meldmaatje.storage").error("batch.failed", exc_info=raised.value)
    await engine.dispose()
    assert "sqlalchemy.engine.Engine redacted" in logs.text
    assert "OperationalError" in logs.text
    assert logs.hold_nothing_planted()


async def test_httpx_at_info_does_not_show_the_address_with_the_token(logs: Logs) -> None:
    answers = httpx.MockTransport(lambda request: httpx.Response(200))
    async with httpx.AsyncClient(transport=answers) as client:
        await client.get(f"http://localhost/bot{TOKEN}/getMe?chat_id={CHAT_ID}")
    assert "INFO httpx redacted" in logs.text
    assert logs.hold_nothing_planted()


def raise_rejected_token() -> None:
    try:
        raise ValueError(EVERYTHING)
    except ValueError as error:
        raise InvalidToken(f"The token `{TOKEN}` was rejected") from error


@pytest.mark.parametrize("logger", ["meldmaatje.delivery", "telegram.ext.Application", "uvicorn.error"])
def test_an_exception_keeps_its_types_and_places_but_no_text(logs: Logs, logger: str) -> None:
    try:
        raise_rejected_token()
    except InvalidToken:
        logging.getLogger(logger).exception("failed %s", EVERYTHING)
    assert "InvalidToken(tests/test_redaction.py:" in logs.text
    assert "from ValueError(" in logs.text
    assert logs.hold_nothing_planted()


def test_an_exception_among_the_arguments_of_a_library_keeps_only_its_type(logs: Logs) -> None:
    logging.getLogger("apscheduler").warning("job failed: %s", InvalidToken(EVERYTHING))
    assert "apscheduler redacted InvalidToken" in logs.text
    assert logs.hold_nothing_planted()


class Outcome(Enum):
    SENT = "sent"


def test_our_own_records_keep_event_and_counters_and_mask_everything_else(logs: Logs) -> None:
    logger = logging.getLogger("meldmaatje.intake")
    logger.info("batch.committed updates=%d outcome=%s", 3, Outcome.SENT)
    logger.info("batch.odd text=%s chat=%s address=%s", TEXT, CHAT_ID, f"/bot{TOKEN}/getMe")
    logger.info(f"batch.worse {TOKEN} {CHAT_ID} http://host/bot{TOKEN}/x")
    logger.info("batch.named %(name)s %(count)d", {"name": NAME, "count": 2})
    logger.info("batch.extra", extra={"story": EVERYTHING}, stack_info=True)
    logger.info(ValueError(EVERYTHING))
    assert "batch.committed updates=3 outcome=SENT" in logs.text
    assert "batch.named … 2" in logs.text
    assert logs.hold_nothing_planted()


def test_a_record_whose_arguments_do_not_fit_is_not_printed_raw(logs: Logs) -> None:
    logging.getLogger("meldmaatje.intake").info("batch %d %d", EVERYTHING)
    logging.getLogger("some.library").error("%d", EVERYTHING)
    assert "meldmaatje.intake batch" in logs.text
    assert logs.hold_nothing_planted()


def test_a_handler_that_a_library_adds_later_gets_stripped_records(logs: Logs) -> None:
    own_stream = io.StringIO()
    library = logging.getLogger("library.with.own.handler")
    library.addHandler(logging.StreamHandler(own_stream))
    library.error("posting %s", EVERYTHING)
    library.handlers.clear()
    assert own_stream.getvalue() == "redacted\n"


async def test_a_task_that_nobody_awaited_tells_only_its_exception_type(logs: Logs) -> None:
    async def fail() -> None:
        raise InvalidToken(EVERYTHING)

    # Only what this test makes is looked through: the other tests leave very much behind.
    gc.freeze()
    task = asyncio.create_task(fail(), name=EVERYTHING)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    gc.unfreeze()
    assert "asyncio redacted InvalidToken" in logs.text
    assert logs.hold_nothing_planted()


async def test_a_watched_loop_reports_a_failing_callback_by_type(logs: Logs) -> None:
    loop = asyncio.get_running_loop()
    watch_loop(loop)
    loop.call_soon(int, EVERYTHING)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert "meldmaatje.loop loop.uncaught ValueError" in logs.text
    assert logs.hold_nothing_planted()


def test_crashes_of_program_and_threads_and_warnings_are_stripped(logs: Logs) -> None:
    try:
        raise_rejected_token()
    except InvalidToken as error:
        sys.excepthook(InvalidToken, error, error.__traceback__)
    thread = threading.Thread(target=int, args=(EVERYTHING,), name=EVERYTHING)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning(UserWarning(EVERYTHING), UserWarning, __file__, 1)
    for event in ("program.crashed InvalidToken", "thread.crashed ValueError", "warning UserWarning"):
        assert event in logs.text
    assert logs.hold_nothing_planted()


def test_every_exception_of_a_group_is_described() -> None:
    group = ExceptionGroup(EVERYTHING, [ValueError(EVERYTHING), InvalidToken(EVERYTHING)])
    assert describe_exception(group) == "ExceptionGroup() [ValueError()] [InvalidToken()]"


def test_causes_that_point_at_each_other_do_not_go_round_for_ever() -> None:
    one, other = ValueError(), TypeError()
    one.__cause__, other.__cause__ = other, one
    assert describe_exception(one) == "ValueError() from TypeError()"


def test_after_uninstalling_logging_is_as_it_was() -> None:
    before = (
        logging.getLogRecordFactory(),
        sys.excepthook,
        warnings.showwarning,
        logging.getLogger().handlers[:],
    )
    install_logging("DEBUG", [], io.StringIO()).uninstall()
    assert before == (
        logging.getLogRecordFactory(),
        sys.excepthook,
        warnings.showwarning,
        logging.getLogger().handlers[:],
    )
