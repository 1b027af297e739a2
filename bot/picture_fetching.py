"""Fetching the pictures that reporters sent: after the commit, resumed after a restart, told when it is done.

Pictures are evidence, and a channel that does not give one now may give it tomorrow. What may pass is tried again
without end; where the channel says that the picture is not there, and calls that temporary itself, or something in
between answers in its place, it is doubted for a day before it is given up.
"""

import asyncio
import codecs
import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Protocol

from telegram.error import BadRequest, RetryAfter

from bot.batch import Batch
from bot.clock import Clock
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, phrase
from bot.pictures import AcceptedPicture, PictureRefused, examine
from bot.transport import DownloadGone, DownloadTooLarge, seconds_to_wait
from storage import pictures, reports
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
PLACES_FOR_NEW = 2
"""Of those fetched at once, so many are never taken by pictures that failed before: nobody else's waits behind them."""

DOUBTED_FOR = timedelta(days=1)
TRIES_IN_DOUBT = 5
"""A picture of which the channel says that it is not there is given up after so many tries in a row, and after this
long; at the last of the first tries its sender hears that it is still tried."""

_STARTS_OF_PAGES = (b"<", b"{")
_NEVER_A_FILE = re.compile(r"(?:wrong|invalid) (?:remote )?file[ _]?id(?:entifier)?\b(?!.*temporarily)", re.IGNORECASE)

GivenUp = Callable[[Batch, bytes, bool], Awaitable[bool]]
"""Called when a picture will not come, with its draft or report and whether the reporter is told too; answers whether
that is a report that was sent."""


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
        given_up: GivenUp,
    ) -> None:
        self._database = database
        self._vault = vault
        self._numbers = numbers
        self._clock = clock
        self._source = source
        self._committed = committed
        self._given_up = given_up
        self._wake = asyncio.Event()
        self._under_way: dict[bytes, WantedPicture] = {}
        self._tasks: set[asyncio.Task[None]] = set()

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
        # What was under way when the rows were read may be done by now, and differ from its row.
        busy = set(self._under_way)
        try:
            async with self._database.reading() as connection:
                wanted = await pictures.wanted_pictures(connection, self._vault, self._clock.now())
        except StorageError as failure:
            log.warning("pictures-not-listed %s", type(failure))
            return
        for picture in wanted:
            if picture.id not in busy and self._has_place_for(picture):
                self._under_way[picture.id] = picture
                task = asyncio.create_task(self._fetch(picture))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def _has_place_for(self, picture: WantedPicture) -> bool:
        failed_before = sum(other.attempts > 0 for other in self._under_way.values())
        is_new = picture.attempts == 0
        return len(self._under_way) < AT_ONCE and (is_new or failed_before < AT_ONCE - PLACES_FOR_NEW)

    async def _fetch(self, picture: WantedPicture) -> None:
        try:
            await self._fetch_once(picture)
        except Exception as failure:
            # Whatever is wrong with one picture, it waits its turn and is not asked for again at once.
            log.info("picture-later %s", type(failure))
            failed = picture.failed(self._clock.now(), in_doubt=False)
            await self._later(failed, _pause_after(picture.attempts, failure))
        finally:
            self._under_way.pop(picture.id, None)
            self._wake.set()

    async def _fetch_once(self, picture: WantedPicture) -> None:
        try:
            content = await self._source.fetch(picture.source)
        except DownloadTooLarge:
            await self._give_up(picture, PictureState.REFUSED, "picture-refused-too-large")
        except (DownloadGone, BadRequest) as failure:
            if "too big" in str(failure).lower():
                await self._give_up(picture, PictureState.REFUSED, "picture-refused-too-large")
            elif _NEVER_A_FILE.search(str(failure)):
                await self._give_up(picture, PictureState.GONE, "picture-not-fetched")
            else:
                await self._doubt(picture)
        else:
            if _may_be_a_page(content):
                await self._doubt(picture)
            else:
                await self._examine_and_keep(picture, content)

    async def _doubt(self, picture: WantedPicture) -> None:
        """The picture is asked for again, unless it was doubted for so long that it will not come any more."""
        now = self._clock.now()
        doubted = picture.failed(now, in_doubt=True)
        if doubted.doubts < TRIES_IN_DOUBT or now - (doubted.doubted_since or now) < DOUBTED_FOR:
            log.info("picture-in-doubt")
            await self._later(doubted, _pause_after(picture.attempts))
        else:
            await self._give_up(picture, PictureState.GONE, "picture-not-fetched")

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
                kept = Message((phrase("picture-kept", number=number),), buttons)
                row = self._tell(batch, picture, tells, kept)
                if row is not None and await reports.is_report(connection, picture.owner):
                    # Of a draft it is not known: it may become a report that nothing links to its chat.
                    pictures.remember_told(batch.changes, sealer, picture.id, story, row)
            await batch.flush()
            return batch

        self._committed(await self._database.write(job))

    async def _give_up(self, picture: WantedPicture, state: PictureState, key: str) -> None:
        """Its sender hears at once what is wrong with it; of one that is gone, or whose sender nobody may know, those
        hear it who have the report."""

        async def job(connection: AsyncConnection) -> Batch:
            batch = self._batch(connection)
            tells = await pictures.has_sender(connection, picture.id)
            if await pictures.give_up_picture(connection, picture.id, state):
                batch.erase_key(picture.id)
                is_gone = state is PictureState.GONE
                of_report = (is_gone or not tells) and await self._given_up(batch, picture.owner, is_gone)
                self._tell(batch, picture, tells and not of_report, Message((phrase(key),)))
            await batch.flush()
            return batch

        self._committed(await self._database.write(job))

    async def _later(self, failed: WantedPicture, pause: timedelta) -> None:
        """Keep what is known of a picture by now; its sender hears once that it is in doubt."""
        not_before = self._clock.now() + pause
        asyncio.get_running_loop().call_later(pause.total_seconds() + 0.01, self.wake)

        async def job(connection: AsyncConnection) -> Batch:
            batch = self._batch(connection)
            await pictures.try_picture_later(connection, failed, not_before)
            if failed.doubts and failed.attempts == TRIES_IN_DOUBT:
                tells = await pictures.has_sender(connection, failed.id)
                self._tell(batch, failed, tells, Message((phrase("picture-later"),)))
            await batch.flush()
            return batch

        try:
            self._committed(await self._database.write(job))
        except StorageError as busy:
            log.warning("picture-not-put-back %s", type(busy))

    def _tell(self, batch: Batch, picture: WantedPicture, tells: bool, message: Message) -> int | None:
        """`tells` is false once the draft became an unseen report: its chat hears of its pictures no more. Answers the
        outbox row."""
        if picture.sender is None or not tells:
            return None
        return batch.say(picture.sender, message)

    def _batch(self, connection: AsyncConnection) -> Batch:
        return Batch(connection, self._vault, self._clock.now(), self._numbers)


def _may_be_a_page(content: bytes) -> bool:
    """Whether this may be what something in between answered in the place of the file; no picture begins so."""
    start = content[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    return not start or start.startswith(_STARTS_OF_PAGES)


def _pause_after(attempts: int, failure: Exception | None = None) -> timedelta:
    if isinstance(failure, RetryAfter):
        return timedelta(seconds=seconds_to_wait(failure))
    return min(LONGEST_PAUSE, timedelta(seconds=0.5 * 2.0 ** min(attempts, 11)))
