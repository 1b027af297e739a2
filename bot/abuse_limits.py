"""Limits against abuse: how often a chat may guess a code on one day.

Chats are counted under a key that is thrown away at the end of the day, so that no count tells afterwards who
did what (design 4.8). The counts are in memory: a restart begins anew.
"""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from storage.sealing import keyed_hash_with

WRONG_CODES_A_DAY = 10
WRONG_CODES_OF_ALL_A_DAY = 500


@dataclass
class AbuseLimits:
    """Counts of one day. `today` is a date in Europe/Amsterdam."""

    _day: date = date.min
    _key: bytes = b""
    _counts: Counter[bytes] = field(default_factory=Counter)

    def may_guess(self, chat: bytes, today: date, uncounted: Sequence[bytes] = ()) -> bool:
        """Whether this chat may try another code. `uncounted` are the chats of wrong guesses that are not committed."""
        mine, everybody = self._mark(chat, "code", today), self._mark(b"", "code", today)
        of_chat = self._counts[mine] + uncounted.count(chat)
        of_all = self._counts[everybody] + len(uncounted)
        return of_chat < WRONG_CODES_A_DAY and of_all < WRONG_CODES_OF_ALL_A_DAY

    def count_wrong_guess(self, chat: bytes, today: date) -> None:
        """To be called once what was answered to it is committed: an update that is tried again is one guess."""
        self._counts[self._mark(chat, "code", today)] += 1
        self._counts[self._mark(b"", "code", today)] += 1

    def _mark(self, chat: bytes, what: str, today: date) -> bytes:
        if today != self._day:
            self._day, self._key = today, os.urandom(32)
            self._counts.clear()
        return keyed_hash_with(self._key, f"{what}:{chat.hex()}")
