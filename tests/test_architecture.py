from tests.architecture_diagrams import PAGE, page_with_diagrams

ROOT = PAGE.parent


def test_the_diagrams_show_the_tables_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == page_with_diagrams(page)


def test_every_room_has_a_line_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rooms = [folder for top in ("bot", "casework", "storage") for folder in (ROOT / top).glob("*/__init__.py")]
    missing = [room.parent.name for room in rooms if f"{room.parent.name}/" not in page]
    assert missing == []
