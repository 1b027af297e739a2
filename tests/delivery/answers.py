"""Channels and a Bot API that answer as a test says."""

import asyncio
from dataclasses import dataclass, field

from bot.outcome import Done, Outcome
from bot.playground.calls import Call, Moment
from storage.outbox import OutboxRow
from tests.post_office import PATIENCE_SECONDS, Office


@dataclass
class Scripted:
    """A channel that does what it is told to."""

    outcomes: list[Outcome | Exception]
    performed: list[int] = field(default_factory=list)

    async def perform(self, row: OutboxRow, _target: int | None, _all: list[int]) -> Outcome:
        self.performed.append(row.id)
        outcome = self.outcomes.pop(0) if self.outcomes else Done(1)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@dataclass
class Slow(Scripted):
    """As `Scripted`, and each takes a while."""

    async def perform(self, row: OutboxRow, target: int | None, messages: list[int]) -> Outcome:
        outcome = await super().perform(row, target, messages)
        await asyncio.sleep(0.3)
        return outcome


def answers_late(office: Office, seconds: float, during: float) -> None:
    """For a while the Bot API brings every message, and says so only after some seconds."""
    until = asyncio.get_running_loop().time() + during

    async def late(_call: Call) -> None:
        if asyncio.get_running_loop().time() < until:
            await asyncio.sleep(seconds)

    office.api.calls.hook("sendMessage", late, Moment.DONE)


def first_answer_waits(office: Office) -> asyncio.Event:
    """The Bot API brings the first message at once, and says so only after this event."""
    answers = asyncio.Event()

    async def late(call: Call) -> None:
        if call.number == 1:
            await answers.wait()

    office.api.calls.hook("sendMessage", late, Moment.DONE)
    return answers


async def put_off(office: Office) -> None:
    """Wait until the first row is to be tried again later."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (await office.rows())[0].not_before:
            await asyncio.sleep(0.01)
