"""What must be known before a case begins, because the protocol's tracks part there: asked only where it matters."""

from collections.abc import Iterator, Mapping

from bot.flows.facts import ReporterFacts
from casework.conditions import Scalar, facts_named, holds
from casework.protocol_check_facts import BUILT_IN
from casework.protocol_model import Protocol
from casework.report import Report
from casework.report_facts import facts_of_report

_NOT_ASKED = frozenset({"trusts_contact"})
"""What the pupil chooses, not who writes it down."""


def fact_to_ask(
    facts: ReporterFacts,
    report: Report,
    passed: frozenset[str],
    *,
    doubts_coach: bool,
    reporter_has_it: bool = False,
) -> str | None:
    """The first fact of which nobody knows it yet and whose answer changes the way of this report; None when there is
    none. `passed` were asked and left open. With `reporter_has_it` a track may leave it to the colleague who reports.
    """
    protocol = facts.outline.protocol
    if protocol is None:
        return None
    told = facts_of_report(report, doubts_coach=doubts_coach)
    open_ones = (fact for fact in _questions(protocol, told) if fact not in told and fact not in passed)
    return next((one for one in open_ones if _parts_the_ways(facts, report, told, one, reporter_has_it)), None)


def question_about(facts: ReporterFacts, fact: str) -> str:
    """How the protocol puts the question."""
    protocol = facts.outline.protocol
    return "" if protocol is None else _label(protocol, fact)


def _questions(protocol: Protocol, told: Mapping[str, Scalar]) -> Iterator[str]:
    """The facts with yes or no on which tracks depend and about which the protocol has a question now."""
    named = dict.fromkeys(fact for track in protocol.tracks for fact in facts_named(track.when))
    for fact in named:
        hidden = any(one.stores == fact and not holds(one.when, told) for one in protocol.intake)
        values = BUILT_IN.get(fact, (True, False)) or ()
        if True in values and fact not in _NOT_ASKED and not hidden and _label(protocol, fact):
            yield fact


def _label(protocol: Protocol, fact: str) -> str:
    asked = next((one.label for one in protocol.intake if one.stores == fact), "")
    return asked or (protocol.facts[fact].label if fact in protocol.facts else "")


def _parts_the_ways(
    facts: ReporterFacts, report: Report, told: Mapping[str, Scalar], fact: str, reporter_has_it: bool
) -> bool:
    ways = [
        facts.outline.way_of(facts.school, {**told, fact: value}, report.subjects, reporter_has_it=reporter_has_it)
        for value in (True, False)
    ]
    return ways[0] != ways[1]
