"""getMe and what the bot says about itself: commands, descriptions, menu button."""

import json
import re
from typing import Any

from bot.playground.errors import BadRequest
from bot.playground.methods.call_input import CallInput
from bot.playground.state import BotApiState

Json = dict[str, Any]

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


async def get_me(state: BotApiState, _: CallInput) -> Json:
    return {
        **state.me,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_commands(state: BotApiState, call: CallInput) -> bool:
    if len(call["commands"]) > MAX_COMMANDS:
        raise BadRequest("BOT_COMMANDS_TOO_MUCH")
    for command in call["commands"]:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise BadRequest("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
    state.profile.commands[_scope(call)] = call["commands"]
    return True


async def delete_my_commands(state: BotApiState, call: CallInput) -> bool:
    state.profile.commands.pop(_scope(call), None)
    return True


async def set_my_description(state: BotApiState, call: CallInput) -> bool:
    return _describe(state.profile.descriptions, call, "description", 512)


async def set_my_short_description(state: BotApiState, call: CallInput) -> bool:
    return _describe(state.profile.short_descriptions, call, "short_description", 120)


async def set_chat_menu_button(state: BotApiState, call: CallInput) -> bool:
    button = call.get("menu_button", {"type": "default"})
    if button["type"] not in ("default", "commands"):
        raise BadRequest(f'menu button "{button["type"]}" is not supported here')
    chat_id = call.get("chat_id")
    if chat_id is not None:
        state.chat(chat_id)
    state.profile.menu_buttons[chat_id] = button
    return True


def _scope(call: CallInput) -> tuple[str, str]:
    return json.dumps(call.get("scope", {"type": "default"}), sort_keys=True), call.get("language_code", "")


def _describe(kept: dict[str, str], call: CallInput, name: str, longest: int) -> bool:
    words = call.get(name, "")
    if len(words) > longest:
        raise BadRequest(f"{name} is too long")
    kept[call.get("language_code", "")] = words
    return True
