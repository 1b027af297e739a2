"""A record of every call, and hooks at counted moments of it."""

import asyncio
import inspect
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any


class Moment(Enum):
    """Where in a call a hook runs."""

    ARRIVED = "arrived"
    DONE = "done"
    ANSWERED = "answered"


@dataclass(eq=False, slots=True)
class Call:
    """One call of the bot; `number` counts from 1 within its method, `error` is why it failed, if it did."""

    method: str
    parameters: dict[str, Any]
    at: datetime
    number: int
    error: str | None = None


Hook = Callable[[Call], Awaitable[None] | None]


class Calls:
    """All calls in the order of their arrival, and how many there were of each method."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self._calls: list[Call] = []
        self._next: asyncio.Future[None] | None = None
        self._hooks: defaultdict[tuple[str, Moment], list[Hook]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def to(self, *methods: str) -> list[Call]:
        """The calls of these methods, in the order of their arrival."""
        return [call for call in self._calls if call.method in methods]

    def forget(self) -> None:
        """Start counting anew."""
        self._calls.clear()
        self.count.clear()

    def arrived(self, method: str, parameters: dict[str, Any], at: datetime) -> Call:
        self.count[method] += 1
        call = Call(method, parameters, at, self.count[method])
        self._calls.append(call)
        if self._next is not None and not self._next.done():
            self._next.set_result(None)
        return call

    async def wait_for(self, method: str, times: int = 1, within: float = 10.0) -> None:
        """Wait until `method` was called this often. Raises TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while self.count[method] < times:
                if self._next is None or self._next.done():
                    self._next = asyncio.get_running_loop().create_future()
                await asyncio.shield(self._next)

    def hook(self, method: str, hook: Hook, moment: Moment) -> Callable[[], None]:
        """Run `hook` at each `moment` of each call of `method` ("*" for all); returns how to end that."""
        hooks = self._hooks[method, moment]
        hooks.append(hook)
        return lambda: hooks.remove(hook)

    async def reach(self, call: Call, moment: Moment) -> None:
        """Run the hooks of this moment."""
        if not self._hooks:
            return
        for method in (call.method, "*"):
            for hook in tuple(self._hooks.get((method, moment), ())):
                outcome = hook(call)
                if inspect.isawaitable(outcome):
                    await outcome
