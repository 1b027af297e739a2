"""How a question is put: its paragraphs, its buttons, and what stays of it once it is answered."""

from typing import Any

from bot.flows.callback_data import button_data
from bot.flows.conversation import Conversation
from bot.flows.question import Flow, Kind, Option, Question, Scene
from bot.flows.words import Button, Message, Words, phrase

BACK, STOP, SKIP, EXIT, PAGE, RESTART, DONE, KEEP = (
    "_back",
    "_stop",
    "_skip",
    "_exit",
    "_page",
    "_new",
    "_done",
    "_keep",
)
CONTROLS = frozenset({BACK, STOP, SKIP, EXIT, RESTART, DONE, KEEP})
"""What no question has as an option of its own; the controls that turn a page carry its number."""

Row = tuple[Button, ...]


def question_message(flow: Flow, conversation: Conversation, facts: Any, *, restart: bool = False) -> Message:
    """The present question as a message with its buttons."""
    question = flow.questions[conversation.question]
    scene = Scene(conversation.answers, facts)
    rows = [*_option_rows(question, scene, conversation), *_control_rows(question, conversation, restart)]
    return Message(question.parts(question, scene), tuple(rows), address_form=conversation.address_form)


def closed_message(flow: Flow, conversation: Conversation, facts: Any, answer: Words | None = None) -> Message:
    """The present question without its buttons, with the answer under it."""
    question = flow.questions[conversation.question]
    parts = (question.closed_parts or question.parts)(question, Scene(conversation.answers, facts))
    shown = () if answer is None else (phrase("your-answer", answer=answer),)
    return Message((*parts, *shown), address_form=conversation.address_form)


def controls_of(question: Question, conversation: Conversation) -> tuple[tuple[str, Words], ...]:
    """The controls that a person may also type out, with their labels. "Stoppen" is not one of them where an
    answer is typed: it is also what many want the bullying to do."""
    controls = [BACK] if conversation.path else []
    controls += [DONE] if question.kind is Kind.PICTURES else []
    controls += [KEEP] if can_keep(question, conversation) else []
    controls += [SKIP] if question.may_skip else []
    controls += [] if question.kind is Kind.TEXT else [STOP]
    return tuple((control, _CONTROL_LABELS[control]) for control in (*controls, EXIT))


def can_keep(question: Question, conversation: Conversation) -> bool:
    """Whether there is an earlier answer that may stay as it is; one that repeats had it for something else."""
    return question.keeps_answer and not question.repeats and bool(conversation.answers.get(question.id))


def last_page(question: Question, scene: Scene) -> int:
    paged, _ = _paged(question.options(scene))
    return max(0, (len(paged) - 1) // question.page_size)


_CONTROL_LABELS: dict[str, Words] = {
    BACK: phrase("button-back"),
    STOP: phrase("button-stop"),
    SKIP: phrase("button-skip"),
    EXIT: phrase("button-quick-exit"),
    RESTART: phrase("button-restart"),
    DONE: phrase("button-done"),
    KEEP: phrase("button-keep"),
}


def _paged(options: tuple[Option, ...]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Those that have pages, and those that stand under each page: of a grid with wide options under it only the grid
    has pages; a list of wide options has them itself."""
    grid = tuple(option for option in options if not option.wide)
    return (grid, tuple(option for option in options if option.wide)) if grid else (options, ())


def _option_rows(question: Question, scene: Scene, conversation: Conversation) -> list[Row]:
    paged, always = _paged(question.options(scene))
    start = conversation.page * question.page_size
    shown = paged[start : start + question.page_size]
    rows = _in_columns(question.columns, [option for option in shown if not option.wide], conversation)
    rows += _in_columns(1, [option for option in (*shown, *always) if option.wide], conversation)
    turning = _turning(conversation, more=start + question.page_size < len(paged))
    return [*rows, turning] if turning else rows


def _turning(conversation: Conversation, *, more: bool) -> Row:
    page = conversation.page
    earlier = [_button(conversation, f"{PAGE}{page - 1}", phrase("button-earlier"))] if page > 0 else []
    later = [_button(conversation, f"{PAGE}{page + 1}", phrase("button-more"))] if more else []
    return (*earlier, *later)


def _in_columns(columns: int, options: list[Option], conversation: Conversation) -> list[Row]:
    buttons = [_button(conversation, option.id, option.label) for option in options]
    return [tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns)]


def _control_rows(question: Question, conversation: Conversation, restart: bool) -> list[Row]:
    own_rows = [DONE] if question.kind is Kind.PICTURES else []
    if can_keep(question, conversation):
        own_rows.append(KEEP)
    elif question.may_skip:
        own_rows.append(SKIP)
    own_rows += [RESTART] if restart else []
    last = [BACK, STOP, EXIT] if conversation.path else [STOP, EXIT]
    rows = [*([control] for control in own_rows), last]
    return [tuple(_control_button(conversation, control) for control in row) for row in rows]


def _control_button(conversation: Conversation, control: str) -> Button:
    return _button(conversation, control, _CONTROL_LABELS[control])


def _button(conversation: Conversation, option: str, label: Words) -> Button:
    return Button(label, button_data(conversation.draft, conversation.revision, conversation.question, option))
