"""Doing in Telegram what an outbox row asks, and telling what is permanent from what may pass."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto
from telegram.constants import MessageLimit
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.case_report.document import Document
from bot.flows.words import Message
from bot.outcome import Done, Later, Outcome, Refused
from bot.outgoing import (
    ChangeButtons,
    EditMessage,
    EraseChat,
    LeaveGroup,
    Outgoing,
    Removal,
    SendMessage,
    SendPlaceholder,
    ShowPicture,
    ShowReport,
    TakeAway,
    outgoing_from_data,
)
from bot.spoken import spoken, spoken_message
from bot.transport import AiohttpRequest, seconds_to_wait
from storage.outbox import OutboxRow

log = logging.getLogger("meldmaatje.telegram")

_AS_IT_SHOULD_BE = ("message is not modified",)
_GONE = ("message to edit not found", "message identifier is not specified", "message_id_invalid")
_GONE_OR_AS_IT_SHOULD_BE = (*_AS_IT_SHOULD_BE, *_GONE, "message to delete not found")
_NOT_TO_BE_EDITED = "message can't be edited"
_NOBODY_THERE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "input_user_deactivated",
    "user_is_blocked",
    "user_is_bot",
    "user_id_invalid",
    "chat_id_invalid",
    "peer_id_invalid",
    "bot was blocked",
    "can't initiate conversation",
    "have no rights to send a message",
    "have no write access",
    "not enough rights to send",
    "chat_write_forbidden",
    "chat_restricted",
)
"""What Telegram says of somebody whom no message can reach; any other refusal is of this one message."""
LONGEST_ANSWER_TO_A_MESSAGE_SECONDS = 20.0
"""What makes a message is waited for longer than anything else: to ask again is to make a copy. Its own chat waits."""
_DELETE_AT_ONCE = 100
_BEYOND_ALL_IDS = 2**63
_MOST_THAT_STAY = 5
"""After so many messages that cannot be deleted, what is still older cannot be either."""

PictureSource = Callable[[str], Awaitable[bytes | None]]
ReportSource = Callable[[int, str], Awaitable[Document | None]]


async def _no_report(_case: int, _person: str) -> Document | None:
    return None


class TelegramChannel:
    """Performs outbox rows with a Bot. `picture_of` answers the kept bytes of a picture, None once erased;
    `report_of` makes the report of a case for a person, None when it cannot be made for them.

    Words go by `calls`, the transport of the bot: of the answer only the id is wanted, and building telegram's
    objects from the rest would cost as much as all else that an update does.
    """

    def __init__(
        self,
        bot: Bot,
        calls: AiohttpRequest,
        picture_of: PictureSource,
        placeholder: Callable[[], bytes],
        report_of: ReportSource = _no_report,
    ) -> None:
        self._bot = bot
        self._calls = calls
        self._picture_of = picture_of
        self._placeholder = placeholder
        self._report_of = report_of

    async def perform(self, row: OutboxRow, target: int | None, all_messages: list[int]) -> Outcome:
        """Do what the row asks. `target` is the message that it changes; `all_messages` what it may erase."""
        outgoing = outgoing_from_data(row.payload)
        try:
            return await self._perform(row.payload["to"]["chat"], outgoing, target, all_messages)
        except TelegramError as failure:
            makes_message = isinstance(outgoing, SendMessage | SendPlaceholder)
            return _outcome_of(failure, _means_done(row, outgoing), makes_message=makes_message)

    async def answer_tap(self, tap: str, words: str | None) -> None:
        """Stop the waiting on a tapped button; best effort, a failure is only counted."""
        try:
            await self._call("answerCallbackQuery", callback_query_id=tap, text=words)
        except TelegramError as failure:
            log.info("tap-not-answered %s", type(failure))

    async def _perform(self, chat: int, outgoing: Outgoing, target: int | None, all_messages: list[int]) -> Outcome:
        match outgoing:
            case SendMessage(message):
                return await self._send(chat, message)
            case EditMessage(message, removal=removal):
                if removal is not None:
                    return await self._put_in_its_place(chat, target, message, removal)
                return await self._edit(chat, target, message)
            case ChangeButtons(message, message_id):
                return await self._change_buttons(chat, message_id, message)
            case SendPlaceholder(caption):
                return await self._send_placeholder(chat, caption)
            case ShowPicture(picture, caption):
                return await self._show_picture(chat, target, picture, caption)
            case ShowReport():
                return await self._show_report(chat, target, outgoing)
            case TakeAway():
                return await self._take_away(chat, target, outgoing)
            case EraseChat(messages):
                return await self._erase_chat(chat, [*all_messages, *messages])
            case LeaveGroup():
                await self._bot.leave_chat(chat)
                return Done()

    async def _send(self, chat: int, message: Message) -> Outcome:
        pieces = _pieces(spoken_message(message))
        about = {"chat_id": chat, "protect_content": message.protected or None}
        patience = LONGEST_ANSWER_TO_A_MESSAGE_SECONDS
        before = [_id_of(await self._call("sendMessage", patience, text=one, **about)) for one in pieces[:-1]]
        sent = await self._call("sendMessage", patience, text=pieces[-1], reply_markup=_markup(message), **about)
        return Done(_id_of(sent), tuple(before))

    async def _edit(self, chat: int, target: int | None, message: Message) -> Outcome:
        if target is None:
            return Done()
        words = _pieces(spoken_message(message))[0]
        about: dict[str, Any] = {"chat_id": chat, "message_id": target, "reply_markup": _inline(message)}
        await self._call("editMessageText", text=words, **about)
        return Done(target)

    async def _change_buttons(self, chat: int, target: int, message: Message) -> Outcome:
        about: dict[str, Any] = {"chat_id": chat, "message_id": target, "reply_markup": _inline(message)}
        await self._call("editMessageReplyMarkup", **about)
        return Done(target)

    async def _put_in_its_place(self, chat: int, target: int | None, message: Message, removal: Removal) -> Outcome:
        """What could not be covered before is deleted where it cannot be covered now either."""
        try:
            return await self._edit(chat, target, message)
        except BadRequest as failure:
            done = _says(failure, _GONE_OR_AS_IT_SHOULD_BE)
            if done or target is None or removal.refused_since is None:
                raise
            await self._bot.delete_message(chat, target)
            return Done()

    async def _call(self, method: str, read_timeout: float | None = None, **parameters: Any) -> Any:
        """The plain result of a method of the Bot API; raises TelegramError as the methods of a Bot do."""
        return await self._calls.call_raw(f"{self._bot.base_url}/{method}", parameters, read_timeout)

    async def _send_placeholder(self, chat: int, caption: Message) -> Outcome:
        sent = await self._bot.send_photo(
            chat,
            self._placeholder(),
            caption=spoken_message(caption),
            has_spoiler=True,
            protect_content=True,
            read_timeout=LONGEST_ANSWER_TO_A_MESSAGE_SECONDS,
        )
        return Done(_known(sent.message_id))

    async def _show_picture(self, chat: int, target: int | None, picture: str, caption: Message) -> Outcome:
        content = await self._picture_of(picture)
        if target is None or content is None:
            return Done()
        media = InputMediaPhoto(content, caption=spoken_message(caption), has_spoiler=True)
        await self._bot.edit_message_media(media, chat, target, reply_markup=self._keyboard(caption))
        return Done(target)

    async def _show_report(self, chat: int, target: int | None, shown: ShowReport) -> Outcome:
        if target is None:
            return Done()
        made = await self._report_of(shown.case, shown.person)
        if made is None:
            return await self._edit(chat, target, shown.instead)
        media = InputMediaDocument(
            made.content,
            caption=spoken_message(shown.caption),
            filename=made.name,
            disable_content_type_detection=True,
        )
        await self._bot.edit_message_media(media, chat, target, reply_markup=self._keyboard(shown.caption))
        return Done(target)

    def _keyboard(self, message: Message) -> InlineKeyboardMarkup | None:
        inline = _inline(message)
        return None if inline is None else InlineKeyboardMarkup.de_json(inline, self._bot)

    async def _take_away(self, chat: int, target: int | None, outgoing: TakeAway) -> Outcome:
        if target is None:
            return Done()
        try:
            await self._bot.delete_message(chat, target)
        except BadRequest as failure:
            if _says(failure, _GONE_OR_AS_IT_SHOULD_BE):
                return Done()
            await self._cover(chat, target, outgoing)
        return Done()

    async def _cover(self, chat: int, target: int, outgoing: TakeAway) -> None:
        if outgoing.is_picture:
            media = InputMediaPhoto(self._placeholder(), caption=spoken_message(outgoing.instead))
            await self._bot.edit_message_media(media, chat, target)
        else:
            await self._bot.edit_message_text(spoken_message(outgoing.instead), chat, target)

    async def _erase_chat(self, chat: int, messages: list[int]) -> Outcome:
        """The newest go first. One that cannot be deleted any more makes the Bot API refuse all that are named with it,
        so the others are asked for again; whoever was here days ago has many such, all of them older."""
        newest_first = sorted(set(messages), reverse=True)
        left = [newest_first[at : at + _DELETE_AT_ONCE] for at in range(0, len(newest_first), _DELETE_AT_ONCE)]
        stay = 0
        while left and stay < _MOST_THAT_STAY:
            some = left.pop(0)
            if await self._can_delete(chat, some):
                continue
            half = len(some) // 2
            left[:0] = [some[:half], some[half:]] if half else []
            stay += not half
        return Done()

    async def _can_delete(self, chat: int, messages: list[int]) -> bool:
        try:
            await self._bot.delete_messages(chat, messages)
        except BadRequest:
            return False
        return True


def _means_done(row: OutboxRow, outgoing: Outgoing) -> tuple[str, ...]:
    """The refusals that leave nothing to be done. Where content was to be shown and its message is gone, nothing is
    shown; where it was to go and its message cannot be changed, it still stands there."""
    if isinstance(outgoing, SendMessage | SendPlaceholder):
        return ()
    shows = row.case_number is not None and row.key_id is not None
    shows = shows and isinstance(outgoing, EditMessage | ShowPicture | ShowReport)
    if shows:
        return _AS_IT_SHOULD_BE
    removes = isinstance(outgoing, TakeAway) or (isinstance(outgoing, EditMessage) and outgoing.removal is not None)
    return _GONE_OR_AS_IT_SHOULD_BE if removes else (*_GONE_OR_AS_IT_SHOULD_BE, _NOT_TO_BE_EDITED)


def _says(failure: TelegramError, known: tuple[str, ...]) -> bool:
    return any(words in failure.message.lower() for words in known)


def _outcome_of(failure: TelegramError, means_done: tuple[str, ...], *, makes_message: bool) -> Outcome:
    words = failure.message.lower()
    match failure:
        case RetryAfter():
            return Later(seconds_to_wait(failure))
        case Forbidden() | ChatMigrated():
            return Refused(unreachable=True)
        case BadRequest() if any(known in words for known in means_done):
            return Done()
        case BadRequest():
            log.error("row-refused %s", "nobody-there" if any(w in words for w in _NOBODY_THERE) else "bad-request")
            unreachable, gone = (any(known in words for known in some) for some in (_NOBODY_THERE, _GONE))
            return Refused(unreachable=unreachable, gone=gone)
        case TimedOut():
            return Later(perhaps_done=makes_message)
        case InvalidToken() | NetworkError():
            return Later()
        case _:
            return Later()


def _id_of(sent: Any) -> int:
    return _known(sent.get("message_id") if isinstance(sent, dict) else None)


def _known(message: object) -> int:
    """The id of the message that was sent. Raises NetworkError for an answer without one that can be kept: nobody knows
    what it did."""
    if not isinstance(message, int) or isinstance(message, bool) or abs(message) >= _BEYOND_ALL_IDS:
        raise NetworkError("Invalid server response")
    return message


def _markup(message: Message) -> dict[str, Any] | None:
    if message.menu:
        rows = [[{"text": spoken(label)} for label in row] for row in message.menu]
        return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}
    return _inline(message)


def _inline(message: Message) -> dict[str, Any] | None:
    if not message.buttons:
        return None
    rows = [[{"text": spoken(one.label), "callback_data": one.data} for one in row] for row in message.buttons]
    return {"inline_keyboard": rows}


def _pieces(words: str) -> list[str]:
    """The words in pieces of at most 4096 UTF-16 units, cut at the end of a line or word where that can be."""
    pieces = []
    rest = words.strip() or "…"
    while _units(rest) > MessageLimit.MAX_TEXT_LENGTH:
        cut = _cut(rest)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest]


def _cut(words: str) -> int:
    most = int(MessageLimit.MAX_TEXT_LENGTH)
    while _units(words[:most]) > MessageLimit.MAX_TEXT_LENGTH:
        most -= (_units(words[:most]) - MessageLimit.MAX_TEXT_LENGTH + 1) // 2
    for mark in ("\n", " "):
        at = words.rfind(mark, most // 2, most)
        if at > 0:
            return at + 1
    return most


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
