"""Fetching the pictures that reporters sent: after the commit, resumed after a restart, told when it is done."""

import asyncio
import codecs
import logging
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any, Protocol

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.batch import Batch
from bot.clock import Clock
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, phrase
from bot.pictures import AcceptedPicture, PictureRefused, examine
from bot.transport import DownloadGone, DownloadTooLarge, seconds_to_wait
from storage import pictures
from storage.connection import AsyncConnection
from storage.database import Database
from storage.errors import StorageError
from storage.outbox import RowNumbers
from storage.pictures import PictureState, WantedPicture
from storage.vault import Vault

log = logging.getLogger("meldmaatje.pictures")

AT_ONCE = 4
LONGEST_PAUSE = timedelta(minutes=10)
LOOK_AGAIN_SECONDS = 20.0
TRIES_IN_DOUBT = 5
"""So often a picture is asked for of which the channel says that it is not there, or in whose place a page comes: it
calls that temporary itself, and the page may be one of something in between."""

_STARTS_OF_PAGES = (b"<", b"{")


class PictureSource(Protocol):
    """Gives the bytes of a picture. Raises TelegramError, DownloadGone and DownloadTooLarge among them."""

    async def fetch(self, source: str) -> bytes: ...


class Committed(Protocol):
    def __call__(self, batch: Batch) -> None: ...


class PictureFetching:
    """Fetches what is wanted, a few at once, so that one slow picture delays no other chat."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        numbers: RowNumbers,
        clock: Clock,
        source: PictureSource,
        committed: Committed,
    ) -> None:
        self._database = database
        self._vault = vault
        self._numbers = numbers
        self._clock = clock
        self._source = source
        self._committed = committed
        self._wake = asyncio.Event()
        self._under_way: set[bytes] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._doubts: Counter[bytes] = Counter()

    def wake(self) -> None:
        """There is something new to fetch."""
        self._wake.set()

    async def run(self) -> None:
        """Fetch until cancelled."""
        try:
            while True:
                self._wake.clear()
                await self._start_what_is_wanted()
                # Not wait_for: before Python 3.12 it can lose a cancellation, and then the program never stops.
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN_SECONDS if not self._under_way else 1.0):
                        await self._wake.wait()
        finally:
            for task in self._tasks:
                task.cancel()

    async def _start_what_is_wanted(self) -> None:
        try:
            async with self._database.reading() as connection:
                wanted = await pictures.wanted_pictures(connection, self._vault, self._clock.now())
        except StorageError as failure:
            log.warning("pictures-not-listed %s", type(failure))
            return
        for picture in wanted:
            if picture.id not in self._under_way and len(self._under_way) < AT_ONCE:
                self._under_way.add(picture.id)
                task = asyncio.create_task(self._fetch(picture))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _fetch(self, picture: WantedPicture) -> None:
        try:
            await self._fetch_once(picture)
            self._doubts.pop(picture.id, None)
        except Exception as failure:
            # Whatever is wrong with one picture, it waits its turn and is not asked for again at once.
            log.info("picture-later %s", type(failure))
            await self._later(picture, failure)
        finally:
            self._under_way.discard(picture.id)
            self._wake.set()

    async def _fetch_once(self, picture: WantedPicture) -> None:
        try:
            content = await self._source.fetch(picture.source)
        except DownloadTooLarge:
            await self._give_up(picture, PictureState.REFUSED, "picture-refused-too-large")
        except (DownloadGone, BadRequest) as failure:
            if "too big" in str(failure).lower():
                await self._give_up(picture, PictureState.REFUSED, "picture-refused-too-large")
                return
            self._doubt(picture, failure)
            await self._give_up(picture, PictureState.GONE, "picture-not-fetched")
        else:
            if _may_be_a_page(content):
                self._doubt(picture, NetworkError("Not the file"))
            await self._examine_and_keep(picture, content)

    def _doubt(self, picture: WantedPicture, failure: TelegramError) -> None:
        """Raises `failure` as long as it may pass: the picture is asked for again then."""
        self._doubts[picture.id] += 1
        if self._doubts[picture.id] < TRIES_IN_DOUBT:
            raise failure

    async def _examine_and_keep(self, picture: WantedPicture, content: bytes) -> None:
        try:
            accepted = await asyncio.to_thread(examine, content)
        except PictureRefused as refused:
            key = f"picture-refused-{refused.reason.replace('_', '-')}"
            await self._give_up(picture, PictureState.REFUSED, key)
        else:
            await self._keep(picture, accepted)

    async def _keep(self, picture: WantedPicture, accepted: AcceptedPicture) -> None:
        story = {
            "sha256": accepted.sha256_of_original,
            "width": accepted.width,
            "height": accepted.height,
            "kept_at": self._clock.now().isoformat(),
        }

        async def job(connection: AsyncConnection) -> Batch:
            batch = self._batch(connection)
            sealer = await batch.sealer(picture.id)
            if sealer is None:
                return batch
            tells = await pictures.has_sender(connection, picture.id)
            if await pictures.keep_picture(connection, sealer, picture.id, accepted.content, story):
                number = await pictures.count_kept(connection, picture.owner)
                buttons = ((small_button("remove", picture.id.hex()),),)
                self._tell(batch, picture, tells, Message((phrase("picture-kept", number=number),), buttons))
            await batch.flush()
            return batch

        self._committed(await self._database.write(job))

    async def _give_up(self, picture: WantedPicture, state: PictureState, key: str) -> None:
        async def job(connection: AsyncConnection) -> Batch:
            batch = self._batch(connection)
            tells = await pictures.has_sender(connection, picture.id)
            if await pictures.give_up_picture(connection, picture.id, state):
                batch.erase_key(picture.id)
                self._tell(batch, picture, tells, Message((phrase(key),)))
            await batch.flush()
            return batch

        self._committed(await self._database.write(job))

    async def _later(self, picture: WantedPicture, failure: Exception) -> None:
        pause = _pause_after(picture.attempts, failure)
        not_before = self._clock.now() + pause
        asyncio.get_running_loop().call_later(pause.total_seconds() + 0.01, self.wake)

        async def job(connection: AsyncConnection) -> Any:
            await pictures.try_picture_later(connection, picture.id, picture.attempts + 1, not_before)

        try:
            await self._database.write(job)
        except StorageError as busy:
            log.warning("picture-not-put-back %s", type(busy))

    def _tell(self, batch: Batch, picture: WantedPicture, tells: bool, message: Message) -> None:
        """`tells` is false once the draft became an unseen report: its chat hears of its pictures no more."""
        if picture.sender is not None and tells:
            batch.say(picture.sender, message)

    def _batch(self, connection: AsyncConnection) -> Batch:
        return Batch(connection, self._vault, self._clock.now(), self._numbers)


def _may_be_a_page(content: bytes) -> bool:
    """Whether this may be what something in between answered in the place of the file; no picture begins so."""
    start = content[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    return not start or start.startswith(_STARTS_OF_PAGES)


def _pause_after(attempts: int, failure: Exception) -> timedelta:
    if isinstance(failure, RetryAfter):
        return timedelta(seconds=seconds_to_wait(failure))
    return min(LONGEST_PAUSE, timedelta(seconds=0.5 * 2.0 ** min(attempts, 11)))
