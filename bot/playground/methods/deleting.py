"""deleteMessage and deleteMessages."""

from datetime import timedelta

from bot.playground.errors import BadRequest, Forbidden
from bot.playground.messages import Chat, ChatMessage
from bot.playground.methods.call_input import CallInput
from bot.playground.state import BotApiState

DELETABLE_FOR = timedelta(hours=48)
MOST_AT_ONCE = 100


async def delete_message(state: BotApiState, call: CallInput) -> bool:
    chat = _chat(state, call)
    message = chat.messages.get(call["message_id"])
    if message is None:
        raise BadRequest("message to delete not found")
    _check(state, message)
    chat.remove(message)
    return True


async def delete_messages(state: BotApiState, call: CallInput) -> bool:
    chat = _chat(state, call)
    numbers = call["message_ids"]
    if not numbers:
        raise BadRequest("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise BadRequest("too many message identifiers specified")
    found = [chat.messages[number] for number in dict.fromkeys(numbers) if number in chat.messages]
    for message in found:
        _check(state, message)
    for message in found:
        chat.remove(message)
    return True


def _chat(state: BotApiState, call: CallInput) -> Chat:
    # A block does not stop deletions, only new words.
    chat = state.chat(call["chat_id"])
    if not chat.bot_is_member:
        raise Forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def _check(state: BotApiState, message: ChatMessage) -> None:
    """In a private chat the bot may delete the person's messages too; elsewhere only its own."""
    if state.clock.now() - message.sent_at >= DELETABLE_FOR:
        raise BadRequest("message can't be deleted for everyone")
    if not message.from_bot and message.chat.kind != "private":
        raise BadRequest("message can't be deleted")
