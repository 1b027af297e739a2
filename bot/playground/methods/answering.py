"""answerCallbackQuery."""

from bot.playground.errors import BadRequest
from bot.playground.formatting import utf16_length
from bot.playground.messages import Toast
from bot.playground.methods.call_input import CallInput
from bot.playground.state import CALLBACK_LIFETIME, BotApiState

MAX_ANSWER = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def answer_callback_query(state: BotApiState, call: CallInput) -> bool:
    text = call.get("text", "")
    if utf16_length(text) > MAX_ANSWER:
        raise BadRequest("MESSAGE_TOO_LONG")
    url = call.get("url")
    if url and not url.startswith((f"https://t.me/{state.me['username']}?", f"t.me/{state.me['username']}?")):
        raise BadRequest("URL_INVALID")
    query = state.callbacks.pop(call["callback_query_id"], None)
    if query is None or state.clock.now() - query.at > CALLBACK_LIFETIME:
        raise BadRequest(TOO_OLD)
    if text or url:
        query.chat.toasts.append(Toast(text, bool(call.get("show_alert")), url))
        query.chat.changed()
    return True
