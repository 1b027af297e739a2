"""The story of a case in words: what the reporters told, verbatim, with neutral words around it. Pure.

A report is never called proof, and who is named in it is nobody's culprit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.flows.words import Words, phrase
from bot.staff.report_lines import lines_about_pictures, lines_about_staff
from casework.report import FROM_SCHOOL, AdditionKind, Contact, Report, Urgency
from casework.school import School
from storage.reports import StoredReport, Told

LONGEST_PAGE = 3500
"""In UTF-16 units, as channels count; below their limit of 4096, so that an edit never loses words."""

_LEAST_OF_PAGE = 8
"""Less room than this part of a page is left empty."""

_BETWEEN_PARAGRAPHS = 2

_ADDITIONS = frozenset(kind.value for kind in AdditionKind)


@dataclass(frozen=True)
class ToldReport:
    """One report of a case with everything told afterwards, and how many of its pictures are kept, are still to be
    fetched, and will not come."""

    stored: StoredReport
    told: tuple[Told, ...]
    pictures: int
    wanted: int = 0
    lost: int = 0


def story_parts(
    school: School, number: int, reports: Sequence[ToldReport], person: str, danger: Words | None = None
) -> tuple[Words, ...]:
    """The paragraphs that `person` may see, `danger` at their head; what is held from them is left out."""
    parts: list[Words] = [phrase("story-title", number=number), *(() if danger is None else (danger,))]
    for place, one in enumerate(reports, start=1):
        if len(reports) > 1:
            parts.append(phrase("story-report", place=place, count=len(reports), day=one.stored.received_on))
        parts.extend(_report_parts(school, one, person))
    return tuple(parts)


def _report_parts(school: School, one: ToldReport, person: str) -> Iterator[Words]:
    report = one.stored.report
    yield _about_words(school, report, one.stored.received_on)
    if report.victim_name:
        yield phrase("story-victim-name", name=report.victim_name)
    yield _reporter_words(report)
    yield from lines_about_staff(school, report)
    if report.urgency is not Urgency.NORMAL:
        yield phrase(f"story-urgency-{report.urgency.value}")
    if report.place:
        yield phrase("story-place", place=report.place)
    yield phrase("story-tells")
    yield report.story
    for told in one.told:
        if person not in told.held_from:
            yield phrase(_told_key(told.kind), day=told.told_on, question=told.question)
            yield told.text
    yield from lines_about_pictures(school, report, one.told, person)
    if one.pictures:
        yield phrase("story-pictures", count=one.pictures)
    if one.wanted:
        yield phrase("story-pictures-wanted", count=one.wanted)
    if one.lost:
        yield phrase("story-pictures-lost", count=one.lost)


def _reporter_words(report: Report) -> Words:
    """How the reporter can be answered; the name only when it was given."""
    if report.contact is Contact.NONE and report.reporter_name:
        return phrase("story-heard-by", name=report.reporter_name)
    if report.contact is not Contact.NAME:
        return phrase(f"story-contact-{report.contact.value}")
    return phrase("story-contact-name", name=report.reporter_name or phrase("story-name-missing"))


def _about_words(school: School, report: Report, day: date) -> Words:
    """Whom it is about, and the day on which it was reported."""
    bullied = school.people.get(report.bullied or "")
    if bullied is not None and report.contact is Contact.NAME and report.reporter_name == bullied.spoken_name:
        return phrase("story-about-own", day=day)
    about = phrase(f"story-about-{report.about.value.replace('_', '-')}")
    return phrase("story-about", about=about, label=_class_words(school, report), day=day)


def _class_words(school: School, report: Report) -> Words:
    if report.not_a_pupil:
        return phrase("staff-class-not-a-pupil")
    known = school.classes.get(report.class_id or "")
    return phrase("staff-class-not-known") if known is None else phrase("staff-class-label", label=known.label)


def _told_key(kind: str) -> str:
    if kind == FROM_SCHOOL:
        return "told-by-school"
    return f"told-{kind.replace('_', '-')}" if kind in _ADDITIONS else "told-more"


def pages_of(
    parts: Sequence[Words], spoken: Callable[[Words], str], limit: int = LONGEST_PAGE
) -> tuple[tuple[Words, ...], ...]:
    """The paragraphs over as few pages as hold them; a paragraph that does not fit goes on on the next page."""
    pages: list[list[Words]] = [[]]
    room = limit
    for part in parts:
        rest = part
        while _units(words := spoken(rest)) > room:
            if room >= limit // _LEAST_OF_PAGE:
                cut = _cut(words, room)
                pages[-1].append(words[:cut])
                rest = words[cut:]
            pages.append([])
            room = limit
        pages[-1].append(rest)
        room -= _units(words) + _BETWEEN_PARAGRAPHS
    return tuple(tuple(page) for page in pages)


def _cut(words: str, most: int) -> int:
    """Where to cut so that what comes before fits: after a line or a word where there is one."""
    fits = min(len(words), most)
    while _units(words[:fits]) > most:
        fits -= max(1, (_units(words[:fits]) - most) // 2)
    if fits == len(words):
        return fits
    for mark in ("\n", " "):
        at = words.rfind(mark, fits // 2, fits)
        if at > 0:
            return at + 1
    return fits


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
