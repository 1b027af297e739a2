"""Text as Telegram reads it: HTML into entities, lengths in UTF-16 units."""

import html
import re
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import BadRequest

MAX_TEXT = 4096
MAX_CAPTION = 1024

_TAG_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "a": "text_link",
}
_TOKEN = re.compile(r"<|&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>[^<>]*)>")
_ATTRIBUTE = re.compile(r"\s+([a-z-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")


@dataclass(frozen=True)
class FormattedText:
    """What stands there after parsing; entities count in UTF-16 units."""

    text: str
    entities: list[dict[str, Any]]


@dataclass
class _OpenTag:
    name: str
    entity: dict[str, Any]


def utf16_length(text: str) -> int:
    """How many UTF-16 units `text` takes, the way Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def formatted(text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None = None) -> FormattedText:
    """`text` parsed and trimmed. Raises BadRequest for HTML that is not well-formed."""
    if parse_mode is None or parse_mode == "":
        return _trimmed(text, _checked(entities or [], text))
    if parse_mode.upper() != "HTML":
        raise BadRequest(f'parse_mode "{parse_mode}" is not supported here')
    return _HtmlReader(text).read()


def message_text(text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None) -> FormattedText:
    """The text of a message. Raises BadRequest when nothing is left or it is longer than 4,096 units."""
    result = formatted(text, parse_mode, entities)
    if not result.text:
        raise BadRequest("message text is empty")
    if utf16_length(result.text) > MAX_TEXT:
        raise BadRequest("message is too long")
    return result


def caption_text(caption: str | None, parse_mode: str | None, entities: list[dict[str, Any]] | None) -> FormattedText:
    """The words under a picture. Raises BadRequest when they are longer than 1,024 units."""
    result = formatted(caption or "", parse_mode, entities)
    if utf16_length(result.text) > MAX_CAPTION:
        raise BadRequest("message caption is too long")
    return result


def typed_entities(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram finds in what a person types: the commands."""
    if "/" not in text:
        return []
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found.group()),
        }
        for found in _COMMAND.finditer(text)
    ]


def _checked(entities: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    length = utf16_length(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > length:
            raise BadRequest("can't parse entities: an entity lies outside the text")
    return [dict(entity) for entity in entities]


class _HtmlReader:
    """One pass over the source; `_length` is the UTF-16 length of what was written so far."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_OpenTag] = []
        self._entities: list[dict[str, Any]] = []

    def read(self) -> FormattedText:
        position = 0
        while (found := _TOKEN.search(self._source, position)) is not None:
            self._write(self._source[position : found.start()])
            if found.group() == "<":
                position = self._read_tag(found.start())
            else:
                self._write(html.unescape(found.group()))
                position = found.end()
        self._write(self._source[position:])
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return _trimmed("".join(self._parts), self._entities)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += utf16_length(text)

    def _read_tag(self, start: int) -> int:
        tag = _TAG.match(self._source, start)
        if tag is None:
            raise _unparsable(f"Unclosed or malformed start tag at byte offset {self._bytes(start)}")
        name = tag["name"].lower()
        if tag["end"]:
            self._end(name, start)
        else:
            self._start(name, tag["attributes"], start)
        return tag.end()

    def _start(self, name: str, attributes: str, start: int) -> None:
        kind = _TAG_KINDS.get(name)
        if kind is None:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {self._bytes(start)}')
        entity = {"type": kind, "offset": self._length, "length": 0}
        entity |= self._meaning(name, self._attributes(attributes, start), start)
        self._open.append(_OpenTag(name, entity))

    def _attributes(self, source: str, start: int) -> dict[str, str]:
        position, values = 0, {}
        while (found := _ATTRIBUTE.match(source, position)) is not None:
            values[found[1]] = html.unescape((found[2] or "").strip("\"'"))
            position = found.end()
        if source[position:].strip():
            raise _unparsable(f"Can't parse attributes of the tag at byte offset {self._bytes(start)}")
        return values

    def _meaning(self, name: str, attributes: dict[str, str], start: int) -> dict[str, Any]:
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(start)}')
        if name == "a":
            return {"url": attributes.get("href", "")}
        if name == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        return {}

    def _end(self, name: str, start: int) -> None:
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._bytes(start)}")
        tag = self._open.pop()
        if tag.name != name:
            raise _unparsable(
                f'Unmatched end tag at byte offset {self._bytes(start)}, expected "</{tag.name}>", found "</{name}>"'
            )
        tag.entity["length"] = self._length - tag.entity["offset"]
        if tag.entity["length"] and tag.entity.get("url") != "":
            self._entities.append(tag.entity)

    def _bytes(self, position: int) -> int:
        return len(self._source[:position].encode())


def _trimmed(text: str, entities: list[dict[str, Any]]) -> FormattedText:
    stripped = text.strip()
    if stripped == text:
        return FormattedText(text, _in_order(entities))
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(stripped)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - lead, 0)
        last = min(entity["offset"] + entity["length"] - lead, end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return FormattedText(stripped, _in_order(kept))


def _in_order(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _unparsable(reason: str) -> BadRequest:
    return BadRequest(f"can't parse entities: {reason}")
