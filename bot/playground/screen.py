"""What is on a person's screen, written out for an error message."""

from bot.playground.messages import Chat, ChatMessage

_NOTHING = "  (nothing)"


def written_screen(chat: Chat, person: str) -> str:
    """Every visible message with its buttons, the fixed keyboard and the last toast, one below the other."""
    lines = [line for message in chat.messages.values() for line in _written(message, person)]
    if chat.keyboard:
        labels = " ".join(f"[{button['text']}]" for row in chat.keyboard for button in row)
        lines.append(f"  keyboard: {labels}")
    if chat.toasts:
        lines.append(f"  last toast: {chat.toasts[-1].text}")
    return "\n".join(lines or [_NOTHING])


def _written(message: ChatMessage, person: str) -> list[str]:
    who = "bot" if message.from_bot else person
    kind = "" if message.kind == "text" else f"<{message.kind}> "
    edited = " (edited)" if message.edited else ""
    lines = [f"  {message.message_id} {who}{edited}: {kind}{message.words}"]
    lines += ["      " + " ".join(f"[{button['text']}]" for button in row) for row in message.button_rows]
    return lines
