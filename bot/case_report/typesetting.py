"""A report as a PDF of A4 pages.

Everything that a person wrote reaches Typst as data and is shown as it is: no sign in it can be an instruction. The
compiler is loaded when the first report is made.
"""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.case_report.words import WrittenReport
from bot.texts import text

_TEMPLATE = Path(__file__).with_name("page.typ")
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u200d\ufe0f]*[\U0001f000-\U0001faff][\u200d\ufe0f]*")
_EMPTY_LINES = re.compile("\n(?:[ \t]*\n){2,}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def typeset(report: WrittenReport) -> bytes:
    """The PDF; raises `typst.TypstError` when it cannot be made. Takes some time: call it in a thread."""
    import typst

    data = json.dumps(_printable({**asdict(report), "words": _page_words()}), ensure_ascii=False)
    made = typst.compile(_TEMPLATE.read_bytes(), format="pdf", sys_inputs={"report": data}, ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise TypeError(type(made).__name__)
    return made


def _printable(data: Any) -> Any:
    """What the fonts of the page can show: a picture among the letters is named, a control sign left out,
    and many empty lines are one."""
    if isinstance(data, str):
        named = _PICTURES.sub(text("report-emoji"), data.replace("\r\n", "\n"))
        named = _EMPTY_LINES.sub("\n\n", named)
        return _CONTROL.sub("", named).encode("utf-8", "replace").decode()
    if isinstance(data, dict):
        return {key: _printable(value) for key, value in data.items()}
    return [_printable(one) for one in data] if isinstance(data, list | tuple) else data


def _page_words() -> dict[str, str]:
    return {"page": text("report-page"), "of": text("report-page-of")}
