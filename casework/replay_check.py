"""Whether a case file speaks of what its protocol has: steps, actions, facts, roles, settings, duties."""

from collections.abc import Iterator

from casework.case_commands import EstablishFact, ReportSignal
from casework.protocol_check_facts import Facts
from casework.protocol_check_walk import Walk
from casework.protocol_file import ProtocolProblem
from casework.protocol_model import Protocol
from casework.replay_grammar import PlayedEvent, Run
from casework.school import ROLE_IDS
from casework.terms import DEFAULT_SCHOOL_TERMS


def problems_with(run: Run, protocol: Protocol) -> tuple[ProtocolProblem, ...]:
    """Every name in the run that the protocol does not know, with the line of the run or event."""
    facts = Facts(Walk(protocol))
    of_events = (problem for event in run.events for problem in _of_event(event, protocol, facts))
    return (*_of_run(run, protocol), *of_events)


def _of_run(run: Run, protocol: Protocol) -> Iterator[ProtocolProblem]:
    for person in run.people.values():
        yield from (_wrong(run.line, "role", role) for role in person.roles if role not in {*protocol.roles, *ROLE_IDS})
    spans = {*DEFAULT_SCHOOL_TERMS, *_timers_of_the_school(protocol)}
    for key in run.settings:
        if key not in protocol.settings and key not in spans:
            yield _wrong(run.line, "setting", key)
    known = {one.key for one in protocol.periodic}
    yield from (_wrong(run.line, "periodic", key) for key in run.periodic if key not in known)


def _of_event(event: PlayedEvent, protocol: Protocol, known_facts: Facts) -> Iterator[ProtocolProblem]:
    begun, told, command = event.begin, event.report, event.command
    named = {**(begun.facts if begun else {}), **(told.facts if told else {})}
    named |= dict(command.facts) if isinstance(command, ReportSignal) else {}
    named |= {command.fact: command.value} if isinstance(command, EstablishFact) else {}
    yield from (_wrong(event.line, "fact", fact) for fact in named if fact not in known_facts)
    if begun is not None:
        if begun.step not in {step.key for step in protocol.steps}:
            yield _wrong(event.line, "step", begun.step)
        yield from (_wrong(event.line, "action", key) for key in begun.done if protocol.find_action(key) is None)


def _timers_of_the_school(protocol: Protocol) -> Iterator[str]:
    for part in protocol.parts():
        for action in part.all_actions:
            yield from (timer.id for timer in action.timers if timer.setting == "school")


def _wrong(line: int, kind: str, name: str) -> ProtocolProblem:
    return ProtocolProblem(line, f"replay-problem-unknown-{kind}", (("name", name),))
