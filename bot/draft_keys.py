"""Which key sealed what was told in a chat when it was last read: a guess, so that the key is read in good time.

Only ids of keys are held here. The key itself is read from the key store each time, and one that was erased
meanwhile is not there.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MOST_CHATS = 10_000


@dataclass
class DraftKeys:
    """Ids of keys by chat, of the chats that spoke last."""

    _by_chat: OrderedDict[bytes, bytes] = field(default_factory=OrderedDict)

    def of(self, chats: Iterable[bytes]) -> set[bytes]:
        """The keys that probably seal what is told in these chats."""
        return {self._by_chat[chat] for chat in chats if chat in self._by_chat}

    def remember(self, keys: Mapping[bytes, bytes]) -> None:
        for chat, key_id in keys.items():
            self._by_chat[chat] = key_id
            self._by_chat.move_to_end(chat)
        while len(self._by_chat) > MOST_CHATS:
            self._by_chat.popitem(last=False)
