"""A protocol as somebody names it: by the id of a shipped one, or as a file, which may extend another file."""

from dataclasses import dataclass
from pathlib import Path

from casework.protocol import (
    Base,
    Protocol,
    load_protocol,
    shipped_protocol_ids,
    shipped_protocol_text,
    whole_protocol_text,
)


@dataclass(frozen=True)
class ProtocolOnDisk:
    """The text of a protocol, what to call it in messages, and where what it extends is looked for."""

    text: str
    source: str
    base: Base | None = None

    def loaded(self) -> Protocol:
        """The protocol, checked. Raises ProtocolFileError."""
        return load_protocol(self.text, self.source, self.base)

    def whole_text(self) -> str:
        """Its text with what it extends worked in: what cases are pinned to. Raises ProtocolFileError."""
        return whole_protocol_text(self.text, self.source, self.base)


def protocol_called(name: str, folder: Path) -> ProtocolOnDisk | None:
    """A shipped protocol by its id, otherwise the file at a path seen from `folder`; None for neither.

    What a file extends is sought by paths seen from that file.
    """
    if name in shipped_protocol_ids():
        return ProtocolOnDisk(shipped_protocol_text(name), name)
    text = _text_at(folder / name)
    if text is None:
        return None
    beside = (folder / name).parent
    return ProtocolOnDisk(text, name, lambda base: _text_at(beside / base))


def _text_at(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError):
        return None
