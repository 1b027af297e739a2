"""What somebody wrote, shown again as far as a screen has room for it."""

SHOWN_WITH_A_QUESTION = 300
SHOWN_OF_A_STORY = 900


def shown_words(words: str, most: int) -> str:
    """The words whole, or their first `most` signs with … after them."""
    return words if len(words) <= most else f"{words[:most]}…"
