"""Logging that cannot tell on anyone: every record of every library is stripped when it is made.

What remains of another library's record is its logger, its level and, from WARNING up, the types of its
exceptions and where they were raised. Our own records (`meldmaatje.*`) are fixed event names with counters;
whatever else was put into them is masked. Nobody's exception text is ever written: InvalidToken's holds the
token, SQLAlchemy's hold parameters.
"""

import asyncio
import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import PurePath
from types import TracebackType
from typing import Any, TextIO

OWN_LOGGER = "meldmaatje"
_SHOWN_FRAMES = 6
_MASK = "…"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
_TOKEN_IN_ADDRESS = re.compile(r"/bot[^/\s]+")
_LONG_NUMBER = re.compile(r"\d{5,}")
_STANDARD_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "is_redacted"}


class RedactingFilter(logging.Filter):
    """Strips records in place, each once; lets every record pass."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        if not getattr(record, "is_redacted", False):
            self._strip(record)
        for name in record.__dict__.keys() - _STANDARD_FIELDS:
            del record.__dict__[name]
        return True

    def clean(self, text: str) -> str:
        """`text` without the known secrets, anything like a bot token, and numbers of five digits or more."""
        for secret in self._secrets:
            text = text.replace(secret, _MASK)
        for pattern, instead in ((_TOKEN, _MASK), (_TOKEN_IN_ADDRESS, "/bot" + _MASK), (_LONG_NUMBER, "#")):
            text = pattern.sub(instead, text)
        return text

    def _strip(self, record: logging.LogRecord) -> None:
        words = self._own_words(record) if _is_ours(record.name) else ["redacted"]
        if _is_ours(record.name) or record.levelno >= logging.WARNING:
            words += [self.clean(trace) for trace in _traces_in(record)]
        record.msg, record.args = " ".join(words), ()
        record.name = self.clean(record.name)
        record.exc_info = record.exc_text = record.stack_info = None
        record.__dict__["is_redacted"] = True

    def _own_words(self, record: logging.LogRecord) -> list[str]:
        if not isinstance(record.msg, str):
            return ["redacted"]
        try:
            return [self.clean(record.msg % _masked(record.args) if record.args else record.msg)]
        except (TypeError, ValueError, KeyError):
            return [self.clean(record.msg)]


class InstalledLogging:
    """Logging as `install_logging` left it; `uninstall` restores what was there before."""

    def __init__(self, redacting: RedactingFilter, handler: logging.Handler) -> None:
        self.redacting = redacting
        self.handler = handler
        root = logging.getLogger()
        self._before = (logging.getLogRecordFactory(), root.handlers[:], root.level, logging.raiseExceptions)
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning)

    def install(self, level: int | str) -> None:
        root = logging.getLogger()
        root.handlers[:] = [self.handler]
        root.setLevel(level)
        for logger in _all_loggers():
            logger.handlers.clear()
            logger.propagate = True
        logging.setLogRecordFactory(self._redacted_record(self._before[0]))
        # A handler that fails would otherwise print the record's arguments.
        logging.raiseExceptions = False
        sys.excepthook = _log_crash
        threading.excepthook = _log_thread_crash
        sys.unraisablehook = _log_unraisable
        warnings.showwarning = _log_warning

    def uninstall(self) -> None:
        factory, handlers, level, logging.raiseExceptions = self._before
        logging.setLogRecordFactory(factory)
        root = logging.getLogger()
        root.handlers[:] = handlers
        root.setLevel(level)
        sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = self._hooks

    def _redacted_record(self, make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
        """Stripping at the source also covers handlers that libraries add later (SQLAlchemy's `echo`)."""

        def make_redacted(*args: Any, **kwargs: Any) -> logging.LogRecord:
            record = make(*args, **kwargs)
            self.redacting.filter(record)
            return record

        return make_redacted


def install_logging(level: int | str, secrets: Sequence[str] = (), stream: TextIO | None = None) -> InstalledLogging:
    """Sends every library's stripped records to `stream` (standard error), one line each.

    Replaces the handlers of all loggers and the hooks for uncaught exceptions and warnings. `secrets` are
    texts that may never be written, such as the token and the master key.
    """
    redacting = RedactingFilter(secrets)
    handler = logging.StreamHandler(stream)
    handler.addFilter(redacting)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    installed = InstalledLogging(redacting, handler)
    installed.install(level)
    return installed


def watch_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Logs what no task caught, as `meldmaatje.loop`, by the type of the exception only."""
    loop.set_exception_handler(_log_loop_failure)


def _is_ours(name: str) -> bool:
    return name == OWN_LOGGER or name.startswith(OWN_LOGGER + ".")


def _masked(args: tuple[object, ...] | Mapping[str, object] | None) -> Any:
    if isinstance(args, Mapping):
        return {name: _masked_value(value) for name, value in args.items()}
    return tuple(_masked_value(value) for value in args or ())


def _masked_value(value: object) -> object:
    """Counters and words of our own vocabulary stay; every other value is hidden."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, type):
        return value.__name__
    return type(value).__name__ if isinstance(value, BaseException) else _MASK


def _traces_in(record: logging.LogRecord) -> Iterator[str]:
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        yield describe_exception(record.exc_info[1])
    args = record.args.values() if isinstance(record.args, Mapping) else record.args or ()
    for value in args:
        if isinstance(value, BaseException):
            yield describe_exception(value)


def describe_exception(error: BaseException) -> str:
    """The types of an exception and its causes with the places they were raised; no values, no texts."""
    described, seen = [], set[int]()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        described.append(_type_and_place(current))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return " from ".join(described)


def _type_and_place(error: BaseException) -> str:
    # Only file names and line numbers are read: FrameSummary would look up source text and locals.
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    places = [f"{'/'.join(PurePath(file).parts[-2:])}:{line}" for file, line in frames[-_SHOWN_FRAMES:]]
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    parts = "".join(f" [{describe_exception(part)}]" for part in inner)
    return f"{type(error).__name__}({' > '.join(places)}){parts}"


def _all_loggers() -> list[logging.Logger]:
    known = logging.Logger.manager.loggerDict.values()
    return [logger for logger in known if isinstance(logger, logging.Logger)]


def _log_crash(_type: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    logging.getLogger("meldmaatje.program").critical("program.crashed", exc_info=error)


def _log_thread_crash(failure: threading.ExceptHookArgs) -> None:
    logging.getLogger("meldmaatje.program").error("thread.crashed", exc_info=failure.exc_value)


def _log_unraisable(failure: Any) -> None:
    logging.getLogger("meldmaatje.program").error("cleanup.failed", exc_info=failure.exc_value)


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    logging.getLogger("meldmaatje.warnings").warning("warning %s line %d", category, lineno)


def _log_loop_failure(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    logging.getLogger("meldmaatje.loop").error("loop.uncaught", exc_info=context.get("exception"))
