"""All rooms of the staff together, and what time and reporters bring to them."""

from collections.abc import Mapping

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.house import House
from bot.reminders import OnDue
from bot.staff_desk import StaffDesk
from storage.dues import DueKind


class StaffRooms:
    """The staff's desk with its rooms. `on_due` says what each kind of due row brings about."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self.desk = StaffDesk([], {})
        self.on_due: Mapping[DueKind, OnDue] = {}

    async def reporter_wrote(self, batch: Batch, number: int, report_id: bytes) -> None:
        """A reporter wrote something more about a case."""
