"""The kinds of messages that a person can send."""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.playground.errors import PersonCannot
from bot.playground.formatting import MAX_TEXT, typed_entities, utf16_length
from bot.playground.messages import Chat, ChatMessage, Json
from bot.playground.methods.media import add_document
from bot.playground.state import BotApiState

BROKEN_PHOTO_SIDE = 1280


class SendingPerson:
    """Somebody with a phone, in the private chat with the bot."""

    def __init__(self, state: BotApiState, name: str, user: Json) -> None:
        self._state = state
        self.name = name
        self.user = user
        described = {**{key: user[key] for key in _OF_CHAT if key in user}, "type": "private"}
        self.chat = state.chats.add(Chat(user["id"], "private", described))
        self._acted_at = 0

    @property
    def user_id(self) -> int:
        """The person's account, which is also the id of the chat."""
        return int(self.user["id"])

    async def types(self, text: str) -> ChatMessage:
        """Send a text; a long one goes as several messages, as the app does it. Gives the last."""
        parts = _split(text.strip())
        if not parts:
            raise PersonCannot("an empty text cannot be sent")
        for part in parts:
            entities = typed_entities(part)
            content: Json = {"text": part} | ({"entities": entities} if entities else {})
            message = await self._send(content)
        return message

    async def sends_picture(
        self, content: bytes, caption: str = "", *, spoiler: bool = False, untouched: bool = False
    ) -> ChatMessage:
        """Send a photo. `untouched` keeps the bytes as they are, for broken and hostile pictures.

        Raises BadRequest when the bytes are no picture and not `untouched`.
        """
        photo = self._photo(content, untouched) | _caption(caption)
        return await self._send(photo | ({"has_media_spoiler": True} if spoiler else {}))

    async def sends_album(self, pictures: Sequence[bytes], caption: str = "") -> list[ChatMessage]:
        """Send 2 to 10 photos at once; the bot gets them as messages of their own."""
        if not 2 <= len(pictures) <= 10:
            raise PersonCannot("an album has 2 to 10 pictures")
        album = {"media_group_id": str(13_000_000_000 + self._state.next_number())}
        contents = [self._photo(picture, untouched=False) | album for picture in pictures]
        contents[0] |= _caption(caption)
        return [await self._send(content) for content in contents]

    async def sends_file(
        self,
        content: bytes,
        name: str,
        mime: str = "application/octet-stream",
        *,
        size: int | None = None,
        caption: str = "",
    ) -> ChatMessage:
        """Send a document; `size` in bytes, when given, is claimed instead of the real one."""
        document = add_document(self._state, content, name, mime, size)
        return await self._send({"document": document} | _caption(caption))

    async def sends_voice(self, seconds: int = 3) -> ChatMessage:
        return await self._send({"voice": self._recording("voice", ".oga", "audio/ogg", duration=seconds)})

    async def sends_video(self, seconds: int = 5, size: int | None = None, caption: str = "") -> ChatMessage:
        video = self._recording("videos", ".mp4", "video/mp4", size, duration=seconds, width=640, height=360)
        return await self._send({"video": video} | _caption(caption))

    async def sends_video_note(self, seconds: int = 5) -> ChatMessage:
        return await self._send(
            {"video_note": self._recording("video_notes", ".mp4", None, duration=seconds, length=240)}
        )

    async def sends_animation(self, seconds: int = 2) -> ChatMessage:
        """Send an animation; the Bot API tells it as a document too."""
        animation = self._recording(
            "animations", ".mp4", "video/mp4", duration=seconds, width=320, height=240, file_name="giphy.mp4"
        )
        document = {key: value for key, value in animation.items() if key not in _ONLY_OF_ANIMATION}
        return await self._send({"animation": animation, "document": document})

    async def sends_audio(self, seconds: int = 60) -> ChatMessage:
        return await self._send({"audio": self._recording("music", ".mp3", "audio/mpeg", duration=seconds)})

    async def sends_sticker(self, emoji: str = "😀") -> ChatMessage:
        sticker = self._recording("stickers", ".webp", None, width=512, height=512, emoji=emoji)
        kind = {"type": "regular", "is_animated": False, "is_video": False}
        return await self._send({"sticker": sticker | kind})

    async def sends_location(self, latitude: float = 52.09, longitude: float = 5.12) -> ChatMessage:
        return await self._send({"location": {"latitude": latitude, "longitude": longitude}})

    async def sends_contact(self, phone_number: str = "+31600000000", first_name: str = "Sam") -> ChatMessage:
        return await self._send({"contact": {"phone_number": phone_number, "first_name": first_name}})

    def _photo(self, content: bytes, untouched: bool) -> Json:
        files = self._state.files
        if untouched:
            side = BROKEN_PHOTO_SIDE
            return {"photo": files.add_untouched_photo(content, side, side)}
        return {"photo": files.add_photo(content)}

    def _recording(self, folder: str, suffix: str, mime: str | None, size: int | None = None, **described: Any) -> Json:
        if mime is not None:
            described["mime_type"] = mime
        content = f"{folder} {self._state.next_number()}".encode()
        return self._state.files.add(content, folder, suffix, size, **described).reference()

    async def _send(self, content: Json) -> ChatMessage:
        self._check_not_blocked()
        self.chat.started = True
        message = self._state.add_message(self.chat, self.user, content)
        self._acted_at = self.chat.revision
        self._state.updates.put("message", message.content)
        await asyncio.sleep(0)
        return message

    def _check_not_blocked(self) -> None:
        if self.chat.blocked:
            raise PersonCannot(f"{self.name} has blocked the bot and must start it again first")


_OF_CHAT = ("id", "first_name", "last_name", "username")
_ONLY_OF_ANIMATION = frozenset({"duration", "width", "height"})


def _caption(caption: str) -> Json:
    return {"caption": caption} if caption else {}


def _split(text: str) -> list[str]:
    """Parts of at most 4,096 UTF-16 units."""
    if utf16_length(text) <= MAX_TEXT:
        return [text] if text else []
    parts: list[str] = []
    part: list[str] = []
    length = 0
    for character in text:
        units = utf16_length(character)
        if length + units > MAX_TEXT:
            parts.append("".join(part))
            part, length = [], 0
        part.append(character)
        length += units
    return [*parts, "".join(part)]
