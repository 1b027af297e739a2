"""The pages in docs/protocollen, made from the shipped protocols: `python -m tests.protocol_pages` writes them."""

from pathlib import Path

from bot.protocol_pages.markdown import page_of
from casework.protocol import shipped_protocol, shipped_protocol_ids

FOLDER = Path(__file__).parents[1] / "docs" / "protocollen"


def pages() -> dict[str, str]:
    """The page of each shipped protocol by the name of its file."""
    return {f"{protocol_id}.md": page_of(shipped_protocol(protocol_id)) for protocol_id in shipped_protocol_ids()}


def write_pages() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, page in pages().items():
        (FOLDER / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write_pages()
