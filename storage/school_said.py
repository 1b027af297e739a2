"""What the school said in a reporter's own chat since they left it by the quick exit: by outbox row, until refused.

It stands from the commit that puts it in the outbox, for from then on it may be on the screen: also when the program
stops between sending and marking. Once the outbox has forgotten its row nothing can refuse it any more: then one row
is enough for a chat, under a number below those of all outbox rows, which tells nothing. It is of use only as long as
there is a conversation in a chat with a report of its own, and goes with either.
"""

import secrets
from collections.abc import Collection

from sqlalchemy import and_, delete, or_, select, update

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.tables import conversation, outbox, reporter
from storage.tables import school_said as table

_NUMBERS_BELOW_ROWS = 10**15


def remember_said(changes: Changes, row_id: int, chat: bytes) -> None:
    """This outbox row says something of a report to whoever reported it in this chat."""
    changes.insert(table, {"outbox_row": row_id, "chat": chat})


def not_said(changes: Changes, row_id: int) -> None:
    """This outbox row was refused: if it said anything of the school, nobody saw that."""
    changes.delete(table, {"outbox_row": row_id})


async def withdraw_said(connection: AsyncConnection, row_ids: Collection[int]) -> None:
    """As `not_said`, for rows that are taken back."""
    await connection.execute(delete(table).where(table.c.outbox_row.in_(row_ids)))


def forget_said(changes: Changes, chat: bytes) -> None:
    """All that was said here is taken off the screen."""
    changes.delete(table, {"chat": chat})


async def rows_that_say(connection: AsyncConnection, chat: bytes) -> set[int]:
    """The outbox rows that say something of the school here, done or not."""
    return set((await connection.execute(select(table.c.outbox_row).where(table.c.chat == chat))).scalars())


async def was_said(connection: AsyncConnection, chat: bytes) -> bool:
    """Whether the school said something here since `forget_said`, and this chat still has a report of its own."""
    own = and_(reporter.c.chat == table.c.chat, reporter.c.person.is_(None))
    query = select(table.c.outbox_row).join(reporter, own).where(table.c.chat == chat).limit(1)
    return await connection.scalar(query) is not None


async def forget_what_is_of_no_use(connection: AsyncConnection) -> None:
    """What is left are the rows that the outbox still knows, and one for each chat that the school spoke in before. A
    chat without a conversation was not left by the quick exit; in one without a report of its own nothing was said."""
    own = select(reporter.c.chat).where(reporter.c.person.is_(None))
    in_vain = or_(table.c.chat.not_in(select(conversation.c.chat)), table.c.chat.not_in(own))
    await connection.execute(delete(table).where(in_vain))
    forgotten = table.c.outbox_row.not_in(select(outbox.c.id))
    kept: set[bytes] = set()
    query = select(table.c.outbox_row, table.c.chat).where(forgotten).order_by(table.c.outbox_row)
    for row_id, chat in (await connection.execute(query)).all():
        if chat in kept:
            await connection.execute(delete(table).where(table.c.outbox_row == row_id))
        elif row_id >= 0:
            drawn = -1 - secrets.randbelow(_NUMBERS_BELOW_ROWS)
            await connection.execute(update(table).where(table.c.outbox_row == row_id).values(outbox_row=drawn))
        kept.add(chat)
