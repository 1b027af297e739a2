"""What a conversation decides should happen. The shell does it, in one transaction with the new state."""

from dataclasses import dataclass

from bot.flows.words import Button, Message
from casework.report import AdditionKind, Report
from casework.routing import ReadingPlan


@dataclass(frozen=True)
class Say:
    """Send one more message to the person who is talking; a `secret` one leaves no trace once it is sent, and a `kept`
    one that is refused is said when they are back."""

    message: Message
    secret: bool = False
    kept: bool = False


@dataclass(frozen=True)
class Ask:
    """Send a question; its message becomes the one that the answer will close."""

    message: Message


@dataclass(frozen=True)
class CloseQuestion:
    """Change the message of the question that was asked: it shows the answer and loses its buttons."""

    message: Message


@dataclass(frozen=True)
class Toast:
    """A short word on the tap itself; it is never stored and may get lost."""

    key: str


@dataclass(frozen=True)
class FetchPicture:
    """Fetch this picture and keep it with the draft, or with the report that was sent."""

    file: str
    size: int | None


@dataclass(frozen=True)
class SendReport:
    """The draft becomes a report. `told` are the answers to the further questions, by kind; `code` is the code
    that opens it again, when it is sent with one."""

    report: Report
    plan: ReadingPlan
    told: tuple[tuple[AdditionKind, str], ...]
    code: str | None = None
    doubts_coach: bool = False


@dataclass(frozen=True)
class AddToReport:
    """One more thing told after sending; `until_clear`: nobody named in it may see it before that is cleared up.
    `of_somebody`: it is asked whether it is about somebody who works here and is not named. `asked_about`: person ids,
    or UNKNOWN_COACH, of whom it is not answered yet whether it is about them; they do not see it either. `until_kind`:
    it is known to be about somebody who works here, and is asked whether that is sexual; it waits for that.
    `question` is how the school put it, where it is an answer to a question of its own; `instead` of what was chosen
    as the answer to that before, where it is a choice."""

    kind: AdditionKind
    text: str
    until_clear: bool = False
    of_somebody: bool = False
    asked_about: tuple[str, ...] = ()
    until_kind: bool = False
    question: str = ""
    instead: bool = False


@dataclass(frozen=True)
class PassContactBy:
    """The reporter answered that they cannot talk about it with the first contact, who does not read it any more
    (A004-13, A002-14)."""


@dataclass(frozen=True)
class ClearUpSubject:
    """The reporter answered whether the report is about this member of staff, whether it happens to them, or whether
    they only may not read it. `asks_kind`: it is asked now whether it is sexual, and nobody hears of it before that is
    answered."""

    person: str
    is_subject: bool
    is_bullied: bool = False
    may_read: bool = True
    asks_kind: bool = False


@dataclass(frozen=True)
class ClearUpSomebody:
    """The reporter answered whether the report is about somebody who works here and is not named; if so, whether
    whoever leads the school may read it. `asks_kind`: it is asked now whether it is sexual, and nobody hears of it
    before that is answered."""

    is_staff: bool
    management_may_read: bool = True
    asks_kind: bool = False


@dataclass(frozen=True)
class ToldSexual:
    """It turned out to be about a member of staff, and is, or may be, about sexual conduct; `text` is what was
    answered, for whoever reads it."""

    text: str


@dataclass(frozen=True)
class ToldNotSexual:
    """It turned out to be about a member of staff, and is not about sexual conduct; `text` is what was answered."""

    text: str


@dataclass(frozen=True)
class EraseChat:
    """Take away every message of this chat that still can be taken away."""


@dataclass(frozen=True)
class ForgetDraft:
    """The draft is thrown away, with its key and its pictures."""


@dataclass(frozen=True)
class ForgetTalk:
    """Nothing stays of this conversation: it is taken away in the same transaction."""


@dataclass(frozen=True)
class RemovePicture:
    """Remove one picture (hex id) of the reporter's own, everywhere."""

    picture: str


@dataclass(frozen=True)
class RemovePictures:
    """Remove every picture of this draft, or of the report that this talk is about, everywhere: the reporter said
    afterwards that somebody is naked in one, or may be (design 4.9)."""


@dataclass(frozen=True)
class TakePicturesAway:
    """Remove every picture of the sent report `report` (hex id) of this chat, or of the one that a code opened,
    everywhere: its reporter asks for it (design 4.9). `left` are the buttons that stay below where that was tapped."""

    report: str | None
    left: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True)
class TellStaff:
    """A message for the staff member on the case: of the report `report`, or of the one that a code opened. It waits
    as an AddToReport does."""

    text: str
    report: str | None
    until_clear: bool = False
    of_somebody: bool = False
    until_kind: bool = False


@dataclass(frozen=True)
class OpenWithCode:
    """Somebody typed what should be a code."""

    words: str


@dataclass(frozen=True)
class CodeIsOver:
    """The person said that what is typed here is not for the report that a code opened earlier."""


@dataclass(frozen=True)
class ChangeMute:
    """No more messages about this report in this chat, or again."""

    report: str
    muted: bool


Effect = (
    Say
    | Ask
    | CloseQuestion
    | Toast
    | FetchPicture
    | RemovePicture
    | RemovePictures
    | TakePicturesAway
    | SendReport
    | AddToReport
    | PassContactBy
    | ClearUpSubject
    | ClearUpSomebody
    | ToldSexual
    | ToldNotSexual
    | EraseChat
    | ForgetDraft
    | ForgetTalk
    | TellStaff
    | OpenWithCode
    | CodeIsOver
    | ChangeMute
)
