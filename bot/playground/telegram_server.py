"""The local Bot API: a stand-in for Telegram's servers, with people that tests and the demo can play."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from starlette.types import Receive, Scope, Send

from bot.clock import Clock
from bot.playground.bot_api_http import BotApiHttp, Doorway
from bot.playground.calls import Call, Calls, Hook, Moment
from bot.playground.faults import Fault, Faults
from bot.playground.files import Files
from bot.playground.messages import Chat, Json
from bot.playground.person import Person
from bot.playground.state import BotApiState

FIRST_PERSON_ID = 5_200_000_000


class LocalBotApi:
    """One bot's Bot API; the object itself is the ASGI application that the bot talks to.

    What it does not know it refuses, with Telegram's own error texts, so that a bot that gets along with it
    gets along with Telegram. All of it lives in one event loop.
    """

    def __init__(self, clock: Clock, token: str, bot_username: str = "meldmaatje_bot") -> None:
        self.state = BotApiState(clock, token, bot_username)
        self._doorway = Doorway()
        self._http = BotApiHttp(self.state, self._doorway)
        self.people: dict[str, Person] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._http(scope, receive, send)

    @property
    def username(self) -> str:
        return str(self.state.me["username"])

    # People

    def person(
        self,
        name: str,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        username: str | None = None,
        user_id: int | None = None,
    ) -> Person:
        """The person called `name` in this test or demo; made at the first call, the same one ever after."""
        if name not in self.people:
            number = user_id or FIRST_PERSON_ID + 7919 * self.state.next_number()
            user: Json = {"id": number, "is_bot": False, "first_name": first_name or name}
            optional = {"last_name": last_name, "username": username, "language_code": "nl"}
            user |= {field: value for field, value in optional.items() if value is not None}
            self.people[name] = Person(self.state, name, user)
        return self.people[name]

    def watch(self, watcher: Callable[[Chat], None]) -> None:
        """Call `watcher` with the chat after every change on anybody's screen."""
        self.state.chats.watchers.append(watcher)

    # Updates

    @property
    def next_update_id(self) -> int:
        return self.state.updates.next_update_id

    @next_update_id.setter
    def next_update_id(self, update_id: int) -> None:
        """Go on numbering from here; Telegram starts anew somewhere else after an idle week."""
        self.state.updates.start_numbering_at(update_id)

    @property
    def pending_updates(self) -> list[Json]:
        """What no offset has confirmed yet, oldest first."""
        return self.state.updates.pending

    @property
    def last_offset(self) -> int | None:
        """The offset that the bot asked for last."""
        return self.state.updates.last_offset

    def repeat_update(self, update: Json) -> None:
        """Hand this update out once more, with its old number."""
        self.state.updates.put_again(update)

    def inject_raw(self, update: Json) -> None:
        """Hand out whatever this is, just as it is; without a number it gets the next one."""
        if "update_id" not in update:
            update = {"update_id": self.next_update_id, **update}
            self.state.updates.start_numbering_at(self.next_update_id + 1)
        self.state.updates.put_again(update)

    def reorder_updates(self, update_ids: Iterable[int]) -> None:
        """Let the waiting updates be handed out in this order."""
        self.state.updates.reorder(update_ids)

    async def all_confirmed(self, within: float = 10.0) -> bool:
        """Wait until the bot has confirmed every update; False when some are left after `within` seconds."""
        return await self.state.updates.wait_until_confirmed(within)

    # Calls and what goes wrong with them

    @property
    def calls(self) -> Calls:
        return self.state.calls

    @property
    def unknown_methods(self) -> list[str]:
        """Methods that the bot called and that are missing here."""
        return self._http.unknown_methods

    @property
    def refused_calls(self) -> list[Call]:
        """Calls that got an error, by the bot's own fault or by a played one."""
        return [call for call in self.calls if call.error is not None]

    @property
    def faults(self) -> Faults:
        return self._http.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._http.faults = faults

    def next_call(self, method: str, *faults: Fault | None) -> None:
        """The next calls of `method` go wrong like this, one fault each; None lets one succeed."""
        self.faults.next_call(method, *faults)

    def on_call(self, method: str, hook: Hook, moment: Moment = Moment.DONE) -> Callable[[], None]:
        """Run `hook` at `moment` of each call of `method` ("*": all); returns how to end that.

        ARRIVED: nothing is done yet. DONE: done, not answered. ANSWERED: the answer was sent.
        """
        return self.calls.hook(method, hook, moment)

    def hang(self) -> None:
        """From now on no call gets an answer, until `resume`."""
        self._doorway.hang()

    def resume(self) -> None:
        self._doorway.resume()

    # Files and the bot's own words

    @property
    def files(self) -> Files:
        return self.state.files

    @property
    def commands(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """The command lists that the bot has set, by scope (as JSON) and language."""
        return self.state.profile.commands

    # Used by `serving`

    @property
    def closing(self) -> asyncio.Event:
        """Set while the server goes down: whoever waits for long looks at it."""
        return self._doorway.closing

    def open_doors(self) -> None:
        self._doorway.closing.clear()

    def close_doors(self) -> None:
        """Send everyone home who still waits for an answer."""
        self._doorway.closing.set()
        self._doorway.resume()
        self.state.updates.end_reader()
