"""The one address behind which the demo's schools take turns: who comes in is shown the school that is there now."""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.playground.telegram_server import LocalBotApi

_OF_THE_BOT = ("/bot", "/file/")
"""Where the bot itself calls; it does so before its school is open."""


class DemoDoor:
    """The application that is served: hands every request on to the present school.

    People wait while a school opens; the bot, which opens it, does not. All of it lives in one event loop.
    """

    def __init__(self, first: str) -> None:
        self._wanted: str | None = first
        self._app: ASGIApp | None = None
        self._api: LocalBotApi | None = None
        self._chosen = asyncio.Event()
        self._open = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not str(scope.get("path", "")).startswith(_OF_THE_BOT):
            await self._open.wait()
        if self._app is not None:
            await self._app(scope, receive, send)

    async def choose(self, school_id: str) -> None:
        """Close the present school and open this one afresh; returns when it is open."""
        self._wanted = school_id
        self._open.clear()
        self._chosen.set()
        await self._open.wait()

    async def chosen_or(self, stop: asyncio.Event) -> None:
        """Wait until a school is chosen, or `stop` is set."""
        waiting = [asyncio.create_task(self._chosen.wait()), asyncio.create_task(stop.wait())]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    async def next_school(self, stop: asyncio.Event) -> str | None:
        """The school that was chosen, as soon as one is; None when `stop` is set."""
        if self._wanted is None:
            await self.chosen_or(stop)
        self._chosen.clear()
        wanted, self._wanted = self._wanted, None
        return None if stop.is_set() else wanted

    def put(self, api: LocalBotApi, app: ASGIApp) -> None:
        """From now on requests go to this school."""
        self._api, self._app = api, app

    def show(self) -> None:
        """Let people in, unless they have chosen another school meanwhile."""
        if self._wanted is None:
            self._open.set()

    # Used by `serving`

    def open_doors(self) -> None:
        """Each school opens its own when it is put here."""

    def close_doors(self) -> None:
        if self._api is not None:
            self._api.close_doors()
