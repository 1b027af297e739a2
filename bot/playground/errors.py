"""What can go wrong: answers of the Bot API that are not `ok`, and a test's expectation that is not met."""

from typing import Any


class BotApiError(Exception):
    """A call that the Bot API refuses; `description` is Telegram's own sentence after the kind of error."""

    code = 500
    kind = "Internal Server Error"

    def __init__(self, description: str = "", **parameters: Any) -> None:
        self.description = f"{self.kind}: {description}" if description else self.kind
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class BadRequest(BotApiError):
    """The call is not well-formed, or asks for what cannot be done."""

    code = 400
    kind = "Bad Request"


class Unauthorized(BotApiError):
    """The token looks like one and belongs to no bot."""

    code = 401
    kind = "Unauthorized"


class Forbidden(BotApiError):
    """The person blocked the bot, or the bot is not in the chat."""

    code = 403
    kind = "Forbidden"


class NotFound(BotApiError):
    """There is no such method, file or address."""

    code = 404
    kind = "Not Found"


class Conflict(BotApiError):
    """Two readers of the same updates."""

    code = 409
    kind = "Conflict"


class EntityTooLarge(BotApiError):
    """An upload above the limit."""

    code = 413
    kind = "Request Entity Too Large"


class TooManyCalls(BotApiError):
    """The pace is too high; `retry_after` is in seconds."""

    code = 429
    kind = "Too Many Requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after}", retry_after=retry_after)


class NotOnScreen(AssertionError):
    """What a person was expected to see or tap is not there; the message shows the whole screen."""


class StillOnScreen(AssertionError):
    """What a person should not see is there; the message shows the whole screen."""


class PersonCannot(Exception):
    """An act that the app on the phone would not allow, such as writing to a bot one has blocked."""
