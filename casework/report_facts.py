"""What a report itself already tells of the facts that a protocol asks for."""

from casework.conditions import Scalar
from casework.report import AboutWhom, Report

_ONLINE = "online"
"""The ready sentence that says that it happens online."""

_REPORTERS = {AboutWhom.ME: "victim", AboutWhom.MY_CHILD: "parent"}


def facts_of_report(report: Report, *, doubts_coach: bool = False) -> dict[str, Scalar]:
    """The facts of a fresh report, which decide its way and with which its case begins.

    What the reporter was asked besides (`report.facts`) goes before what follows from the rest. `doubts_coach`: it is
    about a coach of whom nobody knows which.
    """
    facts: dict[str, Scalar] = {
        "reporter": _REPORTERS.get(report.about, "witness"),
        "victim_class": "staff" if report.not_a_pupil else "pupil",
    }
    if _ONLINE in report.ready_sentences:
        facts["online"] = True
    if report.subjects or doubts_coach:
        facts["offender_class"] = "staff"
    return {**facts, **report.facts}
