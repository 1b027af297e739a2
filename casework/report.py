"""What one reporter told, once. A report is never proof: who is named in it is "the one named"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from casework.conditions import Scalar


class AboutWhom(StrEnum):
    """Whom the report is about, as seen by the reporter."""

    ME = "me"
    SOMEONE_ELSE = "someone_else"
    MY_CHILD = "my_child"


class Contact(StrEnum):
    """How the reporter can be answered; only the first two tie the report to a conversation."""

    NAME = "name"
    HERE = "here"
    CODE = "code"
    NONE = "none"

    @property
    def linked(self) -> bool:
        """Whether the school's answers are pushed into the reporter's own conversation."""
        return self in (Contact.NAME, Contact.HERE)


class Urgency(StrEnum):
    """How fast somebody must look; said by the reporter or the break guard, never concluded by the bot."""

    NORMAL = "normal"
    TODAY = "today"
    NOW = "now"


class AdditionKind(StrEnum):
    """What a reporter may add after sending."""

    PICTURE = "picture"
    BY_WHOM = "by_whom"
    WHERE = "where"
    SINCE_WHEN = "since_when"
    WISH = "wish"
    MORE = "more"
    INTAKE = "intake"
    """What the reporter answered to a question of the school's own."""
    ANSWERED = "answered"
    """What the reporter answered to a question with buttons, in the bot's words."""
    CONCERN = "concern"
    """What the reporter answered about a colleague who was named in words told before: nothing more was told."""


FROM_REPORTER, FROM_SCHOOL = "reporter", "school"
"""The kinds of what is written in the thread after sending, beside what a reporter adds."""


class ReportStatus(StrEnum):
    """What any reporter may know of a report; the steps of the case are for the confirmed victim only."""

    RECEIVED = "received"
    READ = "read"
    TAKEN_UP = "taken_up"
    CLOSED = "closed"


class VictimPlace(StrEnum):
    """The bullied person's place in the school when it is not a class."""

    UNKNOWN = "unknown"
    NOT_A_PUPIL = "not_a_pupil"


@dataclass(frozen=True)
class Report:
    """One report as it was sent.

    `victim_class` is a class id of the school's file or a VictimPlace. `ready_sentences` are ids of the
    sentences tapped by who could not type it. `subjects` and `excluded` are person ids: staff the report
    is about, and staff the reporter does not want as a reader; neither ever receives it (AX-12). `facts` are
    built-in facts of a protocol that the reporter was asked for, such as offender_class or category. `bullied` is the
    member of staff to whom it happens, who reads nothing of their own case; None for a pupil. `staff_asked`: where its
    words speak of somebody who works here it was asked, before it was sent, whether it is about them; what was sent
    before that question was there has it not. `place` and `flagged_at`, an aware instant, are where something was seen
    and when a member of staff passed it on, of what was seen in a break; of older ones the time was not kept.
    """

    about: AboutWhom
    victim_class: str
    story: str
    contact: Contact
    ready_sentences: tuple[str, ...] = ()
    reporter_name: str | None = None
    victim_name: str | None = None
    subjects: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    via_confidant: bool = False
    urgency: Urgency = Urgency.NORMAL
    place: str | None = None
    facts: Mapping[str, Scalar] = field(default_factory=dict, hash=False)
    bullied: str | None = None
    staff_asked: bool = False
    flagged_at: datetime | None = None

    @property
    def address_form(self) -> str:
        """How the reporter is addressed: *u* for a parent, *je* for a pupil."""
        return "u" if self.about is AboutWhom.MY_CHILD else "je"

    @property
    def class_id(self) -> str | None:
        """The class of the bullied pupil, or None when it is unknown or the person is no pupil."""
        return None if self.victim_class in tuple(VictimPlace) else self.victim_class

    @property
    def not_a_pupil(self) -> bool:
        return self.victim_class == VictimPlace.NOT_A_PUPIL
