"""What a member of staff left halfway goes along to the account that is theirs from now on, and to nobody else's.

Where a phone becomes a colleague's before its owner has another one it waits for the owner, sealed, in no chat at all.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.batch import Batch
from bot.flows.conversation import Conversation
from bot.flows.left_talks import stopped_message, walked_away
from bot.reporter_evidence import ReporterEvidence
from storage import reports
from storage.conversations import address_without_phone
from storage.vault import Address

IsStaffs = Callable[[str], bool]
"""Whether the flow with this id is one of the staff's."""


async def bring_talks_along(batch: Batch, old: Address, new: Address, is_staffs: IsStaffs) -> None:
    """What waits in the chat `old`, and what is halfway there now, waits in `new` from now on.

    The conversation of `new` must be loaded. Nothing of it stays in `old`, nor the key that sealed it.
    """
    before = batch.chat_of(old)
    await batch.load_too(before, old)
    talk = batch.talk_of(before)
    if talk.is_open and is_staffs(talk.flow):
        batch.edit(old, talk.asked_row, None, stopped_message(talk))
    await _move(batch, old, new, is_staffs)


async def lay_aside(batch: Batch, chat: Address, owner: str, is_staffs: IsStaffs) -> None:
    """What waits in this chat, and is halfway there, waits for `owner` (an id of the school's file) from now on: the
    chat, whose conversation must be loaded, becomes a colleague's, and the owner has no other yet."""
    waiting = address_without_phone(owner)
    await batch.load_too(batch.chat_of(waiting), waiting)
    await _move(batch, chat, waiting, is_staffs)


async def bring_back(batch: Batch, owner: str, new: Address, is_staffs: IsStaffs) -> None:
    """What was laid aside for `owner` waits in the chat `new`, whose conversation must be loaded."""
    waiting = address_without_phone(owner)
    chat = batch.chat_of(waiting)
    await batch.load_too(chat, waiting)
    if batch.talk_of(chat).left:
        await _move(batch, waiting, new, is_staffs)
    elif batch.draft_key(chat) is not None:
        await let_go_of_key(batch, chat)
    batch.forget_talk(chat)


async def _move(batch: Batch, old: Address, new: Address, is_staffs: IsStaffs) -> None:
    """Both conversations are loaded."""
    before, after = batch.chat_of(old), batch.chat_of(new)
    left = _at_rest(batch.talk_of(before), is_staffs).left
    if left:
        await _leave_key_of_report(batch, after)
        batch.put_talk(after, _with_left(batch.talk_of(after), left))
    await _forget_talks(batch, old, is_staffs)


async def _forget_talks(batch: Batch, address: Address, is_staffs: IsStaffs) -> None:
    """Nothing of what staff left, or are typing, stays in this chat: it is somebody else's from now on.

    A report that was begun there stays, with its key.
    """
    chat = batch.chat_of(address)
    talk = batch.talk_of(chat)
    rested = replace(_at_rest(talk, is_staffs), left={})
    if rested == talk:
        return
    batch.put_talk(chat, rested)
    if not rested.has_words:
        await let_go_of_key(batch, chat)


async def let_go_of_key(batch: Batch, chat: bytes) -> None:
    """What was typed in a flow that is over or was left is in its room's hands or nowhere, nor in an older copy."""
    key_id = batch.leave_draft_key(chat)
    batch.put_talk(chat, batch.talk_of(chat))
    await batch.flush()
    # Somebody may have reported here before they worked here: the key of a report stays with the report.
    if key_id is not None and not await reports.is_report(batch.connection, key_id):
        await ReporterEvidence().remove_all(batch, key_id)
        batch.erase_key(key_id)


async def _leave_key_of_report(batch: Batch, chat: bytes) -> None:
    """What is about a case is not sealed with the key of a report that was made in this chat: that key stays with the
    report, and goes with no other case."""
    await batch.flush()
    key_id = batch.draft_key(chat)
    if key_id is not None and await reports.is_report(batch.connection, key_id):
        batch.leave_draft_key(chat)


def _at_rest(talk: Conversation, is_staffs: IsStaffs) -> Conversation:
    """The chat once whoever had it has walked away from what they were answering for the school."""
    return walked_away(talk) if talk.is_open and is_staffs(talk.flow) else talk


def _with_left(talk: Conversation, left: dict[str, dict[str, object]]) -> Conversation:
    """The chat with these talks waiting in it, under keys that no button has carried yet; in the order of leaving."""
    in_order = sorted(left.items(), key=lambda one: int(one[0]))
    moved = {str(talk.revision + place): one for place, (_, one) in enumerate(in_order, start=1)}
    return replace(talk, left={**talk.left, **moved}, revision=talk.revision + len(moved) + 1)
