"""Which Telegram account, or other address, belongs to which member of staff, and the invitations that tie them."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.errors import SealBroken
from storage.instants import to_stored
from storage.tables import account, invitation
from storage.vault import Address, Vault

log = logging.getLogger("meldmaatje.people")

INVITATION_VALID = timedelta(days=7)


@dataclass(frozen=True)
class Account:
    """Where a member of staff is reached; `person` is the keyed hash of the person's id."""

    person: bytes
    chat: bytes
    address: Address
    unreachable: bool


async def all_accounts(connection: AsyncConnection, vault: Vault) -> list[Account]:
    """Everybody's account; whose row is damaged has none, and needs another invitation."""
    found = [_account(vault, row) for row in await connection.execute(select(account))]
    return [one for one in found if one is not None]


def _account(vault: Vault, row: Any) -> Account | None:
    try:
        address = vault.open_address(row.sealed_address, "account", row.person)
    except SealBroken:
        log.error("account-damaged")
        return None
    return Account(row.person, row.chat, address, row.unreachable)


def tie_account(changes: Changes, vault: Vault, person: bytes, address: Address, now: datetime) -> Account:
    """This address belongs to this person from now on; what was tied to either before is untied."""
    chat = vault.chat_of(address)
    changes.delete(account, {"person": person})
    changes.delete(account, {"chat": chat})
    changes.insert(
        account,
        {
            "person": person,
            "chat": chat,
            "channel": address["channel"],
            "sealed_address": vault.seal_address(address, "account", person),
            "unreachable": False,
            "tied_at": to_stored(now),
        },
    )
    return Account(person, chat, address, unreachable=False)


def set_unreachable(changes: Changes, person: bytes, unreachable: bool) -> None:
    changes.update(account, {"person": person}, {"unreachable": unreachable})


async def is_unreachable(connection: AsyncConnection, person: bytes) -> bool:
    """Whether it is known that nobody is reached at this person's account; False without an account."""
    return bool(await connection.scalar(select(account.c.unreachable).where(account.c.person == person)))


async def keep_invitation(connection: AsyncConnection, vault: Vault, token: str, person: str, now: datetime) -> None:
    """Store a one-time invitation for `person` (an id of the school's file), valid for 7 days; older ones of theirs
    are void."""
    row = {
        "token": vault.token_of(token),
        "person": vault.person_of(person),
        "expires_at": to_stored(now + INVITATION_VALID),
    }
    await connection.execute(delete(invitation).where(invitation.c.person == row["person"]))
    await connection.execute(invitation.insert(), row)


async def use_invitation(connection: AsyncConnection, vault: Vault, token: str, now: datetime) -> bytes | None:
    """The person that this invitation is for, once; None when it is unknown, used, replaced or too old."""
    found = select(invitation.c.person).where(
        invitation.c.token == vault.token_of(token), invitation.c.expires_at > to_stored(now)
    )
    person: bytes | None = await connection.scalar(found)
    if person is not None:
        await connection.execute(delete(invitation).where(invitation.c.person == person))
    return person


async def forget_old_invitations(connection: AsyncConnection, now: datetime) -> None:
    await connection.execute(delete(invitation).where(invitation.c.expires_at <= to_stored(now)))
