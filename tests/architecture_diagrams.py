"""The diagrams in ARCHITECTURE.md, made from the tables: `python -m tests.architecture_diagrams` writes them."""

from pathlib import Path

from bot.flows.diagram import diagrams_of, every_flow

PAGE = Path(__file__).parents[1] / "ARCHITECTURE.md"
_BEGIN, _END = "<!-- flows -->", "<!-- /flows -->"


def page_with_diagrams(page: str) -> str:
    """The page with every flow's diagram between its marks. Raises ValueError when the marks are gone."""
    before, rest = page.split(_BEGIN)
    _, after = rest.split(_END)
    return f"{before}{_BEGIN}\n\n{diagrams_of(every_flow())}\n\n{_END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page_with_diagrams(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
