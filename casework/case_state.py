"""The state of a case, as its events add up to it, and the facts that a protocol can ask of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from casework.case_events import Channel
from casework.conditions import Scalar
from casework.protocol_model import Action, Intervention, Part, Protocol, Step


@dataclass(frozen=True)
class Done:
    """One time that an action was done; `answer` is set when it was concluded.

    Without `participants` it was done with `all_then`, those of whom it was to be done apart and who were known then.
    `channel` is how parents were reached, `view` the sealed note of what they think. `once_more`: at the end of the
    step somebody chose to look again, so that what it concluded counts no more; its day does.
    """

    on: date
    participants: tuple[str, ...] = ()
    answer: str | None = None
    channel: Channel | None = None
    view: str | None = None
    all_then: tuple[str, ...] = ()
    once_more: bool = False


@dataclass(frozen=True)
class ConsentState:
    """What somebody answered; `used_up` once the means that it was for has run and ended: another run is asked anew."""

    answer: Literal["given", "refused"]
    at: datetime
    used_up: bool = False


@dataclass(frozen=True)
class OpenWork:
    """Since which event an action asks something of somebody; `asks` is what, None once it does so no more."""

    since: datetime
    asks: str | None


@dataclass(frozen=True)
class Run:
    """One time that an intervention ran; `until` is the planned end, `step_key` where the case was at its start.

    `started_on` may be a day that is still to come: it was agreed then, and counts from that day. One that was ended
    before that day never began. `start` counts the starts of the means in this case: where each pupil has it apart,
    those who began together have runs of one start. `size` is how many pupils take part, None when nobody said so;
    while it is `size_open` somebody still has to.
    """

    started_on: date
    until: date | None
    step_key: str
    participants: tuple[str, ...] = ()
    ended_on: date | None = None
    start: int = 1
    size: int | None = None
    size_open: bool = False

    @property
    def is_running(self) -> bool:
        return self.ended_on is None

    @property
    def never_began(self) -> bool:
        return self.ended_on is not None and self.ended_on < self.started_on

    @property
    def return_date(self) -> date | None:
        """The day on which it ends or ended, None while nobody knows."""
        return self.until if self.ended_on is None else self.ended_on


@dataclass(frozen=True)
class Watch:
    """Who keeps an eye on it, up to and including `until`; `place` is a sealed note."""

    people: tuple[str, ...]
    place: str | None
    until: date


@dataclass(frozen=True)
class Case:
    """The state of a case. Instants are UTC, dates are days in Europe/Amsterdam.

    `done` and `skipped` tell of the present round of each step and intervention, `history` of every time. `classes` are
    those of the pupils whose class is known. `left_out` are, by action of a means that each pupil has apart, those with
    whom it was left undone for good. `every` are the spans in days that a person picked for timers, `tapered`
    the timers at their wider interval. `triggered` are the interventions of which a trigger asks, and since when;
    `asked_unread` are those of them that a report asks for which nobody has taken up yet; `declined` those of which was
    decided last that they do not come. `home_told_at` is when somebody last said whether a pupil is safe at home,
    `home_decision` None while nobody decided since whether the parents may be reached.
    `home_pupils` are the pupils about whom it was said, which lasts until a decision on it, `home_forbidden` those for
    whom no contact with home was decided, which lasts until another decision (each None while there is none); in both,
    nobody stands for every pupil.
    `open_work` tells of the actions since when they are to be done. `taken_up` is the step in which somebody first took
    the case up, and when; None while nobody did. `picture_asked_at` is since when somebody has to say whether there
    is a naked picture of which a reporter spoke; None while nobody has to.
    `fitted_track` is the first track that fitted what was known when the case was opened, or last came to another
    track; `ended_steps` are those that it left for another track, of which nothing goes on; `newly_fits` another track
    that fits what was learned since, and since when. `handed_over` are the people who gave their work in the case away,
    with who has it now; `handed_to` is who got that of the present step last, at `handed_at`. `learned` are the facts
    that people told since the present step was opened.
    """

    protocol: Protocol
    protocol_hash: str
    opened_at: datetime
    victim: str | None
    case_facts: Mapping[str, Scalar]
    class_id: str | None = None
    step_key: str = ""
    steps_opened: Mapping[str, datetime] = field(default_factory=dict)
    step_facts: Mapping[str, Scalar] = field(default_factory=dict)
    pupils: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    done: Mapping[str, tuple[Done, ...]] = field(default_factory=dict)
    history: Mapping[str, tuple[Done, ...]] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    left_early: frozenset[str] = frozenset()
    ended_steps: frozenset[str] = frozenset()
    open_work: Mapping[str, OpenWork] = field(default_factory=dict)
    consents: Mapping[str, ConsentState] = field(default_factory=dict)
    chosen: Mapping[str, date] = field(default_factory=dict)
    every: Mapping[str, int] = field(default_factory=dict)
    tapered: frozenset[str] = frozenset()
    postponed: Mapping[str, date] = field(default_factory=dict)
    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    triggered: Mapping[str, datetime] = field(default_factory=dict)
    asked_unread: frozenset[str] = frozenset()
    declined: Mapping[str, datetime] = field(default_factory=dict)
    home_told_at: datetime | None = None
    home_decision: bool | None = None
    home_pupils: frozenset[str] | None = None
    home_forbidden: frozenset[str] | None = None
    watches: Mapping[str, Watch] = field(default_factory=dict)
    records_entered: frozenset[str] = frozenset()
    open_signals: tuple[datetime, ...] = ()
    acknowledged: bool = False
    taken_up: tuple[str, datetime] | None = None
    handed_to: str | None = None
    handed_at: datetime | None = None
    handed_over: Mapping[str, str] = field(default_factory=dict)
    joined: tuple[str, ...] = ()
    fitted_track: str | None = None
    newly_fits: tuple[str, datetime] | None = None
    learned: frozenset[str] = frozenset()
    picture_asked_at: datetime | None = None
    last_event_at: datetime | None = None
    outcome: str | None = None
    closed_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return self.outcome is not None

    @property
    def victim_known(self) -> bool:
        return self.victim is not None

    @property
    def step(self) -> Step:
        """The step in which the case is."""
        return self.protocol.step(self.step_key)

    @property
    def with_its_lead_since(self) -> datetime:
        """Since when whoever has the present step has it: its opening, or when it was handed over after that."""
        return self.handed_at or self.steps_opened[self.step_key]

    def part(self, key: str) -> Part:
        """The step or intervention `key`; KeyError when the protocol has none such."""
        for part in self.protocol.parts():
            if part.key == key:
                return part
        raise KeyError(key)

    def opened_steps(self) -> tuple[Step, ...]:
        """The steps that were opened so far, in the order of their opening."""
        return tuple(self.protocol.step(key) for key in self.steps_opened)

    def last_run(self, intervention: Intervention) -> Run | None:
        """The newest time that it ran, runs or is going to, None when it never did."""
        runs = [run for run in self.runs.get(intervention.key, ()) if not run.never_began]
        return runs[-1] if runs else None

    def is_running(self, intervention: Intervention) -> bool:
        return bool(self.running_runs(intervention))

    def running_runs(self, intervention: Intervention) -> tuple[Run, ...]:
        """The times that it runs now, or is going to: several only where each pupil has it apart."""
        return tuple(run for run in self.runs.get(intervention.key, ()) if run.is_running)

    def last_answer(self, action: Action) -> str | None:
        """The newest conclusion of an evaluation or decision; None without one that still counts."""
        return _last_answer(self.done.get(action.key, ()))

    def facts(self) -> Mapping[str, Scalar]:
        """Everything that the conditions of a protocol can ask for."""
        return self._facts

    @cached_property
    def _facts(self) -> Mapping[str, Scalar]:
        facts: dict[str, Scalar] = {f"setting.{key}": one.default for key, one in self.protocol.settings.items()}
        facts |= _same_class(self)
        facts |= {**self.case_facts, **self.step_facts, "victim_known": self.victim_known}
        facts |= {f"consent.{key}": consent.answer for key, consent in self.consents.items()}
        facts |= {f"done.{key}": True for key, entries in self.done.items() if entries}
        facts |= {f"skipped.{key}": True for key in self.skipped}
        answers = {f"answer.{key}": _last_answer(entries) for key, entries in self.done.items()}
        facts |= {fact: answer for fact, answer in answers.items() if answer is not None}
        for intervention in self.protocol.interventions:
            running = self.is_running(intervention)
            facts[f"running.{intervention.key}"] = running
            facts[f"ended.{intervention.key}"] = self.last_run(intervention) is not None and not running
        return facts


def _last_answer(entries: tuple[Done, ...]) -> str | None:
    newest = next((entry for entry in reversed(entries) if entry.answer is not None), None)
    return None if newest is None or newest.once_more else newest.answer


def with_known_classes(case: Case) -> Case:
    """The case once more pupils are known: their classes go before what was told about that before they were.

    What somebody concludes about it afterwards goes before these again.
    """
    if not _same_class(case):
        return case
    return replace(case, case_facts={fact: value for fact, value in case.case_facts.items() if fact != "same_class"})


def _same_class(case: Case) -> dict[str, Scalar]:
    """Whether the pupils on both sides are classmates, once the class of each side is known."""
    victim = case.classes.get(case.victim or "")
    others = set(_classes_of_bullies(case))
    return {"same_class": others == {victim}} if victim is not None and others else {}


def _classes_of_bullies(case: Case) -> Iterator[str]:
    for pupil, party in case.pupils.items():
        if party in ("bully", "follower") and pupil in case.classes:
            yield case.classes[pupil]
