"""What our bot says during a talk, so that the bare bot can say the same."""

import asyncio
from pathlib import Path

from benchmarks.bare_bot import Reply
from benchmarks.in_process_request import InProcessRequest
from benchmarks.phones import Json, Phones
from benchmarks.program import plan_for
from bot.app import running_program


async def recorded_replies(folder: Path) -> list[Reply]:
    """What our bot says during the talk of one phone; the first reply is the answer to /start."""
    calls: list[tuple[str, Json]] = []
    phones = Phones(noticed=lambda method, parameters: calls.append((method, dict(parameters))))
    plan = plan_for(folder / "recorded.sqlite3", transport=lambda: InProcessRequest(phones))
    async with running_program(plan), asyncio.timeout(20):
        phones.begin([1])
        await phones.all_asked()
        phones.release()
        await phones.all_finished()
    questions = [parameters for method, parameters in calls if method == "sendMessage" and "reply_markup" in parameters]
    closed = ["", *(parameters["text"] for method, parameters in calls if method == "editMessageText")]
    return [_reply(before, asked) for before, asked in zip(closed, questions, strict=True)]


def _reply(closed: str, asked: Json) -> Reply:
    rows = asked["reply_markup"]["inline_keyboard"]
    return Reply(closed, asked["text"], [[[button["text"], button["callback_data"]] for button in row] for row in rows])
