"""Words after a report was closed: they are kept, and become a report anew when it begins again (design 4.13)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.flows.conversation import Conversation
from bot.flows.engine import Step, begin
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import urgent_first
from bot.flows.question import Branch, Kind, Option, Question, Scene, flow_of
from bot.flows.reading_plan import BULLIED, UNKNOWN_COACH, class_of
from bot.flows.report_flow import REPORT
from bot.flows.words import Words, phrase
from casework.report import AboutWhom, Report

_ABOUT = {AboutWhom.ME: "me", AboutWhom.MY_CHILD: "parent", AboutWhom.SOMEONE_ELSE: "other"}
_STORY = "story"


def _parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-again-kept" if scene.answers.get(_STORY) else "ask-again"),)


def _options(scene: Scene) -> tuple[Option, ...]:
    begins_again = Option("again", phrase("again-again"), wide=True, also=phrase("staff-yes"))
    return (begins_again, Option("other", phrase("again-other"), wide=True))


AGAIN = flow_of(
    "again",
    "again",
    Question(
        "again",
        Kind.CHOICE,
        (Branch(None),),
        options=_options,
        parts=urgent_first(_parts),
        extra_text=_STORY,
    ),
)


def answers_of(report: Report, number: int, *, doubts_coach: bool) -> dict[str, Any]:
    """The answers with which a report begins that goes on where this one ended: whom it is about, and who may not read
    it. Whom the earlier one was about reads the new one neither (AX-12)."""
    about_staff = report.facts.get("offender_class") == "staff"
    concerns = dict.fromkeys(sorted(report.subjects), "yes")
    concerns |= {UNKNOWN_COACH: "yes"} if doubts_coach else {}
    concerns |= {report.bullied: BULLIED} if report.bullied is not None else {}
    said: dict[str, Any] = {
        "about": _ABOUT[report.about],
        "class": "_not_a_pupil" if report.not_a_pupil else report.class_id or "_unknown",
        "victim_name": report.victim_name,
        "concerns": concerns,
        "excluded": sorted(report.excluded),
        "via_confidant": "yes" if report.via_confidant else None,
        "sexual": "yes" if about_staff and report.facts.get("category") == "sexual" else None,
        "management": "yes" if report.facts.get("management_in_doubt") else None,
    }
    unnamed = {"staff": "yes", "staff_who": ""} if about_staff and "yes" not in concerns.values() else {}
    return {**{name: value for name, value in said.items() if value}, **unnamed, "again": number}


def begin_again(conversation: Conversation, facts: ReporterFacts, earlier: Mapping[str, Any], story: str = "") -> Step:
    """A report that goes on where an earlier one ended, from the first question that is still open."""
    given = {**earlier, "carried": "yes", **({_STORY: story} if story else {})}
    known = class_of(given) is None or class_of(given) in facts.school.classes
    form = "u" if given.get("about") == "parent" else "je"
    fresh = replace(conversation.at_rest(), draft=facts.new_draft, address_form=form)
    if not known:
        given.pop("class")
        return begin(REPORT, fresh, facts, first="class", path=("about",), **given)
    if not story:
        return begin(REPORT, fresh, facts, first=_STORY, path=("about", "class"), **given)
    first = REPORT.next_after(_STORY, Scene(given, facts))
    return begin(REPORT, fresh, facts, first=first, path=("about", "class", _STORY), **given)


def begin_other(conversation: Conversation, facts: ReporterFacts, story: str = "") -> Step:
    """A report from its beginning; its question for the story offers the words that were typed already."""
    fresh = replace(conversation.at_rest(), draft=facts.new_draft)
    given: dict[str, Any] = {"offered": "yes", _STORY: story} if story else {}
    return begin(REPORT, fresh, facts, **given)
