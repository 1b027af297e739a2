"""The data of a button: `v1:<draft>.<revision>:<question>:<option>`, at most 64 bytes, never a name."""

from bot.flows.events import OptionTapped, UnknownTap

LIMIT_BYTES = 64


def button_data(draft: str, revision: int, question: str, option: str) -> str:
    """Raises ValueError when the parts do not fit in 64 bytes or hold a colon."""
    data = f"v1:{draft}.{revision}:{question}:{option}"
    if len(data.encode()) > LIMIT_BYTES or data.count(":") != 3:
        raise ValueError("button data that does not fit")
    return data


def read_button_data(data: str) -> OptionTapped | UnknownTap:
    version, _, rest = data.partition(":")
    parts = rest.split(":")
    if version != "v1" or len(parts) != 3:
        return UnknownTap()
    draft, _, revision = parts[0].rpartition(".")
    if not revision.isdecimal() or len(revision) > 9:
        return UnknownTap()
    return OptionTapped(draft, int(revision), parts[1], parts[2])
