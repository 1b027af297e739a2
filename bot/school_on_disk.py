"""The school and its protocol as they stand on disk, judged: is the school ready to go live?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.errors import StartRefused
from bot.protocol_on_disk import protocol_called
from bot.text_files import TooLarge, text_of
from casework.periodic import without_holder
from casework.protocol import (
    Protocol,
    ProtocolFileError,
    ProtocolProblem,
    kept_protocol,
    load_protocol,
    shipped_protocol_ids,
)
from casework.required_roles import required_roles
from casework.school import School
from casework.school_check import check_school
from casework.school_file import Problem, SchoolFileError, Severity, load_school


@dataclass(frozen=True)
class Finding:
    """One thing that a school must or should put right, as a text key with its fields.

    `protocol` names the protocol when it is not about the school's own file.
    """

    key: str
    fields: dict[str, str]
    blocking: bool
    protocol: str | None = None


@dataclass(frozen=True)
class SchoolOnDisk:
    """A school that can be read, with the whole text of its protocol (to pin cases to) and what it means."""

    school: School
    protocol: Protocol
    protocol_text: str


class SchoolNotReady(StartRefused):
    """The school cannot go live yet; `findings` are all the reasons, warnings included."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("school-not-ready", {"count": sum(finding.blocking for finding in findings)})
        self.findings = findings


class ProtocolMissing(SchoolNotReady):
    """The school names a protocol that is neither shipped nor a file that can be read."""

    def __init__(self, school: School) -> None:
        line = school.line_of("protocol")
        fields = {"protocol": school.protocol, "shipped": ", ".join(shipped_protocol_ids())}
        problem = Problem(line, "school-problem-unknown-protocol", fields, Severity.BLOCKING)
        super().__init__((_of_school(problem),))
        self.school = school


def open_school(path: Path) -> SchoolOnDisk:
    """Reads the school's file and its protocol; what was read is kept until a file changes.

    Raises SchoolNotReady with everything that is wrong in a file, StartRefused when one cannot be read.
    """
    try:
        school = _parsed_school(_text_at(path, "start-school-unreadable"), path.name)
    except SchoolFileError as error:
        raise SchoolNotReady(tuple(_of_school(problem) for problem in error.problems)) from None
    on_disk = protocol_called(school.protocol, path.parent)
    if on_disk is None:
        raise ProtocolMissing(school)
    try:
        whole = on_disk.whole_text()
        return SchoolOnDisk(school, parsed_protocol(whole), whole)
    except ProtocolFileError as error:
        raise SchoolNotReady(tuple(_of_protocol(problem, school.protocol) for problem in error.problems)) from None


def open_ready_school(path: Path, today: date) -> SchoolOnDisk:
    """As `open_school`, and raises SchoolNotReady while something keeps the school from going live."""
    opened = open_school(path)
    findings = findings_on(opened, today)
    if any(finding.blocking for finding in findings):
        raise SchoolNotReady(findings)
    return opened


def findings_on(opened: SchoolOnDisk, today: date) -> tuple[Finding, ...]:
    """Everything that keeps the school from going live, and the warnings; `today` is a date in Amsterdam."""
    roles = required_roles(opened.protocol, opened.school)
    problems = check_school(opened.school, roles, today, opened.protocol.roles)
    return tuple(_of_school(problem) for problem in (*problems, *_nobodys_duties(opened, roles)))


def _nobodys_duties(opened: SchoolOnDisk, required: Sequence[str]) -> Iterator[Problem]:
    """Duties that come back each year for a role without a holder; one that is required is a problem of its own."""
    for duty in without_holder(opened.protocol, opened.school):
        if not set(required).isdisjoint(duty.by.role_ids()):
            continue
        titles = ", ".join(opened.protocol.roles[role].label for role in duty.by.role_ids())
        fields = {"duty": duty.label, "roles": ", ".join(duty.by.role_ids()), "titles": titles}
        line = opened.school.line_of("roles")
        yield Problem(line, "school-problem-duty-without-holder", fields, Severity.WARNING)


def findings_at(path: Path, today: date) -> tuple[Finding, ...]:
    """Everything that is wrong with the school of this file, as far as it can be read.

    Raises StartRefused when the file itself cannot be read.
    """
    try:
        return findings_on(open_school(path), today)
    except ProtocolMissing as missing:
        return (*missing.findings, *(_of_school(one) for one in check_school(missing.school, (), today)))
    except SchoolNotReady as unreadable:
        return unreadable.findings


# Parsing takes long and `run` looks at the school more than once.
@cache
def _parsed_school(text: str, name: str) -> School:
    return load_school(text, name)


@cache
def parsed_protocol(text: str) -> Protocol:
    return load_protocol(text, "protocol")


@cache
def protocol_of_running_cases(text: str) -> Protocol:
    """As it was kept; what is asked of authors since then does not stop the cases."""
    return kept_protocol(text, "protocol")


def _text_at(path: Path, refusal: str) -> str:
    try:
        return text_of(path)
    except TooLarge:
        raise StartRefused("start-school-too-large", {"file": str(path)}) from None
    except OSError:
        raise StartRefused(refusal, {"file": str(path)}) from None
    except UnicodeDecodeError:
        raise StartRefused("start-school-not-utf-8", {"file": str(path)}) from None


def _of_school(problem: Problem) -> Finding:
    return Finding(problem.key, problem.text_fields, problem.severity is Severity.BLOCKING)


def _of_protocol(problem: ProtocolProblem, source: str) -> Finding:
    fields = {**dict(problem.fields), "line": str(problem.line)}
    return Finding(problem.key, fields, blocking=True, protocol=source)
