"""A bot reduced to its calls: what the tests of the local Bot API speak through."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp


@dataclass(frozen=True)
class Caller:
    """Calls one Bot API over HTTP; parameters go as a form, objects in them as JSON."""

    session: aiohttp.ClientSession
    base_url: str
    token: str

    async def answer(self, method: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
        """The status and the whole answer."""
        form = {name: _written(value) for name, value in parameters.items()}
        async with self.session.post(self._url(method), data=form) as response:
            return response.status, await response.json()

    async def ok(self, method: str, **parameters: Any) -> Any:
        """The result of a call that must succeed."""
        status, answer = await self.answer(method, **parameters)
        assert status == 200, answer
        assert answer["ok"] is True
        return answer["result"]

    async def refused(self, method: str, **parameters: Any) -> tuple[int, str]:
        """Code and description of a call that must fail."""
        status, answer = await self.answer(method, **parameters)
        assert answer["ok"] is False, answer
        assert answer["error_code"] == status
        return status, answer["description"]

    async def sends(self, chat_id: int, text: str = "Hoi", **parameters: Any) -> int:
        """Send a text; gives the number of the message."""
        return int((await self.ok("sendMessage", chat_id=chat_id, text=text, **parameters))["message_id"])

    async def uploads(
        self, method: str, files: dict[str, tuple[str, bytes, str]], **parameters: Any
    ) -> tuple[int, dict[str, Any]]:
        """A multipart call; `files` are (name, content, mime type) by part."""
        form = aiohttp.FormData()
        for name, value in parameters.items():
            form.add_field(name, _written(value))
        for part, (name, content, mime) in files.items():
            form.add_field(part, content, filename=name, content_type=mime)
        async with self.session.post(self._url(method), data=form) as response:
            return response.status, await response.json()

    async def downloads(self, path: str) -> tuple[int, bytes]:
        async with self.session.get(f"{self.base_url}/file/bot{self.token}/{path}") as response:
            return response.status, await response.read()

    def _url(self, method: str) -> str:
        return f"{self.base_url}/bot{self.token}/{method}"


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def inline(*rows: tuple[str, ...]) -> dict[str, Any]:
    """An inline keyboard whose buttons bring back their own label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}
