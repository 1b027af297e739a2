"""getUpdates and the webhook methods."""

from typing import Any

from bot.playground.errors import BadRequest, Conflict
from bot.playground.methods.call_input import CallInput
from bot.playground.state import BotApiState

Json = dict[str, Any]

MOST_UPDATES = 100
LONGEST_WAIT_SECONDS = 50
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(state: BotApiState, call: CallInput) -> list[Json]:
    """Updates from `offset` on; what lies before it is forgotten only now."""
    if state.webhook is not None:
        raise Conflict(WEBHOOK_ACTIVE)
    state.updates.allow(call.get("allowed_updates"))
    offset = call.get("offset", 0)
    if offset:
        state.updates.confirm(offset)
    limit = call.get("limit", MOST_UPDATES)
    if not 1 <= limit <= MOST_UPDATES:
        limit = MOST_UPDATES
    wait = min(max(call.get("timeout", 0), 0), LONGEST_WAIT_SECONDS)
    return await state.updates.read(limit, wait)


async def set_webhook(state: BotApiState, call: CallInput) -> bool:
    """Keeps the address, so that getUpdates fails as it does for real; nothing is ever delivered to it."""
    if not call["url"]:
        return await delete_webhook(state, call)
    if not call["url"].startswith("https://"):
        raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
    if call.get("drop_pending_updates"):
        state.updates.forget_all()
    state.updates.allow(call.get("allowed_updates"))
    state.webhook = {"url": call["url"], "max_connections": call.get("max_connections", 40)}
    return True


async def delete_webhook(state: BotApiState, call: CallInput) -> bool:
    if call.get("drop_pending_updates"):
        state.updates.forget_all()
    state.webhook = None
    return True


async def get_webhook_info(state: BotApiState, _: CallInput) -> Json:
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
        **(state.webhook or {}),
    }
