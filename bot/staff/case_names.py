"""Who is called what in a case, from the sealed notes and reports: to look for names, and to show them on a tap."""

from collections.abc import Iterable, Mapping, Sequence

from casework.case import Case
from casework.log_texts import Names
from casework.report import AboutWhom, Contact, Report
from storage.reports import StoredReport


def names_shown(case: Case, notes: Mapping[str, str], reports: Sequence[StoredReport]) -> dict[str, str]:
    """The names of the pupils of the case by reference, as far as they are known: in the order of the case."""
    own = {one.id.hex(): one.report.reporter_name for one in reports}
    known = {pupil: notes.get(pupil) or own.get(pupil) for pupil in case.pupils}
    return {pupil: name for pupil, name in known.items() if name}


def names_looked_for(case: Case, notes: Mapping[str, str], reports: Sequence[StoredReport]) -> Names:
    """Every name that a text without names must not hold; what a report calls the victim counts as well."""
    pupils = names_shown(case, notes, reports)
    if case.victim is not None:
        told = (_name_of_victim(one.report) for one in reports)
        called = _together((pupils.get(case.victim), *told))
        pupils |= {case.victim: called} if called else {}
    others = (one.report.reporter_name for one in reports if _is_another(one.report))
    return Names(pupils, tuple(dict.fromkeys(name for name in others if name)))


def _name_of_victim(report: Report) -> str | None:
    return report.reporter_name if report.about is AboutWhom.ME else report.victim_name


def _is_another(report: Report) -> bool:
    """Whether a pupil or parent gave their own name; a member of staff who wrote it down is no reporter here."""
    return report.about is not AboutWhom.ME and report.contact is Contact.NAME


def _together(names: Iterable[str | None]) -> str:
    return " ".join(dict.fromkeys(name for name in names if name))
