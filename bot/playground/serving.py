"""Serving the local Bot API, and what is mounted beside it, on this machine."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Protocol, cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.playground.bot_api_http import DROP_CONNECTION


class Doors(Protocol):
    """What is served: an application that can send everyone home who still waits for an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

    def open_doors(self) -> None: ...

    def close_doors(self) -> None: ...


class _DroppableConnection(H11Protocol):
    """Hands the application the means to end its connection, for faults."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        opened = cast(asyncio.Transport, transport)
        super().connection_made(opened)
        self.app_state = {**self.app_state, DROP_CONNECTION: opened.abort}


class _Server(uvicorn.Server):
    """A server inside someone else's loop: it leaves the signals alone and stops at once."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopped = asyncio.Event()
        self.running = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        await self.on_tick(0)
        self.running.set()
        await self.stopped.wait()


def _listener(host: str, port: int) -> socket.socket:
    # asyncio sends small packets at once (TCP_NODELAY) only on sockets that name their protocol; without
    # that every answer would wait 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


@asynccontextmanager
async def serve(
    api: Doors, app: ASGIApp | None = None, *, port: int = 0, host: str = "127.0.0.1"
) -> AsyncIterator[str]:
    """Serve `app` (default: `api`, the Bot API alone) and give its address, such as `http://127.0.0.1:40123`.

    Port 0 takes a free one. May be left and entered again: what the Bot API remembers stays.
    Raises OSError when the port is taken.
    """
    listener = _listener(host, port)
    config = uvicorn.Config(
        app or api,
        http=_DroppableConnection,
        lifespan="off",
        log_config=None,
        access_log=False,
        ws="none",
        date_header=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        backlog=2048,
    )
    server = _Server(config)
    api.open_doors()
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.running.wait()
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        api.close_doors()
        server.stopped.set()
        await task
