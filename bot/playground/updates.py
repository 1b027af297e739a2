"""The queue of updates: kept until an offset higher than their number is asked for."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.contract import KINDS_ONLY_ON_REQUEST, UPDATE_KINDS
from bot.playground.errors import Conflict

Json = dict[str, Any]

FIRST_UPDATE_ID = 731_000_001
# Telegram takes an offset that lies further than this beyond the newest update for a leftover of an
# earlier numbering and ignores it.
OFFSET_LEEWAY = 10
OTHER_READER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(eq=False)
class _Numbering:
    """A run of update numbers; after an idle week Telegram starts another one somewhere else."""

    next_id: int


@dataclass(eq=False)
class _Waiting:
    update: Json
    numbering: _Numbering
    # A repeated, reordered or injected update has a number that an offset may already have passed: it goes
    # only after it was handed out.
    out_of_order: bool = False
    handed_out: bool = False

    def confirmed_by(self, offset: int) -> bool:
        if self.out_of_order and not self.handed_out:
            return False
        number = self.update.get("update_id")
        if not isinstance(number, int):
            return True
        return number < offset <= self.numbering.next_id + OFFSET_LEEWAY


class UpdateQueue:
    """Updates in the order in which they happened."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self._numbering = _Numbering(FIRST_UPDATE_ID)
        self._allowed: frozenset[str] = frozenset(UPDATE_KINDS) - KINDS_ONLY_ON_REQUEST
        self._handed_out: dict[int, _Waiting] = {}
        self._reader: asyncio.Future[None] | None = None
        self._emptied: asyncio.Future[None] | None = None
        self.last_offset: int | None = None

    @property
    def next_update_id(self) -> int:
        return self._numbering.next_id

    def start_numbering_at(self, update_id: int) -> None:
        """The next update gets this number, lower or higher, as after an idle week.

        Raises ValueError for a number so little lower that the bot's old offset would swallow it.
        """
        if 0 < self.next_update_id - update_id <= 2 * OFFSET_LEEWAY:
            raise ValueError("a new numbering must start well away from the old one")
        self._numbering = _Numbering(update_id)

    @property
    def pending(self) -> list[Json]:
        """The updates that no offset has confirmed yet."""
        return [waiting.update for waiting in self._waiting]

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Which kinds are kept from now on; None leaves it as it is, nothing at all means the default."""
        if kinds is not None:
            default = frozenset(UPDATE_KINDS) - KINDS_ONLY_ON_REQUEST
            self._allowed = frozenset(kinds) or default

    def put(self, kind: str, content: Json) -> Json | None:
        """Number and keep one more update; None when the bot did not ask for its kind."""
        if kind not in self._allowed:
            return None
        update = {"update_id": self._numbering.next_id, kind: content}
        self._numbering.next_id += 1
        self._append(_Waiting(update, self._numbering))
        return update

    def put_again(self, update: Json) -> None:
        """Hand out, once more or for the first time, an update exactly as given, whatever its number."""
        self._append(_Waiting(update, self._numbering, out_of_order=True))

    def reorder(self, update_ids: Iterable[int]) -> None:
        """Let the waiting updates be handed out in this order; those not named come last."""
        rank = {number: index for index, number in enumerate(update_ids)}
        self._waiting.sort(key=lambda one: rank.get(one.update.get("update_id", -1), len(rank)))
        for waiting in self._waiting:
            waiting.out_of_order = True

    def forget_all(self) -> None:
        self._waiting.clear()
        self._tell_emptied()

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one leaves only that many of the newest."""
        self.last_offset = offset
        if offset < 0:
            del self._waiting[:offset]
        elif self._waiting:
            self._waiting = [waiting for waiting in self._waiting if not waiting.confirmed_by(offset)]
        if not self._waiting:
            self._tell_emptied()

    async def read(self, limit: int, seconds: float) -> list[Json]:
        """Up to `limit` updates, waiting at most `seconds` for the first.

        Raises Conflict when another reader comes meanwhile.
        """
        self._end_earlier_reader()
        if not self._waiting and seconds > 0:
            await self._wait(seconds)
        batch = self._waiting[:limit]
        self._handed_out = {id(waiting.update): waiting for waiting in batch}
        return [waiting.update for waiting in batch]

    def reached_the_bot(self) -> None:
        """What `read` returned last was sent on its way to the bot."""
        for waiting in self._handed_out.values():
            waiting.handed_out = True

    async def wait_until_confirmed(self, seconds: float) -> bool:
        """Wait until no update is left; False when some still are after `seconds`."""
        if not self._waiting:
            return True
        if self._emptied is None:
            self._emptied = asyncio.get_running_loop().create_future()
        await asyncio.wait([self._emptied], timeout=seconds)
        return not self._waiting

    def end_reader(self) -> None:
        """Let a reader that waits go home with nothing."""
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def _end_earlier_reader(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_exception(Conflict(OTHER_READER))

    async def _wait(self, seconds: float) -> None:
        reader = asyncio.get_running_loop().create_future()
        self._reader = reader
        try:
            async with asyncio.timeout(seconds):
                await reader
        except TimeoutError:
            return
        finally:
            if self._reader is reader:
                self._reader = None

    def _append(self, waiting: _Waiting) -> None:
        self._waiting.append(waiting)
        self.end_reader()

    def _tell_emptied(self) -> None:
        if self._emptied is not None and not self._emptied.done():
            self._emptied.set_result(None)
        self._emptied = None
