"""What a report itself already tells of the facts that a protocol asks for."""

from casework.conditions import Scalar
from casework.identifying import VICTIM_TOLD
from casework.report import AboutWhom, Contact, Report

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
    told = _who_is_told(report)
    if told is not None:
        facts[VICTIM_TOLD] = told
    if _ONLINE in report.ready_sentences:
        facts["online"] = True
    if report.subjects or doubts_coach:
        facts["offender_class"] = "staff"
    return {**facts, **report.facts}


def _who_is_told(report: Report) -> str | None:
    """Whether the report tells which pupil it is: the reporter under their own name, or the name that they gave; and
    when it does not, whether the reporter can be asked."""
    if report.not_a_pupil:
        return None
    if report.about is AboutWhom.ME and report.contact is Contact.NAME and report.reporter_name:
        return "self"
    nobody_to_ask = report.contact is Contact.NONE and not report.reporter_name
    if report.about is not AboutWhom.ME and report.victim_name:
        return "named_nobody_to_ask" if nobody_to_ask else "named"
    return "nobody_to_ask" if nobody_to_ask else None
