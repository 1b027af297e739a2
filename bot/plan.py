"""What a program is made from."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock, SystemClock
from bot.pace import Pace
from bot.school_on_disk import open_school
from bot.settings import Settings
from bot.transport import AiohttpRequest
from casework.school import School
from storage.sealing import MasterKey


@dataclass(frozen=True)
class Plan:
    """All that one program needs to know before it starts."""

    token: str
    telegram_api: str
    database_url: str
    master: MasterKey
    school: School
    protocol_text: str
    clock: Clock
    sweep_seconds: float = 30.0
    pace: Callable[[], Pace] | None = None
    transport: Callable[[], AiohttpRequest] = AiohttpRequest


def plan_of(settings: Settings) -> Plan:
    """Everything from the settings. Raises StartRefused and MasterKeyError."""
    opened = open_school(settings.school)
    return Plan(
        token=settings.telegram_token.get_secret_value(),
        telegram_api=settings.telegram_api,
        database_url=settings.database_url,
        master=MasterKey.from_text(settings.secret_key.get_secret_value()),
        school=opened.school,
        protocol_text=opened.protocol_text,
        clock=SystemClock(),
        sweep_seconds=settings.sweep_seconds,
    )
