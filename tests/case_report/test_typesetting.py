"""The report on paper: A4 pages with what people wrote exactly as they wrote it, whatever signs are in it."""

import io
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from bot.case_report.typesetting import typeset
from bot.case_report.words import WrittenReport, paragraphs, report_in_words
from casework.case_commands import Acknowledge
from casework.case_report import case_report
from casework.case_report_lines import Staff
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk, at_step_5

KLUIVERBOOM = shipped_protocol("kluiverboom")
A4 = (595, 842)
MARKUP = [
    "#set page(width: 1cm)",
    '#panic("x")',
    "#{1+1} #let x = 1; #x",
    "*vet* en _schuin_ en `code`",
    "$x^2$ en $ ongesloten",
    "\\ en \\u{41} en \\#",
    "= Een kop",
    "- een lijst",
    "<label> en @verwijzing",
    "// niet weg en /* ook niet */",
    '"aanhaling" en \' en "',
    "#read(\"/etc/passwd\")",
    "\"]) #pagebreak() [",
    "{\"title\": \"anders\"}",
]  # fmt: skip


def written_report(
    written: Mapping[str, str], school: str = "CSG Kluiverboom", walk: Walk | None = None
) -> WrittenReport:
    """Of a case that has just begun, with one note, or of that of `walk`."""
    short = Walk(KLUIVERBOOM).does(Acknowledge()).done("intake")
    report = case_report(
        KLUIVERBOOM,
        (walk or short).events,
        number=12,
        school=school,
        today=date(2025, 11, 24),
        written=written,
        staff=Staff({"mentor": ("first_contact",)}, {"first_contact": "mentor"}),
    )
    return report_in_words(report)


def pages(note: str, school: str = "CSG Kluiverboom") -> list[str]:
    return [page.extract_text() for page in read(typeset(written_report({"note": note}, school))).pages]


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def together(text: str) -> str:
    """Without the ends of lines and what breaks words at them."""
    return "".join(text.split()).replace("\u00ad", "").replace("\u200b", "")


def test_every_page_is_a4_and_says_the_school_that_it_is_confidential_and_which_page_it_is() -> None:
    reader = read(typeset(written_report({"note": "kort"}, walk=at_step_5(KLUIVERBOOM))))
    count = len(reader.pages)
    assert count > 1
    for number, page in enumerate(reader.pages, start=1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
        text = page.extract_text()
        assert "CSG Kluiverboom" in text
        assert "vertrouwelijk" in text.lower()
        assert f"pagina {number} van {count}" in text


@pytest.mark.parametrize("note", MARKUP)
def test_no_sign_in_a_note_is_an_instruction(note: str) -> None:
    reader = read(typeset(written_report({"note": note})))
    assert together(note) in together("".join(page.extract_text() for page in reader.pages))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Begeleidingsverslag zaak 12", "CSG Kluiverboom")


def test_the_name_of_a_school_is_no_instruction_either() -> None:
    assert 'De #panic("x") *Ster*' in pages("kort", 'De #panic("x") *Ster*')[0]


def test_lines_stay_lines_and_the_rest_of_the_words_too() -> None:
    text = "".join(pages("regel een\nregel twee\n\nregel vier"))
    assert "regel een\nregel twee" in text


def test_arabic_is_shown_in_letters_that_the_page_has() -> None:
    text = "".join(pages("Hij zei: مرحبا"))
    assert "مرحبا" in text or "مرحبا"[::-1] in text


@pytest.mark.parametrize("sign", ["😀", "👩‍👧", "👍🏽", "😀😀"])
def test_a_picture_among_the_letters_is_named_instead_of_an_empty_box(sign: str) -> None:
    assert "voor (emoji) na" in "".join(pages(f"voor {sign} na")).replace("\n", " ")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ud800"])
def test_a_sign_that_no_page_can_show_breaks_nothing(sign: str) -> None:
    text = "".join(pages(f"voor{sign}na"))
    assert "voorna" in text or "voor?na" in text


@pytest.mark.parametrize("note", ["woord " * 3334, "a" * 20_000, "مرحبا " * 3334, "😀" * 20_000, "\n" * 20_000])
def test_twenty_thousand_signs_fit_on_as_many_pages_as_they_need(note: str) -> None:
    note = note[:20_000]
    report = written_report({"note": note})
    one = report.sections[0].entries[-1]
    assert one.quotes[0].text == note
    text = "".join(page.extract_text() for page in read(typeset(report)).pages)
    assert "Verslagen in het systeem van de school" in text
    if note.startswith("a"):
        assert text.count("a") >= len(note)


def of_records(count: int) -> list[tuple[bool, int]]:
    """Of each page whether it has the head of the last table, and how many of its rows."""
    report = written_report({"note": "kort"}, walk=at_step_5(KLUIVERBOOM))
    row = ("3 november 2025", "Pestprotocol: Leg vast wat er is gemeld", "begeleidingsverslag", "nog niet")
    made = typeset(replace(report, sections=report.sections[:1], records=(row,) * count))
    texts = [page.extract_text() for page in read(made).pages]
    return [("Titel en waarover" in text, text.count("Pestprotocol: Leg vast")) for text in texts]


@pytest.mark.parametrize("count", range(1, 16))
def test_the_head_of_a_table_has_at_least_two_rows_below_it_on_every_page(count: int) -> None:
    found = of_records(count)
    assert sum(rows for _, rows in found) == count
    for has_head, rows in found:
        assert has_head == (rows > 0)
        assert not has_head or rows >= min(2, count)


def test_the_head_of_a_table_goes_to_the_next_page_when_only_one_row_would_fit_below_it() -> None:
    report = written_report({"note": "kort"}, walk=at_step_5(KLUIVERBOOM))
    row = ("3 november 2025", "Pestprotocol: Leg vast", "begeleidingsverslag", "nog niet")
    report = replace(report, sections=report.sections[:1], records=(row,) * 4)
    for more in range(14):
        filled = replace(report, facts=(*report.facts, *((f"regel {place}", "x") for place in range(more))))
        texts = [page.extract_text() for page in read(typeset(filled)).pages]
        rows = [text.count("Pestprotocol: Leg vast") for text in texts if "Titel en waarover" in text]
        assert rows in ([4], [2, 2])
        heads = ["Verslagen in het systeem" in text for text in texts]
        assert texts[heads.index(True)].count("Pestprotocol: Leg vast") >= 2


def test_entries_with_the_same_title_can_be_told_apart() -> None:
    report = written_report({"note": "kort"}, walk=at_step_5(KLUIVERBOOM).done("file_in_order"))
    titles = [row[1] for row in report.records]
    assert "Pestprotocol stap 3: Houd het bemiddelingsgesprek" in titles
    assert len(set(zip(titles, (row[2] for row in report.records), strict=True))) == len(titles)


def test_the_compiler_is_not_loaded_before_a_report_is_made() -> None:
    code = "import sys, bot.app; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_report_as_text_holds_the_same_words() -> None:
    report = written_report({"note": "*zo* is het #1"}, walk=at_step_5(KLUIVERBOOM))
    told = "\n\n".join(paragraphs(report))
    paper = together("".join(page.extract_text() for page in read(typeset(report)).pages))
    for entry in (entry for section in report.sections for entry in section.entries):
        assert entry.what in told
        assert together(entry.what) in paper
    assert "Notitie: *zo* is het #1" in told
