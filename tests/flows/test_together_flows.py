"""Parents, watching, joining: whatever a person sends, these conversations go on, can be stopped, and can end."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.asking import BACK, STOP
from bot.flows.case_questions import CaseFacts, given_option
from bot.flows.conversation import Conversation
from bot.flows.engine import Step, advance, begin, question_message
from bot.flows.events import Event, MessageEdited, OptionTapped, OtherKind, OtherSent, TextSent, UnknownTap
from bot.flows.join_flow import JOIN, JoinFacts, UnclearPupil
from bot.flows.parent_flow import (
    CONTACT,
    PARENT_TEXT,
    EarlierWords,
    ParentTextFacts,
    contact_command,
    names_in,
    ordinary_words,
)
from bot.flows.question import Flow, Scene
from bot.flows.report_names_flow import REPORT_NAMES, WITHOUT, ReportNamesFacts
from bot.flows.staff_flows import StaffFacts
from bot.flows.watch_flow import SEEN, WATCH, watchers_command
from bot.flows.words import phrase
from bot.spoken import spoken
from casework.parent_draft import names_left
from tests.flows.reporters import facts_of

TODAY = date(2026, 11, 23)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMES = {"own": "Noor Vink", "other": "Roos de Wit", "third": "Bram Bos"}
FAMILIES = [given_option("p0", "own", "Own"), given_option("p1", "other", "Other")]


def case_facts(refuses: bool = False) -> CaseFacts:
    return CaseFacts(spoken, TODAY, MONTHS, lambda answers: phrase("refusal-no-signals") if refuses else None)


def staff_facts(_refuses: bool = False) -> StaffFacts:
    return StaffFacts("henk_de_groot", facts_of())


def text_facts(_refuses: bool = False) -> ParentTextFacts:
    def named(family: str, text: str, ordinary: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one.written for one in names_left(text, (family,), NAMES, ordinary))

    earlier = EarlierWords("e0", phrase("parent-text-earlier", on=TODAY), "Het was Roos.")
    return ParentTextFacts(spoken, named, lambda family: (earlier,))


def report_facts(_refuses: bool = False) -> ReportNamesFacts:
    return ReportNamesFacts(spoken)


def join_facts(_refuses: bool = False) -> JoinFacts:
    options = (("s0", "there", "The same"), ("new", "new", "Another"))
    return JoinFacts(spoken, tuple(UnclearPupil(one, f"About {one}", options) for one in ("first", "second")))


@dataclass(frozen=True)
class Talk:
    """A conversation with all that it starts with."""

    flow: Flow
    facts: Any
    given: dict[str, Any]

    def started(self) -> Conversation:
        return begin(self.flow, Conversation(draft="d"), self.facts(), **self.given).conversation

    def taps(self, conversation: Conversation) -> list[OptionTapped]:
        question = self.flow.questions[conversation.question]
        options = [option.id for option in question.options(Scene(conversation.answers, self.facts()))]
        return [tapped(conversation, one) for one in (*options, *(["_skip"] if question.may_skip else []), BACK)]

    def sends(self, conversation: Conversation, event: Event) -> Step:
        return advance(self.flow, conversation, event, self.facts())


TALKS = {
    "contact": Talk(
        CONTACT,
        case_facts,
        {"first": "parents_of", "what": "call", "about": "Call", "families": FAMILIES, "channel": "mail"},
    ),
    "text": Talk(PARENT_TEXT, text_facts, {"first": "text_family", "options": FAMILIES}),
    "watch": Talk(
        WATCH,
        case_facts,
        {
            "what": "watch",
            "about": "Watch",
            "today": TODAY.isoformat(),
            "colleagues": [given_option(f"c{one}", f"person{one}", f"Person {one}") for one in range(20)],
            "places": [given_option(f"p{one}", f"place {one}", f"Place {one}") for one in range(3)],
            "options": [given_option("d0", "2026-12-07", "Look back")],
        },
    ),
    "seen": Talk(SEEN, staff_facts, {"first": "flag_where", "places": [["p0", "yard"], ["p1", "stairs"]]}),
    "report": Talk(REPORT_NAMES, report_facts, {"way": "report-text", "asks": [["p", "the pupil"], ["q", "pupil 1"]]}),
    "join": Talk(JOIN, join_facts, {"number": 2, "other": "1", "options": [given_option("1", "1", "Case 1")]}),
}
EVERY_TALK = pytest.mark.parametrize("talk", TALKS.values(), ids=list(TALKS))
WORDS = st.sampled_from(("3-11", "Het was roos.", "Beste ouders", "Bram en Roos", "het is een bloem", "😀" * 900, ""))


def tapped(conversation: Conversation, option: str) -> OptionTapped:
    return OptionTapped(conversation.draft, conversation.revision, conversation.question, option)


@given(st.sampled_from(sorted(TALKS)), st.data())
def test_every_flow_takes_whatever_comes_and_stays_in_its_table(name: str, data: st.DataObject) -> None:
    talk = TALKS[name]
    conversation = talk.started()
    for _ in range(14):
        words = TextSent(data.draw(st.one_of(WORDS, st.text(max_size=30))))
        other: list[Event] = [words, OtherSent(OtherKind.VOICE), UnknownTap(), MessageEdited(0, data.draw(WORDS))]
        event = data.draw(st.sampled_from([*talk.taps(conversation), *other]))
        step = advance(talk.flow, conversation, event, talk.facts(data.draw(st.booleans())))
        if step.ended:
            _check_end(name, step.conversation)
            return
        conversation = step.conversation
        assert conversation.question in talk.flow.questions
        question_message(talk.flow, conversation, talk.facts())


def test_a_day_that_was_typed_is_read_anew_when_its_message_is_changed() -> None:
    talk = Talk(CONTACT, case_facts, {"first": "case_day", "what": "call", "about": "Call"})
    typed = talk.sends(talk.started().remembering(7), TextSent("3-11")).conversation
    assert typed.answers["case_day"].endswith("-11-03")

    changed = talk.sends(typed, MessageEdited(7, "2-11")).conversation
    assert changed.answers["case_day"].endswith("-11-02")
    no_day = talk.sends(changed, MessageEdited(7, "Het was roos.")).conversation
    assert no_day.answers["case_day"] == changed.answers["case_day"]


def _check_end(name: str, conversation: Conversation) -> None:
    answers = conversation.answers
    if name == "contact":
        command = contact_command(answers, None)
        assert command.participants
        assert command.channel is not None
    elif name == "text":
        assert names_in(text_facts(), answers) == ()
        assert all(reason for _, reason in answers.get("ordinary", []))
        assert len(ordinary_words(answers)) == len(set(ordinary_words(answers)))
    elif name == "watch":
        command_of_watch = watchers_command(answers, None)
        assert not command_of_watch.people or answers["where"]
    elif name == "report":
        assert answers["report_name"] == WITHOUT or set(answers["names"]) == {"p", "q"}
        assert all(answers.get("names", {}).values())
    elif name == "join":
        assert answers["other"] == "1"
        assert set(answers["said"]) == {"first", "second"}


@EVERY_TALK
def test_every_flow_can_be_stopped_from_every_question_and_every_branch_leads_somewhere(talk: Talk) -> None:
    for question in talk.flow.questions.values():
        conversation = begin(talk.flow, Conversation(draft="d"), talk.facts(), **{**talk.given, "first": question.id})
        stop = tapped(conversation.conversation, STOP)
        assert talk.sends(conversation.conversation, stop).control == STOP
        assert {branch.to for branch in question.branches} <= {*talk.flow.questions, None}


def test_another_pupils_name_holds_the_text_until_it_is_changed_or_explained() -> None:
    talk = Talk(PARENT_TEXT, text_facts, {"family": "own"})
    conversation = talk.sends(talk.started(), TextSent("Roos en Bram")).conversation
    assert conversation.question == "text_named"
    conversation = talk.sends(conversation, tapped(conversation, "ordinary")).conversation
    conversation = talk.sends(conversation, TextSent("een bloem")).conversation
    assert (conversation.question, ordinary_words(conversation.answers)) == ("text_named", ("Roos",))
    conversation = talk.sends(conversation, tapped(conversation, "change")).conversation
    assert conversation.question == "parent_text"
    ended = talk.sends(conversation, TextSent("Iemand en iemand"))
    assert ended.ended
    assert ordinary_words(ended.conversation.answers) == ()


def test_what_was_written_before_is_looked_at_like_what_is_typed() -> None:
    talk = Talk(PARENT_TEXT, text_facts, {"family": "own"})
    conversation = talk.started()
    step = talk.sends(conversation, tapped(conversation, "e0"))
    assert step.conversation.question == "text_named"
    assert names_in(text_facts(), step.conversation.answers) == ("Roos",)


def test_ticks_stay_where_they_are_on_their_page() -> None:
    talk = TALKS["watch"]
    conversation = talk.started()
    conversation = talk.sends(conversation, tapped(conversation, "_page1")).conversation
    conversation = talk.sends(conversation, tapped(conversation, "c9")).conversation
    assert (conversation.page, conversation.answers["watchers"]) == (1, ["person9"])
    conversation = talk.sends(conversation, tapped(conversation, "c9")).conversation
    assert conversation.answers["watchers"] == []
