"""What is due about something, now or later."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dues import Due, DueKind, dues_of_kind

_MORE_THAN_THERE_ARE = 10_000
"""Of the kinds that are asked for here (shown content, unanswered messages) a school has few at a time."""


async def dues_about(connection: AsyncConnection, kind: DueKind, subject: bytes) -> list[Due]:
    """Everything of this kind about this subject; what the open batch collected must be flushed before."""
    return [due for due in await all_dues(connection, kind) if due.subject == subject]


async def all_dues(connection: AsyncConnection, kind: DueKind) -> Sequence[Due]:
    return await dues_of_kind(connection, kind, _MORE_THAN_THERE_ARE)
