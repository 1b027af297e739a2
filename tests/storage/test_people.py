from datetime import timedelta

from bot.archive import Archive
from storage.instants import to_stored
from storage.people import (
    INVITATION_VALID,
    Account,
    all_accounts,
    forget_old_invitations,
    keep_invitation,
    set_unreachable,
    tie_account,
    use_invitation,
)
from storage.tables import account, invitation
from tests.rooms import NOW, read, write

AN, BEA = b"a" * 16, b"b" * 16
PHONE, OTHER_PHONE = {"channel": "telegram", "chat": 11}, {"channel": "telegram", "chat": 12}


async def accounts(archive: Archive) -> dict[bytes, Account]:
    found = await read(archive, lambda connection: all_accounts(connection, archive.vault))
    return {one.person: one for one in found}


async def tie(archive: Archive, person: bytes, phone: dict[str, object]) -> None:
    await write(archive, lambda changes: tie_account(changes, archive.vault, person, phone, NOW))


async def use(archive: Archive, token: str, after: timedelta = timedelta(0)) -> bytes | None:
    person: bytes | None = await archive.database.write(
        lambda connection: use_invitation(connection, archive.vault, token, NOW + after)
    )
    return person


async def invite(archive: Archive, token: str, person: str) -> None:
    await archive.database.write(lambda connection: keep_invitation(connection, archive.vault, token, person, NOW))


async def test_a_person_has_one_account_the_newest(archive: Archive) -> None:
    await tie(archive, AN, PHONE)
    await tie(archive, AN, OTHER_PHONE)
    assert {one.address["chat"] for one in (await accounts(archive)).values()} == {12}


async def test_an_account_belongs_to_one_person_the_newest(archive: Archive) -> None:
    await tie(archive, AN, PHONE)
    await tie(archive, BEA, PHONE)
    assert set(await accounts(archive)) == {BEA}


async def test_whose_account_is_damaged_has_none_and_the_others_have_theirs(archive: Archive) -> None:
    await tie(archive, AN, PHONE)
    await archive.database.write(lambda connection: connection.execute(account.update().values(sealed_address=b"x")))
    await tie(archive, BEA, OTHER_PHONE)
    assert set(await accounts(archive)) == {BEA}


async def test_who_cannot_be_reached_is_remembered_until_they_can(archive: Archive) -> None:
    await tie(archive, AN, PHONE)
    await write(archive, lambda changes: set_unreachable(changes, AN, unreachable=True))
    assert (await accounts(archive))[AN].unreachable
    await write(archive, lambda changes: set_unreachable(changes, AN, unreachable=False))
    assert not (await accounts(archive))[AN].unreachable


async def test_an_invitation_works_once(archive: Archive) -> None:
    await invite(archive, "token", "an")
    assert await use(archive, "other") is None
    assert await use(archive, "token") == archive.vault.person_of("an")
    assert await use(archive, "token") is None


async def test_a_new_invitation_of_a_person_replaces_the_one_before(archive: Archive) -> None:
    await invite(archive, "older", "an")
    await invite(archive, "of somebody else", "bea")
    await invite(archive, "newer", "an")
    assert await use(archive, "older") is None
    assert await use(archive, "newer") == archive.vault.person_of("an")
    assert await use(archive, "of somebody else") == archive.vault.person_of("bea")


async def test_no_other_invitation_of_a_person_outlives_the_one_that_was_used(archive: Archive) -> None:
    await invite(archive, "used", "an")
    older = {"token": archive.vault.token_of("of an older program"), "person": archive.vault.person_of("an")}
    await write(archive, lambda changes: changes.insert(invitation, {**older, "expires_at": to_stored(NOW) + 10**12}))
    assert await use(archive, "used") is not None
    assert await use(archive, "of an older program") is None


async def test_an_invitation_works_for_seven_days(archive: Archive) -> None:
    await invite(archive, "in time", "an")
    await invite(archive, "late", "bea")
    assert await use(archive, "in time", INVITATION_VALID - timedelta(seconds=1)) is not None
    assert await use(archive, "late", INVITATION_VALID) is None


async def test_forgetting_old_invitations_leaves_the_valid_ones(archive: Archive) -> None:
    await invite(archive, "token", "an")
    await archive.database.write(lambda connection: forget_old_invitations(connection, NOW))
    assert await use(archive, "token") is not None
