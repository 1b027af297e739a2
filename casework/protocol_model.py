"""A school's protocol as data: tracks, steps, interventions and the whole.

Nothing here knows any school. What a school does is in its YAML file; what the words in it mean to the case
engine is said at each record type, here, in `protocol_elements` and in `protocol_beside_steps`.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from pydantic import Field, ModelWrapValidatorHandler, model_validator
from pydantic_core import PydanticCustomError

from casework.conditions import Condition
from casework.protocol_alternatives import after_a_no, replaced_by
from casework.protocol_beside_steps import (
    Advice,
    Aid,
    FactQuestion,
    Helpline,
    Periodic,
    Policy,
    Question,
    Route,
    Setting,
)
from casework.protocol_elements import (
    Action,
    Answer,
    Choice,
    Consent,
    Data,
    Days,
    Element,
    Hint,
    Kind,
    Modality,
    Notice,
    Participants,
    Party,
    PupilWords,
    Record,
    Role,
    RoleExpr,
    Taper,
    Timer,
    With,
)

__all__ = [
    "CLOSE", "DOUBLE", "Action", "Advice", "Aid", "Answer", "Choice", "Consent", "Data", "Days", "Element",
    "FactQuestion", "Gate", "GateQuestion", "Helpline", "Hint", "Intervention", "Jump", "Kind", "LookAgain", "Modality",
    "Notice", "Outcome", "Part", "Participants", "Party", "Periodic", "Policy", "Protocol", "Question", "Record",
    "Register", "Role", "RoleExpr", "Route", "Setting", "Step", "Taper", "Timer", "Track", "With",
]  # fmt: skip

CLOSE = "close"

DOUBLE = "double"
"""The outcome of every protocol with which a case is closed that belongs to another one."""


class GateQuestion(Data):
    """One thing that must be true to pass; evaluations may have set the fact already."""

    fact: str
    label: str


class Jump(Element):
    """A way to a step out of the normal order, for who holds the role and writes down why (A000-13).

    With `tell` they hear as soon as `when` holds that they may go it.
    """

    to: str
    by: RoleExpr | None = None
    when: Condition | None = None
    tell: bool = False


class LookAgain(Element):
    """An answer beside yes and no: the case stays in its step, and the evaluation `action` of that step comes anew.

    It counts from the day of the last one, so that its `timers` bound it as they did before (P001 A001-5, A001-6). It
    is no answer where a look back said that it is not so. `label` stands on a button, which a phone cuts off.
    """

    action: str
    label: str = Field(min_length=1, max_length=30)


class Gate(Element):
    """How a step is left, or with `look_again` not left yet.

    `none` goes on to `on_yes` by itself when the step's work is done; `closing` and `decision` ask a person,
    and with all questions answered yes lead to `on_yes`, otherwise to `on_no`; a `closing` one without `on_yes` closes
    the case. `waits_for: entry` goes on as soon as the entry condition of `on_yes` holds, whatever is left of the work.
    """

    kind: Literal["closing", "decision", "none"]
    label: str = ""
    waits_for: Literal["work", "entry"] = "work"
    test: tuple[GateQuestion, ...] = ()
    decided_by: RoleExpr | None = None
    on_yes: str | None = None
    on_no: str | None = None
    look_again: LookAgain | None = None
    outcome: str | None = None
    jumps: tuple[Jump, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _closes_on_yes(cls, given: Any) -> Any:
        if isinstance(given, Mapping) and given.get("kind") == "closing" and given.get("on_yes") is None:
            return {**given, "on_yes": CLOSE}
        return given


class Step(Element):
    """A step; several may share one `label` (A000-2). `open_by` is who may open it, else whoever leaves the last.

    `for_the_pupil` says to the pupil to whom it happens what the school does now; without it they read that the school
    is working on it, as belongs to a step that is against somebody.
    """

    key: str
    label: str
    title: str
    for_the_pupil: PupilWords | None = None
    entry: Condition | None = None
    lead: RoleExpr
    open_by: RoleExpr | None = None
    no_punishment: bool = False
    actions: tuple[Action, ...]
    gate: Gate

    @property
    def all_actions(self) -> tuple[Action, ...]:
        return self.actions


class Intervention(Element):
    """A means beside the steps: a person starts it, with whom it concerns, and it ends on a day.

    It can start from the step `available_from` on (from the first, without) while `when` holds; while `trigger`
    holds, starting it or saying why not is a duty at once. With `per_pupil` each pupil for whom it starts has it apart,
    with a start, an end and work of their own. `timer` says when it ends, counted from `started`;
    without one it ends when a person says so. `actions` run while it lasts, `reentry` belongs to its end.
    A `measure` ends the interventions with `no_punishment` (A003-10). What is not `declinable` is started when its
    trigger holds: nobody can say that it does not come (P004 A004-3). `notices` and `records` are those of its
    start.
    """

    key: str
    label: str
    short: str | None = Field(default=None, min_length=1, max_length=30)
    by: RoleExpr
    decided_by: RoleExpr | None = None
    consult: tuple[RoleExpr, ...] = ()
    parties: With | None = Field(default=None, alias="with")
    available_from: str | None = None
    when: Condition | None = None
    trigger: Condition | None = None
    consent: Consent | None = None
    participants: Participants | None = None
    no_punishment: bool = False
    measure: bool = False
    declinable: bool = True
    repeatable: bool = True
    per_pupil: bool = False
    hints: tuple[Hint, ...] = ()
    aids: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    records: tuple[Record, ...] = ()
    timer: Timer | None = None
    actions: tuple[Action, ...] = ()
    reentry: tuple[Action, ...] = ()

    @property
    def title(self) -> str:
        return self.label

    @property
    def lead(self) -> RoleExpr:
        return self.by

    @property
    def all_actions(self) -> tuple[Action, ...]:
        return (*self.actions, *self.reentry)


Part = Step | Intervention
"""What holds actions."""

_Held = TypeVar("_Held", Step, Intervention)


class Track(Element):
    """Which way a report goes: the first track whose `when` holds.

    All holders of `receives` get it; whom it is about never does, and when nobody is left `fallback` follows.
    `also_notify` are told that there is something. The case begins at the step `start`. A track without `receives`
    only says where the case begins: who gets it is then who would get it without this track (AX-12).
    """

    key: str
    label: str
    when: Condition | None = None
    receives: tuple[RoleExpr, ...] = ()
    fallback: tuple[RoleExpr, ...] = ()
    also_notify: tuple[Notice, ...] = ()
    start: str


class Outcome(Element):
    """A way in which a case may end: through the gates that name it, otherwise by hand.

    `steps` are the only steps in which that may be done by hand; without them it may in every one. Where `contradicts`
    holds, what was recorded says otherwise: then it is written down why the case ends so all the same.
    """

    key: str
    label: str
    steps: tuple[str, ...] = ()
    contradicts: Condition | None = None
    needs_reason: bool = True


class Register(Element):
    label: str


class Protocol(Element):
    """A school's protocol, whole. `escalation` is the line of roles from the first contact up.

    `extends` names the protocol that this one adds to or tightens. `vocabulary` gives the words of the keys in
    `fields` and `content`.
    """

    format: Literal[1]
    id: str
    version: str
    title: str
    school: str
    extends: str | None = None
    scope: tuple[str, ...] = ()
    roles: dict[str, Role]
    escalation: tuple[str, ...]
    registers: dict[str, Register] = Field(default_factory=dict)
    vocabulary: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, Setting] = Field(default_factory=dict)
    policies: tuple[Policy, ...] = ()
    facts: dict[str, FactQuestion] = Field(default_factory=dict)
    intake: tuple[Question, ...] = ()
    outcomes: tuple[Outcome, ...]
    tracks: tuple[Track, ...] = ()
    routes: tuple[Route, ...] = ()
    steps: tuple[Step, ...]
    interventions: tuple[Intervention, ...] = ()
    advice: tuple[Advice, ...] = ()
    aids: dict[str, Aid] = Field(default_factory=dict)
    helplines: dict[str, Helpline] = Field(default_factory=dict)
    periodic: tuple[Periodic, ...] = ()

    @model_validator(mode="after")
    def _begins_somewhere(self) -> "Protocol":
        if not self.steps or not self.escalation:
            raise PydanticCustomError("empty", "steps and escalation hold at least one")
        return self

    @model_validator(mode="wrap")
    @classmethod
    def _asks_alternatives_after_a_no(cls, data: Any, handler: ModelWrapValidatorHandler["Protocol"]) -> "Protocol":
        protocol = handler(data)
        parts = protocol.parts()
        actions = [action for part in parts for action in part.all_actions]
        means = [(one.key, one.consent, ()) for one in protocol.interventions]
        replaced = replaced_by((*((one.key, one.consent, one.needs) for one in actions), *means))
        if not replaced:
            return protocol
        steps = tuple(_with_actions(step, replaced, "actions") for step in protocol.steps)
        beside = tuple(_with_actions(one, replaced, "actions", "reentry") for one in protocol.interventions)
        return protocol.model_copy(update={"steps": steps, "interventions": beside})

    def step(self, key: str) -> Step:
        """The step `key`; KeyError when the protocol has none such."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def intervention(self, key: str) -> Intervention:
        """The intervention `key`; KeyError when the protocol has none such."""
        for intervention in self.interventions:
            if intervention.key == key:
                return intervention
        raise KeyError(key)

    def parts(self) -> tuple[Part, ...]:
        """Everything that holds actions: the steps, then the interventions."""
        return (*self.steps, *self.interventions)

    def may_choose_day(self, timer: Timer) -> bool:
        """Whether a person chooses its day: the protocol gives none, or it is agreed on with those concerned."""
        if timer.after is None or timer.repeat == "chosen":
            return True
        return any(action.agrees_day_of == timer.id for part in self.parts() for action in part.all_actions)

    def is_outside(self, wanted: RoleExpr) -> bool:
        """Whether all these roles are of somebody outside the school, whom a person tells and the bot never does."""
        roles = [self.roles.get(role_id) for role_id in wanted.role_ids()]
        return bool(roles) and all(role is not None and role.kind == "external" for role in roles)

    def outcomes_by_hand(self, step_key: str) -> tuple[Outcome, ...]:
        """The ways to end a case in this step that do not belong to the question at the end of a step."""
        of_gates = {step.gate.outcome for step in self.steps}
        by_hand = (outcome for outcome in self.outcomes if outcome.key not in of_gates)
        return tuple(outcome for outcome in by_hand if not outcome.steps or step_key in outcome.steps)

    def find_action(self, key: str) -> tuple[Part, Action] | None:
        """The action `key` with the step or intervention that holds it, or None."""
        found = ((part, action) for part in self.parts() for action in part.all_actions if action.key == key)
        return next(found, None)


def _with_actions(part: _Held, replaced: Mapping[str, tuple[str, ...]], *where: str) -> _Held:
    return part.model_copy(update={name: after_a_no(getattr(part, name), replaced) for name in where})
