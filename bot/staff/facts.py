"""Gathering what the flows of staff may look at."""

import secrets
from datetime import datetime

from bot.flows.facts import ReporterFacts
from bot.flows.staff_flows import StaffFacts
from bot.house import House
from bot.spoken import spoken


def staff_facts(house: House, person: str, now: datetime) -> StaffFacts:
    reading = ReporterFacts(
        now=now,
        school=house.school,
        calendar=house.calendar,
        outline=house.outline,
        spoken=spoken,
        new_draft="",
        new_code=_no_code,
        tied=house.staff.tied,
        unreachable=house.staff.unreachable,
        is_staff=True,
    )
    return StaffFacts(person, reading)


def new_draft() -> str:
    """A short id for a conversation's buttons, so that those of an earlier one are old."""
    return secrets.token_hex(4)


def _no_code() -> str:
    raise LookupError("staff get no code")
