"""What whoever reads a report must see besides its story: whom it is about, what the law asks, a picture to leave be.

Pure; nothing here says that it is true, only what the reporter answered.
"""

from collections.abc import Iterable, Iterator

from bot.flows.words import Words, phrase
from bot.words_of_pictures import tells_of_picture
from casework.case import Case
from casework.helplines import Helpline, all_helplines
from casework.naked_pictures import keeping_is_over, kept_before
from casework.report import Report
from casework.school import School
from casework.tracks import INSPECTORATE
from storage.reports import Told

_PICTURES, _POLICE = "helpwanted", "police"


def lines_about_staff(school: School, report: Report) -> Iterator[Words]:
    """The members of staff whom it is about, as the reporter confirmed (AX-12), and what the law asks of the school
    when it is, or may be, sexual conduct towards a pupil."""
    for person in sorted(report.subjects):
        if person in school.people:
            yield phrase("story-subject", name=school.people[person].spoken_name)
    of_staff = report.facts.get("offender_class") == "staff" and not report.not_a_pupil
    if of_staff and report.facts.get("category") == "sexual":
        line = _named(school, INSPECTORATE)
        yield phrase("story-law-sexual", label=line.label, number=line.number or "", hours=line.hours or "")


def lines_about_pictures(school: School, report: Report, told: Iterable[Told], *people: str) -> Iterator[Words]:
    """That somebody is, or may be, naked in a picture: nobody looks at it, keeps it or prints it (AX-17).

    What is held from any of `people` says nothing of it.
    """
    if tells_of_picture(report, told, *people):
        helped, police = _named(school, _PICTURES), _named(school, _POLICE)
        yield phrase(
            "story-picture-naked", site=helped.site or "", number=helped.number or "", police=police.number or ""
        )


def line_about_picture(school: School, case: Case) -> Words | None:
    """Once it is said that somebody is naked in a picture (AX-17): that nobody looks at it or keeps it, and what to do
    with what was kept or printed before; None while nobody said so."""
    kept, helped, police = kept_before(case), _named(school, _PICTURES), _named(school, _POLICE)
    if not kept and not keeping_is_over(case):
        return None
    if not kept:
        return phrase("card-picture-known", site=helped.site or "", number=helped.number or "")
    return phrase(
        "card-picture-kept",
        what=", ".join(one.short or one.label for one in kept),
        entry="yes" if any(one.records for one in kept) else "no",
        site=helped.site or "",
        number=helped.number or "",
        police=police.number or "",
    )


def number_of(school: School, line_id: str) -> str:
    """The number to call, which danger must have, also where the school hides the line."""
    return _named(school, line_id).number or ""


def _named(school: School, line_id: str) -> Helpline:
    """The line with the school's changes; as shipped when the school hides it."""
    lines = (*all_helplines(school.helplines), *all_helplines())
    return next(line for line in lines if line.id == line_id)
