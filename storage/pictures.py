"""Pictures: first a row that says "fetch this", then the kept picture, each sealed with a key of its own."""

import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.errors import SealBroken
from storage.instants import from_stored, to_stored
from storage.sealing import Sealer, place_of
from storage.tables import picture as table
from storage.vault import Address, Vault

log = logging.getLogger("meldmaatje.pictures")


class PictureState(StrEnum):
    WANTED = "wanted"
    KEPT = "kept"
    REFUSED = "refused"
    GONE = "gone"
    REMOVED = "removed"


@dataclass(frozen=True)
class WantedPicture:
    """A picture still to be fetched: how the channel gives it, and who is told what came of it (None: nobody).

    `attempts` counts all tries that failed; `doubts` those of them at the end after which it may not be there at all.
    `doubted_since` is the end of the hour (UTC) of the first that ever was: the instant would tell when it was sent.
    """

    id: bytes
    owner: bytes
    source: str
    sender: Address | None
    attempts: int
    doubts: int = 0
    doubted_since: datetime | None = None

    def failed(self, now: datetime, *, in_doubt: bool) -> "WantedPicture":
        """The same after one more try that failed at `now`."""
        if not in_doubt:
            return replace(self, attempts=self.attempts + 1, doubts=0)
        since = self.doubted_since or now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return replace(self, attempts=self.attempts + 1, doubts=self.doubts + 1, doubted_since=since)


def want_picture(
    changes: Changes, sealer: Sealer, picture_id: bytes, owner: bytes, source: str, sender: Address | None
) -> None:
    """`picture_id` is the id of the picture's key, `owner` the draft or report that it belongs to."""
    changes.insert(
        table,
        {
            "id": picture_id,
            "owner": owner,
            "key_id": picture_id,
            "state": PictureState.WANTED.value,
            "attempts": 0,
            "doubts": 0,
            "doubted_since": None,
            "not_before": 0,
            "sealed_source": sealer.seal_text(source, _place(picture_id, "sealed_source")),
            "sealed_sender": _sealed_sender(sealer, picture_id, sender),
            "sealed_story": None,
            "sealed_content": None,
        },
    )


def _sealed_sender(sealer: Sealer, picture_id: bytes, sender: Address | None) -> bytes | None:
    return None if sender is None else sealer.seal_json(dict(sender), _place(picture_id, "sealed_sender"))


async def wanted_pictures(
    connection: AsyncConnection, vault: Vault, now: datetime, most: int = 20
) -> list[WantedPicture]:
    """Pictures that may be fetched now, those that were tried least first; a damaged row is left out."""
    waiting = and_(table.c.state == PictureState.WANTED.value, table.c.not_before <= to_stored(now))
    query = select(table).where(waiting).order_by(table.c.attempts, table.c.id).limit(most)
    rows = (await connection.execute(query)).all()
    sealers = await vault.sealers({row.key_id for row in rows})
    found = [_wanted(sealers[row.key_id], row) for row in rows if row.key_id in sealers]
    return [one for one in found if one is not None]


def _wanted(sealer: Sealer, row: Any) -> WantedPicture | None:
    sender = None
    try:
        if row.sealed_sender is not None:
            sender = sealer.open_json(row.sealed_sender, _place(row.id, "sealed_sender"))
        source = sealer.open_text(row.sealed_source, _place(row.id, "sealed_source"))
    except SealBroken:
        log.error("picture-damaged")
        return None
    since = None if row.doubted_since is None else from_stored(row.doubted_since)
    return WantedPicture(row.id, row.owner, source, sender, row.attempts, row.doubts, since)


_TOLD_ROW = "told_row"
_DONE = {"not_before": 0, "doubted_since": None}
"""No instant of its tries stays with a picture that is fetched no more."""


async def keep_picture(
    connection: AsyncConnection, sealer: Sealer, picture_id: bytes, content: bytes, story: dict[str, Any]
) -> bool:
    """Store a fetched picture with its story (fingerprint, size, when); False when it is not wanted any more."""
    values = {
        **_DONE,
        "state": PictureState.KEPT.value,
        "sealed_source": None,
        "sealed_sender": None,
        "sealed_story": sealer.seal_json(story, _place(picture_id, "sealed_story")),
        "sealed_content": sealer.seal(content, _place(picture_id, "sealed_content")),
    }
    return await _change_wanted(connection, picture_id, values)


def remember_told(changes: Changes, sealer: Sealer, picture_id: bytes, story: dict[str, Any], row: int) -> None:
    """Which outbox row told its sender that it was kept; only of a report that is linked to the sender's chat."""
    sealed = sealer.seal_json({**story, _TOLD_ROW: row}, _place(picture_id, "sealed_story"))
    changes.update(table, {"id": picture_id}, {"sealed_story": sealed})


async def told_row(connection: AsyncConnection, vault: Vault, picture_id: bytes) -> int | None:
    """The outbox row that told its sender that it was kept; None where that is not known."""
    row = (await connection.execute(select(table).where(table.c.id == picture_id))).one_or_none()
    sealer = None if row is None else (await vault.sealers({row.key_id})).get(row.key_id)
    if row is None or sealer is None or row.sealed_story is None:
        return None
    found: int | None = sealer.open_json(row.sealed_story, _place(picture_id, "sealed_story")).get(_TOLD_ROW)
    return found


async def give_up_picture(connection: AsyncConnection, picture_id: bytes, state: PictureState) -> bool:
    """The picture will not come (refused or gone); False when it was not wanted any more."""
    given_up = {**_DONE, "state": state.value, "sealed_source": None, "sealed_sender": None}
    return await _change_wanted(connection, picture_id, given_up)


async def try_picture_later(connection: AsyncConnection, picture: WantedPicture, not_before: datetime) -> None:
    """Keep what is known of its tries, for this program or the next; it is not wanted before `not_before` (aware)."""
    since = None if picture.doubted_since is None else to_stored(picture.doubted_since)
    values = {
        "attempts": picture.attempts,
        "doubts": picture.doubts,
        "doubted_since": since,
        "not_before": to_stored(not_before),
    }
    await _change_wanted(connection, picture.id, values)


async def _change_wanted(connection: AsyncConnection, picture_id: bytes, values: dict[str, Any]) -> bool:
    wanted = and_(table.c.id == picture_id, table.c.state == PictureState.WANTED.value)
    return (await connection.execute(table.update().where(wanted).values(values))).rowcount > 0


def remove_picture(changes: Changes, picture_id: bytes) -> None:
    """Nothing of the picture stays; its key is erased by whoever calls this."""
    gone = {
        "state": PictureState.REMOVED.value,
        "sealed_source": None,
        "sealed_sender": None,
        "sealed_story": None,
        "sealed_content": None,
    }
    changes.update(table, {"id": picture_id}, gone)


def move_pictures(changes: Changes, owner: bytes, new_owner: bytes) -> None:
    """The pictures of a draft go with the report that it became, and nobody is told about them any more."""
    changes.update(table, {"owner": owner}, {"owner": new_owner, "sealed_sender": None})


async def pictures_of(connection: AsyncConnection, owner: bytes) -> list[tuple[bytes, PictureState]]:
    """The pictures of a draft or report with their state, in a fixed order."""
    rows = await connection.execute(
        select(table.c.id, table.c.state).where(table.c.owner == owner).order_by(table.c.id)
    )
    return [(row.id, PictureState(row.state)) for row in rows]


async def owner_of(connection: AsyncConnection, picture_id: bytes) -> bytes | None:
    found: bytes | None = await connection.scalar(select(table.c.owner).where(table.c.id == picture_id))
    return found


async def has_sender(connection: AsyncConnection, picture_id: bytes) -> bool:
    """Whether somebody is still to be told what comes of a wanted picture."""
    known = and_(table.c.id == picture_id, table.c.sealed_sender.is_not(None))
    return await connection.scalar(select(table.c.id).where(known)) is not None


async def count_kept(connection: AsyncConnection, owner: bytes) -> int:
    return (await count_pictures(connection, owner))[PictureState.KEPT]


async def count_pictures(connection: AsyncConnection, owner: bytes) -> Counter[PictureState]:
    """How many pictures of a draft or report there are in each state."""
    return Counter(state for _, state in await pictures_of(connection, owner))


async def picture_content(connection: AsyncConnection, vault: Vault, picture_id: bytes) -> bytes | None:
    """The kept picture; None when it was never kept, removed or erased."""
    row = (await connection.execute(select(table).where(table.c.id == picture_id))).one_or_none()
    if row is None or row.sealed_content is None:
        return None
    sealer = (await vault.sealers({row.key_id})).get(row.key_id)
    return None if sealer is None else sealer.open(row.sealed_content, _place(picture_id, "sealed_content"))


def _place(picture_id: bytes, column: str) -> str:
    return place_of("picture", picture_id, column)
