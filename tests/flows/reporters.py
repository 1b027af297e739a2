"""A reporter's phone without a channel: events go in, what appears on the screen can be read and tapped."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.flows.callback_data import LIMIT_BYTES, read_button_data
from bot.flows.conversation import Conversation, conversation_from_data, conversation_to_data
from bot.flows.effects import Ask, CloseQuestion, Effect, ForgetTalk, Say, SendReport, Toast
from bot.flows.engine import Step
from bot.flows.events import (
    CommandGiven,
    Event,
    MessageEdited,
    OptionTapped,
    OtherKind,
    OtherSent,
    PictureKind,
    PictureSent,
    TextSent,
)
from bot.flows.facts import OwnReport, ProtocolOutline, ReporterFacts
from bot.flows.front_desk import receive
from bot.flows.words import Button, Message, message_from_data, message_to_data, phrase
from bot.spoken import spoken, spoken_message
from bot.texts import address_form
from casework.calendar import SchoolCalendar
from casework.report import ReportStatus
from casework.school import School
from tests.casework.schools import PROTOCOL_LINE, example_school

A_TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NEUTRAL = "Dit heb ik niet bewaard. Typ /start om verder te gaan."
"""What is said to whatever comes after the quick exit."""
A_CODE = "appel boot citroen duif egel"
STORY = "'Ze schelden me uit"
TO_CONTACT = ("me", "2B", STORY)
TO_SEND = (*TO_CONTACT, "here")
"""Answers from the first question on to the one about contact, and to the send screen."""
OUTLINE = ProtocolOutline(PROTOCOL_LINE, (("year_coordinator", "Stap 5"), ("support_team", "Stap 6")))


def facts_of(school: School | None = None, **changes: Any) -> ReporterFacts:
    """Facts in which everybody at the school has an account."""
    school = school or example_school()
    facts = ReporterFacts(
        now=A_TUESDAY,
        school=school,
        calendar=SchoolCalendar.of(school),
        outline=OUTLINE,
        spoken=spoken,
        new_draft="d0",
        new_code=lambda: A_CODE,
        tied=frozenset(school.people),
    )
    return replace(facts, **changes)


def more_than_words(message: int) -> tuple[Event, ...]:
    """What somebody may send or do while nothing is asked; the edit is of that message."""
    return (
        PictureSent("file", PictureKind.PHOTO, 1000, "kijk"),
        OtherSent(OtherKind.VOICE),
        MessageEdited(message, "toch anders"),
        *(CommandGiven(name) for name in ("terug", "privacy", "onzin")),
    )


def own_report(number: int = 7, status: ReportStatus = ReportStatus.READ) -> OwnReport:
    """A report that was sent from this chat and is with the coach."""
    return OwnReport(f"{number:032x}", number, status, "sanne_de_boer", muted=False)


@dataclass
class Phone:
    """One chat. Everything said is rendered, and every state is stored and read back, as the program does."""

    facts: ReporterFacts = field(default_factory=facts_of)
    talk: Conversation = field(default_factory=Conversation)
    question: Message | None = None
    closed: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    answers_given: int = 0
    _drafts: Any = field(default_factory=lambda: count(1))
    _messages: Any = field(default_factory=lambda: count(1))
    last_message: int = 0

    def send(self, event: Event) -> tuple[Effect, ...]:
        """One event; counts as an answer unless it is a command."""
        self.answers_given += not isinstance(event, CommandGiven)
        before = self.talk
        if not isinstance(event, OptionTapped | MessageEdited):
            self.last_message = next(self._messages)
            before = before.remembering(self.last_message)
        facts = replace(self.facts, new_draft=f"draft{next(self._drafts):08d}")
        step = receive(before, event, facts)
        self._take(step)
        return step.effects

    def _take(self, step: Step) -> None:
        stored = json.loads(json.dumps(conversation_to_data(step.conversation)))
        self.talk = conversation_from_data(stored)
        assert self.talk == step.conversation
        for effect in step.effects:
            self.effects.append(effect)
            if isinstance(effect, Ask | CloseQuestion | Say):
                self._read(effect)
            if isinstance(effect, ForgetTalk):
                self.talk = Conversation()
            if isinstance(effect, Toast):
                assert spoken_message(Message((phrase(effect.key),)))
        if not self.talk.is_open or self.talk.is_left:
            self.question = None

    def _read(self, effect: Ask | CloseQuestion | Say) -> None:
        message = message_from_data(json.loads(json.dumps(message_to_data(effect.message))))
        words = spoken_message(message)
        assert words.strip()
        assert len(words.encode("utf-16-le")) // 2 <= 4096
        for button in buttons_of(message):
            assert len(button.data.encode()) <= LIMIT_BYTES
            assert _label(message, button)
        assert len(buttons_of(message)) <= 100
        if isinstance(effect, CloseQuestion):
            self.closed.append(words)
            if message.buttons:
                self.question = message
            return
        self.heard.append(words)
        if isinstance(effect, Ask):
            self.question = message

    @property
    def screen(self) -> str:
        """The question that is open now, in words."""
        return spoken_message(self.question) if self.question else ""

    @property
    def labels(self) -> list[str]:
        return [_label(self.question, button) for button in self.buttons] if self.question else []

    @property
    def buttons(self) -> list[Button]:
        return buttons_of(self.question) if self.question else []

    def tap(self, option: str) -> tuple[Effect, ...]:
        """Tap the button of the open question that brings back `option`."""
        taps = [read_button_data(button.data) for button in self.buttons]
        found = [tap for tap in taps if isinstance(tap, OptionTapped) and tap.option == option]
        assert found, (option, taps, self.screen)
        return self.send(found[0])

    def write(self, words: str) -> tuple[Effect, ...]:
        return self.send(TextSent(words))

    def command(self, name: str, argument: str = "") -> tuple[Effect, ...]:
        return self.send(CommandGiven(name, argument))

    def picture(self, caption: str = "") -> tuple[Effect, ...]:
        return self.send(PictureSent("file", PictureKind.PHOTO, 1000, caption))

    def answer(self, *answers: str) -> "Phone":
        """Each answer is an option's id, or with a quote in front words to type."""
        for one in answers:
            if one.startswith("'"):
                self.write(one[1:])
            else:
                self.tap(one)
        return self

    def all_of(self, kind: type[Any]) -> list[Any]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    @property
    def sent(self) -> SendReport:
        sent: SendReport = self.all_of(SendReport)[-1]
        return sent


def _label(message: Message, button: Button) -> str:
    with address_form(message.address_form):
        return spoken(button.label)


def buttons_of(message: Message) -> list[Button]:
    return [button for row in message.buttons for button in row]


def started(argument: str = "", **facts: Any) -> Phone:
    phone = Phone(facts_of(**facts))
    phone.command("start", argument)
    return phone


def is_told_nothing(phone: Phone, *events: Event) -> None:
    """Each of these, when it comes after the quick exit, gets only the neutral answer."""
    for event in events:
        phone.send(event)
        assert phone.heard[-1] == NEUTRAL


def everyone_in_plan(phone: Phone) -> set[str]:
    """Everybody who would come to read or hear of the report that was sent."""
    plan = phone.sent.plan
    return {reader.person for reader in plan.order} | {one.reader.person for one in plan.informed}
