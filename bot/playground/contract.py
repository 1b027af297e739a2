"""What each method of the Bot API accepts here, as data (Bot API 10.1).

A name that ends in `!` is required. A parameter of the real Bot API that is missing here is not supported
here and refused, so that nothing is ever accepted and then ignored. `tests/playground` walks these tables.
"""

from collections.abc import Mapping

Shape = Mapping[str, str]

_FORMAT = {"parse_mode": "String", "entities": "Array of MessageEntity"}
_CAPTION = {"caption": "String", "parse_mode": "String", "caption_entities": "Array of MessageEntity"}
_SEND = {
    "chat_id!": "ChatId",
    "disable_notification": "Boolean",
    "protect_content": "Boolean",
    "reply_parameters": "ReplyParameters",
}
_EDIT = {"chat_id!": "ChatId", "message_id!": "Integer", "reply_markup": "InlineKeyboardMarkup"}

METHODS: Mapping[str, Shape] = {
    "getMe": {},
    "getUpdates": {
        "offset": "Integer",
        "limit": "Integer",
        "timeout": "Integer",
        "allowed_updates": "Array of String",
    },
    "setWebhook": {
        "url!": "String",
        "max_connections": "Integer",
        "allowed_updates": "Array of String",
        "drop_pending_updates": "Boolean",
        "secret_token": "String",
    },
    "deleteWebhook": {"drop_pending_updates": "Boolean"},
    "getWebhookInfo": {},
    "sendMessage": {
        **_SEND,
        **_FORMAT,
        "text!": "String",
        "link_preview_options": "LinkPreviewOptions",
        "reply_markup": "ReplyMarkup",
    },
    "editMessageText": {
        **_EDIT,
        **_FORMAT,
        "text!": "String",
        "link_preview_options": "LinkPreviewOptions",
    },
    "editMessageReplyMarkup": {**_EDIT},
    "editMessageMedia": {**_EDIT, "media!": "InputMedia"},
    "editMessageCaption": {**_EDIT, **_CAPTION},
    "sendPhoto": {
        **_SEND,
        **_CAPTION,
        "photo!": "InputFile",
        "has_spoiler": "Boolean",
        "reply_markup": "ReplyMarkup",
    },
    "sendDocument": {
        **_SEND,
        **_CAPTION,
        "document!": "InputFile",
        "disable_content_type_detection": "Boolean",
        "reply_markup": "ReplyMarkup",
    },
    "sendMediaGroup": {**_SEND, "media!": "Array of InputMedia"},
    "deleteMessage": {"chat_id!": "ChatId", "message_id!": "Integer"},
    "deleteMessages": {"chat_id!": "ChatId", "message_ids!": "Array of Integer"},
    "answerCallbackQuery": {
        "callback_query_id!": "String",
        "text": "String",
        "show_alert": "Boolean",
        "url": "String",
        "cache_time": "Integer",
    },
    "getFile": {"file_id!": "String"},
    "leaveChat": {"chat_id!": "ChatId"},
    "getChat": {"chat_id!": "ChatId"},
    "sendChatAction": {"chat_id!": "ChatId", "action!": "String"},
    "setMyCommands": {
        "commands!": "Array of BotCommand",
        "scope": "BotCommandScope",
        "language_code": "String",
    },
    "deleteMyCommands": {"scope": "BotCommandScope", "language_code": "String"},
    "setMyDescription": {"description": "String", "language_code": "String"},
    "setMyShortDescription": {"short_description": "String", "language_code": "String"},
    "setChatMenuButton": {"chat_id": "Integer", "menu_button": "MenuButton"},
}

TYPES: Mapping[str, Shape] = {
    "MessageEntity": {
        "type!": "String",
        "offset!": "Integer",
        "length!": "Integer",
        "url": "String",
        "language": "String",
    },
    "LinkPreviewOptions": {
        "is_disabled": "Boolean",
        "url": "String",
        "prefer_small_media": "Boolean",
        "prefer_large_media": "Boolean",
        "show_above_text": "Boolean",
    },
    "ReplyParameters": {
        "message_id!": "Integer",
        "chat_id": "ChatId",
        "allow_sending_without_reply": "Boolean",
    },
    "InlineKeyboardMarkup": {"inline_keyboard!": "Array of Array of InlineKeyboardButton"},
    "InlineKeyboardButton": {
        "text!": "String",
        "style": "String",
        "url": "String",
        "callback_data": "String",
        "copy_text": "CopyTextButton",
    },
    "CopyTextButton": {"text!": "String"},
    "ReplyKeyboardMarkup": {
        "keyboard!": "Array of Array of KeyboardButton",
        "is_persistent": "Boolean",
        "resize_keyboard": "Boolean",
        "one_time_keyboard": "Boolean",
        "input_field_placeholder": "String",
        "selective": "Boolean",
    },
    "KeyboardButton": {"text!": "String", "style": "String"},
    "ReplyKeyboardRemove": {"remove_keyboard!": "Boolean", "selective": "Boolean"},
    "ForceReply": {
        "force_reply!": "Boolean",
        "input_field_placeholder": "String",
        "selective": "Boolean",
    },
    "InputMediaPhoto": {**_CAPTION, "type!": "String", "media!": "String", "has_spoiler": "Boolean"},
    "InputMediaDocument": {
        **_CAPTION,
        "type!": "String",
        "media!": "String",
        "disable_content_type_detection": "Boolean",
    },
    "BotCommand": {"command!": "String", "description!": "String"},
    "BotCommandScope": {"type!": "String", "chat_id": "ChatId", "user_id": "Integer"},
    "MenuButton": {"type!": "String", "text": "String"},
}

# Which of several types an object is, told by a field that only that type has.
REPLY_MARKUPS: Mapping[str, str] = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
INPUT_MEDIA: Mapping[str, str] = {"photo": "InputMediaPhoto", "document": "InputMediaDocument"}

UPDATE_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
)
KINDS_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
