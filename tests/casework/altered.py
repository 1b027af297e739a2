"""A school's own protocol near the first shipped one: other spans, an extra step, no consent."""

from functools import cache
from pathlib import Path

from casework.protocol import Protocol, load_protocol

_FILE = Path(__file__).parents[1] / "data" / "altered_protocol.yaml"


@cache
def altered_protocol() -> Protocol:
    return load_protocol(_FILE.read_text(encoding="utf-8"), _FILE.name)
