"""A bot of a few lines that shows everything the page can show; it speaks to the Bot API over HTTP."""

from typing import Any

from tests.playground.caller import Caller, inline

BUTTONS = inline(("Toast", "Venster"), ("Wijzig", "Verwijder"))


class EchoBot:
    """Answers each text with the same text, each picture with itself behind a spoiler, and each tap as it says."""

    def __init__(self, bot: Caller) -> None:
        self._bot = bot

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self._bot.ok("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                if "message" in update:
                    await self._hear(update["message"])
                elif "callback_query" in update:
                    await self._tapped(update["callback_query"])

    async def _hear(self, message: dict[str, Any]) -> None:
        chat = message["chat"]["id"]
        text = message.get("text", "")
        if text.startswith("/start"):
            await self._bot.sends(chat, "Knoppen", reply_markup={"keyboard": [["Vaste knop"]]})
            words = f"<b>Welkom</b> bij https://t.me/meldmaatje_bot?start=k-2B {text[7:]}"
            await self._bot.sends(chat, words, parse_mode="HTML", reply_markup=BUTTONS)
        elif "photo" in message:
            photo = {"photo": message["photo"][-1]["file_id"], "caption": "Jouw foto"}
            await self._bot.ok("sendPhoto", chat_id=chat, **photo, has_spoiler=True, protect_content=True)
        elif "document" in message:
            await self._bot.sends(chat, f"Bestand {message['document']['file_name']}")
        else:
            await self._bot.sends(chat, f"Je zei: {text}")

    async def _tapped(self, query: dict[str, Any]) -> None:
        where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        answer: dict[str, Any] = {}
        if query["data"] == "Wijzig":
            await self._bot.ok("editMessageText", text="Anders", reply_markup=BUTTONS, **where)
        elif query["data"] == "Verwijder":
            await self._bot.ok("deleteMessage", **where)
        else:
            answer = {"text": f"Dit is een {query['data']}", "show_alert": query["data"] == "Venster"}
        await self._bot.ok("answerCallbackQuery", callback_query_id=query["id"], **answer)
