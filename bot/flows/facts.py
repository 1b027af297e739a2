"""What the shell gathers before a reporter's flow decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.flows.words import Words
from casework.calendar import SchoolCalendar
from casework.report import ReportStatus
from casework.school import School


@dataclass(frozen=True)
class ProtocolOutline:
    """What a reporter may know of the protocol: the line of roles upwards, and who is informed from which step."""

    line: tuple[str, ...]
    informed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OwnReport:
    """A report that this chat may see again: sent under a name or with "answer me here".

    `reader` is the person who took it up, or else who has it to read now.
    """

    id: str
    case_number: int
    status: ReportStatus
    reader: str | None
    muted: bool


@dataclass(frozen=True)
class ReporterFacts:
    """All that a reporter's conversation may look at.

    `spoken` tells how words look in this channel's language; `new_draft` and `new_code` are fresh. `tied` are
    the staff who have an account, `unreachable` those whose account cannot be reached any more.
    """

    now: datetime
    school: School
    calendar: SchoolCalendar
    outline: ProtocolOutline
    spoken: Callable[[Words], str]
    new_draft: str
    new_code: Callable[[], str]
    tied: frozenset[str] = frozenset()
    unreachable: frozenset[str] = frozenset()
    own_reports: tuple[OwnReport, ...] = ()
    code_is_open: bool = False
    is_staff: bool = False
