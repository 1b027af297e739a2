"""One transaction in the making: the conversations it touches, the rows it will write, and what follows after it."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.flows.conversation import Conversation, conversation_from_data, conversation_to_data
from bot.flows.which_report import WHICH
from bot.flows.words import Message, Words
from bot.outgoing import EditMessage, Outgoing, SendMessage, outgoing_to_data
from casework.calendar import local_date
from storage import conversations, dues, outbox, school_said
from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.conversations import DRAFT_KEPT, ENDED_KEPT, ConversationRow, StoredConversation
from storage.keystore import NewKey, new_key
from storage.outbox import OutboxRow, RowNumbers
from storage.prepared import Question, ask, remember_rows
from storage.sealing import Sealer
from storage.vault import Address, Vault, sealer_of

AFTER_SENDING = ("more", "reply", "reply-concern")
"""The flows that add to what was sent already; nothing unsent is lost with them."""
_NOTHING: Mapping[bytes, ConversationRow] = MappingProxyType({})


@dataclass
class Toasting:
    """A word on a tap, said after the commit; it may get lost."""

    tap: str
    key: str | None


@dataclass(frozen=True)
class _Late:
    """Something late of a case, with why this person gets it and what stands once at the end."""

    message: Message
    above: Words | None
    below: Words | None


@dataclass
class Batch:
    """Collects everything that one transaction writes.

    `rows` are the outbox rows made in it, handed to the delivery after the commit; `toasts` are best effort;
    `after` is what memory must know, done once the commit is made; `tied` are the chats that it makes somebody's;
    `wrong_codes` are the chats that guessed a code wrong in it, once for each guess; `withdrawn` are outbox rows that
    it takes back.
    """

    connection: AsyncConnection
    vault: Vault
    now: datetime
    numbers: RowNumbers
    changes: Changes = field(default_factory=Changes)
    rows: list[OutboxRow] = field(default_factory=list)
    toasts: list[Toasting] = field(default_factory=list)
    wants_pictures: bool = False
    erases_keys: bool = False
    after: list[Callable[[], None]] = field(default_factory=list)
    tied: dict[bytes, str] = field(default_factory=dict)
    wrong_codes: list[bytes] = field(default_factory=list)
    withdrawn: set[int] = field(default_factory=set)
    _stored: dict[bytes, StoredConversation] = field(default_factory=dict)
    _talks: dict[bytes, Conversation] = field(default_factory=dict)
    _sealers: dict[bytes, Sealer] = field(default_factory=dict)
    _new_keys: list[NewKey] = field(default_factory=list)
    _touched: set[bytes] = field(default_factory=set)
    _late: dict[tuple[bytes, int], tuple[Address, list[_Late]]] = field(default_factory=dict)
    _chats: dict[tuple[str, int | str], bytes] = field(default_factory=dict)

    def chat_of(self, address: Address) -> bytes:
        """As the vault's, worked out once: what happens in a chat asks for it again and again."""
        place = (address["channel"], address["chat"])
        chat = self._chats.get(place)
        if chat is None:
            chat = self._chats[place] = self.vault.chat_of(address)
        return chat

    async def load(
        self,
        addresses: Mapping[bytes, Address],
        *also: Question,
        remembered: Mapping[bytes, ConversationRow] = _NOTHING,
        expects_nothing: bool = False,
    ) -> list[Sequence[Any]]:
        """Read the conversations of these chats; answers what is `also` asked, in the same trip to the database.

        `remembered` are rows that are probably still so: their keys are read meanwhile. When all are remembered and
        nothing is expected to answer what is `also` asked (`expects_nothing`), nobody waits for the databases: when one
        turns out to have other answers, the transaction raises RememberedWrongly and keeps nothing.
        """
        rows: Sequence[Any] = list(remembered.values())
        is_known = expects_nothing and bool(addresses) and remembered.keys() == addresses.keys()
        if is_known and self._takes_for_granted(rows, list(addresses), also):
            answers: list[Sequence[Any]] = [() for _ in also]
            sealers = self.vault.expected_sealers({row.key_id for row in rows}, self.connection) or {}
        else:
            questions = [*also, *([conversations.conversations_of(list(addresses))] if addresses else [])]
            keys = self.vault.sealers({row.key_id for row in rows})
            answers, sealers = await asyncio.gather(ask(self.connection, *questions), keys)
            rows = answers.pop() if addresses else []
        known, sealers = await conversations.opened(self.vault, rows, sealers)
        self._sealers.update(sealers)
        for chat, address in addresses.items():
            stored = known.get(chat) or StoredConversation(chat, address, None, None, is_new=True)
            stored.address = address
            self._stored[chat] = stored
            self._talks[chat] = conversation_from_data(stored.state) if stored.state else Conversation()
        return answers

    async def load_too(self, chat: bytes, address: Address) -> None:
        """Read one conversation more, of somebody whom this batch tells something; one that is there stays as it is."""
        if chat not in self._talks:
            await self.load({chat: address})

    def _takes_for_granted(
        self, rows: Sequence[ConversationRow], chats: list[bytes], unanswered: Iterable[Question]
    ) -> bool:
        known = [(conversations.conversations_of(chats), rows), *((question, ()) for question in unanswered)]
        return all(remember_rows(self.connection, question, answer) for question, answer in known)

    def talk_of(self, chat: bytes) -> Conversation:
        return self._talks[chat]

    def heard_before(self, chat: bytes) -> datetime | None:
        """When something last came from this chat before this batch (UTC); None when that left no row."""
        return self._stored[chat].touched_at

    def put_talk(self, chat: bytes, conversation: Conversation) -> None:
        """The new conversation; it gets a key of its own as soon as something is told in it."""
        stored = self._stored[chat]
        if conversation.has_words and stored.key_id is None:
            stored.key_id = self.make_key("draft")
        self._talks[chat] = conversation
        self._touched.add(chat)

    def draft_key(self, chat: bytes) -> bytes | None:
        """The id of the key that seals what is told in this chat; also the owner of its pictures."""
        return self._stored[chat].key_id

    @property
    def talks_kept(self) -> list[ConversationRow]:
        """The rows of the conversations of this batch as they are in the database once it is committed."""
        return [stored.row for stored in self._stored.values() if stored.row is not None]

    def leave_draft_key(self, chat: bytes) -> bytes | None:
        """Take the key off the conversation, because a report has taken it over or because it is erased."""
        stored = self._stored[chat]
        key_id, stored.key_id = stored.key_id, None
        return key_id

    def forget_talk(self, chat: bytes) -> None:
        """Take the conversation away at once, as if this chat had never spoken."""
        if not self._stored[chat].is_new:
            conversations.forget_conversation(self.changes, chat)
        school_said.forget_said(self.changes, chat)
        self._stored[chat].is_new, self._stored[chat].row = True, None
        self._talks[chat] = Conversation(revision=self._talks[chat].revision)
        self._touched.discard(chat)

    def make_key(self, kind: str) -> bytes:
        """A fresh key, stored and synced before anything that it seals."""
        made = new_key(kind)
        self._new_keys.append(made)
        self._sealers[made.id] = sealer_of(made)
        return made.id

    async def sealer(self, key_id: bytes) -> Sealer | None:
        """The sealer of a key; None when it was erased."""
        if key_id not in self._sealers:
            self._sealers.update(await self.vault.sealers({key_id}))
        return self._sealers.get(key_id)

    def known_sealer(self, key_id: bytes) -> Sealer:
        """The sealer of a key that this batch made or loaded; raises KeyError for another."""
        return self._sealers[key_id]

    def erase_key(self, key_id: bytes) -> None:
        """The key is erased after the commit, and by the sweep if a crash comes between."""
        dues.add_due(self.changes, dues.DueKind.ERASE_KEY, self.now, key_id)
        self.erases_keys = True

    def say(self, address: Address, message: Message, **about: Any) -> int:
        """Put a new message in the outbox; answers its row id. See `send` for `about`."""
        return self.send(address, SendMessage(message), **about)

    def say_once(self, address: Address, message: Message, case_number: int) -> None:
        """As `say`, unless this batch says the same there already."""
        payload = {"to": dict(address), **outgoing_to_data(SendMessage(message))}
        if not any(row.payload == payload and row.case_number == case_number for row in self.rows):
            self.say(address, message, case_number=case_number)

    def edit(self, address: Address, row: int | None, message_id: int | None, message: Message, **about: Any) -> None:
        """Change the message that `row` sent, or the one that the channel calls `message_id`."""
        if row is not None or message_id is not None:
            self.send(address, EditMessage(message, message_id), target_row=row, **about)

    def send(
        self,
        address: Address,
        outgoing: Outgoing,
        *,
        key_id: bytes | None = None,
        target_row: int | None = None,
        case_number: int | None = None,
        from_school: bool = False,
    ) -> int:
        """Put anything in the outbox, sealed with the key `key_id` or with the outbox's own; answers its row id.

        `from_school`: it tells a reporter something of what they reported, in the chat where they did, who may answer
        it there also after the quick exit.
        """
        payload = {"to": dict(address), **outgoing_to_data(outgoing)}
        chat = self.chat_of(address)
        tells_nothing = case_number is not None or payload.get("secret") or payload.get("kept")
        row_id = self.numbers.drawn() if tells_nothing else self.numbers.next()
        place = self.numbers.next_place()
        row = OutboxRow(row_id, place, chat, payload, key_id, target_row, case_number, attempts=0)
        sealer = None if key_id is None else self.known_sealer(key_id)
        outbox.add_row(self.changes, self.vault, row, sealer, self.now)
        if from_school:
            school_said.remember_said(self.changes, row.id, chat)
        self.rows.append(row)
        return row.id

    async def withdraw(self, row_ids: Collection[int]) -> None:
        """These outbox rows, of this transaction or an earlier one, are not said any more."""
        await self.flush()
        await outbox.withdraw(self.connection, row_ids)
        self.rows[:] = [row for row in self.rows if row.id not in row_ids]
        self.withdrawn.update(row_ids)

    def toast(self, tap: str | None, key: str | None) -> None:
        if tap is not None:
            self.toasts.append(Toasting(tap, key))

    def say_late(
        self, address: Address, number: int, message: Message, *, above: Words | None = None, below: Words | None = None
    ) -> None:
        """Something of a case is late: what is late of one case is said as one message, by `finish`.

        `above` says why this person gets it and stands once over all that has the same; `below` stands once at
        the end.
        """
        late = self._late.setdefault((self.chat_of(address), number), (address, []))[1]
        late.append(_Late(message, above, below))

    async def finish(self) -> None:
        """As `flush`, after saying what is late."""
        late, self._late = self._late, {}
        for (_, number), (address, messages) in late.items():
            self.say(address, _joined(messages), case_number=number)
        await self.flush()

    async def flush(self) -> None:
        """Write everything collected so far into the open transaction; new keys are synced first."""
        if self._new_keys:
            keys, self._new_keys = self._new_keys, []
            await self.vault.keys.add(keys, created_on=local_date(self.now))
        for chat in self._touched:
            self._keep(chat)
        self._touched.clear()
        await self.changes.flush(self.connection)

    def _keep(self, chat: bytes) -> None:
        stored, talk = self._stored[chat], self._talks[chat]
        stored.state = conversation_to_data(talk)
        sealer = None if stored.key_id is None else self._sealers[stored.key_id]
        is_draft = _waits_as_draft(talk) or conversations.is_without_phone(stored.address)
        kept_for = DRAFT_KEPT if is_draft else ENDED_KEPT
        conversations.keep_conversation(self.changes, self.vault, stored, sealer, self.now, kept_for)


def _waits_as_draft(talk: Conversation) -> bool:
    """Who left by the quick exit did not stop by that: what they told waits as that of anybody who just went away.

    Words that may be for an unseen report are no draft, and stay no longer than a conversation after sending. What a
    member of staff walked away from is one, and so is what was set aside while the school is answered.
    """
    is_draft = talk.is_open and talk.flow not in (*AFTER_SENDING, WHICH.id)
    set_aside = bool(talk.aside) and not talk.aside.get("stopped")
    return bool(talk.left) or set_aside or (is_draft and not talk.stopped)


def _joined(late: list[_Late]) -> Message:
    """One message with the words of all; the buttons of one alone, else only the first row, which opens the case."""
    first = late[0].message
    below = dict.fromkeys(one.below for one in late if one.below is not None)
    buttons = first.buttons if len(late) == 1 else first.buttons[:1]
    return replace(first, parts=(*_under_their_reasons(late), *below), buttons=buttons)


def _under_their_reasons(late: list[_Late]) -> Iterator[Words]:
    """What is the person's own comes first, then each reason with all that it is the reason of."""
    reasons = dict.fromkeys(one.above for one in late)
    for reason in sorted(reasons, key=lambda one: one is not None):
        if reason is not None:
            yield reason
        for one in late:
            if one.above == reason:
                yield from one.message.parts
