"""What cannot be of a question at the intake: what is put to a reporter is answered once, and by what can be so."""

from collections.abc import Iterator

from casework.contact_agreed import TRUST
from casework.protocol_beside_steps import Question
from casework.protocol_check_facts import BUILT_IN, written
from casework.protocol_check_walk import Finding, Place, Walk


def intake_findings(walk: Walk) -> Iterator[Finding]:
    """Answers of a question that no reporter is asked, or that another question covers; answers that are none, or that
    the fact cannot have; and the question about the first contact without a yes and a no, on which it depends who
    reads the report."""
    for index, question in enumerate(walk.protocol.intake):
        place: Place = ("intake", index)
        yield from _said_of_staff(place, question)
        if question.values:
            yield from _values(place, question)
        if question.is_put_to_reporter and question.stores == TRUST:
            yield from _yes_and_no(place, question)


def _said_of_staff(place: Place, question: Question) -> Iterator[Finding]:
    if question.answered_by is not None and question.values:
        yield Finding((*place, "values"), "protocol-problem-intake-covered", {"name": question.key})
    for name in ("answered_by", "values"):
        if question.asks == "staff" and getattr(question, name):
            yield Finding((*place, name), "protocol-problem-intake-of-staff", {"name": name, "element": question.key})


def _values(place: Place, question: Question) -> Iterator[Finding]:
    for told in ({(type(one.value), one.value) for one in question.values}, {one.label for one in question.values}):
        if len(told) < max(len(question.values), 2):
            yield Finding((*place, "values"), "protocol-problem-intake-values", {"name": question.key})
            return
    allowed = BUILT_IN.get(question.stores)
    for index, one in enumerate(question.values):
        if allowed and one.value not in allowed:
            fields = {"name": question.stores, "value": written(one.value)}
            fields["allowed"] = ", ".join(map(written, allowed))
            yield Finding((*place, "values", index, "value"), "protocol-problem-value-never", fields)


def _yes_and_no(place: Place, question: Question) -> Iterator[Finding]:
    if {one.value for one in question.values} != {True, False}:
        yield Finding((*place, "values"), "protocol-problem-intake-trust", {"name": question.key})
