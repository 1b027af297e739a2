"""Things that go wrong between bot and Bot API, by chance or by script."""

import random
from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TooManyRequests:
    """Nothing is done; 429 with `retry_after` in seconds."""

    retry_after: int = 1


@dataclass(frozen=True)
class ServerError:
    """Nothing is done; a 5xx, as the Bot API's JSON or as the page of a proxy that knows no JSON."""

    code: int = 500
    as_page: bool = False


@dataclass(frozen=True)
class DropConnection:
    """Nothing is done; the connection ends without an answer."""


@dataclass(frozen=True)
class DropAfterDoing:
    """It is done, and the connection ends without an answer."""


@dataclass(frozen=True)
class Hang:
    """Nothing happens for `seconds`; then the connection ends, with the thing done or not."""

    seconds: float = 60.0
    does_it: bool = False


Fault = TooManyRequests | ServerError | DropConnection | DropAfterDoing | Hang

EVERY_KIND: tuple[Fault, ...] = (
    TooManyRequests(),
    ServerError(),
    DropConnection(),
    DropAfterDoing(),
    Hang(0.2),
)


@dataclass
class Faults:
    """A `share` (0 to 1) of the calls goes wrong in one of `kinds`; the same `seed` fails the same calls.

    `only` and `never` name methods; the download of a file is called "downloadFile".
    """

    share: float = 0.0
    kinds: Sequence[Fault] = EVERY_KIND
    seed: int = 0
    only: Collection[str] = ()
    never: Collection[str] = ()
    happened: list[tuple[str, Fault]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - repeatable bad luck, no secret
        self._script: defaultdict[str, deque[Fault | None]] = defaultdict(deque)

    def next_call(self, method: str, *faults: Fault | None) -> None:
        """The next calls of `method` go wrong like this, one fault each; None lets one succeed."""
        self._script[method].extend(faults)

    def choose(self, method: str) -> Fault | None:
        """What goes wrong with this call, if anything."""
        fault = self._script[method].popleft() if self._script.get(method) else self._by_chance(method)
        if fault is not None:
            self.happened.append((method, fault))
        return fault

    def _by_chance(self, method: str) -> Fault | None:
        if not self.share or method in self.never or (self.only and method not in self.only):
            return None
        return self._chance.choice(self.kinds) if self._chance.random() < self.share else None
