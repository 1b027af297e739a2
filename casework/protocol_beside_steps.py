"""What stands in a protocol beside its steps: what is asked, advised, shown, agreed, and done each year.

Nothing here knows any school. Of what steps are made is in `protocol_elements`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casework.conditions import Condition, Scalar
from casework.protocol_elements import Data, Element, Modality, RoleExpr, Timer, Weekday


class FactValue(Data):
    value: Scalar
    label: str


class FactQuestion(Element):
    """Something that a person of the school establishes about a case; without `values` it is yes or no.

    `by` says who may; `when` hides the question where it makes no sense.
    """

    label: str
    by: RoleExpr | None = None
    when: Condition | None = None
    values: tuple[FactValue, ...] = ()
    needs_reason: bool = False


class Setting(Element):
    """A choice that the protocol leaves to the school, with what holds until it chooses (fact `setting.<key>`)."""

    label: str
    default: Scalar


OwnQuestion = Literal["about", "class", "story", "by_whom", "where", "since", "wish"]
"""What the bot asks every reporter itself, before sending or in the offer to tell more."""


class Question(Element):
    """Something that a school wants to know at a report.

    It is for the first talk of staff, unless it `asks` the reporter: then it is put after sending, when they tell more.
    `values` are the answers to choose from; without any it is answered in words. A question that one of the bot's own
    covers says which (`answered_by`), so that nobody is asked twice.
    """

    key: str
    label: str
    when: Condition | None = None
    required: bool = False
    sensitive: bool = False
    stores: str
    asks: Literal["staff", "reporter"] = "staff"
    answered_by: OwnQuestion | None = None
    values: tuple[FactValue, ...] = ()

    @property
    def is_put_to_reporter(self) -> bool:
        """Whether a reporter is asked this very question, and not one of the bot's own that covers it."""
        return self.asks == "reporter" and self.answered_by is None


class Advice(Element):
    """A line of advice, in order; `requires_done` are pieces of advice that come first (AX-1).

    The checks hold that order. Nobody ticks advice: what a person does waits through the `needs` of an action.
    """

    key: str
    label: str
    audience: Literal["victim", "bully", "parents", "staff", "pupils"]
    when: Condition | None = None
    evidence: Literal["secures", "endangers"] | None = None
    requires_done: tuple[str, ...] = ()


class AidPart(Data):
    title: str | None = None
    lines: tuple[str, ...]


class Aid(Element):
    """A conversation aid that opens from the actions that name it."""

    label: str
    short: str | None = Field(default=None, min_length=1, max_length=30)
    kind: Literal["question_card", "order", "plan", "guide", "tips", "background"]
    audience: Literal["staff", "victim", "bully", "class", "parents", "support_group"] = "staff"
    parts: tuple[AidPart, ...]


class Helpline(Element):
    """A number or site that the protocol names; only one that somebody verified is shown to people (AX-7)."""

    label: str
    number: str | None = None
    url: str | None = None
    audience: tuple[Literal["pupils", "parents", "staff", "board"], ...]
    verified_on: date | None = None


class Policy(Element):
    """A rule that holds at every step. `rule` is one that the case engine knows; `label` says it to people."""

    key: str
    label: str
    rule: Literal[
        "no_names", "evidence_first", "relay_only", "conflict_of_interest", "register_by_hand", "conduct", "measures",
    ]  # fmt: skip
    applies_to: tuple[Literal["pupils", "parents", "staff", "everyone"], ...]


class Periodic(Element):
    """A duty that comes back for the whole school, not for a case.

    `every`: a year or years (`P1Y`), weeks (`P1W`), the start of the school year, so many times a school year
    (`count`), once in each school year of a pupil, or None when the protocol gives no interval.
    `month` (1 is January) is the part of the year in which it belongs, for what comes back once in a year or years;
    `weekday` and `week` give its day there: the first to the fourth such day of the month, or its last. No protocol
    gives one: it is always an agreement of the school, and people are told so.
    """

    key: str
    label: str
    every: Literal["P1Y", "P2Y", "P1W", "school_year_start", "count_per_year", "once"] | None = None
    count: Annotated[int, Field(ge=1, le=50)] | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    weekday: Weekday | None = None
    week: Literal[1, 2, 3, 4, "last"] | None = None
    by: RoleExpr
    together: tuple[RoleExpr, ...] = Field(default=(), alias="with")
    audience: tuple[str, ...] = ()
    setting: Literal["school"] | None = None


class Route(Element):
    """Where somebody goes with something that is no case (yet): whom they tell, how, and how soon."""

    key: str
    label: str
    sender: RoleExpr | None = Field(default=None, alias="from")
    senders: tuple[Literal["pupil", "parent", "staff", "anyone"], ...] = ()
    to: tuple[RoleExpr, ...]
    when: Condition | None = None
    modality: Modality = "must"
    channel: Literal["phone", "mail", "letter", "talk", "meeting", "website", "any"] = "any"
    timers: tuple[Timer, ...] = ()
