"""Checks of a protocol as a whole; what each of them looks for is said in the modules `protocol_check_…`."""

from casework.protocol_check_apart import apart_findings
from casework.protocol_check_course import course_findings
from casework.protocol_check_evidence import evidence_findings
from casework.protocol_check_facts import BUILT_IN_FACTS, fact_findings
from casework.protocol_check_intake import intake_findings
from casework.protocol_check_people import people_findings
from casework.protocol_check_references import reference_findings
from casework.protocol_check_spans import span_findings
from casework.protocol_check_terms import term_findings
from casework.protocol_check_walk import Finding, Place, Walk
from casework.protocol_check_ways import way_findings
from casework.protocol_check_wording import wording_findings
from casework.protocol_model import Protocol

__all__ = ["BUILT_IN_FACTS", "Finding", "Place", "findings_in"]


def findings_in(protocol: Protocol) -> tuple[Finding, ...]:
    """Everything in `protocol` that cannot be right, in no particular order."""
    walk = Walk(protocol)
    return (
        *reference_findings(walk),
        *way_findings(walk),
        *course_findings(walk),
        *people_findings(walk),
        *term_findings(walk),
        *span_findings(walk),
        *evidence_findings(walk),
        *apart_findings(walk),
        *fact_findings(walk),
        *intake_findings(walk),
        *wording_findings(walk),
    )
