"""The keys that were used last, as the key store has them: wrapped.

What is remembered is only gone on with: see `KeyStore.expect`. It is forgotten when the key is erased here, and a
quarter of an hour after it was read or written, as soon as the store is used again.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

REMEMBERED_SECONDS = 15 * 60.0
MOST_KEYS = 1000

WrappedRow = tuple[bytes, str, bytes]
"""The id of a key, its kind, and the key itself, wrapped."""


class RecentKeys:
    """Rows by the ids of their keys, the one that was read or written last at the end. `seconds` never goes back."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._by_id: OrderedDict[bytes, tuple[float, WrappedRow]] = OrderedDict()

    def remember(self, rows: Iterable[WrappedRow]) -> None:
        now = self._seconds()
        for row in rows:
            self._by_id[row[0]] = (now, row)
            self._by_id.move_to_end(row[0])
        self._forget_old(now)

    def forget(self, ids: Iterable[bytes]) -> None:
        for key_id in ids:
            self._by_id.pop(key_id, None)

    def rows_of(self, ids: Iterable[bytes]) -> list[WrappedRow]:
        """The rows of those of these keys that are remembered."""
        self._forget_old(self._seconds())
        held = (self._by_id.get(key_id) for key_id in ids)
        return [one[1] for one in held if one is not None]

    def _forget_old(self, now: float) -> None:
        while self._by_id:
            since, row = next(iter(self._by_id.values()))
            if now - since < REMEMBERED_SECONDS and len(self._by_id) <= MOST_KEYS:
                return
            del self._by_id[row[0]]
