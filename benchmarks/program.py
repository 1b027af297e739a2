"""The program as the benchmarks run it: everything as in earnest, but with no pace that holds back messages."""

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path

from bot.clock import SystemClock
from bot.pace import Pace
from bot.plan import Plan
from bot.transport import AiohttpRequest
from casework.protocol import shipped_protocol_text
from casework.school_file import load_school
from storage.sealing import MasterKey

TOKEN = "4242424242:AAEkBvN2mWq8x1YyTQm3v9cZr7LpUoJhGfA"
MASTER_KEY = bytes(range(32))
SECRET_KEY_TEXT = base64.urlsafe_b64encode(MASTER_KEY).decode("ascii")
EXAMPLE_SCHOOL = Path(__file__).parents[1] / "examples" / "school.yaml"


def plan_for(
    database: Path, api: str = "http://localhost", transport: Callable[[], AiohttpRequest] = AiohttpRequest
) -> Plan:
    """The example's school on a database file."""
    return Plan(
        token=TOKEN,
        telegram_api=api,
        database_url=f"sqlite+aiosqlite:///{database}",
        master=MasterKey(MASTER_KEY),
        school=load_school(EXAMPLE_SCHOOL.read_text(encoding="utf-8"), EXAMPLE_SCHOOL.name),
        protocol_text=shipped_protocol_text("kluiverboom"),
        clock=SystemClock(),
        sweep_seconds=3600,
        pace=_unlimited,
        transport=transport,
    )


def _unlimited() -> Pace:
    return Pace(asyncio.get_running_loop().time, per_second=1e6, per_chat=1e6, chat_burst=1e6)
