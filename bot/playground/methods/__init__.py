"""The methods of the Bot API, by name."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.playground.methods import answering, chats, deleting, editing, profile, receiving, sending
from bot.playground.methods.call_input import CallInput
from bot.playground.state import BotApiState

Method = Callable[[BotApiState, CallInput], Awaitable[Any]]

METHOD_HANDLERS: Mapping[str, Method] = {
    "getMe": profile.get_me,
    "setMyCommands": profile.set_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDescription": profile.set_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "editMessageText": editing.edit_message_text,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageMedia": editing.edit_message_media,
    "editMessageCaption": editing.edit_message_caption,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "getFile": chats.get_file,
    "getChat": chats.get_chat,
    "leaveChat": chats.leave_chat,
    "sendChatAction": chats.send_chat_action,
}
