"""A file that somebody wrote, read as text: never more of it than anybody can mean."""

from pathlib import Path

from casework.yaml_size import MOST_BYTES


class TooLarge(ValueError):
    """The file is larger than any file of a school."""


def text_of(path: Path) -> str:
    """The text of a file. Raises OSError, UnicodeDecodeError, or TooLarge before anything of it was read."""
    if path.stat().st_size > MOST_BYTES:
        raise TooLarge(str(path))
    return path.read_text(encoding="utf-8")
