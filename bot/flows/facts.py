"""What the shell gathers before a reporter's flow decides."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from bot.flows.words import Words
from casework.calendar import SchoolCalendar
from casework.conditions import Scalar
from casework.outline import informed_roles
from casework.pressing import Pressing
from casework.protocol_model import Protocol, Role
from casework.pupil_view import PupilView
from casework.report import ReportStatus
from casework.routing import NO_ROLES, ORDINARY_WAY, Moment, ReadingPlan, moment_of
from casework.school import School
from casework.tracks import Way, way_of
from casework.triage import DangerKind

PlanKey = tuple[
    Moment,
    frozenset[str],
    frozenset[str],
    str | None,
    bool,
    bool,
    bool,
    frozenset[str],
    frozenset[str],
    frozenset[tuple[str, Scalar]],
    str | None,
    Pressing,
    bool,
]
"""What a reading plan depends on in one school: see `reading_plan.plan_for`."""


@dataclass(frozen=True)
class ProtocolOutline:
    """What a reporter may know of the protocol: the line of roles upwards, and who is informed from which step.

    `protocol` is the protocol itself, for the way that a report goes; without one it goes to the first contact.
    """

    line: tuple[str, ...]
    informed: tuple[tuple[str, str], ...]
    protocol: Protocol | None = None
    _ways: dict[tuple[frozenset[tuple[str, Scalar]], bool], Way] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _informed_from: dict[str, tuple[tuple[str, str], ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def roles(self) -> Mapping[str, Role]:
        return NO_ROLES if self.protocol is None else self.protocol.roles

    def way_of(
        self,
        school: School,
        told: Mapping[str, Scalar],
        subjects: Collection[str],
        track: str | None = None,
        *,
        reporter_has_it: bool = False,
        named_later: bool = False,
    ) -> Way:
        """The way of a report with these facts, about these members of staff; `track` is where a person brought it.

        A member of staff who reports something hands it over, so that it never goes to them, but for who can go on
        with it: with `reporter_has_it` it goes to them where a track says so (P002 A002-1). What had no name at first
        and was `named_later` stays past everybody who could have been meant.
        """
        if self.protocol is None:
            return ORDINARY_WAY
        if subjects or track is not None:
            return way_of(
                self.protocol,
                school,
                told,
                subjects,
                track,
                reporter_has_it=reporter_has_it,
                named_later=named_later,
            )
        # Of a report about nobody in particular the facts alone decide; they are few, and asked for at every screen.
        known = (frozenset(told.items()), reporter_has_it)
        if known not in self._ways:
            self._ways[known] = way_of(self.protocol, school, told, (), reporter_has_it=reporter_has_it)
        return self._ways[known]

    def informed_on(self, way: Way) -> tuple[tuple[str, str], ...]:
        """Who may be informed later, on the steps that lie ahead of a case that goes this way."""
        if self.protocol is None or way.track is None:
            return self.informed
        if way.start not in self._informed_from:
            self._informed_from[way.start] = informed_roles(self.protocol, way.start)
        return self._informed_from[way.start]


@dataclass(frozen=True)
class SaidOfSomebody:
    """What was answered, for one report, to whether it is about somebody who works here: `is_staff` when it is known to
    be about staff, who is `accused` by name (person ids), whether it `is_sexual` or may be, and of how many other words
    it was `denied`."""

    is_staff: bool = False
    denied: int = 0
    accused: tuple[str, ...] = ()
    is_sexual: bool = False


NOTHING_SAID = SaidOfSomebody()


@dataclass(frozen=True)
class AskedBySchool:
    """With which version of the protocol (its hash) the case of a report began, what the report `told` of what that
    asks a reporter, and which of its questions were answered already, by key. Without a `protocol` it asks nothing."""

    protocol: str = ""
    told: Mapping[str, Scalar] = field(default_factory=dict)
    passed: tuple[str, ...] = ()


NOTHING_ASKED = AskedBySchool()


@dataclass(frozen=True)
class OwnReport:
    """A report that this chat may see again: sent under a name or with "answer me here".

    `reader` is the person who took it up, or else who has it to read now. `sent_on` is the local day on which it was
    sent, `asked_on` the one on which the school wrote to its reporter, as long as that waits for an answer or the
    answer is of today. `answers` are those with which a report begins that goes on where this one ended. `also_read`
    may read it besides `reader`. `steps` are what the pupil to whom it happens sees of the case, None for everybody
    else who reported. `seen_by` read it while `reader` has yet to, by the school day `read_by`; both None otherwise.
    `waits_for` lead the step in which it is now and have yet to take it up; `reader` is None then. Of the report so
    many `pictures` are kept. `of_somebody` is what was answered to whether it is about somebody who works here, and
    `asked` what the school itself may ask of it.
    """

    id: str
    case_number: int
    status: ReportStatus
    reader: str | None
    muted: bool
    sent_on: date | None = None
    asked_on: date | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    also_read: tuple[str, ...] = ()
    steps: PupilView | None = None
    seen_by: str | None = None
    read_by: date | None = None
    waits_for: tuple[str, ...] = ()
    is_late: bool = False
    pictures: int = 0
    of_somebody: SaidOfSomebody = NOTHING_SAID
    asked: AskedBySchool = NOTHING_ASKED


@dataclass(frozen=True)
class ReporterFacts:
    """All that a reporter's conversation may look at.

    `spoken` tells how words look in this channel's language; `new_draft` and `new_code` are fresh. `tied` are the
    staff who have an account, `unreachable` those whose account cannot be reached any more. `plans` holds the
    reading plans that were made with these facts: a screen needs the same one several times. `told` holds what
    follows from the answers of a scene, by their id, `dangers` what words of them may point at. `usual_plans` holds
    the plans of reports about nobody in particular, and `usual_words` what `spoken_of_school` said, also for the
    next reporters of this school. `help_lines` are the ids of the helplines that belong to what this chat reported,
    when it may see that again. `code_was_open`: a code was opened here not long ago, and is closed by now.
    `code_of_somebody` and `code_asked` are, of the report that a code opened, what they are of an OwnReport.
    `school_spoke`: since this chat was left by the quick exit the school told something there of what was reported.
    `protocols` are all versions of the protocol with which cases began, by hash; new ones begin with `protocol_hash`.
    """

    now: datetime
    school: School
    calendar: SchoolCalendar
    outline: ProtocolOutline
    spoken: Callable[[Words], str]
    new_draft: str
    new_code: Callable[[], str]
    tied: frozenset[str] = frozenset()
    unreachable: frozenset[str] = frozenset()
    own_reports: tuple[OwnReport, ...] = ()
    code_is_open: bool = False
    code_was_open: bool = False
    code_of_somebody: SaidOfSomebody = NOTHING_SAID
    code_asked: AskedBySchool = NOTHING_ASKED
    school_spoke: bool = False
    is_staff: bool = False
    help_lines: tuple[str, ...] = ()
    protocols: Mapping[str, Protocol] = field(default_factory=dict)
    protocol_hash: str = ""
    usual_plans: dict[PlanKey, ReadingPlan] | None = field(default=None, compare=False, repr=False)
    usual_words: dict[Words, str] = field(default_factory=dict, compare=False, repr=False)
    plans: dict[PlanKey, ReadingPlan] = field(default_factory=dict, init=False, compare=False, repr=False)
    told: dict[int, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    dangers: dict[str, tuple[DangerKind, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def moment(self) -> Moment:
        return moment_of(self.school, self.calendar, self.now)

    def spoken_of_school(self, words: Words) -> str:
        """As `spoken`, for words with nothing in them but the school's own: names and titles of its people."""
        if words not in self.usual_words:
            self.usual_words[words] = self.spoken(words)
        return self.usual_words[words]
