"""The arrows between the rooms: who may import whom, and that pure rooms read no clock."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sys import stdlib_module_names

import pytest

ROOT = Path(__file__).parents[1]

PURE_LIBRARIES = ("pydantic", "pydantic_core", "ruamel.yaml", "yaml", "holidays")

TELEGRAM_ROOMS = (
    "bot.handlers",  # an update becomes an event
    "bot.intake",  # has the updates of a batch handled
    "bot.telegram_source",  # asks for updates and files
    "bot.transport",  # HTTP to the Bot API
    "bot.telegram_channel",  # sends what delivery takes from the outbox
    "bot.picture_fetching",  # knows when a download failed for good
    "bot.aftermath",  # answers taps after the commit
    "bot.administration",  # asks the bot's name for an invitation
    "bot.telegram_connection",  # connects, and lets go
    "bot.program",  # puts it all together
    "bot.playground",  # stands in for Telegram
)

CLOCK_READERS = frozenset({"datetime.now", "datetime.utcnow", "datetime.today", "date.today"})
CLOCK_MODULE = "time"
CLOCK_FUNCTIONS = frozenset({"time", "time_ns", "monotonic", "monotonic_ns", "localtime", "gmtime"})
IMPURE = frozenset({"asyncio", "socket", "subprocess", "urllib.request", "http", "sqlite3", "random", "secrets"})


@dataclass(frozen=True)
class Import:
    """One import; `lazy` when it stands inside a function."""

    name: str
    lazy: bool = False


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield module_name(path), ast.parse(path.read_text(encoding="utf-8"))


def imports_in(tree: ast.AST, *, lazy: bool = False) -> Iterator[Import]:
    """What is imported, each as the longest dotted name: `from bot import app` is `bot.app`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            yield from (Import(f"{source}.{alias.name}", lazy) for alias in node.names)
        else:
            in_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from imports_in(node, lazy=lazy or in_function)


def clocks_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(ast.unparse(node).split(".")[-2:])
            if name in CLOCK_READERS or (name.partition(".")[0] == CLOCK_MODULE and node.attr in CLOCK_FUNCTIONS):
                yield name
        elif isinstance(node, ast.ImportFrom) and node.module == CLOCK_MODULE:
            yield from (alias.name for alias in node.names if alias.name in CLOCK_FUNCTIONS)


def is_in(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


def strangers(module: str, tree: ast.AST) -> list[str]:
    """What a module imports against the arrows."""
    return [one.name for one in imports_in(tree) if not allowed(module, one)]


def allowed(module: str, one: Import) -> bool:
    if one.name.startswith("."):
        return False
    if is_in(module, ("casework",)):
        return is_pure(one.name, ("casework",))
    if is_in(module, ("bot.flows",)):
        return is_pure(one.name, ("casework", "bot.flows")) and not is_in(one.name, PURE_LIBRARIES)
    if is_in(one.name, ("bot.app",)):
        return module == "bot.cli" and one.lazy
    if is_in(one.name, ("bot.program",)):
        return module == "bot.app"
    if is_in(module, ("storage",)):
        return not is_in(one.name, ("bot", "telegram", "tests"))
    if is_in(one.name, ("telegram",)):
        return is_in(module, TELEGRAM_ROOMS)
    return not is_in(one.name, ("tests",))


def is_pure(name: str, rooms: tuple[str, ...]) -> bool:
    if is_in(name, tuple(IMPURE)):
        return False
    return is_in(name, (*rooms, *PURE_LIBRARIES)) or name.partition(".")[0] in stdlib_module_names


EVERYTHING = dict(sources("bot", "casework", "storage"))


@pytest.mark.parametrize("module", EVERYTHING)
def test_a_module_imports_only_what_its_room_may(module: str) -> None:
    assert strangers(module, EVERYTHING[module]) == []


@pytest.mark.parametrize("module", [name for name in EVERYTHING if is_in(name, ("casework", "bot.flows"))])
def test_a_pure_module_reads_no_clock(module: str) -> None:
    assert list(clocks_in(EVERYTHING[module])) == []


@pytest.mark.parametrize("room", [room for room in TELEGRAM_ROOMS if room != "bot.playground"])
def test_every_room_that_may_know_telegram_does(room: str) -> None:
    inside = [tree for module, tree in EVERYTHING.items() if is_in(module, (room,))]
    assert any(is_in(one.name, ("telegram",)) for tree in inside for one in imports_in(tree))


@pytest.mark.parametrize(
    ("module", "source", "stranger"),
    [
        ("casework.case", "import sqlalchemy", "sqlalchemy"),
        ("casework.case", "from bot.texts import text", "bot.texts.text"),
        ("casework.case", "from storage import tables", "storage.tables"),
        ("casework.case", "def late():\n    import asyncio", "asyncio"),
        ("casework.case", "from . import school", "..school"),
        ("bot.flows.engine", "from bot.clock import SystemClock", "bot.clock.SystemClock"),
        ("bot.flows.engine", "import telegram", "telegram"),
        ("bot.flows.engine", "from pydantic import BaseModel", "pydantic.BaseModel"),
        ("bot.flows.engine", "from storage.database import Database", "storage.database.Database"),
        ("storage.cases", "from bot.clock import Clock", "bot.clock.Clock"),
        ("storage.cases", "if True:\n    import bot", "bot"),
        ("bot.batch", "from telegram import Update", "telegram.Update"),
        ("bot.batch", "from bot import app", "bot.app"),
        ("bot.batch", "from bot.program import REPORTER_COMMANDS", "bot.program.REPORTER_COMMANDS"),
        ("bot.cli", "from bot.app import run", "bot.app.run"),
        ("bot.batch", "from tests.casework.schools import small_school", "tests.casework.schools.small_school"),
    ],
)
def test_an_import_against_the_arrows_is_seen(module: str, source: str, stranger: str) -> None:
    assert strangers(module, ast.parse(source)) == [stranger]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("casework.case", "from pydantic import BaseModel\nfrom ruamel.yaml import YAML\nimport holidays, datetime"),
        ("casework.case", "from casework import school"),
        ("bot.flows.engine", "from casework.routing import Reader\nfrom bot.flows.words import Message"),
        ("storage.cases", "from casework.case import CaseState\nimport sqlalchemy"),
        ("bot.handlers.groups", "from telegram.ext import Application"),
        ("bot.cli", "def run():\n    from bot import app"),
        ("bot.app", "def composition():\n    from bot.program import MeldmaatjeProgram"),
        ("bot.applause", "import bot.appetite"),
    ],
)
def test_an_import_along_the_arrows_is_left_alone(module: str, source: str) -> None:
    assert strangers(module, ast.parse(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime\nnow = datetime.datetime.now(datetime.UTC)",
        "from datetime import date\ntoday = date.today()",
        "import time\nnow = time.time()",
        "from time import monotonic",
        "from dataclasses import field\nat = field(default_factory=datetime.now)",
    ],
)
def test_reading_the_clock_is_seen(source: str) -> None:
    assert list(clocks_in(ast.parse(source))) != []


@pytest.mark.parametrize("source", ["from datetime import time\nat = time.fromisoformat('08:15')", "now = clock.now()"])
def test_an_instant_that_was_handed_over_is_left_alone(source: str) -> None:
    assert list(clocks_in(ast.parse(source))) == []
