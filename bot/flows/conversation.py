"""Where one person is in a conversation. Frozen: every event makes a new one."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

_GIVEN_BY_LINK = frozenset({"class", "class_given"})
ABOUT_CASE = "about_case"
"""The number of the case that a conversation is about whose subject is something else of it: nobody's answer."""
TO_COLLEAGUE = "to_colleague"
"""Whether a conversation is a message to a colleague who reported: nobody's answer either."""


@dataclass(frozen=True)
class Conversation:
    """The state of one chat.

    `draft` is the short id that its buttons carry, `revision` counts the questions asked. `path` holds the
    questions answered, for going back. `asked_row` is the outgoing row that asked the present question.
    `subject` is what a flow works on: the report that was sent, or a case number. `inbox` holds the channel's
    ids of what the person sent, for the quick exit; `typed` tells of each answer which of them, in order and
    with their lengths, are its end. `promised` is what the present question's screen said will happen. A chat
    that is `hidden` was left by the quick exit: nothing on the screen may tell that there is a draft or a report. A
    draft that is `stopped` goes after two days, hidden or not. `aside` is a draft that waits while what the school
    wrote, or asks in the list of own reports, is answered. `invited`: that list was the last thing shown beside a
    draft, or a question of telling more, so that what is typed next may belong to a report in it. `undo` holds the
    answers, and what was `typed`, from before a change that going back takes back. `left` holds the conversations that
    a member of staff walked away from before the last question (`left_talks`).
    """

    flow: str = ""
    draft: str = ""
    question: str = ""
    revision: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    page: int = 0
    changing: bool = False
    asked_row: int | None = None
    subject: str = ""
    inbox: tuple[int, ...] = ()
    typed: dict[str, list[list[int]]] = field(default_factory=dict)
    address_form: str = "je"
    stopped: bool = False
    hidden: bool = False
    promised: str = ""
    undo: dict[str, Any] = field(default_factory=dict)
    left: dict[str, dict[str, Any]] = field(default_factory=dict)
    aside: dict[str, Any] = field(default_factory=dict)
    invited: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a question waits for an answer."""
        return self.question != ""

    @property
    def is_left(self) -> bool:
        """Whether the person stopped or left by the quick exit: nothing is asked until they are back."""
        return self.stopped or self.hidden

    @property
    def has_words(self) -> bool:
        """Whether anything was answered that would be lost with this draft; what a link filled in is not."""
        given = _GIVEN_BY_LINK if "class_given" in self.answers else frozenset()
        return bool(self.answers.keys() - given - {ABOUT_CASE, TO_COLLEAGUE}) or bool(self.left)

    def at_rest(self) -> "Conversation":
        """The same chat with nothing asked and nothing told; the revision goes on, so old buttons stay old."""
        return Conversation(
            revision=self.revision + 1,
            inbox=self.inbox,
            address_form=self.address_form,
            left=self.left,
            aside=self.aside,
        )

    def setting_aside(self) -> "Conversation":
        """The same chat at rest, with the draft that is open, if any, set aside."""
        if not self.is_open:
            return self.at_rest()
        as_stored = {**conversation_to_data(self), "path": list(self.path), "inbox": list(self.inbox)}
        return replace(self.at_rest(), aside=as_stored)

    def back_to_draft(self) -> "Conversation":
        """The draft that was set aside, as it waited; old buttons stay old."""
        draft = conversation_from_data(self.aside)
        return replace(draft, revision=self.revision + 1, inbox=self.inbox)

    def remembering(self, message: int | None) -> "Conversation":
        """With one more message of the person's remembered for the quick exit; the last 200 are kept."""
        if message is None:
            return self
        return replace(self, inbox=(*self.inbox, message)[-200:])


def conversation_to_data(conversation: Conversation) -> dict[str, Any]:
    # Not `asdict`, which copies what it finds deep down: what a conversation holds is never changed.
    return {name: getattr(conversation, name) for name in _FIELDS}


def conversation_from_data(data: dict[str, Any]) -> Conversation:
    """The inverse of `conversation_to_data`; what only a newer program knows is left out, so that an older one that is
    put back goes on with what was told."""
    known = {name: value for name, value in data.items() if name in _FIELDS}
    return Conversation(**{**known, "path": tuple(data["path"]), "inbox": tuple(data["inbox"])})


_FIELDS = tuple(one.name for one in fields(Conversation))
