"""A school's protocol as data: the record types of which every protocol is made.

Nothing here knows any school. What a school does is in its YAML file; what the words in it mean to the case
engine is said at each record type. Every element can carry the ids of the rules that it implements
(`rules: [T-13, N-17, R-06, A001-5]`).
"""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.conditions import Condition, Scalar

CLOSE = "close"

_DURATION = re.compile(r"P(\d{1,3})([DW])")


def _days(value: object) -> object:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("duration", "not an ISO 8601 duration of days or weeks")
    return int(match[1]) * (7 if match[2] == "W" else 1)


Days = Annotated[int, BeforeValidator(_days)]
"""Calendar days, written as an ISO 8601 duration: `P14D`, `P6W`."""


def _days_or_chosen(value: object) -> object:
    return None if value == "chosen" else _days(value)


DaysOrChosen = Annotated[int | None, BeforeValidator(_days_or_chosen)]
"""`Days`, or None for `chosen`: a person picks the date."""

Modality = Literal["must", "may", "if_needed"]

BoundTo = Literal[
    "pupil", "class", "team", "school", "location", "organisation", "case", "place", "staff_member",
]  # fmt: skip

Kind = Literal[
    "identify", "talk", "notify", "register", "decide", "punish", "refer", "watch", "prevent", "advise", "evaluate",
]  # fmt: skip

Whose = Literal["victim", "bully", "involved", "reporter", "subject"]

Party = Literal[
    "victim", "bully", "bullies", "follower", "involved", "reporter", "subject", "lead", "class", "pupils",
    "parents_of_victim", "parents_of_bullies", "parents_of_involved", "all_parents",
]  # fmt: skip

With = Literal[
    "victim", "each_bully", "all_bullies", "each_involved", "all_involved", "class",
    "parents_of_victim", "parents_of_each_bully", "parents_of_each_involved", "staff",
]  # fmt: skip


class Data(BaseModel):
    """Frozen; a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Element(Data):
    rules: tuple[str, ...] = ()


class Role(Element):
    """A role under the school's own title; `bound_to` says through what its holder is found."""

    label: str
    kind: Literal["person", "team", "external"] = "person"
    bound_to: BoundTo


class RoleExpr(Data):
    """Who: a role (of somebody), any or all of several, or a party of the case. Exactly one form."""

    role: str | None = None
    of: Whose | None = None
    any_of: tuple["RoleExpr", ...] = ()
    all_of: tuple["RoleExpr", ...] = ()
    default: str | None = None
    party: Party | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> "RoleExpr":
        if sum(bool(form) for form in (self.role, self.any_of, self.all_of, self.party)) != 1:
            raise PydanticCustomError("role_form", "exactly one of role, any_of, all_of, party")
        return self

    def role_ids(self) -> tuple[str, ...]:
        """The ids of the roles it names, in order, without parties."""
        inner = [role_id for part in (*self.any_of, *self.all_of) for role_id in part.role_ids()]
        return (self.role, *inner) if self.role else tuple(inner)


class Consent(Element):
    """A party's agreement that guards an action; `unless` lifts the guard."""

    party: Party = Field(alias="from")
    on_refusal: Literal["block", "alternative", "record_only"]
    alternative: str | None = None
    unless: Condition | None = None


class Notice(Element):
    """Somebody is told. The bot itself tells roles only; telling a party is what the action is for."""

    to: RoleExpr
    by: RoleExpr | None = None
    modality: Modality = "must"
    channel: Literal["phone", "mail", "letter", "talk", "meeting", "any"] = "any"
    when: Condition | None = None
    timing: Literal["at_once", "on_complete", "chosen"] = "on_complete"
    content: tuple[str, ...] = ()
    names: Literal["own_child_only", "any"] = "own_child_only"


class Record(Element):
    """An entry for the school's own system, which a person types over and ticks."""

    key: str
    register_id: str = Field(alias="register")
    by: RoleExpr | None = None
    when: Condition | None = None
    title: str | None = None
    fields: tuple[str, ...] = ()
    files_of: tuple[Literal["victim", "bully", "involved"], ...] = ("victim",)
    parent: Literal["first_item_of_case"] | None = None
    required: bool = True


class Choice(Data):
    """The span in which a chosen date must lie, in calendar days after the anchor."""

    min: Days = 1
    max: Days | None = None


class Taper(Data):
    to: Days
    switch: Literal["manual"]


class Timer(Element):
    """When something is due, counted from its anchor.

    `anchor` is `case_opened`, `step_opened`, `signal_received` or action keys: the last that was done counts.
    `setting: school` marks a span that is the school's own and not from the protocol.
    """

    id: str
    anchor: tuple[str, ...]
    after: DaysOrChosen
    choose: Choice | None = None
    repeat: Days | None = None
    taper: Taper | None = None
    until: str | None = None
    max: Days | None = None
    hard_max: bool = False
    remind: RoleExpr | None = None
    remind_before: bool = False
    setting: Literal["school"] | None = None

    @property
    def longest(self) -> int | None:
        """The maximum in calendar days after the anchor, whichever field gives it."""
        limits = [self.max if self.hard_max else None, self.choose.max if self.choose else None]
        return min((limit for limit in limits if limit is not None), default=None)


class Answer(Element):
    """One of the conclusions of an evaluation or decision; `again` opens the same action once more."""

    key: str
    label: str
    sets: dict[str, Scalar] = Field(default_factory=dict)
    again: bool = False
    needs_reason: bool = False


class Participants(Data):
    max_bullies: int | None = None
    min_size: int | None = None
    max_size: int | None = None
    hard: bool = True


class Action(Element):
    """Something to do in a step.

    A step waits for its `must` actions, except those with `holds_step: false`: these stay due while the case
    goes on. `needs` are actions that come first; `asks` are actions for which this one asks the consent.
    `short` stands on buttons, which a phone cuts off; without it the label does.
    """

    key: str
    label: str
    short: str | None = Field(default=None, min_length=1, max_length=30)
    kind: Kind
    by: RoleExpr | None = None
    parties: With | None = Field(default=None, alias="with")
    consult: tuple[RoleExpr, ...] = ()
    modality: Modality = "must"
    when: Condition | None = None
    consent: Consent | None = None
    participants: Participants | None = None
    order: int | None = None
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    holds_step: bool = True
    decided_by: RoleExpr | None = None
    answers: tuple[Answer, ...] = ()
    hints: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    records: tuple[Record, ...] = ()
    timers: tuple[Timer, ...] = ()

    def answer(self, key: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.key == key), None)


class GateQuestion(Data):
    """One thing that must be true to pass; evaluations may have set the fact already."""

    fact: str
    label: str


class Jump(Element):
    to: str
    by: RoleExpr | None = None
    when: Condition | None = None


class Gate(Element):
    """How a step is left.

    `none` goes on to `on_yes` by itself when the step's work is done; `closing` and `decision` ask a person,
    and with all questions answered yes lead to `on_yes`, otherwise to `on_no`.
    """

    kind: Literal["closing", "decision", "none"]
    label: str = ""
    test: tuple[GateQuestion, ...] = ()
    decided_by: RoleExpr | None = None
    on_yes: str | None = None
    on_no: str | None = None
    outcome: str | None = None
    jumps: tuple[Jump, ...] = ()


class Step(Element):
    key: str
    label: str
    title: str
    entry: Condition | None = None
    lead: RoleExpr
    no_punishment: bool = False
    actions: tuple[Action, ...]
    gate: Gate


class Outcome(Element):
    """A way in which a case may end: at any step, or only through a gate that names it."""

    key: str
    label: str
    needs_reason: bool = True


class Register(Element):
    label: str


class Protocol(Element):
    """A school's protocol, whole. `escalation` is the line of roles from the first contact up."""

    format: Literal[1]
    id: str
    version: str
    title: str
    school: str
    roles: dict[str, Role]
    escalation: tuple[str, ...]
    registers: dict[str, Register] = Field(default_factory=dict)
    facts: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...]
    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _begins_somewhere(self) -> "Protocol":
        if not self.steps or not self.escalation:
            raise PydanticCustomError("empty", "steps and escalation hold at least one")
        return self

    def step(self, key: str) -> Step:
        """The step `key`; KeyError when the protocol has none such."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def outcomes_at_any_step(self) -> tuple[Outcome, ...]:
        """The ways to end a case that do not belong to the question at the end of a step."""
        of_gates = {step.gate.outcome for step in self.steps}
        return tuple(outcome for outcome in self.outcomes if outcome.key not in of_gates)

    def find_action(self, key: str) -> tuple[Step, Action] | None:
        """The action `key` with its step, or None."""
        found = ((step, action) for step in self.steps for action in step.actions if action.key == key)
        return next(found, None)
