"""Whether a case file speaks of what its protocol has: steps, actions, facts, roles, settings, duties."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from casework.case_commands import (
    AnswerGate,
    ChangeTrack,
    Command,
    EnterRecords,
    EstablishFact,
    HandOver,
    OpenStep,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
)
from casework.conditions import Scalar
from casework.fact_questions import tellable_facts
from casework.protocol_check_facts import Facts, written
from casework.protocol_check_walk import Walk
from casework.protocol_file import ProtocolProblem
from casework.protocol_model import CLOSE, Protocol
from casework.replay_grammar import PlayedEvent, Run
from casework.school import ROLE_IDS
from casework.terms import DEFAULT_SCHOOL_TERMS

_LONGEST_SPAN = 999
"""In days, as the longest span in days that a protocol can have."""

Named = tuple[str, str]
"""A kind of thing, as in the key of its sentence, and a name for one."""


def problems_with(run: Run, protocol: Protocol) -> tuple[ProtocolProblem, ...]:
    """Every name in the run that neither the protocol nor the run itself knows, with its line."""
    names = _Names(run, protocol)
    return (*_of_run(run, protocol), *(problem for event in run.events for problem in names.unknown_in(event)))


def _of_run(run: Run, protocol: Protocol) -> Iterator[ProtocolProblem]:
    for key, person in run.people.items():
        unknown = (role for role in person.roles if role not in {*protocol.roles, *ROLE_IDS})
        yield from (_wrong(run.line_of("people", key), "role", role) for role in unknown)
    spans = {*DEFAULT_SCHOOL_TERMS, *(timer.id for *_, timer in Walk(protocol).timers if timer.setting == "school")}
    facts = Facts(Walk(protocol))
    for key, value in run.settings.items():
        if key not in protocol.settings and key not in spans:
            yield _wrong(run.line_of("settings", key), "setting", key)
        elif key in spans and (isinstance(value, bool) or not isinstance(value, int)):
            given = (("name", key), ("value", str(value)))
            yield ProtocolProblem(run.line_of("settings", key), "replay-problem-number", given)
        elif key in spans and not 0 <= int(value) <= _LONGEST_SPAN:
            bounds = (("name", key), ("value", str(value)), ("least", "0"), ("most", str(_LONGEST_SPAN)))
            yield ProtocolProblem(run.line_of("settings", key), "protocol-problem-out-of-range", bounds)
        elif key in protocol.settings and not facts.can_have(f"setting.{key}", value):
            yield _never(run.line_of("settings", key), key, value, facts.values_of(f"setting.{key}"))
    known = {one.key for one in protocol.periodic}
    unknown = (key for key in run.periodic if key not in known)
    yield from (_wrong(run.line_of("periodic", key), "periodic", key) for key in unknown)


class _Names:
    """What may be named in a run."""

    def __init__(self, run: Run, protocol: Protocol) -> None:
        walk = Walk(protocol)
        parts = {part.key for part in protocol.parts()}
        self._protocol = protocol
        self._facts = Facts(walk)
        self._tellable = tellable_facts(protocol)
        self._known: dict[str, set[str]] = {
            "action": {action.key for *_, action in walk.actions},
            "guarded": {action.key for *_, action in walk.actions} | {one.key for one in protocol.interventions},
            "intervention": {one.key for one in protocol.interventions},
            "outcome": {one.key for one in protocol.outcomes},
            "part": parts,
            "person": {*run.people, *run.pupils},
            "staff": set(run.people),
            "step": {step.key for step in protocol.steps} | {CLOSE},
            "timer": {timer.id for *_, timer in walk.timers},
            "track": {track.key for track in protocol.tracks},
        }

    def unknown_in(self, event: PlayedEvent) -> Iterator[ProtocolProblem]:
        yield from self._never_told(event)
        for kind, name in (*_named_at_the_start(event), *_named_by(event.command)):
            is_known = name in self._facts if kind == "fact" else name in self._known[kind]
            if not is_known:
                yield _wrong(event.line, _SPOKEN.get(kind, kind), name)
        for fact, value in _told_of_the_case(event).items():
            if fact in self._facts and not self._facts.can_have(fact, value):
                yield _never(event.line, fact, value, self._facts.values_of(fact))
        if isinstance(event.command, RecordOutcome):
            yield from self._unknown_answer(event.line, event.command)

    def _never_told(self, event: PlayedEvent) -> Iterator[ProtocolProblem]:
        """What follows from what happens in a case, and so cannot be told in a report."""
        told = {} if event.report is None else event.report.facts
        for fact in (one for one in told if one in self._facts and one not in self._tellable):
            part, _, name = fact.partition(".")
            of_school = part == "setting" and bool(name)
            key = "replay-problem-told-setting" if of_school else "replay-problem-not-told"
            yield ProtocolProblem(event.line, key, (("name", name if of_school else fact),))

    def _unknown_answer(self, line: int, command: RecordOutcome) -> Iterator[ProtocolProblem]:
        found = self._protocol.find_action(command.action)
        if found is not None and found[1].answers and found[1].answer(command.answer) is None:
            allowed = ", ".join(answer.key for answer in found[1].answers)
            given = (("name", "answer"), ("value", command.answer), ("allowed", allowed))
            yield ProtocolProblem(line, "protocol-problem-not-allowed", given)


_SPOKEN = {"guarded": "action", "part": "step"}
"""The kinds that share their sentence with another."""

_KIND_OF_FIELD = {
    "action": "action",
    "intervention": "intervention",
    "outcome": "outcome",
    "participants": "person",
    "people": "staff",
    "pupil": "person",
    "pupils": "person",
    "timer": "timer",
}
"""What the fields of commands name; those with another meaning in one command are told apart below."""


def _named_at_the_start(event: PlayedEvent) -> Iterator[Named]:
    begun, told = event.begin, event.report
    if told is not None:
        yield from (("fact", fact) for fact in told.facts)
    if begun is not None:
        yield from (("fact", fact) for fact in begun.facts)
        yield from (("action", action) for action in begun.done)
        yield "step", begun.step
        if begun.track is not None:
            yield "track", begun.track


def _told_of_the_case(event: PlayedEvent) -> Mapping[str, Scalar]:
    """What an event says of the case without anybody of the school judging it: that is the engine's to refuse."""
    if event.report is not None:
        return event.report.facts
    if event.begin is not None:
        return event.begin.facts
    return event.command.facts if isinstance(event.command, ReportSignal) else {}


def _named_by(command: Command | None) -> Iterator[Named]:
    if command is None:
        return
    if isinstance(command, RecordConsent):
        yield "guarded", command.action
        return
    if isinstance(command, OpenStep):
        yield "step", command.to
    elif isinstance(command, ChangeTrack):
        yield "track", command.to
    elif isinstance(command, EnterRecords):
        yield "part", command.step
    elif isinstance(command, HandOver):
        yield "staff", command.to
    elif isinstance(command, EstablishFact):
        yield "fact", command.fact
    elif isinstance(command, ReportSignal):
        yield from (("fact", fact) for fact in command.facts)
    elif isinstance(command, AnswerGate):
        yield from (("fact", fact) for fact in command.answers)
    for one in fields(command):
        if one.name in _KIND_OF_FIELD:
            value = getattr(command, one.name)
            names = value if isinstance(value, tuple) else (value,)
            yield from ((_KIND_OF_FIELD[one.name], name) for name in names)


def _never(line: int, fact: str, value: Scalar, values: tuple[Scalar, ...] | None) -> ProtocolProblem:
    allowed = ", ".join(written(one) for one in values or ())
    given = (("name", fact), ("value", written(value)), ("allowed", allowed))
    return ProtocolProblem(line, "protocol-problem-value-never", given)


def _wrong(line: int, kind: str, name: str) -> ProtocolProblem:
    return ProtocolProblem(line, f"replay-problem-unknown-{kind}", (("name", name),))
