"""Writing in the thread: one question each, for who works on the case and for a colleague who reported."""

from bot.flows.question import Branch, Kind, Question, flow_of

LONGEST_MESSAGE = 3000

ANSWER = flow_of("answer", "answer", Question("answer", Kind.TEXT, (Branch(None),), max_length=LONGEST_MESSAGE))

REPLY = flow_of("reply", "reply", Question("reply", Kind.TEXT, (Branch(None),), max_length=LONGEST_MESSAGE))
