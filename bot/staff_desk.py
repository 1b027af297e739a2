"""Where everything that staff do arrives: the fixed buttons, the buttons on notices and cards, short flows.

The desk knows what all rooms share (who is talking, which question is open, what a stale tap is); what a
button or a finished flow does is a room's own.
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from bot.batch import Batch
from bot.flows.case_numbers import case_number_of
from bot.flows.conversation import ABOUT_CASE, Conversation
from bot.flows.effects import Ask, CloseQuestion, Say, Toast
from bot.flows.engine import EXIT, STOP, Step, advance, ask_again, begin, closed_message
from bot.flows.events import CommandGiven, Event, OptionTapped, TextSent, UnknownTap
from bot.flows.left_talks import (
    GO_ON,
    THROW_AWAY,
    Over,
    done_by_another,
    ended,
    going_on,
    has_answers,
    left_message,
    may_be_thrown_away,
    not_thrown_away,
    stopped_message,
    thrown_away,
    waiting,
    waiting_message,
    walked_away,
    without,
)
from bot.flows.moving import still_known
from bot.flows.question import Flow, in_words_only
from bot.flows.small_buttons import read_small_button
from bot.flows.watch_flow import SEEN
from bot.flows.words import Message, Phrase, Words, phrase
from bot.handlers.arrivals import Arrival
from bot.staff.moved_talks import bring_back, bring_talks_along, lay_aside, let_go_of_key
from storage.vault import Address

_BESIDE_A_QUESTION = frozenset({"hulp", "help"})
"""Commands that answer something and leave the question that is open as it is."""

_WITHOUT_NUMBER = frozenset({SEEN.id})

_MOST_NAMED = 3
"""So many of the conversations that wait are named at once; the others stand on the cards of their cases."""


@dataclass
class Visit:
    """One event of one member of staff, within the open transaction of `batch`."""

    batch: Batch
    arrival: Arrival
    person: str
    chat: bytes
    talk: Conversation

    @property
    def address(self) -> Address:
        return self.arrival.address

    def say(self, *parts: Words, **about: Any) -> int:
        """A new message of these paragraphs; `about` as in `Batch.send`. Answers its row id."""
        return self.batch.say(self.address, Message(parts), **about)

    def toast(self, key: str | None) -> None:
        self.batch.toast(self.arrival.tap, key)


class Room(Protocol):
    """One part of what staff can do: its buttons, commands and flows, and what they bring about."""

    buttons: frozenset[str]
    commands: frozenset[str]
    flows: Mapping[str, Flow]

    async def facts(self, visit: Visit) -> Any:
        """The facts for the flow that is open in `visit.talk`; they have an attribute `spoken`."""

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        """A button that belongs to no question was tapped."""

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """A command was given, or its fixed button tapped."""

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """The last question of one of its flows is answered; `talk` holds the answers and the subject."""


OfConversation = Callable[[Visit, Conversation], Awaitable[bool]]
WhyOver = Callable[[Visit, Conversation], Awaitable[Over | None]]
ButtonWords = Callable[[str], str | None]


@runtime_checkable
class KeepsAtOnce(Protocol):
    """A room that keeps some answers the moment they are given, before the last question of their flow."""

    async def on_answered(self, visit: Visit, talk: Conversation, question: str) -> Conversation:
        """`question` was answered, and `talk` goes on; answers the conversation that knows what was kept."""


@runtime_checkable
class ShowsCard(Protocol):
    """A room of which a question can follow on what was kept already: the card had gone by then."""

    async def on_stopped(self, visit: Visit, talk: Conversation) -> None:
        """Somebody stopped at such a question of `talk`."""


class StaffDesk:
    """Brings each event of staff to the room that it is for. `command_behind` knows the fixed buttons by their words;
    `may_go_on` tells whether somebody may still see what a conversation that they left is about, `is_over` why
    nothing can come of it any more."""

    def __init__(
        self, rooms: Sequence[Room], command_behind: ButtonWords, may_go_on: OfConversation, is_over: WhyOver
    ) -> None:
        self._rooms = rooms
        self._flows = {name: in_words_only(flow) for room in rooms for name, flow in room.flows.items()}
        self._command_behind = command_behind
        self._may_go_on = may_go_on
        self._is_over = is_over

    async def receive(self, batch: Batch, arrival: Arrival, person: str) -> None:
        chat = batch.chat_of(arrival.address)
        visit = Visit(batch, arrival, person, chat, self._still_known(batch.talk_of(chat)))
        draft = visit.talk.draft
        await self._end_what_is_over(visit)
        await self._bring_to_its_room(visit, self._as_command(arrival.event))
        await self._end_what_is_over(visit)
        if batch.draft_key(chat) is not None and batch.talk_of(chat).draft != draft:
            await let_go_of_key(batch, chat)
        if arrival.tap is not None and not any(toast.tap == arrival.tap for toast in batch.toasts):
            batch.toast(arrival.tap, None)

    async def change_hands(
        self, batch: Batch, new: Address, person: str, *, old: Address | None, owner: str | None
    ) -> None:
        """The chat `new` is the account of `person` from now on, who had `old` until then. What they left halfway goes
        along with them; `owner` is the colleague whose chat it was: what they left there waits for their next one."""
        is_staffs = self._flows.__contains__
        if owner is not None:
            await lay_aside(batch, new, owner, is_staffs)
        if old is not None and batch.chat_of(old) != batch.chat_of(new):
            await bring_talks_along(batch, old, new, is_staffs)
        await bring_back(batch, person, new, is_staffs)

    async def offer_what_waits(self, batch: Batch, arrival: Arrival, person: str) -> None:
        """Whoever has another chat now hears there what they can go on with; not while a question is open there."""
        chat = batch.chat_of(arrival.address)
        visit = Visit(batch, arrival, person, chat, batch.talk_of(chat))
        await self._end_what_is_over(visit)
        if not visit.talk.is_open:
            await self._name_what_waits(visit)

    async def _end_what_is_over(self, visit: Visit) -> None:
        """What waits of a case that was closed, here or by somebody else, is gone, and the person hears what; so is
        what was told of the case meanwhile, which they hear where a colleague told it."""
        visit.talk = self._still_known(visit.batch.talk_of(visit.chat))
        for key in visit.talk.left:
            left = waiting(visit.talk, key)
            over = None if left is None else await self._is_over(visit, left)
            if left is not None and over is not None:
                _forget_left(visit, key)
                said = _of_what_is_over(left, over)
                if said is not None:
                    visit.batch.say(visit.address, said)

    async def _bring_to_its_room(self, visit: Visit, event: Event) -> None:
        if isinstance(event, CommandGiven):
            await self._command(visit, event)
        elif isinstance(event, OptionTapped) and (small := read_small_button(event)) is not None:
            await self._small_button(visit, *small)
        elif visit.talk.is_open:
            await self._in_flow(visit, event)
        elif isinstance(event, OptionTapped | UnknownTap):
            visit.toast("toast-old-button")
        else:
            await self._nothing_open(visit)

    async def _nothing_open(self, visit: Visit) -> None:
        """No question is open; what waits of what was left is named."""
        if not await self._name_what_waits(visit):
            visit.say(phrase("staff-nothing-open"))

    async def _name_what_waits(self, visit: Visit) -> bool:
        """The newest first; answers whether anything waits."""
        left = [(key, one) for key in visit.talk.left if (one := waiting(visit.talk, key)) is not None]
        newest = sorted(left, key=lambda one: int(one[0]), reverse=True)
        shown = [(key, one) for key, one in newest if await self._may_go_on(visit, one)][:_MOST_NAMED]
        for place, (key, one) in enumerate(shown):
            visit.batch.say(visit.address, waiting_message(key, one, is_first=place == 0))
        return bool(shown)

    def _as_command(self, event: Event) -> Event:
        command = self._command_behind(event.text.strip()) if isinstance(event, TextSent) else None
        return event if command is None else CommandGiven(command)

    async def _command(self, visit: Visit, command: CommandGiven) -> None:
        if command.name == "stop":
            await self._stop(visit)
            return
        for room in self._rooms:
            if command.name in room.commands:
                if command.name not in _BESIDE_A_QUESTION:
                    await self._walk_on(visit)
                await room.on_command(visit, command.name, command.argument)
                if command.name in _BESIDE_A_QUESTION:
                    await self._ask_again(visit)
                return
        visit.say(phrase("staff-unknown-command"))

    async def _small_button(self, visit: Visit, kind: str, subject: str) -> None:
        if kind in (GO_ON, THROW_AWAY):
            await self._left(visit, kind, subject)
            return
        for room in self._rooms:
            if kind in room.buttons:
                await room.on_button(visit, kind, subject)
                return
        visit.toast("toast-old-button")

    async def _left(self, visit: Visit, kind: str, key: str) -> None:
        """On with a conversation that was left, at its question, or away with it."""
        left = waiting(visit.talk, key)
        room = None if left is None else self._room_of(left.flow)
        if left is None or room is None:
            visit.toast("toast-old-button")
            return
        if kind == THROW_AWAY and not may_be_thrown_away(left) and await self._may_go_on(visit, left):
            visit.batch.say(visit.address, not_thrown_away(key, left))
            return
        if kind == THROW_AWAY:
            _forget_left(visit, key)
            visit.batch.say(visit.address, thrown_away(left))
            return
        if not await self._may_go_on(visit, left):
            _forget_left(visit, key)
            visit.say(phrase("staff-case-not-yours"))
            return
        leave_talk(visit)
        visit.talk = replace(without(visit.talk, key), draft=secrets.token_hex(4), subject=left.subject, flow=left.flow)
        carry_out(visit, going_on(room.flows[left.flow], visit.talk, left, await room.facts(visit)))

    async def _in_flow(self, visit: Visit, event: Event) -> None:
        room = self._room_of(visit.talk.flow)
        if room is None:
            visit.batch.put_talk(visit.chat, visit.talk.at_rest())
            await self._nothing_open(visit)
            return
        facts = await room.facts(visit)
        if visit.talk.question != visit.batch.talk_of(visit.chat).question:
            carry_out(visit, ask_again(self._flows[visit.talk.flow], visit.talk, facts))
            return
        step = advance(self._flows[visit.talk.flow], visit.talk, event, facts)
        if step.control in (STOP, EXIT):
            await self._stop(visit)
            return
        if step.answered and not step.ended and isinstance(room, KeepsAtOnce):
            step = replace(step, conversation=await room.on_answered(visit, step.conversation, step.answered))
        carry_out(visit, step)
        if step.ended:
            visit.talk = step.conversation.at_rest()
            visit.batch.put_talk(visit.chat, visit.talk)
            await room.on_finished(visit, step.conversation)

    async def _walk_on(self, visit: Visit) -> None:
        """Whoever leaves halfway hears that what they answered waits for them."""
        room = self._room_of(visit.talk.flow)
        if visit.talk.is_open and room is not None:
            facts = await room.facts(visit)
            leave_talk(visit, _of_case(visit.talk, closed_message(room.flows[visit.talk.flow], visit.talk, facts)))
        else:
            visit.talk = visit.talk.at_rest()
            visit.batch.put_talk(visit.chat, visit.talk)

    async def _stop(self, visit: Visit) -> None:
        talk, is_kept = visit.talk, bool(visit.talk.answers.get("kept"))
        if not visit.talk.is_open:
            await self._nothing_open(visit)
            return
        if not may_be_thrown_away(visit.talk):
            await self._walk_on(visit)
            return
        await self._leave_flow(visit)
        visit.say(phrase("staff-stopped-kept" if is_kept else "staff-stopped"))
        room = self._room_of(talk.flow)
        if is_kept and isinstance(room, ShowsCard):
            await room.on_stopped(visit, talk)

    async def _ask_again(self, visit: Visit) -> None:
        """The question that is open comes back below what was said, with its buttons."""
        room = self._room_of(visit.talk.flow)
        if visit.talk.is_open and room is not None:
            carry_out(visit, ask_again(room.flows[visit.talk.flow], visit.talk, await room.facts(visit)))

    async def _leave_flow(self, visit: Visit) -> None:
        """The question that is open loses its buttons; nothing that was typed in it is kept."""
        room = self._room_of(visit.talk.flow)
        if visit.talk.is_open and room is not None:
            facts = await room.facts(visit)
            closed = _of_case(visit.talk, closed_message(room.flows[visit.talk.flow], visit.talk, facts))
            visit.batch.edit(visit.address, visit.talk.asked_row, visit.arrival.tapped_message, closed)
        visit.talk = visit.talk.at_rest()
        visit.batch.put_talk(visit.chat, visit.talk)

    def _still_known(self, talk: Conversation) -> Conversation:
        flow = self._flows.get(talk.flow)
        return still_known(flow, talk) if talk.is_open and flow is not None else talk

    def _room_of(self, flow_id: str) -> Room | None:
        return next((room for room in self._rooms if flow_id in room.flows), None)


def leave_talk(visit: Visit, closed: Message | None = None) -> None:
    """The question that is open becomes `closed`; what was answered before it waits, and its writer hears so."""
    if not visit.talk.is_open:
        return
    stopped = closed or stopped_message(visit.talk)
    visit.batch.edit(visit.address, visit.talk.asked_row, None, stopped)
    if has_answers(visit.talk):
        visit.batch.say(visit.address, left_message(visit.talk))
    visit.talk = walked_away(visit.talk)
    visit.batch.put_talk(visit.chat, visit.talk)


def start_flow(
    visit: Visit, flow: Flow, facts: Any, new_draft: str, subject: str = "", first: str | None = None, **given: Any
) -> None:
    """Ask the first question of a flow, or the one with the id `first`; `subject` is what it is about, `given` are
    answers known beforehand.

    A question that was still open loses its buttons.
    """
    leave_talk(visit)
    rested = replace(visit.talk.at_rest(), draft=new_draft, subject=subject)
    carry_out(visit, begin(flow, rested, facts, first=first, **given))


def _of_what_is_over(left: Conversation, over: Over) -> Message | None:
    match over:
        case Over.CASE_CLOSED:
            return ended(left)
        case Over.DONE_BY_ANOTHER:
            return done_by_another(left)
        case Over.DONE:
            return None


def _forget_left(visit: Visit, key: str) -> None:
    """What waits under this key waits no more."""
    visit.talk = without(visit.talk, key)
    visit.batch.put_talk(visit.chat, visit.talk)


def _of_case(talk: Conversation, message: Message) -> Message:
    """A question with the number of the case that it is about on top: cards of several cases stand in one chat. What
    somebody saw who only keeps an eye on it tells them no number."""
    number = case_number_of(str(talk.answers.get(ABOUT_CASE, talk.subject)))
    if number is None or talk.flow in _WITHOUT_NUMBER or _says(message.parts[:1], number):
        return message
    return replace(message, parts=(phrase("staff-about-case", number=number), *message.parts))


def _says(parts: tuple[Words, ...], number: int) -> bool:
    """Whether one of these paragraphs names the case already."""
    named = (str(dict(part.fields).get("number")) for part in parts if isinstance(part, Phrase))
    return str(number) in named


def carry_out(visit: Visit, step: Step) -> None:
    """Put what the engine decided in the batch. Staff flows have no other effects than these."""
    visit.batch.put_talk(visit.chat, step.conversation)
    key_id = visit.batch.draft_key(visit.chat)
    asked_row = visit.talk.asked_row
    for effect in step.effects:
        match effect:
            case CloseQuestion(message):
                tapped = visit.arrival.tapped_message
                closed = _of_case(step.conversation, message)
                visit.batch.edit(visit.address, asked_row, tapped, closed, key_id=key_id)
            case Ask(message):
                asked_row = visit.batch.say(visit.address, _of_case(step.conversation, message), key_id=key_id)
            case Say(message):
                visit.batch.say(visit.address, message, key_id=key_id)
            case Toast(key):
                visit.toast(key)
            case _:
                raise TypeError(type(effect).__name__)
    visit.talk = replace(step.conversation, asked_row=asked_row)
    visit.batch.put_talk(visit.chat, visit.talk)
