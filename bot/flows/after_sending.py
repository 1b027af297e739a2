"""What a reporter does after sending: telling more, writing to whoever is on the case, looking at own reports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.flows.about_staff import DENIED, known_before
from bot.flows.again_flow import AGAIN
from bot.flows.conversation import Conversation
from bot.flows.effects import (
    CodeIsOver,
    ForgetDraft,
    Say,
    TakePicturesAway,
    TellStaff,
    Toast,
)
from bot.flows.engine import Step, ask_again, begin
from bot.flows.events import Event, MessageEdited, OptionTapped, OtherSent, PictureSent, TextSent, UnknownTap
from bot.flows.facts import NOTHING_ASKED, NOTHING_SAID, AskedBySchool, OwnReport, ReporterFacts
from bot.flows.more_flow import MORE
from bot.flows.moving import closing_first
from bot.flows.own_report_words import standing_lines
from bot.flows.pupil_steps import step_lines
from bot.flows.question import Answers, Scene
from bot.flows.reading_plan import (
    asks_about_somebody,
    first_concern,
)
from bot.flows.saying import say_help, say_here
from bot.flows.school_questions import (
    asked_by_school,
    first_of_school,
)
from bot.flows.small_buttons import LEAVE, PICTURES_AWAY, small_button
from bot.flows.staff_questions import asks_kind
from bot.flows.typed_words import clean_words, says_something
from bot.flows.which_report import (
    DRAFT,
    NEW,
    OTHERS,
    REPORTS,
    STORY,
    WHICH,
    chosen_report,
    is_thrown_away,
    until_open,
)
from bot.flows.words import Button, Message, Words, phrase
from casework.report import ReportStatus

_MOST_TO_CHOOSE = 8
BEHIND_CODE = "code"
"""The subject of a conversation about the report that a code opened, and about no other report of the chat."""


def at_rest(conversation: Conversation, event: Event, facts: ReporterFacts) -> Step:
    """One event while no question is open: words go to whoever is on the report that this chat may see."""
    goes_to = thread_of(facts)
    match event:
        case PictureSent(caption=caption) | OtherSent(caption=caption) if says_something(clean_words(caption)):
            return _with_words_under(conversation, event, clean_words(caption), facts)
        case TextSent(text) if _may_be_for_code(facts) and says_something(clean_words(text)):
            return _ask_which(conversation, facts, story=clean_words(text))
        case PictureSent() if _may_be_for_code(facts):
            return _ask_which(conversation, facts)
        case TextSent(text) if (facts.code_is_open or goes_to) and says_something(clean_words(text)):
            return _to_staff(conversation, clean_words(text), facts, goes_to)
        case TextSent(text) if facts.own_reports and says_something(clean_words(text)):
            return _after_closing(conversation, facts, story=clean_words(text))
        case PictureSent() if facts.own_reports and not (facts.code_is_open or _open_reports(facts)):
            return _after_closing(conversation, facts)
        case PictureSent() if facts.code_is_open or _open_reports(facts):
            subject = BEHIND_CODE if facts.code_is_open else ""
            asked = offer_more(conversation, facts, subject, has_picture=True)
            return replace(asked, effects=(say_here(conversation, phrase("picture-ask-first")), *asked.effects))
        case TextSent(text) if says_something(clean_words(text)):
            return _ask_which(conversation, facts, clean_words(text), (NEW, BEHIND_CODE))
        case TextSent(text):
            words = phrase("typed-at-rest")
            return Step(conversation, (*say_help(conversation, text, facts), say_here(conversation, words)))
        case PictureSent():
            return Step(conversation, (say_here(conversation, phrase("typed-at-rest")),))
        case OtherSent(kind):
            return Step(conversation, (say_here(conversation, phrase(f"refuse-{kind}")),))
        case OptionTapped() | UnknownTap():
            return Step(conversation, (Toast("toast-old-button"),))
        case MessageEdited():
            return Step(conversation, (say_here(conversation, phrase("edit-not-kept")),))
        case _:
            return Step(conversation, (say_here(conversation, phrase("nothing-open")),))


def _with_words_under(
    conversation: Conversation, event: PictureSent | OtherSent, words: str, facts: ReporterFacts
) -> Step:
    """What was written with something goes the way of typed words; a picture itself is asked for after that."""
    told = at_rest(conversation, TextSent(words), facts)
    if isinstance(event, OtherSent):
        return replace(told, effects=(say_here(conversation, phrase(f"refuse-{event.kind}")), *told.effects))
    if told.conversation.is_open:
        return replace(told, effects=(say_here(conversation, phrase("picture-not-kept")), *told.effects))
    if not (facts.code_is_open or facts.own_reports):
        return told
    asked = at_rest(told.conversation, replace(event, caption=""), facts)
    return replace(asked, effects=(*told.effects, *asked.effects))


def thread_of(facts: ReporterFacts) -> OwnReport | None:
    """The report to which words typed here belong: the one about which the school wrote last, closed or not, unless a
    report was sent after that; else the newest that is not closed."""
    open_reports = _open_reports(facts)
    sent_last = max((report.sent_on for report in open_reports if report.sent_on), default=None)
    asked = [(report.asked_on, place, report) for place, report in enumerate(facts.own_reports) if report.asked_on]
    latest = max(asked, key=lambda one: one[:2], default=None)
    if latest is not None and (sent_last is None or latest[0] >= sent_last):
        return latest[2]
    return open_reports[-1] if open_reports else None


def _may_be_for_code(facts: ReporterFacts) -> bool:
    """Whether what is sent here may be for a report that a code opened, but would go to one of this chat's own."""
    return facts.code_was_open and not facts.code_is_open and bool(facts.own_reports)


def told_beside_draft(
    draft: Conversation,
    event: TextSent | PictureSent | OtherSent,
    facts: ReporterFacts,
    *,
    takes_words: bool,
    draft_as: str = DRAFT,
) -> Step:
    """What comes while `draft` waits and may be for a report of the chat: it goes to one, and where the draft, which is
    called `draft_as`, asks for words too it is asked to which it belongs. Nothing that was typed is thrown away."""
    words = clean_words(event.text if isinstance(event, TextSent) else event.caption)
    aside = replace(draft, invited=False).setting_aside()
    if takes_words and (says_something(words) or isinstance(event, PictureSent)):
        besides = (draft_as, *((BEHIND_CODE,) if _may_be_for_code(facts) else ()))
        return _ask_which(aside, facts, words if says_something(words) else "", besides)
    return at_rest(aside, event, facts)


def told_beside_more(talk: Conversation, event: TextSent, facts: ReporterFacts) -> Step:
    """Words typed below the list of own reports while a question of telling more stands open: no answer to it. Where
    they can be for several reports it is asked for which; else they go to the only one, and the question stands again.
    """
    for_code = talk.subject == BEHIND_CODE or facts.code_is_open or _may_be_for_code(facts)
    if for_code or len(_reports_to_choose(facts)) > 1:
        asked = _ask_which(talk, facts, clean_words(event.text), (BEHIND_CODE,) if for_code else ())
        return closing_first(asked, MORE, talk, facts)
    told = at_rest(talk.at_rest(), event, facts)
    if told.conversation.is_open:
        return closing_first(told, MORE, talk, facts)
    again = ask_again(MORE, talk, facts)
    return replace(again, effects=(*told.effects, *again.effects))


def _reports_to_choose(facts: ReporterFacts) -> list[OwnReport]:
    """To which words may belong, the likeliest first."""
    if not facts.own_reports:
        return []
    first = thread_of(facts) or facts.own_reports[-1]
    others = [report for report in reversed(_open_reports(facts)) if report.id != first.id]
    return [first, *others][:_MOST_TO_CHOOSE]


def _ask_which(
    conversation: Conversation, facts: ReporterFacts, story: str = "", besides: Sequence[str] = (BEHIND_CODE,)
) -> Step:
    rested = replace(conversation.at_rest(), draft=facts.new_draft)
    own = [[report.id, report.case_number] for report in _reports_to_choose(facts)]
    given: dict[str, Any] = {REPORTS: own, OTHERS: list(besides), **({STORY: story} if story else {})}
    return begin(WHICH, rested, facts, **given)


def which_answered(step: Step, facts: ReporterFacts) -> Step:
    """The words go where the reporter said; they wait until the report behind a code is open for that."""
    talk, rested = step.conversation, step.conversation.at_rest()
    if is_thrown_away(talk.answers):
        return Step(rested, (*step.effects, ForgetDraft(), say_here(talk, phrase("which-thrown-away"))))
    report_id, story = chosen_report(talk.answers), str(talk.answers.get(STORY) or "")
    if report_id is None and facts.code_is_open:
        behind = _to_staff(rested, story, facts, None) if story else _picture_behind_code(rested, facts)
        return replace(behind, effects=(*step.effects, ForgetDraft(), *behind.effects))
    if report_id is None and story:
        waiting = begin(WHICH, replace(rested, draft=talk.draft), facts, **until_open(talk.answers))
        return replace(waiting, effects=(*step.effects, *waiting.effects))
    if report_id is None:
        return Step(rested, (*step.effects, ForgetDraft(), say_here(talk, phrase("which-not-passed"))))
    own = tuple(report for report in facts.own_reports if report.id == report_id)
    chosen = replace(facts, own_reports=own, code_is_open=False, code_was_open=False)
    passed_on = at_rest(rested, TextSent(story), chosen) if story else _picture_for(rested, chosen)
    return replace(passed_on, effects=(*step.effects, ForgetDraft(), CodeIsOver(), *passed_on.effects))


def _picture_behind_code(conversation: Conversation, facts: ReporterFacts) -> Step:
    return offer_more(conversation, facts, BEHIND_CODE, has_picture=True)


def _picture_for(conversation: Conversation, facts: ReporterFacts) -> Step:
    """The picture itself was not kept: whether it may be sent is asked first (design 4.9)."""
    open_reports = _open_reports(facts)
    if open_reports:
        return offer_more(conversation, facts, open_reports[-1].id, has_picture=True)
    if facts.own_reports:
        return _after_closing(conversation, facts)
    return Step(conversation, (say_here(conversation, phrase("typed-at-rest")),))


def _after_closing(conversation: Conversation, facts: ReporterFacts, story: str = "") -> Step:
    """What is told when every report is closed stays, and becomes a report when the reporter says so; while a draft
    waits it goes to whoever had the report."""
    earlier = facts.own_reports[-1]
    if conversation.aside:
        if story:
            return _to_staff(conversation, story, facts, earlier)
        return offer_more(conversation, facts, earlier.id, has_picture=True)
    rested = replace(conversation.at_rest(), draft=facts.new_draft)
    given: dict[str, Any] = {"story": story} if story else {}
    return begin(AGAIN, rested, facts, earlier=dict(earlier.answers), **given)


def _to_staff(conversation: Conversation, words: str, facts: ReporterFacts, thread: OwnReport | None) -> Step:
    """Who is named in it does not get it before the reporter said whether it is about them (AX-12), and nobody but the
    board what may be sexual conduct of staff before that is said (AX-8)."""
    report = None if facts.code_is_open or thread is None else thread.id
    subject = report or BEHIND_CODE
    given = {"more": words, **_cleared_before(facts, subject)}
    scene = Scene(given, facts)
    of_somebody, until_kind = asks_about_somebody(scene), asks_kind.holds(scene)
    unclear = of_somebody or first_concern(words, facts.school, None, given.get("concerns") or {}) is not None
    if not unclear and not until_kind:
        return Step(conversation, (*say_help(conversation, words, facts), TellStaff(words, report)))
    rested = replace(conversation.at_rest(), draft=facts.new_draft, subject=subject)
    asked = begin(MORE, rested, facts, first="offer_concern" if unclear else "offer_sexual", **given)
    held = TellStaff(words, report, unclear, of_somebody, until_kind)
    return replace(asked, effects=(*say_help(conversation, words, facts), held, *asked.effects))


def offer_more(
    conversation: Conversation, facts: ReporterFacts, subject: str = "", *, has_picture: bool = False
) -> Step:
    """The further questions: the school's own first. With a picture that waits, the one that comes before any."""
    rested = replace(conversation.at_rest(), draft=facts.new_draft, subject=subject)
    given = {**_cleared_before(facts, subject), **asked_by_school(_asked_of(facts, subject))}
    first = None if has_picture else first_of_school(Scene(given, facts))
    return begin(MORE, rested, facts, first=first or "nude", **given)


def _asked_of(facts: ReporterFacts, subject: str) -> AskedBySchool:
    """Without a subject more is told of the newest report that is not closed."""
    if subject == BEHIND_CODE:
        return facts.code_asked
    meant = [one for one in facts.own_reports if one.id == subject] if subject else _open_reports(facts)
    return meant[-1].asked if meant else NOTHING_ASKED


def _cleared_before(facts: ReporterFacts, subject: str) -> Answers:
    """The answers with which more is told: what is about staff is known to be, and about whom, and whether that is
    sexual; and how often it was said of other words that they are not."""
    own = next((report.of_somebody for report in facts.own_reports if report.id == subject), NOTHING_SAID)
    said = facts.code_of_somebody if subject == BEHIND_CODE else own
    if said.is_staff:
        return known_before(said)
    return {DENIED: [[] for _ in range(said.denied)]} if said.denied else {}


def own_reports(conversation: Conversation, facts: ReporterFacts) -> Step:
    """The reports that this chat may see, each with a button for its messages and its pictures; then a way to take it
    all away."""
    if not facts.own_reports:
        return Step(conversation, (say_here(conversation, phrase("own-reports-none")),))
    lines = [line for report in facts.own_reports for line in _own_report_lines(report, facts)]
    parts, buttons = (phrase("own-reports"), *lines), _list_buttons(facts.own_reports)
    return Step(conversation, (Say(Message(parts, buttons, address_form=conversation.address_form)),))


def _list_buttons(own: Sequence[OwnReport]) -> tuple[tuple[Button, ...], ...]:
    listed = tuple((button,) for report in own for button in _own_report_buttons(report))
    return (*listed, (small_button(LEAVE, "chat"),))


def pictures_away(subject: str, facts: ReporterFacts) -> TakePicturesAway | None:
    """What takes away the pictures of the report `subject` of this chat, or of the one behind a code; None when there
    is no such report. The button for that goes with them."""
    if subject == BEHIND_CODE and facts.code_is_open:
        return TakePicturesAway(None, tuple((button,) for button in code_buttons(pictures=0)))
    if not any(report.id == subject for report in facts.own_reports):
        return None
    without = [replace(one, pictures=0) if one.id == subject else one for one in facts.own_reports]
    return TakePicturesAway(subject, _list_buttons(without))


def code_buttons(*, pictures: int) -> tuple[Button, ...]:
    """What may be done with the report that a code opened, of which so many pictures are kept."""
    away = (small_button(PICTURES_AWAY, BEHIND_CODE, number=0, count=pictures),) if pictures else ()
    return (small_button("more", BEHIND_CODE), *away, small_button(LEAVE, "chat"))


def _own_report_lines(report: OwnReport, facts: ReporterFacts) -> tuple[Words, ...]:
    """How it stands, and the steps for the pupil to whom it happens."""
    steps = () if report.steps is None else step_lines(report.steps)
    return (*standing_lines(report.case_number, report, facts.school), *steps)


def _own_report_buttons(report: OwnReport) -> Iterator[Button]:
    yield small_button("unmute" if report.muted else "mute", report.id, number=report.case_number)
    if report.pictures:
        yield small_button(PICTURES_AWAY, report.id, number=report.case_number, count=report.pictures)


def _open_reports(facts: ReporterFacts) -> list[OwnReport]:
    return [report for report in facts.own_reports if report.status is not ReportStatus.CLOSED]
