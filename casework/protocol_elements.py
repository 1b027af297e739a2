"""The small parts of which a protocol is made: who, when, told to whom, written down where, agreed by whom.

Nothing here knows any school. Every element can carry the ids of the rules that it implements
(`rules: [T-13, N-17, R-06, A001-5]`).
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.conditions import Condition, Scalar

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


def _days_or_word(value: object) -> object:
    return value if value in ("chosen", "on_demand") else _days(value)


Repeat = Annotated[int | Literal["chosen", "on_demand"], BeforeValidator(_days_or_word)]
"""`Days`; `chosen`: a person picks the span; `on_demand`: a person starts it again, nothing reminds."""

PupilWords = Annotated[str, Field(min_length=1, max_length=200)]
"""A plain sentence that the pupil to whom it happens reads: nobody's name, nothing about anybody else."""

PupilCount = Annotated[int, Field(ge=1, le=100)]

Modality = Literal["must", "may", "if_needed"]

BoundTo = Literal[
    "pupil", "class", "team", "school", "location", "organisation", "case", "place", "staff_member",
]  # fmt: skip

Weekday = Literal["mon", "tue", "wed", "thu", "fri"]

Kind = Literal[
    "identify", "talk", "notify", "register", "decide", "punish", "refer", "watch", "prevent", "advise", "evaluate",
]  # fmt: skip

Whose = Literal["victim", "bully", "involved", "reporter", "subject"]

Party = Literal[
    "victim", "bully", "bullies", "follower", "bystanders", "involved", "reporter", "subject", "lead", "class",
    "pupils", "staff", "support_group", "parents_of_victim", "parents_of_bullies", "parents_of_involved",
    "all_parents",
]  # fmt: skip

With = Literal[
    "victim", "each_bully", "all_bullies", "each_bully_with_victim", "each_involved", "all_involved", "class",
    "support_group", "each_of_support_group", "parents_of_victim", "parents_of_each_bully",
    "parents_of_each_involved", "victim_with_parents", "each_bully_with_parents", "each_family", "all_families",
    "all_parents", "staff", "subject",
]  # fmt: skip


class Data(BaseModel):
    """Frozen; a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Element(Data):
    rules: tuple[str, ...] = ()


class Hint(Data):
    """A short tip. It helps in the cases of which `when` holds, without it in every one; such a tip may stand in the
    file as its words alone.

    `about` says what it would have somebody do: choose the `day`, which is over once it was chosen, or speak with or of
    `home`, which waits as long as contact with home does.
    """

    label: str
    when: Condition | None = None
    about: Literal["day", "home"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _its_words_alone(cls, given: Any) -> Any:
        return {"label": given} if isinstance(given, str) else given


class Role(Element):
    """A role under the school's own title; `bound_to` says through what its holder is found.

    `present_on` are the only days on which the protocol has somebody in it (A002-14).
    """

    label: str
    kind: Literal["person", "team", "external"] = "person"
    bound_to: BoundTo
    present_on: tuple[Weekday, ...] = ()


class RoleExpr(Data):
    """Who: a role (of somebody), any or all of several, or a party of the case. Exactly one form.

    `{role: first_contact, of: involved}` is everybody who has that role for a pupil involved, each once.
    `default` is who acts while nobody chose among `any_of` (A000-16).
    """

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
    """A party's agreement that guards an action; `unless` lifts the guard.

    `record_only` asks and shows the wish and blocks nothing (AX-3).
    """

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
    """An entry for the school's own system, which a person types over and ticks (AX-22).

    `title` may hold `{step.key}`. `parent: first_item_of_case` hangs it under the case's first entry.
    `entered_by_doing`: its action is the typing over itself, so that who did that has nothing left to tick.
    """

    key: str
    register_id: str = Field(alias="register")
    by: RoleExpr | None = None
    when: Condition | None = None
    title: str | None = None
    fields: tuple[str, ...] = ()
    files_of: tuple[Literal["victim", "bully", "involved", "subject"], ...] = ("victim",)
    parent: Literal["first_item_of_case"] | None = None
    required: bool = True
    entered_by_doing: bool = False


class Choice(Data):
    """The span in which a chosen date must lie, in calendar days after the anchor."""

    min: Days = 1
    max: Days | None = None


class Taper(Data):
    """The wider interval to which a person switches a repeating duty by hand (A000-4)."""

    to: Days
    switch: Literal["manual"]


class Timer(Element):
    """When something is due, counted from its anchor.

    `anchor` holds action keys, of which the last that was done counts, or `case_opened`, `step_opened`,
    `signal_received`; within an intervention also `started` and `return_date`, the day on which it ends.
    `before` counts back: due on the last school day at least so many days before the anchor.
    `repeat` makes it due again, counted from the last time, until the case closes or the fact `until` is true.
    `suggest` is only what a person is offered where the date is chosen.
    `setting: school` marks a span that is the school's own and not from the protocol; the school's settings may
    give it another value under the timer's id.
    """

    id: str
    anchor: tuple[str, ...]
    after: DaysOrChosen = 0
    before: Days | None = None
    choose: Choice | None = None
    suggest: Days | None = None
    repeat: Repeat | None = None
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
    """One of the conclusions of an evaluation or decision; `again` opens the same action once more, `anew` begins these
    other actions of its step or means as if nobody did them yet."""

    key: str
    label: str
    sets: dict[str, Scalar] = Field(default_factory=dict)
    again: bool = False
    anew: tuple[str, ...] = ()
    needs_reason: bool = False


class Participants(Data):
    """How many pupils take part; what is not `hard` only warns (A003, "gewenst")."""

    max_bullies: PupilCount | None = None
    min_size: PupilCount | None = None
    max_size: PupilCount | None = None
    hard: bool = True


class Action(Element):
    """Something to do in a step or an intervention.

    A step waits for its `must` actions, except those with `holds_step: false`: these stay due while the case
    goes on; when the step is left early, only what parents or colleagues are to hear, a file that is to be put in
    order, and a talk that comes back. What a step waits for ends when it is left early, but for what is there to tell
    somebody what must be told (`notify`). `outlives_step` says otherwise: true, it stays to be done, whatever else of
    the step was left; false, it ends. `needs` are actions that come first (where both are done with each pupil apart,
    for that pupil); `asks` are actions and interventions for which this one asks the consent. `sets` are facts that
    doing it brings about; for a `watch` action, facts that a signal brings about.
    `continues` is the action of an earlier step whose series goes on here: it does not begin anew.
    `agrees_day_of` is the timer of other work whose day is agreed on here: it can be earlier than the protocol gives
    it, not later (P001 T-12).
    `evidence` marks what secures evidence and what can destroy it (AX-1: the first comes before the second).
    `short` stands on buttons, which a phone cuts off; without it the label does. `for_the_pupil` says to the pupil
    to whom it happens that it was done; what is done with others they never read (see `pupil_view`).
    """

    key: str
    label: str
    short: str | None = Field(default=None, min_length=1, max_length=30)
    for_the_pupil: PupilWords | None = None
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
    continues: str | None = None
    agrees_day_of: str | None = None
    holds_step: bool = True
    outlives_step: bool | None = None
    decided_by: RoleExpr | None = None
    answers: tuple[Answer, ...] = ()
    sets: dict[str, Scalar] = Field(default_factory=dict)
    evidence: Literal["secures", "endangers"] | None = None
    hints: tuple[Hint, ...] = ()
    aids: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    records: tuple[Record, ...] = ()
    timers: tuple[Timer, ...] = ()

    def answer(self, key: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.key == key), None)
