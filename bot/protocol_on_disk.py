"""A protocol as somebody names it: by the id of a shipped one, or as a file, which may extend another file."""

from dataclasses import dataclass
from pathlib import Path

from bot.text_files import TooLarge, text_of
from casework.protocol import (
    Base,
    Protocol,
    ProtocolFileError,
    ProtocolProblem,
    load_protocol,
    shipped_protocol_ids,
    shipped_protocol_text,
    whole_protocol_text,
)


@dataclass(frozen=True)
class ProtocolOnDisk:
    """The text of a protocol, what to call it in messages, and where what it extends is looked for.

    `unreadable` says why there is no text, of a file that is there.
    """

    text: str
    source: str
    base: Base | None = None
    unreadable: ProtocolFileError | None = None

    def loaded(self) -> Protocol:
        """The protocol, checked. Raises ProtocolFileError."""
        return load_protocol(self._readable_text(), self.source, self.base)

    def whole_text(self) -> str:
        """Its text with what it extends worked in: what cases are pinned to. Raises ProtocolFileError."""
        return whole_protocol_text(self._readable_text(), self.source, self.base)

    def _readable_text(self) -> str:
        if self.unreadable is not None:
            raise self.unreadable
        return self.text


def protocol_called(name: str, folder: Path) -> ProtocolOnDisk | None:
    """A shipped protocol by its id, otherwise the file at a path seen from `folder`; None for neither.

    What a file extends is sought by paths seen from that file.
    """
    if name in shipped_protocol_ids():
        return ProtocolOnDisk(shipped_protocol_text(name), name)
    try:
        text = _text_at(folder / name, name)
    except ProtocolFileError as unreadable:
        return ProtocolOnDisk("", name, unreadable=unreadable)
    if text is None:
        return None
    beside = (folder / name).parent
    return ProtocolOnDisk(text, name, lambda base: _text_at(beside / base, base))


def _text_at(path: Path, source: str) -> str | None:
    """None when there is no file. Raises ProtocolFileError for one that is no text, or far too large."""
    try:
        return text_of(path)
    except TooLarge:
        what = "yaml-too-large"
    except UnicodeDecodeError:
        what = "not-utf-8"
    except (OSError, ValueError):
        return None
    raise ProtocolFileError(source, [ProtocolProblem(1, f"protocol-problem-{what}")])
