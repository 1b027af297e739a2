"""How the channel is asked for what comes in."""

MOST_UPDATES = 100
"""At most so many in one answer."""
POLL_SECONDS = 25
"""So long an answer may wait for something to come in."""
