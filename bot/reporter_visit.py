"""One event of one reporter, within an open transaction: where it came from, what was open, what is said to it."""

from dataclasses import dataclass

from bot.batch import Batch
from bot.flows.after_sending import BEHIND_CODE
from bot.flows.conversation import Conversation
from bot.flows.facts import ReporterFacts
from bot.flows.more_flow import MORE
from bot.flows.words import Message, Words, phrase
from bot.handlers.arrivals import Arrival
from bot.outgoing import SendMessage


@dataclass
class ReporterVisit:
    """`before` is the conversation as it was, `talk` as the flow left it; `facts` is what the flow could look at."""

    batch: Batch
    arrival: Arrival
    chat: bytes
    before: Conversation
    talk: Conversation
    facts: ReporterFacts
    is_closed_again_said: bool = False

    @property
    def is_behind_code(self) -> bool:
        """Whether a conversation about the report that a code opened is under way."""
        return self.before.is_open and self.before.flow == MORE.id and self.before.subject == BEHIND_CODE

    @property
    def question(self) -> str:
        """The conversation in which is asked what the words of this visit are about: the one that was under way, else
        the one that they begin."""
        under_way = self.before.is_open and self.before.flow == MORE.id
        return self.before.draft if under_way else self.talk.draft

    @property
    def seen_messages(self) -> tuple[int, ...]:
        """The channel's ids of what this person sent or tapped here, as far as the conversation knows."""
        now = (self.arrival.message, self.arrival.tapped_message)
        return (*self.before.inbox, *(one for one in now if one))

    @property
    def key_id(self) -> bytes | None:
        """The key of the draft, or of the report, that this chat is about; None when there is none."""
        return self.batch.draft_key(self.chat)

    def say(self, message: Message, *, secret: bool = False, kept: bool = False) -> None:
        """Send one more message; a `secret` one is sealed with no key that stays, a `kept` one waits when refused."""
        key_id = None if secret else self.key_id
        self.batch.send(self.arrival.address, SendMessage(message, secret, kept=kept), key_id=key_id)

    def say_words(self, *parts: Words) -> None:
        """Send these paragraphs, in the form of address of the conversation."""
        self.say(Message(parts, address_form=self.talk.address_form))

    def say_closed_again(self) -> None:
        """That what was told is with no report, because the code is not open any more: once, however much was told."""
        if not self.is_closed_again_said:
            self.is_closed_again_said = True
            self.say_words(phrase("code-closed-again"))
