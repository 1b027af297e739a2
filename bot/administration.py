"""What the commands beside the running bot do: invite, look who has no account, erase a case."""

import os
import secrets
from datetime import datetime
from functools import partial

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.archive import Archive, open_archive
from bot.clock import SystemClock
from bot.desk import INVITATION_MARK
from bot.errors import StartRefused
from bot.house import make_house
from bot.school_on_disk import open_school
from bot.settings import Settings
from bot.transport import AiohttpRequest
from storage import acts, erasing, people
from storage.sealing import MasterKey
from storage.set_aside import SetAside, all_set_aside


async def _archive_of(settings: Settings) -> Archive:
    # Whichever command comes first makes the files: nobody else on this machine may read them.
    os.umask(0o077)
    return await open_archive(settings.database_url, MasterKey.from_text(settings.secret_key.get_secret_value()))


async def make_invitation(settings: Settings, person: str) -> str:
    """A one-time link that ties a Telegram account to `person` of the school's file: for 7 days, or until the next one.

    Raises StartRefused when the Bot API cannot be asked for the bot's name, and as `open_archive` does.
    """
    username = await _bot_username(settings)
    archive = await _archive_of(settings)
    try:
        return await invite_with(archive, person, username, SystemClock().now())
    finally:
        await archive.close()


async def invite_with(archive: Archive, person: str, username: str, now: datetime) -> str:
    """As `make_invitation`, with databases that are open already."""
    token = secrets.token_urlsafe(18)
    await archive.database.write(
        partial(people.keep_invitation, vault=archive.vault, token=token, person=person, now=now)
    )
    return f"https://t.me/{username}?start={INVITATION_MARK}{token}"


async def _bot_username(settings: Settings) -> str:
    root, token = settings.telegram_api, settings.telegram_token.get_secret_value()
    bot = Bot(token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot", request=AiohttpRequest())
    for _ in range(5):
        try:
            async with bot:
                return bot.username
        except InvalidToken:
            raise StartRefused("settings-token-refused") from None
        except TelegramError:
            continue
    raise StartRefused("bot-api-unreachable")


async def untied_people(settings: Settings) -> tuple[str, ...]:
    """The people of the school's file who have no account yet. Raises as `open_archive` does."""
    opened = open_school(settings.school)
    archive = await _archive_of(settings)
    try:
        house = await make_house(opened.school, opened.protocol_text, archive, SystemClock())
    finally:
        await archive.close()
    return tuple(person for person in opened.school.people if person not in house.staff.tied)


async def broken_act(settings: Settings) -> int | None:
    """The number of the first line in the log of acts that was changed, removed or cut off; None when it is whole.

    Raises as `open_archive` does.
    """
    archive = await _archive_of(settings)
    try:
        async with archive.database.reading() as connection:
            return await acts.first_broken_act(connection, archive.vault)
    finally:
        await archive.close()


async def kept_aside(settings: Settings) -> list[SetAside]:
    """The updates that the bot could not handle and that are still kept, oldest first; that they were read is noted
    in the log of acts. Raises as `open_archive` does."""
    archive = await _archive_of(settings)
    try:
        async with archive.database.reading() as connection:
            found = await all_set_aside(connection, archive.vault)
        if found:
            now = SystemClock().now()
            await archive.database.write(
                lambda connection: acts.write_act(connection, archive.vault, "set_aside_read", None, None, now)
            )
        return found
    finally:
        await archive.close()


async def erase_case(settings: Settings, number: int) -> bool:
    """Destroy the keys of a case and take its rows away, for ever; False when there is no such case.

    The keys go first: from then on nothing of it can be read, nor from an older copy of the data.
    """
    archive = await _archive_of(settings)
    try:
        return await erasing.erase_case(archive.database, archive.vault, number, SystemClock().now())
    finally:
        await archive.close()
