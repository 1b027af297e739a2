"""The transport with the network cut out."""

import json
from typing import Any

from telegram.request import RequestData

from benchmarks.phones import Phones
from bot.transport import AiohttpRequest


class InProcessRequest(AiohttpRequest):
    """Every call is answered by `phones` at once, over the same JSON."""

    def __init__(self, phones: Phones) -> None:
        super().__init__()
        self._phones = phones

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_named: Any
    ) -> tuple[int, bytes]:
        parameters = {} if request_data is None else request_data.parameters
        result = await self._phones.call(url.rpartition("/")[2], parameters)
        return 200, json.dumps({"ok": True, "result": result}).encode()
