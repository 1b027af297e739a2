"""A file that is made to be sent, and kept nowhere."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """Its name, which names nobody, and its bytes."""

    name: str
    content: bytes = field(repr=False)
