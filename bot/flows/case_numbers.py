"""A case number as it stands in a button, in a conversation or after a command."""

_LONGEST_NUMBER = 9


def case_number_of(words: str) -> int | None:
    """The case number that these words are; None when they are none."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= _LONGEST_NUMBER else None
