"""What one call brings along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Upload:
    """One file of a multipart call."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class CallInput:
    """Typed parameters by name, and the files by the name of their part."""

    parameters: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.parameters.get(name, default)
