"""Content that the channel refused to take off a screen: it is tried again (design 4.11).

Whoever blocked the bot may be back at any time, so that is tried each day. What is refused to somebody who is there is
tried less and less often, and no more when it is clear that the channel will never do it.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from bot.batch import Batch
from bot.house import House
from bot.outcome import Refused
from bot.outgoing import Removal, removal_from_data
from bot.staff.shown import PAGE, shown_to
from storage import dues, outbox
from storage.dues import DueKind
from storage.outbox import OutboxRow

log = logging.getLogger("meldmaatje.removals")

SOONEST_AGAIN = timedelta(minutes=15)
_LATEST_AGAIN = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(days=5)


class RefusedRemovals:
    """Runs in the transaction that marks a row as refused."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def try_again(self, batch: Batch, row: OutboxRow, refused: Refused, person: str | None) -> None:
        """Have a row done again later that was to take something off a screen; `person` is the member of staff whose
        screen it is, if it is anybody's."""
        blocked = refused.unreachable and person is not None
        removal = _removal_of(row, blocked=blocked)
        if removal is None:
            return
        since = None if removal.refused_since is None else datetime.fromisoformat(removal.refused_since)
        wait = _LATEST_AGAIN if blocked else _wait_again(since, batch.now)
        if wait is None:
            log.error("removal-given-up")
            return
        again = await self._detail(batch, row, removal)
        if not blocked:
            again["refused_since"] = (since or batch.now).isoformat()
        subject, sealer = bytes.fromhex(removal.subject), self._house.vault.outgoing
        dues.add_due(batch.changes, DueKind.HIDE, batch.now + wait, subject, detail=again, sealer=sealer)

    async def _detail(self, batch: Batch, row: OutboxRow, removal: Removal) -> dict[str, Any]:
        detail = {"number": row.case_number, "to": row.payload["to"], **shown_to(self._house, row.payload["to"])}
        message = row.payload["id"]
        if removal.what == PAGE:
            return {**detail, "message": message}
        if message is None and row.target_row is not None:
            # By the next try the outbox may have forgotten it.
            message = await outbox.message_of_row(batch.connection, row.target_row)
        return {**detail, "row": row.target_row, "sent": message, "what": removal.what}


def takes_off(row: OutboxRow) -> bool:
    """Whether the row was to take content off a screen; a notice that is over holds none."""
    return "removal" in row.payload


def _removal_of(row: OutboxRow, *, blocked: bool) -> Removal | None:
    """What the row was to take off. Of somebody who blocked the bot any edit that failed leaves what stood there."""
    if takes_off(row):
        return removal_from_data(row.payload)
    is_edit = row.payload["do"] == "edit" and row.payload["id"] is not None and row.case_number is not None
    return Removal((b"again" + row.id.to_bytes(8, "big")).hex(), PAGE) if is_edit and blocked else None


def _wait_again(since: datetime | None, now: datetime) -> timedelta | None:
    """Each time as long again as it has been refused; None when that is too long already."""
    if since is None:
        return SOONEST_AGAIN
    if now - since >= GIVEN_UP_AFTER:
        return None
    return min(_LATEST_AGAIN, max(SOONEST_AGAIN, now - since))
