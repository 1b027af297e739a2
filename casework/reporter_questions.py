"""What the school itself wants to know of a report and puts to its reporter, after sending: one question at a time."""

from collections.abc import Collection, Mapping

from casework.conditions import Scalar, holds
from casework.contact_agreed import TRUST
from casework.protocol_beside_steps import Question
from casework.protocol_model import Protocol
from casework.report import Report
from casework.report_facts import facts_of_report
from casework.school import School


def next_question(protocol: Protocol, told: Mapping[str, Scalar], passed: Collection[str]) -> Question | None:
    """The first question for the reporter that was not passed, makes sense by what was told, and is not told already;
    None when there is none. `passed` are keys of questions that were answered or skipped."""
    for question in protocol.intake:
        is_open = question.is_put_to_reporter and question.key not in passed and question.stores not in told
        if is_open and holds(question.when, told):
            return question
    return None


def questions_answered(protocol: Protocol, asked: Collection[str]) -> tuple[str, ...]:
    """The keys of the questions that were put in these words."""
    return tuple(question.key for question in protocol.intake if question.label in asked)


def told_before(report: Report, school: School, *, doubts_coach: bool = False) -> dict[str, Scalar]:
    """What a report tells already of what its reporter could be asked.

    Whether they can talk with the first contact is no question any more where that one does not read it: the reporter
    chose the confidant or left the contact out, or it is about staff or of staff.
    """
    facts = facts_of_report(report, doubts_coach=doubts_coach)
    passes = report.via_confidant or report.not_a_pupil or facts.get("offender_class") == "staff"
    left_out = report.excluded | {report.bullied}
    return {TRUST: False, **facts} if passes or school.coach_of(report.class_id) in left_out - {None} else facts
