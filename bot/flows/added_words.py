"""Words that are put at the end of an answer, so that the message in which they were typed is still found in it."""

from dataclasses import replace

from bot.flows.conversation import Conversation

LONGEST_ANSWER = 60_000


def piece_of(conversation: Conversation, words: str) -> list[int]:
    """The newest message of the person, which held these words, as a piece of an answer."""
    return [conversation.inbox[-1] if conversation.inbox else 0, len(words)]


def with_words(conversation: Conversation, answer: str, words: str) -> Conversation | None:
    """The conversation with `words`, typed just now, at the end of `answer`; None when that would become too long."""
    return _longer(conversation, answer, words, [piece_of(conversation, words)])


def with_moved(conversation: Conversation, source: str, target: str) -> Conversation | None:
    """The conversation with the answer `source` put at the end of the answer `target` instead; None when that would
    become too long."""
    words = str(conversation.answers.get(source) or "")
    if not words:
        return conversation
    moved = _longer(conversation, target, words, conversation.typed.get(source, [[0, len(words)]]))
    if moved is None:
        return None
    answers = {name: answer for name, answer in moved.answers.items() if name != source}
    typed = {name: pieces for name, pieces in moved.typed.items() if name != source}
    return replace(moved, answers=answers, typed=typed)


def _longer(conversation: Conversation, answer: str, words: str, pieces: list[list[int]]) -> Conversation | None:
    known = str(conversation.answers.get(answer) or "")
    longer = f"{known}\n{words}" if known else words
    if len(longer) > LONGEST_ANSWER:
        return None
    typed = {**conversation.typed, answer: [*conversation.typed.get(answer, []), *pieces]}
    return replace(conversation, answers={**conversation.answers, answer: longer}, typed=typed)
